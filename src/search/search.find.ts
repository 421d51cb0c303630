import { type ListFilter } from '../articles/article-list.sql';
import { badUserInput } from '../graphql/errors';
import { decodeCursor } from '../graphql/cursor';
import { type PageArgs, type PageRequest, toPageRequest } from '../graphql/page.args';
import { type Context } from '../request/context';
import { type Edition } from '../site/edition.entity';
import { type SearchPlace, toPlace } from './search.cursor';
import { type SearchOrder } from './search.enums';
import { type SearchPlan, toPlan } from './search.plan';
import { type SearchTarget } from './search.target';
import { readTyped } from './typed-query';

/**
 * With fewer articles than this having all of three words or more, those that have most of them are found too; of two
 * words one is enough only where nothing has both.
 */
export const FEW = 5;

export const cursorKind = (order: SearchOrder) => `search:${order}`;

/** The paging arguments of a search; throws BAD_USER_INPUT naming the one that is wrong. */
export function searchPageOf(args: PageArgs, order: SearchOrder): PageRequest<SearchPlace> {
  return toPageRequest(args, (cursor, field) =>
    toPlace(decodeCursor(cursorKind(order), cursor, field), field),
  );
}

function targetOf(
  plan: SearchPlan,
  edition: Edition,
  filter: ListFilter,
  settled: { asOf: number; isRelaxed: boolean },
): SearchTarget {
  const { isRelaxed } = settled;
  return {
    editionId: edition.uid,
    language: edition.language,
    timeZone: edition.timeZone,
    match: isRelaxed ? plan.relaxed : plan.strict,
    clauses: plan.clauses,
    density: isRelaxed ? plan.relaxedDensity : plan.density,
    total: plan.total,
    filter,
    ...settled,
  };
}

/** A later page goes on with what the first one settled. */
function resumed(target: SearchTarget, place: SearchPlace, field: string): SearchTarget {
  if (place.weights.length !== target.clauses.length) {
    throw badUserInput(field, `${field} is not a cursor of this list.`);
  }
  const clauses = target.clauses.map((clause, index) => ({
    ...clause,
    weight: place.weights[index] ?? clause.weight,
  }));
  return { ...target, clauses };
}

/** A search as it was asked for. */
export interface SearchRequest {
  edition: Edition;
  typed: string;
  filter: ListFilter;
  page: PageRequest<SearchPlace>;
}

/** Settles what a search looks for; `null` where what was typed names nothing to look for. */
export async function findTarget(
  { loaders }: Context,
  { edition, typed, filter, page }: SearchRequest,
): Promise<SearchTarget | null> {
  const query = readTyped(typed);
  if (query.clauses.length === 0) return null;
  const terms = [...query.clauses.flat(), ...query.excluded];
  const key = { editionId: edition.uid, language: edition.language, terms };
  const rows = await loaders.searchTerms.load(key);
  const [{ total, now } = { total: 0, now: Date.now() }] = rows;
  const plan = toPlan(query, rows, total);
  if (plan.strict === '') return null;
  const place = page.after ?? page.before;
  if (place) {
    const isRelaxed = place.isRelaxed && plan.relaxed !== '';
    const target = targetOf(plan, edition, filter, { asOf: place.asOf, isRelaxed });
    return resumed(target, place, page.after ? 'after' : 'before');
  }
  const target = targetOf(plan, edition, filter, { asOf: now, isRelaxed: false });
  if (plan.relaxed === '') return target;
  const enough = plan.clauses.length > 2 ? FEW : 1;
  const count = await loaders.searchCount.load({ target, cap: enough });
  return count < enough ? targetOf(plan, edition, filter, { asOf: now, isRelaxed: true }) : target;
}
