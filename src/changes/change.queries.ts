import { type Listener } from '../sql/listener';
import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';

/** An article's place, as events tell it: what decides in which lists and at which address it stands. */
export interface Place {
  sectionId: string | null;
  slug: string;
  status: string;
  format: string;
  hasVideo: boolean;
  publishedAt: string | null;
  embargoUntil: string | null;
  originalId: string | null;
}

/** What hangs on articles, and what they hang on: whatever shows them or is found through them. */
export interface Ties {
  tags: { uid: string; editionId: string; slug: string }[];
  people: { uid: string; slug: string }[];
  /** Articles whose list of related ones or whose pins have one of them. */
  relating: string[];
  /** Articles of the same translation groups. */
  translations: string[];
  /** Those of the articles that are public now. */
  public: Set<string>;
}

interface TieRow {
  kind: 'tag' | 'person' | 'relating' | 'translation' | 'public';
  uid: string;
  editionId: string | null;
  slug: string | null;
}

const TIES = namedStatement(`
  SELECT 'tag' AS "kind", t.id AS "uid", t.edition_id AS "editionId", t.slug AS "slug"
  FROM article_tag x JOIN tag t ON t.id = x.tag_id WHERE x.article_id = ANY($1::uuid[])
  UNION
  SELECT 'person', p.id, NULL, p.slug
  FROM credit c JOIN person p ON p.id = c.person_id WHERE c.article_id = ANY($1::uuid[])
  UNION
  SELECT 'relating', r.article_id, NULL, NULL FROM related_article r WHERE r.related_id = ANY($1::uuid[])
  UNION
  SELECT 'relating', o.article_id, NULL, NULL FROM related_override o WHERE o.related_id = ANY($1::uuid[])
  UNION
  SELECT 'translation', a.id, NULL, NULL FROM article a WHERE a.original_id = ANY($2::uuid[])
  UNION
  SELECT 'public', a.id, NULL, NULL FROM public_article a WHERE a.id = ANY($1::uuid[])`);

/** The ties of articles; `originals` are these articles and the ones they are translations of. */
export async function tiesOf(
  reader: Reader,
  articleIds: string[],
  originals: string[],
): Promise<Ties> {
  const rows = await reader.rows<TieRow>(TIES, [articleIds, originals]);
  const of = (kind: TieRow['kind']) => rows.filter((row) => row.kind === kind);
  return {
    tags: of('tag') as Ties['tags'],
    people: of('person') as Ties['people'],
    relating: of('relating').map(({ uid }) => uid),
    translations: of('translation').map(({ uid }) => uid),
    public: new Set(of('public').map(({ uid }) => uid)),
  };
}

/** An article that the clock makes public. */
export interface DueArticle {
  articleId: string;
  editionId: string;
  dueAt: Date;
  place: Place;
}

const DUE = namedStatement(`
  SELECT d.article_id AS "articleId", a.edition_id AS "editionId", d.due_at AS "dueAt",
    jsonb_build_object('sectionId', a.section_id, 'slug', a.slug, 'status', a.status, 'format', a.format,
      'hasVideo', a.has_video, 'publishedAt', a.published_at, 'embargoUntil', a.embargo_until,
      'originalId', a.original_id) AS "place"
  FROM article_due d JOIN article a ON a.id = d.article_id
  WHERE d.due_at <= now()`);

/** The articles whose time has come and whose event has not. */
export function dueArticles(listener: Listener): Promise<DueArticle[]> {
  return listener.rows<DueArticle>(DUE, []);
}

const NEXT_DUE = namedStatement(
  `SELECT ceil(extract(epoch FROM min(due_at) - clock_timestamp()) * 1000)::float8 AS "inMs"
   FROM article_due WHERE due_at > now()`,
);

/** In how many milliseconds the next article is due, by the database's clock. */
export async function nextDueInMs(listener: Listener): Promise<number | null> {
  const [row] = await listener.rows<{ inMs: number | null }>(NEXT_DUE, []);
  return row?.inMs ?? null;
}

const IS_BEHIND = namedStatement(
  'SELECT pg_snapshot_xmax(pg_current_snapshot()) < pg_snapshot_xmax($1::pg_snapshot) AS "isBehind"',
);

/** Whether the database is not the one that a position is of, or an older state of it. */
export async function isBehind(listener: Listener, position: string): Promise<boolean> {
  const [row] = await listener.rows<{ isBehind: boolean }>(IS_BEHIND, [position]);
  return row?.isBehind ?? true;
}
