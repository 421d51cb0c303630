import 'reflect-metadata';
import { serveAsWorker } from './cli/worker';
import { runOrExplain } from './cli/run';

void runOrExplain(serveAsWorker).then(() => {
  // Being a worker is enough to keep a process going.
  if (process.exitCode !== undefined) process.exit();
});
