import { type DataSource, type EntityManager } from 'typeorm';

/** Work that happens at intervals, on one gateway at a time however many run on the database. */
export interface Job {
  /** Unique: it is what the gateways agree on whose turn it is by. */
  name: string;
  everySeconds: number;
  /** Given a connection of its own, outside of a transaction. What takes long ends early once `stopping` is aborted. */
  run(manager: EntityManager, stopping: AbortSignal): Promise<unknown>;
}

/** How a job last went on this gateway. */
export interface JobRun {
  name: string;
  everySeconds: number;
  /** When it ended; `null`: it has not run here yet. */
  lastRunAt: Date | null;
  tookMs: number | null;
  ok: boolean;
}

// The first half of the advisory locks of jobs; the second is the job's name.
const JOB_LOCKS = 7_203_147;

/** Runs a job unless another gateway is at it; the lock goes with the connection, so that no crash can leave it behind. */
async function runAlone(
  dataSource: DataSource,
  job: Job,
  note: JobRun,
  stopping: AbortSignal,
): Promise<void> {
  const queryRunner = dataSource.createQueryRunner();
  const lock = [JOB_LOCKS, job.name];
  try {
    const [answer] = (await queryRunner.query(
      'SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken',
      lock,
    )) as { taken: boolean }[];
    if (!answer?.taken) return;
    const startedAt = performance.now();
    try {
      await job.run(queryRunner.manager, stopping);
      note.ok = true;
    } finally {
      note.lastRunAt = new Date();
      note.tookMs = performance.now() - startedAt;
      await queryRunner.query('SELECT pg_advisory_unlock($1, hashtext($2))', lock);
    }
  } finally {
    await queryRunner.release();
  }
}

/** Does a piece of work now and at intervals; the one before is waited for. Answers how to end it. */
function repeat(seconds: number, work: () => Promise<void>, onError: (error: unknown) => void) {
  let timer: NodeJS.Timeout;
  let isOver = false;
  const round = async () => {
    await work().catch(onError);
    if (isOver) return;
    timer = setTimeout(() => {
      running = round();
    }, seconds * 1000);
  };
  let running = round();
  return async () => {
    isOver = true;
    clearTimeout(timer);
    await running;
  };
}

/**
 * Starts the jobs, each at once and then at its intervals; `notes` gets one entry of each, kept up to date. Answers how
 * to stop them; what runs is waited for.
 */
export function startJobs(
  dataSource: DataSource,
  jobs: readonly Job[],
  onError: (error: unknown, job: string) => void,
  notes: JobRun[] = [],
): () => Promise<void> {
  const stopping = new AbortController();
  const stops = jobs.map((job) => {
    const { name, everySeconds } = job;
    const note: JobRun = { name, everySeconds, lastRunAt: null, tookMs: null, ok: true };
    notes.push(note);
    return repeat(
      everySeconds,
      () => runAlone(dataSource, job, note, stopping.signal),
      (error) => {
        note.ok = false;
        onError(error, name);
      },
    );
  });
  return async () => {
    stopping.abort();
    await Promise.all(stops.map((stop) => stop()));
  };
}
