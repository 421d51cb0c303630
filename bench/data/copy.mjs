// COPY … FROM STDIN over pg's own protocol.
import { once } from 'node:events';

const PIECE = 262_144;
const MOST_WAITING = 4_194_304;

/** What pg calls while a COPY is under way. */
class CopyIn {
  constructor(text) {
    this.text = text;
    this.ready = new Promise((resolve, reject) =>
      Object.assign(this, { begin: resolve, refuse: reject }),
    );
    this.done = new Promise((resolve, reject) =>
      Object.assign(this, { finish: resolve, fail: reject }),
    );
    this.done.catch(() => undefined);
    this.ready.catch(() => undefined);
  }

  submit(connection) {
    connection.query(this.text);
  }

  handleCopyInResponse(connection) {
    this.begin(connection);
  }

  handleError(error) {
    this.refuse(error);
    this.fail(error);
  }

  handleCommandComplete() {}

  handleReadyForQuery() {
    this.finish();
  }
}

/** A COPY that rows are given to: arrays of fields as COPY's text format has them, `null` for NULL. */
export async function copyInto(client, target) {
  const copy = new CopyIn(`COPY ${target} FROM STDIN`);
  client.query(copy);
  const connection = await copy.ready;
  let lines = [];
  let size = 0;
  const send = async () => {
    connection.sendCopyFromChunk(Buffer.from(lines.join('')));
    lines = [];
    size = 0;
    const { stream } = connection;
    if (stream.writableLength > MOST_WAITING) await once(stream, 'drain');
  };
  return {
    async add(fields) {
      const line = `${fields.map((field) => field ?? '\\N').join('\t')}\n`;
      lines.push(line);
      size += line.length;
      if (size > PIECE) await send();
    },
    async end() {
      await send();
      connection.endCopyFrom();
      await copy.done;
    },
  };
}
