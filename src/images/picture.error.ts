/** There is no picture at the original's address; there is something that is no picture for us; or it cannot be had just now. */
export type PictureFailure = 'missing' | 'unusable' | 'unavailable';

/** A picture cannot be shown. The message is one sentence for a person. */
export class PictureError extends Error {
  override name = 'PictureError';

  constructor(
    readonly reason: PictureFailure,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
