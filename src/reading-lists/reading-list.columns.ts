import { selectList } from '../sql/columns';

/** The columns that make a `ReadingList`, by property. */
export const LIST_PROPERTIES = {
  uid: 'id',
  readerId: 'reader_id',
  kind: 'kind',
  editionId: 'edition_id',
  title: 'title',
  description: 'description',
  visibility: 'visibility',
  slug: 'slug',
  shareToken: 'share_token',
  itemCount: 'item_count',
  version: 'version',
  titleAt: 'title_at',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  listedAt: 'listed_at',
  deletedAt: 'deleted_at',
};

/** The columns that make a `ReadingListItem`, by property. */
export const ITEM_PROPERTIES = {
  uid: 'id',
  listId: 'list_id',
  readerId: 'reader_id',
  articleId: 'article_id',
  rank: 'rank',
  ownNote: 'note',
  addedAt: 'added_at',
  ownReadAt: 'read_at',
  changedAt: 'changed_at',
  readChangedAt: 'read_changed_at',
  removedAt: 'removed_at',
  version: 'version',
};

export const LIST_COLUMNS = selectList('l', LIST_PROPERTIES);
export const ITEM_COLUMNS = selectList('i', ITEM_PROPERTIES);

/** A row that came as JSON, in which times are texts. */
export function reviveDates<Row extends object>(row: Row): Row {
  for (const [property, value] of Object.entries(row)) {
    if (property.endsWith('At') && typeof value === 'string') {
      Object.assign(row, { [property]: new Date(value) });
    }
  }
  return row;
}

/** An object as a row for `json_populate_recordset`. */
export function toRow(properties: Record<string, string>, object: object): Record<string, unknown> {
  const values = object as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(properties).map(([property, column]) => [column, values[property] ?? null]),
  );
}
