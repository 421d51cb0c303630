import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Article } from '../articles/article.entity';
import { Correction } from '../articles/correction.entity';
import { Tag } from '../articles/tag.entity';
import { badUserInput } from '../graphql/errors';
import { uidOf } from '../graphql/global-id';
import { LanguageTagScalar } from '../graphql/scalars';
import { findSubject } from '../pages/page.find';
import { readPath } from '../pages/page.path';
import { pageOf } from '../pages/page.resolver';
import { Page } from '../pages/page.types';
import { Person } from '../people/person.entity';
import { type Context } from '../request/context';
import { Section } from '../sections/section.entity';
import { editionFor } from '../site/edition.lookup';
import { firstPathPart } from '../site/reserved.slugs';
import { PageModuleInput, PersonInput, SectionInput, TagInput } from './desk.inputs';
import { freshArticle, revealed } from './hidden-article';
import { checkedSlug, checkedText, optionalText } from './input.text';
import { readModules } from './page-layout.read';

const MAX_RELATED = 50;
const MAX_POSITION = 1_000_000;

const INPUT = { description: 'What it is.' };

function mentionsOf(ids: string[], name: string) {
  if (ids.length > MAX_RELATED) throw badUserInput(name, `${name}: at most ${MAX_RELATED}.`);
  return ids.map((id, at) => {
    const field = `${name}[${at}]`;
    return { name: uidOf('Article', id, field), field };
  });
}

/** A text that was left out stays, and an empty one is none. */
const kept = (value: string | null | undefined, field: string) =>
  value === undefined ? undefined : optionalText(value, field, 5_000);

/** What editors do beside writing articles. */
@Resolver()
export class DeskResolver {
  @Mutation(() => Correction, { description: 'Says in public what was wrong in an article.' })
  addCorrection(
    @Ctx() context: Context,
    @Arg('articleId', () => ID, { description: 'The article.' }) id: string,
    @Arg('text', () => String, { description: 'What was wrong and what is right, plain text.' })
    text: string,
  ): Promise<Correction> {
    const { commands } = context.asEditor();
    const uid = uidOf('Article', id, 'articleId');
    return commands.addCorrection(uid, checkedText(text, 'text', 5_000));
  }

  @Mutation(() => Article, {
    description:
      'Decides which articles stand first among an article’s related ones, and which never do.',
  })
  async setRelated(
    @Ctx() context: Context,
    @Arg('articleId', () => ID, { description: 'The article.' }) id: string,
    @Arg('pinned', () => [ID], { description: 'Articles of its edition that stand first.' })
    pinned: string[],
    @Arg('hidden', () => [ID], { description: 'Articles that never stand there.' })
    hidden: string[],
  ): Promise<Article> {
    const { commands } = context.asEditor();
    const uid = uidOf('Article', id, 'articleId');
    const decision = { pinned: mentionsOf(pinned, 'pinned'), hidden: mentionsOf(hidden, 'hidden') };
    await commands.setRelated(uid, decision);
    return revealed(context, await freshArticle(context, uid));
  }

  @Mutation(() => Person, { description: 'Makes somebody, or changes who has the slug.' })
  upsertPerson(
    @Ctx() context: Context,
    @Arg('input', () => PersonInput, INPUT) input: PersonInput,
  ): Promise<Person> {
    const { imageId } = input;
    return context.asEditor().commands.upsertPerson({
      slug: checkedSlug(input.slug, 'input.slug'),
      name: checkedText(input.name, 'input.name'),
      jobTitle: kept(input.jobTitle, 'input.jobTitle'),
      bio: kept(input.bio, 'input.bio'),
      imageId: imageId == null ? imageId : uidOf('Image', imageId, 'input.imageId'),
    });
  }

  @Mutation(() => Tag, { description: 'Makes a tag, or changes the one that has the slug.' })
  upsertTag(
    @Ctx() context: Context,
    @Arg('input', () => TagInput, INPUT) { slug, name, edition, kind }: TagInput,
  ): Promise<Tag> {
    const { commands } = context.asEditor();
    return commands.upsertTag(editionFor(context.frame, edition).uid, {
      slug: checkedSlug(slug, 'input.slug'),
      name: checkedText(name, 'input.name'),
      kind,
    });
  }

  @Mutation(() => Section, {
    description: 'Makes a section, or changes the one that has the slug. Needs the role admin.',
  })
  async upsertSection(
    @Ctx() context: Context,
    @Arg('input', () => SectionInput, INPUT) input: SectionInput,
  ): Promise<Section> {
    const { commands } = context.asAdmin();
    const edition = editionFor(context.frame, input.edition);
    const slug = checkedSlug(input.slug, 'input.slug');
    if (firstPathPart(slug, 'x') !== slug && !context.frame.sections.find(edition.uid, slug)) {
      throw badUserInput('input.slug', `The site needs the address /${slug} itself.`);
    }
    const { parent, position } = input;
    if (position != null && Math.abs(position) > MAX_POSITION) {
      throw badUserInput('input.position', 'A position is at most a million.');
    }
    await commands.upsertSection(edition.uid, {
      ...{ slug, parent, position },
      name: checkedText(input.name, 'input.name'),
      description: kept(input.description, 'input.description'),
    });
    await context.refreshFrame();
    const section = context.frame.sections.find(edition.uid, slug);
    if (!section) throw new Error(`The section ${slug} was not saved.`);
    return section;
  }

  @Mutation(() => Page, { description: 'Lays out the page at a path: its lists, in their order.' })
  async setPageLayout(
    @Ctx() context: Context,
    @Arg('path', () => String, { description: 'The path as readers see it.' }) path: string,
    @Arg('modules', () => [PageModuleInput], { description: 'The lists.' })
    modules: PageModuleInput[],
    @Arg('edition', () => LanguageTagScalar, {
      nullable: true,
      description: 'The edition, for a path without its prefix; the default one when left out.',
    })
    language?: string | null,
  ): Promise<Page> {
    const { commands } = context.asEditor();
    const asked = readPath(context.frame, path, language);
    const subject = asked && (await findSubject(context, asked.edition, asked.rest));
    if (!asked || !subject) throw badUserInput('path', 'There is no page at this path.');
    const { edition, rest } = asked;
    for (const [at, { section }] of modules.entries()) {
      if (section != null && !context.frame.sections.find(edition.uid, section)) {
        throw badUserInput(`modules[${at}].section`, 'There is no such section.');
      }
    }
    await commands.savePageLayout(edition.uid, rest, readModules(subject.kind, modules));
    await context.refreshFrame();
    return pageOf(context, subject, rest);
  }
}
