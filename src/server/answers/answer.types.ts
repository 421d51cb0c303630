/** What of a request can change an answer besides its address. */
export interface Variant {
  readonly accept: string | undefined;
  readonly encodings: string | undefined;
  readonly origin: string | undefined;
}

/** What a request was answered with, to be sent again as it is. */
export interface ReadyReply extends Variant {
  /** The lines of the head, without those that each request has its own of. */
  readonly head: string;
  /** Those of the body, which "not modified" goes without. */
  readonly bodyHead: string;
  /** `null`: so far it was given as "not modified" only. */
  readonly body: Buffer | null;
}

/** An answer without errors that is the same for everyone. */
export interface KeptAnswer {
  readonly operationName: string | null;
  readonly body: Buffer;
  readonly etag: string;
  /** The same body compressed, as it was asked for. */
  readonly encoded: Map<string, Buffer>;
  /** How it was given to everyone, each of another variant. */
  readonly replies: ReadyReply[];
  /**
   * Of what it is made, for caches on the way: `Surrogate-Key` and `Cache-Tag`. `null`: they may not keep it. Something
   * changed while it was made, or may have: they may have been told of that already.
   */
  readonly surrogateKeys: readonly string[] | null;
}
