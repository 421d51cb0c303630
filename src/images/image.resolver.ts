import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { badUserInput } from '../graphql/errors';
import { UrlScalar } from '../graphql/scalars';
import { type Context } from '../request/context';
import { Image } from './image.entity';
import { ImageFormat } from './image.format';
import { MAX_EDGE } from './rendition.size';

const MAX_WIDTHS = 20;

function checkEdge(field: string, value: number | null | undefined): void {
  if (value == null) return;
  if (value < 1 || value > MAX_EDGE) {
    throw badUserInput(field, `${field} must be between 1 and ${MAX_EDGE} pixels.`);
  }
}

function checkWidths(widths: number[]): void {
  if (widths.length > MAX_WIDTHS) {
    throw badUserInput('widths', `At most ${MAX_WIDTHS} widths can be asked for.`);
  }
  for (const width of widths) checkEdge('widths', width);
}

@Resolver(() => Image)
export class ImageResolver {
  @FieldResolver(() => UrlScalar, {
    description:
      'Where to load it. With one edge the other follows; with both it is cropped to that shape, around what matters ' +
      'in it. Never larger than the original.',
  })
  url(
    @Root() image: Image,
    @Ctx() { imageUrls }: Context,
    @Arg('width', () => Int, { nullable: true, description: 'Width in pixels, 1 to 4,096.' })
    width?: number,
    @Arg('height', () => Int, { nullable: true, description: 'Height in pixels, 1 to 4,096.' })
    height?: number,
    @Arg('format', () => ImageFormat, {
      nullable: true,
      description: 'File format; AUTO by default.',
    })
    format?: ImageFormat,
  ): string {
    checkEdge('width', width);
    checkEdge('height', height);
    return imageUrls.url(image, { width, height, format });
  }

  @FieldResolver(() => String, {
    description:
      'A value for the srcset attribute, with the widths asked for as far as the original has them; where it has none, its own.',
  })
  srcset(
    @Root() image: Image,
    @Ctx() { imageUrls }: Context,
    @Arg('widths', () => [Int], {
      description: 'Widths in pixels, 1 to 4,096 each; at most 20.',
    })
    widths: number[],
    @Arg('format', () => ImageFormat, {
      nullable: true,
      description: 'File format; AUTO by default.',
    })
    format?: ImageFormat,
  ): string {
    checkWidths(widths);
    return imageUrls.srcset(image, widths, format);
  }
}
