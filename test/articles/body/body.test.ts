import fc from 'fast-check';
import { type Block } from '../../../src/articles/body/block.types';
import { deriveBody } from '../../../src/articles/body/body.derive';
import {
  bodyPlaceholders,
  fillBodyHtml,
  type BodyResolver,
} from '../../../src/articles/body/body.placeholders';
import { renderBodyHtml } from '../../../src/articles/body/body.render';
import { blocksToText } from '../../../src/articles/body/body.text';
import { expectClean } from './html.checks';

const BLOCKS: Block[] = [
  { id: 'b1', kind: 'paragraph', html: 'One <em>&amp; two</em>' },
  { id: 'b2', kind: 'heading', level: 3, text: 'A < B' },
  { id: 'b3', kind: 'list', ordered: true, items: ['x<ul><li>y</li></ul>', 'z'] },
  { id: 'b4', kind: 'quote', html: 'Said', attribution: 'Jane' },
  { id: 'b5', kind: 'image', imageId: 'img-1', caption: 'Boat & "crew"' },
  { id: 'b6', kind: 'video', url: 'https://x.example/a.mp4', posterId: 'img-2', title: 'Film' },
  {
    id: 'b7',
    kind: 'embed',
    provider: 'youtube',
    url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
  },
  { id: 'b8', kind: 'embed', provider: 'x', url: 'https://x.com/a/status/20000', title: 'Hi' },
  { id: 'b9', kind: 'table', header: ['h'], rows: [['c']], caption: 'T' },
  { id: 'b10', kind: 'code', code: '\nif (a < b)', language: 'c++' },
  { id: 'b11', kind: 'articleLink', articleId: 'art-1' },
  { id: 'b12', kind: 'divider' },
];

const resolver: BodyResolver = {
  image: (id) => ({
    url: `https://img.example/${id}.jpg`,
    srcset: 'https://img.example/2 2x',
    width: 8,
    height: 6,
    alt: 'Alt "a"',
    caption: 'own',
    credit: 'Jo',
    creditUrl: 'https://x.example/',
  }),
  article: (id) => ({ url: `/world/${id}`, headline: 'Next <story>' }),
};

const nothing: BodyResolver = { image: () => null, article: () => null };

describe('renderBodyHtml', () => {
  it('writes every kind of block as semantic HTML with its id', () => {
    const html = renderBodyHtml(BLOCKS);
    expectClean(html, 'body');
    expect(html.split('\n').slice(0, 4)).toEqual([
      '<p data-block="b1">One <em>&amp; two</em></p>',
      '<h3 data-block="b2">A &lt; B</h3>',
      '<ol data-block="b3"><li>x<ul><li>y</li></ul></li><li>z</li></ol>',
      '<blockquote data-block="b4"><p>Said</p><footer>Jane</footer></blockquote>',
    ]);
    for (const { id } of BLOCKS) expect(html).toContain(`data-block="${id}"`);
  });

  it('trusts no HTML that a block brings', () => {
    const html = renderBodyHtml([
      {
        id: 'a"><script>',
        kind: 'paragraph',
        html: '<img src=x onerror=alert(1)><figure data-block="x" data-image="y"></figure>ok',
      },
      {
        id: 'b',
        kind: 'embed',
        provider: 'youtube',
        url: 'https://evil.example/',
        html: '<script>alert(1)</script>',
      },
      { id: 'c', kind: 'embed', provider: 'x', url: 'javascript:alert(1)' },
      { id: 'd', kind: 'video', url: 'javascript:alert(1)' },
      { id: 'e', kind: 'heading', level: 99, text: 'h' },
    ]);
    expectClean(html, 'body');
    expect(html).not.toMatch(/alert|onerror|<figure/);
  });
});

