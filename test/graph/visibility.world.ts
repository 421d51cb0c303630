import * as fc from 'fast-check';
import { toGlobalId } from '../../src/graphql/global-id';
import { newUid } from '../../src/sql/uuid';
import { type TestGateway } from '../support/gateway';

interface State {
  status: 'DRAFT' | 'IN_REVIEW' | 'SCHEDULED' | 'PUBLISHED' | 'UNPUBLISHED';
  published: 'past' | 'future' | 'never';
  embargo: 'past' | 'future' | 'none';
  /** What a reader may see: written by hand, so that it is not the predicate once more. */
  isPublic: boolean;
}

export const STATES = {
  draft: { status: 'DRAFT', published: 'never', embargo: 'none', isPublic: false },
  'draft of what was public': {
    status: 'DRAFT',
    published: 'past',
    embargo: 'none',
    isPublic: false,
  },
  'in review': { status: 'IN_REVIEW', published: 'never', embargo: 'none', isPublic: false },
  scheduled: { status: 'SCHEDULED', published: 'future', embargo: 'none', isPublic: false },
  'scheduled and due': { status: 'SCHEDULED', published: 'past', embargo: 'none', isPublic: false },
  published: { status: 'PUBLISHED', published: 'past', embargo: 'none', isPublic: true },
  'published in the future': {
    status: 'PUBLISHED',
    published: 'future',
    embargo: 'none',
    isPublic: false,
  },
  'embargo over': { status: 'PUBLISHED', published: 'past', embargo: 'past', isPublic: true },
  embargoed: { status: 'PUBLISHED', published: 'past', embargo: 'future', isPublic: false },
  'in the future, embargo over': {
    status: 'PUBLISHED',
    published: 'future',
    embargo: 'past',
    isPublic: false,
  },
  withdrawn: { status: 'UNPUBLISHED', published: 'past', embargo: 'none', isPublic: false },
} satisfies Record<string, State>;

export type StateName = keyof typeof STATES;

export const STATE_NAMES = Object.keys(STATES) as StateName[];
export const HIDDEN_STATES = STATE_NAMES.filter((name) => !STATES[name].isPublic);

export const TAGS = ['flood', 'harbour', 'council'];
export const PEOPLE = ['ada', 'ben', 'cleo'];
export const IMAGES = ['bridge', 'quay', 'mill'];
export const ROLES = ['AUTHOR', 'EDITOR', 'PHOTOGRAPHER'] as const;

/** An article as a world describes it. Others are named by their number, taken modulo the world's size. */
export interface Plan {
  state: StateName;
  edition: 'en' | 'de';
  section: 'town' | 'north' | 'sport';
  tags: string[];
  credits: { person: string; role: (typeof ROLES)[number] }[];
  image: string | null;
  bodyImage: string | null;
  corrections: number;
  original: number | null;
  link: number | null;
  pin: number | null;
  never: number | null;
  views: number;
  updated: number;
}

const other = fc.option(fc.nat(20), { freq: 3 });

export const plans: fc.Arbitrary<Plan[]> = fc.array(
  fc.record<Plan>({
    state: fc.constantFrom<StateName>('published', 'published', 'published', ...STATE_NAMES),
    edition: fc.constantFrom('en', 'en', 'de'),
    section: fc.constantFrom('town', 'north', 'sport'),
    tags: fc.uniqueArray(fc.constantFrom(...TAGS), { maxLength: 2 }),
    credits: fc.uniqueArray(
      fc.record({ person: fc.constantFrom(...PEOPLE), role: fc.constantFrom(...ROLES) }),
      { maxLength: 3, selector: ({ person, role }) => `${person} ${role}` },
    ),
    image: fc.option(fc.constantFrom(...IMAGES)),
    bodyImage: fc.option(fc.constantFrom(...IMAGES), { freq: 3 }),
    corrections: fc.nat(2),
    original: other,
    link: other,
    pin: other,
    never: other,
    views: fc.constantFrom(0, 0, 3, 5, 8),
    updated: fc.nat(5),
  }),
  { minLength: 1, maxLength: 12 },
);

/** An article of a world as it was saved. */
export interface WorldArticle extends Omit<Plan, 'original' | 'link' | 'pin' | 'never'> {
  uid: string;
  id: string;
  slug: string;
  isPublic: boolean;
  publishedAt: Date | null;
  updatedAt: Date;
  correctionIds: string[];
  sectionSlug: string;
  original: WorldArticle | null;
  link: WorldArticle | null;
  pin: WorldArticle | null;
  never: WorldArticle | null;
}

export interface World {
  articles: WorldArticle[];
  tagIds: Map<string, string>;
  personIds: Map<string, string>;
  imageIds: Map<string, string>;
}

const HOUR = 3_600_000;

function timeOf(when: 'past' | 'future' | 'never' | 'none', distance: number): Date | null {
  if (when === 'never' || when === 'none') return null;
  return new Date(Date.now() + (when === 'past' ? -distance : distance));
}

function toArticle(plan: Plan, place: number): WorldArticle {
  const uid = newUid();
  const { isPublic, published } = STATES[plan.state];
  return {
    ...plan,
    uid,
    id: toGlobalId('Article', uid),
    slug: `story-${place}`,
    isPublic,
    publishedAt: timeOf(published, (place + 1) * HOUR),
    updatedAt: new Date(Date.now() - (plan.updated * 100 + place) * 1000),
    correctionIds: [],
    sectionSlug: plan.edition === 'de' ? 'ort' : plan.section,
    original: null,
    link: null,
    pin: null,
    never: null,
  };
}

