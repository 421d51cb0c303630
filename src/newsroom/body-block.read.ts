import { type UnidentifiedBlock } from '../articles/body/block.types';
import { describeEmbed } from '../articles/body/embed.providers';
import { resolveUrl } from '../articles/body/html.url';
import { sanitizeInline, sanitizeListItem } from '../articles/body/inline.sanitize';
import { badUserInput } from '../graphql/errors';
import { uidOf } from '../graphql/global-id';
import { type BodyBlockInput } from './body-block.inputs';
import { checkedText, longText, optionalText } from './input.text';

type Member = keyof BodyBlockInput;
type Read<M extends Member> = (
  input: NonNullable<BodyBlockInput[M]>,
  field: string,
) => UnidentifiedBlock;

const MAX_BLOCKS = 2_000;
const MAX_VIDEO_SECONDS = 360_000;

function named(id: string | null | undefined): { id?: string } {
  return id != null && /^[\w-]{1,64}$/.test(id) ? { id } : {};
}

function address(url: string, field: string): string {
  const read = resolveUrl(url);
  if (read === null) throw badUserInput(field, `${field} must be an http or https address.`);
  return read;
}

function given<K extends string>(key: K, value: string | null): Partial<Record<K, string>> {
  return value === null ? {} : ({ [key]: value } as Record<K, string>);
}

const READERS: { [M in Member]-?: Read<M> } = {
  paragraph: ({ id, html }, field) => ({
    ...named(id),
    kind: 'paragraph',
    html: sanitizeInline(longText(html, `${field}.html`)),
  }),
  heading: ({ id, level, text }, field) => {
    if (level < 2 || level > 6) throw badUserInput(`${field}.level`, 'A level is 2 to 6.');
    return { ...named(id), kind: 'heading', level, text: checkedText(text, `${field}.text`) };
  },
  list: ({ id, ordered, items }, field) => ({
    ...named(id),
    kind: 'list',
    ordered,
    items: items.map((item, at) => sanitizeListItem(longText(item, `${field}.items[${at}]`))),
  }),
  quote: ({ id, html, attribution }, field) => ({
    ...named(id),
    kind: 'quote',
    html: sanitizeInline(longText(html, `${field}.html`)),
    ...given('attribution', optionalText(attribution, `${field}.attribution`)),
  }),
  image: ({ id, imageId, caption }, field) => ({
    ...named(id),
    kind: 'image',
    imageId: uidOf('Image', imageId, `${field}.imageId`),
    ...given('caption', optionalText(caption, `${field}.caption`)),
  }),
  video: ({ id, url, title, posterId, durationSeconds }, field) => {
    if (durationSeconds != null && (durationSeconds < 0 || durationSeconds > MAX_VIDEO_SECONDS)) {
      throw badUserInput(`${field}.durationSeconds`, 'A video lasts up to 100 hours.');
    }
    return {
      ...named(id),
      kind: 'video',
      url: address(url, `${field}.url`),
      ...given('title', optionalText(title, `${field}.title`)),
      ...given('posterId', posterId == null ? null : uidOf('Image', posterId, `${field}.posterId`)),
      ...(durationSeconds != null && { durationSeconds }),
    };
  },
  embed: ({ id, url, title }, field) => {
    const embed = describeEmbed(address(url, `${field}.url`));
    if (!embed) throw badUserInput(`${field}.url`, `${field}.url cannot be embedded.`);
    return {
      ...named(id),
      kind: 'embed',
      ...embed,
      ...given('title', optionalText(title, `${field}.title`)),
    };
  },
  table: ({ id, header, rows, caption }, field) => ({
    ...named(id),
    kind: 'table',
    header: header.map((cell, at) => longText(cell, `${field}.header[${at}]`)),
    rows: rows.map((row, at) => row.map((cell) => longText(cell, `${field}.rows[${at}]`))),
    ...given('caption', optionalText(caption, `${field}.caption`)),
  }),
  code: ({ id, code, language }, field) => ({
    ...named(id),
    kind: 'code',
    code: longText(code, `${field}.code`),
    ...given('language', optionalText(language, `${field}.language`)),
  }),
  articleLink: (id, field) => ({ kind: 'articleLink', articleId: uidOf('Article', id, field) }),
  divider: (isOne, field) => {
    if (!isOne) throw badUserInput(field, 'A divider is true.');
    return { kind: 'divider' };
  },
};

function readBlock(input: BodyBlockInput, field: string): UnidentifiedBlock {
  const members = (Object.keys(READERS) as Member[]).filter((member) => input[member] != null);
  const [member] = members;
  if (member === undefined || members.length > 1) {
    throw badUserInput(field, `${field} must have exactly one member.`);
  }
  const read = READERS[member] as Read<Member>;
  return read(input[member] as never, `${field}.${member}`);
}

/** A body as an editor sent it, sanitised. Throws BAD_USER_INPUT with the path of what is wrong. */
export function readBody(inputs: BodyBlockInput[], field: string): UnidentifiedBlock[] {
  if (inputs.length > MAX_BLOCKS) {
    throw badUserInput(field, `${field} has more than ${MAX_BLOCKS} blocks.`);
  }
  return inputs.map((input, at) => readBlock(input, `${field}[${at}]`));
}
