import { type Placed } from '../graphql/connection';
import { type Position } from '../graphql/cursor';
import { type PageRequest } from '../graphql/page.args';
import { createLoader, manyByKey, oneByKey } from '../sql/loader';
import { type RequestReader } from '../sql/request-reader';
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

export function createPersonLoaders(reader: RequestReader) {
  return {
    personById: createLoader(reader, async (uids: readonly string[]) =>
      oneByKey(uids, await peopleById(reader, uids), (person) => person.uid),
    ),
    personBySlug: createLoader(reader, async (slugs: readonly string[]) =>
      oneByKey(slugs, await peopleBySlug(reader, slugs), (person) => person.slug),
    ),
    rolesByPerson: createLoader(reader, async (uids: readonly string[]) =>
      manyByKey(uids, await rolesByPerson(reader, uids), (row) => row.personId),
    ),
    peopleByList: createLoader<PersonListKey, Placed<Person>[]>(
      reader,
      (keys) => Promise.all(keys.map((key) => peoplePage(reader, key.filter, key.page))),
      JSON.stringify,
    ),
    personCountByFilter: createLoader<PersonListFilter, number>(
      reader,
      (filters) => Promise.all(filters.map((filter) => peopleCount(reader, filter))),
      JSON.stringify,
    ),
  };
}
