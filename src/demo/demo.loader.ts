import { type EntityManager } from 'typeorm';
import { addCorrections, type ArticleDraft, saveArticles } from '../articles/article.commands';
import { toStorableBody } from '../articles/block-drafts';
import { deriveBody } from '../articles/body/body.derive';
import { assignBlockIds } from '../articles/body/block.ids';
import { type ImageDraft } from '../articles/body/block.types';
import { refreshRelated } from '../articles/related.commands';
import { ensureTags } from '../articles/tag.commands';
import { refreshRankings } from '../audience/ranking.commands';
import { addCounts } from '../audience/rollup.commands';
import { imageUid, saveImages } from '../images/image.commands';
import { ensurePeople } from '../people/person.commands';
import { ensureSections } from '../sections/section.commands';
import { ensureEditions, ensureSite, saveChannels, saveStaticPage } from '../site/site.commands';
import { uidFromName } from '../sql/uuid';
import { demoBlocks } from './demo.body';
import {
  DEMO_PICTURES_PATH,
  type DemoArticle,
  type DemoContent,
  type DemoImage,
  readDemo,
} from './demo.content';

const BATCH_SIZE = 20;

export interface DemoCounts {
  editions: number;
  articles: number;
}

/** The ids of what an article refers to. */
interface DemoIds {
  editions: Map<string, string>;
  sections: Map<string, Map<string, string>>;
  tags: Map<string, Map<string, string>>;
  people: Map<string, string>;
  images: Map<string, ImageDraft>;
}

/** Whether a database holds neither a site nor an article. */
export async function isEmptyDatabase(manager: EntityManager): Promise<boolean> {
  const [row] = await manager.query<{ empty: boolean }[]>(
    'SELECT NOT EXISTS (SELECT FROM site) AND NOT EXISTS (SELECT FROM article) AS empty',
  );
  return row?.empty ?? false;
}

function known<T>(map: Map<string, T> | undefined, key: string): T {
  const value = map?.get(key);
  if (value === undefined)
    throw new Error(`The demo content refers to "${key}", which is not there.`);
  return value;
}

function toImageDraft(image: DemoImage): ImageDraft {
  const { caption, credit, creditUrl, licenceName, licenceUrl, width, height, alt } = image;
  return {
    url: `${DEMO_PICTURES_PATH}/${image.file.replace(/^pictures\//, '')}`,
    width,
    height,
    alt,
    ...(caption && { caption }),
    ...(credit && { credit }),
    ...(creditUrl && { creditUrl }),
    ...(licenceName && { licenceName }),
    ...(licenceUrl && { licenceUrl }),
  };
}

async function loadFrame(manager: EntityManager, content: DemoContent): Promise<DemoIds> {
  await ensureSite(manager, content.site);
  const editions = await ensureEditions(manager, content.editions);
  const images = new Map(content.images.map((image) => [image.key, toImageDraft(image)]));
  const rows = content.images.map((image) => ({
    ...toImageDraft(image),
    blurhash: image.blurhash,
  }));
  await saveImages(manager, rows, { update: true });
  const ids: DemoIds = {
    editions,
    sections: new Map(),
    tags: new Map(),
    people: new Map(),
    images,
  };
  for (const [language, editionId] of editions) {
    const inEdition = <T extends { edition: string }>(rows: T[]) =>
      rows.filter((row) => row.edition === language);
    const sections = inEdition(content.sections).map((section) => ({
      ...section,
      parentSlug: section.parent,
    }));
    ids.sections.set(language, await ensureSections(manager, editionId, sections));
    ids.tags.set(language, await ensureTags(manager, editionId, inEdition(content.tags)));
    await saveChannels(manager, editionId, inEdition(content.channels));
    await loadPages(manager, editionId, language, inEdition(content.pages));
  }
  ids.people = await ensurePeople(
    manager,
    content.people.map(({ staff, portrait, ...person }) => ({
      ...person,
      isStaff: staff,
      imageId: portrait === null ? null : imageUid(known(images, portrait).url),
    })),
  );
  return ids;
}

async function loadPages(
  manager: EntityManager,
  editionId: string,
  language: string,
  pages: DemoContent['pages'],
): Promise<void> {
  const keys = {
    image: (key: string): ImageDraft => {
      throw new Error(`The demo's static pages show no pictures, but one names "${key}".`);
    },
    articleId: articleUid,
  };
  for (const [position, { slug, title, html }] of pages.entries()) {
    const blocks = assignBlockIds([], toStorableBody(demoBlocks(html, keys)).blocks);
    const body = deriveBody(blocks, language);
    const page = { editionId, slug, title, blocks, html: body.html, isPublished: true, position };
    await saveStaticPage(manager, page);
  }
}

