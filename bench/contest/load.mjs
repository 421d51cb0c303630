// The load: a process of its own, so that what it costs is nobody's. Told by messages what to send; answers with what it saw.
import autocannon from 'autocannon';

/** Each connection begins elsewhere in the list, so that they do not all ask the same at the same moment. */
function turned(list, share) {
  const start = Math.floor(share * list.length);
  return [...list.slice(start), ...list.slice(0, start)];
}

process.on('message', async ({ url, requests, connections, ...length }) => {
  let opened = 0;
  const setupClient = (client) => {
    client.setRequests(turned(requests, (opened % connections) / connections));
    opened += 1;
  };
  const started = performance.now();
  const result = await autocannon({ url, requests, connections, setupClient, ...length });
  const seconds = (performance.now() - started) / 1000;
  const { p50, p99 } = result.latency;
  const failed = result.non2xx + result.errors + result.timeouts;
  process.send({ sent: result.requests.total, seconds, p50, p99, failed });
});
process.on('disconnect', () => process.exit());
