import { type EntityManager } from 'typeorm';

// Of a group, the original is whichever has translations already, else the default edition's, else the earliest. What is
// linked, or has another translation in its place, stays as it is.
const LINK = `
  WITH item AS (
    SELECT g.name AS story, a.id, a.edition_id, a.original_id, a.published_at, e.is_default,
      EXISTS (SELECT FROM article t WHERE t.original_id = a.id) AS has_translations
    FROM unnest($2::text[], $3::text[]) AS g(external_id, name)
    JOIN article a ON a.source_id = $1 AND a.external_id = g.external_id JOIN edition e ON e.id = a.edition_id
  ), original AS (
    SELECT DISTINCT ON (story) story, id, edition_id FROM item WHERE original_id IS NULL
    ORDER BY story, has_translations DESC, is_default DESC, published_at, id
  ), link AS (
    SELECT DISTINCT ON (o.id, i.edition_id) i.id, o.id AS original_id
    FROM original o JOIN item i ON i.story = o.story AND i.edition_id <> o.edition_id
    WHERE i.original_id IS NULL AND NOT i.has_translations
      AND NOT EXISTS (SELECT FROM article t WHERE t.original_id = o.id AND t.edition_id = i.edition_id)
    ORDER BY o.id, i.edition_id, i.published_at, i.id
  )
  UPDATE article a SET original_id = l.original_id FROM link l WHERE a.id = l.id`;

/**
 * What a source says of which items are the same story in several languages. Articles are linked by it when all are
 * there, and only where one of them is new or has changed: what editors have decided since stays.
 */
export class TranslationGroups {
  private readonly groups = new Map<string, { externalIds: string[]; isChanged: boolean }>();

  add(name: string, externalId: string, isChanged: boolean): void {
    const group = this.groups.get(name) ?? { externalIds: [], isChanged: false };
    group.externalIds.push(externalId);
    group.isChanged ||= isChanged;
    this.groups.set(name, group);
  }

  async link(manager: EntityManager, sourceId: string): Promise<void> {
    const changed = [...this.groups].filter(
      ([, { externalIds, isChanged }]) => isChanged && externalIds.length > 1,
    );
    if (changed.length === 0) return;
    const pairs = changed.flatMap(([name, { externalIds }]) =>
      externalIds.map((externalId) => ({ name, externalId })),
    );
    await manager.query(LINK, [
      sourceId,
      pairs.map(({ externalId }) => externalId),
      pairs.map(({ name }) => name),
    ]);
  }
}
