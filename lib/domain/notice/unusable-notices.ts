import { dateAt } from '../time/dates.ts';
import type { VendorRef } from '../inquiry/inquiry.ts';
import { newNotice, type Notice, type NoticeName } from './notice.ts';
import type { Reading } from '../reading/reading.ts';

/** More items than this in one reading make one notice a day. Then Coupang has changed, and not a single item. */
const MOST_SINGLE = 3;

/**
 * The notices of a reading's unusable items (R13). The hash of an item makes it known, so each is announced once.
 * @param at epoch ms
 */
export const unusableNotices = (vendor: VendorRef, reading: Reading, at: number, zone: string): Notice[] => {
  const { unusable, status } = reading;
  const [first] = unusable;
  if (!first) return [];
  const notice = (name: NoticeName, count: number, problem: string): Notice =>
    newNotice({ ...vendor, notice: name }, { about: 'unusable', status, count, problem }, at);
  return unusable.length > MOST_SINGLE
    ? [notice(`unusable/${status}/${dateAt(at, zone)}`, unusable.length, first.problem)]
    : unusable.map(({ hash, problem }) => notice(`unusable/${status}/${hash}`, 1, problem));
};
