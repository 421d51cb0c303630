import { type ChildProcess } from 'node:child_process';

/** What `node:cluster` sends with a connection, and what answers it, by number. */
interface ClusterMessage {
  readonly act?: string;
  readonly seq?: number;
  readonly ack?: number;
}

interface Connection {
  close: () => void;
}

type Send = (message: ClusterMessage, ...rest: unknown[]) => boolean;

/**
 * Closes the connections that a worker was handed and had not taken when it ended: `node:cluster` forgets them, still open, and whoever
 * opened one would wait for ever. Node.js has no say for it, so this listens to what `node:cluster` sends; were that to change,
 * they would be forgotten again, and nothing else would happen.
 */
export function closeUntaken(worker: ChildProcess): void {
  const handed = new Map<number, Connection>();
  const send = worker.send.bind(worker) as Send;
  const watched: Send = (message, ...rest) => {
    const [connection] = rest as [Connection | undefined];
    if (connection && message.act === 'newconn' && message.seq !== undefined) {
      handed.set(message.seq, connection);
    }
    return send(message, ...rest);
  };
  worker.send = watched;
  worker.on('internalMessage', ({ ack }: ClusterMessage) => {
    if (ack !== undefined) handed.delete(ack);
  });
  worker.once('exit', () => {
    for (const connection of handed.values()) connection.close();
  });
}
