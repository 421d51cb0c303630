import { type Quota, type Standing } from '../identity/rate.limiter';

/** What a worker says to the process that started it. */
export type WorkerMessage =
  | { readonly kind: 'serving'; readonly url: string }
  | { readonly kind: 'count'; readonly id: number; readonly takes: readonly Take[] };

/** What that process says to a worker: where each of the callers stands. */
export interface Standings {
  readonly kind: 'standings';
  readonly id: number;
  readonly standings: readonly Omit<Standing, 'quota'>[];
}

/** A request to be counted. */
export interface Take {
  readonly caller: string;
  readonly quota: Quota;
}
