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
  members: readonly string[];
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

/** The newest of a scope, twice the size of them or more, since some may already be ranked. `members`: rows of a place and a section. */
const NEWEST: Record<Kind, (members: string) => string> = {
  edition: () => `
    (SELECT p.id, p.published_at FROM public_article p
      WHERE k.kind = 'edition' AND p.edition_id = k.scope_id AND (SELECT count > 0 FROM missing)
      ORDER BY p.published_at DESC, p.id DESC LIMIT 2 * k.size)`,
  section: (members) => `
    (SELECT n.id, n.published_at
      FROM ${members} AS m(place, id)
      CROSS JOIN LATERAL (
        SELECT p.id, p.published_at FROM public_article p WHERE p.section_id = m.id
        ORDER BY p.published_at DESC, p.id DESC LIMIT 2 * k.size) n
      WHERE m.place = k.place AND (SELECT count > 0 FROM missing))`,
  person: () => `
    (SELECT p.id, c.published_at FROM credit c JOIN public_article p ON p.id = c.article_id
      WHERE k.kind = 'person' AND c.person_id = k.scope_id AND (SELECT count > 0 FROM missing)
      ORDER BY c.published_at DESC, c.article_id DESC LIMIT 8 * k.size)`,
};

/** Where a ranking is: its keys under the alias `k`, its rows, and where the sections of keys stand. */
interface Ranking {
  keys: string;
  ranking: string;
  members: string;
}

/** Ranked rows first; only where they are too few, the newest of the scope. */
const filledUp = (columns: string, newest: string[], { keys, ranking }: Ranking) => `
  SELECT k.place::int - 1 AS "place", e.*
  FROM ${keys}
  CROSS JOIN LATERAL (
    WITH ranked AS MATERIALIZED (
      SELECT ${columns}, false AS "isFallback", r.rank::int
      FROM ${ranking} ORDER BY r.rank LIMIT k.size
    ), missing AS MATERIALIZED (
      SELECT k.size - count(*) AS count FROM ranked
    ), newest AS (${newest.join(' UNION ALL ')}
    ), filled AS (
      SELECT DISTINCT n.id, n.published_at FROM newest n
      WHERE n.id NOT IN (SELECT "uid" FROM ranked)
      ORDER BY n.published_at DESC, n.id DESC LIMIT (SELECT count FROM missing)
    )
    SELECT * FROM ranked
    UNION ALL
    SELECT ${columns}, true, (row_number() OVER (ORDER BY f.published_at DESC, f.id DESC))::int
    FROM filled f JOIN public_article a ON a.id = f.id
  ) e
  ORDER BY k.place, e."isFallback", e.rank`;

const KINDS = Object.keys(NEWEST) as Kind[];

/** The statement for scopes of some kinds: an operation mostly asks for one, and the less a statement can do the sooner it starts. */
function byKinds(ranking: Ranking) {
  const known = new Map<string, Statement>();
  return (scopes: readonly NowReadingKey[], shape: ArticleShape): Statement => {
    const kinds = KINDS.filter((kind) => scopes.some(({ scope }) => scope.kind === kind));
    const name = [shape, ...kinds].join();
    let found = known.get(name);
    if (!found) {
      const newest = kinds.map((kind) => NEWEST[kind](ranking.members));
      found = namedStatement(filledUp(COLUMNS_OF_SHAPE[shape], newest, ranking));
      known.set(name, found);
    }
    return found;
  };
}

const popular = byKinds({
  keys: `unnest($1::text[], $2::uuid[], $3::int[], $4::popular_window[], $5::popular_metric[])
    WITH ORDINALITY AS k(kind, scope_id, size, time_window, metric, place)`,
  ranking: `popular_ranking r JOIN public_article a ON a.id = r.article_id
    WHERE r.scope_id = k.scope_id AND r.time_window = k.time_window AND r.metric = k.metric`,
  members: 'unnest($6::int[], $7::uuid[])',
});

const nowReading = byKinds({
  keys: `unnest($1::text[], $2::uuid[], $3::int[]) WITH ORDINALITY AS k(kind, scope_id, size, place)`,
  ranking: `now_reading r JOIN public_article a ON a.id = r.article_id WHERE r.scope_id = k.scope_id`,
  members: 'unnest($4::int[], $5::uuid[])',
});

/** What both statements are given of their keys first. */
const scopeValues = (keys: readonly NowReadingKey[]): unknown[] => [
  keys.map((key) => key.scope.kind),
  keys.map((key) => key.scope.id),
  keys.map((key) => key.size),
];

/** What both are given last: which section belongs to which key. Without a section they know of none. */
function memberValues(keys: readonly NowReadingKey[]): unknown[] {
  if (!keys.some(({ scope }) => scope.kind === 'section')) return [];
  const members = keys.flatMap(({ scope }, index) =>
    scope.kind === 'section' ? scope.members.map((id) => ({ place: index + 1, id })) : [],
  );
  return [members.map((member) => member.place), members.map((member) => member.id)];
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
    ...memberValues(keys),
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
  const values = [...scopeValues(keys), ...memberValues(keys)];
  return toRankings(keys, await reader.rows<RankingRow>(statement, values));
}
