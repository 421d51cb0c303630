// The batch writer by itself: how many rows it appends, and whether a flood on one article holds up the views of others.
import { setTimeout as sleep } from 'node:timers/promises';
import { compiled } from '../data/compiled.mjs';
import { median } from './figures.mjs';

const WRITER_ROWS = 100_000;

const openWriter = (url) => {
  const { ViewWriter } = compiled('src/audience/view.writer.js');
  return new ViewWriter(url, console.error);
};

let visitors = 0;
function rows(count, uids) {
  return Array.from({ length: count }, (_, place) => ({
    articleId: uids[place % uids.length],
    at: new Date(),
    visitor: `bench-${(visitors += 1)}`,
  }));
}

/** Rows a second of batches of 5,000, one after another, beside the fold of the gateway. */
export async function appendRows(databaseUrl, uids) {
  const writer = openWriter(databaseUrl);
  const batches = Array.from({ length: WRITER_ROWS / 5_000 }, () => rows(5_000, uids));
  await writer.write(rows(100, uids));
  const started = performance.now();
  for (const batch of batches) await writer.write(batch);
  const seconds = (performance.now() - started) / 1000;
  await writer.close();
  return WRITER_ROWS / seconds;
}

/** Milliseconds of each write of a view of another article while as many writers as may be flood some. */
export async function otherWrites(databaseUrl, { other, flooded }, flooders) {
  let isOver = false;
  let flood = 0;
  const writers = Array.from({ length: flooders }, async () => {
    const writer = openWriter(databaseUrl);
    while (!isOver) {
      await writer.write(rows(5, flooded));
      flood += 5;
      // What a gateway does at the shortest: 64 of them are 64 gateways.
      await sleep(10);
    }
    await writer.close();
  });
  const writer = openWriter(databaseUrl);
  await writer.write(rows(1, [other]));
  await sleep(1_000);
  const times = [];
  const end = performance.now() + 4_000;
  while (performance.now() < end) {
    const started = performance.now();
    await writer.write(rows(1, [other]));
    times.push(performance.now() - started);
    await sleep(5);
  }
  isOver = true;
  await Promise.all(writers);
  await writer.close();
  return { p50: median(times), p99: median(times, 0.99), flood: flood / 5 };
}

/** Waits until all that was reported is counted, and answers how long that took. */
export async function untilFolded(client) {
  const started = performance.now();
  const sql = `SELECT NOT EXISTS (SELECT FROM view_event e, view_fold f
    WHERE e.tx >= pg_snapshot_xmax(f.snapshot) OR e.tx IN (SELECT pg_snapshot_xip(f.snapshot))) AS done`;
  while (!(await client.query(sql)).rows[0].done) await sleep(100);
  return (performance.now() - started) / 1000;
}
