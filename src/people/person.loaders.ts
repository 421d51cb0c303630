import { listTag, PEOPLE, personSlugTag, personTag } from '../cache/cache.tags';
import { type Placed } from '../graphql/connection';
import { type Position } from '../graphql/cursor';
import { type PageRequest } from '../graphql/page.args';
import { manyByKey, oneByKey } from '../sql/loader';
import { type RequestReader } from '../sql/request-reader';
import { createSharedLoader } from '../sql/shared.loader';
import { type Person } from './person.entity';
import {
  type PersonListFilter,
  peopleById,
  peopleBySlug,
  peopleCount,
  peoplePage,
  rolesByPerson,
} from './person.queries';

export interface PersonListKey {
  filter: PersonListFilter;
  page: PageRequest<Position>;
}

/** A person is public as staff or by an article, so by what their lists have. */
const tagsOfPerson = (uid: string): string[] => [personTag(uid), listTag('person', uid)];

export function createPersonLoaders(reader: RequestReader) {
  return {
    personById: createSharedLoader<string, Person | null>(
      reader,
      async (uids) => oneByKey(uids, await peopleById(reader, uids), (person) => person.uid),
      { name: 'person', tags: tagsOfPerson },
    ),
    personBySlug: createSharedLoader<string, Person | null>(
      reader,
      async (slugs) => oneByKey(slugs, await peopleBySlug(reader, slugs), (person) => person.slug),
      {
        name: 'person by slug',
        tags: (slug, person) => [personSlugTag(slug), ...(person ? tagsOfPerson(person.uid) : [])],
      },
    ),
    rolesByPerson: createSharedLoader(
      reader,
      async (uids: readonly string[]) =>
        manyByKey(uids, await rolesByPerson(reader, uids), (row) => row.personId),
      { name: 'roles', tags: (uid) => [listTag('person', uid)] },
    ),
    peopleByList: createSharedLoader<PersonListKey, Placed<Person>[]>(
      reader,
      (keys) => Promise.all(keys.map((key) => peoplePage(reader, key.filter, key.page))),
      { name: 'people', tags: () => [PEOPLE], isSlow: () => true },
      JSON.stringify,
    ),
    personCountByFilter: createSharedLoader<PersonListFilter, number>(
      reader,
      (filters) => Promise.all(filters.map((filter) => peopleCount(reader, filter))),
      { name: 'people count', tags: () => [PEOPLE], isSlow: () => true },
      JSON.stringify,
    ),
  };
}
