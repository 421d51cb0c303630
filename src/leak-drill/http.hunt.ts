import { toGlobalId } from '../graphql/global-id';
import { type ImageUrls } from '../images/image.urls';
import { type AnonymousClient } from './anonymous.client';
import { type Canary, canaryOf, marksOf } from './canary';
import { type Finding } from './drill.types';

/** Sitemaps and feeds that are followed from where they are listed. */
const MOST_DOCUMENTS = 500;
const FEED_FILES = ['rss.xml', 'atom.xml', 'feed.json'];

/** What the canaries' own addresses are made with. */
export interface Addresses {
  language: string;
  images: ImageUrls;
}

export interface HttpHunted {
  places: string[];
  findings: Finding[];
}

const LISTS = `{ site { editions { language } feeds { url } } sections { feeds { url } } }`;

async function documentPaths(client: AnonymousClient): Promise<string[]> {
  const { text } = await client.graphql(LISTS);
  const { data } = JSON.parse(text) as {
    data: {
      site: { editions: { language: string }[]; feeds: { url: string }[] };
      sections: { feeds: { url: string }[] }[];
    };
  };
  const feeds = [...data.site.feeds, ...data.sections.flatMap((section) => section.feeds)];
  const news = data.site.editions.map(({ language }) => `/sitemaps/${language}/news.xml`);
  return [
    '/sitemap.xml',
    '/robots.txt',
    '/redirects.json',
    ...news,
    ...feeds.map(({ url }) => pathOf(url)),
  ];
}

function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return `${pathname}${search}`;
}

/** The list of redirects names what was withdrawn, so that caches and search engines forget it: its address, nothing else. */
function allowed(path: string, canary: Canary, text: string): string {
  const isNamed = canary.state === 'withdrawn' && path.startsWith('/redirects.json');
  return isNamed ? text.replaceAll(`/${canary.slug}`, '') : text;
}

async function huntDocuments(
  client: AnonymousClient,
  canaries: readonly Canary[],
  hunted: HttpHunted,
): Promise<void> {
  const waiting = await documentPaths(client);
  const seen = new Set<string>();
  for (let path = waiting.shift(); path && seen.size < MOST_DOCUMENTS; path = waiting.shift()) {
    if (seen.has(path)) continue;
    seen.add(path);
    // The second time it may come from a cache.
    const texts = [await client.get(path), await client.get(path)].map(({ text }) => text);
    hunted.places.push(path);
    for (const canary of canaries) {
      const isThere = texts.some((text) =>
        marksOf(canary).some((mark) => allowed(path, canary, text).includes(mark)),
      );
      if (isThere) hunted.findings.push({ place: path, what: `the ${canary.state} article` });
    }
    for (const [, address = ''] of (texts[0] ?? '').matchAll(/<sitemap>\s*<loc>([^<]+)<\/loc>/g)) {
      waiting.push(pathOf(address));
    }
  }
}

/** What was withdrawn is gone for who knows its address, and has nothing more to say. */
const isGone = ({ state }: Canary, status: number): boolean =>
  state === 'withdrawn' && status === 410;

/** Addresses that only somebody who knows the canary can write. */
function pathsOf({ slug, word, uids }: Canary, language: string, images: ImageUrls): string[] {
  const picture = images.url(
    {
      uid: uids.image,
      originalUrl: `https://canary.invalid/${word}.jpg`,
      width: 800,
      height: 600,
      focalX: null,
      focalY: null,
    },
    { width: 320 },
  );
  return [
    ...FEED_FILES.map((file) => `/feeds/${language}/tags/${slug}/${file}`),
    ...FEED_FILES.map((file) => `/feeds/authors/${slug}/${file}`),
    `/ninjs/${toGlobalId('Article', uids.article)}.json`,
    `/ninjs/${toGlobalId('Article', uids.article)}`,
    pathOf(picture),
  ];
}

async function huntAddresses(
  client: AnonymousClient,
  canaries: readonly Canary[],
  { language, images }: Addresses,
  hunted: HttpHunted,
): Promise<void> {
  for (const canary of canaries) {
    const control = canaryOf(canary.state);
    const controls = pathsOf(control, language, images);
    for (const [place, path] of pathsOf(canary, language, images).entries()) {
      const [hidden, unknown] = await Promise.all([
        client.get(path),
        client.get(controls[place] ?? '/'),
      ]);
      hunted.places.push(path.replaceAll(canary.slug, '{slug}').replace(/_[0-9a-f-]{36}/, '_{id}'));
      const isSameStatus = hidden.status === unknown.status || isGone(canary, hidden.status);
      if (!isSameStatus || marksOf(canary).some((mark) => hidden.text.includes(mark))) {
        hunted.findings.push({ place: path, what: `the ${canary.state} article` });
      }
    }
  }
}

/** Looks for canaries in everything that is not GraphQL: feeds, sitemaps, ninjs, the list of redirects, pictures. */
export async function huntHttp(
  client: AnonymousClient,
  canaries: readonly Canary[],
  addresses: Addresses,
): Promise<HttpHunted> {
  const hunted: HttpHunted = { places: [], findings: [] };
  await huntDocuments(client, canaries, hunted);
  await huntAddresses(client, canaries, addresses, hunted);
  return hunted;
}
