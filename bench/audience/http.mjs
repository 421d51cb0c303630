// Views over HTTP: beacons and, beside them, queries.
import autocannon from 'autocannon';
import { setTimeout as sleep } from 'node:timers/promises';
import { processorSeconds } from './gateway.mjs';
import { untilFolded } from './writers.mjs';

const QUERIES_A_SECOND = 50;
const BEACON_CONNECTIONS = 16;

let visitors = 0;
const newEvent = (ids) => ({
  articleId: ids[visitors % ids.length],
  visitor: `reader-${(visitors += 1)}`,
});

function load(options) {
  return new Promise((resolve, reject) => {
    autocannon(options, (error, result) => (error ? reject(error) : resolve(result)));
  });
}

function sendBeacons(url, ids, { eventsARequest, seconds, overallRate }) {
  return load({
    url: `${url}/v1/views`,
    method: 'POST',
    ...{ connections: BEACON_CONNECTIONS, duration: seconds, overallRate },
    headers: {
      'content-type': 'text/plain',
      'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/140.0',
    },
    requests: [
      {
        setupRequest: (request) => ({
          ...request,
          body: JSON.stringify(Array.from({ length: eventsARequest }, () => newEvent(ids))),
        }),
      },
    ],
  });
}

function ask(url, seconds) {
  return load({
    url: `${url}/graphql`,
    method: 'POST',
    ...{ connections: 2, overallRate: QUERIES_A_SECOND, duration: seconds },
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ latest(first: 10) { headline path } popular { headline } }"}',
  });
}

/** The longest that the fold was behind, in seconds, until `isOver` says so. */
async function worstLag(client, isOver) {
  let worst = 0;
  while (!isOver()) {
    const { rows } = await client.query(
      'SELECT extract(epoch FROM clock_timestamp() - folded_at)::float8 AS lag FROM view_fold',
    );
    worst = Math.max(worst, rows[0].lag);
    await sleep(500);
  }
  return worst;
}

/** One round: views sent as fast as they are taken, or so many a second, and queries beside them. */
export async function overHttp({ child, url }, ids, client, options) {
  const { eventsARequest, seconds } = options;
  const before = { used: processorSeconds(child.pid), at: performance.now() };
  let isOver = false;
  const lag = worstLag(client, () => isOver);
  const [taken, answered] = await Promise.all([sendBeacons(url, ids, options), ask(url, seconds)]);
  const took = (performance.now() - before.at) / 1000;
  isOver = true;
  return {
    events: (taken['2xx'] * eventsARequest) / seconds,
    refused: taken.non2xx,
    beaconP99: taken.latency.p99,
    queries: answered['2xx'] / seconds,
    failed: answered.non2xx + answered.errors,
    queryP50: answered.latency.p50,
    queryP99: answered.latency.p99,
    processor: ((processorSeconds(child.pid) - before.used) / took) * 100,
    lag: await lag,
    behind: await untilFolded(client),
  };
}

/** What is printed of a round, with its name. */
export const MEASURES = [
  ['events accepted a second', 'events', 0],
  ['beacons refused', 'refused', 0],
  ['beacon p99, ms', 'beaconP99', 0],
  [`queries answered a second, of ${QUERIES_A_SECOND} asked`, 'queries', 1],
  ['queries failed', 'failed', 0],
  ['query p50, ms', 'queryP50', 0],
  ['query p99, ms', 'queryP99', 0],
  ["the gateway's processor, % of one", 'processor', 0],
  ['the longest between two folds, s', 'lag', 1],
  ['seconds until all is counted, afterwards', 'behind', 1],
];
