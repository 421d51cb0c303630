import { type ErrorCode } from '../graphql/errors';
import { type ReadingListVisibility } from './reading-list.enums';

/** Which item: by its own id, or by where it would stand. */
export type ItemTarget = { itemId: string } | { listId: string; articleId: string };

/** An article of a list that was kept elsewhere. */
export interface ImportedItem {
  articleId: string;
  note: string | null;
  at: Date | null;
  readAt: Date | null;
}

type Action =
  | {
      kind: 'CREATE_LIST';
      listId: string;
      title: string;
      description: string | null;
      visibility: ReadingListVisibility;
      editionId: string;
    }
  | {
      kind: 'UPDATE_LIST';
      listId: string;
      title: string | null;
      /** `undefined`: as it was. */
      description: string | null | undefined;
      visibility: ReadingListVisibility | null;
      editionId: string;
    }
  | { kind: 'SHARE_LIST'; listId: string; rotate: boolean }
  | { kind: 'DELETE_LIST'; listId: string }
  | { kind: 'ADD'; listId: string; articleId: string; note: string | null }
  | { kind: 'REMOVE'; target: ItemTarget }
  | { kind: 'MARK'; target: ItemTarget; readAt: Date | null }
  | { kind: 'IMPORT'; listId: string; items: ImportedItem[] }
  /** What was found wrong before, for its turn to come. */
  | { kind: 'REFUSE'; code: ErrorCode; message: string }
  | { kind: 'MOVE'; itemId: string; position: number };

/** One thing to do to a reader's lists. Ids are rows' own. */
export type ListOperation = Action & {
  /** By which it is known when it is sent again; `null`: it is not. */
  key: string | null;
  /** When the device did it; `null`: now, and whatever the clocks say it comes after all that was done before. */
  at: Date | null;
};

/** What became of an operation. */
export interface ListOutcome {
  key: string | null;
  /** Why it was refused; `null`: it was not. */
  code: ErrorCode | null;
  message: string | null;
  listId: string | null;
  itemId: string | null;
}

/** An operation cannot be applied; the message is for the client. */
export class OperationRefused extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }
}
