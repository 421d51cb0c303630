const HEAD_END = '\r\n\r\n';
const LAST_CHUNK = Buffer.from('0\r\n\r\n');
const NOTHING = Buffer.alloc(0);

/**
 * Finds where each HTTP/1.1 answer on a connection ends (RFC 9112, 6.3), one at a time: by its length or by its last chunk. Of the head
 * it reads nothing else but the status.
 */
export class AnswerReader {
  status = 0;
  /** What has arrived of a head that is not whole. */
  #head = NOTHING;
  /** Bytes of the body that are still to come; `null` before its head is whole. */
  #left = null;
  /** The end of what has arrived of a body in chunks, whose length is not known. */
  #tail = null;

  /** Takes what arrived, and says whether the answer is whole. */
  take(arrived) {
    const body = this.#left === null ? this.#afterHead(arrived) : arrived;
    if (body === null) return false;
    this.#left -= body.length;
    if (this.#tail) this.#tail = Buffer.concat([this.#tail, body]).subarray(-LAST_CHUNK.length);
    const isWhole = this.#tail ? this.#tail.equals(LAST_CHUNK) : this.#left <= 0;
    if (isWhole) [this.#left, this.#tail] = [null, null];
    return isWhole;
  }

  #afterHead(arrived) {
    const bytes = this.#head === NOTHING ? arrived : Buffer.concat([this.#head, arrived]);
    const end = bytes.indexOf(HEAD_END);
    this.#head = end < 0 ? bytes : NOTHING;
    if (end < 0) return null;
    const head = bytes.latin1Slice(0, end);
    this.status = Number(head.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length));
    const length = /\r\ncontent-length: *(\d+)/i.exec(head);
    this.#left = length ? Number(length[1]) : Infinity;
    this.#tail = length ? null : NOTHING;
    return bytes.subarray(end + HEAD_END.length);
  }
}
