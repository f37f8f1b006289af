import { HOUR_MS, MINUTE_MS } from '../time/durations.ts';

/**
 * A channel or person with confirmed posts. `ts`: their greatest. `refusedAt`: when Slack first denied the channel's existence after it
 * (R22).
 */
export type KnownChannel = { ts: string; refusedAt?: number };

/** By the id that is posted to. */
export type KnownChannels = Readonly<Record<string, KnownChannel>>;

/**
 * Limits the size of the lane. A vendor posts to few channels.
 * @internal
 */
export const MOST_CHANNELS = 8;

export const withPost = (channels: KnownChannels, id: string, ts: string): KnownChannels => {
  const before = channels[id]?.ts ?? ts;
  const posted = { ...channels, [id]: { ts: isLaterTs(before, ts) ? before : ts } };
  const newestFirst = Object.entries(posted).sort(([, a], [, b]) => compareTs(b.ts, a.ts));
  return Object.fromEntries(newestFirst.slice(0, MOST_CHANNELS));
};

/** Slack may send these errors by mistake. */
const MAY_PASS = new Set(['channel_not_found', 'not_in_channel']);
const ACCEPTED_WITHIN_MS = HOUR_MS;
const TRY_AGAIN_AFTER_MS = MINUTE_MS;

/**
 * A channel that accepted a message within the last hour is tried once more after a minute, before its messages go elsewhere (R22).
 * @returns ms until that try; `undefined` if the channel counts as refused
 */
export const tryAgainInMs = (
  known: KnownChannel | undefined,
  reason: string,
  now: number,
): number | undefined => {
  if (!known || !MAY_PASS.has(reason) || now - instantOf(known.ts) > ACCEPTED_WITHIN_MS) return undefined;
  const sinceMs = now - (known.refusedAt ?? now);
  // After the clock was set back, the time of the first refusal is worthless.
  return sinceMs >= 0 && sinceMs < TRY_AGAIN_AFTER_MS ? TRY_AGAIN_AFTER_MS - sinceMs : undefined;
};

/** Records when Slack first refused the channel after its last message. */
export const withRefusal = (channels: KnownChannels, id: string, now: number): KnownChannels => {
  const known = channels[id];
  return known ? { ...channels, [id]: { ...known, refusedAt: known.refusedAt ?? now } } : channels;
};

/**
 * Compares two Slack timestamps, such as `1795583820.000100`, as decimal strings, since a number may round them. Slack orders messages by
 * them.
 * @returns below 0 if `ts` is earlier than `other`, above 0 if it is later
 * @internal
 */
export const compareTs = (ts: string, other: string): number => {
  const [seconds, fraction] = split(ts);
  const [otherSeconds, otherFraction] = split(other);
  if (seconds !== otherSeconds) return seconds - otherSeconds;
  const digits = Math.max(fraction.length, otherFraction.length);
  const [left, right] = [fraction.padEnd(digits, '0'), otherFraction.padEnd(digits, '0')];
  if (left === right) return 0;
  return left < right ? -1 : 1;
};

export const isLaterTs = (ts: string, other: string): boolean => compareTs(ts, other) > 0;

/** Keeps the fraction. */
export const tsBefore = (ts: string, seconds: number): string => {
  const [whole, fraction] = split(ts);
  return `${Math.max(0, whole - seconds)}.${fraction.padEnd(6, '0')}`;
};
export const tsOf = (instant: number): string => `${Math.max(0, Math.floor(instant / 1000))}.000000`;

/**
 * By Slack's clock.
 * @internal
 */
export const instantOf = (ts: string): number => {
  const [seconds, fraction] = split(ts);
  return seconds * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
};

const split = (ts: string): [seconds: number, fraction: string] => {
  const [seconds = '0', fraction = ''] = ts.split('.');
  return [Number(seconds), fraction];
};
