const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);

// Of PostgreSQL's: a connection failed, too many of them, it was ended, is starting, or stops.
const STATES = /^(?:08...|53300|57P0[1-5])$/;

// What the driver says without a code of the connection it had.
const SENTENCES =
  /^(?:Connection terminated|Client (?:was closed|has encountered)|timeout expired)/;

/** Whether an error says that the database cannot be reached, rather than that a statement is wrong. */
export function isDatabaseGone(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, errors } = error as {
    code?: unknown;
    message?: unknown;
    errors?: unknown;
  };
  // One for each address of the host's name.
  if (Array.isArray(errors)) return errors.some(isDatabaseGone);
  if (typeof code === 'string' && (NETWORK.has(code) || STATES.test(code))) return true;
  return typeof message === 'string' && SENTENCES.test(message);
}

/** Whether a statement failed by the values it was given: SQLSTATE class 22. */
export function isDataException(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && code.startsWith('22');
}
