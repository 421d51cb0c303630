import { type Placed } from '../graphql/connection';
import { createLoader } from '../sql/loader';
import { type RequestReader } from '../sql/request-reader';
import { type DeskFilter } from './desk-issue.filter';
import { deskIssueCounts, deskIssuePage, type DeskListKey } from './desk-issue.queries';
import { type DeskIssue, type DeskIssueCount } from './desk-issue.type';

/** What published articles lack: for editors alone. */
export function createDeskIssueLoaders(reader: RequestReader) {
  return {
    deskIssuePage: createLoader<DeskListKey, Placed<DeskIssue>[]>(
      reader,
      (keys) => Promise.all(keys.map((key) => deskIssuePage(reader, key))),
      JSON.stringify,
    ),
    deskIssueCounts: createLoader<DeskFilter, DeskIssueCount[]>(
      reader,
      (filters) => Promise.all(filters.map((filter) => deskIssueCounts(reader, filter))),
      JSON.stringify,
    ),
  };
}
