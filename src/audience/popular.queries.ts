import { type ArticleShape, COLUMNS_OF_SHAPE } from '../articles/article.columns';
import { Article } from '../articles/article.entity';
import { hydrate } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { namedStatement, type Statement } from '../sql/statement';
import { type PopularMetric, type PopularWindow } from './audience.entity';

/** Whose ranking: an edition's, a section's with its subsections (`members`), or a person's. */
export interface PopularScope {
  kind: 'edition' | 'section' | 'person';
  id: string;
  members: string[];
}

export interface NowReadingKey {
  scope: PopularScope;
  size: number;
}

export interface PopularKey extends NowReadingKey {
  window: PopularWindow;
  metric: PopularMetric;
}

/** An article in a ranking; a fallback stands there because too few were viewed and it is among the newest. */
export interface PopularItem {
  article: Article;
  isFallback: boolean;
}

type Kind = PopularScope['kind'];

/** The newest of a scope, twice the size of them or more, since some may already be ranked. */
const NEWEST: Record<Kind, string> = {
  edition: `
    (SELECT p.id, p.published_at FROM public_article p
      WHERE k.kind = 'edition' AND p.edition_id = k.scope_id AND (SELECT count > 0 FROM missing)
      ORDER BY p.published_at DESC, p.id DESC LIMIT 2 * k.size)`,
  section: `
    (SELECT n.id, n.published_at
      FROM unnest($4::int[], $5::uuid[]) AS m(place, id)
      CROSS JOIN LATERAL (
        SELECT p.id, p.published_at FROM public_article p WHERE p.section_id = m.id
        ORDER BY p.published_at DESC, p.id DESC LIMIT 2 * k.size) n
      WHERE m.place = k.place AND (SELECT count > 0 FROM missing))`,
  person: `
    (SELECT p.id, c.published_at FROM credit c JOIN public_article p ON p.id = c.article_id
      WHERE k.kind = 'person' AND c.person_id = k.scope_id AND (SELECT count > 0 FROM missing)
      ORDER BY c.published_at DESC, c.article_id DESC LIMIT 8 * k.size)`,
};

/** Ranked rows first; only where they are too few, the newest of the scope. */
const filledUp = (columns: string, kinds: Kind[], keys: string, ranking: string) => `
  SELECT k.place::int - 1 AS "place", e.*
  FROM ${keys}
  CROSS JOIN LATERAL (
    WITH ranked AS MATERIALIZED (
      SELECT r.article_id, r.rank
      FROM ${ranking} ORDER BY r.rank LIMIT k.size
    ), missing AS MATERIALIZED (
      SELECT k.size - count(*) AS count FROM ranked
    ), newest AS (${kinds.map((kind) => NEWEST[kind]).join(' UNION ALL ')}
    ), filled AS (
      SELECT DISTINCT n.id, n.published_at FROM newest n
      WHERE n.id NOT IN (SELECT article_id FROM ranked)
      ORDER BY n.published_at DESC, n.id DESC LIMIT (SELECT count FROM missing)
    )
    SELECT ${columns}, c.is_fallback AS "isFallback", c.rank
    FROM (
      SELECT article_id, false AS is_fallback, rank::int FROM ranked
      UNION ALL
      SELECT id, true, (row_number() OVER (ORDER BY published_at DESC, id DESC))::int FROM filled
    ) c
    JOIN public_article a ON a.id = c.article_id
  ) e
  ORDER BY k.place, e."isFallback", e.rank`;

const KINDS = Object.keys(NEWEST) as Kind[];

/** The statement for scopes of some kinds: an operation mostly asks for one, and the less a statement can do the sooner it starts. */
function byKinds(keys: string, ranking: string) {
  const known = new Map<string, Statement>();
  return (scopes: readonly NowReadingKey[], shape: ArticleShape): Statement => {
    const kinds = KINDS.filter((kind) => scopes.some(({ scope }) => scope.kind === kind));
    const name = [shape, ...kinds].join();
    const found =
      known.get(name) ??
      namedStatement(filledUp(COLUMNS_OF_SHAPE[shape], kinds, withTypes(keys, kinds), ranking));
    known.set(name, found);
    return found;
  };
}

/** Every parameter is given; the type of one that is not used has to be said all the same. */
function withTypes(keys: string, kinds: Kind[]): string {
  return kinds.includes('section')
    ? keys
    : `${keys}
    CROSS JOIN (SELECT $4::int[], $5::uuid[]) AS unused`;
}

const popular = byKinds(
  `unnest($1::text[], $2::uuid[], $3::int[], $6::popular_window[], $7::popular_metric[])
    WITH ORDINALITY AS k(kind, scope_id, size, time_window, metric, place)`,
  `popular_ranking r JOIN public_article p ON p.id = r.article_id
    WHERE r.scope_id = k.scope_id AND r.time_window = k.time_window AND r.metric = k.metric`,
);

const nowReading = byKinds(
  `unnest($1::text[], $2::uuid[], $3::int[]) WITH ORDINALITY AS k(kind, scope_id, size, place)`,
  `now_reading r JOIN public_article p ON p.id = r.article_id WHERE r.scope_id = k.scope_id`,
);

/** What both statements are given of their keys first. */
function scopeValues(keys: readonly NowReadingKey[]): unknown[] {
  const members = keys.flatMap(({ scope }, index) =>
    scope.kind === 'section' ? scope.members.map((id) => ({ place: index + 1, id })) : [],
  );
  return [
    keys.map((key) => key.scope.kind),
    keys.map((key) => key.scope.id),
    keys.map((key) => key.size),
    members.map((member) => member.place),
    members.map((member) => member.id),
  ];
}

interface RankingRow {
  place: number;
  isFallback: boolean;
}

function toRankings(keys: readonly unknown[], rows: readonly RankingRow[]): PopularItem[][] {
  const rankings = keys.map((): PopularItem[] => []);
  for (const { place, isFallback, ...columns } of rows) {
    const [article] = hydrate(Article, [columns]) as [Article];
    rankings[place]?.push({ article, isFallback });
  }
  return rankings;
}

/** The ranking of each key: one statement for any number of scopes, windows, metrics and sizes. */
export async function popularByScope(
  reader: Reader,
  keys: readonly PopularKey[],
  shape: ArticleShape,
): Promise<PopularItem[][]> {
  const rows = await reader.rows<RankingRow>(popular(keys, shape), [
    ...scopeValues(keys),
    keys.map((key) => key.window),
    keys.map((key) => key.metric),
  ]);
  return toRankings(keys, rows);
}

/** What is being read in each scope, by how many: one statement for any number of scopes and sizes. */
export async function nowReadingByScope(
  reader: Reader,
  keys: readonly NowReadingKey[],
  shape: ArticleShape,
): Promise<PopularItem[][]> {
  const statement = nowReading(keys, shape);
  return toRankings(keys, await reader.rows<RankingRow>(statement, scopeValues(keys)));
}
