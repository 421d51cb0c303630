import { Field, Float, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../graphql/scalars';

@ObjectType({ simpleResolvers: true, description: 'How a part that the gateway needs is doing.' })
export class ServiceStatus {
  @Field(() => Boolean, { description: 'Whether it works.' })
  ok!: boolean;

  @Field(() => Float, { description: 'How long it took, in milliseconds.' })
  latencyMs!: number;

  @Field(() => String, { nullable: true, description: 'What it is, or what is wrong.' })
  detail!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The last run of an import.' })
export class ImportStatus {
  @Field(() => String, {
    description: 'The source; where it never could be read, the place.',
  })
  name!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it ended, or began where it was interrupted; null while it goes on.',
  })
  lastRunAt!: Date | null;

  @Field(() => Boolean, {
    description: 'Whether all of it was read and taken, as far as it has come.',
  })
  ok!: boolean;

  @Field(() => Int, { description: 'How many articles and pages it made.' })
  created!: number;

  @Field(() => Int, { description: 'How many it changed.' })
  updated!: number;

  @Field(() => Int, { description: 'How many items could not be taken.' })
  failed!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Why it could not be read, or the first item not be taken.',
  })
  error!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What waits to be done by the clock.' })
export class QueueStatus {
  @Field(() => String, { description: 'What is done with it.' })
  name!: string;

  @Field(() => Int, { description: 'How many wait, counted up to 10,000.' })
  waiting!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Since when the first of them waits, where that is known.',
  })
  since!: Date | null;

  @Field(() => Int, { description: 'How many were given up, counted up to 10,000.' })
  failed!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Work that is done at intervals.' })
export class JobStatus {
  @Field(() => String, { description: 'What it is called, also in the log.' })
  name!: string;

  @Field(() => Float, { description: 'How long it rests, in seconds.' })
  everySeconds!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When this gateway last ended a run; null: not yet, others did.',
  })
  lastRunAt!: Date | null;

  @Field(() => Float, { nullable: true, description: 'How long that took, in milliseconds.' })
  tookMs!: number | null;

  @Field(() => Boolean, { description: 'Whether that went well; the log says why not.' })
  ok!: boolean;
}

@ObjectType({ description: 'How the gateway that answers is doing.' })
export class SystemStatus {}
