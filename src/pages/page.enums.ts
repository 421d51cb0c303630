import { registerEnumType } from 'type-graphql';

export enum PageKind {
  FRONT = 'FRONT',
  SECTION = 'SECTION',
  ARTICLE = 'ARTICLE',
  PERSON = 'PERSON',
  TAG = 'TAG',
  ARCHIVE = 'ARCHIVE',
  STATIC = 'STATIC',
  ALL_NEWS = 'ALL_NEWS',
}

registerEnumType(PageKind, {
  name: 'PageKind',
  description: 'What a page is about, by which a client chooses its template.',
  valuesConfig: {
    FRONT: { description: "An edition's front page." },
    SECTION: { description: "A section's page." },
    ARTICLE: { description: 'An article.' },
    PERSON: { description: "Somebody's page, with what they have written." },
    TAG: { description: 'All about one thing.' },
    ARCHIVE: { description: 'The archive, or a year, a month or a day of it.' },
    STATIC: { description: 'A page that is not news: About, Advertising.' },
    ALL_NEWS: { description: 'Everything, the newest first.' },
  },
});

export enum ModuleSource {
  CURATED = 'CURATED',
  LATEST = 'LATEST',
  POPULAR = 'POPULAR',
  NOW_READING = 'NOW_READING',
  RELATED = 'RELATED',
  OPINION = 'OPINION',
  READING_LIST = 'READING_LIST',
}

registerEnumType(ModuleSource, {
  name: 'ModuleSource',
  description: 'By which rule a list on a page is filled.',
  valuesConfig: {
    CURATED: { description: 'What editors chose.' },
    LATEST: { description: 'The newest.' },
    POPULAR: { description: 'What is read most.' },
    NOW_READING: { description: 'What is being read right now.' },
    RELATED: { description: "More on the page's article." },
    OPINION: { description: 'The newest columns and comments.' },
    READING_LIST: { description: 'A curated reading list.' },
  },
});

export enum ModulePlacement {
  PINNED = 'PINNED',
  RULE = 'RULE',
  FALLBACK = 'FALLBACK',
}

registerEnumType(ModulePlacement, {
  name: 'ModulePlacement',
  description: 'Why an article stands in a list on a page.',
  valuesConfig: {
    PINNED: { description: 'An editor put it there.' },
    RULE: { description: "The list's rule chose it." },
    FALLBACK: { description: 'The rule did not find enough, and it fills the gap.' },
  },
});
