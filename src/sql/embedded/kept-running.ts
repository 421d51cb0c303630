import { type EmbeddedPostgres } from './embedded-postgres';
import { pause } from './errors';

const RETRY_MS = 1_000;

/**
 * A share in a server that is taken again whenever it is lost, which starts the server where it is gone: without, the database
 * would stay away after a crash, or be stopped by another process that takes itself for the last.
 */
export class KeptRunning {
  private isStopping = false;
  private readonly ended: Promise<void>;

  private constructor(
    private server: EmbeddedPostgres,
    private readonly boot: () => Promise<EmbeddedPostgres>,
  ) {
    this.ended = this.watch();
  }

  static async start(boot: () => Promise<EmbeddedPostgres>): Promise<KeptRunning> {
    return new KeptRunning(await boot(), boot);
  }

  /** As it was when it started: a server that is started again has the same address, except on Windows. */
  get current(): EmbeddedPostgres {
    return this.server;
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    this.onStop();
    await this.ended;
    await this.server.stop();
  }

  private onStop: () => void = () => undefined;

  private async watch(): Promise<void> {
    const stopping = new Promise<void>((resolve) => {
      this.onStop = resolve;
    });
    for (;;) {
      await Promise.race([this.server.lost, stopping]);
      while (!this.isStopping && !(await this.bootAgain())) await pause(RETRY_MS);
      if (this.isStopping) return;
    }
  }

  private async bootAgain(): Promise<boolean> {
    try {
      this.server = await this.boot();
      return true;
    } catch {
      // Its log says why, and whoever needs the database says that it is away.
      return false;
    }
  }
}
