// A Markdown file of each area: a table of what was sent and how long it took, and every plan.
const MOST_VALUES = 120;
const MOST_LINE = 240;

const shortened = (text, most) => (text.length > most ? `${text.slice(0, most)}…` : text);
const number = (value, digits = 2) => value.toLocaleString('en', { maximumFractionDigits: digits });

function sampleOf(values) {
  return values.map((value) => shortened(JSON.stringify(value) ?? 'null', MOST_VALUES)).join(', ');
}

/** Without the margin that it has in its source. */
function trimmed(text) {
  const lines = text.replace(/^\n+|\s+$/g, '').split('\n');
  const margins = lines
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => /^ */.exec(line)[0].length);
  const margin = Math.min(...margins, 40);
  return lines
    .map((line, place) => (place === 0 ? line.trimStart() : line.slice(margin)))
    .join('\n');
}

function anchored(title) {
  return title
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replace(/\s/g, '-');
}

/** `entries`: {title, request, statement, plan} in their order. */
export function reportOf(title, head, entries) {
  const rows = entries.map(
    ({ heading, request, statement, plan }) =>
      `| ${request} | [${statement.sender}](#${anchored(heading)}) | ${number(plan.execution)} | ${number(plan.planning)} | ${number(plan.touched, 0)} |`,
  );
  const plans = entries.map(({ heading, request, statement, plan }) => {
    const kind =
      statement.name === null ? 'Planned for its values' : 'Planned once, for any values';
    return `## ${heading}

For “${request}”. ${kind}: ${number(plan.execution)} ms, ${number(plan.touched, 0)} buffers.

\`\`\`sql
${trimmed(statement.text)}
-- ${sampleOf(statement.values)}
\`\`\`

\`\`\`text
${plan.lines.map((line) => shortened(line, MOST_LINE)).join('\n')}
\`\`\``;
  });
  return `# ${title}

${head}

| asked for | sent by | ms | planning, ms | buffers |
| --- | --- | ---: | ---: | ---: |
${rows.join('\n')}

${plans.join('\n\n')}
`;
}
