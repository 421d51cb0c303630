// npm run bench -- <what> [--option value]: measures on this machine, and prints.
const BENCHES = [
  'audience',
  'data',
  'explain',
  'growth',
  'import',
  'outage',
  'related',
  'search',
  'pages',
  'peers',
  'trending',
  'visible',
];
const given = process.argv.slice(2);
const firstOption = given.findIndex((word) => word.startsWith('--'));
const asked = firstOption < 0 ? given : given.slice(0, firstOption);
for (const name of asked.length > 0 ? asked : BENCHES) {
  if (BENCHES.includes(name)) await import(`./${name}.mjs`);
  else {
    console.error(`There is no bench "${name}". There are: ${BENCHES.join(', ')}.`);
    process.exitCode = 1;
  }
}
