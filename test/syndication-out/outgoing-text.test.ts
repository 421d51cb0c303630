import fc from 'fast-check';
import { cdata, element, textElement } from '../../src/syndication/feeds/xml.write';
import { excerpt, outgoingHtml } from '../../src/syndication/feeds/outgoing.html';
import { cleanText } from '../../src/articles/body/html.text';
import { parseXml } from './support';

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(']', ']]>', '<![CDATA[', '&', '<', '>', '"', '\u0000', '\ud800', 'ж', '👋'),
    )
    .map((parts) => parts.join('')),
);

/** A parser makes line feeds of all line ends that stand bare. */
const withLineFeeds = (text: string) => text.replace(/\r\n?/g, '\n');

describe('any text in XML', () => {
  it('comes back from an element as it was, but for what XML cannot hold', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(parseXml(element('a', {}, textElement('b', text))).children[0]?.text ?? '').toBe(
          cleanText(text),
        );
      }),
    );
  });

  it('comes back from a CDATA section, whatever it holds', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(parseXml(element('a', {}, cdata(text))).text).toBe(withLineFeeds(cleanText(text)));
      }),
    );
  });

  it('comes back from an attribute, white space as spaces', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { attributes } = parseXml(element('a', { b: text }));
        const spaced = (value: string | undefined) => value?.replace(/[\t\n\r]/g, ' ');
        expect(spaced(attributes.b)).toBe(spaced(cleanText(text)));
      }),
    );
  });
});

describe("an article's HTML for other programs", () => {
  const out = (html: string) => outgoingHtml(html, 'https://news.example');

  it('has absolute addresses, in tags only', () => {
    expect(out('<p data-block="b1">href="/x" <a href="/town/a?b=1&amp;c">a</a></p>')).toBe(
      '<p>href="/x" <a href="https://news.example/town/a?b=1&amp;c">a</a></p>',
    );
    expect(out('<video src="/v.mp4" poster="/p.jpg" controls></video>')).toBe(
      '<video src="https://news.example/v.mp4" poster="https://news.example/p.jpg" controls></video>',
    );
  });

  it('leaves addresses elsewhere as they are', () => {
    const html = '<p><a href="https://x.example/">x</a> <a href="mailto:a@x.example">y</a></p>';
    expect(out(html)).toBe(html);
  });

  it('has a link where a page has a player in a frame, and pictures in one size', () => {
    expect(
      out(
        '<figure><iframe src="https://v.example/1?a&amp;b" loading="lazy" allowfullscreen></iframe></figure>',
      ),
    ).toBe(
      '<figure><a href="https://v.example/1?a&amp;b">https://v.example/1?a&amp;b</a></figure>',
    );
    expect(
      out(
        '<img src="/a.jpg" srcset="/a.jpg 1w, /b.jpg 2w" sizes="100vw" width="3" alt="" loading="lazy">',
      ),
    ).toBe('<img src="https://news.example/a.jpg" width="3" alt="">');
  });
});

describe('an excerpt', () => {
  it('is short, of whole words, and never half of a character', () => {
    expect(excerpt('One  two\n\nthree.')).toBe('One two three.');
    expect(excerpt('word '.repeat(100))).toMatch(/^(?:word ){55}word…$/);
    const faces = excerpt('😀'.repeat(300));
    expect(Buffer.from(faces).toString()).toBe(faces);
    expect(faces.length).toBeLessThan(290);
  });
});
