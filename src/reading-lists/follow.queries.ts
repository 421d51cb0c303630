import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { type FollowKind } from './reading-list.enums';

export interface Follow {
  kind: FollowKind;
  targetId: string;
}

const FOLLOWS = namedStatement(
  `SELECT f.kind AS "kind", f.target_id AS "targetId" FROM reader_follow f
   WHERE f.reader_id = $1 ORDER BY f.followed_at, f.target_id`,
);

/** What a reader follows, in the order it began; some of it may not be public any longer. */
export function followsOf(reader: Reader, readerId: string): Promise<Follow[]> {
  return reader.rows<Follow>(FOLLOWS, [readerId]);
}
