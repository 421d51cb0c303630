import { setTimeout } from 'node:timers/promises';
import { type Gateway, type GatewayOptions, startGateway } from '../../src/gateway';

/**
 * How many gateways each test has on its database, asked in turns. With TEST_GATEWAYS=2 everything is to be as with one, also
 * where what one has written is read through the other.
 */
export const TEST_GATEWAYS = Number(process.env.TEST_GATEWAYS ?? '1');

const PATIENCE_MS = 10_000;

/** An import into the same process can hold its loop up for so long that the gateway has to listen anew, which takes a second. */
async function caughtUp(gateway: Gateway): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await gateway.catchUp();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await setTimeout(50);
    }
  }
}

/** Gateways on one database, asked in turns. */
export class Fleet {
  private turn = 0;
  private wrote: Gateway | null = null;

  private constructor(private readonly gateways: readonly [Gateway, ...Gateway[]]) {}

  static async start(options: GatewayOptions, count: number): Promise<Fleet> {
    const first = await startGateway(options);
    // Of one site, as readers see it.
    const publicUrl = options.config.publicUrl ?? first.url;
    const config = { ...options.config, publicUrl };
    const others = Array.from({ length: count - 1 }, () => startGateway({ ...options, config }));
    return new Fleet([first, ...(await Promise.all(others))]);
  }

  get first(): Gateway {
    return this.gateways[0];
  }

  /**
   * Whose turn it is. What another one has written is promised within a second and not at once: so one that follows on a mutation
   * of another reads what is committed first, by the same ways as when the database's notification comes.
   */
  async next(query: string): Promise<Gateway> {
    const gateway = this.gateways[this.turn % this.gateways.length] ?? this.first;
    this.turn += 1;
    // What a test wrote by SQL is known a moment later, also to the one that wrote last.
    await caughtUp(gateway);
    if (this.wrote !== null && this.wrote !== gateway) await gateway.reloadFrame();
    if (/\bmutation\b/.test(query)) this.wrote = gateway;
    return gateway;
  }

  /** Does something with each. */
  async each(work: (gateway: Gateway) => Promise<void>): Promise<void> {
    await Promise.all(this.gateways.map(work));
  }
}
