import { type EntityManager } from 'typeorm';
import { badUserInput } from '../graphql/errors';

/** Something named in an input, and where. */
export interface Mention<Name = string> {
  name: Name;
  field: string;
}

async function idsByName(
  manager: EntityManager,
  statement: string,
  names: string[],
  more: unknown[] = [],
): Promise<Map<string, string>> {
  // What no database can store, nothing is called.
  const possible = names.filter((name) => !name.includes('\0'));
  if (possible.length === 0) return new Map();
  const rows = await manager.query<{ id: string; name: string }[]>(statement, [possible, ...more]);
  return new Map(rows.map(({ id, name }) => [name, id]));
}

function resolved(mentions: Mention[], ids: Map<string, string>, what: string): string[] {
  return mentions.map(({ name, field }) => {
    const id = ids.get(name);
    if (id === undefined) throw badUserInput(field, `${field}: there is no such ${what}.`);
    return id;
  });
}

const namesOf = (mentions: Mention[]) => mentions.map(({ name }) => name);

/** The ids of people by slug, in the mentions' order. Throws BAD_USER_INPUT at the first that is not there. */
export async function peopleBySlug(manager: EntityManager, mentions: Mention[]): Promise<string[]> {
  const statement = 'SELECT id, slug AS name FROM person WHERE slug = ANY($1::text[])';
  return resolved(mentions, await idsByName(manager, statement, namesOf(mentions)), 'person');
}

/** The same for an edition's tags. */
export async function tagsBySlug(
  manager: EntityManager,
  editionId: string,
  mentions: Mention[],
): Promise<string[]> {
  const statement =
    'SELECT id, slug AS name FROM tag WHERE slug = ANY($1::text[]) AND edition_id = $2';
  const ids = await idsByName(manager, statement, namesOf(mentions), [editionId]);
  return resolved(mentions, ids, 'tag');
}

/** The same for one of an edition's sections. */
export async function sectionBySlug(
  manager: EntityManager,
  editionId: string,
  mention: Mention,
): Promise<string> {
  const statement =
    'SELECT id, slug AS name FROM section WHERE slug = ANY($1::text[]) AND edition_id = $2';
  const ids = await idsByName(manager, statement, [mention.name], [editionId]);
  return resolved([mention], ids, 'section')[0] ?? '';
}

/** Throws BAD_USER_INPUT at the first picture that is not there. */
export async function checkImages(manager: EntityManager, mentions: Mention[]): Promise<void> {
  const statement = 'SELECT id, id AS name FROM image WHERE id = ANY($1::uuid[])';
  resolved(mentions, await idsByName(manager, statement, namesOf(mentions)), 'picture');
}

/** Throws BAD_USER_INPUT at the first article that is not there. */
export async function checkArticles(manager: EntityManager, mentions: Mention[]): Promise<void> {
  const statement = 'SELECT id, id AS name FROM article WHERE id = ANY($1::uuid[])';
  resolved(mentions, await idsByName(manager, statement, namesOf(mentions)), 'article');
}
