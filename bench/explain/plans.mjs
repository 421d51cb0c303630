// Plans as the gateway gets them: of a statement with a name one for any values, of another one for these.
import pg from 'pg';
import utils from 'pg/lib/utils.js';

const STATEMENT_LIMIT_MS = 120_000;
const RUNS = 3;

const literal = (value) => {
  const text = utils.prepareValue(value);
  return text === null ? 'NULL' : pg.escapeLiteral(String(text));
};

export async function openPlanner(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `SET default_transaction_read_only = on; SET statement_timeout = ${STATEMENT_LIMIT_MS}`,
  );
  return client;
}

async function run(client, { name, text, values }) {
  await client.query(`SET plan_cache_mode = force_${name === null ? 'custom' : 'generic'}_plan`);
  await client.query(`PREPARE explained AS ${text}`);
  try {
    const given = values.length > 0 ? `(${values.map(literal).join(', ')})` : '';
    const { rows } = await client.query(`EXPLAIN (ANALYZE, BUFFERS) EXECUTE explained${given}`);
    return rows.map((row) => row['QUERY PLAN']);
  } finally {
    await client.query('DEALLOCATE explained');
  }
}

const timeIn = (lines, what) =>
  Number(new RegExp(`${what} Time: ([\\d.]+)`).exec(lines.join('\n'))?.[1] ?? NaN);

/** The plan of the middle one of three runs, with its milliseconds of planning and execution, and the buffers it touched. */
export async function explain(client, statement) {
  const runs = [];
  for (let nth = 0; nth < RUNS; nth += 1) runs.push(await run(client, statement));
  const [, lines] = runs.sort((a, b) => timeIn(a, 'Execution') - timeIn(b, 'Execution'));
  const buffers = /Buffers: shared ([^\n]*)/.exec(lines.join('\n'))?.[1] ?? '';
  const touched = [...buffers.matchAll(/(?:hit|read)=(\d+)/g)].reduce(
    (sum, [, n]) => sum + Number(n),
    0,
  );
  return {
    ...{ lines, touched, planning: timeIn(lines, 'Planning') },
    execution: timeIn(lines, 'Execution'),
  };
}
