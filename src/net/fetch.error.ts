/**
 * Why: the address may not be fetched, its server says that there is nothing, it is more than was allowed, or
 * something went wrong that may go well another time.
 */
export type FetchFailure = 'refused' | 'missing' | 'large' | 'failed';

/** A file could not be fetched. The message is one sentence for a person. */
export class FetchError extends Error {
  override name = 'FetchError';

  constructor(
    readonly reason: FetchFailure,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
