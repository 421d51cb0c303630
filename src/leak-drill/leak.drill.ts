import { type GraphQLSchema } from 'graphql';
import { type EntityManager } from 'typeorm';
import { type ImageUrls } from '../images/image.urls';
import { AnonymousClient } from './anonymous.client';
import { CANARY_STATES, type Canary, canaryOf } from './canary';
import { findPerch, type Perch, plantCanaries, removeCanaries } from './canary.commands';
import { type DrillReport, type Finding } from './drill.types';
import { huntArguments, huntFields } from './graphql.hunt';
import { huntHttp } from './http.hunt';

export interface DrillOptions {
  manager: EntityManager;
  schema: GraphQLSchema;
  /** The gateway to hunt on. */
  url: string;
  images: ImageUrls;
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

async function hunt(
  { manager, schema, url, images }: DrillOptions,
  canaries: Canary[],
  perch: Perch,
): Promise<DrillReport> {
  const client = new AnonymousClient(url);
  const before = await huntFields(client, schema, []);
  await plantCanaries(manager, canaries, perch);
  try {
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
      places: [...new Set([fields, asked, documents].flatMap(({ places }) => places))],
      requests: client.requests,
      findings: [
        ...[fields, asked, documents, after].flatMap(({ findings }) => findings),
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
