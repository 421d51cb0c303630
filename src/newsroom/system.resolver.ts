import { Ctx, FieldResolver, Resolver } from 'type-graphql';
import { PROJECT_VERSION } from '../project';
import { type Context } from '../request/context';
import { Newsroom } from './newsroom-article.type';
import { ImportStatus, JobStatus, QueueStatus, ServiceStatus, SystemStatus } from './system.type';

@Resolver(() => Newsroom)
export class NewsroomSystemResolver {
  @FieldResolver(() => SystemStatus, {
    description: 'How the gateway that answers, and what it works with, is doing.',
  })
  system(@Ctx() context: Context): SystemStatus {
    context.asEditor();
    return new SystemStatus();
  }
}

@Resolver(() => SystemStatus)
export class SystemStatusResolver {
  @FieldResolver(() => String, { description: "The gateway's version." })
  version(@Ctx() context: Context): string {
    context.asEditor();
    return PROJECT_VERSION;
  }

  @FieldResolver(() => ServiceStatus, { description: 'The database; how long an answer takes.' })
  database(@Ctx() context: Context): Promise<ServiceStatus> {
    return context.asEditor().loaders.databaseStatus.load('system');
  }

  @FieldResolver(() => ServiceStatus, {
    description:
      'What the gateway keeps of the site in memory: whether it is told of changes, and how long reading it took last.',
  })
  cache(@Ctx() context: Context): ServiceStatus {
    const { isListening, loadMs } = context.asEditor().health.frame;
    const detail = isListening ? null : 'The database does not tell of changes at the moment.';
    return { ok: isListening, latencyMs: loadMs, detail };
  }

  @FieldResolver(() => ServiceStatus, {
    nullable: true,
    description:
      'The CDN that is told to purge what changes: whether it took that last, and how long it needed. Null: none is told.',
  })
  cdn(@Ctx() context: Context): Promise<ServiceStatus | null> {
    return context.asEditor().loaders.cdnStatus.load('system');
  }

  @FieldResolver(() => [QueueStatus], {
    description:
      'What waits to be done: "publishing" (overdue), "related", "search", "views", "purges" and "webhooks".',
  })
  queues(@Ctx() context: Context): Promise<QueueStatus[]> {
    return context.asEditor().loaders.queues.load('system');
  }

  @FieldResolver(() => [JobStatus], {
    description:
      'What happens by the clock. Each runs on one gateway at a time; this is what the one that answers knows.',
  })
  jobs(@Ctx() context: Context): JobStatus[] {
    return [...context.asEditor().health.jobs];
  }

  @FieldResolver(() => [ImportStatus], {
    description: 'The last import from each place, the latest first, at most 500.',
  })
  imports(@Ctx() context: Context): Promise<ImportStatus[]> {
    return context.asEditor().loaders.importRuns.load('system');
  }
}
