import { setTimeout } from 'node:timers/promises';
import { type DataSource, type EntityManager } from 'typeorm';
import { createDataSource } from '../../ormconfig';
import {
  addCorrections,
  type ArticleDraft,
  saveArticles,
} from '../../src/articles/article.commands';
import { refreshRelated } from '../../src/articles/related.commands';
import { ensureTags } from '../../src/articles/tag.commands';
import { foldViews } from '../../src/audience/fold.commands';
import { refreshNowReading, refreshRankings } from '../../src/audience/ranking.commands';
import { addCounts } from '../../src/audience/rollup.commands';
import { toGlobalId } from '../../src/graphql/global-id';
import { imageUid, saveImages } from '../../src/images/image.commands';
import { ensurePeople, type PersonDraft } from '../../src/people/person.commands';
import { ensureSections, type SectionDraft } from '../../src/sections/section.commands';
import {
  type ChannelDraft,
  ensureDefaultSite,
  ensureEditions,
  saveChannels,
  saveStaticPage,
  type StaticPageDraft,
} from '../../src/site/site.commands';
import { newUid } from '../../src/sql/uuid';

/** An article as a test describes it; what it leaves out is made up. Names are slugs. */
export interface TestArticle extends Partial<
  Omit<ArticleDraft, 'credits' | 'sectionId' | 'editionId' | 'tagIds'>
> {
  edition?: string;
  section?: string;
  tags?: string[];
  authors?: string[];
  credits?: { role: ArticleDraft['credits'][number]['role']; person: string }[];
  text?: string;
}

export interface SavedTestArticle {
  id: string;
  uid: string;
  slug: string;
}

let made = 0;

/** Fills a test's database through the same commands that the application writes with. */
export class Newspaper {
  /** Called when something has changed that the gateway keeps in memory. */
  onFrameChange: () => Promise<void> = () => Promise.resolve();

  /** Has the gateway write down the views it has taken. */
  flushViews: () => Promise<void> = () => Promise.resolve();

  private editions = new Map<string, string>();
  private readonly sections = new Map<string, string>();

  private constructor(private readonly dataSource: DataSource) {}

  static async found(url: string): Promise<Newspaper> {
    const newspaper = new Newspaper(await createDataSource(url, 3).initialize());
    await ensureDefaultSite(newspaper.manager);
    await newspaper.readEditions();
    return newspaper;
  }

  get manager(): EntityManager {
    return this.dataSource.manager;
  }

  close(): Promise<void> {
    return this.dataSource.destroy();
  }

  async edition(language: string, timeZone = 'UTC'): Promise<void> {
    const names = { name: language, endonym: language, direction: 'LTR' };
    const position = this.editions.size;
    await ensureEditions(this.manager, [
      { ...names, language, timeZone, isDefault: false, position },
    ]);
    await this.readEditions();
    await this.onFrameChange();
  }

  async section(draft: Partial<SectionDraft> & { slug: string }, edition = 'en'): Promise<string> {
    const editionId = this.editionId(edition);
    const ids = await ensureSections(this.manager, editionId, [{ name: draft.slug, ...draft }]);
    const id = ids.get(draft.slug) ?? '';
    this.sections.set(`${edition}/${draft.slug}`, id);
    await this.onFrameChange();
    return id;
  }

  async person(draft: Partial<PersonDraft> & { slug: string }): Promise<string> {
    const ids = await ensurePeople(this.manager, [{ name: draft.slug, ...draft }]);
    return ids.get(draft.slug) ?? '';
  }

  async tag(slug: string, edition = 'en'): Promise<string> {
    const drafts = [{ slug, name: slug, kind: 'TOPIC' as const }];
    return (await ensureTags(this.manager, this.editionId(edition), drafts)).get(slug) ?? '';
  }

  /** Makes a picture and answers the id of its row. */
  async image(name: string): Promise<string> {
    const url = `https://pictures.example/${name}.jpg`;
    const draft = { url, alt: name, width: 1600, height: 900 };
    await saveImages(this.manager, [draft], { update: true });
    return imageUid(url);
  }

  async article(described: TestArticle = {}): Promise<SavedTestArticle> {
    const [article] = await this.articles([described]);
    if (!article) throw new Error('No article was saved.');
    return article;
  }

  /** Saves articles with one set of statements: by default public ones, each a minute older than the one before. */
  async articles(described: TestArticle[]): Promise<SavedTestArticle[]> {
    const drafts: ArticleDraft[] = [];
    for (const one of described) drafts.push(await this.toDraft(one));
    await this.dataSource.transaction((transaction) => saveArticles(transaction, drafts));
    return drafts.map(({ uid, slug }) => ({ id: toGlobalId('Article', uid), uid, slug }));
  }

