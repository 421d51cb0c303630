import { Arg, Ctx, FieldResolver, Int, Resolver, Root, registerEnumType } from 'type-graphql';
import { badUserInput } from '../graphql/errors';
import { UrlScalar } from '../graphql/scalars';
import { type Context } from '../request/context';
import { Image } from './image.entity';

export enum ImageFormat {
  AUTO = 'AUTO',
  JPEG = 'JPEG',
  WEBP = 'WEBP',
  AVIF = 'AVIF',
}

registerEnumType(ImageFormat, {
  name: 'ImageFormat',
  description: 'The file format of a picture.',
  valuesConfig: {
    AUTO: { description: 'The best that the client accepts.' },
    JPEG: { description: 'JPEG, which every client reads.' },
    WEBP: { description: 'WebP.' },
    AVIF: { description: 'AVIF.' },
  },
});

const MAX_EDGE = 10_000;

function checkEdge(field: string, value: number | undefined): void {
  if (value === undefined) return;
  if (value < 1 || value > MAX_EDGE) {
    throw badUserInput(field, `${field} must be between 1 and ${MAX_EDGE} pixels.`);
  }
}

function originalUrl(image: Image, publicUrl: string): string {
  return image.originalUrl.startsWith('/') ? `${publicUrl}${image.originalUrl}` : image.originalUrl;
}

@Resolver(() => Image)
export class ImageResolver {
  @FieldResolver(() => UrlScalar, {
    description: 'Where to load it. Ask for the size you show; the answer may be larger.',
  })
  url(
    @Root() image: Image,
    @Ctx() { publicUrl }: Context,
    @Arg('width', () => Int, { nullable: true, description: 'Width in pixels, 1 to 10,000.' })
    width?: number,
    @Arg('height', () => Int, { nullable: true, description: 'Height in pixels, 1 to 10,000.' })
    height?: number,
    @Arg('format', () => ImageFormat, { nullable: true, description: 'File format.' })
    _format?: ImageFormat,
  ): string {
    checkEdge('width', width);
    checkEdge('height', height);
    return originalUrl(image, publicUrl);
  }

  @FieldResolver(() => String, {
    description:
      'A value for the srcset attribute, with what there is in or near the widths asked for.',
  })
  srcset(
    @Root() image: Image,
    @Ctx() { publicUrl }: Context,
    @Arg('widths', () => [Int], { description: 'Widths in pixels, 1 to 10,000 each.' })
    widths: number[],
    @Arg('format', () => ImageFormat, { nullable: true, description: 'File format.' })
    _format?: ImageFormat,
  ): string {
    for (const width of widths) checkEdge('widths', width);
    const url = originalUrl(image, publicUrl);
    return image.width === null ? url : `${url} ${image.width}w`;
  }
}
