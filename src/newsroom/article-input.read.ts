import { type EntityManager } from 'typeorm';
import { type UnidentifiedBlock } from '../articles/body/block.types';
import { resolveUrl } from '../articles/body/html.url';
import { type ArticleState } from '../articles/revision.state';
import { badUserInput } from '../graphql/errors';
import { toGlobalId, uidOf } from '../graphql/global-id';
import { ensureSource } from '../site/site.commands';
import { type ArticleInput, type ContentSourceInput, type RightsInput } from './article.inputs';
import { holdTranslations } from './article-state.queries';
import { readBody } from './body-block.read';
import { checkedSlug, checkedText, checkedTime, optionalText } from './input.text';
import {
  checkArticles,
  checkImages,
  type Mention,
  peopleBySlug,
  sectionBySlug,
  tagsBySlug,
} from './references.queries';

/** What an editor decides of an article. */
export type Edited = Omit<
  ArticleState,
  'blocks' | 'hasVideo' | 'wordCount' | 'readingMinutes' | 'updatedAt'
> & { blocks: UnidentifiedBlock[] };

const HEADLINE_LENGTH = 300;
const MAX_LINKS = 200;

function listOf<T>(items: T[], field: string): T[] {
  if (items.length <= MAX_LINKS) return items;
  throw badUserInput(field, `${field} must have at most ${MAX_LINKS} entries.`);
}

/** The fields that are texts of one line. Those that were left out stay. */
function readTexts(input: ArticleInput, edited: Edited): void {
  for (const key of ['seoTitle', 'shortTitle', 'kicker', 'standfirst'] as const) {
    if (input[key] !== undefined) edited[key] = optionalText(input[key], `input.${key}`);
  }
  if (input.headline !== undefined) {
    edited.headline = checkedText(input.headline ?? '', 'input.headline', HEADLINE_LENGTH);
  }
  if (input.slug != null) edited.slug = checkedSlug(input.slug, 'input.slug');
  if (input.format != null) edited.format = input.format;
  if (input.embargoUntil !== undefined) {
    edited.embargoUntil =
      input.embargoUntil === null
        ? null
        : checkedTime(input.embargoUntil, 'input.embargoUntil').toISOString();
  }
}

function checkedAddress(url: string | null | undefined, field: string): string | null {
  if (url == null) return null;
  const address = resolveUrl(url);
  if (address === null) throw badUserInput(field, `${field} must be an http or https address.`);
  return address;
}

function readRights(rights: RightsInput | null | undefined, edited: Edited): void {
  if (rights === undefined) return;
  const given: RightsInput = rights ?? {
    usageTerms: null,
    attributionRequired: null,
    attributionUrl: null,
  };
  if (given.usageTerms !== undefined) {
    edited.usageTerms = optionalText(given.usageTerms, 'input.rights.usageTerms');
  }
  if (given.attributionRequired !== undefined) {
    edited.attributionRequired = given.attributionRequired;
  }
  if (given.attributionUrl !== undefined) {
    edited.attributionUrl = checkedAddress(given.attributionUrl, 'input.rights.attributionUrl');
  }
}

async function readSource(
  manager: EntityManager,
  source: ContentSourceInput | null | undefined,
  edited: Edited,
): Promise<void> {
  if (source === undefined) return;
  const none = { sourceId: null, sourceUrl: null, externalId: null };
  Object.assign(
    edited,
    source === null
      ? none
      : {
          sourceId: await ensureSource(
            manager,
            checkedText(source.name, 'input.source.name'),
            null,
          ),
          sourceUrl: checkedAddress(source.url, 'input.source.url'),
          externalId: optionalText(source.externalId, 'input.source.externalId'),
        },
  );
}

interface Original {
  id: string;
  edition: string;
  /** What it is itself a translation of. */
  of: string | null;
  headlineOf: string | null;
}

async function originalOf(manager: EntityManager, uid: string): Promise<Original | undefined> {
  const [original] = await manager.query<Original[]>(
    `SELECT a.id AS "id", a.edition_id AS "edition", a.original_id AS "of", o.headline AS "headlineOf"
     FROM article a LEFT JOIN article o ON o.id = a.original_id WHERE a.id = $1`,
    [uid],
  );
  return original;
}

