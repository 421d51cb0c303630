import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { isWebUrl } from '../graphql/web-url';
import { type Loaded, whenLoaded } from '../graphql/loaded';
import { Image } from '../images/image.entity';
import { type Context } from '../request/context';
import { Article } from './article.entity';
import { stripHtml } from './body/html.strip';
import { escapeAttribute, escapeText } from './body/html.text';
import {
  ArticleLinkBlock,
  EmbedBlock,
  ImageBlock,
  ParagraphBlock,
  QuoteBlock,
  VideoBlock,
} from './body-block.types';

@Resolver(() => ParagraphBlock)
export class ParagraphBlockResolver {
  @FieldResolver(() => String, { description: 'Its plain text.' })
  text(@Root() block: ParagraphBlock): string {
    return stripHtml(block.html);
  }
}

@Resolver(() => QuoteBlock)
export class QuoteBlockResolver {
  @FieldResolver(() => String, { description: 'Its plain text.' })
  text(@Root() block: QuoteBlock): string {
    return stripHtml(block.html);
  }
}

@Resolver(() => ImageBlock)
export class ImageBlockResolver {
  @FieldResolver(() => Image, { description: 'The picture.' })
  image(@Root() block: ImageBlock, @Ctx() { loaders }: Context): Loaded<Image> {
    return whenLoaded(loaders.imageById.get(block.imageId), (image) => {
      if (!image) throw new Error(`Block ${block.id} shows the missing image ${block.imageId}.`);
      return image;
    });
  }
}

@Resolver(() => VideoBlock)
export class VideoBlockResolver {
  @FieldResolver(() => Image, { nullable: true, description: 'A picture to show until it plays.' })
  poster(@Root() block: VideoBlock, @Ctx() { loaders }: Context): Loaded<Image | null> {
    return block.posterId === undefined ? null : loaders.imageById.get(block.posterId);
  }
}

@Resolver(() => EmbedBlock)
export class EmbedBlockResolver {
  @FieldResolver(() => String, {
    description: 'Safe HTML to show it: a player for providers that we know, else a link.',
  })
  html(@Root() { html, url, title }: EmbedBlock): string {
    if (html !== undefined) return html;
    if (!isWebUrl(url)) return escapeText(title ?? url);
    return `<a href="${escapeAttribute(url)}" rel="noopener">${escapeText(title ?? url)}</a>`;
  }
}

@Resolver(() => ArticleLinkBlock)
export class ArticleLinkBlockResolver {
  @FieldResolver(() => Article, {
    nullable: true,
    description: 'The article; null once it is no longer public: leave the block out then.',
  })
  article(@Root() block: ArticleLinkBlock, @Ctx() { loaders }: Context): Loaded<Article | null> {
    return loaders.articleById.get(block.articleId);
  }
}
