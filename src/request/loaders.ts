import { createArticleLoaders } from '../articles/article.loaders';
import { createAudienceLoaders } from '../audience/audience.loaders';
import { createImageLoaders } from '../images/image.loaders';
import { createPageLoaders } from '../pages/page.loaders';
import { createPersonLoaders } from '../people/person.loaders';
import { type RequestReader } from '../sql/request-reader';

/** A fresh set of all slices' loaders, for one operation. */
export function createLoaders(reader: RequestReader) {
  const images = createImageLoaders(reader);
  return {
    ...images,
    ...createPersonLoaders(reader),
    ...createArticleLoaders(reader, images),
    ...createAudienceLoaders(reader),
    ...createPageLoaders(reader),
  };
}

export type Loaders = ReturnType<typeof createLoaders>;
