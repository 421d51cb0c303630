import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Loaded, whenLoaded } from '../graphql/loaded';
import { type Image } from '../images/image.entity';
import { type Context } from '../request/context';
import { StaticPage } from '../site/static-page.entity';
import { articleUrl } from './article-place.resolver';
import { Article } from './article.entity';
import { type BodyRow } from './article.queries';
import { bodyPlaceholders, fillBodyHtml, type FilledImage } from './body/body.placeholders';
import { type Block } from './body/block.types';
import { BodyBlock } from './body-block.types';

function bodyOf({ loaders }: Context, article: Article): Loaded<BodyRow> {
  return whenLoaded(loaders.bodyByArticle.get(article.uid), (body) => {
    if (!body) throw new Error(`Article ${article.uid} has no body.`);
    return body;
  });
}

/** A part that the operation's document asks for, and that was read for it. */
function partOf<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('A part of a body was asked for and was not read.');
  return part;
}

/** What a column of text may need, on screens of one or more pixels a point. */
const BODY_WIDTHS = [400, 640, 800, 1200, 1600];
const BODY_WIDTH = 800;
const BODY_SIZES = '(min-width: 800px) 800px, 100vw';

function shownImage(image: Image, { imageUrls }: Context): FilledImage {
  const { width, height, alt, caption, credit, creditUrl } = image;
  const url = imageUrls.url(image, { width: BODY_WIDTH });
  const srcset = imageUrls.srcset(image, BODY_WIDTHS);
  return { url, srcset, sizes: BODY_SIZES, width, height, alt, caption, credit, creditUrl };
}

/** A stored body's HTML with its pictures, and its links to other articles where those are public. */
export async function filledHtml(context: Context, html: string): Promise<string> {
  const { loaders } = context;
  const { imageIds, articleIds } = bodyPlaceholders(html);
  const [images, articles] = await Promise.all([
    Promise.all(imageIds.map((id) => loaders.imageById.load(id))),
    Promise.all(articleIds.map((id) => loaders.articleById.load(id))),
  ]);
  const imageById = new Map(imageIds.map((id, index) => [id, images[index]]));
  const articleById = new Map(articleIds.map((id, index) => [id, articles[index]]));
  return fillBodyHtml(html, {
    image: (id) => {
      const image = imageById.get(id);
      return image ? shownImage(image, context) : null;
    },
    article: (id) => {
      const article = articleById.get(id);
      return article ? { url: articleUrl(context, article), headline: article.headline } : null;
    },
  });
}

@Resolver(() => Article)
export class ArticleBodyResolver {
  @FieldResolver(() => [BodyBlock], { description: 'The body as blocks, for native clients.' })
  body(@Root() article: Article, @Ctx() context: Context): Loaded<Block[]> {
    return whenLoaded(bodyOf(context, article), ({ blocks }) => partOf(blocks));
  }

  @FieldResolver(() => String, { description: 'The body as sanitised HTML.' })
  async bodyHtml(@Root() article: Article, @Ctx() context: Context): Promise<string> {
    return filledHtml(context, (await bodyOf(context, article)).html);
  }

  @FieldResolver(() => String, {
    description: 'The body as plain text, its paragraphs separated by empty lines.',
  })
  bodyText(@Root() article: Article, @Ctx() context: Context): Loaded<string> {
    return whenLoaded(bodyOf(context, article), ({ text }) => partOf(text));
  }
}

@Resolver(() => StaticPage)
export class StaticPageBodyResolver {
  @FieldResolver(() => [BodyBlock], { description: 'The page as blocks, for native clients.' })
  body(@Root() page: StaticPage): Block[] {
    return page.blocks as Block[];
  }

  @FieldResolver(() => String, { description: 'The page as sanitised HTML.' })
  bodyHtml(@Root() page: StaticPage, @Ctx() context: Context): Promise<string> {
    return filledHtml(context, page.html);
  }
}
