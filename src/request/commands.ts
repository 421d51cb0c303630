import { type DataSource } from 'typeorm';
import { countViews, type ViewEvent } from '../audience/view.commands';

/** What an operation can change: each slice's writes, bound to the pool for writes. */
export function createCommands(dataSource: DataSource) {
  return {
    countViews: (events: ViewEvent[]) => countViews(dataSource.manager, events),
  };
}

export type Commands = ReturnType<typeof createCommands>;
