import { hydrate, selectList } from '../sql/columns';
import { type Reader } from '../sql/reader';
import { namedStatement } from '../sql/statement';
import { Image } from './image.entity';

/** The columns of `image` or `public_image`, under the alias `i`, that make an {@link Image}. */
export const IMAGE_COLUMNS = selectList('i', {
  uid: 'id',
  originalUrl: 'original_url',
  width: 'width',
  height: 'height',
  alt: 'alt',
  caption: 'caption',
  credit: 'credit',
  creditUrl: 'credit_url',
  licenceName: 'licence_name',
  licenceUrl: 'licence_url',
  blurhash: 'blurhash',
  focalX: 'focal_x',
  focalY: 'focal_y',
});

const IMAGES_BY_ID = namedStatement(
  `SELECT ${IMAGE_COLUMNS} FROM image i WHERE i.id = ANY($1::uuid[])`,
);

const PUBLIC_IMAGES_BY_ID = namedStatement(
  `SELECT ${IMAGE_COLUMNS} FROM public_image i WHERE i.id = ANY($1::uuid[])`,
);

/** Pictures of what the caller has already found to be public: an article's, a person's. */
export async function imagesById(reader: Reader, uids: readonly string[]): Promise<Image[]> {
  return hydrate(Image, await reader.rows(IMAGES_BY_ID, [uids]));
}

/** Of these pictures, those that something public shows. */
export async function publicImagesById(reader: Reader, uids: readonly string[]): Promise<Image[]> {
  return hydrate(Image, await reader.rows(PUBLIC_IMAGES_BY_ID, [uids]));
}
