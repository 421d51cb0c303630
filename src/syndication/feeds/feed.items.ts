import { newestOf } from '../../articles/article-list';
import { ArticleBodyResolver } from '../../articles/article-body.resolver';
import { ArticlePartsResolver } from '../../articles/article-parts.resolver';
import { ArticlePlaceResolver, articleUrl } from '../../articles/article-place.resolver';
import { type Article } from '../../articles/article.entity';
import { escapeText } from '../../articles/body/html.text';
import { type Correction } from '../../articles/correction.entity';
import { type Credit } from '../../articles/credit.entity';
import { type Tag } from '../../articles/tag.entity';
import { CreditRole } from '../../people/credit-role.enum';
import { type Context } from '../../request/context';
import { type Section } from '../../sections/section.entity';
import { type Edition } from '../../site/edition.entity';
import { editionOf } from '../../site/edition.lookup';
import { type Image } from '../../images/image.entity';
import { type Rights } from '../../site/rights.type';
import { type PictureFile, uri, usualFile } from './address';
import { type FeedScope } from './feed.scope';
import { correctionLabel, excerpt, outgoingHtml } from './outgoing.html';
import { latest } from './outgoing.answer';

export const FEED_SIZE = 50;

const bodies = new ArticleBodyResolver();
const parts = new ArticlePartsResolver();
const places = new ArticlePlaceResolver();

/** An article with everything that goes out with it, as the API would answer each part. */
export interface OutgoingArticle {
  article: Article;
  edition: Edition;
  section: Section;
  url: string;
  /** The standfirst, else how the text begins; `null` where there is neither. */
  summary: string | null;
  /** With its corrections below it. */
  html: string;
  text: string;
  updated: Date;
  credits: Credit[];
  tags: Tag[];
  image: Image | null;
  /** The lead picture's file. */
  picture: PictureFile | null;
  corrections: Correction[];
  rights: Rights;
}

function correctionsHtml(corrections: Correction[], language: string): string {
  return corrections
    .map(
      ({ text }) => `\n<p><strong>${correctionLabel(language)}:</strong> ${escapeText(text)}</p>`,
    )
    .join('');
}

async function textsOf(context: Context, article: Article) {
  // One that was saved without a body must not take the whole feed with it.
  if (!(await context.loaders.bodyByArticle.load(article.uid))) return { html: '', text: '' };
  const [html, text] = await Promise.all([
    bodies.bodyHtml(article, context),
    bodies.bodyText(article, context),
  ]);
  return { html, text };
}

/** Reads all parts of an article that was found to be public. */
export async function outgoingArticle(
  context: Context,
  article: Article,
): Promise<OutgoingArticle> {
  const [{ html, text }, credits, tags, image, corrections] = await Promise.all([
    textsOf(context, article),
    parts.credits(article, context),
    parts.tags(article, context),
    parts.image(article, context),
    parts.corrections(article, context),
  ]);
  const edition = editionOf(context.frame, article.editionId);
  const whole = `${html}${correctionsHtml(corrections, edition.language)}`;
  const changes = corrections.map((correction) => correction.publishedAt);
  return {
    article,
    edition,
    section: places.section(article, context),
    url: uri(articleUrl(context, article)),
    summary: article.standfirst ?? (excerpt(text) || null),
    html: outgoingHtml(whole, edition.baseUrl ?? context.publicUrl),
    text,
    updated: latest([article.updatedAt, article.publishedAt, ...changes]) ?? article.updatedAt,
    credits,
    tags,
    image,
    picture: image && usualFile(context, image),
    corrections,
    rights: places.rights(article, context),
  };
}

/** A feed's newest articles with all their parts, by as many statements however many they are. */
export async function feedItems(context: Context, scope: FeedScope): Promise<OutgoingArticle[]> {
  const articles = await newestOf(context, scope.list, FEED_SIZE);
  return Promise.all(articles.map((article) => outgoingArticle(context, article)));
}

/** An article's copyright notice and its terms of use. */
export function rightsText({ notice, usageTerms }: Rights): string {
  return [notice, usageTerms].filter(Boolean).join(' ');
}

/** Who wrote an article, in the order of the bylines. */
export function authorsOf({ credits }: OutgoingArticle) {
  return credits
    .filter((credit) => credit.role === CreditRole.AUTHOR)
    .map((credit) => credit.person);
}
