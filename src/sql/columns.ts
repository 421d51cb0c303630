/**
 * The select list that reads columns under the names of a class's properties: `{ sectionId: 'section_id' }` and
 * the alias `a` give `a.section_id AS "sectionId"`.
 */
export function selectList(alias: string, columns: Record<string, string>): string {
  return Object.entries(columns)
    .map(([property, column]) => `${alias}.${column} AS "${property}"`)
    .join(', ');
}

/** Rows as instances of the class whose properties they carry. */
export function hydrate<T extends object>(Class: new () => T, rows: object[]): T[] {
  return rows.map((row) => Object.assign(new Class(), row));
}

/** The same for one row after another, of which those of one `uid` are one instance: few people write many articles. */
export function hydrateOnce<T extends { uid: string }>(Class: new () => T): (row: T) => T {
  const known = new Map<string, T>();
  return (row) => {
    let instance = known.get(row.uid);
    if (!instance) known.set(row.uid, (instance = Object.assign(new Class(), row)));
    return instance;
  };
}
