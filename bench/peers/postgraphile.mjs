// PostGraphile 5 over views and functions of its own (postgraphile.sql). It plans a query as a whole, and needs Node 22.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import pg from 'pg';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';

const connectionString = process.env.DATABASE_URL;
const owner = new pg.Client({ connectionString });
await owner.connect();
await owner.query(readFileSync(new URL('postgraphile.sql', import.meta.url), 'utf8'));
await owner.end();

const preset = {
  extends: [PostGraphileAmberPreset],
  pgServices: [
    makePgService({
      schemas: ['peers'],
      pool: new pg.Pool({ connectionString, max: 10, options: '-c jit=off' }),
    }),
  ],
  schema: { defaultBehavior: '-connection +list -insert -update -delete -filter -order' },
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
  grafast: { explain: false },
};

const instance = postgraphile(preset);
if (process.env.PRINT_SCHEMA) {
  const { printSchema } = await import('postgraphile/graphql');
  console.log(printSchema(await instance.getSchema()));
  process.exit();
}
const server = createServer();
const serving = instance.createServ(grafserv);
await serving.addTo(server);
await serving.ready();
server.listen(Number(process.env.PORT));
