import { type Logger } from 'pino';
import { type Config } from '../config';

/** How long signals after the first are taken for the same: a terminal sends one to npm and to us, and npm passes its own on. */
const SAME_SIGNAL_MS = 2_000;

/** Ends the process when a signal comes: as cleanly as it can by then, or at once where a later one insists. */
export class Stopper {
  /** What there is to be closed by now. */
  private close: () => Promise<void> = () => Promise.resolve();

  private stoppingSince: number | null = null;
  private isReady = false;
  private exitCode = 0;

  constructor(
    private readonly config: Config,
    private readonly logger: Logger,
  ) {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        this.stop({ signal });
      });
    }
  }

  get isStopping(): boolean {
    return this.stoppingSince !== null;
  }

  /** There is something to close now; what was asked for meanwhile is done. */
  ready(close: () => Promise<void>): void {
    this.close = close;
    this.isReady = true;
    if (this.isStopping) this.end();
  }

  /** Ends the process for a reason of its own, which may be a failure. */
  stop(reason: object, exitCode = 0): void {
    if (this.stoppingSince !== null) {
      if (Date.now() - this.stoppingSince > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    this.stoppingSince = Date.now();
    this.exitCode = exitCode;
    this.logger.info(reason, 'Stopping');
    // The server ends its requests within the time allowed; the database gets a little more.
    setTimeout(() => process.exit(1), this.config.shutdownTimeoutMs + 25_000).unref();
    if (this.isReady) this.end();
  }

  private end(): void {
    this.close().then(
      () => process.exit(this.exitCode),
      (error: unknown) => {
        this.logger.error(error, 'The process did not stop cleanly');
        process.exit(1);
      },
    );
  }
}
