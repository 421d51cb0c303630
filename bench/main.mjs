// npm run bench -- <what>: measures on this machine, and prints.
const BENCHES = ['import', 'related', 'search'];
const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : BENCHES) {
  if (BENCHES.includes(name)) await import(`./${name}.mjs`);
  else {
    console.error(`There is no bench "${name}". There are: ${BENCHES.join(', ')}.`);
    process.exitCode = 1;
  }
}
