import { registerEnumType } from 'type-graphql';

export enum CreditRole {
  AUTHOR = 'AUTHOR',
  EDITOR = 'EDITOR',
  PHOTOGRAPHER = 'PHOTOGRAPHER',
  ILLUSTRATOR = 'ILLUSTRATOR',
  TRANSLATOR = 'TRANSLATOR',
  VIDEO = 'VIDEO',
  CONTRIBUTOR = 'CONTRIBUTOR',
}

registerEnumType(CreditRole, {
  name: 'CreditRole',
  description: 'What a person did for an article.',
  valuesConfig: {
    AUTHOR: { description: 'Wrote it.' },
    EDITOR: { description: 'Edited it.' },
    PHOTOGRAPHER: { description: 'Took its photographs.' },
    ILLUSTRATOR: { description: 'Drew its illustrations or graphics.' },
    TRANSLATOR: { description: 'Translated it.' },
    VIDEO: { description: 'Made its video.' },
    CONTRIBUTOR: { description: 'Contributed reporting or research.' },
  },
});
