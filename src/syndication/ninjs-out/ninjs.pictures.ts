import { type Context } from '../../request/context';
import { type Picture, pictureOf } from '../feeds/address';
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
    contentType?: string;
    width?: number;
    height?: number;
  }[];
}

function rendition({ url, mediaType, width, height }: Picture): NinjsPicture['renditions'][number] {
  return {
    name: 'original',
    href: url,
    ...(mediaType !== null && { contentType: mediaType }),
    ...(width !== null && { width }),
    ...(height !== null && { height }),
  };
}

function association(picture: Picture, rel: string, place: number): NinjsPicture {
  const { alt, caption, credit, licence } = picture;
  const text = caption ?? alt;
  return {
    uri: `urn:uuid:${picture.uid}`,
    type: 'picture',
    name: `picture-${place + 1}`,
    rel,
    ...(credit !== null && { by: credit }),
    ...(licence && { usageTerms: licence.name }),
    ...(licence?.url && { rightsInfo: { linkedRights: licence.url } }),
    headlines: alt === '' ? [] : [{ contentType: 'text/plain', value: alt }],
    descriptions: text === '' ? [] : [{ role: 'caption', contentType: 'text/plain', value: text }],
    renditions: [rendition(picture)],
  };
}

/** An article's pictures with their rights: the lead picture first, then those in the body, each once. */
export async function ninjsPictures(
  context: Context,
  { article, picture }: OutgoingArticle,
): Promise<NinjsPicture[]> {
  const body = await context.loaders.bodyByArticle.load(article.uid);
  const ids = (body?.blocks ?? []).flatMap((block) =>
    block.kind === 'image' ? [block.imageId] : [],
  );
  const others = [...new Set(ids)].filter((id) => id !== picture?.uid);
  const images = await Promise.all(others.map((id) => context.loaders.imageById.load(id)));
  const pictures = images.flatMap((image) => (image ? [pictureOf(context, image)] : []));
  const lead = picture ? [association(picture, 'lead', 0)] : [];
  return [...lead, ...pictures.map((one, place) => association(one, 'body', place + lead.length))];
}
