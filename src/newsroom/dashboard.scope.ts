import { type AudienceScope } from '../audience/figures.queries';
import { badUserInput } from '../graphql/errors';
import { uidOf } from '../graphql/global-id';
import { type Context } from '../request/context';
import { type Edition } from '../site/edition.entity';
import { editionFor, editionOf } from '../site/edition.lookup';
import { type AudienceArgs, type ScopeArgs } from './dashboard.args';
import { longText } from './input.text';

export interface EditionScope {
  edition: Edition;
  /** A section's and its subsections' ids; `null`: all of the edition. */
  sectionIds: readonly string[] | null;
}

/** An edition, the default one where none is named, and the sections asked for in it. */
export function scopeOf({ frame }: Context, { edition: tag, section }: ScopeArgs): EditionScope {
  const edition = editionFor(frame, tag);
  if (section == null) return { edition, sectionIds: null };
  const found = frame.sections.find(edition.uid, section);
  if (!found) throw badUserInput('section', 'The edition has no such section.');
  return { edition, sectionIds: frame.sections.subtreeIds(found.uid) };
}

async function articleScope(context: Context, { articleId, edition }: AudienceArgs) {
  const id = uidOf('Article', articleId ?? '', 'articleId');
  const article = await context.asEditor().loaders.newsroomArticleById.load(id);
  const own = article && editionOf(context.frame, article.row.editionId);
  if (!own || (edition != null && own !== editionFor(context.frame, edition))) {
    throw badUserInput('articleId', 'There is no such article.');
  }
  return { scope: { kind: 'article' as const, id }, timeZone: own.timeZone };
}

async function personScope(context: Context, { person, edition: tag }: AudienceArgs) {
  const slug = longText(person ?? '', 'person');
  const id = await context.asEditor().loaders.personIdBySlug.load(slug);
  if (id === null) throw badUserInput('person', 'There is no such person.');
  const edition = editionFor(context.frame, tag);
  const scope = { kind: 'person' as const, id, editionId: tag == null ? null : edition.uid };
  return { scope, timeZone: edition.timeZone };
}

/** Whose audience is asked for, and the time zone of its days. */
export async function audienceScope(
  context: Context,
  args: AudienceArgs,
): Promise<{ scope: AudienceScope; timeZone: string }> {
  const { section, person, articleId } = args;
  if ([section, person, articleId].filter((one) => one != null).length > 1) {
    const field = articleId == null ? 'person' : 'articleId';
    throw badUserInput(field, 'Give one of section, person and articleId.');
  }
  if (articleId != null) return articleScope(context, args);
  if (person != null) return personScope(context, args);
  const { edition, sectionIds } = scopeOf(context, args);
  const { timeZone } = edition;
  return sectionIds === null
    ? { scope: { kind: 'edition', id: edition.uid }, timeZone }
    : { scope: { kind: 'sections', ids: sectionIds }, timeZone };
}
