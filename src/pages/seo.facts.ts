import { type Article } from '../articles/article.entity';
import { ArticleFormat } from '../articles/article.enums';
import { articlePath, articleUrl, rightsOf } from '../articles/article-place.resolver';
import { type TranslationRow } from '../articles/article.queries';
import { type Correction } from '../articles/correction.entity';
import { type Credit } from '../articles/credit.entity';
import { type Block } from '../articles/body/block.types';
import { type Tag } from '../articles/tag.entity';
import { type Image } from '../images/image.entity';
import { type Context } from '../request/context';
import { type Section } from '../sections/section.entity';
import { type Edition } from '../site/edition.entity';
import { editionOf } from '../site/edition.lookup';
import { type Rights } from '../site/rights.type';

const DESCRIPTION_LENGTH = 200;

/** All that is said of an article to machines. */
export interface ArticleFacts {
  article: Article;
  edition: Edition;
  section: Section;
  url: string;
  image: Image | null;
  credits: Credit[];
  tags: Tag[];
  corrections: Correction[];
  translations: TranslationRow[];
  rights: Rights;
  description: string;
  /** Its blocks, where what is in them has to be said: videos and live coverage. */
  blocks: Block[];
  /** The pictures that stand for its videos, by their ids. */
  posters: ReadonlyMap<string, Image>;
}

/** The beginning of a text: whole words, and no half of a sign, where it is too long. */
function beginning(text: string): string {
  const signs = Array.from(text.replace(/\s+/g, ' ').trim());
  if (signs.length <= DESCRIPTION_LENGTH) return signs.join('');
  const cut = signs.slice(0, DESCRIPTION_LENGTH + 1).join('');
  const words = cut.replace(/\s+\S*$/, '');
  return `${words === cut ? signs.slice(0, DESCRIPTION_LENGTH).join('') : words}…`;
}

/** The first of the texts that says something. */
export function firstText(...texts: (string | null | undefined)[]): string {
  return texts.find((text) => text != null && text.trim() !== '') ?? '';
}

/** The pictures that stand for videos; they came with the body. */
async function postersOf({ loaders }: Context, blocks: Block[]): Promise<Map<string, Image>> {
  const ids = blocks.flatMap((block) =>
    block.kind === 'video' && block.posterId !== undefined ? [block.posterId] : [],
  );
  const images = await Promise.all(ids.map((id) => loaders.imageById.load(id)));
  return new Map(images.flatMap((image) => (image ? [[image.uid, image]] : [])));
}

/** The body is read only where something in it is needed. */
async function bodyFacts(context: Context, article: Article) {
  const needsBlocks = article.hasVideo || article.format === ArticleFormat.LIVE;
  const standfirst = firstText(article.standfirst);
  if (!needsBlocks && standfirst !== '') {
    return { blocks: [], posters: new Map<string, Image>(), description: standfirst };
  }
  const body = await context.loaders.bodyByArticle.load(article.uid);
  const blocks = needsBlocks ? (body?.blocks ?? []) : [];
  return {
    blocks,
    posters: await postersOf(context, blocks),
    description: firstText(standfirst, beginning(body?.text ?? ''), article.headline),
  };
}

/** Gathers what is said of an article: one load each, together with those of the page around it. */
export async function articleFacts(context: Context, article: Article): Promise<ArticleFacts> {
  const { frame, loaders } = context;
  const section = frame.sections.get(article.sectionId);
  if (!section) throw new Error(`The frame has no section ${article.sectionId}.`);
  const edition = editionOf(frame, article.editionId);
  const [image, credits, tags, corrections, translations, body] = await Promise.all([
    article.imageId === null ? null : loaders.imageById.load(article.imageId),
    loaders.creditsByArticle.load(article.uid),
    loaders.tagsByArticle.load(article.uid),
    loaders.correctionsByArticle.load(article.uid),
    loaders.translationsByArticle.load(article.uid),
    bodyFacts(context, article),
  ]);
  const url = articleUrl(context, article);
  const rights = rightsOf(context, article);
  const parts = { image, credits, tags, corrections, translations, rights };
  return { article, edition, section, url, ...parts, ...body };
}

/** The versions of an article in all its languages, itself included, in the editions' order. */
export function versionsOf(
  { frame, publicUrl }: Context,
  { article, translations }: ArticleFacts,
): { edition: Edition; url: string }[] {
  return [article, ...translations.map((row) => row.article)]
    .map((version) => {
      const edition = editionOf(frame, version.editionId);
      const url = `${edition.baseUrl ?? publicUrl}${articlePath(frame, version)}`;
      return { edition, url };
    })
    .sort((a, b) => frame.editions.indexOf(a.edition) - frame.editions.indexOf(b.edition));
}
