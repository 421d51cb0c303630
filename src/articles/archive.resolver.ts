import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { badUserInput } from '../graphql/errors';
import { type Loaded } from '../graphql/loaded';
import { PageArgs } from '../graphql/page.args';
import { LanguageTagScalar } from '../graphql/scalars';
import { type Context } from '../request/context';
import { editionFor } from '../site/edition.lookup';
import { countsAround, daysInMonth, isoPeriod, periodRange, periodsOf } from './archive.calendar';
import { type ArchiveUnit } from './archive.queries';
import { Archive, ArchivePeriod, type ArchiveRequest } from './archive.type';
import { ArticleConnection } from './article-connection.type';
import { articleConnection, editionList } from './article-list';
import { ArticleOrder } from './article.enums';

function checkRange(field: string, value: number | null, [min, max]: [number, number]): void {
  if (value !== null && (value < min || value > max)) {
    throw badUserInput(field, `${field} must be between ${min} and ${max}.`);
  }
}

/** A period that the calendar has; throws BAD_USER_INPUT naming the part that is wrong. */
function checkedPeriod({ year, month, day }: ArchiveRequest): ArchiveRequest {
  if (month !== null && year === null) throw badUserInput('month', 'A month needs its year.');
  if (day !== null && month === null) throw badUserInput('day', 'A day needs its month.');
  checkRange('year', year, [1, 9998]);
  checkRange('month', month, [1, 12]);
  checkRange('day', day, [1, daysInMonth(year ?? 1, month ?? 1)]);
  return { year, month, day };
}

function countsWithin(
  { loaders }: Context,
  { edition }: Archive,
  unit: ArchiveUnit,
  within: string,
) {
  return loaders.archiveCountsByPeriod.load({ editionId: edition.uid, unit, within });
}

@Resolver(() => Archive)
export class ArchiveResolver {
  @Query(() => Archive, {
    description: "An edition's archive: of all time, or of a year, a month or a day.",
  })
  archive(
    @Ctx() { frame }: Context,
    @Arg('edition', () => LanguageTagScalar, {
      nullable: true,
      description: 'Which edition; the default one when left out.',
    })
    language?: string,
    @Arg('year', () => Int, { nullable: true, description: 'Only this year.' }) year?: number,
    @Arg('month', () => Int, {
      nullable: true,
      description: 'Only this month of the year, 1 to 12.',
    })
    month?: number,
    @Arg('day', () => Int, { nullable: true, description: 'Only this day of the month.' })
    day?: number,
  ): Archive {
    const period = { year: year ?? null, month: month ?? null, day: day ?? null };
    return new Archive(editionFor(frame, language), checkedPeriod(period));
  }

  @FieldResolver(() => Int, { description: 'How many articles were published in the period.' })
  async total(@Root() archive: Archive, @Ctx() context: Context): Promise<number> {
    const { unit, within } = countsAround(archive.period);
    const counts = await countsWithin(context, archive, unit, within);
    const name = isoPeriod(archive.period);
    const own = counts.filter(({ period }) => name === '' || period === name);
    return own.reduce((sum, { count }) => sum + count, 0);
  }

  @FieldResolver(() => [ArchivePeriod], {
    description: 'All years in which something was published, the last one first.',
  })
  async years(@Root() archive: Archive, @Ctx() context: Context): Promise<ArchivePeriod[]> {
    return periodsOf(await countsWithin(context, archive, 'YEAR', ''), archive.edition);
  }

  @FieldResolver(() => [ArchivePeriod], {
    description:
      'The months of the year that was asked for, the last one first; empty without one.',
  })
  async months(@Root() archive: Archive, @Ctx() context: Context): Promise<ArchivePeriod[]> {
    const { year } = archive.period;
    if (year === null) return [];
    const within = isoPeriod({ year, month: null, day: null });
    return periodsOf(await countsWithin(context, archive, 'MONTH', within), archive.edition);
  }

  @FieldResolver(() => [ArchivePeriod], {
    description: 'The days of the month that was asked for, the last one first; empty without one.',
  })
  async days(@Root() archive: Archive, @Ctx() context: Context): Promise<ArchivePeriod[]> {
    const { year, month } = archive.period;
    if (month === null) return [];
    const within = isoPeriod({ year, month, day: null });
    return periodsOf(await countsWithin(context, archive, 'DAY', within), archive.edition);
  }

  @FieldResolver(() => ArticleConnection, {
    description: 'The articles published in the period, the newest first.',
  })
  articles(
    @Root() archive: Archive,
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
  ): Loaded<ArticleConnection> {
    const range = periodRange(archive.period, archive.edition);
    const filter = range && {
      publishedFrom: range.from.toISOString(),
      publishedTo: range.to.toISOString(),
    };
    const list = editionList(archive.edition, filter ?? {});
    return articleConnection(context, list, ArticleOrder.NEWEST, args);
  }
}
