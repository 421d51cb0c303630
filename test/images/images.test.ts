import { startTestGateway, type TestGateway } from '../support/gateway';
import { saveImages } from '../../src/images/image.commands';

const OWN = /^https:\/\/paper\.example\/images\/[0-9a-f-]{36}\/[\w-]{8}\/[\w-]{24}\/w1600$/;

describe('a picture', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway({ PUBLIC_URL: 'https://paper.example' });
    const { newspaper } = gateway;
    const imageId = await newspaper.image('bridge');
    await newspaper.article({ slug: 'story', imageId });
  });

  afterAll(() => gateway.close());

  const ask = async (fields: string) => {
    const { article } = await gateway.data<{ article: { image: Record<string, unknown> } }>(
      `{ article(slug: "story") { image { ${fields} } } }`,
    );
    return article.image;
  };

  it('shows all that has to stand beside it', async () => {
    const draft = {
      url: 'https://pictures.example/bridge.jpg',
      alt: 'The old bridge',
      caption: 'The bridge in May',
      credit: 'Ada',
      creditUrl: 'https://ada.example',
      licenceName: 'CC BY 4.0',
      licenceUrl: 'https://creativecommons.org/licenses/by/4.0/',
    };
    await saveImages(gateway.newspaper.manager, [draft], { update: true });
    expect(
      await ask('url alt caption credit creditUrl licence { name url } width height blurhash'),
    ).toEqual({
      url: expect.stringMatching(OWN) as string,
      alt: draft.alt,
      caption: draft.caption,
      credit: draft.credit,
      creditUrl: draft.creditUrl,
      licence: { name: draft.licenceName, url: draft.licenceUrl },
      width: 1600,
      height: 900,
      blurhash: null,
    });
  });

  it('is not changed by what a draft says of it', async () => {
    const draft = { url: 'https://pictures.example/bridge.jpg', alt: 'Secret', caption: 'Secret' };
    await saveImages(gateway.newspaper.manager, [draft], { update: false });
    expect(await ask('alt caption')).toEqual({
      alt: 'The old bridge',
      caption: 'The bridge in May',
    });
  });

  it('is asked for in a size, or in none', async () => {
    const shown = await ask(`
      any: url null: url(width: null, height: null, format: null) one: url(width: 1, height: 4096, format: WEBP)
      srcset(widths: [320, 640]) empty: srcset(widths: [])`);
    const named = Object.entries(shown).map(([name, value]) => [
      name,
      String(value).replaceAll(/https:\S+\//g, ''),
    ]);
    expect(Object.fromEntries(named)).toEqual({
      any: 'w1600',
      null: 'w1600',
      one: '1x900.webp',
      srcset: 'w320 320w, w640 640w',
      empty: 'w1600 1600w',
    });
  });

  it('has another address when its original has', async () => {
    const { manager } = gateway.newspaper;
    const before = await ask('url');
    await manager.query("UPDATE image SET original_url = '/demo/pictures/bridge.jpg'");
    const after = await ask('url');
    expect(after).toEqual({ url: expect.stringMatching(OWN) as string });
    expect(after).not.toEqual(before);
  });

  it.each([
    ['url(width: 0)', 'width'],
    ['url(width: -1)', 'width'],
    ['url(height: 4097)', 'height'],
    ['srcset(widths: [100, 0])', 'widths'],
    [`srcset(widths: [${Array.from({ length: 21 }, (_, place) => place + 1).join()}])`, 'widths'],
  ])('is not there as %s', async (call, field) => {
    const { errors } = await gateway.request(`{ article(slug: "story") { image { ${call} } } }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });
});
