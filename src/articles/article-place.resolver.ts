import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { clientError } from '../graphql/errors';
import { UrlScalar } from '../graphql/scalars';
import { type Context } from '../request/context';
import { type Frame } from '../request/frame';
import { Section } from '../sections/section.entity';
import { sectionPath } from '../sections/section.resolver';
import { Edition } from '../site/edition.entity';
import { absoluteUrl, dayIn, editionOf } from '../site/edition.lookup';
import { Rights, articleRights } from '../site/rights.type';
import { ContentSource } from './article-fields.types';
import { Article } from './article.entity';

function sectionOf(frame: Frame, article: Article): Section {
  const section = frame.sections.get(article.sectionId);
  if (section) return section;
  // The section was made after this operation took the frame; the next one will know it.
  throw clientError('UNAVAILABLE', 'The site is being changed. Ask again in a moment.');
}

/** The path of an article's page, with the edition's prefix. */
export function articlePath(frame: Frame, article: Article): string {
  const edition = editionOf(frame, article.editionId);
  return `${sectionPath(edition, sectionOf(frame, article))}/${article.slug}`;
}

/** The absolute address of an article's page. */
export function articleUrl({ frame, publicUrl }: Context, article: Article): string {
  const edition = editionOf(frame, article.editionId);
  return absoluteUrl(edition, publicUrl, articlePath(frame, article));
}

/** An article's rights: its own terms, else its source's, else the site's. */
export function rightsOf(context: Context, article: Article): Rights {
  const { frame } = context;
  const day = dayIn(editionOf(frame, article.editionId), article.publishedAt);
  const source = article.sourceId === null ? undefined : frame.sourceById.get(article.sourceId);
  const { usageTerms, attributionRequired, attributionUrl, headline } = article;
  const year = Number(day.slice(0, 4));
  const own = { usageTerms, attributionRequired, attributionUrl, year, headline };
  return articleRights(own, source, frame.settings, articleUrl(context, article));
}

/** Where an article stands and whose it is: answered from the frame, without a statement. */
@Resolver(() => Article)
export class ArticlePlaceResolver {
  @FieldResolver(() => String, { description: "Its path, with the edition's prefix." })
  path(@Root() article: Article, @Ctx() { frame }: Context): string {
    return articlePath(frame, article);
  }

  @FieldResolver(() => UrlScalar, { description: 'Its address: the one to share and to link to.' })
  url(@Root() article: Article, @Ctx() context: Context): string {
    return articleUrl(context, article);
  }

  @FieldResolver(() => Edition, { description: 'The edition it belongs to.' })
  edition(@Root() article: Article, @Ctx() { frame }: Context): Edition {
    return editionOf(frame, article.editionId);
  }

  @FieldResolver(() => Section, { description: 'The section it stands in.' })
  section(@Root() article: Article, @Ctx() { frame }: Context): Section {
    return sectionOf(frame, article);
  }

  @FieldResolver(() => Rights, {
    description: "Its rights: its own terms, else its source's, else the site's.",
  })
  rights(@Root() article: Article, @Ctx() context: Context): Rights {
    return rightsOf(context, article);
  }

  @FieldResolver(() => ContentSource, {
    nullable: true,
    description: 'Where it was imported from; null when it was written here.',
  })
  source(@Root() article: Article, @Ctx() { frame }: Context): ContentSource | null {
    const source = article.sourceId === null ? undefined : frame.sourceById.get(article.sourceId);
    if (!source) return null;
    const { sourceUrl, externalId } = article;
    return { name: source.name, url: sourceUrl ?? source.url, externalId };
  }
}
