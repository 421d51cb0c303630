import { type DeskIssueKind } from './desk-issue.enum';

/** Which issues. It bounds what is read: the articles of some editions or sections, published in the last days. */
export interface DeskFilter {
  kinds: DeskIssueKind[];
  members: { column: 'edition_id' | 'section_id'; ids: string[] };
  days: number;
}
