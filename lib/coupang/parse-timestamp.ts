import { offsetMs } from '../domain/time/dates.ts';
import { MINUTE_MS } from '../domain/time/durations.ts';

/**
 * Reads a time stamp of Coupang: ISO 8601 with any offset and 0 to 9 fraction digits, or without an offset, or `yyyy-MM-dd
 * HH:mm:ss`. The latter two are in the market's zone. Source: coupang-api.md section 3.
 * @param zone IANA name
 * @returns epoch ms, without the rest of the fraction; `undefined` if it is not a time stamp
 */
export const parseTimestamp = (text: string, zone: string): number | undefined => {
  const groups = SHAPE.exec(text.trim())?.groups;
  if (groups === undefined) return undefined;
  const wallClock = toWallClock(groups);
  if (wallClock === undefined) return undefined;
  const offset = groups['offset'];
  const aheadMs = offset === undefined ? offsetMs(zone) : parseOffset(offset);
  return aheadMs === undefined ? undefined : wallClock - aheadMs;
};

const SHAPE =
  /^(?<date>\d{4}-\d\d-\d\d)[T ](?<time>\d\d:\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{0,9}))?)?(?<offset>Z|[+-]\d\d(?::?\d\d)?)?$/i;

/** The fields as if they were UTC, epoch ms. `undefined` for a date that does not exist. */
const toWallClock = (groups: Record<string, string | undefined>): number | undefined => {
  const seconds = `${groups['date']}T${groups['time']}:${groups['second'] ?? '00'}`;
  const at = Date.parse(`${seconds}Z`);
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(seconds)) return undefined;
  return at + Number((groups['fraction'] ?? '').slice(0, 3).padEnd(3, '0'));
};

const OFFSET = /^(?<sign>[+-])(?<hours>\d\d):?(?<minutes>\d\d)?$/;

const parseOffset = (offset: string): number | undefined => {
  if (offset.toUpperCase() === 'Z') return 0;
  const groups = OFFSET.exec(offset)?.groups;
  const [hours, minutes] = ['hours', 'minutes'].map((part) => Number(groups?.[part] ?? 0));
  if (groups === undefined || hours === undefined || minutes === undefined) return undefined;
  if (hours > 23 || minutes > 59) return undefined;
  return (groups['sign'] === '-' ? -1 : 1) * (hours * 60 + minutes) * MINUTE_MS;
};
