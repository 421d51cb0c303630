import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { DateScalar, LanguageTagScalar, UrlScalar } from '../graphql/scalars';
import { type Context } from '../request/context';
import { Channel } from './channel.entity';
import { Edition } from './edition.entity';
import { absoluteUrl, dayIn, editionFor, resolveAddress, restOfDay } from './edition.lookup';
import { Rights, siteRights } from './rights.type';
import { Site } from './site.types';
import { StaticPage } from './static-page.entity';

@Resolver(() => Site)
export class SiteResolver {
  @Query(() => Site, {
    description: "The site's frame in one edition: all that stands around a page's own content.",
  })
  site(
    @Arg('edition', () => LanguageTagScalar, {
      nullable: true,
      description: 'Which edition; the default one when left out.',
    })
    language: string | undefined,
    @Ctx() { frame }: Context,
  ): Site {
    return new Site(editionFor(frame, language));
  }

  @FieldResolver(() => String, { description: "The site's name." })
  name(@Ctx() { frame }: Context): string {
    return frame.settings.name;
  }

  @FieldResolver(() => UrlScalar, { description: "The address of the edition's front page." })
  url(@Root() site: Site, @Ctx() { publicUrl }: Context): string {
    const { shownEdition: edition } = site;
    return absoluteUrl(edition, publicUrl, edition.pathPrefix || '/');
  }

  @FieldResolver(() => Edition, { description: 'The edition that was asked for.' })
  edition(@Root() site: Site): Edition {
    return site.shownEdition;
  }

  @FieldResolver(() => [Edition], { description: 'All editions, for a language switcher.' })
  editions(@Ctx() { frame }: Context): readonly Edition[] {
    return frame.editions;
  }

  @FieldResolver(() => DateScalar, {
    description: "Today in the edition's time zone: the date in the masthead.",
  })
  date(@Root() site: Site, @Ctx() context: Context): string {
    context.keepFor(restOfDay(site.shownEdition));
    return dayIn(site.shownEdition, new Date());
  }

  @FieldResolver(() => [Channel], { description: 'Where readers can subscribe to the edition.' })
  channels(@Root() site: Site, @Ctx() { frame }: Context): Channel[] {
    return frame.channels.filter((channel) => channel.editionId === site.shownEdition.uid);
  }

  @FieldResolver(() => [StaticPage], {
    description: "The edition's static pages, such as About and Advertising, in their order.",
  })
  pages(@Root() site: Site, @Ctx() { frame }: Context): StaticPage[] {
    return frame.pages.filter((page) => page.editionId === site.shownEdition.uid);
  }

  @FieldResolver(() => Rights, { description: "The site's copyright notice and reprint policy." })
  rights(@Root() site: Site, @Ctx() context: Context): Rights {
    context.keepFor(restOfDay(site.shownEdition));
    const year = Number(dayIn(site.shownEdition, new Date()).slice(0, 4));
    return siteRights(context.frame.settings, year);
  }
}

@Resolver(() => Edition)
export class EditionResolver {
  @FieldResolver(() => UrlScalar, { description: 'The address of its front page.' })
  url(@Root() edition: Edition, @Ctx() { publicUrl }: Context): string {
    return absoluteUrl(edition, publicUrl, edition.pathPrefix || '/');
  }
}

@Resolver(() => Channel)
export class ChannelResolver {
  @FieldResolver(() => UrlScalar, { description: 'Where to go to subscribe.' })
  url(@Root() channel: Channel, @Ctx() { publicUrl }: Context): string {
    return resolveAddress(channel.address, publicUrl);
  }
}

@Resolver(() => StaticPage)
export class StaticPageResolver {
  @FieldResolver(() => String, { description: "Its path, with the edition's prefix." })
  path(@Root() page: StaticPage, @Ctx() { frame }: Context): string {
    return `${frame.editionById.get(page.editionId)?.pathPrefix ?? ''}/${page.slug}`;
  }
}
