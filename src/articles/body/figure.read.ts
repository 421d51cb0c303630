import { isTag, type ChildNode, type Element } from 'domhandler';
import { type BlockDraft } from './block.types';
import { hasClass } from './html.parse';
import { textOf } from './html.strip';
import { escapeText } from './html.text';
import { resolveUrl } from './html.url';
import { readAddress } from './media.read';
import { type ElementReader, type FigureNotes } from './reader.types';

const CREDIT_CLASS = /(?:^|[-_])(?:credit|credits|copyright|photographer|byline)(?:$|[-_])/i;

function findElement(
  nodes: ChildNode[],
  wanted: (element: Element) => boolean,
): Element | undefined {
  for (const node of nodes.filter(isTag)) {
    const found = wanted(node) ? node : findElement(node.children, wanted);
    if (found) return found;
  }
  return undefined;
}

/** True for an element that names a picture's owner. */
export function isCredit(element: Element): boolean {
  return hasClass(element, CREDIT_CLASS);
}

/** Notes a picture's owner for the figure around it. */
export function noteCredit(element: Element, notes: FigureNotes, base?: string): void {
  const credit = textOf(element.children);
  if (credit) notes.credit = credit;
  const link = findElement([element], ({ name }) => name === 'a');
  const creditUrl = resolveUrl(link?.attribs.href, base);
  if (creditUrl) notes.creditUrl = creditUrl;
}

/** A caption belongs to the figure around it; outside of one it is a paragraph. */
export const readCaption: ElementReader = (element, reader) => {
  const notes = reader.figures.at(-1);
  if (!notes) {
    reader.flush();
    reader.walk(element.children);
    reader.flush();
    return;
  }
  const creditElement = findElement(element.children, isCredit);
  if (creditElement) noteCredit(creditElement, notes, reader.base);
  const caption = textOf(element.children, creditElement);
  if (caption) notes.caption = notes.caption ? `${notes.caption} ${caption}` : caption;
};

function addCredit(block: BlockDraft | undefined, notes: FigureNotes): boolean {
  if (block?.kind !== 'image' || !notes.credit) return false;
  block.image = {
    ...block.image,
    credit: notes.credit,
    ...(notes.creditUrl ? { creditUrl: notes.creditUrl } : {}),
  };
  return true;
}

function captionImage(block: Extract<BlockDraft, { kind: 'image' }>, caption: string): boolean {
  if (block.caption) return false;
  block.image = { ...block.image, caption };
  block.caption = caption;
  return true;
}

/** Gives the caption to the last block of the figure, which it stands below; false if that cannot carry one. */
function addCaption(block: BlockDraft | undefined, caption: string): boolean {
  switch (block?.kind) {
    case 'image':
      return captionImage(block, caption);
    case 'table':
      return (block.caption ??= caption) === caption;
    case 'video':
    case 'embed':
      return (block.title ??= caption) === caption;
    case 'quote':
      return (block.attribution ??= caption) === caption;
    default:
      return false;
  }
}

/** The block a figure is about: the last of its blocks that a caption can belong to. */
function subjectOf(blocks: BlockDraft[], start: number): BlockDraft | undefined {
  for (let at = blocks.length - 1; at >= start; at--) {
    if (blocks[at]?.kind !== 'paragraph') return blocks[at];
  }
  return undefined;
}

/** A WordPress embed block holds the bare address of any site. */
function addressOf(figure: Element): string | null {
  if (!hasClass(figure, /^wp-block-embed$/)) return null;
  const wrapper = findElement(figure.children, (child) =>
    hasClass(child, /^wp-block-embed__wrapper$/),
  );
  const address = wrapper ? textOf(wrapper.children) : '';
  return /^https?:\/\/\S+$/.test(address) ? address : null;
}

export const readFigure: ElementReader = (element, reader) => {
  reader.flush();
  const start = reader.blocks.length;
  const notes: FigureNotes = {};
  reader.figures.push(notes);
  const address = addressOf(element);
  const embed = address ? readAddress(address) : null;
  if (embed) {
    reader.emit(embed);
    reader.walk(element.children.filter((child) => isTag(child) && child.name === 'figcaption'));
  } else reader.walk(element.children);
  reader.flush();
  reader.figures.pop();
  const subject = subjectOf(reader.blocks, start);
  for (const [note, isTaken] of [
    [notes.credit, addCredit(subject, notes)],
    [notes.caption, notes.caption !== undefined && addCaption(subject, notes.caption)],
  ] as const) {
    if (note && !isTaken) reader.emit({ kind: 'paragraph', html: escapeText(note) });
  }
};
