// Articles written one by one, as a desk or an import would, with all that triggers make of them: the slow way, which says
// what the fast one (by-tables.mjs) has to come to.
const BATCH = 2_000;

const INSERT_ARTICLES = `
  INSERT INTO article (id, edition_id, section_id, slug, format, headline, standfirst, image_id, word_count,
    reading_minutes, status, published_at, updated_at, created_at)
  SELECT r.id, $2, s.id, r.slug, r.format, r.headline, r.standfirst, i.id, 400, 2, 'PUBLISHED',
    to_timestamp(r.at / 1000.0), to_timestamp(r.at / 1000.0), to_timestamp(r.at / 1000.0)
  FROM jsonb_to_recordset($1) AS r(id uuid, section int, slug text, format article_format, headline text,
    standfirst text, image int, at bigint)
  JOIN bench_section s ON s.place = r.section JOIN bench_image i ON i.place = r.image`;

const INSERT_BODIES = `
  INSERT INTO article_body (article_id, blocks, html, text)
  SELECT r.id, b.blocks, b.html, b.text
  FROM jsonb_to_recordset($1) AS r(id uuid, paragraphs jsonb)
  CROSS JOIN LATERAL (
    SELECT
      jsonb_agg(jsonb_build_object('id', 'b' || x.nr, 'kind', 'paragraph', 'html', p.text) ORDER BY x.nr) AS blocks,
      string_agg('<p data-block="b' || x.nr || '">' || p.text || '</p>', E'\\n' ORDER BY x.nr) AS html,
      string_agg(p.text, E'\\n\\n' ORDER BY x.nr) AS text
    FROM jsonb_array_elements_text(r.paragraphs) WITH ORDINALITY AS x(place, nr)
    JOIN bench_paragraph p ON p.place = x.place::int) b`;

const INSERT_LINKS = [
  `INSERT INTO article_tag (article_id, tag_id, position)
   SELECT r.id, t.id, x.nr FROM jsonb_to_recordset($1) AS r(id uuid, tags jsonb)
   CROSS JOIN LATERAL jsonb_array_elements_text(r.tags) WITH ORDINALITY AS x(tag, nr)
   JOIN bench_tag t ON t.place = x.tag::int`,
  `INSERT INTO credit (article_id, role, person_id)
   SELECT r.id, 'AUTHOR', p.id FROM jsonb_to_recordset($1) AS r(id uuid, author int)
   JOIN bench_person p ON p.place = r.author`,
  `INSERT INTO article_image (article_id, image_id)
   SELECT r.id, i.id FROM jsonb_to_recordset($1) AS r(id uuid, image int)
   JOIN bench_image i ON i.place = r.image`,
];

/** Writes the articles of a newspaper whose frame is there. */
export async function fillByTriggers(client, newspaper, edition) {
  const write = async (rows) => {
    const json = JSON.stringify(rows);
    await client.query('BEGIN');
    await client.query(INSERT_ARTICLES, [json, edition]);
    await client.query(INSERT_BODIES, [json]);
    for (const statement of INSERT_LINKS) await client.query(statement, [json]);
    await client.query('COMMIT');
  };
  let rows = [];
  for (const row of newspaper.articles()) {
    rows.push(row);
    if (rows.length === BATCH) await write(rows.splice(0));
  }
  if (rows.length > 0) await write(rows);
}
