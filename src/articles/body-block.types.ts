import { Field, ID, Int, InterfaceType, ObjectType } from 'type-graphql';
import { UrlScalar } from '../graphql/scalars';
import { type Block, type BlockKind } from './body/block.types';

/** The type of each kind of block. */
export const BLOCK_TYPE_NAMES: Record<BlockKind, string> = {
  paragraph: 'ParagraphBlock',
  heading: 'HeadingBlock',
  list: 'ListBlock',
  quote: 'QuoteBlock',
  image: 'ImageBlock',
  video: 'VideoBlock',
  embed: 'EmbedBlock',
  table: 'TableBlock',
  code: 'CodeBlock',
  articleLink: 'ArticleLinkBlock',
  divider: 'DividerBlock',
};

@InterfaceType({
  description:
    'A part of a body. An interface, so that an app built before a new kind of block still gets the rest.',
  resolveType: (block: Block) => BLOCK_TYPE_NAMES[block.kind],
})
export abstract class BodyBlock {
  @Field(() => ID, { description: 'Unique in its body; a block keeps it when the body is edited.' })
  id!: string;
}

@ObjectType({ implements: BodyBlock, simpleResolvers: true, description: 'A paragraph.' })
export class ParagraphBlock extends BodyBlock {
  @Field(() => String, { description: 'Its content as sanitised inline HTML.' })
  html!: string;
}

@ObjectType({ implements: BodyBlock, simpleResolvers: true, description: 'A heading in the body.' })
export class HeadingBlock extends BodyBlock {
  @Field(() => Int, { description: 'Its level, 2 to 6; the headline is level 1.' })
  level!: number;

  @Field(() => String, { description: 'Its plain text.' })
  text!: string;
}

@ObjectType({ implements: BodyBlock, simpleResolvers: true, description: 'A list.' })
export class ListBlock extends BodyBlock {
  @Field(() => Boolean, { description: 'Whether it is numbered.' })
  ordered!: boolean;

  @Field(() => [String], { description: 'Its items as sanitised HTML; an item may hold a list.' })
  items!: string[];
}

@ObjectType({ implements: BodyBlock, simpleResolvers: true, description: 'A quotation.' })
export class QuoteBlock extends BodyBlock {
  @Field(() => String, { description: 'Its content as sanitised HTML.' })
  html!: string;

  @Field(() => String, { nullable: true, description: 'Who said it.' })
  attribution?: string;
}

@ObjectType({ implements: BodyBlock, simpleResolvers: true, description: 'A picture in the body.' })
export class ImageBlock extends BodyBlock {
  imageId!: string;

  @Field(() => String, {
    nullable: true,
    description: "The caption here, which may differ from the picture's own.",
  })
  caption?: string;
}

@ObjectType({
  implements: BodyBlock,
  simpleResolvers: true,
  description: 'A video to play in place.',
})
export class VideoBlock extends BodyBlock {
  @Field(() => UrlScalar, { description: 'The video file or stream.' })
  url!: string;

  @Field(() => String, { nullable: true, description: 'Its title.' })
  title?: string;

  posterId?: string;

  @Field(() => Int, { nullable: true, description: 'How long it is, in seconds.' })
  durationSeconds?: number;
}

@ObjectType({
  implements: BodyBlock,
  simpleResolvers: true,
  description: 'Something shown from another site.',
})
export class EmbedBlock extends BodyBlock {
  @Field(() => String, { description: 'Whose it is: youtube, vimeo … or the host.' })
  provider!: string;

  @Field(() => UrlScalar, {
    description: 'Its public address; link to it where you cannot embed it.',
  })
  url!: string;

  @Field(() => String, { nullable: true, description: 'Its title.' })
  title?: string;

  html?: string;
}

@ObjectType({ implements: BodyBlock, simpleResolvers: true, description: 'A table.' })
export class TableBlock extends BodyBlock {
  @Field(() => [String], { description: 'The titles of the columns; empty where there are none.' })
  header!: string[];

  @Field(() => [[String]], { description: 'The cells by row, plain text.' })
  rows!: string[][];

  @Field(() => String, { nullable: true, description: 'What it shows.' })
  caption?: string;
}

@ObjectType({
  implements: BodyBlock,
  simpleResolvers: true,
  description: 'Program code or other fixed text.',
})
export class CodeBlock extends BodyBlock {
  @Field(() => String, { description: 'The text with its line breaks.' })
  code!: string;

  @Field(() => String, { nullable: true, description: 'Its programming language.' })
  language?: string;
}

@ObjectType({
  implements: BodyBlock,
  description: 'A link to another article, to be shown as a teaser.',
})
export class ArticleLinkBlock extends BodyBlock {
  articleId!: string;
}

@ObjectType({ implements: BodyBlock, description: 'A line between two parts of the body.' })
export class DividerBlock extends BodyBlock {}
