import { type Placed } from '../graphql/connection';
import { type Position } from '../graphql/cursor';
import { type PageRequest } from '../graphql/page.args';
import { hydrate } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { adHocStatement, namedStatement } from '../sql/statement';
import { Values } from '../sql/values';
import { LIST_COLUMNS } from './reading-list.columns';
import { ReadingList } from './reading-list.entity';

/** The one rule of who sees a list: all see public ones, its owner all of theirs. `$2` are whose lists are one's own. */
export const VISIBLE = `l.deleted_at IS NULL AND (l.visibility = 'PUBLIC' OR l.reader_id = ANY($2::uuid[]))`;

const LISTS_BY_ID = namedStatement(
  `SELECT ${LIST_COLUMNS} FROM reading_list l WHERE l.id = ANY($1::uuid[]) AND ${VISIBLE}`,
);

const LISTS_BY_SLUG = namedStatement(
  `SELECT ${LIST_COLUMNS} FROM reading_list l WHERE l.slug = ANY($1::text[]) AND ${VISIBLE}`,
);

const LISTS_BY_SHARE_TOKEN = namedStatement(
  `SELECT ${LIST_COLUMNS} FROM reading_list l
   WHERE l.share_token = ANY($1::text[]) AND l.visibility <> 'PRIVATE' AND l.deleted_at IS NULL`,
);

const LISTS_OF_READER = namedStatement(
  `SELECT ${LIST_COLUMNS} FROM reading_list l
   WHERE l.reader_id = $1 AND l.deleted_at IS NULL ORDER BY l.kind, l.created_at, l.id`,
);

/** Lists that one may see who owns those of `owners`. */
export async function listsById(
  reader: Reader,
  uids: readonly string[],
  owners: string[],
): Promise<ReadingList[]> {
  return hydrate(ReadingList, await reader.rows(LISTS_BY_ID, [uids, owners]));
}

export async function listsBySlug(
  reader: Reader,
  slugs: readonly string[],
  owners: string[],
): Promise<ReadingList[]> {
  return hydrate(ReadingList, await reader.rows(LISTS_BY_SLUG, [slugs, owners]));
}

export async function listsByShareToken(
  reader: Reader,
  tokens: readonly string[],
): Promise<ReadingList[]> {
  return hydrate(ReadingList, await reader.rows(LISTS_BY_SHARE_TOKEN, [tokens]));
}

/** A reader's lists that have been written to, the saved one first. */
export async function listsOfReader(reader: Reader, readerId: string): Promise<ReadingList[]> {
  return hydrate(ReadingList, await reader.rows(LISTS_OF_READER, [readerId]));
}

const LISTED = `FROM reading_list l
  WHERE l.edition_id = $1 AND l.visibility = 'PUBLIC' AND l.deleted_at IS NULL`;

/** A page of an edition's public lists, the newest first, one longer than asked where there is more. */
export async function publicListPage(
  reader: Reader,
  editionId: string,
  page: PageRequest<Position>,
): Promise<Placed<ReadingList>[]> {
  const values = new Values();
  values.add(editionId);
  const beyond = ({ value, uid }: Position, sign: string) =>
    `AND (l.listed_at, l.id) ${sign}
      (${values.add(new Date(Number(value)).toISOString())}::timestamptz, ${values.add(uid)}::uuid)`;
  const after = page.after ? beyond(page.after, '<') : '';
  const before = page.before ? beyond(page.before, '>') : '';
  const direction = page.backward ? 'ASC' : 'DESC';
  const rows = await reader.rows<ReadingList>(
    adHocStatement(`
      SELECT ${LIST_COLUMNS} ${LISTED} ${after} ${before}
      ORDER BY l.listed_at ${direction}, l.id ${direction} LIMIT ${values.add(page.size + 1)}`),
    values.list,
  );
  if (page.backward) rows.reverse();
  return hydrate(ReadingList, rows).map((node) => ({
    node,
    position: { value: node.listedAt?.getTime() ?? 0, uid: node.uid },
  }));
}

const PUBLIC_LIST_COUNT = namedStatement(`SELECT count(*)::int AS count ${LISTED}`);

export async function publicListCount(reader: Reader, editionId: string): Promise<number> {
  const [row] = await reader.rows<{ count: number }>(PUBLIC_LIST_COUNT, [editionId]);
  return row?.count ?? 0;
}
