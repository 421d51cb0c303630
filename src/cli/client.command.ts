import { type Command, InvalidArgumentError } from 'commander';
import {
  addApiClient,
  listApiClients,
  revokeApiClient,
  rotateApiKey,
} from '../identity/api-client.commands';
import { printResult } from './output';
import { CommandError } from './run';
import { withSession } from './session';

const NAME = /^[\w .-]{1,100}$/;
const MOST_PER_MINUTE = 1_000_000;

function toName(text: string): string {
  if (NAME.test(text)) return text;
  throw new InvalidArgumentError('A name has 1 to 100 letters, digits, spaces, dots and dashes.');
}

function toRate(text: string): number {
  const rate = Number(text);
  if (Number.isInteger(rate) && rate >= 1 && rate <= MOST_PER_MINUTE) return rate;
  throw new InvalidArgumentError(`It takes a whole number from 1 to ${MOST_PER_MINUTE}.`);
}

function printKey(name: string, key: string, json = false): void {
  printResult(json, { name, key }, [
    key,
    `The key of ${name}, sent as the header "x-api-key". It is shown this once.`,
  ]);
}

interface Options {
  rate: number;
  json?: boolean;
}

function add(name: string, { rate, json }: Options): Promise<void> {
  return withSession(async ({ dataSource: { manager } }) => {
    const key = await addApiClient(manager, { name, requestsPerMinute: rate });
    if (key === null) throw new CommandError(`There is a client called ${name} already.`);
    printKey(name, key, json);
  });
}

function rotate(name: string, { json }: Options): Promise<void> {
  return withSession(async ({ dataSource: { manager } }) => {
    const key = await rotateApiKey(manager, name);
    if (key === null) throw new CommandError(`There is no client called ${name}.`);
    printKey(name, key, json);
  });
}

function revoke(name: string): Promise<void> {
  return withSession(async ({ dataSource: { manager } }) => {
    if (!(await revokeApiClient(manager, name))) {
      throw new CommandError(`There is no client called ${name}.`);
    }
  });
}

function list({ json = false }: Options): Promise<void> {
  return withSession(async ({ dataSource: { manager } }) => {
    const clients = await listApiClients(manager);
    const lines = clients.map(({ name, requestsPerMinute, createdAt }) =>
      [name, `${requestsPerMinute} a minute`, `since ${createdAt.toISOString()}`].join('\t'),
    );
    printResult(json, { clients }, lines);
  });
}

export function addClientCommand(program: Command): void {
  const client = program.command('client').description('API clients, their keys and rates');
  const named = (name: string, description: string) =>
    client
      .command(name)
      .description(description)
      .argument('<name>', "the client's name", toName)
      .option('--json', 'print the result as one line of JSON');
  named('add', 'make a client and print its key')
    .requiredOption('--rate <requests>', 'how many requests a minute it may send', toRate)
    .action(add);
  named('rotate', 'give a client a new key; the old one is void at once').action(rotate);
  named('revoke', 'forget a client and its key').action(revoke);
  client
    .command('list')
    .description('list the clients')
    .option('--json', 'print the result as one line of JSON')
    .action(list);
}
