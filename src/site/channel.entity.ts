import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Edition } from './edition.entity';

export enum ChannelKind {
  RSS = 'RSS',
  ATOM = 'ATOM',
  JSON_FEED = 'JSON_FEED',
  TELEGRAM = 'TELEGRAM',
  FACEBOOK = 'FACEBOOK',
  X = 'X',
  YOUTUBE = 'YOUTUBE',
  WHATSAPP = 'WHATSAPP',
  INSTAGRAM = 'INSTAGRAM',
  MASTODON = 'MASTODON',
  BLUESKY = 'BLUESKY',
  EMAIL = 'EMAIL',
  PODCAST = 'PODCAST',
  APP = 'APP',
  OTHER = 'OTHER',
}

registerEnumType(ChannelKind, {
  name: 'ChannelKind',
  description: 'Where a channel is, so that a client can show its icon.',
  valuesConfig: {
    RSS: { description: 'An RSS feed.' },
    ATOM: { description: 'An Atom feed.' },
    JSON_FEED: { description: 'A JSON Feed.' },
    TELEGRAM: { description: 'A Telegram channel.' },
    FACEBOOK: { description: 'A Facebook page.' },
    X: { description: 'An account on X.' },
    YOUTUBE: { description: 'A YouTube channel.' },
    WHATSAPP: { description: 'A WhatsApp channel.' },
    INSTAGRAM: { description: 'An Instagram account.' },
    MASTODON: { description: 'A Mastodon account.' },
    BLUESKY: { description: 'A Bluesky account.' },
    EMAIL: { description: 'A newsletter by e-mail.' },
    PODCAST: { description: 'A podcast.' },
    APP: { description: 'An app to install.' },
    OTHER: { description: 'Something else; show its name.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'A place outside the site where readers can subscribe to an edition.',
})
@Entity('channel')
@Index('channel_edition_id_idx', ['editionId', 'position'])
export class Channel {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'channel_pkey' })
  uid!: string;

  @Column({ name: 'edition_id', type: 'uuid' })
  editionId!: string;

  @ManyToOne(() => Edition, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'edition_id', foreignKeyConstraintName: 'channel_edition_id_fkey' })
  editionRow?: Edition;

  @Field(() => ChannelKind, { description: 'What kind of place it is.' })
  @Column({ name: 'kind', type: 'enum', enum: ChannelKind, enumName: 'channel_kind' })
  kind!: ChannelKind;

  @Field(() => String, { description: 'What to call it on a button.' })
  @Column({ name: 'name', type: 'text' })
  name!: string;

  /** Absolute, or a path of this site. */
  @Column({ name: 'url', type: 'text' })
  address!: string;

  @Column({ name: 'position', type: 'integer', default: 0 })
  position!: number;
}
