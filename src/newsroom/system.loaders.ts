import { createLoader } from '../sql/loader';
import { type RequestReader } from '../sql/request-reader';
import { cdnStatus, databaseStatus, importRuns, queues } from './system.queries';
import { type ImportStatus, type QueueStatus, type ServiceStatus } from './system.type';

/** There is one system: whoever asks gives the same key. */
export type TheSystem = 'system';

/** How what the gateway needs is doing: for editors alone. */
export function createSystemLoaders(reader: RequestReader) {
  return {
    databaseStatus: createLoader<TheSystem, ServiceStatus>(reader, (keys) =>
      Promise.all(keys.map(() => databaseStatus(reader))),
    ),
    cdnStatus: createLoader<TheSystem, ServiceStatus | null>(reader, (keys) =>
      Promise.all(keys.map(() => cdnStatus(reader))),
    ),
    queues: createLoader<TheSystem, QueueStatus[]>(reader, (keys) =>
      Promise.all(keys.map(() => queues(reader))),
    ),
    importRuns: createLoader<TheSystem, ImportStatus[]>(reader, (keys) =>
      Promise.all(keys.map(() => importRuns(reader))),
    ),
  };
}
