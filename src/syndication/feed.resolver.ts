import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Tag } from '../articles/tag.entity';
import { Person } from '../people/person.entity';
import { type Context } from '../request/context';
import { Section } from '../sections/section.entity';
import { Feed, Site } from '../site/site.types';
import { editionFeed, feedsOf, personFeed, sectionFeed, tagFeed } from './feeds/feed.scope';

@Resolver(() => Site)
class SiteFeedResolver {
  @FieldResolver(() => [Feed], { description: 'The feeds of the edition that this server offers.' })
  feeds(@Root() site: Site, @Ctx() context: Context): Feed[] {
    return feedsOf(context, editionFeed(context, site.shownEdition));
  }
}

@Resolver(() => Section)
class SectionFeedResolver {
  @FieldResolver(() => [Feed], {
    description: 'The feeds of the section and its subsections that this server offers.',
  })
  feeds(@Root() section: Section, @Ctx() context: Context): Feed[] {
    return feedsOf(context, sectionFeed(context, section));
  }
}

@Resolver(() => Tag)
class TagFeedResolver {
  @FieldResolver(() => [Feed], { description: 'The feeds of the tag that this server offers.' })
  feeds(@Root() tag: Tag, @Ctx() context: Context): Feed[] {
    return feedsOf(context, tagFeed(context, tag));
  }
}

@Resolver(() => Person)
class PersonFeedResolver {
  @FieldResolver(() => [Feed], {
    description: 'The feeds of all that credits the person, in every edition.',
  })
  feeds(@Root() person: Person, @Ctx() context: Context): Feed[] {
    return feedsOf(context, personFeed(context, person));
  }
}

/** The fields that list feeds, on everything that has some. */
export const FEED_RESOLVERS = [
  SiteFeedResolver,
  SectionFeedResolver,
  TagFeedResolver,
  PersonFeedResolver,
] as const;