/** The original in whose translation group the article then is. */
async function readOriginal(
  manager: EntityManager,
  uid: string,
  translationOf: string | null | undefined,
  edited: Edited,
): Promise<void> {
  if (translationOf === undefined) return;
  edited.originalId = null;
  if (translationOf === null) return;
  const field = 'input.translationOf';
  await holdTranslations(manager);
  const original = await originalOf(manager, uidOf('Article', translationOf, field));
  if (!original) throw badUserInput(field, `${field}: there is no such article.`);
  if (original.of !== null) {
    const [of, headline] = [toGlobalId('Article', original.of), original.headlineOf ?? ''];
    throw badUserInput(
      field,
      `That is a translation itself: name its original, ${of} (“${headline}”).`,
    );
  }
  if (original.id === uid || original.edition === edited.editionId) {
    throw badUserInput(field, 'A translation is of an article of another edition.');
  }
  const [own] = await manager.query<{ has: boolean; other: boolean }[]>(
    `SELECT EXISTS (SELECT FROM article t WHERE t.original_id = $1) AS has, EXISTS (
       SELECT FROM article t WHERE t.original_id = $2 AND t.edition_id = $3 AND t.id <> $1) AS other`,
    [uid, original.id, edited.editionId],
  );
  if (own?.has)
    throw badUserInput(field, 'An article that has translations is an original itself.');
  if (own?.other) throw badUserInput(field, 'The original has a translation in this edition.');
  edited.originalId = original.id;
}

/** What blocks mention, at the paths where they do. */
function mentionsIn(blocks: UnidentifiedBlock[]): { images: Mention[]; articles: Mention[] } {
  const images: Mention[] = [];
  const articles: Mention[] = [];
  for (const [at, block] of blocks.entries()) {
    const field = `input.body[${at}].${block.kind}`;
    if (block.kind === 'image') images.push({ name: block.imageId, field: `${field}.imageId` });
    if (block.kind === 'video' && block.posterId !== undefined) {
      images.push({ name: block.posterId, field: `${field}.posterId` });
    }
    if (block.kind === 'articleLink') articles.push({ name: block.articleId, field });
  }
  return { images, articles };
}

async function readContents(
  manager: EntityManager,
  input: ArticleInput,
  edited: Edited,
): Promise<void> {
  const images: Mention[] = [];
  if (input.imageId !== undefined) {
    const field = 'input.imageId';
    edited.imageId = input.imageId === null ? null : uidOf('Image', input.imageId, field);
    if (edited.imageId !== null) images.push({ name: edited.imageId, field });
  }
  if (input.body !== undefined) {
    edited.blocks = readBody(input.body ?? [], 'input.body');
    const mentions = mentionsIn(edited.blocks);
    images.push(...mentions.images);
    await checkArticles(manager, mentions.articles);
  }
  await checkImages(manager, images);
}

async function readLinks(
  manager: EntityManager,
  input: ArticleInput,
  edited: Edited,
): Promise<void> {
  if (input.section != null) {
    const mention = { name: input.section, field: 'input.section' };
    edited.sectionId = await sectionBySlug(manager, edited.editionId, mention);
  }
  if (input.credits !== undefined) {
    const credits = listOf(input.credits ?? [], 'input.credits');
    const people = credits.map(({ person }, at) => {
      return { name: person, field: `input.credits[${at}].person` };
    });
    const ids = await peopleBySlug(manager, people);
    edited.credits = credits.map(({ role }, at) => ({ role, personId: ids[at] ?? '' }));
  }
  if (input.tags !== undefined) {
    const tags = listOf(input.tags ?? [], 'input.tags').map((name, at) => {
      return { name, field: `input.tags[${at}]` };
    });
    edited.tagIds = await tagsBySlug(manager, edited.editionId, tags);
  }
}

/**
 * An article as it will be with what an editor sent: what was left out stays as it is in `before`. Throws
 * BAD_USER_INPUT with the path of what is wrong, such as `input.credits[1].person`.
 */
export async function readArticleInput(
  manager: EntityManager,
  uid: string,
  input: ArticleInput,
  before: Edited,
): Promise<Edited> {
  const edited = { ...before };
  readTexts(input, edited);
  readRights(input.rights, edited);
  await readLinks(manager, input, edited);
  await readContents(manager, input, edited);
  await readOriginal(manager, uid, input.translationOf, edited);
  await readSource(manager, input.source, edited);
  return edited;
}
