/** What anyone may do, but nobody all the time: by reader, else by address. */
const LIMITS = {
  reportSpelling: { limit: 20, seconds: 3_600 },
  trackViews: { limit: 300, seconds: 60 },
} as const;

/** An action with a stricter limit than requests have. */
export type LimitedAction = keyof typeof LIMITS;

/** A client's server speaks for many readers from one address. */
const CLIENT_FACTOR = 10;

export const actionQuota = (action: LimitedAction, isClient: boolean) => ({
  name: action,
  limit: LIMITS[action].limit * (isClient ? CLIENT_FACTOR : 1),
  seconds: LIMITS[action].seconds,
});
