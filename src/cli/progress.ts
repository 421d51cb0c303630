import { SingleBar } from 'cli-progress';

const LINE_EVERY_MS = 2_000;

/** Shows how far long work is. */
export interface Progress {
  update(done: number, total?: number): void;
  stop(): void;
}

function bar(label: string): Progress {
  const single = new SingleBar({
    format: `${label} {bar} {value}/{total}`,
    stream: process.stderr,
    hideCursor: true,
  });
  single.start(0, 0);
  return {
    update: (done, total) => {
      if (total !== undefined) single.setTotal(total);
      else if (done > single.getTotal()) single.setTotal(done);
      single.update(done);
    },
    stop: () => {
      single.stop();
    },
  };
}

function lines(label: string): Progress {
  let last = Date.now();
  return {
    update: (done, total) => {
      if (Date.now() - last < LINE_EVERY_MS) return;
      last = Date.now();
      const of = total === undefined ? '' : ` of ${total}`;
      process.stderr.write(`${label}: ${done}${of}\n`);
    },
    stop: () => undefined,
  };
}

/** A bar on a terminal, plain lines elsewhere; on stderr, since stdout is for results. */
export function startProgress(label: string): Progress {
  return process.stderr.isTTY ? bar(label) : lines(label);
}
