import { addRedirects } from '../../src/articles/redirect.commands';
import { freeSlugs } from '../../src/articles/article-slug.commands';
import { newUid } from '../../src/sql/uuid';
import { startTestGateway, type TestGateway } from '../support/gateway';

interface Redirect {
  from_path: string;
  article_id: string;
}

describe('the address of an article', () => {
  let gateway: TestGateway;

  beforeEach(async () => {
    gateway = await startTestGateway();
  });

  afterEach(() => gateway.close());

  const redirects = () =>
    gateway.newspaper.manager.query<Redirect[]>(
      'SELECT from_path, article_id FROM redirect ORDER BY 1',
    );

  const paths = async () => (await redirects()).map(({ from_path }) => from_path);

  async function placeOf(slug: string): Promise<{ edition_id: string; section_id: string }> {
    const [row] = await gateway.newspaper.manager.query<
      { edition_id: string; section_id: string }[]
    >('SELECT edition_id, section_id FROM article WHERE slug = $1', [slug]);
    if (!row) throw new Error(`There is no article ${slug}.`);
    return row;
  }

  async function free(slug: string, uid = newUid()): Promise<string> {
    const { edition_id: editionId, section_id: sectionId } = await placeOf('here');
    const wish = { uid, editionId, sectionId, slug };
    return (await freeSlugs(gateway.newspaper.manager, [wish]))[0] ?? '';
  }

  it('becomes a redirect when it changes, and stops being one when the article comes back to it', async () => {
    const { newspaper } = gateway;
    const { uid } = await newspaper.article({ slug: 'one' });
    expect(await redirects()).toEqual([]);
    await newspaper.article({ uid, slug: 'two' });
    expect(await redirects()).toEqual([{ from_path: '/town/one', article_id: uid }]);
    await newspaper.article({ uid, slug: 'three', section: 'sport' });
    expect(await paths()).toEqual(['/town/one', '/town/two']);
    await newspaper.article({ uid, slug: 'one' });
    expect(await paths()).toEqual(['/sport/three', '/town/two']);
  });

  it('becomes a redirect in the transaction that changes it, or not at all', async () => {
    const { newspaper } = gateway;
    const { uid } = await newspaper.article({ slug: 'one' });
    await newspaper.article({ slug: 'taken' });
    await expect(newspaper.article({ uid, slug: 'taken' })).rejects.toThrow(
      'article_edition_slug_key',
    );
    expect(await redirects()).toEqual([]);
    expect(await gateway.data('{ article(slug: "one") { slug } }')).toEqual({
      article: { slug: 'one' },
    });
  });

  it('of what was never published leaves nothing behind', async () => {
    const { newspaper } = gateway;
    const { uid } = await newspaper.article({ slug: 'one', status: 'DRAFT', publishedAt: null });
    await newspaper.article({ uid, slug: 'two', status: 'DRAFT', publishedAt: null });
    expect(await redirects()).toEqual([]);
  });

  it('is free where nobody has it', async () => {
    await gateway.newspaper.article({ slug: 'here' });
    expect(await free('new')).toBe('new');
  });

  it('is still free to the article that has it', async () => {
    const { uid } = await gateway.newspaper.article({ slug: 'here' });
    expect(await free('here', uid)).toBe('here');
  });

  it('gets an ending where another article has it, the same one each time', async () => {
    await gateway.newspaper.article({ slug: 'here' });
    const uid = newUid();
    const slug = await free('here', uid);
    expect(slug).toMatch(/^here-[0-9a-f]{8}$/);
    expect(await free('here', uid)).toBe(slug);
    expect(await free('here')).not.toBe(slug);
  });

  it('gets an ending where it leads to another article, and none where it leads to this one', async () => {
    const { newspaper } = gateway;
    const { uid } = await newspaper.article({ slug: 'old' });
    await newspaper.article({ uid, slug: 'here' });
    expect(await free('old')).toMatch(/^old-[0-9a-f]{8}$/);
    expect(await free('old', uid)).toBe('old');
  });

  it('is given to one only of several that wish for it at once', async () => {
    await gateway.newspaper.article({ slug: 'here' });
    const { edition_id: editionId, section_id: sectionId } = await placeOf('here');
    const wishes = Array.from({ length: 3 }, () => ({
      uid: newUid(),
      editionId,
      sectionId,
      slug: 'new',
    }));
    const slugs = await freeSlugs(gateway.newspaper.manager, wishes);
    expect(slugs[0]).toBe('new');
    expect(new Set(slugs).size).toBe(3);
  });

  it('is free in another edition', async () => {
    await gateway.newspaper.edition('de');
    await gateway.newspaper.article({ slug: 'there', edition: 'de' });
    await gateway.newspaper.article({ slug: 'here' });
    expect(await free('there')).toBe('there');
  });

  it('that an article has is never made to lead elsewhere', async () => {
    const { newspaper } = gateway;
    const here = await newspaper.article({ slug: 'here' });
    const other = await newspaper.article({ slug: 'other' });
    const { edition_id: editionId } = await placeOf('here');
    await addRedirects(newspaper.manager, [
      { editionId, fromPath: '/town/here', articleId: other.uid },
      { editionId, fromPath: '/2019/05/old', articleId: here.uid },
      { editionId, fromPath: '/2019/05/old', articleId: other.uid },
    ]);
    expect(await redirects()).toEqual([{ from_path: '/2019/05/old', article_id: here.uid }]);
  });
});
