import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Article } from '../articles/article.entity';
import { articlePath } from '../articles/article-place.resolver';
import { type Image } from '../images/image.entity';
import { type Context } from '../request/context';
import { absoluteUrl } from '../site/edition.lookup';
import { articleGraph, pageGraph } from './json-ld.page';
import { articleTags, shareTags } from './open-graph';
import { PageKind } from './page.enums';
import { publicPath } from './page.path';
import { type PageSubject } from './page.subject';
import { Page } from './page.types';
import { type ArticleFacts, articleFacts, firstText, versionsOf } from './seo.facts';
import { type Alternate, SeoMetadata } from './seo.types';

const INDEX = 'index, follow, max-image-preview:large, max-snippet:-1, max-video-preview:-1';
const NO_INDEX = 'noindex';

function withSiteName({ frame }: Context, title: string): string {
  const { name } = frame.settings;
  return title === name ? title : `${title} – ${name}`;
}

/** The versions in all languages, with the default edition's for everyone else. */
function alternatesOf(
  versions: { edition: { language: string; isDefault: boolean }; url: string }[],
): Alternate[] {
  if (versions.length < 2) return [];
  const fallback = versions.find(({ edition }) => edition.isDefault) ?? versions[0];
  return [
    ...versions.map(({ edition, url }) => ({ language: edition.language, url })),
    ...(fallback ? [{ language: 'x-default', url: fallback.url }] : []),
  ];
}

function articleSeo(context: Context, facts: ArticleFacts): SeoMetadata {
  const { article, edition, url, image, description } = facts;
  const title = firstText(article.seoTitle, article.headline);
  const share = { type: 'article' as const, title, description, url, image, edition };
  return {
    title: withSiteName(context, title),
    description,
    canonicalUrl: url,
    image,
    robots: INDEX,
    alternates: alternatesOf(versionsOf(context, facts)),
    openGraph: [...shareTags(context, share), ...articleTags(context, facts)],
    jsonLd: articleGraph(context, facts, articlePath(context.frame, article)),
  };
}

/** What a front page says of itself: the site's name and the sections of the edition. */
function frontDescription({ frame }: Context, { edition }: PageSubject): string {
  const sections = frame.sections.children(edition.uid).filter((one) => one.inNavigation);
  const names = sections.map(({ name }) => name).join(', ');
  return [frame.settings.name, ...(names === '' ? [] : [names])].join(': ');
}

function describe(context: Context, subject: PageSubject, title: string): string {
  const about = subject.kind === PageKind.SECTION ? subject.section.description : null;
  const bio = subject.kind === PageKind.PERSON ? subject.person.bio : null;
  const front = subject.kind === PageKind.FRONT ? frontDescription(context, subject) : null;
  return firstText(about, bio, front, withSiteName(context, title));
}

async function portraitOf({ loaders }: Context, subject: PageSubject): Promise<Image | null> {
  if (subject.kind !== PageKind.PERSON || subject.person.imageId === null) return null;
  return loaders.imageById.load(subject.person.imageId);
}

/** Front pages are versions of one another, and so are the lists of everything. */
function pageVersions(context: Context, subject: PageSubject) {
  const paths: Partial<Record<PageKind, string>> = {
    [PageKind.FRONT]: '/',
    [PageKind.ALL_NEWS]: '/news',
  };
  const path = paths[subject.kind];
  if (path === undefined) return [];
  return context.frame.editions.map((edition) => ({
    edition,
    url: absoluteUrl(edition, context.publicUrl, publicPath(edition, path)),
  }));
}

async function pageSeo(context: Context, page: Page): Promise<SeoMetadata> {
  const { subject, title } = page;
  const { edition } = subject;
  const description = describe(context, subject, title);
  const url = absoluteUrl(edition, context.publicUrl, page.path);
  const image = await portraitOf(context, subject);
  const type = subject.kind === PageKind.PERSON ? ('profile' as const) : ('website' as const);
  return {
    title: withSiteName(context, title),
    description,
    canonicalUrl: url,
    image,
    robots: INDEX,
    alternates: alternatesOf(pageVersions(context, subject)),
    openGraph: shareTags(context, { type, title, description, url, image, edition }),
    jsonLd: await pageGraph(context, { page, title, description, url }),
  };
}

/** A page that moved or is gone is for nobody's index. */
function bareSeo(context: Context, page: Page): SeoMetadata {
  const { edition } = page.subject;
  const url = absoluteUrl(edition, context.publicUrl, page.redirectTo ?? page.path);
  const { name } = context.frame.settings;
  return {
    title: name,
    description: name,
    canonicalUrl: url,
    image: null,
    robots: NO_INDEX,
    alternates: [],
    openGraph: [],
    jsonLd: {},
  };
}

@Resolver(() => Article)
export class ArticleSeoResolver {
  @FieldResolver(() => SeoMetadata, {
    description: 'What search engines and social networks want to know of it.',
  })
  async seo(@Root() article: Article, @Ctx() context: Context): Promise<SeoMetadata> {
    return articleSeo(context, await articleFacts(context, article));
  }
}

@Resolver(() => Page)
export class PageSeoResolver {
  @FieldResolver(() => SeoMetadata, {
    description: 'What search engines and social networks want to know of it.',
  })
  async seo(@Root() page: Page, @Ctx() context: Context): Promise<SeoMetadata> {
    if (page.status !== 200) return bareSeo(context, page);
    const { subject } = page;
    if (subject.kind !== PageKind.ARTICLE) return pageSeo(context, page);
    // After the modules where those are being composed, so that both read pictures and bylines together.
    await page.composition;
    return articleSeo(context, await articleFacts(context, subject.article));
  }
}