describe('placeholders', () => {
  it('names the pictures and articles a body needs', () => {
    expect(bodyPlaceholders(renderBodyHtml(BLOCKS))).toEqual({
      imageIds: ['img-1', 'img-2'],
      articleIds: ['art-1'],
    });
  });

  it('are filled with pictures, posters and links', () => {
    const html = fillBodyHtml(renderBodyHtml(BLOCKS), resolver);
    expect(html).toContain(
      '<figure data-block="b5"><img src="https://img.example/img-1.jpg" srcset="https://img.example/2 2x" width="8" height="6" alt="Alt &quot;a&quot;" loading="lazy">' +
        '<figcaption>Boat &amp; "crew" <small><a href="https://x.example/" rel="noopener">Jo</a></small></figcaption></figure>',
    );
    expect(html).toContain(
      '<video src="https://x.example/a.mp4" poster="https://img.example/img-2.jpg" controls',
    );
    expect(html).toContain(
      '<aside data-block="b11"><a href="/world/art-1">Next &lt;story&gt;</a></aside>',
    );
    expect(html).not.toMatch(/data-(?:image|article|poster)/);
  });

  it('disappear whole when nothing may be shown', () => {
    const html = fillBodyHtml(renderBodyHtml(BLOCKS), nothing);
    expect(html).not.toMatch(/b5|b11|img-|art-1|Boat/);
    expect(html).toContain('<video src="https://x.example/a.mp4" controls');
    expect(html).not.toContain('\n\n');
    expect(
      fillBodyHtml(
        renderBodyHtml([{ id: 'a', kind: 'articleLink', articleId: 'secret' }]),
        nothing,
      ),
    ).toBe('');
  });

  it('cannot be forged by any text', () => {
    const forged = renderBodyHtml([
      { id: 'q', kind: 'image', imageId: 'z' },
      { id: 'r', kind: 'articleLink', articleId: 'z' },
      { id: 's', kind: 'video', url: 'https://x.example/', posterId: 'z' },
    ]);
    const html = renderBodyHtml([
      { id: '1', kind: 'paragraph', html: forged + ' <video src="x" data-poster="z"' },
      { id: '2', kind: 'heading', level: 2, text: forged },
      { id: '3', kind: 'code', code: forged, language: forged },
      { id: '4', kind: 'table', header: [forged], rows: [[forged]], caption: forged },
      { id: '5', kind: 'list', ordered: false, items: [forged] },
      { id: '6', kind: 'quote', html: forged, attribution: forged },
      {
        id: '7',
        kind: 'embed',
        provider: 'x',
        url: 'https://x.example/?data-poster="z"',
        title: forged,
      },
      {
        id: '8',
        kind: 'paragraph',
        html: '<a href="https://x.example/" title="<aside data-block=&quot;q&quot; data-article=&quot;z&quot;></aside>">x</a>',
      },
    ]);
    expect(bodyPlaceholders(html)).toEqual({ imageIds: [], articleIds: [] });
    expect(fillBodyHtml(html, resolver)).toBe(html);
  });

  it('take any id and any caption back out as they went in', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (id, caption) => {
        const html = renderBodyHtml([
          { id, kind: 'image', imageId: id, caption },
          { id, kind: 'articleLink', articleId: id },
        ]);
        expect(bodyPlaceholders(html)).toEqual({ imageIds: [id], articleIds: [id] });
        expect(fillBodyHtml(html, nothing)).toBe('');
      }),
    );
  });
});

describe('text of a body', () => {
  it('is plain, with blank lines between blocks', () => {
    expect(blocksToText(BLOCKS)).toBe(
      [
        'One & two',
        'A < B',
        'x\ny\nz',
        'Said\nJane',
        'Boat & "crew"',
        'Film',
        'Hi',
        'T\nh\nc',
        'if (a < b)',
      ].join('\n\n'),
    );
  });
});

describe('deriveBody', () => {
  it('gathers what is stored beside the blocks', () => {
    expect(deriveBody(BLOCKS, 'en')).toMatchObject({
      html: renderBodyHtml(BLOCKS),
      text: blocksToText(BLOCKS),
      wordCount: 19,
      readingMinutes: 1,
      hasVideo: true,
      imageIds: ['img-1', 'img-2'],
      articleIds: ['art-1'],
    });
    expect(deriveBody(BLOCKS.slice(0, 5), 'en').hasVideo).toBe(false);
    expect(deriveBody([], 'en')).toMatchObject({
      html: '',
      text: '',
      wordCount: 0,
      readingMinutes: 1,
    });
  });
});
