import { type Job } from '../sql/jobs';
import { refreshRelated } from './related.commands';
import { publishDue } from './schedule.commands';

/** How long an article may wait at most is a second, so that there must be time left to find it. */
const PUBLISH_EVERY_SECONDS = 0.5;
const RELATE_EVERY_SECONDS = 1;

/**
 * What happens to articles when their time comes. Their related articles are computed ahead of all others that wait, but
 * by a job of its own: others may hold what that takes for seconds, and what is due is not to wait for it.
 */
export function scheduleJobs(): Job[] {
  let published: string[] = [];
  return [
    {
      name: 'publish-due',
      everySeconds: PUBLISH_EVERY_SECONDS,
      run: async (manager) => {
        published.push(...(await publishDue(manager)));
      },
    },
    {
      name: 'relate-published',
      everySeconds: RELATE_EVERY_SECONDS,
      run: async (manager) => {
        const uids = published;
        published = [];
        // Were they lost here, they would still wait among the others.
        await refreshRelated(manager, uids);
      },
    },
  ];
}
