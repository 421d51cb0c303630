import { startTestGateway, type TestGateway } from '../support/gateway';
import { saveImages } from '../../src/images/image.commands';

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
      url: draft.url,
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
    const url = 'https://pictures.example/bridge.jpg';
    const shown = await ask(`
      any: url null: url(width: null, height: null, format: null) one: url(width: 1, height: 10000, format: WEBP)
      srcset(widths: [320, 640]) empty: srcset(widths: [])`);
    expect(shown).toEqual({
      any: url,
      null: url,
      one: url,
      srcset: `${url} 1600w`,
      empty: `${url} 1600w`,
    });
  });

  it('that lies on this site has an absolute address', async () => {
    const { manager } = gateway.newspaper;
    await manager.query("UPDATE image SET original_url = '/pictures/bridge.jpg'");
    expect(await ask('url')).toEqual({ url: 'https://paper.example/pictures/bridge.jpg' });
  });

  it.each([
    ['url(width: 0)', 'width'],
    ['url(width: -1)', 'width'],
    ['url(height: 10001)', 'height'],
    ['srcset(widths: [100, 0])', 'widths'],
  ])('is not there as %s', async (call, field) => {
    const { errors } = await gateway.request(`{ article(slug: "story") { image { ${call} } } }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });
});
