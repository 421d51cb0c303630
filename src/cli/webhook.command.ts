import { type Command, InvalidArgumentError, Option } from 'commander';
import { listDeliveries, replayDeliveries } from '../webhooks/webhook-delivery.commands';
import { printResult } from './output';
import { CommandError } from './run';
import { withSession } from './session';

const MOST = 100;

function toTime(text: string): Date {
  const time = new Date(text);
  if (!Number.isNaN(time.getTime())) return time;
  throw new InvalidArgumentError('It takes a time such as 2026-11-23T10:00:00Z.');
}

function list({ status, json }: { status?: string; json?: boolean }): Promise<void> {
  return withSession(async ({ dataSource: { manager } }) => {
    const deliveries = await listDeliveries(manager, status ?? null, MOST);
    const lines = deliveries.map(({ id, createdAt, kind, url, attempts, ...one }) =>
      [id, createdAt.toISOString(), kind, url, one.status, attempts, one.answer ?? ''].join('\t'),
    );
    printResult(json ?? false, deliveries, lines);
  });
}

function replay(id: string | undefined, { since }: { since?: Date }): Promise<void> {
  return withSession(async ({ dataSource: { manager } }) => {
    if ((id === undefined) === (since === undefined)) {
      throw new CommandError('Give either the id of a delivery or --since.');
    }
    const which = since ? { since } : { id: id ?? '' };
    const count = await replayDeliveries(manager, which);
    if (count === 0) throw new CommandError('There is no such delivery.');
    printResult(false, { count }, [`${count} to be sent again.`]);
  });
}

export function addWebhookCommand(program: Command): void {
  const webhook = program.command('webhook').description('what webhooks were told');
  webhook
    .command('list')
    .description(`list the last ${MOST} deliveries, the newest first`)
    .addOption(
      new Option('--status <status>', 'only these').choices(['PENDING', 'DELIVERED', 'DEAD']),
    )
    .option('--json', 'as JSON')
    .action(list);
  webhook
    .command('replay')
    .description('send deliveries again, under the ids they had')
    .argument('[id]', 'one delivery')
    .option('--since <time>', 'all written down since then', toTime)
    .action(replay);
}
