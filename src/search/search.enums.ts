import { registerEnumType } from 'type-graphql';

export enum SearchOrder {
  RELEVANCE = 'RELEVANCE',
  NEWEST = 'NEWEST',
  OLDEST = 'OLDEST',
}

registerEnumType(SearchOrder, {
  name: 'SearchOrder',
  description: 'The order of what a search finds.',
  valuesConfig: {
    RELEVANCE: {
      description:
        'Best first: how well the text fits, headlines before standfirsts before bodies, newer before older.',
    },
    NEWEST: { description: 'Last published first.' },
    OLDEST: { description: 'First published first.' },
  },
});

export enum SuggestionKind {
  ARTICLE = 'ARTICLE',
  TAG = 'TAG',
  PERSON = 'PERSON',
  SECTION = 'SECTION',
}

registerEnumType(SuggestionKind, {
  name: 'SuggestionKind',
  description: 'What a suggestion leads to.',
  valuesConfig: {
    ARTICLE: { description: 'An article, by its headline.' },
    TAG: { description: 'A tag.' },
    PERSON: { description: 'A person.' },
    SECTION: { description: 'A section.' },
  },
});
