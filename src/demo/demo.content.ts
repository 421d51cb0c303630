import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../project';
import { type ArticleFormat, type ArticleStatus, type TagKind } from '../articles/article.enums';
import { type CreditRole } from '../people/credit-role.enum';
import { type EditionDraft, type SiteDraft } from '../site/site.commands';

/** Under which path the demo's pictures are served. */
export const DEMO_PICTURES_PATH = '/demo/pictures';

/** The demo's pictures: the path that their addresses begin with, and the folder that they lie in. */
export function demoPictures(): { path: string; folder: string } {
  return { path: DEMO_PICTURES_PATH, folder: join(projectDir(), 'demo', 'pictures') };
}

interface InEdition {
  edition: string;
}

/** `demo/site.json`: everything but the articles and the pictures. */
export interface DemoSite {
  site: SiteDraft;
  editions: EditionDraft[];
  sections: (InEdition & {
    slug: string;
    name: string;
    description: string | null;
    parent: string | null;
    position: number;
    inNavigation: boolean;
  })[];
  people: {
    slug: string;
    name: string;
    jobTitle: string | null;
    bio: string | null;
    staff: boolean;
    portrait: string | null;
  }[];
  tags: (InEdition & { slug: string; name: string; kind: `${TagKind}` })[];
  channels: (InEdition & { kind: string; name: string; url: string })[];
  pages: (InEdition & { slug: string; title: string; html: string })[];
}

/** An entry of `demo/images.json`. */
export interface DemoImage {
  key: string;
  file: string;
  width: number;
  height: number;
  /** Computed from the file; a test compares. */
  blurhash: string;
  alt: string;
  caption: string | null;
  credit: string | null;
  creditUrl: string | null;
  licenceName: string | null;
  licenceUrl: string | null;
}

/** An article of `demo/articles/`. Times are minutes before the moment of loading. */
export interface DemoArticle extends InEdition {
  key: string;
  section: string;
  format: `${ArticleFormat}`;
  slug: string;
  headline: string;
  seoTitle: string | null;
  shortTitle: string | null;
  kicker: string | null;
  standfirst: string | null;
  html: string;
  image: string | null;
  credits: { role: `${CreditRole}`; person: string }[];
  tags: string[];
  publishedMinutesAgo: number;
  updatedMinutesAgo: number | null;
  embargoMinutesAhead?: number;
  corrections: { text: string; minutesAgo: number }[];
  translationOf: string | null;
  status: `${ArticleStatus}`;
}

export interface DemoContent extends DemoSite {
  images: DemoImage[];
  articles: DemoArticle[];
}

/** Reads the demo newspaper's files. */
export function readDemo(): DemoContent {
  const folder = join(projectDir(), 'demo');
  const read = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8')) as unknown;
  const files = readdirSync(join(folder, 'articles'), { recursive: true, encoding: 'utf8' });
  return {
    ...(read('site.json') as DemoSite),
    images: read('images.json') as DemoImage[],
    articles: files
      .filter((file) => file.endsWith('.json'))
      .sort()
      .flatMap((file) => read(join('articles', file)) as DemoArticle[]),
  };
}
