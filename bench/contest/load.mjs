// The load: a process of its own, so that what it costs is nobody's. Told by messages what to send; answers with what it saw. It does
// not understand the answers: a client that reads every header takes longer for one than a cache takes to give it, and then it is the
// client that is measured (docs/measurements.md, "Whole answers").
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { AnswerReader } from './answer.reader.mjs';

/** Longer than the slowest contender takes for the dearest operation with all connections waiting. */
const TIMEOUT_MS = 30_000;
/** Node takes one new connection each time it looks for work: were it at work already, the last of 32 would wait for a second. */
const ACCEPTED_MS = 50;

function bytesOf({ method, path, headers, body = '' }, host) {
  const all = { host, ...headers, ...(body && { 'content-length': Buffer.byteLength(body) }) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}

/** An open connection; `null` where it is refused. */
async function open({ hostname, port }) {
  const socket = connect({ host: hostname, port, noDelay: true });
  socket.setTimeout(TIMEOUT_MS, () => socket.destroy());
  try {
    await once(socket, 'connect');
  } catch {
    return null;
  }
  // That it failed is told by its end.
  return socket.on('error', () => {});
}

/** Sends on one connection, each when the one before is answered, until there is nothing `next` or the connection ends. */
async function sendInTurns(socket, { first, next, answered }) {
  let [bytes, since] = [first, performance.now()];
  if (socket) {
    const reader = new AnswerReader();
    socket.write(bytes);
    socket.on('data', (arrived) => {
      if (!reader.take(arrived)) return;
      answered(performance.now() - since, reader.status);
      [bytes, since] = [next(), performance.now()];
      if (bytes) socket.write(bytes);
      else socket.end();
    });
    // Not by `once`, which an error would end.
    await new Promise((resolve) => socket.on('close', resolve));
  }
  if (bytes) answered(performance.now() - since, 0);
}

const share = (sorted, part) => sorted[Math.floor((sorted.length - 1) * part)] ?? 0;

/** All connections take from one list, again and again: so many requests, or for so many seconds. */
async function load({ url, requests, connections, amount = Infinity, duration = Infinity }) {
  const target = new URL(url);
  const list = requests.map((request) => bytesOf(request, target.host));
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(target)));
  await sleep(ACCEPTED_MS);
  const started = performance.now();
  const latencies = [];
  let [sent, failed] = [0, 0];
  const next = () => {
    if (sent >= amount || performance.now() - started >= duration * 1000) return null;
    sent += 1;
    return list[(sent - 1) % list.length];
  };
  const answered = (milliseconds, status) => {
    latencies.push(milliseconds);
    if (status < 200 || status > 299) failed += 1;
  };
  const keepSending = async (opened) => {
    let socket = opened;
    for (let first = next(); first; first = next()) {
      socket ??= await open(target);
      await sendInTurns(socket, { first, next, answered });
      socket = null;
    }
    socket?.destroy();
  };
  await Promise.all(sockets.map(keepSending));
  const seconds = (performance.now() - started) / 1000;
  latencies.sort((one, other) => one - other);
  return { sent, seconds, p50: share(latencies, 0.5), p99: share(latencies, 0.99), failed };
}

process.on('message', async (job) => process.send(await load(job)));
process.on('disconnect', () => process.exit());
