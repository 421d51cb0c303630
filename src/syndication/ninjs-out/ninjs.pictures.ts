import { type Image } from '../../images/image.entity';
import { type Context } from '../../request/context';
import { largestFile, type PictureFile, usualFile } from '../feeds/address';
import { type OutgoingArticle } from '../feeds/feed.items';

/** A picture as an item associated with the article's. */
export interface NinjsPicture {
  uri: string;
  type: 'picture';
  name: string;
  rel: string;
  by?: string;
  usageTerms?: string;
  rightsInfo?: { linkedRights: string };
  headlines: { contentType: string; value: string }[];
  descriptions: { role: string; contentType: string; value: string }[];
  renditions: {
    name: string;
    href: string;
    contentType: string;
    width?: number;
    height?: number;
  }[];
}

function rendition(name: string, file: PictureFile): NinjsPicture['renditions'][number] {
  const { url, mediaType, width, height } = file;
  return {
    name,
    href: url,
    contentType: mediaType,
    ...(width !== null && { width }),
    ...(height !== null && { height }),
  };
}

function association(context: Context, image: Image, place: number, rel: string): NinjsPicture {
  const { alt, caption, credit, licence } = image;
  const text = caption ?? alt;
  return {
    uri: `urn:uuid:${image.uid}`,
    type: 'picture',
    name: `picture-${place + 1}`,
    rel,
    ...(credit !== null && { by: credit }),
    ...(licence && { usageTerms: licence.name }),
    ...(licence?.url && { rightsInfo: { linkedRights: licence.url } }),
    headlines: alt === '' ? [] : [{ contentType: 'text/plain', value: alt }],
    descriptions: text === '' ? [] : [{ role: 'caption', contentType: 'text/plain', value: text }],
    renditions: [
      rendition('highRes', largestFile(context, image)),
      rendition('web', usualFile(context, image)),
    ],
  };
}

/** An article's pictures with their rights: the lead picture first, then those in the body, each once. */
export async function ninjsPictures(
  context: Context,
  { article, image: lead }: OutgoingArticle,
): Promise<NinjsPicture[]> {
  const body = await context.loaders.bodyByArticle.load(article.uid);
  const ids = (body?.blocks ?? []).flatMap((block) =>
    block.kind === 'image' ? [block.imageId] : [],
  );
  const others = [...new Set(ids)].filter((id) => id !== lead?.uid);
  const images = await Promise.all(others.map((id) => context.loaders.imageById.load(id)));
  const all = [lead, ...images].filter((image) => image !== null);
  return all.map((image, place) =>
    association(context, image, place, image === lead ? 'lead' : 'body'),
  );
}
