// The limit without a cache: node:http and one prepared statement for each operation that answers the JSON itself.
import { createServer } from 'node:http';
import pg from 'pg';
import { STATEMENTS } from './bare.statements.mjs';

async function connect(planning) {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL, pipeline: true });
  await client.connect();
  await client.query(`SET plan_cache_mode = ${planning}`);
  return client;
}

const clients = [await connect('force_generic_plan'), await connect('force_generic_plan')];
const searching = await connect('force_custom_plan');
let turn = 0;

createServer(async ({ url }, response) => {
  const [name, value] = url.slice(1).split('?');
  const client = name === 'search' ? searching : clients[(turn = (turn + 1) % clients.length)];
  const values = value === undefined ? [] : [decodeURIComponent(value)];
  const { rows } = await client.query({ name, text: STATEMENTS[name], values });
  const body = Buffer.from(rows[0].answer);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}).listen(Number(process.env.PORT));
