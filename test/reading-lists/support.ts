import { Role } from '../../src/identity/viewer';
import { type Answer, type TestGateway, type Who } from '../support/gateway';

export interface Item {
  id: string;
  listId: string;
  position: number;
  note: string | null;
  readAt: string | null;
  addedAt: string;
  article: { slug: string } | null;
}

export interface List {
  id: string;
  slug: string | null;
  title: string;
  description: string | null;
  visibility: string;
  kind: string;
  itemCount: number;
  shareToken: string | null;
  items: { totalCount: number; nodes: Item[] };
}

export const ITEM = 'id listId position note readAt addedAt article { slug }';
export const LIST = `id slug title description visibility kind itemCount shareToken
  items(first: 100) { totalCount nodes { ${ITEM} } }`;

/** A device of somebody's: asks as them. */
export class Device {
  private constructor(
    readonly gateway: TestGateway,
    readonly who: Who,
  ) {}

  static async of(gateway: TestGateway, subject: string, role = Role.READER): Promise<Device> {
    return new Device(gateway, { token: await gateway.token(role, subject) });
  }

  static anonymous(gateway: TestGateway): Device {
    return new Device(gateway, {});
  }

  ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Answer<Data>> {
    return this.gateway.request<Data>(query, variables, this.who);
  }

  data<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    return this.gateway.data<Data>(query, variables, this.who);
  }

  async create(title: string, more: Record<string, unknown> = {}, key?: string): Promise<List> {
    const { createReadingList } = await this.data<{ createReadingList: List }>(
      `mutation M($input: CreateReadingListInput!, $key: String) {
        createReadingList(input: $input, idempotencyKey: $key) { ${LIST} } }`,
      { input: { title, ...more }, key },
    );
    return createReadingList;
  }

  async add(
    articleId: string,
    more: { listId?: string; note?: string; key?: string } = {},
  ): Promise<Item> {
    const { addToReadingList } = await this.data<{ addToReadingList: Item }>(
      `mutation M($articleId: ID!, $listId: ID, $note: String, $key: String) {
        addToReadingList(articleId: $articleId, listId: $listId, note: $note, idempotencyKey: $key) { ${ITEM} } }`,
      { articleId, ...more },
    );
    return addToReadingList;
  }

  async remove(articleId: string, listId?: string): Promise<string | null> {
    const { removeFromReadingList } = await this.data<{ removeFromReadingList: string | null }>(
      'mutation M($articleId: ID!, $listId: ID) { removeFromReadingList(articleId: $articleId, listId: $listId) }',
      { articleId, listId },
    );
    return removeFromReadingList;
  }

  async lists(): Promise<List[]> {
    const { viewer } = await this.data<{ viewer: { readingLists: List[] } }>(
      `{ viewer { readingLists { ${LIST} } } }`,
    );
    return viewer.readingLists;
  }

  async saved(): Promise<List> {
    const { viewer } = await this.data<{ viewer: { savedList: List } }>(
      `{ viewer { savedList { ${LIST} } } }`,
    );
    return viewer.savedList;
  }

  async list(id: string): Promise<List | null> {
    const { readingList } = await this.data<{ readingList: List | null }>(
      `query Q($id: ID) { readingList(id: $id) { ${LIST} } }`,
      { id },
    );
    return readingList;
  }
}

export const slugsOf = (list: List | null): (string | undefined)[] =>
  list?.items.nodes.map((item) => item.article?.slug) ?? [];
