// What stands round a newspaper's articles: sections, tags, people and pictures, written as anyone writes them.

async function insertRows(client, statement, rows) {
  await client.query(statement, [JSON.stringify(rows)]);
}

/** Writes the frame, and the numbers that articles refer to it by into `bench_…` tables. Answers the edition's id. */
export async function insertFrame(client, { sections, tags, people, images, paragraphs }) {
  const edition = (await client.query('SELECT id FROM edition WHERE is_default')).rows[0].id;
  for (const [place, { id, slug, name, parent }] of sections.entries()) {
    await client.query(
      'INSERT INTO section (id, edition_id, parent_id, slug, name, position) VALUES ($1, $2, $3, $4, $5, $6)',
      [id, edition, parent === null ? null : sections[parent].id, slug, name, place],
    );
  }
  await client.query(
    `INSERT INTO tag (id, edition_id, slug, name)
     SELECT r.id, $2, r.slug, r.name FROM jsonb_to_recordset($1) AS r(id uuid, slug text, name text)`,
    [JSON.stringify(tags), edition],
  );
  await insertRows(
    client,
    `INSERT INTO person (id, slug, name, sort_name)
     SELECT r.id, r.slug, r.name, lower(r.name) FROM jsonb_to_recordset($1) AS r(id uuid, slug text, name text)`,
    people,
  );
  await client.query(
    `INSERT INTO image (id, original_url, width, height, alt, credit)
     SELECT id, 'https://pictures.example/' || id || '.jpg', 1600, 900, 'A picture', 'Bench'
     FROM unnest($1::uuid[]) AS i(id)`,
    [images],
  );
  await insertNumbers(client, { sections, tags, people, images, paragraphs });
  return edition;
}

async function insertNumbers(client, { sections, tags, people, images, paragraphs }) {
  const numbered = {
    section: sections,
    tag: tags,
    person: people,
    image: images.map((id) => ({ id })),
  };
  for (const [name, rows] of Object.entries(numbered)) {
    await client.query(
      `CREATE UNLOGGED TABLE bench_${name} (place int PRIMARY KEY, id uuid, name text)`,
    );
    const numbers = rows.map(({ id, name: title }, place) => ({ place, id, name: title }));
    await insertRows(
      client,
      `INSERT INTO bench_${name} SELECT * FROM jsonb_to_recordset($1) AS r(place int, id uuid, name text)`,
      numbers,
    );
  }
  await client.query('CREATE UNLOGGED TABLE bench_paragraph (place int PRIMARY KEY, text text)');
  const texts = paragraphs.map(({ text }, place) => ({ place, text }));
  await insertRows(
    client,
    'INSERT INTO bench_paragraph SELECT * FROM jsonb_to_recordset($1) AS r(place int, text text)',
    texts,
  );
}

export async function dropNumbers(client) {
  await client.query(
    'DROP TABLE IF EXISTS bench_section, bench_tag, bench_person, bench_image, bench_paragraph, bench_row',
  );
}
