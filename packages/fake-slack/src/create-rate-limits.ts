/** The seconds that a call must wait, or undefined if it may go on. Only the latter counts against the limit. */
export type RateLimits = (method: string, channel: string) => number | undefined;

type Limit = { burst: number; perSecond: number; isPerChannel?: true };

/** "20+ per minute". */
const TIER_2: Limit = { burst: 20, perSecond: 20 / 60 };
/** Tier 3 is "50+ per minute" for a method, for an app that a team made for itself. */
const TIER_3: Limit = { burst: 50, perSecond: 50 / 60 };
/** "100+ per minute". */
const TIER_4: Limit = { burst: 100, perSecond: 100 / 60 };
/**
 * Posts: one per second per channel. "Short bursts" are allowed, but their size is not documented; here it is small.
 * Source: docs.slack.dev, rate limits, and the facts of each method.
 */
const LIMITS: Record<string, Limit> = {
  'chat.postMessage': { burst: 3, perSecond: 1, isPerChannel: true },
  'chat.update': TIER_3,
  'conversations.history': TIER_3,
  'conversations.replies': TIER_3,
  'chat.postEphemeral': TIER_4,
  'usergroups.users.list': TIER_2,
  'users.info': TIER_4,
  'views.open': TIER_4,
  'views.push': TIER_4,
  'views.update': TIER_4,
  'views.publish': TIER_4,
};

/** Each limit is a bucket that refills with time. `now`: epoch ms. */
export const createRateLimits = (now: () => number): RateLimits => {
  const buckets = new Map<string, { level: number; at: number }>();
  return (method, channel) => {
    const limit = LIMITS[method];
    if (limit === undefined) return undefined;
    const key = limit.isPerChannel ? `${method} ${channel}` : method;
    const at = now();
    const before = buckets.get(key) ?? { level: limit.burst, at };
    const filled = (Math.max(0, at - before.at) / 1000) * limit.perSecond;
    const level = Math.min(limit.burst, before.level + filled);
    const isAdmitted = level >= 1;
    buckets.set(key, { level: isAdmitted ? level - 1 : level, at });
    return isAdmitted ? undefined : Math.ceil((1 - level) / limit.perSecond);
  };
};
