import { type Logger } from 'pino';
import { type EntityManager } from 'typeorm';
import { type CdnConfig } from './cdn.config';
import {
  collectPurges,
  forgetPurges,
  settleTurn,
  takeTurn,
  type Turn,
} from './purge-queue.commands';
import { MOST_KEYS, type Outcome, sendPurge } from './purge.request';

export interface PurgeSenderOptions {
  /** `null`: there is none. */
  cdn: CdnConfig | null;
  /** For noting how calls went, after the job that began them. */
  manager: EntityManager;
  logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  timeoutMs?: number;
}

/** Tells a CDN to purge what has changed. */
export class PurgeSender {
  private sending: Promise<void> | null = null;
  private isClosing = false;

  constructor(private readonly options: PurgeSenderOptions) {}

  /** Writes down what is new and begins to tell it; a job runs it every second. */
  async round(manager: EntityManager): Promise<void> {
    const { cdn, logger } = this.options;
    if (!cdn) {
      await forgetPurges(manager);
      return;
    }
    await collectPurges(manager);
    this.sending ??= this.sendAll(cdn)
      .catch((error: unknown) => {
        logger.error({ err: error }, 'Purges could not be settled and will be sent again');
      })
      .finally(() => {
        this.sending = null;
      });
  }

  /** Waits for the call under way, which takes ten seconds at most. What waits, waits for the next start. */
  async close(): Promise<void> {
    this.isClosing = true;
    await this.sending;
  }

  private async sendAll(cdn: CdnConfig): Promise<void> {
    const { manager, timeoutMs } = this.options;
    while (!this.isClosing) {
      const turn = await takeTurn(manager, MOST_KEYS[cdn.form]);
      if (!turn) return;
      const outcome = await sendPurge(cdn, turn.keys, timeoutMs);
      const seconds = await settleTurn(manager, turn, outcome);
      this.log(turn, outcome, seconds);
      if (!outcome.isPurged) return;
    }
  }

  private log({ failures }: Turn, outcome: Outcome, seconds: number): void {
    const { logger } = this.options;
    const { isPurged, isRefused, answer, excerpt } = outcome;
    const facts = { answer, excerpt, failures: failures + 1, nextInSeconds: Math.round(seconds) };
    if (isPurged) {
      if (failures > 0) logger.info('The CDN purges again');
    } else if (isRefused) {
      logger.error(
        facts,
        'The CDN refuses to purge, so that it goes on showing what has changed: correct CDN_PURGE_URL, CDN_PURGE_TOKEN or what the token may do. Nothing is lost meanwhile',
      );
    } else {
      logger.warn(facts, 'The CDN could not be told to purge and will be told again');
    }
  }
}
