import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';

const PUBLIC_IDS = namedStatement(
  'SELECT id AS "id" FROM public_article WHERE id = ANY($1::uuid[])',
);

/** Which of these are public articles. */
export async function publicArticleIds(
  reader: Reader,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await reader.rows<{ id: string }>(PUBLIC_IDS, [[...new Set(ids)]]);
  return new Set(rows.map(({ id }) => id));
}
