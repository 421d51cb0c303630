/** The work took longer than it may. */
export class DeadlineError extends Error {
  override name = 'DeadlineError';
}

/** What work is told of its deadline. */
export interface Deadline {
  /** Nobody waits for the work any more. */
  readonly isOver: boolean;
}

/**
 * Waits for `work` at most `milliseconds`, then rejects with a {@link DeadlineError} and tells the work that its time is over.
 * Whatever the work still does or throws after that is of no consequence.
 */
export async function withDeadline<T>(
  milliseconds: number,
  work: (deadline: Deadline) => Promise<T>,
): Promise<T> {
  // Not an AbortSignal: Node.js makes each one of three new hidden classes.
  const deadline = { isOver: false };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      deadline.isOver = true;
      reject(new DeadlineError(`Not finished within ${milliseconds} ms.`));
    }, milliseconds);
  });
  try {
    return await Promise.race([work(deadline), late]);
  } finally {
    clearTimeout(timer);
  }
}