function articleUid(key: string): string {
  return uidFromName(`demo article ${key}`);
}

function minutesBefore(now: Date, minutes: number): Date {
  return new Date(now.getTime() - minutes * 60_000);
}

function toDraft(article: DemoArticle, ids: DemoIds, now: Date): ArticleDraft {
  const { edition, credits, tags, publishedMinutesAgo, updatedMinutesAgo, embargoMinutesAhead } =
    article;
  const image = article.image === null ? null : known(ids.images, article.image);
  const keys = { image: (key: string) => known(ids.images, key), articleId: articleUid };
  const isDated = article.status !== 'DRAFT' && article.status !== 'IN_REVIEW';
  const publishedAt = minutesBefore(now, publishedMinutesAgo);
  const { kicker, headline, seoTitle, shortTitle, standfirst, slug, format, status } = article;
  return {
    ...{ kicker, headline, seoTitle, shortTitle, standfirst, slug, format, status },
    uid: articleUid(article.key),
    editionId: known(ids.editions, edition),
    language: edition,
    sectionId: known(ids.sections.get(edition), article.section),
    imageId: image && imageUid(image.url),
    publishedAt: isDated ? publishedAt : null,
    updatedAt: updatedMinutesAgo === null ? publishedAt : minutesBefore(now, updatedMinutesAgo),
    embargoUntil:
      embargoMinutesAhead === undefined ? null : minutesBefore(now, -embargoMinutesAhead),
    originalId: article.translationOf === null ? null : articleUid(article.translationOf),
    sourceId: null,
    externalId: null,
    sourceUrl: null,
    usageTerms: null,
    contentHash: null,
    blocks: toStorableBody(demoBlocks(article.html, keys)).blocks,
    credits: credits.map(({ role, person }) => ({ role, personId: known(ids.people, person) })),
    tagIds: tags.map((tag) => known(ids.tags.get(edition), tag)),
  };
}

/** Some readers, so that rankings differ from the newest: more for later articles and for some than for others. */
async function loadViews(manager: EntityManager, drafts: ArticleDraft[], now: Date): Promise<void> {
  const published = drafts.filter(({ status }) => status === 'PUBLISHED');
  const events = published.flatMap(({ uid, publishedAt }, place) => {
    const ageHours = (now.getTime() - (publishedAt ?? now).getTime()) / 3_600_000;
    const views = Math.round((((place * 37) % 41) + 1) * Math.exp(-ageHours / 48));
    const spreadMs = Math.min(ageHours, 20) * 3_600_000;
    return Array.from({ length: views }, (_, view) => ({
      articleId: uid,
      at: new Date(now.getTime() - (spreadMs * view) / views),
      views: 1,
      readers: 1,
    }));
  });
  await addCounts(manager, events);
}

/** Loads the demo newspaper, dated back from now, in one transaction. */
export async function loadDemo(
  manager: EntityManager,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<DemoCounts> {
  const content = readDemo();
  const now = new Date();
  return manager.transaction(async (transaction) => {
    const ids = await loadFrame(transaction, content);
    // Originals first: a translation refers to its own.
    const articles = content.articles.toSorted(
      (a, b) => Number(a.translationOf !== null) - Number(b.translationOf !== null),
    );
    const drafts = articles.map((article) => toDraft(article, ids, now));
    for (let start = 0; start < drafts.length; start += BATCH_SIZE) {
      await saveArticles(transaction, drafts.slice(start, start + BATCH_SIZE));
      onProgress(Math.min(start + BATCH_SIZE, drafts.length), drafts.length);
    }
    const corrections = articles.flatMap(({ key, corrections: texts }) =>
      texts.map(({ text, minutesAgo }) => ({
        articleId: articleUid(key),
        text,
        publishedAt: minutesBefore(now, minutesAgo),
      })),
    );
    await addCorrections(transaction, corrections);
    await refreshRelated(
      transaction,
      drafts.map((draft) => draft.uid),
    );
    await loadViews(transaction, drafts, now);
    await refreshRankings(transaction);
    return { editions: content.editions.length, articles: drafts.length };
  });
}
