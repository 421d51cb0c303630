import { registerEnumType } from 'type-graphql';

export enum DeskIssueKind {
  ALT_TEXT_MISSING = 'ALT_TEXT_MISSING',
  LICENCE_MISSING = 'LICENCE_MISSING',
  SEO_TITLE_MISSING = 'SEO_TITLE_MISSING',
  EDITOR_MISSING = 'EDITOR_MISSING',
  TRANSLATION_STALE = 'TRANSLATION_STALE',
  HEADLINE_TOO_LONG = 'HEADLINE_TOO_LONG',
}

registerEnumType(DeskIssueKind, {
  name: 'DeskIssueKind',
  description: 'What a published article lacks.',
  valuesConfig: {
    ALT_TEXT_MISSING: { description: 'A picture of it says nothing to those who cannot see it.' },
    LICENCE_MISSING: { description: 'A picture of it has no licence.' },
    SEO_TITLE_MISSING: { description: 'It has no title of its own for search engines.' },
    EDITOR_MISSING: { description: 'Nobody is credited as its editor.' },
    TRANSLATION_STALE: { description: 'Its original changed after it was last saved.' },
    HEADLINE_TOO_LONG: { description: 'Its headline has more than 110 characters.' },
  },
});
