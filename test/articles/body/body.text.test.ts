import fc from 'fast-check';
import { htmlToBlocks } from '../../../src/articles/body/block.parse';
import { type Block } from '../../../src/articles/body/block.types';
import { renderBodyHtml } from '../../../src/articles/body/body.render';
import { blocksToText, countWords, readingMinutes } from '../../../src/articles/body/body.text';
import { stripHtml } from '../../../src/articles/body/html.strip';
import { textToHtml } from '../../../src/articles/body/html.text';

describe('text of a body read from HTML', () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/);
  const inline = fc.oneof(
    word,
    fc
      .tuple(fc.constantFrom('b', 'i', 'span', 'a', 'x-y', 'font'), word)
      .map(([tag, text]) => `<${tag} class="q">${text}</${tag}>`),
  );
  const phrase = fc.array(inline, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(' '));
  const block = fc.letrec((tie) => ({
    block: fc.oneof(
      { maxDepth: 4 },
      phrase.map((text) => `<p>${text}</p>`),
      phrase,
      phrase.map((text) => `<h3>${text}</h3>`),
      phrase.map((text) => `<pre>${text}</pre>`),
      phrase.map(
        (text) =>
          `<figure><img src="https://x.example/a.jpg"><figcaption>${text}</figcaption></figure>`,
      ),
      fc
        .tuple(phrase, phrase)
        .map(([a, b]) => `<table><tr><td>${a}</td><td>${b}</td></tr></table>`),
      fc
        .tuple(phrase, phrase)
        .map(([a, b]) => `<blockquote><p>${a}</p><cite>${b}</cite></blockquote>`),
      fc.tuple(phrase, tie('block')).map(([a, b]) => `<ul><li>${a}</li><li>${String(b)}</li></ul>`),
      fc.array(tie('block'), { maxLength: 3 }).map((all) => `<div>${all.join('\n')}</div>`),
      fc
        .array(tie('block'), { maxLength: 3 })
        .map((all) => `<section><blockquote>${all.join('\n')}</blockquote></section>`),
    ),
  })).block;

  function wordsOf(text: string): string[] {
    return text
      .replace(/<[^>]*>/g, ' ')
      .split(/\s+/)
      .filter((part) => part !== '')
      .sort();
  }

  function textBlocks(html: string): Block[] {
    return htmlToBlocks(html).map((draft, at): Block => {
      if (draft.kind === 'image')
        return {
          id: `${at}`,
          kind: 'image',
          imageId: 'i',
          ...(draft.caption ? { caption: draft.caption } : {}),
        };
      return { ...draft, id: `${at}` };
    });
  }

  it('has every visible word of the source', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 5 }), (sources) => {
        const html = sources.join('\n');
        expect(wordsOf(blocksToText(textBlocks(html)))).toEqual(wordsOf(html));
      }),
      { numRuns: 1000 },
    );
  });

  it('is the same when the rendered body is read again', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 5 }), (sources) => {
        const blocks = textBlocks(sources.join('\n')).filter(({ kind }) => kind !== 'image');
        const again = textBlocks(renderBodyHtml(blocks));
        expect(blocksToText(again)).toBe(blocksToText(blocks));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('counting words', () => {
  it.each([
    ['', 'en', 0],
    ["Don't count well-known 1,000.5 things twice — please.", 'en', 7],
    ['Größe, naïveté ja ääkkönen', 'de', 4],
    ['Привет, мир! Ещё раз.', 'ru', 4],
    ['안녕하세요 세계', 'ko', 2],
    ['नमस्ते दुनिया', 'hi', 2],
    ['今日は天気がいいです。', 'ja', 6],
    ['สวัสดีชาวโลก', 'th', 3],
    ['A short 日本 word', 'en', 4],
    ['我爱北京', 'not a language', 3],
  ])('counts %j in %s as %i', (text, language, words) => {
    expect(Math.abs(countWords(text, language) - words)).toBeLessThanOrEqual(
      /[\u0e00-\uffff]/.test(text) && !/[\uac00-\ud7a3]/.test(text) ? 1 : 0,
    );
  });

  it('reads 230 words a minute and never less than one minute', () => {
    expect([0, 100, 230, 344, 346, 2300].map(readingMinutes)).toEqual([1, 1, 1, 1, 2, 10]);
  });
});

describe('stripHtml and textToHtml', () => {
  it('make one line of HTML, entities decoded once', () => {
    expect(
      stripHtml(
        ' <p>Fish &amp; <b>chips</b></p>\n<p>&amp;lt;3&nbsp;&hellip;</p><script>x</script><style>y</style> ',
      ),
    ).toBe('Fish & chips &lt;3 …');
    expect(stripHtml('a<br>b<td>c')).toBe('a b c');
    expect(stripHtml('5 < 6 & 7 > 2')).toBe('5 < 6 & 7 > 2');
  });

  it('make HTML of text', () => {
    expect(textToHtml('a < b\nc\n\n \n"d"\r\n')).toBe('<p>a &lt; b<br>c</p>\n<p>"d"</p>');
  });
});
