import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { Article } from '../articles/article.entity';
import { checkedCount } from '../graphql/page.args';
import { LanguageTagScalar } from '../graphql/scalars';
import { Person } from '../people/person.entity';
import { type Context } from '../request/context';
import { Section } from '../sections/section.entity';
import { editionFor } from '../site/edition.lookup';
import { PopularMetric, PopularWindow } from './audience.entity';
import { type PopularScope } from './popular.queries';

interface Ranking {
  window: PopularWindow | null | undefined;
  metric?: PopularMetric | null | undefined;
  first: number | null | undefined;
}

const DEFAULT_FIRST = 5;

const FIRST = {
  defaultValue: DEFAULT_FIRST,
  nullable: true,
  description: 'How many, at most 100.',
};

function windowOption(defaultValue: PopularWindow) {
  return { defaultValue, nullable: true, description: 'How far back to look.' };
}

const METRIC = {
  defaultValue: PopularMetric.VIEWS,
  nullable: true,
  description: 'What to count.',
};

function sectionScope({ frame }: Context, section: Section): PopularScope {
  return { kind: 'section', id: section.uid, members: frame.sections.subtreeIds(section.uid) };
}

async function popularOf(
  { loaders }: Context,
  scope: PopularScope,
  { window, metric, first }: Ranking,
): Promise<Article[]> {
  const items = await loaders.popularByScope.load({
    scope,
    window: window ?? PopularWindow.DAY,
    metric: metric ?? PopularMetric.VIEWS,
    size: checkedCount('first', first ?? DEFAULT_FIRST),
  });
  return items.map((item) => item.article);
}

@Resolver(() => Section)
export class PopularResolver {
  @Query(() => [Article], {
    description:
      'What is read most in an edition or one of its sections. Where too little is read, the newest follow.',
  })
  popular(
    @Ctx() context: Context,
    @Arg('edition', () => LanguageTagScalar, {
      nullable: true,
      description: 'Which edition; the default one when left out.',
    })
    language?: string,
    @Arg('section', () => String, {
      nullable: true,
      description: 'Only of this section and its subsections, by slug.',
    })
    slug?: string,
    @Arg('window', () => PopularWindow, windowOption(PopularWindow.DAY)) window?: PopularWindow,
    @Arg('metric', () => PopularMetric, METRIC) metric?: PopularMetric,
    @Arg('first', () => Int, FIRST) first?: number,
  ): Promise<Article[]> | Article[] {
    const edition = editionFor(context.frame, language);
    const section = slug == null ? null : context.frame.sections.find(edition.uid, slug);
    checkedCount('first', first ?? DEFAULT_FIRST);
    if (section === undefined) return [];
    const scope = section
      ? sectionScope(context, section)
      : { kind: 'edition' as const, id: edition.uid, members: [] };
    return popularOf(context, scope, { window, metric, first });
  }

  @FieldResolver(() => [Article], {
    name: 'popular',
    description:
      'What is read most in the section and its subsections. Where too little is read, the newest follow.',
  })
  popularInSection(
    @Root() section: Section,
    @Ctx() context: Context,
    @Arg('window', () => PopularWindow, windowOption(PopularWindow.DAY)) window?: PopularWindow,
    @Arg('metric', () => PopularMetric, METRIC) metric?: PopularMetric,
    @Arg('first', () => Int, FIRST) first?: number,
  ): Promise<Article[]> {
    return popularOf(context, sectionScope(context, section), { window, metric, first });
  }
}

@Resolver(() => Person)
export class PersonPopularResolver {
  @FieldResolver(() => [Article], {
    description:
      "What is read most of the person's articles. Where too little is read, the newest follow.",
  })
  popular(
    @Root() person: Person,
    @Ctx() context: Context,
    @Arg('window', () => PopularWindow, windowOption(PopularWindow.MONTH)) window?: PopularWindow,
    @Arg('first', () => Int, FIRST) first?: number,
  ): Promise<Article[]> {
    const scope = { kind: 'person' as const, id: person.uid, members: [] };
    return popularOf(context, scope, { window: window ?? PopularWindow.MONTH, first });
  }
}
