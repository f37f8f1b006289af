/**
 * Slack's name of a message in its channel: seconds and a fraction of a second by Slack's clock, such as
 * `1795583820.000100`. Slack orders messages by it. It is compared as a decimal string, since a number may round it.
 * @returns below 0 if `ts` is earlier than `other`, above 0 if it is later
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

/** The time so many whole seconds before a `ts`. The fraction stays. */
export const tsBefore = (ts: string, seconds: number): string => {
  const [whole, fraction] = split(ts);
  return `${Math.max(0, whole - seconds)}.${fraction.padEnd(6, '0')}`;
};

/** @param instant epoch ms */
export const tsOf = (instant: number): string => `${Math.max(0, Math.floor(instant / 1000))}.000000`;

/** Epoch ms, by Slack's clock. */
export const instantOf = (ts: string): number => {
  const [seconds, fraction] = split(ts);
  return seconds * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
};

const split = (ts: string): [seconds: number, fraction: string] => {
  const [seconds = '0', fraction = ''] = ts.split('.');
  return [Number(seconds), fraction];
};
