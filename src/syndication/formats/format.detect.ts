import { XmlTokenizer } from './xml.tokenizer';
import { SourceError, type SourceFormat } from './source-item.types';

const NESTING = new Map([
  ['{', 1],
  ['[', 1],
  ['}', -1],
  [']', -1],
]);
const CLOSING = '}]';
const MAX_TAGS = 300;
const NINJS_KEYS = [
  'headlines',
  'bodies',
  'versioncreated',
  'representationtype',
  'renditions',
  'pubstatus',
  'body_html',
  'body_text',
  'headline',
  'associations',
  'standard',
  'descriptions',
  'firstcreated',
];
const NINJS_ONLY = ['standard', 'headlines', 'bodies', 'body_html', 'body_text'];
const LINE_KEYS = ['id', 'lang', 'standfirst', 'date'];

/** The format of a file by the start of its text; a sentence in the error says what it is instead. */
export function detectFormat(start: string): SourceFormat {
  const text = start.trimStart();
  if (text === '') throw new SourceError('The file is empty.');
  if (text.startsWith('{') || text.startsWith('[')) return jsonFormat(text);
  return xmlFormat(start);
}

/** A feed lets itself be known by its root; a page or a warning that a server put before it is skipped. */
function xmlFormat(start: string): SourceFormat {
  const names = openTags(start);
  const locals = names.map((name) => name.toLowerCase().slice(name.indexOf(':') + 1));
  const root = locals[0];
  if (root === undefined) throw new SourceError('The file is neither XML nor JSON.');
  const isWxr =
    /<wp:(wxr_version|post_type|author|category)\b/i.test(start) ||
    /wordpress\.org\/export\//i.test(start);
  const known = locals.find(
    (name, index) =>
      ['rss', 'rdf', 'feed'].includes(name) ||
      (index === 0 && ['channel', 'entry', 'item'].includes(name)),
  );
  if (known === undefined) throw new SourceError(notAFeed(root));
  if (known === 'feed' || known === 'entry') return 'atom';
  if (known === 'rdf' && !locals.some((name) => name === 'channel' || name === 'item')) {
    throw new SourceError('The file is RDF, but no feed: it has neither a channel nor items.');
  }
  return isWxr ? 'wxr' : 'rss';
}

function notAFeed(root: string): string {
  if (root === 'html') return 'The file is a web page (HTML), not a feed.';
  if (root === 'opml') return 'The file is a list of subscriptions (OPML), not a feed.';
  return `The file is XML, but no feed: its root element is <${root.slice(0, 60)}>.`;
}

function openTags(start: string): string[] {
  const names: string[] = [];
  const ignore = (): void => undefined;
  const open = (name: string): void => {
    if (names.length < MAX_TAGS) names.push(name);
  };
  const tokenizer = new XmlTokenizer({ open, close: ignore, text: ignore, declaration: ignore });
  tokenizer.write(start);
  tokenizer.end();
  return names;
}

function jsonFormat(text: string): SourceFormat {
  const { keys, version } = topKeys(text);
  const has = (...names: string[]): boolean => names.some((name) => keys.has(name));
  const isItemList = has('items') && !text.startsWith('[') && !has(...NINJS_KEYS);
  if (/jsonfeed\.org/i.test(version) || isItemList) return 'json-feed';
  return formatOfKeys(has);
}

function formatOfKeys(has: (...names: string[]) => boolean): SourceFormat {
  if (has('home_page_url', 'feed_url')) return 'json-feed';
  const isAddressed = has('uri') && has('type', 'title', ...NINJS_KEYS);
  if (isAddressed || has(...NINJS_ONLY)) return 'ninjs';
  const isArticle = has('body') || (has('title') && has(...LINE_KEYS));
  if (isArticle) return 'jsonl';
  throw new SourceError(
    'The file is JSON, but neither a JSON Feed nor ninjs nor articles as JSON lines.',
  );
}

/**
 * The keys of the first object, in lower case, as far as the start of the file shows them, and the value
 * of its `version`. Works on a file that is cut or broken further on.
 */
function topKeys(text: string): { keys: Set<string>; version: string } {
  const keys = new Set<string>();
  const wanted = text.startsWith('[') ? 2 : 1;
  let version = '';
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    depth += NESTING.get(char) ?? 0;
    if (depth < wanted && CLOSING.includes(char)) break;
    if (char !== '"') continue;
    const end = stringEnd(text, at);
    const after = text.slice(end + 1, end + 80);
    const key = text.slice(at + 1, end).toLowerCase();
    at = end;
    if (depth !== wanted || !after.trimStart().startsWith(':')) continue;
    keys.add(key);
    if (key === 'version') version = after.split(',', 1).join();
  }
  return { keys, version };
}

function stringEnd(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return text.length;
}
