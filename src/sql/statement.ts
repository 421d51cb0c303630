import { createHash } from 'node:crypto';

/** An SQL statement of fixed text. PostgreSQL parses and plans it once per connection, under its name. */
export interface Statement {
  /** `null`: planned anew at each call, with the values known; for texts that vary and lists whose values decide the plan. */
  readonly name: string | null;
  readonly text: string;
}

/** A statement that keeps its plan. The name is made of the text, so that equal texts share a plan. */
export function namedStatement(text: string): Statement {
  return { name: createHash('sha1').update(text).digest('base64url').slice(0, 20), text };
}

/** A statement that is planned for its values at each call. */
export function adHocStatement(text: string): Statement {
  return { name: null, text };
}
