import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { LanguageTagScalar } from '../graphql/scalars';
import { type Context } from '../request/context';
import { Edition } from '../site/edition.entity';
import { editionFor, editionOf } from '../site/edition.lookup';
import { Site } from '../site/site.types';
import { Section } from './section.entity';

@Resolver(() => Section)
export class SectionResolver {
  @Query(() => Section, {
    nullable: true,
    description: 'One section by its slug; null where the edition has none of that name.',
  })
  section(
    @Arg('slug', () => String, { description: "The section's slug, without slashes." })
    slug: string,
    @Arg('edition', () => LanguageTagScalar, {
      nullable: true,
      description: 'Which edition; the default one when left out.',
    })
    language: string | undefined,
    @Ctx() { frame }: Context,
  ): Section | null {
    return frame.sections.find(editionFor(frame, language).uid, slug) ?? null;
  }

  @Query(() => [Section], {
    description: 'All sections of an edition in their order, each before its subsections.',
  })
  sections(
    @Arg('edition', () => LanguageTagScalar, {
      nullable: true,
      description: 'Which edition; the default one when left out.',
    })
    language: string | undefined,
    @Ctx() { frame }: Context,
  ): readonly Section[] {
    return frame.sections.ofEdition(editionFor(frame, language).uid);
  }

  @FieldResolver(() => String, { description: "Its path, with the edition's prefix." })
  path(@Root() section: Section, @Ctx() { frame }: Context): string {
    return sectionPath(editionOf(frame, section.editionId), section);
  }

  @FieldResolver(() => Edition, { description: 'The edition it belongs to.' })
  edition(@Root() section: Section, @Ctx() { frame }: Context): Edition {
    return editionOf(frame, section.editionId);
  }

  @FieldResolver(() => Section, { nullable: true, description: 'The section it is part of.' })
  parent(@Root() section: Section, @Ctx() { frame }: Context): Section | null {
    return section.parentId === null ? null : (frame.sections.get(section.parentId) ?? null);
  }

  @FieldResolver(() => [Section], { description: 'The sections directly below it.' })
  children(@Root() section: Section, @Ctx() { frame }: Context): readonly Section[] {
    return frame.sections.children(section.uid);
  }
}

@Resolver(() => Site)
export class SiteNavigationResolver {
  @FieldResolver(() => [Section], { description: 'The top sections, in the order of the menu.' })
  navigation(@Root() site: Site, @Ctx() { frame }: Context): Section[] {
    return frame.sections.children(site.shownEdition.uid).filter((section) => section.inNavigation);
  }
}

/** The path of a section's page. */
export function sectionPath(edition: Edition, section: Section): string {
  return `${edition.pathPrefix}/${section.slug}`;
}
