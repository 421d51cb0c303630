import { registerEnumType } from 'type-graphql';

export enum ReadingListVisibility {
  PRIVATE = 'PRIVATE',
  UNLISTED = 'UNLISTED',
  PUBLIC = 'PUBLIC',
}

registerEnumType(ReadingListVisibility, {
  name: 'ReadingListVisibility',
  description: 'Who may see a reading list.',
  valuesConfig: {
    PRIVATE: { description: 'Its owner alone. To anyone else it does not exist.' },
    UNLISTED: { description: 'Whoever has its share token.' },
    PUBLIC: { description: 'Anyone; it stands in `readingLists`.' },
  },
});

export enum ReadingListKind {
  SAVED = 'SAVED',
  CUSTOM = 'CUSTOM',
  CURATED = 'CURATED',
}

registerEnumType(ReadingListKind, {
  name: 'ReadingListKind',
  description: 'What a reading list is to its owner.',
  valuesConfig: {
    SAVED: { description: "A reader's list for reading later: always there, never deleted." },
    CUSTOM: { description: 'A list that a reader has made.' },
    CURATED: { description: "One of the newsroom's own." },
  },
});

/** What somebody follows. */
export enum FollowKind {
  SECTION = 'SECTION',
  PERSON = 'PERSON',
  TAG = 'TAG',
}
