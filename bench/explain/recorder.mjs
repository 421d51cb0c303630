// What a gateway's reader sends, and the plans that PostgreSQL has for it.
import { compiled } from '../data/compiled.mjs';

/** The function of ours that sent a statement: the nearest that is not the reader's own. */
function senderOf(stack) {
  for (const line of stack.split('\n').slice(1)) {
    const found = /^\s+at (?:async )?(?:([\w.$<>]+) )?.*\/dist\/src\/([^:)]+)\.js/.exec(line);
    if (found && !found[2].startsWith('sql/')) return `${found[1] ?? 'load'} of ${found[2]}`;
  }
  return 'unknown';
}

/** Notes what every reader of this process sends. `take()` answers what was sent since the last time. */
export function recordReaders() {
  const { PipelinedReader } = compiled('src/sql/reader.js');
  const { rows } = PipelinedReader.prototype;
  let sent = [];
  Error.stackTraceLimit = 30;
  PipelinedReader.prototype.rows = function record(statement, values) {
    sent.push({ ...statement, values, sender: senderOf(new Error().stack) });
    return rows.call(this, statement, values);
  };
  return {
    take() {
      const taken = sent;
      sent = [];
      return taken;
    },
  };
}
