// The SQL that Mercurius and Yoga share, as well made as ours: only the columns that are asked for, the newest of each section by
// LATERAL, one statement a batch, named statements with generic plans on pipelined connections. Sections are kept in the process.
import pg from 'pg';

const CONNECTIONS = 2;
const TEASER = `a.id, a.slug, a.section_id AS "sectionId", a.headline, a.standfirst, a.published_at AS "publishedAt"`;

const STATEMENTS = {
  sections: 'SELECT id, parent_id AS parent, slug, name FROM section ORDER BY position, name',
  edition: 'SELECT id FROM edition WHERE is_default',
  article: `SELECT ${TEASER} FROM public_article a WHERE a.edition_id = $1 AND a.slug = $2`,
  articlePage: `
    SELECT ${TEASER}, coalesce(a.seo_title, a.headline) AS "seoTitle", a.updated_at AS "updatedAt", b.html AS "bodyHtml",
      CASE WHEN i.id IS NOT NULL THEN json_build_object('alt', i.alt, 'credit', i.credit) END AS "image"
    FROM public_article a JOIN article_body b ON b.article_id = a.id LEFT JOIN image i ON i.id = a.image_id
    WHERE a.edition_id = $1 AND a.slug = $2`,
  latest: `
    SELECT ${TEASER} FROM public_article a WHERE a.edition_id = $1
    ORDER BY a.published_at DESC, a.id DESC LIMIT $2`,
  inSections: `
    SELECT m.place, e.* FROM unnest($1::int[], $2::uuid[]) AS m(place, id) CROSS JOIN LATERAL (
      SELECT ${TEASER} FROM public_article a WHERE a.section_id = m.id
      ORDER BY a.published_at DESC, a.id DESC LIMIT $3) e
    ORDER BY m.place, e."publishedAt" DESC, e.id DESC`,
  popular: `
    SELECT ${TEASER} FROM popular_ranking r JOIN public_article a ON a.id = r.article_id
    WHERE r.scope_id = $1 AND r.time_window = 'DAY' AND r.metric = 'VIEWS' ORDER BY r.rank LIMIT $2`,
  related: `
    SELECT k.id AS "ofId", e.* FROM unnest($1::uuid[]) AS k(id) CROSS JOIN LATERAL (
      SELECT ${TEASER}, r.rank FROM related_article r JOIN public_article a ON a.id = r.related_id
      WHERE r.article_id = k.id ORDER BY r.rank LIMIT $2) e
    ORDER BY k.id, e.rank`,
  // As Broadsheet does: a join would be planned once for any number of articles, and read all people and all tags.
  authors: `
    SELECT c.article_id AS "ofId", p.slug, p.name FROM credit c
    CROSS JOIN LATERAL (SELECT * FROM person WHERE id = c.person_id OFFSET 0) p
    WHERE c.article_id = ANY($1::uuid[]) AND c.role = 'AUTHOR' ORDER BY c.article_id, c.position`,
  tags: `
    SELECT x.article_id AS "ofId", t.name FROM article_tag x
    CROSS JOIN LATERAL (SELECT * FROM tag WHERE id = x.tag_id OFFSET 0) t
    WHERE x.article_id = ANY($1::uuid[]) ORDER BY x.article_id, x.position, t.slug`,
  // Without a name: what is rare and what is frequent are best planned for themselves.
  search: `
    SELECT ${TEASER} FROM article_search s JOIN public_article a ON a.id = s.article_id
    WHERE s.edition_id = $1 AND s.document @@ websearch_to_tsquery('english', $2)
    ORDER BY s.published_at DESC, s.article_id DESC LIMIT $3`,
};

async function connect(planning) {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL, pipeline: true });
  await client.connect();
  await client.query(`SET plan_cache_mode = ${planning}`);
  return client;
}

/** Groups rows by the article that they are of, in the order of the ids. */
function grouped(ids, rows) {
  const lists = new Map(ids.map((id) => [id, []]));
  for (const row of rows) lists.get(row.ofId)?.push(row);
  return ids.map((id) => lists.get(id));
}

function treeOf(rows) {
  const below = (id) =>
    rows.filter(({ parent }) => parent === id).flatMap((row) => [row, ...below(row.id)]);
  const sections = below(null).map(({ id, parent, slug, name }) => ({
    ...{ id, parent, slug, name, path: `/${slug}` },
    members: [id, ...below(id).map((row) => row.id)],
  }));
  const byId = new Map(sections.map((section) => [section.id, section]));
  return { sections, byId, bySlug: new Map(sections.map((section) => [section.slug, section])) };
}

/** Opens the connections; answers every read that the resolvers need. */
export async function openReads() {
  const clients = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => connect('force_generic_plan')),
  );
  const searching = await connect('force_custom_plan');
  let turn = 0;
  const rows = async (name, values) => {
    const client = clients[(turn = (turn + 1) % CONNECTIONS)];
    return (await client.query({ name, text: STATEMENTS[name], values })).rows;
  };
  const [{ id: edition }] = await rows('edition', []);
  const frame = treeOf(await rows('sections', []));
  const refresh = async () => Object.assign(frame, treeOf(await rows('sections', [])));
  setInterval(() => void refresh().catch(console.error), 60_000).unref();
  return {
    sections: () => frame.sections,
    navigation: () => frame.sections.filter(({ parent }) => parent === null),
    section: (slug) => frame.bySlug.get(slug) ?? null,
    sectionOf: ({ sectionId }) => frame.byId.get(sectionId),
    pathOf: ({ sectionId, slug }) => `${frame.byId.get(sectionId).path}/${slug}`,
    article: async (slug, isPage) =>
      (await rows(isPage ? 'articlePage' : 'article', [edition, slug]))[0] ?? null,
    latest: (first) => rows('latest', [edition, first]),
    popular: (section, first) => {
      if (section == null) return rows('popular', [edition, first]);
      const found = frame.bySlug.get(section);
      return found ? rows('popular', [found.id, first]) : [];
    },
    /** The newest of each of some sections with what is below them. */
    async inSections(sections, first) {
      const places = sections.flatMap(({ members }, place) => members.map(() => place));
      const members = sections.flatMap((section) => section.members);
      const found = sections.map(() => []);
      for (const row of await rows('inSections', [places, members, first])) {
        if (found[row.place].length < first) found[row.place].push(row);
      }
      return found;
    },
    related: async (ids, first) => grouped(ids, await rows('related', [ids, first])),
    authors: async (ids) => grouped(ids, await rows('authors', [ids])),
    tags: async (ids) => grouped(ids, await rows('tags', [ids])),
    search: async (words, first) =>
      (await searching.query({ text: STATEMENTS.search, values: [edition, words, first] })).rows,
  };
}

/** Whether more than a teaser is asked for, which is what decides whether the body is read. */
export const asksForPage = (info) =>
  info.fieldNodes.some(({ selectionSet }) =>
    selectionSet.selections.some(({ name }) => name?.value === 'bodyHtml'),
  );

/** One more than asked for tells whether there are more. */
export const toConnection = (rows, first) => ({
  nodes: rows.slice(0, first),
  pageInfo: { hasNextPage: rows.length > first },
});
