import { clientError } from '../graphql/errors';
import { type Reader } from '../sql/reader';
import { ViewBuffer } from './view.buffer';
import { isRobot, type ReportedView, toViewEvent, type ViewEvent } from './view.event';
import { publicArticleIds } from './view.queries';
import { ViewWriter } from './view.writer';

export interface ViewCounterOptions {
  databaseUrl: string;
  reader: Reader;
  flushMs: number;
  onError: (error: Error) => void;
}

/** How long a client does well to wait where no more views can be taken, in seconds. */
export const BUSY_SECONDS = 2;

/** Takes reports of views, leaves out what is none, and has the rest written down in batches. */
export class ViewCounter {
  private readonly writer: ViewWriter;
  private readonly buffer: ViewBuffer;

  constructor(private readonly options: ViewCounterOptions) {
    const { databaseUrl, flushMs, onError } = options;
    this.writer = new ViewWriter(databaseUrl, onError);
    this.buffer = new ViewBuffer({
      flushMs,
      write: (events) => this.writer.write(events),
      onError,
    });
  }

  /**
   * Takes what a beacon reports, without asking the database: what is no public article is left out when it is counted.
   * Answers how many reports were in order; `null` where there is no room for them.
   */
  report(views: readonly ReportedView[], userAgent: string | null | undefined): number | null {
    const events = isRobot(userAgent) ? [] : toViewEvents(views);
    return this.buffer.add(events) ? events.length : null;
  }

  /** The same for those who want to know how many views of public articles these were. */
  async track(
    views: readonly ReportedView[],
    userAgent: string | null | undefined,
  ): Promise<number> {
    const events = isRobot(userAgent) ? [] : toViewEvents(views);
    if (events.length === 0) return 0;
    const ids = await publicArticleIds(
      this.options.reader,
      events.map(({ articleId }) => articleId),
    );
    const accepted = events.filter(({ articleId }) => ids.has(articleId));
    if (this.buffer.add(accepted)) return accepted.length;
    throw clientError('UNAVAILABLE', 'No more views can be taken just now. Send them again soon.', {
      retryAfterSeconds: BUSY_SECONDS,
    });
  }

  /** Writes down what waits, now. */
  flush(): Promise<void> {
    return this.buffer.flush();
  }

  /** Writes down what waits and takes no more. */
  async close(): Promise<void> {
    try {
      await this.buffer.close();
    } finally {
      await this.writer.close();
    }
  }
}

function toViewEvents(views: readonly ReportedView[]): ViewEvent[] {
  const now = new Date();
  return views.map((view) => toViewEvent(view, now)).filter((event) => event !== null);
}
