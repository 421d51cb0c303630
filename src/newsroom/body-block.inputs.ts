import { Field, ID, InputType, Int } from 'type-graphql';
import { UrlScalar } from '../graphql/scalars';

const BLOCK_ID = {
  nullable: true as const,
  description: 'The id it has in the article, to keep it; a new block gets one.',
};

@InputType({ description: 'A paragraph.' })
export class TextBlockInput {
  @Field(() => ID, BLOCK_ID)
  id?: string | null;

  @Field(() => String, { description: 'Inline HTML; it is sanitised.' })
  html!: string;
}

@InputType({ description: 'A heading in the body.' })
export class HeadingBlockInput {
  @Field(() => ID, BLOCK_ID)
  id?: string | null;

  @Field(() => Int, { description: 'Its level, 2 to 6.' })
  level!: number;

  @Field(() => String, { description: 'Plain text.' })
  text!: string;
}

@InputType({ description: 'A list.' })
export class ListBlockInput {
  @Field(() => ID, BLOCK_ID)
  id?: string | null;

  @Field(() => Boolean, { description: 'Whether it is numbered.' })
  ordered!: boolean;

  @Field(() => [String], { description: 'Its items as HTML; it is sanitised.' })
  items!: string[];
}

@InputType({ description: 'A quotation.' })
export class QuoteBlockInput {
  @Field(() => ID, BLOCK_ID)
  id?: string | null;

  @Field(() => String, { description: 'HTML; it is sanitised.' })
  html!: string;

  @Field(() => String, { nullable: true, description: 'Who said it.' })
  attribution?: string | null;
}

@InputType({ description: 'A picture in the body.' })
export class ImageBlockInput {
  @Field(() => ID, BLOCK_ID)
  id?: string | null;

  @Field(() => ID, { description: 'The picture.' })
  imageId!: string;

  @Field(() => String, { nullable: true, description: 'The caption here.' })
  caption?: string | null;
}

@InputType({ description: 'A video to play in place.' })
export class VideoBlockInput {
  @Field(() => ID, BLOCK_ID)
  id?: string | null;

  @Field(() => UrlScalar, { description: 'The video file or stream.' })
  url!: string;

  @Field(() => String, { nullable: true, description: 'Its title.' })
  title?: string | null;

  @Field(() => ID, { nullable: true, description: 'The picture to show before it plays.' })
  posterId?: string | null;

  @Field(() => Int, { nullable: true, description: 'How long it is, in seconds.' })
  durationSeconds?: number | null;
}

@InputType({ description: 'Something shown from another site.' })
export class EmbedBlockInput {
  @Field(() => ID, BLOCK_ID)
  id?: string | null;

  @Field(() => UrlScalar, { description: 'Its public address.' })
  url!: string;

  @Field(() => String, { nullable: true, description: 'Its title.' })
  title?: string | null;
}

@InputType({ description: 'A table of plain text.' })
export class TableBlockInput {
  @Field(() => ID, BLOCK_ID)
  id?: string | null;

  @Field(() => [String], { description: 'The titles of the columns; empty for none.' })
  header!: string[];

  @Field(() => [[String]], { description: 'The cells by row.' })
  rows!: string[][];

  @Field(() => String, { nullable: true, description: 'What it shows.' })
  caption?: string | null;
}

@InputType({ description: 'Program code or other fixed text.' })
export class CodeBlockInput {
  @Field(() => ID, BLOCK_ID)
  id?: string | null;

  @Field(() => String, { description: 'The text with its line breaks.' })
  code!: string;

  @Field(() => String, { nullable: true, description: 'Its programming language.' })
  language?: string | null;
}

const ONE = { nullable: true as const };

@InputType({ description: 'A block of a body: exactly one of its members is given.' })
export class BodyBlockInput {
  @Field(() => TextBlockInput, { ...ONE, description: 'A paragraph.' })
  paragraph?: TextBlockInput | null;

  @Field(() => HeadingBlockInput, { ...ONE, description: 'A heading.' })
  heading?: HeadingBlockInput | null;

  @Field(() => ListBlockInput, { ...ONE, description: 'A list.' })
  list?: ListBlockInput | null;

  @Field(() => QuoteBlockInput, { ...ONE, description: 'A quotation.' })
  quote?: QuoteBlockInput | null;

  @Field(() => ImageBlockInput, { ...ONE, description: 'A picture.' })
  image?: ImageBlockInput | null;

  @Field(() => VideoBlockInput, { ...ONE, description: 'A video.' })
  video?: VideoBlockInput | null;

  @Field(() => EmbedBlockInput, { ...ONE, description: 'Something from another site.' })
  embed?: EmbedBlockInput | null;

  @Field(() => TableBlockInput, { ...ONE, description: 'A table.' })
  table?: TableBlockInput | null;

  @Field(() => CodeBlockInput, { ...ONE, description: 'Code.' })
  code?: CodeBlockInput | null;

  @Field(() => ID, {
    ...ONE,
    description: 'Another article, to be shown as a teaser where it is public.',
  })
  articleLink?: string | null;

  @Field(() => Boolean, { ...ONE, description: 'True: a line between two parts.' })
  divider?: boolean | null;
}
