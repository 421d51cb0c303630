import { Field, InputType } from 'type-graphql';
import { badUserInput } from '../graphql/errors';
import { DateTimeScalar } from '../graphql/scalars';
import { type Frame } from '../request/frame';
import { ArticleFormat } from './article.enums';
import { type ListFilter } from './article-list.sql';

@InputType({
  description:
    'Which articles a list shows. Conditions are joined by and, the values of one condition by or. What names a section, tag or person that does not exist matches nothing.',
})
export class ArticleFilter {
  @Field(() => [String], {
    nullable: true,
    description: 'Only these sections, by slug; a section includes its subsections.',
  })
  sections?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Only with one of these tags, by slug.' })
  tags?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Only with a credit of one of these people, by slug.',
  })
  people?: string[] | null;

  @Field(() => [ArticleFormat], { nullable: true, description: 'Only of these formats.' })
  formats?: ArticleFormat[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only published then or later.' })
  publishedFrom?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only published before then.' })
  publishedTo?: Date | null;

  @Field(() => Boolean, { nullable: true, description: 'Only with a video, or only without.' })
  hasVideo?: boolean | null;
}

/** What resolving a filter's slugs needs. */
export interface FilterLookup {
  frame: Frame;
  editionId: string;
  tagId: (slug: string) => Promise<string | null>;
  personId: (slug: string) => Promise<string | null>;
}

function instant(field: string, date: Date): string {
  const year = date.getUTCFullYear();
  if (year >= 1 && year <= 9999) return date.toISOString();
  throw badUserInput(field, `${field} must lie between the years 1 and 9999.`);
}

async function idsOf(
  slugs: string[],
  find: (slug: string) => Promise<string | null>,
): Promise<string[]> {
  const ids = await Promise.all(slugs.map(find));
  return ids.filter((id) => id !== null);
}

function sectionIds({ frame, editionId }: FilterLookup, slugs: string[]): string[] {
  return slugs.flatMap((slug) => {
    const section = frame.sections.find(editionId, slug);
    return section ? frame.sections.subtreeIds(section.uid) : [];
  });
}

/** The filter with rows' ids for slugs. Throws BAD_USER_INPUT naming a field that cannot be. */
export async function toListFilter(
  input: ArticleFilter | null | undefined,
  lookup: FilterLookup,
): Promise<ListFilter> {
  if (!input) return {};
  const { sections, tags, people, formats, publishedFrom, publishedTo, hasVideo } = input;
  const [tagIds, personIds] = await Promise.all([
    tags && idsOf(tags, lookup.tagId),
    people && idsOf(people, lookup.personId),
  ]);
  return {
    ...(sections && { sectionIds: sectionIds(lookup, sections) }),
    ...(tagIds && { tagIds }),
    ...(personIds && { personIds }),
    ...(formats && { formats }),
    ...(publishedFrom && { publishedFrom: instant('publishedFrom', publishedFrom) }),
    ...(publishedTo && { publishedTo: instant('publishedTo', publishedTo) }),
    ...(hasVideo != null && { hasVideo }),
  };
}
