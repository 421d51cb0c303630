import { isTag, isText, type Element } from 'domhandler';
import { type BlockDraft } from './block.types';
import { isHidden } from './html.parse';
import { textOf } from './html.strip';
import { mediaIn } from './media.read';
import { type ElementReader } from './reader.types';

const LAYOUT_CONTENT = new Set('h1 h2 h3 h4 h5 h6 ul ol blockquote figure pre'.split(' '));
const MAX_SPAN = 20;

interface Row {
  cells: Element[];
  isHead: boolean;
}

function isCell({ name }: Element): boolean {
  return name === 'td' || name === 'th';
}

function rowsOf(parent: Element, isHead = false): Row[] {
  return parent.children.filter(isTag).flatMap((child) => {
    if (child.name === 'tr')
      return [{ cells: child.children.filter(isTag).filter(isCell), isHead }];
    return /^(?:thead|tbody|tfoot)$/.test(child.name) ? rowsOf(child, child.name === 'thead') : [];
  });
}

const SECTIONS = new Set(['thead', 'tbody', 'tfoot', 'tr']);
const SILENT_PARTS = new Set(['caption', 'colgroup', 'col', 'script', 'style', 'template']);

/** Text or elements between the cells: only reading the table as a page keeps them. */
function hasLooseContent(part: Element): boolean {
  return part.children.some((child) => {
    if (isText(child)) return child.data.trim() !== '';
    if (!isTag(child) || SILENT_PARTS.has(child.name)) return false;
    return SECTIONS.has(child.name) ? hasLooseContent(child) : !isCell(child) || part.name !== 'tr';
  });
}

function laysOut(table: Element, rows: Row[]): boolean {
  const hasRole = /^(?:presentation|none)$/.test(table.attribs.role ?? '');
  return (
    hasRole ||
    hasLooseContent(table) ||
    rows.every(({ cells }) => cells.length <= 1) ||
    rows.some(({ cells }) =>
      cells.some((cell) => cell.children.some((c) => isTag(c) && LAYOUT_CONTENT.has(c.name))),
    )
  );
}

function cellTexts(cells: Element[]): string[] {
  return cells.flatMap((cell) => {
    const span = Math.min(Number.parseInt(cell.attribs.colspan ?? '1', 10) || 1, MAX_SPAN);
    return [
      isHidden(cell) ? '' : textOf(cell.children),
      ...Array<string>(Math.max(span, 1) - 1).fill(''),
    ];
  });
}

function captionOf(table: Element): { caption?: string } {
  const element = table.children.filter(isTag).find(({ name }) => name === 'caption');
  const caption = element ? textOf(element.children) : '';
  return caption ? { caption } : {};
}

/** The table as a block; null if it has no two cells side by side and so lays out a page. */
function tableBlock(table: Element, rows: Row[]): BlockDraft | null {
  const [first] = rows;
  const isHeaded =
    first !== undefined && (first.isHead || first.cells.every(({ name }) => name === 'th'));
  const texts = rows
    .map(({ cells }) => cellTexts(cells))
    .filter((row, at) => (isHeaded && at === 0) || row.some((text) => text !== ''));
  if (texts.every((row) => row.filter((text) => text !== '').length <= 1)) return null;
  const header = isHeaded ? (texts.shift() ?? []) : [];
  return { kind: 'table', header, rows: texts, ...captionOf(table) };
}

/** A table of figures: its cells are plain text. One that lays out a page is read as the page. */
export const readTable: ElementReader = (element, reader) => {
  reader.flush();
  const rows = rowsOf(element);
  const isLayout = reader.layoutTables.has(element) || laysOut(element, rows);
  const block = isLayout ? null : tableBlock(element, rows);
  if (!block) {
    reader.walk(element.children);
    reader.flush();
    return;
  }
  reader.emit(block);
  reader.walk(mediaIn(element.children, reader));
};
