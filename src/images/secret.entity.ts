import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something random that all gateways of a database share and nobody else knows. */
@Entity('secret')
export class Secret {
  @PrimaryColumn({ name: 'name', type: 'text', primaryKeyConstraintName: 'secret_pkey' })
  name!: string;

  @Column({ name: 'value', type: 'text' })
  value!: string;
}
