import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { Article } from '../articles/article.entity';
import { type Loaded, whenLoaded } from '../graphql/loaded';
import { checkedCount } from '../graphql/page.args';
import { LanguageTagScalar } from '../graphql/scalars';
import { Person } from '../people/person.entity';
import { type Context } from '../request/context';
import { Section } from '../sections/section.entity';
import { editionFor } from '../site/edition.lookup';
import { PopularMetric, PopularWindow } from './audience.entity';
import { type PopularItem, type PopularScope } from './popular.queries';

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

const EDITION = { nullable: true, description: 'Which edition; the default one when left out.' };

const SECTION = {
  nullable: true,
  description: 'Only of this section and its subsections, by slug.',
};

function sectionScope({ frame }: Context, section: Section): PopularScope {
  return { kind: 'section', id: section.uid, members: frame.sections.subtreeIds(section.uid) };
}

/** What a query asks about; undefined where the edition has no such section. */
function scopeOf(
  context: Context,
  language: string | undefined,
  slug: string | undefined,
): PopularScope | undefined {
  const edition = editionFor(context.frame, language);
  if (slug == null) return { kind: 'edition', id: edition.uid, members: [] };
  const section = context.frame.sections.find(edition.uid, slug);
  return section && sectionScope(context, section);
}

const articlesIn = (items: PopularItem[]): Article[] => items.map((item) => item.article);

function popularOf(
  { loaders }: Context,
  scope: PopularScope,
  { window, metric, first }: Ranking,
): Loaded<Article[]> {
  const found = loaders.popularByScope.get({
    scope,
    window: window ?? PopularWindow.DAY,
    metric: metric ?? PopularMetric.VIEWS,
    size: checkedCount('first', first ?? DEFAULT_FIRST),
  });
  return whenLoaded(found, articlesIn);
}

@Resolver(() => Section)
export class PopularResolver {
  @Query(() => [Article], {
    description:
      'What is read most in an edition or one of its sections. Where too little is read, the newest follow.',
  })
  popular(
    @Ctx() context: Context,
    @Arg('edition', () => LanguageTagScalar, EDITION) language?: string,
    @Arg('section', () => String, SECTION) slug?: string,
    @Arg('window', () => PopularWindow, windowOption(PopularWindow.DAY)) window?: PopularWindow,
    @Arg('metric', () => PopularMetric, METRIC) metric?: PopularMetric,
    @Arg('first', () => Int, FIRST) first?: number,
  ): Loaded<Article[]> {
    checkedCount('first', first ?? DEFAULT_FIRST);
    const scope = scopeOf(context, language, slug);
    return scope ? popularOf(context, scope, { window, metric, first }) : [];
  }

  @Query(() => [Article], {
    description:
      'What most readers have come to in the last ten minutes. Where too little is read, the newest follow.',
  })
  nowReading(
    @Ctx() context: Context,
    @Arg('edition', () => LanguageTagScalar, EDITION) language?: string,
    @Arg('section', () => String, SECTION) slug?: string,
    @Arg('first', () => Int, FIRST) first?: number,
  ): Loaded<Article[]> {
    const size = checkedCount('first', first ?? DEFAULT_FIRST);
    const scope = scopeOf(context, language, slug);
    if (!scope) return [];
    return whenLoaded(context.loaders.nowReadingByScope.get({ scope, size }), articlesIn);
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
  ): Loaded<Article[]> {
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
  ): Loaded<Article[]> {
    const scope = { kind: 'person' as const, id: person.uid, members: [] };
    return popularOf(context, scope, { window: window ?? PopularWindow.MONTH, first });
  }
}
