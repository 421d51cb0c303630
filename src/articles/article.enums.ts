import { registerEnumType } from 'type-graphql';

export enum ArticleFormat {
  NEWS = 'NEWS',
  OPINION = 'OPINION',
  ANALYSIS = 'ANALYSIS',
  FEATURE = 'FEATURE',
  INTERVIEW = 'INTERVIEW',
  VIDEO = 'VIDEO',
  GALLERY = 'GALLERY',
  LIVE = 'LIVE',
  BRIEF = 'BRIEF',
}

registerEnumType(ArticleFormat, {
  name: 'ArticleFormat',
  description: 'What kind of journalism an article is.',
  valuesConfig: {
    NEWS: { description: 'A news report.' },
    OPINION: { description: 'A comment by a named writer; show who wrote it.' },
    ANALYSIS: { description: 'Background that explains the news.' },
    FEATURE: { description: 'A longer story.' },
    INTERVIEW: { description: 'Questions and answers.' },
    VIDEO: { description: 'A video with a text beside it.' },
    GALLERY: { description: 'A series of pictures.' },
    LIVE: { description: 'Running coverage that grows while it is read.' },
    BRIEF: { description: 'A few lines.' },
  },
});

/** Where an article stands in the newsroom's workflow. Only PUBLISHED ones can be public. */
export enum ArticleStatus {
  DRAFT = 'DRAFT',
  IN_REVIEW = 'IN_REVIEW',
  SCHEDULED = 'SCHEDULED',
  PUBLISHED = 'PUBLISHED',
  UNPUBLISHED = 'UNPUBLISHED',
}

registerEnumType(ArticleStatus, {
  name: 'ArticleStatus',
  description: "Where an article stands in the newsroom's workflow.",
  valuesConfig: {
    DRAFT: { description: 'It is being written.' },
    IN_REVIEW: { description: 'Somebody reads it before it is published.' },
    SCHEDULED: { description: 'It will be published at its time.' },
    PUBLISHED: { description: 'It is published; public unless an embargo lies ahead.' },
    UNPUBLISHED: { description: 'It was withdrawn.' },
  },
});

export enum ArticleOrder {
  NEWEST = 'NEWEST',
  OLDEST = 'OLDEST',
  UPDATED = 'UPDATED',
  MOST_VIEWED = 'MOST_VIEWED',
}

registerEnumType(ArticleOrder, {
  name: 'ArticleOrder',
  description: 'The order of a list of articles.',
  valuesConfig: {
    NEWEST: { description: 'Last published first.' },
    OLDEST: { description: 'First published first.' },
    UPDATED: { description: 'Last changed first.' },
    MOST_VIEWED: { description: 'Most views of all time first.' },
  },
});

export enum TagKind {
  TOPIC = 'TOPIC',
  PLACE = 'PLACE',
  ORGANISATION = 'ORGANISATION',
  PERSON = 'PERSON',
  EVENT = 'EVENT',
}

registerEnumType(TagKind, {
  name: 'TagKind',
  description: 'What a tag stands for.',
  valuesConfig: {
    TOPIC: { description: 'A subject: housing, football.' },
    PLACE: { description: 'A place.' },
    ORGANISATION: { description: 'A company, party, club, authority.' },
    PERSON: { description: 'Somebody in the news; those who write are people, not tags.' },
    EVENT: { description: 'An event: an election, a festival.' },
  },
});

export enum CountPrecision {
  CAPPED = 'CAPPED',
  EXACT = 'EXACT',
  ESTIMATE = 'ESTIMATE',
}

registerEnumType(CountPrecision, {
  name: 'CountPrecision',
  description: 'How far a count goes.',
  valuesConfig: {
    CAPPED: { description: 'Exact up to 10,000, where counting stops: show it as "10,000+".' },
    EXACT: { description: 'All of them. Slow for long lists.' },
    ESTIMATE: {
      description:
        'Exact up to 10,000; beyond, an estimate to two digits, at no cost for its length.',
    },
  },
});
