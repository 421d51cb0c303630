import { imageUid } from '../images/image.commands';
import { type BlockDraft, type ImageDraft, type UnidentifiedBlock } from './body/block.types';

/** Blocks that name their pictures by id, and those pictures, which have to be saved first. */
export interface StorableBody {
  blocks: UnidentifiedBlock[];
  images: ImageDraft[];
}

/** Gives the pictures in blocks made of HTML the ids under which they are stored. */
export function toStorableBody(drafts: BlockDraft[]): StorableBody {
  const images: ImageDraft[] = [];
  const keep = (image: ImageDraft) => {
    images.push(image);
    return imageUid(image.url);
  };
  const blocks = drafts.map((draft): UnidentifiedBlock => {
    if (draft.kind === 'image') {
      const { image, ...block } = draft;
      return { ...block, imageId: keep(image) };
    }
    if (draft.kind === 'video') {
      const { poster, ...block } = draft;
      return poster ? { ...block, posterId: keep(poster) } : block;
    }
    return draft;
  });
  return { blocks, images };
}
