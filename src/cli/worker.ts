import cluster from 'node:cluster';
import { readConfig } from '../config';
import { startGateway } from '../gateway';
import { createLogger } from '../logger';
import { projectDir } from '../project';
import { openDatabase } from '../sql/database';
import { type Channel, CommonLimiter } from '../workers/common.limiter';
import { CommandError } from './run';
import { runService } from './serve.command';
import { Stopper } from './stopper';

function parentChannel(): Channel {
  return {
    send: (message) => {
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    },
    onMessage: (hear) => process.on('message', hear),
    onClosed: (close) => process.on('disconnect', close),
  };
}

/**
 * One of several processes that serve on one port. The one that started it has prepared the database. When that one is gone,
 * it ends what it has begun and goes too. It has a share of its own in the embedded database, so that the last one stops it.
 */
export async function serveAsWorker(): Promise<void> {
  const { worker } = cluster;
  if (!worker) throw new CommandError('Workers are started by "serve --workers".');
  const config = readConfig();
  const logger = createLogger(config, `worker ${worker.id}`);
  const stopper = new Stopper(config, logger);
  worker.on('disconnect', () => {
    // Else Node.js ends the process here and now.
    worker.exitedAfterDisconnect = true;
    stopper.stop({ reason: 'The process that started it is gone' });
  });
  const channel = parentChannel();
  const database = await openDatabase({ ...config, projectDir: projectDir() });
  await runService({ config, logger, stopper }, database, async (databaseUrl) => {
    const limiter = new CommonLimiter(channel);
    const gateway = await startGateway({ config, databaseUrl, logger, limiter });
    channel.send({ kind: 'serving', url: gateway.url });
    return () => gateway.close();
  });
}
