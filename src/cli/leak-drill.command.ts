import { type Command } from 'commander';
import { pino } from 'pino';
import { readConfig } from '../config';
import { startGateway } from '../gateway';
import { createImageUrls } from '../images/image.urls';
import { IMAGE_SECRET } from '../images/images.setup';
import { RenditionAddresses } from '../images/rendition.address';
import { ensureSecret } from '../images/secret.commands';
import { type DrillReport } from '../leak-drill/drill.types';
import { NoPerchError, runLeakDrill } from '../leak-drill/leak.drill';
import { createPreviewLinks, PREVIEW_SECRET } from '../newsroom/preview.links';
import { createSchema } from '../schema';
import { printResult } from './output';
import { CommandError } from './run';
import { type Session, withSession } from './session';

interface Flags {
  withLeak?: boolean;
  json?: boolean;
}

/** The gateway to hunt on: the one named, or one of our own on the same database. */
async function openTarget(session: Session, given: string | undefined) {
  if (given !== undefined)
    return { url: given.replace(/\/+$/, ''), close: () => Promise.resolve() };
  return startGateway({
    config: { ...readConfig({ ...process.env, RATE_LIMIT_PER_MINUTE: '0' }), port: 0 },
    databaseUrl: session.database.url,
    logger: pino({ level: 'silent' }),
  });
}

async function drill(session: Session, given: string | undefined, withLeak: boolean) {
  const { config, dataSource } = session;
  const { manager } = dataSource;
  const target = await openTarget(session, given);
  try {
    const secret = config.imageUrlSecret ?? (await ensureSecret(manager, IMAGE_SECRET));
    const { url } = target;
    const images = createImageUrls(null, new RenditionAddresses(secret), () => url);
    const previews = createPreviewLinks(await ensureSecret(manager, PREVIEW_SECRET));
    const schema = createSchema();
    return await runLeakDrill({ manager, schema, url, images, previews, withLeak });
  } catch (error) {
    throw error instanceof NoPerchError ? new CommandError(error.message) : error;
  } finally {
    await target.close();
  }
}

function linesOf({ planted, places, requests, findings }: DrillReport): string[] {
  return [
    `Planted: ${planted.join(', ')}.`,
    `Hunted ${places.length} places with ${requests} requests:`,
    ...places.map((place) => `  ${place}`),
    ...findings.map(({ place, what }) => `LEAK at ${place}: ${what}`),
    `${findings.length} findings`,
  ];
}

async function runDrill(given: string | undefined, flags: Flags): Promise<void> {
  const withLeak = flags.withLeak === true;
  const report = await withSession((session) => drill(session, given, withLeak));
  printResult(flags.json === true, report, linesOf(report));
  const isHidden = ({ what }: { what: string }) => !what.includes('the published article');
  const isAsItShouldBe = withLeak
    ? report.findings.length > 0 && !report.findings.some(isHidden)
    : report.findings.length === 0;
  if (!isAsItShouldBe) process.exitCode = 1;
}

export function addLeakDrillCommand(program: Command): void {
  program
    .command('leak-drill')
    .description('plant hidden articles, hunt them as an anonymous client, and remove them')
    .argument(
      '[url]',
      'the gateway to hunt on; one of its own on the configured database by default',
    )
    .option('--with-leak', 'plant a public one as well, which has to be found')
    .option('--json', 'print one line of JSON')
    .action(runDrill);
}
