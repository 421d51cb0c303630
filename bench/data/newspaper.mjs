// A newspaper of any size, the same at each run: invented words as frequent as words are, bodies of some 400 words, a few tags that
// many articles have and many that few have.
import { randomOf, vocabularyOf } from './random.mjs';

const SEED = 1887;
const WORDS = 20_000;
const PARAGRAPHS = 4_000;
const TAGS = 2_000;
const PEOPLE = 500;
const SECTIONS = 8;
const SUBSECTIONS = 6;
const BATCH = 2_000;
const MINUTES_APART = 7;

/** A UUID of version 7 with a time and the given random part, so that the same article has the same id at each run. */
function uuidAt(milliseconds, random) {
  const time = milliseconds.toString(16).padStart(12, '0');
  const hex = (length) => Array.from({ length }, () => random.below(16).toString(16)).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`;
}

const capitalised = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function writer(random, vocabulary) {
  const words = (count) =>
    Array.from({ length: count }, () => vocabulary[random.zipfBelow(WORDS)]).join(' ');
  const sentence = () => `${capitalised(words(8 + random.below(10)))}.`;
  return { words, sentence, paragraph: () => Array.from({ length: 5 }, sentence).join(' ') };
}

async function insertFrame(client, write, random, start) {
  const edition = (await client.query('SELECT id FROM edition WHERE is_default')).rows[0].id;
  const sections = [];
  for (let place = 0; place < SECTIONS + SUBSECTIONS; place += 1) {
    const parent = place < SECTIONS ? null : sections[place % 3].id;
    const section = { id: uuidAt(start + place, random), slug: `section-${place + 1}` };
    sections.push(section);
    await client.query(
      'INSERT INTO section (id, edition_id, parent_id, slug, name, position) VALUES ($1, $2, $3, $4, $5, $6)',
      [section.id, edition, parent, section.slug, capitalised(write.words(1)), place],
    );
  }
  const named = (count) =>
    Array.from({ length: count }, (_, place) => ({
      id: uuidAt(start + 1_000 + place, random),
      slug: `n-${place + 1}`,
      name: capitalised(write.words(2)),
    }));
  const tags = named(TAGS);
  await client.query(
    `INSERT INTO tag (id, edition_id, slug, name)
     SELECT r.id, $2, r.slug, r.name FROM jsonb_to_recordset($1) AS r(id uuid, slug text, name text)`,
    [JSON.stringify(tags), edition],
  );
  const people = named(PEOPLE);
  await client.query(
    `INSERT INTO person (id, slug, name, sort_name)
     SELECT r.id, r.slug, r.name, lower(r.name) FROM jsonb_to_recordset($1) AS r(id uuid, slug text, name text)`,
    [JSON.stringify(people)],
  );
  return { edition, sections, tags, people };
}

async function insertImages(client, random, start) {
  const images = Array.from({ length: 500 }, (_, place) => uuidAt(start + 9_000 + place, random));
  await client.query(
    `INSERT INTO image (id, original_url, width, height, alt, credit)
     SELECT id, 'https://pictures.example/' || id || '.jpg', 1600, 900, 'A picture', 'Bench'
     FROM unnest($1::uuid[]) AS i(id)`,
    [images],
  );
  return images;
}

async function insertParagraphs(client, write) {
  await client.query('CREATE TEMPORARY TABLE bench_paragraph (place int PRIMARY KEY, text text)');
  const texts = Array.from({ length: PARAGRAPHS }, () => write.paragraph());
  await client.query(
    'INSERT INTO bench_paragraph SELECT place, text FROM unnest($1::text[]) WITH ORDINALITY AS p(text, place)',
    [texts],
  );
}

const INSERT_ARTICLES = `
  INSERT INTO article (id, edition_id, section_id, slug, format, headline, standfirst, image_id, word_count,
    reading_minutes, status, published_at, updated_at, created_at)
  SELECT r.id, $2, r.section, r.slug, r.format, r.headline, r.standfirst, r.image, 400, 2, 'PUBLISHED',
    to_timestamp(r.at / 1000.0), to_timestamp(r.at / 1000.0), to_timestamp(r.at / 1000.0)
  FROM jsonb_to_recordset($1) AS r(id uuid, section uuid, slug text, format article_format, headline text,
    standfirst text, image uuid, at bigint)`;

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
   SELECT r.id, t.tag::uuid, t.nr FROM jsonb_to_recordset($1) AS r(id uuid, tags jsonb)
   CROSS JOIN LATERAL jsonb_array_elements_text(r.tags) WITH ORDINALITY AS t(tag, nr) ON CONFLICT DO NOTHING`,
  `INSERT INTO credit (article_id, role, person_id)
   SELECT r.id, 'AUTHOR', r.author FROM jsonb_to_recordset($1) AS r(id uuid, author uuid)`,
  `INSERT INTO article_image (article_id, image_id)
   SELECT r.id, r.image FROM jsonb_to_recordset($1) AS r(id uuid, image uuid)`,
];

function articleRow({ random, write, frame, images }, place, at) {
  const pick = (list) => list[random.below(list.length)];
  const tags = Array.from({ length: 4 }, () => frame.tags[random.zipfBelow(TAGS)].id);
  const headline = capitalised(write.words(5 + random.below(4)));
  return {
    id: uuidAt(at, random),
    at,
    section: pick(frame.sections).id,
    slug: `${headline.toLowerCase().replaceAll(' ', '-')}-${place}`,
    format: random.below(20) === 0 ? 'OPINION' : 'NEWS',
    headline,
    standfirst: write.sentence(),
    image: pick(images),
    author: pick(frame.people).id,
    tags: [...new Set(tags)],
    paragraphs: Array.from({ length: 6 }, () => 1 + random.below(PARAGRAPHS)),
  };
}

/**
 * Fills a migrated database that has a default edition with `count` articles, the newest published just before `until`.
 * `onProgress` is told how many are done.
 */
export async function fillNewspaper(client, count, until, onProgress = () => undefined) {
  const random = randomOf(SEED);
  const write = writer(random, vocabularyOf(random, WORDS));
  const start = until - (count + 1) * MINUTES_APART * 60_000;
  await client.query('SET synchronous_commit = off');
  await insertParagraphs(client, write);
  const frame = await insertFrame(client, write, random, start);
  const images = await insertImages(client, random, start);
  const parts = { random, write, frame, images };
  for (let done = 0; done < count; done += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, count - done) }, (_, place) =>
      articleRow(parts, done + place, start + (done + place + 1) * MINUTES_APART * 60_000),
    );
    const json = JSON.stringify(rows);
    await client.query('BEGIN');
    await client.query(INSERT_ARTICLES, [json, frame.edition]);
    await client.query(INSERT_BODIES, [json]);
    for (const statement of INSERT_LINKS) await client.query(statement, [json]);
    await client.query('COMMIT');
    onProgress(done + rows.length);
  }
  await client.query('DROP TABLE bench_paragraph');
  await client.query('ANALYZE');
}
