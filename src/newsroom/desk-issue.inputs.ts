import { Field, InputType, Int } from 'type-graphql';
import { badUserInput } from '../graphql/errors';
import { LanguageTagScalar } from '../graphql/scalars';
import { type Context } from '../request/context';
import { editionFor } from '../site/edition.lookup';
import { DeskIssueKind } from './desk-issue.enum';
import { type DeskFilter } from './desk-issue.filter';

const DEFAULT_DAYS = 30;
const MOST_DAYS = 366;

@InputType({ description: 'Which issues. Conditions are joined by and.' })
export class DeskIssueFilter {
  @Field(() => [DeskIssueKind], {
    nullable: true,
    description: 'Only of these kinds; all when left out.',
  })
  kinds?: DeskIssueKind[] | null;

  @Field(() => LanguageTagScalar, {
    nullable: true,
    description: 'Only of this edition; of all when left out.',
  })
  edition?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only of this section and its subsections, by slug.',
  })
  section?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `Only of articles published in the last so many days, 1 to ${MOST_DAYS}; ${DEFAULT_DAYS} when left out.`,
  })
  days?: number | null;
}

function checkedDays(days: number): number {
  if (days >= 1 && days <= MOST_DAYS) return days;
  throw badUserInput('days', `days must be 1 to ${MOST_DAYS}.`);
}

function sectionIdsIn({ frame }: Context, editionIds: string[], slug: string): string[] {
  const found = editionIds.flatMap((editionId) => {
    const section = frame.sections.find(editionId, slug);
    return section ? frame.sections.subtreeIds(section.uid) : [];
  });
  if (found.length === 0) throw badUserInput('section', 'There is no such section.');
  return found;
}

/** Checks a filter; throws BAD_USER_INPUT naming what is wrong. */
export function readDeskFilter(
  context: Context,
  { kinds, edition, section, days }: DeskIssueFilter,
): DeskFilter {
  const editions = edition == null ? context.frame.editions : [editionFor(context.frame, edition)];
  const editionIds = editions.map(({ uid }) => uid);
  return {
    kinds: kinds ? [...new Set(kinds)] : Object.values(DeskIssueKind),
    members:
      section == null
        ? { column: 'edition_id', ids: editionIds }
        : { column: 'section_id', ids: sectionIdsIn(context, editionIds, section) },
    days: checkedDays(days ?? DEFAULT_DAYS),
  };
}
