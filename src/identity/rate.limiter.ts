import { LRUCache } from 'lru-cache';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** More callers than this at once, and those longest not heard of start anew: memory is bounded, whoever asks. */
const MOST_KEYS = 100_000;

/** So many requests in so many seconds. */
export interface Quota {
  /** As `RateLimit` headers call it. */
  readonly name: string;
  readonly limit: number;
  readonly seconds: number;
}

/** Where a caller stands with a quota. */
export interface Standing {
  readonly quota: Quota;
  readonly remaining: number;
  /** Seconds until the quota is whole again, at least 1. */
  readonly reset: number;
  readonly isExceeded: boolean;
}

/** Counts requests, wherever. */
export interface Limiter {
  /** Counts one request of `caller`, allowed or not. */
  take(caller: string, quota: Quota): Promise<Standing>;
}

/** Counts requests in fixed windows, in this process's memory. */
export class RateLimiter implements Limiter {
  private readonly counts = new RateLimiterMemory({
    points: Number.MAX_SAFE_INTEGER,
    duration: 60,
  });
  private readonly known = new LRUCache<string, true>({
    max: MOST_KEYS,
    dispose: (_value, key, reason) => {
      if (reason === 'evict') void this.counts.delete(key);
    },
  });

  async take(caller: string, quota: Quota): Promise<Standing> {
    const key = `${quota.name} ${caller}`;
    this.known.set(key, true);
    const { consumedPoints, msBeforeNext } = await this.counts.penalty(key, 1, {
      customDuration: quota.seconds,
    });
    return {
      quota,
      remaining: Math.max(0, quota.limit - consumedPoints),
      reset: Math.max(1, Math.ceil(msBeforeNext / 1_000)),
      isExceeded: consumedPoints > quota.limit,
    };
  }
}

/** The headers of draft-ietf-httpapi-ratelimit-headers-11: the rule, and where the caller stands with it. */
export function rateLimitHeaders({ quota, remaining, reset }: Standing): Record<string, string> {
  const { name, limit, seconds } = quota;
  return {
    'ratelimit-policy': `"${name}";q=${limit};w=${seconds}`,
    ratelimit: `"${name}";r=${remaining};t=${reset}`,
  };
}
