import { Field, Int, ObjectType } from 'type-graphql';
import { type Edition } from '../site/edition.entity';

@ObjectType({ simpleResolvers: true, description: 'A year, a month or a day of the archive.' })
export class ArchivePeriod {
  @Field(() => Int, { description: 'Its year.' })
  year!: number;

  @Field(() => Int, { nullable: true, description: 'Its month, 1 to 12; null for a year.' })
  month!: number | null;

  @Field(() => Int, { nullable: true, description: 'Its day; null for a year or a month.' })
  day!: number | null;

  @Field(() => Int, { description: 'How many articles were published in it.' })
  count!: number;

  @Field(() => String, { description: "The path of its archive page, with the edition's prefix." })
  path!: string;
}

/** The period that was asked for: all time, a year, a month or a day. */
export interface ArchiveRequest {
  year: number | null;
  month: number | null;
  day: number | null;
}

@ObjectType({
  description: "What an edition published, by the calendar of the edition's time zone.",
})
export class Archive {
  constructor(
    readonly edition: Edition,
    readonly period: ArchiveRequest,
  ) {}
}
