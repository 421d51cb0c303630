-- What PostGraphile serves: views of what is public, and functions for the lists. They are inlined into the statement that
-- PostGraphile makes of a query, so that each list is an index walk.
DROP SCHEMA IF EXISTS peers CASCADE;
CREATE SCHEMA peers;

CREATE VIEW peers.section AS SELECT id, parent_id, slug, name, position FROM section;
COMMENT ON VIEW peers.section IS E'@primaryKey id\n@unique slug';

CREATE VIEW peers.image AS SELECT id, alt, credit FROM image;
COMMENT ON VIEW peers.image IS '@primaryKey id';

CREATE VIEW peers.person AS SELECT id, slug, name FROM person;
COMMENT ON VIEW peers.person IS '@primaryKey id';

CREATE VIEW peers.tag AS SELECT id, slug, name FROM tag;
COMMENT ON VIEW peers.tag IS '@primaryKey id';

CREATE VIEW peers.article AS
  SELECT id, edition_id, section_id, image_id, slug, headline, standfirst, published_at, updated_at,
    coalesce(seo_title, headline) AS seo_title
  FROM public_article;
COMMENT ON VIEW peers.article IS
  E'@primaryKey id\n@unique slug\n@foreignKey (section_id) references peers.section (id)\n@foreignKey (image_id) references peers.image (id)';

CREATE FUNCTION peers.section_path(s peers.section) RETURNS text LANGUAGE sql STABLE AS $$ SELECT '/' || s.slug $$;
CREATE FUNCTION peers.person_path(p peers.person) RETURNS text LANGUAGE sql STABLE AS $$ SELECT '/authors/' || p.slug $$;
CREATE FUNCTION peers.article_path(a peers.article) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT '/' || s.slug || '/' || a.slug FROM section s WHERE s.id = a.section_id $$;
CREATE FUNCTION peers.article_body_html(a peers.article) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT b.html FROM article_body b WHERE b.article_id = a.id $$;

CREATE FUNCTION peers.article_authors(a peers.article) RETURNS SETOF peers.person LANGUAGE sql STABLE ROWS 2 AS $$
  SELECT p.* FROM credit c JOIN peers.person p ON p.id = c.person_id
  WHERE c.article_id = a.id AND c.role = 'AUTHOR' ORDER BY c.position $$;
CREATE FUNCTION peers.article_tags(a peers.article) RETURNS SETOF peers.tag LANGUAGE sql STABLE ROWS 4 AS $$
  SELECT t.* FROM article_tag x JOIN peers.tag t ON t.id = x.tag_id
  WHERE x.article_id = a.id ORDER BY x.position, t.slug $$;
CREATE FUNCTION peers.article_related(a peers.article, n int) RETURNS SETOF peers.article LANGUAGE sql STABLE ROWS 5 AS $$
  SELECT o.* FROM related_article r JOIN peers.article o ON o.id = r.related_id
  WHERE r.article_id = a.id ORDER BY r.rank LIMIT n $$;

CREATE FUNCTION peers.latest(n int) RETURNS SETOF peers.article LANGUAGE sql STABLE ROWS 10 AS $$
  SELECT a.* FROM peers.article a WHERE a.edition_id = (SELECT id FROM edition WHERE is_default)
  ORDER BY a.published_at DESC, a.id DESC LIMIT n $$;
CREATE FUNCTION peers.popular(section text, n int) RETURNS SETOF peers.article LANGUAGE sql STABLE ROWS 10 AS $$
  SELECT a.* FROM popular_ranking r JOIN peers.article a ON a.id = r.article_id
  WHERE r.scope_id = CASE WHEN section IS NULL THEN (SELECT id FROM edition WHERE is_default)
      ELSE (SELECT s.id FROM section s WHERE s.slug = section) END
    AND r.time_window = 'DAY' AND r.metric = 'VIEWS'
  ORDER BY r.rank LIMIT n $$;
CREATE FUNCTION peers.section_latest(s peers.section, n int) RETURNS SETOF peers.article LANGUAGE sql STABLE ROWS 10 AS $$
  SELECT e.* FROM (SELECT s.id UNION ALL SELECT c.id FROM section c WHERE c.parent_id = s.id) AS below
  CROSS JOIN LATERAL (
    SELECT a.* FROM peers.article a WHERE a.section_id = below.id ORDER BY a.published_at DESC, a.id DESC LIMIT n) e
  ORDER BY e.published_at DESC, e.id DESC LIMIT n $$;
CREATE FUNCTION peers.sections() RETURNS SETOF peers.section LANGUAGE sql STABLE ROWS 14 AS $$
  SELECT s.* FROM peers.section s LEFT JOIN section u ON u.id = s.parent_id
  ORDER BY coalesce(u.position, s.position), s.parent_id IS NOT NULL, s.position, s.name $$;
CREATE FUNCTION peers.navigation() RETURNS SETOF peers.section LANGUAGE sql STABLE ROWS 8 AS $$
  SELECT s.* FROM peers.section s WHERE s.parent_id IS NULL ORDER BY s.position, s.name $$;
CREATE FUNCTION peers.search(words text, n int) RETURNS SETOF peers.article LANGUAGE sql STABLE ROWS 20 AS $$
  SELECT a.* FROM article_search f JOIN peers.article a ON a.id = f.article_id
  WHERE f.edition_id = (SELECT id FROM edition WHERE is_default)
    AND f.document @@ websearch_to_tsquery('english', words)
  ORDER BY f.published_at DESC, f.article_id DESC LIMIT n $$;
