import { SaxesParser } from 'saxes';
import { type TestGateway } from '../support/gateway';

/** An element with its namespace's prefix resolved to the names the specifications use. */
export interface XmlElement {
  name: string;
  uri: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  /** The text directly in it, CDATA included. */
  text: string;
}

/** Parses XML strictly, namespaces included: throws at the first thing that is not well formed. */
export function parseXml(xml: string): XmlElement {
  const root: XmlElement = { name: '', uri: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser({ xmlns: true });
  const addText = (text: string) => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('opentag', (tag) => {
    const pairs = Object.values(tag.attributes).map(({ name, value }) => [name, value]);
    const attributes = Object.fromEntries(pairs) as Record<string, string>;
    const element = { name: tag.name, uri: tag.uri, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xml).close();
  const [document] = root.children;
  if (!document) throw new Error('There is no element.');
  return document;
}

export function all(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The child of a name at a place. */
export function nth(element: XmlElement, name: string, place: number): XmlElement {
  const child = all(element, name)[place];
  if (!child) throw new Error(`<${element.name}> has no <${name}> at ${place}.`);
  return child;
}

/** The only child of a name. */
export function one(element: XmlElement, name: string): XmlElement {
  const [child, ...more] = all(element, name);
  if (!child || more.length > 0) throw new Error(`<${element.name}> has not one <${name}>.`);
  return child;
}

export function texts(element: XmlElement, name: string): string[] {
  return all(element, name).map((child) => child.text);
}

/** What came over HTTP. */
export interface Fetched {
  status: number;
  headers: Headers;
  body: string;
  statements: number;
}

export async function fetchPath(
  gateway: TestGateway,
  path: string,
  init: RequestInit = {},
): Promise<Fetched> {
  await gateway.catchUp();
  const { status, headers, ...response } = await read(`${gateway.url}${path}`, init);
  const statements = Number(/desc="(\d+)/.exec(headers.get('server-timing') ?? '')?.[1] ?? NaN);
  return { status, headers, body: response.body, statements };
}

async function read(url: string, init: RequestInit) {
  const response = await fetch(url, { redirect: 'manual', ...init });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

/** A document that has to be there, parsed. */
export async function fetchXml(gateway: TestGateway, path: string): Promise<XmlElement> {
  const { status, body } = await fetchPath(gateway, path);
  if (status !== 200) throw new Error(`${path} is answered with ${status}: ${body}`);
  return parseXml(body);
}

export async function fetchJson<Data>(gateway: TestGateway, path: string): Promise<Data> {
  const { status, body } = await fetchPath(gateway, path);
  if (status !== 200) throw new Error(`${path} is answered with ${status}: ${body}`);
  return JSON.parse(body) as Data;
}

/** Makes many public articles in the edition by one statement: published at `newest` and each a second before. */
export async function manyArticles(
  gateway: TestGateway,
  count: number,
  newest: Date,
  section = 'town',
): Promise<void> {
  const sectionId = await gateway.newspaper.section({ slug: section });
  await gateway.newspaper.manager.query(
    `INSERT INTO article (id, edition_id, section_id, slug, headline, status, published_at, updated_at)
     SELECT gen_random_uuid(), s.edition_id, s.id, 'many-' || n, 'Many ' || n, 'PUBLISHED',
       $2::timestamptz - n * interval '1 second', $2::timestamptz - n * interval '1 second'
     FROM section s, generate_series(1, $3::int) n WHERE s.id = $1`,
    [sectionId, newest, count],
  );
  // The tests' database does by hand what a server does by itself.
  await gateway.newspaper.manager.query('ANALYZE article');
}
