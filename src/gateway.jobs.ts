import { type Logger } from 'pino';
import { type DataSource, type EntityManager } from 'typeorm';
import { relateWaiting } from './articles/related.commands';
import { foldArchive } from './articles/archive.commands';
import { RelatedMemory } from './articles/related.memory';
import { scheduleJobs } from './articles/schedule.jobs';
import { foldViews } from './audience/fold.commands';
import { keepPartitions } from './audience/partition.commands';
import { refreshNowReading, refreshRankings } from './audience/ranking.commands';
import { forgetSaves } from './audience/save.commands';
import { learnTrends } from './audience/trend.commands';
import { PurgeSender } from './cdn/purge.sender';
import { type Config } from './config';
import { forgetOldChanges } from './reading-lists/reader-data.commands';
import { countWords, indexDue } from './search/search-index.commands';
import { type Job, type JobRun, startJobs } from './sql/jobs';
import { pruneOutbox } from './sql/outbox';
import { WebhookSender } from './webhooks/webhook.sender';

const PRUNE_EVERY_SECONDS = 3_600;
const OUTBOX_DAYS = 7;
const RELATE_EVERY_SECONDS = 1;
/** With much to do it goes on for so long at a time. */
const RELATE_FOR_MS = 4000;
const INDEX_EVERY_SECONDS = 5;
const COUNT_WORDS_EVERY_SECONDS = 30;
const FOLD_EVERY_SECONDS = 3;
const PARTITIONS_EVERY_SECONDS = 3_600;
const FOLD_ARCHIVE_EVERY_SECONDS = 5;

const NOW_READING_EVERY_SECONDS = 10;
const LEARN_EVERY_SECONDS = 60;

/** What happens by the clock, on one gateway at a time. */
function jobsOf(config: Config): Job[] {
  const memory = new RelatedMemory();
  return [
    ...scheduleJobs(),
    { name: 'fold-archive', everySeconds: FOLD_ARCHIVE_EVERY_SECONDS, run: foldArchive },
    {
      name: 'prune-outbox',
      everySeconds: PRUNE_EVERY_SECONDS,
      run: (manager) => pruneOutbox(manager, OUTBOX_DAYS),
    },
    {
      name: 'forget-old-changes',
      everySeconds: PRUNE_EVERY_SECONDS,
      run: forgetOldChanges,
    },
    {
      name: 'relate-articles',
      everySeconds: RELATE_EVERY_SECONDS,
      run: (manager, stopping) =>
        relateWaiting(manager, { forMs: RELATE_FOR_MS, memory, stopping }),
    },
    {
      name: 'keep-view-partitions',
      everySeconds: PARTITIONS_EVERY_SECONDS,
      run: (manager) => keepPartitions(manager, config.viewRetention),
    },
    { name: 'fold-views', everySeconds: FOLD_EVERY_SECONDS, run: foldViews },
    {
      name: 'refresh-rankings',
      everySeconds: config.rankingRefreshSeconds,
      run: (manager) => refreshRankings(manager),
    },
    { name: 'index-search', everySeconds: INDEX_EVERY_SECONDS, run: indexDue },
    { name: 'count-words', everySeconds: COUNT_WORDS_EVERY_SECONDS, run: countWords },
    {
      name: 'refresh-now-reading',
      everySeconds: NOW_READING_EVERY_SECONDS,
      run: (manager) => refreshNowReading(manager),
    },
    {
      name: 'learn-trends',
      everySeconds: LEARN_EVERY_SECONDS,
      run: (manager) => learnTrends(manager),
    },
    { name: 'forget-saves', everySeconds: 3_600, run: forgetSaves },
  ];
}

/** Starts what happens by the clock; answers how to end it. */
export function startClock(
  { config, logger }: { config: Config; logger: Logger },
  dataSource: DataSource,
  runs: JobRun[],
) {
  const { webhookUrls: urls, webhookSecret: secret } = config;
  const onError = (error: unknown, job: string) => {
    logger.error({ err: error, job }, 'A job failed and will be tried again');
  };
  const webhooks = new WebhookSender({
    ...{ urls, secret, manager: dataSource.manager },
    onError: (error) => {
      onError(error, 'webhooks');
    },
  });
  const purges = new PurgeSender({ cdn: config.cdnPurge, manager: dataSource.manager, logger });
  const run: Job['run'] = (manager) => webhooks.round(manager);
  const prune: Job['run'] = (manager) => webhooks.prune(manager);
  const jobs = [
    ...jobsOf(config),
    // Without addresses there is only something to tidy up, now and then.
    { name: 'webhooks', everySeconds: urls.length > 0 ? 1 : PRUNE_EVERY_SECONDS, run },
    {
      name: 'purge-cdn',
      everySeconds: config.cdnPurge ? 1 : PRUNE_EVERY_SECONDS,
      run: (manager: EntityManager) => purges.round(manager),
    },
    { name: 'prune-webhooks', everySeconds: PRUNE_EVERY_SECONDS, run: prune },
  ];
  const stop = startJobs(dataSource, jobs, onError, runs);
  return async () => {
    await stop();
    await Promise.all([webhooks.close(), purges.close()]);
  };
}
