import type { VendorRef } from '../inquiry/inquiry.ts';
import type { Reading } from '../reading/reading.ts';
import { dateAt } from '../time/dates.ts';
import { newNotice, type Notice, type NoticeName } from './notice.ts';

/** More unusable items in a reading share a notice a day: then Coupang has changed, not a single item. */
const MOST_SINGLE = 3;

/** The notices of a reading's unusable items. The hash of an item identifies it, so each is announced once. */
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
