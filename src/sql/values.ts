/** Gathers a statement's values while its text is written; `add` answers the placeholder to write. */
export class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}
