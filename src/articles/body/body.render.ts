import { type Block, type BlockKind } from './block.types';
import { articlePlaceholder, imagePlaceholder, videoPlaceholder } from './body.placeholders';
import { knownEmbed } from './embed.providers';
import { escapeAttribute, escapeText } from './html.text';
import { resolveUrl } from './html.url';
import { sanitizeInline, sanitizeListItem } from './inline.sanitize';

type Of<K extends BlockKind> = Extract<Block, { kind: K }>;

function mark(block: Block): string {
  return ` data-block="${escapeAttribute(block.id)}"`;
}

function figcaption(caption: string | undefined): string {
  return caption ? `<figcaption>${escapeText(caption)}</figcaption>` : '';
}

function renderList(block: Of<'list'>): string {
  const tag = block.ordered ? 'ol' : 'ul';
  const items = block.items.map((item) => `<li>${sanitizeListItem(item)}</li>`);
  return `<${tag}${mark(block)}>${items.join('')}</${tag}>`;
}

function renderQuote(block: Of<'quote'>): string {
  const footer = block.attribution ? `<footer>${escapeText(block.attribution)}</footer>` : '';
  return `<blockquote${mark(block)}><p>${sanitizeInline(block.html)}</p>${footer}</blockquote>`;
}

function renderVideo(block: Of<'video'>): string {
  const url = resolveUrl(block.url);
  if (!url) return '';
  return `<figure${mark(block)}>${videoPlaceholder(url, block.posterId)}${figcaption(block.title)}</figure>`;
}

/** The player is built from the address each time: HTML that came with a block is never printed. */
function renderEmbed(block: Of<'embed'>): string {
  const url = resolveUrl(block.url);
  if (!url) return '';
  const href = escapeAttribute(url);
  const player =
    block.provider === 'audio'
      ? `<audio src="${href}" controls preload="none"></audio>`
      : knownEmbed(url)?.html;
  if (player) return `<figure${mark(block)}>${player}${figcaption(block.title)}</figure>`;
  return `<p${mark(block)}><a href="${href}" rel="noopener">${escapeText(block.title ?? url)}</a></p>`;
}

function renderRow(cells: string[], tag: 'th' | 'td'): string {
  return `<tr>${cells.map((cell) => `<${tag}>${escapeText(cell)}</${tag}>`).join('')}</tr>`;
}

function renderTable(block: Of<'table'>): string {
  const caption = block.caption ? `<caption>${escapeText(block.caption)}</caption>` : '';
  const head = block.header.length > 0 ? `<thead>${renderRow(block.header, 'th')}</thead>` : '';
  const body = block.rows.map((row) => renderRow(row, 'td')).join('');
  return `<table${mark(block)}>${caption}${head}<tbody>${body}</tbody></table>`;
}

function renderCode(block: Of<'code'>): string {
  const language = block.language ? ` class="language-${escapeAttribute(block.language)}"` : '';
  return `<pre${mark(block)}><code${language}>${escapeText(block.code)}</code></pre>`;
}

function renderHeading(block: Of<'heading'>): string {
  const tag = `h${Math.min(Math.max(Math.trunc(block.level) || 2, 2), 6)}`;
  return `<${tag}${mark(block)}>${escapeText(block.text)}</${tag}>`;
}

const RENDERERS: { [K in BlockKind]: (block: Of<K>) => string } = {
  paragraph: (block) => `<p${mark(block)}>${sanitizeInline(block.html)}</p>`,
  heading: renderHeading,
  list: renderList,
  quote: renderQuote,
  image: (block) => imagePlaceholder(block.id, block.imageId, block.caption),
  video: renderVideo,
  embed: renderEmbed,
  table: renderTable,
  code: renderCode,
  articleLink: (block) => articlePlaceholder(block.id, block.articleId),
  divider: (block) => `<hr${mark(block)}>`,
};

/**
 * The body as stored HTML: sanitised once more whatever the blocks hold, a block an element with its `data-block`.
 * Pictures and links to other articles are placeholders, which `fillBodyHtml` replaces when the body is read.
 */
export function renderBodyHtml(blocks: Block[]): string {
  return blocks
    .map((block) => (RENDERERS[block.kind] as (block: Block) => string)(block))
    .filter((html) => html !== '')
    .join('\n');
}
