import { registerEnumType } from 'type-graphql';

export enum TimeBucket {
  MINUTE = 'MINUTE',
  HOUR = 'HOUR',
  DAY = 'DAY',
  WEEK = 'WEEK',
  MONTH = 'MONTH',
}

registerEnumType(TimeBucket, {
  name: 'TimeBucket',
  description: "Into what a stretch of time is divided, in the edition's time zone.",
  valuesConfig: {
    MINUTE: { description: 'Minutes; they are known for a month or so.' },
    HOUR: { description: 'Hours.' },
    DAY: { description: 'Days from midnight to midnight.' },
    WEEK: { description: 'Weeks from Monday.' },
    MONTH: { description: 'Calendar months.' },
  },
});

export enum OutputBreakdown {
  SECTION = 'SECTION',
  PERSON = 'PERSON',
  FORMAT = 'FORMAT',
}

registerEnumType(OutputBreakdown, {
  name: 'OutputBreakdown',
  description: 'By what the output of the newsroom is divided.',
  valuesConfig: {
    SECTION: { description: "By section; the group is the section's slug." },
    PERSON: {
      description: "By author; the group is the person's slug. An article counts for each of them.",
    },
    FORMAT: { description: 'By format; the group is its name, such as NEWS.' },
  },
});
