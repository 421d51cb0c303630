import { type Placed } from '../graphql/connection';
import { type Position } from '../graphql/cursor';
import { type PageRequest } from '../graphql/page.args';
import { hydrate, selectList } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { adHocStatement, namedStatement } from '../sql/statement';
import { Values } from '../sql/values';
import { type CreditRole } from './credit-role.enum';
import { Person, toSortName } from './person.entity';

/** What a byline is made of. */
export const PERSON_LABEL = { uid: 'id', slug: 'slug', name: 'name' };

/** How a person's columns are read; other slices join people to their own rows. */
export const PERSON_COLUMNS = {
  ...PERSON_LABEL,
  sortName: 'sort_name',
  jobTitle: 'job_title',
  bio: 'bio',
  imageId: 'image_id',
  isStaff: 'is_staff',
};

const COLUMNS = selectList('p', PERSON_COLUMNS);

const PEOPLE_BY_ID = namedStatement(
  `SELECT ${COLUMNS} FROM public_person p WHERE p.id = ANY($1::uuid[])`,
);

const PEOPLE_BY_SLUG = namedStatement(
  `SELECT ${COLUMNS} FROM public_person p WHERE p.slug = ANY($1::text[])`,
);

// One index probe for each role, however much somebody has written.
const ROLES_BY_PERSON = namedStatement(
  `SELECT k.id AS "personId", r.role AS "role"
   FROM unnest($1::uuid[]) AS k(id)
   CROSS JOIN unnest(enum_range(NULL::credit_role)) AS r(role)
   WHERE EXISTS (
     SELECT FROM credit c JOIN public_article a ON a.id = c.article_id
     WHERE c.person_id = k.id AND c.role = r.role)
   ORDER BY r.role`,
);

/** Which people a list shows: those with a public credit of the role, those whose name starts so. */
export interface PersonListFilter {
  role: string | null;
  nameStartsWith: string | null;
}

export async function peopleById(reader: Reader, uids: readonly string[]): Promise<Person[]> {
  return hydrate(Person, await reader.rows(PEOPLE_BY_ID, [uids]));
}

export async function peopleBySlug(reader: Reader, slugs: readonly string[]): Promise<Person[]> {
  return hydrate(Person, await reader.rows(PEOPLE_BY_SLUG, [slugs]));
}

function conditions(filter: PersonListFilter, values: Values): string[] {
  const parts: string[] = [];
  if (filter.role !== null) {
    parts.push(`EXISTS (
      SELECT FROM credit c JOIN public_article a ON a.id = c.article_id
      WHERE c.person_id = p.id AND c.role = ${values.add(filter.role)}::credit_role)`);
  }
  if (filter.nameStartsWith !== null) {
    const prefix = toSortName(filter.nameStartsWith).replace(/[\\%_]/g, '\\$&');
    parts.push(`p.sort_name LIKE ${values.add(`${prefix}%`)}`);
  }
  return parts;
}

/** A page of people by name, one row longer than asked where there is more. */
export async function peoplePage(
  reader: Reader,
  filter: PersonListFilter,
  page: PageRequest<Position>,
): Promise<Placed<Person>[]> {
  const values = new Values();
  const where = conditions(filter, values);
  const beyond = (position: Position, sign: string) =>
    where.push(
      `(p.sort_name, p.id) ${sign} (${values.add(position.value)}, ${values.add(position.uid)}::uuid)`,
    );
  if (page.after) beyond(page.after, '>');
  if (page.before) beyond(page.before, '<');
  const direction = page.backward ? 'DESC' : 'ASC';
  const rows = await reader.rows<Person>(
    adHocStatement(`
      SELECT ${COLUMNS} FROM public_person p WHERE ${where.join(' AND ') || 'true'}
      ORDER BY p.sort_name ${direction}, p.id ${direction} LIMIT ${values.add(page.size + 1)}`),
    values.list,
  );
  if (page.backward) rows.reverse();
  return hydrate(Person, rows).map((person) => ({
    node: person,
    position: { value: person.sortName, uid: person.uid },
  }));
}

export async function peopleCount(reader: Reader, filter: PersonListFilter): Promise<number> {
  const values = new Values();
  const where = conditions(filter, values).join(' AND ') || 'true';
  const rows = await reader.rows<{ count: number }>(
    adHocStatement(`SELECT count(*)::int AS count FROM public_person p WHERE ${where}`),
    values.list,
  );
  return rows[0]?.count ?? 0;
}

/** What each person did for public articles. */
export function rolesByPerson(
  reader: Reader,
  uids: readonly string[],
): Promise<{ personId: string; role: CreditRole }[]> {
  return reader.rows(ROLES_BY_PERSON, [uids]);
}
