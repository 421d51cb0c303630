import { type GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { filledHtml } from '../articles/article-body.resolver';
import { articlePath } from '../articles/article-place.resolver';
import { type Block } from '../articles/body/block.types';
import { BodyBlock } from '../articles/body-block.types';
import { selectsField } from '../graphql/selection';
import { DateTimeScalar, LanguageTagScalar } from '../graphql/scalars';
import { type Context } from '../request/context';
import { type Edition } from '../site/edition.entity';
import { editionOf } from '../site/edition.lookup';
import { breadcrumbsOf, titleOf } from './page.breadcrumbs';
import { composeModules } from './page.compose';
import { PageKind } from './page.enums';
import { findSubject } from './page.find';
import { publicPath, readPath, type RequestedPath } from './page.path';
import { type PageSubject } from './page.subject';
import { ArticleListModule, Breadcrumb, Page, PageModule, TextModule } from './page.types';

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** The page of what stands at a path. */
export function pageOf(context: Context, subject: PageSubject, rest: string): Page {
  const { edition, kind } = subject;
  const layout = context.frame.layouts.find(edition.uid, rest, kind);
  return Object.assign(new Page(), {
    path: publicPath(edition, rest),
    status: 200,
    kind,
    title: titleOf(context, subject),
    redirectTo: null,
    subject,
    compose: once(() => composeModules(context, subject, layout)),
  });
}

/** A page that only says where to go, or that there is nothing any more. */
function bare(
  edition: Edition,
  path: string,
  redirectTo: string | null,
  kind = PageKind.ARTICLE,
): Page {
  return Object.assign(new Page(), {
    path,
    status: redirectTo === null ? 410 : 301,
    kind,
    title: redirectTo ?? path,
    redirectTo,
    subject: { kind: PageKind.FRONT, edition },
    compose: () => Promise.resolve([]),
  });
}

/** What became of a path at which nothing public stands: it leads elsewhere, is gone, or never was. */
async function lostPage(context: Context, asked: RequestedPath): Promise<Page | null> {
  const { edition, restAsWritten } = asked;
  const path = publicPath(edition, asked.rest);
  const lost = await context.loaders.lostPathByPath.load({
    editionId: edition.uid,
    path: restAsWritten,
  });
  if (!lost) return null;
  if (lost.articleId !== null) {
    const article = await context.loaders.articleById.load(lost.articleId);
    return article && bare(edition, path, articlePath(context.frame, article));
  }
  if (lost.toPath !== null) return bare(edition, path, publicPath(edition, lost.toPath));
  return lost.isGone ? bare(edition, path, null) : null;
}

/** The article that a preview link shows, where its path was asked for. */
async function previewSubject(
  context: Context,
  asked: RequestedPath | null,
  token: string,
): Promise<PageSubject | null> {
  const article = await context.asPreview(token);
  const edition = editionOf(context.frame, article.editionId);
  const section = context.frame.sections.get(article.sectionId);
  if (!section || asked?.edition !== edition) return null;
  const isIts = asked.rest === `/${section.slug}/${article.slug}`;
  return isIts ? { kind: PageKind.ARTICLE, edition, article, section } : null;
}

const MINUTE_MS = 60_000;

/** The time of asking, which an answer may give for as long as a minute. */
function now(context: Context): Date {
  context.keepFor(MINUTE_MS);
  return new Date();
}

@Resolver(() => Page)
export class PageResolver {
  @Query(() => Page, {
    nullable: true,
    description:
      'A whole page by its public path; null where nothing is there. An old path answers with status 301 and `redirectTo`, a withdrawn article with 410.',
  })
  async page(
    @Arg('path', () => String, {
      description:
        'The path as readers see it, such as / or /world/some-slug, without a query. Paths of editions other than the default one start with their language.',
    })
    path: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
    @Arg('edition', () => LanguageTagScalar, {
      nullable: true,
      description: 'The edition, for a path without its prefix; the default one when left out.',
    })
    language?: string,
    @Arg('previewToken', () => String, {
      nullable: true,
      description:
        "The token of a preview link, at its article's path: shows the article as it was when the link was made.",
    })
    previewToken?: string | null,
  ): Promise<Page | null> {
    const asked = readPath(context.frame, path, language);
    const subject =
      previewToken == null
        ? asked && (await findSubject(context, asked.edition, asked.rest))
        : await previewSubject(context, asked, previewToken);
    if (!asked) return null;
    if (!subject && previewToken != null) return null;
    if (!subject) return lostPage(context, asked);
    const canonical = publicPath(asked.edition, asked.rest);
    if (!asked.isCanonical) {
      return bare(asked.edition, canonical, canonical, subject.kind);
    }
    const page = pageOf(context, subject, asked.rest);
    // Started before its fields are, so that what the page is about and its modules' items are read together.
    if (selectsField(info, 'modules')) {
      page.composition = page.compose();
      // Whoever asks for it hears of its failure; with `@include(if: false)` nobody does.
      page.composition.catch(() => undefined);
    }
    return page;
  }

  @FieldResolver(() => [PageModule], {
    description: 'Its parts in their order. No article stands in two lists of one page.',
  })
  modules(@Root() page: Page): Promise<PageModule[]> {
    return page.compose();
  }

  @FieldResolver(() => DateTimeScalar, {
    description:
      'When what it is about last changed: its article or text, or the last changed article of its lists.',
  })
  async updatedAt(@Root() page: Page, @Ctx() context: Context): Promise<Date> {
    const { subject } = page;
    if (page.status !== 200) return now(context);
    if (subject.kind === PageKind.ARTICLE) return subject.article.updatedAt;
    if (subject.kind === PageKind.STATIC) return subject.page.updatedAt;
    const lists = (await page.compose()).filter((module) => module instanceof ArticleListModule);
    const times = lists.flatMap(({ articles }) => articles.map((one) => one.updatedAt.getTime()));
    return times.length === 0 ? now(context) : new Date(Math.max(...times));
  }

  @FieldResolver(() => [Breadcrumb], {
    description: 'The way here from the front page, this page last; empty for the front page.',
  })
  breadcrumbs(@Root() page: Page, @Ctx() context: Context): Breadcrumb[] {
    return page.status === 200 ? breadcrumbsOf(context, page.subject, page.path) : [];
  }
}

@Resolver(() => TextModule)
export class TextModuleResolver {
  @FieldResolver(() => [BodyBlock], { description: 'The text as blocks, for native clients.' })
  body(@Root() { staticPage }: TextModule): Block[] {
    return staticPage.blocks as Block[];
  }

  @FieldResolver(() => String, { description: 'The text as sanitised HTML.' })
  bodyHtml(@Root() { staticPage }: TextModule, @Ctx() context: Context): Promise<string> {
    return filledHtml(context, staticPage.html);
  }
}
