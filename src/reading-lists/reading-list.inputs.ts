import { Field, InputType } from 'type-graphql';
import { LanguageTagScalar } from '../graphql/scalars';
import { checkedOptionalText, checkedText } from '../graphql/text.input';
import { ReadingListVisibility } from './reading-list.enums';

const MAX_TITLE = 200;
const MAX_DESCRIPTION = 2_000;
const MAX_NOTE = 2_000;
const MAX_KEY = 200;

@InputType({ description: 'A reading list to make.' })
export class CreateReadingListInput {
  @Field(() => String, { description: `Its title, plain text of at most ${MAX_TITLE} characters.` })
  title!: string;

  @Field(() => String, {
    nullable: true,
    description: `What it is about, plain text of at most ${MAX_DESCRIPTION} characters.`,
  })
  description?: string | null;

  @Field(() => ReadingListVisibility, {
    nullable: true,
    description: "Who may see it. When left out a reader's list is PRIVATE, a curated one PUBLIC.",
  })
  visibility?: ReadingListVisibility | null;

  @Field(() => LanguageTagScalar, {
    nullable: true,
    description: 'In which edition it is listed when it is public; the default one when left out.',
  })
  edition?: string | null;
}

@InputType({ description: 'What to change of a reading list; a field left out stays as it is.' })
export class UpdateReadingListInput {
  @Field(() => String, {
    nullable: true,
    description: `A new title, of at most ${MAX_TITLE} characters.`,
  })
  title?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `What it is about, at most ${MAX_DESCRIPTION} characters; null for nothing.`,
  })
  description?: string | null;

  @Field(() => ReadingListVisibility, {
    nullable: true,
    description: 'Who may see it. PRIVATE ends every sharing: the share token opens nothing more.',
  })
  visibility?: ReadingListVisibility | null;
}

export const checkedTitle = (title: string): string =>
  checkedText('title', title, { max: MAX_TITLE });

export const checkedDescription = (description: string | null | undefined): string | null =>
  checkedOptionalText('description', description, { max: MAX_DESCRIPTION, isMultiline: true });

export const checkedNote = (note: string | null | undefined): string | null =>
  checkedOptionalText('note', note, { max: MAX_NOTE, isMultiline: true });

export const checkedKey = (field: string, key: string | null | undefined): string | null =>
  key == null ? null : checkedText(field, key, { max: MAX_KEY });
