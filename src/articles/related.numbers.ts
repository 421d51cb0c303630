const FIRST_ROOM = 4096;

/** A number for each of very many terms, by the terms' last bits, as those are hashes. */
export class TermNumbers {
  private keys = new Int32Array(FIRST_ROOM);
  /** One more than the number; 0: none. */
  private numbers = new Int32Array(FIRST_ROOM);
  size = 0;

  /** `undefined`: none is known. */
  get(term: number): number | undefined {
    const number = this.numbers[this.slotOf(term)] ?? 0;
    return number === 0 ? undefined : number - 1;
  }

  set(term: number, number: number): void {
    if (this.size * 2 >= this.keys.length) this.grow();
    const slot = this.slotOf(term);
    if (this.numbers[slot] === 0) this.size += 1;
    this.keys[slot] = term;
    this.numbers[slot] = number + 1;
  }

  /** All that have a number, in no order. */
  terms(): Int32Array {
    return this.keys.filter((_, slot) => this.numbers[slot] !== 0);
  }

  clear(): void {
    this.keys = new Int32Array(FIRST_ROOM);
    this.numbers = new Int32Array(FIRST_ROOM);
    this.size = 0;
  }

  /** Where a term stands, or would. */
  private slotOf(term: number): number {
    const mask = this.keys.length - 1;
    let slot = term & mask;
    while (this.numbers[slot] !== 0 && this.keys[slot] !== term) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { keys, numbers } = this;
    this.keys = new Int32Array(keys.length * 2);
    this.numbers = new Int32Array(keys.length * 2);
    this.size = 0;
    for (let slot = 0; slot < keys.length; slot += 1) {
      const number = numbers[slot] ?? 0;
      if (number !== 0) this.set(keys[slot] ?? 0, number - 1);
    }
  }
}
