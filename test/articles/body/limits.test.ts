import fc from 'fast-check';
import { htmlToBlocks } from '../../../src/articles/body/block.parse';
import { stripHtml } from '../../../src/articles/body/html.strip';
import { sanitizeInline, sanitizeListItem } from '../../../src/articles/body/inline.sanitize';

const SIZE = 200_000;

function fill(part: string): string {
  return part.repeat(Math.ceil(SIZE / part.length));
}

const HOSTILE: [string, string][] = [
  ['100,000 open div', '<div>'.repeat(100_000)],
  ['40,000 div with text', `${'<div>a'.repeat(40_000)}${'</div>'.repeat(100_000)}`],
  [
    'closing tags of nothing',
    `${'<div>'.repeat(50_000)}${'</p>'.repeat(50_000)}${'</x>'.repeat(50_000)}`,
  ],
  [
    'open links around paragraphs',
    `<a href="https://x.example/${'a'.repeat(1900)}">${fill('<p>x')}`,
  ],
  ['open bold around paragraphs', `<b><i><u>${fill('<p>x')}`],
  ['nested lists', fill('<ul><li>a')],
  ['nested tables', fill('<table><tr><td>a')],
  ['nested figures', fill('<figure>a')],
  ['nested quotes', fill('<blockquote class="twitter-tweet">a')],
  ['open comments', fill('<!--')],
  ['open CDATA', fill('<![CDATA[')],
  ['open attributes', fill('<a href="')],
  ['many attributes', `<p ${fill('b=c ')}>`],
  ['less-than signs', fill('<')],
  ['ampersands', fill('&')],
  ['blank lines', fill('\n \n')],
  ['no-break spaces', fill('\u00a0x\u00a0\u00a0')],
  ['open shortcodes', fill('[caption][gallery [video [embed] ')],
  ['foreign elements', fill('<svg><foreignObject><math><mi>')],
  ['a huge srcset', `<img srcset="${fill('a 1w,')}">`],
  ['NUL characters', fill('\u0000')],
];

describe('limits', () => {
  it.each(HOSTILE)('reads %s in linear time', (_, source) => {
    const blocks = htmlToBlocks(source, { baseUrl: 'https://news.example/' });
    sanitizeInline(source);
    stripHtml(source);
    expect(JSON.stringify(blocks).length).toBeLessThan(30 * source.length + 1_000);
  });

  it('keeps the text that lies too deep, in paragraphs', () => {
    expect(htmlToBlocks(`${'<div>'.repeat(5_000)}<p>a</p><p>b<br>c</p>`)).toEqual([
      { kind: 'paragraph', html: 'a' },
      { kind: 'paragraph', html: 'b<br>c' },
    ]);
  });

  it('throws at no string', () => {
    const run = fc.check(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })),
        (source) => {
          htmlToBlocks(source);
          htmlToBlocks(`<${source}>`, { baseUrl: source, lineBreaks: true });
          sanitizeListItem(`<a href="${source}">x</a>`);
          stripHtml(source);
        },
      ),
      { numRuns: 500 },
    );
    expect(run.counterexample).toBeNull();
  });
});
