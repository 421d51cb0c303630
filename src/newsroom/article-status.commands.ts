import { type EntityManager } from 'typeorm';
import { keepRevisions } from '../articles/revision.commands';
import { badUserInput, clientError } from '../graphql/errors';
import { checkedTime } from './input.text';
import { afterSave } from './article-save.commands';
import { type HeldArticle, holdArticle } from './article-state.queries';

/** How far the clock of whoever publishes "now" may be behind. */
const CLOCK_SKEW_MS = 60_000;

interface Transition {
  status: 'PUBLISHED' | 'SCHEDULED' | 'UNPUBLISHED';
  publishedAt: Date | null;
  note: string;
}

async function move(
  manager: EntityManager,
  savedBy: string,
  uid: string,
  { status, publishedAt, note }: Transition,
): Promise<void> {
  await keepRevisions(manager, [uid], { savedBy: 'system', note: null });
  await manager.query(
    `UPDATE article SET status = $2::article_status, published_at = $3::timestamptz, version = version + 1,
       updated_at = greatest(now(), CASE WHEN $2::article_status = 'PUBLISHED' THEN $3::timestamptz END)
     WHERE id = $1`,
    [uid, status, publishedAt],
  );
  await keepRevisions(manager, [uid], { savedBy, note });
}

/** The time an article has been out since, if its status says so; whether an embargo lies ahead is another matter. */
function outSince({ state }: HeldArticle, status: string, now: Date): Date | null {
  const at = state.publishedAt === null ? null : new Date(state.publishedAt);
  return state.status === status && at !== null && at <= now ? at : null;
}

/** What scheduling means for an article as it is; `null`: nothing. */
function schedule(held: HeldArticle, at: Date, now: Date): Transition | null {
  if (outSince(held, 'PUBLISHED', now)) {
    throw clientError('CONFLICT', 'The article is published already; withdraw it first.');
  }
  const { status, publishedAt } = held.state;
  const isSo = status === 'SCHEDULED' && publishedAt !== null && +new Date(publishedAt) === +at;
  return isSo
    ? null
    : { status: 'SCHEDULED', publishedAt: at, note: `Scheduled for ${at.toISOString()}` };
}

/** What publishing means for an article as it is; `null`: nothing. */
function publication(held: HeldArticle, at: Date | null, now: Date): Transition | null {
  if (at !== null && at > now) return schedule(held, at, now);
  if (outSince(held, 'PUBLISHED', now)) return null;
  // One that comes back keeps the day it was first published on.
  const publishedAt = outSince(held, 'UNPUBLISHED', now) ?? now;
  return { status: 'PUBLISHED', publishedAt, note: 'Published' };
}

/** Publishes an article now, or schedules it. What is published already stays as it is. */
export async function publishArticle(
  manager: EntityManager,
  savedBy: string,
  uid: string,
  at: Date | null,
): Promise<void> {
  const now = new Date();
  if (at !== null && checkedTime(at, 'at').getTime() < now.getTime() - CLOCK_SKEW_MS) {
    throw badUserInput('at', 'at must not lie in the past.');
  }
  const hasMoved = await manager.transaction(async (transaction) => {
    const held = await holdArticle(transaction, uid);
    const transition = publication(held, at, now);
    if (transition) await move(transaction, savedBy, uid, transition);
    return transition !== null;
  });
  if (hasMoved) await afterSave(manager, uid);
}

/** Withdraws an article, or takes it off the schedule. Its page then says that it is gone. */
export async function unpublishArticle(
  manager: EntityManager,
  savedBy: string,
  uid: string,
  reason: string,
): Promise<void> {
  const now = new Date();
  await manager.transaction(async (transaction) => {
    const { state } = await holdArticle(transaction, uid);
    if (state.status === 'UNPUBLISHED') return;
    if (state.status === 'DRAFT' || state.status === 'IN_REVIEW') {
      throw clientError('CONFLICT', 'The article was never published.');
    }
    const publishedAt = state.publishedAt === null ? null : new Date(state.publishedAt);
    // What nobody has seen is not gone from anywhere either.
    const isOut =
      state.status === 'PUBLISHED' &&
      [state.publishedAt, state.embargoUntil].every((at) => at === null || new Date(at) <= now);
    await move(transaction, savedBy, uid, {
      status: 'UNPUBLISHED',
      publishedAt: isOut ? publishedAt : null,
      note: reason,
    });
  });
}
