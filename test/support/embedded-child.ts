import {
  bootEmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from '../../src/sql/embedded/embedded-postgres';

/** One line of a child that has booted: what a test wants to know of it. */
export interface Booted {
  readonly attached: boolean;
  readonly pid: number;
  readonly url: string;
}

/** An application in small: boots, says so on a line, and stops cleanly on SIGTERM. */
async function main(options: EmbeddedPostgresOptions): Promise<void> {
  const server = await bootEmbeddedPostgres(options);
  const booted: Booted = {
    attached: server.attached,
    pid: server.pid,
    url: server.url('postgres'),
  };
  process.stdout.write(`${JSON.stringify(booted)}\n`);
  process.once('SIGTERM', () => {
    void server.stop().then((stopped) => process.stdout.write(`${JSON.stringify({ stopped })}\n`));
  });
}

if (require.main === module) {
  void main(JSON.parse(process.argv[2] ?? '{}') as EmbeddedPostgresOptions);
}
