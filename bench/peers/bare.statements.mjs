// One statement for each operation that makes the whole answer, as JSON, with one parameter or none.
const PATH = `'/' || s.slug || '/' || a.slug`;
const TIME = `'publishedAt', a.published_at`;
const TEASER = `'headline', a.headline, 'path', ${PATH}, ${TIME}`;
const EDITION = '(SELECT id FROM edition WHERE is_default)';

const authorsOf = (columns) => `(
  SELECT coalesce(json_agg(json_build_object(${columns}) ORDER BY c.position), '[]')
  FROM credit c JOIN person p ON p.id = c.person_id WHERE c.article_id = a.id AND c.role = 'AUTHOR')`;

const NAMES = authorsOf(`'name', p.name`);
const AUTHORS = authorsOf(`'name', p.name, 'path', '/authors/' || p.slug`);
const TAGS = `(
  SELECT coalesce(json_agg(json_build_object('name', t.name) ORDER BY x.position, t.slug), '[]')
  FROM article_tag x JOIN tag t ON t.id = x.tag_id WHERE x.article_id = a.id)`;

const NEWEST = 'a.published_at DESC, a.id DESC';

/** A list as JSON: `rows` are its articles under the alias `a` with a column `nr` to order them by. */
const listOf = (object, rows) => `(
  SELECT coalesce(json_agg(json_build_object(${object}) ORDER BY a.nr), '[]')
  FROM (${rows}) a JOIN section s ON s.id = a.section_id)`;

const numbered = (order) => `a.*, row_number() OVER (ORDER BY ${order}) AS nr`;

const relatedTo = (id, first) => `
  SELECT n.*, r.rank AS nr FROM related_article r JOIN public_article n ON n.id = r.related_id
  WHERE r.article_id = ${id} ORDER BY r.rank LIMIT ${first}`;

const popularIn = (scope, first) => `
  SELECT a.*, r.rank AS nr FROM popular_ranking r JOIN public_article a ON a.id = r.article_id
  WHERE r.scope_id = ${scope} AND r.time_window = 'DAY' AND r.metric = 'VIEWS' ORDER BY r.rank LIMIT ${first}`;

const latestIn = (condition, first) => `
  SELECT ${numbered(NEWEST)} FROM public_article a WHERE ${condition} ORDER BY ${NEWEST} LIMIT ${first}`;

/** Of a section (alias `v`) and what is below it, each walked along its index. */
const latestBelow = (first) => `
  SELECT ${numbered(NEWEST)} FROM (
    WITH RECURSIVE tree AS (
      SELECT v.id UNION ALL SELECT c.id FROM tree JOIN section c ON c.parent_id = tree.id)
    SELECT e.* FROM tree CROSS JOIN LATERAL (
      SELECT a.* FROM public_article a WHERE a.section_id = tree.id ORDER BY ${NEWEST} LIMIT ${first}) e
  ) a ORDER BY ${NEWEST} LIMIT ${first}`;

const sectionsIn = (object, condition, order) => `(
  SELECT json_agg(json_build_object('name', v.name, 'path', '/' || v.slug ${object}) ORDER BY ${order})
  FROM section v LEFT JOIN section u ON u.id = v.parent_id WHERE ${condition})`;

const OWN = 'v.position, v.name';

const data = (object) =>
  `SELECT json_build_object('data', json_build_object(${object}))::text AS answer`;

export const STATEMENTS = {
  article: data(`
    'article', (
      SELECT json_build_object('slug', a.slug, 'headline', a.headline, 'seoTitle', coalesce(a.seo_title, a.headline),
        'standfirst', a.standfirst, 'bodyHtml', b.html, ${TIME}, 'updatedAt', a.updated_at, 'path', ${PATH},
        'section', json_build_object('name', s.name, 'path', '/' || s.slug), 'authors', ${AUTHORS}, 'tags', ${TAGS},
        'image', CASE WHEN i.id IS NOT NULL THEN json_build_object('alt', i.alt, 'credit', i.credit) END,
        'related', ${listOf(`${TEASER}, 'standfirst', a.standfirst`, relatedTo('a.id', 5))})
      FROM public_article a JOIN section s ON s.id = a.section_id JOIN article_body b ON b.article_id = a.id
      LEFT JOIN image i ON i.id = a.image_id WHERE a.edition_id = ${EDITION} AND a.slug = $1),
    'popular', ${listOf(`${TEASER}, 'authors', ${NAMES}`, popularIn(EDITION, 5))},
    'latest', ${listOf(`${TEASER}, 'section', json_build_object('name', s.name)`, latestIn(`a.edition_id = ${EDITION}`, 10))},
    'sections', ${sectionsIn('', 'true', `coalesce(u.position, v.position), v.parent_id IS NOT NULL, ${OWN}`)}`),
  front: data(`
    'site', json_build_object('navigation', ${sectionsIn(
      `, 'latest', ${listOf(
        `${TEASER}, 'standfirst', a.standfirst, 'authors', ${AUTHORS}, 'related', ${listOf(`'headline', a.headline, 'path', ${PATH}`, relatedTo('a.id', 3))}`,
        latestBelow(6),
      )}`,
      'v.parent_id IS NULL',
      OWN,
    )}),
    'popular', ${listOf(`${TEASER}, 'standfirst', a.standfirst, 'authors', ${NAMES}`, popularIn(EDITION, 10))}`),
  list: data(`
    'section', (
      SELECT json_build_object('name', v.name, 'path', '/' || v.slug, 'articles', (
        SELECT json_build_object(
          'nodes', coalesce(json_agg(json_build_object(${TEASER}, 'standfirst', a.standfirst, 'authors', ${AUTHORS},
            'tags', ${TAGS}) ORDER BY a.nr) FILTER (WHERE a.nr <= 50), '[]'),
          'pageInfo', json_build_object('hasNextPage', count(*) > 50))
        FROM (${latestBelow(51)}) a JOIN section s ON s.id = a.section_id))
      FROM section v WHERE v.slug = $1)`),
  popular: data(`
    'popular', ${listOf(`${TEASER}, 'authors', ${NAMES}`, popularIn('(SELECT id FROM section WHERE slug = $1)', 10))}`),
  related: data(`
    'article', (
      SELECT json_build_object('headline', a.headline,
        'related', ${listOf(`${TEASER}, 'standfirst', a.standfirst`, relatedTo('a.id', 10))})
      FROM public_article a WHERE a.edition_id = ${EDITION} AND a.slug = $1)`),
  search: data(`
    'search', json_build_object('nodes', ${listOf(
      `${TEASER}, 'standfirst', a.standfirst`,
      `SELECT ${numbered(NEWEST)} FROM article_search f JOIN public_article a ON a.id = f.article_id
       WHERE f.edition_id = ${EDITION} AND f.document @@ websearch_to_tsquery('english', $1)
       ORDER BY f.published_at DESC, f.article_id DESC LIMIT 20`,
    )})`),
};
