import { type Encoding } from './content.encoding';

/** An answer without errors that is the same for everyone. */
export interface KeptAnswer {
  readonly operationName: string | null;
  readonly body: Buffer;
  readonly etag: string;
  /** The same body compressed, as it was asked for. */
  readonly encoded: Map<Encoding, Buffer>;
  /**
   * Of what it is made, for caches on the way: `Surrogate-Key` and `Cache-Tag`. `null`: they may not keep it. Something
   * changed while it was made, or may have: they may have been told of that already.
   */
  readonly surrogateKeys: readonly string[] | null;
}
