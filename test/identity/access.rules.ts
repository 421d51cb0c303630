import { PUBLIC_FIELDS } from './public.fields';

/**
 * Who may use a field. `ANYONE`: the same answer for everybody. `OWN`: everybody may ask, and who is nobody known, or not
 * its owner, is told `null`. Else the role it takes: without it comes UNAUTHENTICATED or FORBIDDEN, before anything else.
 */
export type Rule = 'ANYONE' | 'OWN' | 'READER' | 'EDITOR' | 'ADMIN';

/**
 * The rule of every field that is not for anyone, by coordinate; `Type.*` are all fields of a type that no one reaches
 * without the role. What is for anyone stands in public.fields.ts, field by field: a new field is for nobody until
 * somebody has thought about it.
 */
const GUARDED: Record<string, Rule> = {
  'Query.viewer': 'OWN',
  'Article.isSaved': 'OWN',
  'ReadingList.shareToken': 'OWN',
  'ReadingListItem.note': 'OWN',
  'ReadingListItem.readAt': 'OWN',
  'Viewer.*': 'READER',

  'Mutation.createReadingList': 'READER',
  'Mutation.updateReadingList': 'READER',
  'Mutation.deleteReadingList': 'READER',
  'Mutation.addToReadingList': 'READER',
  'Mutation.removeFromReadingList': 'READER',
  'Mutation.moveReadingListItem': 'READER',
  'Mutation.markRead': 'READER',
  'Mutation.markUnread': 'READER',
  'Mutation.shareReadingList': 'READER',
  'Mutation.syncReadingLists': 'READER',
  'Mutation.importReadingList': 'READER',
  'Mutation.follow': 'READER',
  'Mutation.unfollow': 'READER',
  'ReadingListChanges.*': 'READER',
  'ReadingListOperationResult.*': 'READER',
  'Mutation.createCuratedList': 'EDITOR',
  'Mutation.addCorrection': 'EDITOR',
  'Mutation.setRelated': 'EDITOR',
  'Mutation.upsertPerson': 'EDITOR',
  'Mutation.upsertTag': 'EDITOR',
  'Mutation.upsertSection': 'ADMIN',
  'Mutation.setPageLayout': 'EDITOR',
  'Mutation.createPreviewLink': 'EDITOR',

  'Query.newsroom': 'EDITOR',
  'Newsroom.*': 'EDITOR',
  'NewsroomArticle.*': 'EDITOR',
  'NewsroomArticleConnection.*': 'EDITOR',
  'NewsroomArticleEdge.*': 'EDITOR',
  'ArticleAudience.*': 'EDITOR',
  'AudiencePoint.*': 'EDITOR',
  'OutputPoint.*': 'EDITOR',
  'DeskIssue.*': 'EDITOR',
  'DeskIssueConnection.*': 'EDITOR',
  'DeskIssueEdge.*': 'EDITOR',
  'DeskIssueCount.*': 'EDITOR',
  'SystemStatus.*': 'EDITOR',
  'ServiceStatus.*': 'EDITOR',
  'QueueStatus.*': 'EDITOR',
  'JobStatus.*': 'EDITOR',
  'ImportStatus.*': 'EDITOR',
  'Revision.*': 'EDITOR',
  'RevisionDiff.*': 'EDITOR',
  'FieldDiff.*': 'EDITOR',
  'BlockDiff.*': 'EDITOR',
  'DiffSegment.*': 'EDITOR',
  'SpellingReport.*': 'EDITOR',
  'SpellingReportConnection.*': 'EDITOR',
  'SpellingReportEdge.*': 'EDITOR',
  'Mutation.createArticle': 'EDITOR',
  'Mutation.updateArticle': 'EDITOR',
  'Mutation.publishArticle': 'EDITOR',
  'Mutation.unpublishArticle': 'EDITOR',
  'Mutation.restoreRevision': 'EDITOR',
  'Mutation.resolveSpellingReport': 'EDITOR',
};

/** The rule of a field; `undefined`: nobody has decided. */
export function ruleOf(type: string, field: string): Rule | undefined {
  const guarded = GUARDED[`${type}.${field}`] ?? GUARDED[`${type}.*`];
  if (guarded) return guarded;
  return PUBLIC_FIELDS[type]?.split(' ').includes(field) === true ? 'ANYONE' : undefined;
}

/** Whether a type is only for those with a role. */
export const isGuarded = (type: string): boolean => `${type}.*` in GUARDED;

/** Rules of what is not in the schema: they would hide a new field of that name. */
export function staleRules(exists: (type: string, field: string) => boolean): string[] {
  const named = [
    ...Object.keys(GUARDED),
    ...Object.entries(PUBLIC_FIELDS).flatMap(([type, fields]) =>
      fields.split(' ').map((field) => `${type}.${field}`),
    ),
  ];
  return named.filter((coordinate) => {
    const [type = '', field = ''] = coordinate.split('.');
    return !exists(type, field);
  });
}
