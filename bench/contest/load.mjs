// The load: a process of its own, so that what it costs is nobody's. Told by messages what to send; answers with what it saw.
import autocannon from 'autocannon';

/**
 * What one of so many connections sends, again and again: its part of the list, or all of a short one from its own place on. A
 * connection writes down all that it will send before the first goes out. Were that the whole list for each, the first answers would
 * wait for it unread, and 32 of 3,000 are the slowest hundredth.
 */
function partOf(list, place, connections) {
  const [start, end] = [place, place + 1].map((one) =>
    Math.floor((one / connections) * list.length),
  );
  return list.length < connections
    ? [...list.slice(start), ...list.slice(0, start)]
    : list.slice(start, end);
}

process.on('message', async ({ url, requests, connections, ...length }) => {
  let opened = 0;
  const setupClient = (client) => {
    client.setRequests(partOf(requests, opened % connections, connections));
    opened += 1;
  };
  const started = performance.now();
  const result = await autocannon({
    ...{ url, connections, setupClient, requests: requests.slice(0, 1) },
    ...length,
  });
  const seconds = (performance.now() - started) / 1000;
  const { p50, p99 } = result.latency;
  const failed = result.non2xx + result.errors + result.timeouts;
  process.send({ sent: result.requests.total, seconds, p50, p99, failed });
});
process.on('disconnect', () => process.exit());
