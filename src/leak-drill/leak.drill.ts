import { type GraphQLSchema } from 'graphql';
import { type EntityManager } from 'typeorm';
import { type ImageUrls } from '../images/image.urls';
import { type PreviewLinks } from '../newsroom/preview.links';
import { AnonymousClient } from './anonymous.client';
import { CANARY_STATES, type Canary, canaryOf } from './canary';
import { findPerch, type Perch, plantCanaries, removeCanaries } from './canary.commands';
import { type DrillReport, type Finding } from './drill.types';
import { huntArguments, huntFields } from './graphql.hunt';
import { huntHttp } from './http.hunt';
import { huntPreview } from './preview.hunt';
import { makePreviewTokens } from './preview.tokens';

export interface DrillOptions {
  manager: EntityManager;
  schema: GraphQLSchema;
  /** The gateway to hunt on. */
  url: string;
  images: ImageUrls;
  /** Signs the preview link that is looked through. */
  previews: PreviewLinks;
  /** Also plants one that is public: a drill that does not find it is worth nothing. */
  withLeak: boolean;
}

/** There is no public article to plant beside. */
export class NoPerchError extends Error {
  override name = 'NoPerchError';
}

async function sectionSlug(manager: EntityManager, { sectionId }: Perch): Promise<string> {
  const [row] = await manager.query<{ slug: string }[]>('SELECT slug FROM section WHERE id = $1', [
    sectionId,
  ]);
  return row?.slug ?? '';
}

/** Counts that were moved by what is hidden: changed when it was planted, and back again when it was gone. */
function movedCounts(
  before: Map<string, number>,
  during: Map<string, number>,
  after: Map<string, number>,
): Finding[] {
  return [...before]
    .filter(([place, count]) => during.get(place) !== count && after.get(place) === count)
    .map(([place, count]) => ({
      place,
      what: `the count was ${count}, and ${during.get(place) ?? 'none'} with the canaries`,
    }));
}

/** Shows the article that has a preview link to who has it, and hunts it with those who have not. */
async function huntThroughLink(
  client: AnonymousClient,
  { manager, previews, schema }: DrillOptions,
  canaries: Canary[],
) {
  const others = canaries.filter(({ state }) => state !== 'preview only');
  const canary = canaries.find(({ state }) => state === 'preview only');
  const [other] = others;
  if (!canary || !other) throw new Error('The canaries lack one with a preview link.');
  const tokens = await makePreviewTokens({ manager, previews }, canary, other);
  const hidden = others.filter(({ state }) => state !== 'published');
  return huntPreview(client, schema, tokens, { canary, others: hidden });
}

async function hunt(options: DrillOptions, canaries: Canary[], perch: Perch): Promise<DrillReport> {
  const { manager, schema, url, images } = options;
  const client = new AnonymousClient(url);
  const before = await huntFields(client, schema, []);
  await plantCanaries(manager, canaries, perch);
  try {
    // First, so that all that follows is asked of a gateway that has just shown it.
    const preview = await huntThroughLink(client, options, canaries);
    const fields = await huntFields(client, schema, canaries);
    const slug = await sectionSlug(manager, perch);
    const asked = await huntArguments(client, schema, canaries, slug);
    const documents = await huntHttp(client, canaries, {
      language: perch.language,
      images,
    });
    await removeCanaries(manager, canaries);
    const after = await huntFields(client, schema, canaries);
    return {
      planted: canaries.map(({ state }) => state),
      places: [...new Set([preview, fields, asked, documents].flatMap(({ places }) => places))],
      requests: client.requests,
      findings: [
        ...[preview, fields, asked, documents, after].flatMap(({ findings }) => findings),
        ...movedCounts(before.counts, fields.counts, after.counts),
      ],
    };
  } finally {
    await removeCanaries(manager, canaries);
  }
}

/**
 * Plants hidden articles with words that stand nowhere else, hunts them as an anonymous client wherever anything is answered, and removes
 * them. Throws a {@link NoPerchError} where nothing is public.
 */
export async function runLeakDrill(options: DrillOptions): Promise<DrillReport> {
  const perch = await findPerch(options.manager);
  if (!perch) throw new NoPerchError('There is no public article yet to plant canaries beside.');
  const states = options.withLeak ? [...CANARY_STATES, 'published' as const] : CANARY_STATES;
  return hunt(options, states.map(canaryOf), perch);
}
