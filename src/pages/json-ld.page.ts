import {
  type BreadcrumbList,
  type CollectionPage,
  type Graph,
  type ItemList,
  type Thing,
  type WebSite,
} from 'schema-dts';
import { articleUrl } from '../articles/article-place.resolver';
import { type Context } from '../request/context';
import { absoluteUrl } from '../site/edition.lookup';
import { breadcrumbsOf } from './page.breadcrumbs';
import { PageKind } from './page.enums';
import { ArticleListModule, type Page } from './page.types';
import { articleLd, personLd } from './json-ld.article';
import { organization, organizationId } from './json-ld.organization';
import { type ArticleFacts } from './seo.facts';

/** What a page is said to be. */
export interface PageFacts {
  page: Page;
  title: string;
  description: string;
  url: string;
}

function breadcrumbList(context: Context, { page }: PageFacts): BreadcrumbList[] {
  const { edition } = page.subject;
  const trail = breadcrumbsOf(context, page.subject, page.path);
  if (trail.length === 0) return [];
  return [
    {
      '@type': 'BreadcrumbList',
      itemListElement: trail.map(({ title, path }, index) => ({
        '@type': 'ListItem',
        position: index + 1,
        name: title,
        item: absoluteUrl(edition, context.publicUrl, path),
      })),
    },
  ];
}

/** The articles of a page's lists, each once, in the page's order. */
async function itemList(context: Context, { page }: PageFacts): Promise<ItemList> {
  const modules = await page.compose();
  const lists = modules.filter((module) => module instanceof ArticleListModule);
  const urls = lists.flatMap(({ articles }) => articles.map((one) => articleUrl(context, one)));
  return {
    '@type': 'ItemList',
    itemListElement: [...new Set(urls)].map((url, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      url,
    })),
  };
}

function webSite(context: Context): WebSite {
  return {
    '@type': 'WebSite',
    '@id': `${context.publicUrl}/#website`,
    name: context.frame.settings.name,
    url: context.publicUrl,
    publisher: { '@id': organizationId(context) },
  };
}

async function pageLd(context: Context, facts: PageFacts): Promise<Thing> {
  const { page, title, description, url } = facts;
  const { subject } = page;
  const base = {
    '@id': url,
    url,
    name: title,
    description,
    inLanguage: subject.edition.language,
    isPartOf: { '@id': `${context.publicUrl}/#website` },
  };
  if (subject.kind === PageKind.STATIC) {
    const type = subject.page.slug === 'about' ? 'AboutPage' : 'WebPage';
    return { '@type': type, ...base, dateModified: subject.page.updatedAt.toISOString() };
  }
  if (subject.kind === PageKind.PERSON) {
    const { bio } = subject.person;
    const about = bio === null ? {} : { description: bio };
    const person = Object.assign(personLd(context, subject.person), about);
    return { '@type': 'ProfilePage', ...base, mainEntity: person };
  }
  const collection: CollectionPage = {
    '@type': 'CollectionPage',
    ...base,
    mainEntity: await itemList(context, facts),
  };
  return collection;
}

function graph(parts: Thing[]): Graph {
  return { '@context': 'https://schema.org', '@graph': parts };
}

/** A page's graph: what it is, whose it is and where it stands. */
export async function pageGraph(context: Context, facts: PageFacts): Promise<Graph> {
  const publisher = organization(context, facts.page.subject.edition);
  const trail = breadcrumbList(context, facts);
  return graph([await pageLd(context, facts), ...trail, webSite(context), publisher]);
}

/** An article's graph, with its breadcrumbs where it stands on its own page. */
export function articleGraph(context: Context, facts: ArticleFacts, path: string): Graph {
  const { article, edition, section } = facts;
  const subject = { kind: PageKind.ARTICLE as const, edition, article, section };
  const trail = breadcrumbsOf(context, subject, path).map(({ title, path: step }, index) => ({
    '@type': 'ListItem' as const,
    position: index + 1,
    name: title,
    item: absoluteUrl(edition, context.publicUrl, step),
  }));
  const breadcrumbs: BreadcrumbList = { '@type': 'BreadcrumbList', itemListElement: trail };
  return graph([
    articleLd(context, facts),
    breadcrumbs,
    webSite(context),
    organization(context, edition),
  ]);
}