/** Who names whom, leaving out what makes no sense: oneself, a second translation into the same language. */
function connect(articles: WorldArticle[], drafts: Plan[]): void {
  articles.forEach((article, place) => {
    const find = (number: number | null | undefined) => {
      const found = number == null ? undefined : articles[number % articles.length];
      return found === undefined || found === article ? null : found;
    };
    const plan = drafts[place];
    const original = find(plan?.original);
    const isFirst = !articles.some((one) => one.original === original);
    if (article.edition === 'de' && original?.edition === 'en' && isFirst) {
      article.original = original;
    }
    article.link = find(plan?.link);
    article.pin = find(plan?.pin);
    const never = find(plan?.never);
    article.never = never === article.pin ? null : never;
  });
}

async function idsBySlug(gateway: TestGateway, table: string): Promise<Map<string, string>> {
  const rows = await gateway.newspaper.manager.query<
    { id: string; slug: string; edition: string }[]
  >(
    `SELECT t.id, t.slug, e.language AS edition FROM ${table} t
     LEFT JOIN edition e ON e.id = (to_jsonb(t) ->> 'edition_id')::uuid`,
  );
  return new Map(
    rows.map((row) => [row.edition ? `${row.edition}/${row.slug}` : row.slug, row.id]),
  );
}

/** What all worlds have in common: editions, sections, pictures. */
export async function prepare({ newspaper }: TestGateway): Promise<void> {
  await newspaper.edition('de');
  await newspaper.section({ slug: 'town' });
  await newspaper.section({ slug: 'north', parentSlug: 'town' });
  await newspaper.section({ slug: 'sport' });
  await newspaper.section({ slug: 'ort' }, 'de');
  // The gateway publishes what is due; here that has to wait, so that no answer depends on when it was asked for.
  await newspaper.manager.query(`
    CREATE FUNCTION stay_scheduled() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
    CREATE TRIGGER stay_scheduled BEFORE UPDATE ON article FOR EACH ROW
    WHEN (OLD.status = 'SCHEDULED' AND NEW.status = 'PUBLISHED') EXECUTE FUNCTION stay_scheduled()`);
}

async function savePeople({ newspaper }: TestGateway, world: World): Promise<void> {
  for (const name of [...IMAGES, 'portrait', 'staff-portrait']) {
    world.imageIds.set(name, await newspaper.image(name));
  }
  const portrait = world.imageIds.get('portrait') ?? null;
  for (const slug of PEOPLE) {
    await newspaper.person({ slug, imageId: slug === 'ada' ? portrait : null });
  }
  const imageId = world.imageIds.get('staff-portrait') ?? null;
  await newspaper.person({ slug: 'staff', imageId, isStaff: true });
}

async function saveArticles({ newspaper }: TestGateway, world: World): Promise<void> {
  const imageId = (name: string | null) =>
    name === null ? null : (world.imageIds.get(name) ?? null);
  await newspaper.articles(
    world.articles.map((article) => {
      const { status, embargo } = STATES[article.state];
      const bodyImageId = imageId(article.bodyImage);
      return {
        uid: article.uid,
        slug: article.slug,
        edition: article.edition,
        section: article.sectionSlug,
        status,
        publishedAt: article.publishedAt,
        updatedAt: article.updatedAt,
        embargoUntil: timeOf(embargo, HOUR),
        tags: article.tags,
        credits: article.credits,
        imageId: imageId(article.image),
        originalId: article.original?.uid ?? null,
        blocks: [
          { kind: 'paragraph', html: 'Text.' },
          ...(article.link ? [{ kind: 'articleLink' as const, articleId: article.link.uid }] : []),
          ...(bodyImageId === null ? [] : [{ kind: 'image' as const, imageId: bodyImageId }]),
        ],
      };
    }),
  );
}

async function saveRest({ newspaper }: TestGateway, { articles }: World): Promise<void> {
  for (const article of articles) {
    for (let number = 0; number < article.corrections; number += 1) {
      await newspaper.correction(article.uid, `Correction ${number}`, new Date(1e12 + number));
    }
    const rows = await newspaper.manager.query<{ id: string }[]>(
      'SELECT id FROM correction WHERE article_id = $1 ORDER BY published_at',
      [article.uid],
    );
    article.correctionIds = rows.map(({ id }) => toGlobalId('Correction', id));
    if (article.pin) await newspaper.decideRelated(article.uid, article.pin.uid, 1);
    if (article.never) await newspaper.decideRelated(article.uid, article.never.uid, null);
    if (article.views > 0) await newspaper.views(article.uid, article.views);
  }
}

/** Replaces all content of a newspaper by a world's. */
export async function build(gateway: TestGateway, drafts: Plan[]): Promise<World> {
  await gateway.newspaper.clear();
  const articles = drafts.map(toArticle);
  connect(articles, drafts);
  const world: World = { articles, tagIds: new Map(), personIds: new Map(), imageIds: new Map() };
  await savePeople(gateway, world);
  await saveArticles(gateway, world);
  await saveRest(gateway, world);
  world.tagIds = await idsBySlug(gateway, 'tag');
  world.personIds = await idsBySlug(gateway, 'person');
  await gateway.newspaper.refresh();
  return world;
}
