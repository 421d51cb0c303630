import fc from 'fast-check';
import { htmlToBlocks } from '../../../src/articles/body/block.parse';
import { assignBlockIds } from '../../../src/articles/body/block.ids';
import {
  type Block,
  type BlockDraft,
  type UnidentifiedBlock,
} from '../../../src/articles/body/block.types';
import { renderBodyHtml } from '../../../src/articles/body/body.render';
import { sanitizeInline, sanitizeListItem } from '../../../src/articles/body/inline.sanitize';
import { expectClean } from './html.checks';
import { VECTORS } from './vectors';

function identify(drafts: BlockDraft[]): Block[] {
  const stored = drafts.map((draft, at): UnidentifiedBlock => {
    if (draft.kind === 'image')
      return {
        kind: 'image',
        imageId: `i${at}`,
        ...(draft.caption ? { caption: draft.caption } : {}),
      };
    if (draft.kind === 'video') return { kind: 'video', url: draft.url, posterId: `p${at}` };
    return draft;
  });
  return assignBlockIds([], stored);
}

function expectHarmless(source: string): void {
  expectClean(sanitizeInline(source), 'inline');
  expectClean(sanitizeListItem(source), 'item');
  const drafts = htmlToBlocks(source, { baseUrl: 'https://news.example/' });
  for (const draft of drafts) {
    if (draft.kind === 'paragraph' || draft.kind === 'quote') expectClean(draft.html, 'inline');
    if (draft.kind === 'list') for (const item of draft.items) expectClean(item, 'item');
    if ('url' in draft) expect(draft.url).toMatch(/^https?:\/\//);
    if (draft.kind === 'image') expect(draft.image.url).toMatch(/^https?:\/\//);
  }
  expectClean(renderBodyHtml(identify(drafts)), 'body');
}

const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom(...VECTORS),
      fc.constantFrom(
        ...'<b> </b> <p> </p> <a> </a> <ul> <li> </ul> <div> </div> <blockquote> </blockquote> <table> <tr> <td> </table> <svg> </svg> <math> <style> </style> <!-- --> <pre> </pre> <figure> <figcaption> </figure> <noscript> </noscript> <template> " \' > < = & &# &#x ; / \\ ]]>'.split(
          ' ',
        ),
      ),
      fc.constantFrom(
        '<a href="',
        '<img src="',
        ' onerror=',
        ' href=',
        'javascript:',
        'data:',
        ' title="',
        '\n\n',
        '\u0000',
        '&lt;',
        '&quot;',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(''));

describe('sanitising', () => {
  it.each(VECTORS)('leaves nothing executable of %j', (vector) => {
    expectHarmless(vector);
    expectHarmless(`<p>before ${vector} after</p>`);
    expectHarmless(`<ul><li>${vector}</li></ul><blockquote>${vector}</blockquote>`);
    expectHarmless(`<a href="https://x.example/" title="${vector}">x</a>`);
  });

  it('leaves nothing off the lists in any soup of tags', () => {
    const run = fc.check(fc.property(soup, expectHarmless), { numRuns: 1500 });
    expect(run.counterexample).toBeNull();
  });

  it('changes nothing when done twice', () => {
    fc.assert(
      fc.property(soup, (source) => {
        const once = sanitizeInline(source);
        expect(sanitizeInline(once)).toBe(once);
      }),
      { numRuns: 1500 },
    );
    fc.assert(
      fc.property(soup, (source) => {
        const once = sanitizeListItem(source);
        expect(sanitizeListItem(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps every inline element that a text needs', () => {
    const html =
      '<strong>a</strong> <em>b</em> <s>c</s> <u>d</u> <sub>e</sub> <sup>f</sup> <code>g</code> <mark>h</mark> <q>i</q> ' +
      '<cite>j</cite> <small>k</small> <kbd>l</kbd> <abbr title="Member of Parliament">MP</abbr> ' +
      '<time datetime="2026-11-23T10:00+01:00">today</time> <bdi>m</bdi> <bdo dir="rtl">n</bdo> <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>';
    expect(sanitizeInline(html)).toBe(html);
  });

  it('writes b as strong, i as em and drops span', () => {
    expect(sanitizeInline('<b>a</b><i>b</i><span class="x">c</span><font color=red>d</font>')).toBe(
      '<strong>a</strong><em>b</em>cd',
    );
  });

  it.each([
    ['https://x.example/a?b=1&c=2', 'https://x.example/a?b=1&amp;c=2'],
    ['HTTP://X.example', 'http://x.example/'],
    ['//x.example/a', 'https://x.example/a'],
    ['mailto:desk@x.example', 'mailto:desk@x.example'],
    ['tel:+358401234567', 'tel:+358401234567'],
    ['/world/some-slug?x=1#y', '/world/some-slug?x=1#y'],
    ['https://user:secret@x.example/', 'https://x.example/'],
  ])('keeps the link %s', (href, kept) => {
    expect(sanitizeInline(`<a href="${href}">x</a>`)).toBe(
      `<a href="${kept}" rel="noopener">x</a>`,
    );
  });

  it('turns blocks in a line of text into line breaks', () => {
    expect(sanitizeInline('<p>One</p><p>two<div>three</div>')).toBe('One<br><br>two<br><br>three');
  });

  it('keeps lists nested in an item', () => {
    expect(sanitizeListItem('a <ul><li>b<ol><li>c</li></ol></li><li></li></ul>')).toBe(
      'a<ul><li>b<ol><li>c</li></ol></li></ul>',
    );
  });

  it('drops what PostgreSQL cannot store', () => {
    expect(sanitizeInline('a\u0000b\ud800c&#0;&#1;d')).toBe('abc\ufffdd');
  });
});
