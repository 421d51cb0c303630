import { Client, type ClientConfig } from 'pg';

/**
 * A connection that may end without anybody listening for it: whoever asks on it next is told. Without this, Node.js ends the
 * process by an `error` event that nobody hears. Pools need it too: between a connection's first answer and whoever takes it from
 * the pool there is a moment in which the pool no longer listens, and a server that dies can use it.
 */
export class QuietClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
