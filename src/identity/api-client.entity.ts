import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** An app or a partner with a key and a rate of its own. */
@Entity('api_client')
@Check('api_client_rate_check', `"requests_per_minute" > 0`)
export class ApiClient {
  @PrimaryColumn({ name: 'name', type: 'text', primaryKeyConstraintName: 'api_client_pkey' })
  name!: string;

  /** The SHA-256 of the key, in hexadecimal digits; the key itself is not kept. */
  @Column({ name: 'key_hash', type: 'text' })
  keyHash!: string;

  @Column({ name: 'requests_per_minute', type: 'integer' })
  requestsPerMinute!: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
