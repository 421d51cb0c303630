import { editionList, sectionList } from '../../articles/article-list';
import { type ArticleList } from '../../articles/article-list.sql';
import { type Tag } from '../../articles/tag.entity';
import { type Person } from '../../people/person.entity';
import { type Context } from '../../request/context';
import { type Section } from '../../sections/section.entity';
import { sectionPath } from '../../sections/section.resolver';
import { type Edition } from '../../site/edition.entity';
import { absoluteUrl, editionOf } from '../../site/edition.lookup';
import { Feed } from '../../site/site.types';
import { uri } from './address';

/** What a feed is of: an edition, a section, a tag or a person. */
export interface FeedScope {
  /** The row it is of: what a feed is known by, whatever its title and its address become. */
  uid: string;
  /** Its path without the file's name. */
  path: string;
  title: string;
  description: string;
  /** The page it belongs to. */
  homeUrl: string;
  /** `null` where it holds articles of all editions. */
  language: string | null;
  list: ArticleList;
}

export const FEED_FORMATS = {
  'rss.xml': 'application/rss+xml',
  'atom.xml': 'application/atom+xml',
  'feed.json': 'application/feed+json',
} as const;

export type FeedFile = keyof typeof FEED_FORMATS;

/** The absolute address of a feed in one of its formats: always the site's own, whatever address an edition has. */
export function feedUrl({ publicUrl }: Context, scope: FeedScope, file: FeedFile): string {
  return uri(`${publicUrl}${scope.path}/${file}`);
}

/** A scope's feeds as the API lists them. */
export function feedsOf(context: Context, scope: FeedScope): Feed[] {
  return (Object.keys(FEED_FORMATS) as FeedFile[]).map((file) =>
    Object.assign(new Feed(), {
      title: scope.title,
      url: feedUrl(context, scope, file),
      mediaType: FEED_FORMATS[file],
    }),
  );
}

function siteTitle({ frame }: Context, edition: Edition): string {
  const { name } = frame.settings;
  return edition.isDefault ? name : `${name} (${edition.endonym})`;
}

function addressIn({ publicUrl }: Context, edition: Edition, path: string): string {
  return uri(absoluteUrl(edition, publicUrl, path));
}

export function editionFeed(context: Context, edition: Edition): FeedScope {
  const title = siteTitle(context, edition);
  return {
    uid: edition.uid,
    path: `/feeds/${edition.language}`,
    title,
    description: title,
    homeUrl: addressIn(context, edition, edition.pathPrefix || '/'),
    language: edition.language,
    list: editionList(edition),
  };
}

/** The feed of a section and its subsections. */
export function sectionFeed(context: Context, section: Section): FeedScope {
  const edition = editionOf(context.frame, section.editionId);
  const title = `${siteTitle(context, edition)}: ${section.name}`;
  return {
    uid: section.uid,
    path: `/feeds/${edition.language}/sections/${encodeURIComponent(section.slug)}`,
    title,
    description: section.description ?? title,
    homeUrl: addressIn(context, edition, sectionPath(edition, section)),
    language: edition.language,
    list: sectionList(context, section),
  };
}

export function tagFeed(context: Context, tag: Tag): FeedScope {
  const edition = editionOf(context.frame, tag.editionId);
  const title = `${siteTitle(context, edition)}: ${tag.name}`;
  return {
    uid: tag.uid,
    path: `/feeds/${edition.language}/tags/${encodeURIComponent(tag.slug)}`,
    title,
    description: title,
    homeUrl: addressIn(context, edition, `${edition.pathPrefix}/tags/${tag.slug}`),
    language: edition.language,
    list: { driver: 'tag', members: [tag.uid], filter: {} },
  };
}

/** The feed of what credits a person, in all editions. */
export function personFeed(context: Context, person: Person): FeedScope {
  const title = `${context.frame.settings.name}: ${person.name}`;
  return {
    uid: person.uid,
    path: `/feeds/authors/${encodeURIComponent(person.slug)}`,
    title,
    description: person.bio ?? title,
    homeUrl: uri(`${context.publicUrl}${person.path}`),
    language: null,
    list: { driver: 'person', members: [person.uid], filter: {} },
  };
}