  async correction(articleId: string, text: string, publishedAt = new Date()): Promise<void> {
    await addCorrections(this.manager, [{ articleId, text, publishedAt }]);
  }

  /** What an editor decides of an article's related ones: a place at the top or, with `null`, never. */
  async decideRelated(
    articleId: string,
    relatedId: string,
    position: number | null,
  ): Promise<void> {
    await this.manager.query(
      'INSERT INTO related_override (article_id, related_id, position) VALUES ($1, $2, $3)',
      [articleId, relatedId, position],
    );
  }

  /** Gives an article views, each by another reader, whether it is public or not, as if they had come while it was. */
  async views(articleId: string, views: number, at = new Date()): Promise<void> {
    await addCounts(this.manager, [{ articleId, views, readers: views, at }]);
  }

  /** Makes a static page of one paragraph. */
  async page(slug: string, draft: Partial<StaticPageDraft> = {}, edition = 'en'): Promise<void> {
    await saveStaticPage(this.manager, {
      title: slug,
      blocks: [{ id: 'p1', kind: 'paragraph', html: slug }],
      html: `<p>${slug}</p>`,
      isPublished: true,
      ...draft,
      slug,
      editionId: this.editionId(edition),
    });
    await this.onFrameChange();
  }

  async channel(draft: ChannelDraft, edition = 'en'): Promise<void> {
    await saveChannels(this.manager, this.editionId(edition), [draft]);
    await this.onFrameChange();
  }

  /** Removes all articles, tags and people. Not by TRUNCATE, whose locks can meet those of the gateway's own jobs. */
  async clear(): Promise<void> {
    for (const table of ['article', 'tag', 'person'])
      await this.manager.query(`DELETE FROM ${table}`);
  }

  /** Counts the views that were tracked. */
  async foldViews(): Promise<void> {
    await this.flushViews();
    await foldViews(this.manager);
  }

  /** Computes what is kept ready: related articles of all, views, and the rankings. */
  async refresh(): Promise<void> {
    await this.foldViews();
    const rows = await this.manager.query<{ id: string }[]>('SELECT id FROM article');
    const ids = rows.map((row) => row.id);
    await refreshRelated(this.manager, ids);
    // The gateway may be at it just now, from before.
    while (!(await refreshRankings(this.manager))) await setTimeout(10);
    while (!(await refreshNowReading(this.manager))) await setTimeout(10);
  }

  private async readEditions(): Promise<void> {
    this.editions = await ensureEditions(this.manager, []);
  }

  private editionId(language: string): string {
    const id = this.editions.get(language);
    if (id === undefined) throw new Error(`The test has no edition ${language}.`);
    return id;
  }

  private async toDraft(described: TestArticle): Promise<ArticleDraft> {
    const { edition = 'en', section = 'town', tags = [], authors = [], text, ...rest } = described;
    made += 1;
    const publishedAt = new Date(Date.now() - made * 60_000);
    const slug = rest.slug ?? `article-${made}`;
    const credits = [
      ...authors.map((person) => ({ role: 'AUTHOR' as const, person })),
      ...(rest.credits ?? []),
    ];
    return {
      headline: slug,
      ...EMPTY,
      publishedAt,
      updatedAt: rest.publishedAt ?? publishedAt,
      blocks: [{ kind: 'paragraph', html: text ?? `The text of ${slug}.` }],
      ...rest,
      uid: rest.uid ?? newUid(),
      slug,
      language: edition,
      editionId: this.editionId(edition),
      sectionId: await this.sectionId(edition, section),
      tagIds: await Promise.all(tags.map((tag) => this.tag(tag, edition))),
      credits: await Promise.all(
        credits.map(async ({ role, person }) => ({
          role,
          personId: await this.person({ slug: person }),
        })),
      ),
    };
  }

  private async sectionId(edition: string, slug: string): Promise<string> {
    return this.sections.get(`${edition}/${slug}`) ?? (await this.section({ slug }, edition));
  }
}

const EMPTY = {
  format: 'NEWS',
  status: 'PUBLISHED',
  seoTitle: null,
  shortTitle: null,
  kicker: null,
  standfirst: null,
  imageId: null,
  embargoUntil: null,
  originalId: null,
  sourceId: null,
  externalId: null,
  sourceUrl: null,
  usageTerms: null,
  contentHash: null,
} as const;
