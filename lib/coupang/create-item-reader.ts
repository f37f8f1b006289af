import { HOUR_MS } from '../domain/time/durations.ts';
import { hashOf, type ItemRead, readItem } from './read-item.ts';

export type ItemReader = (value: unknown) => ItemRead;

/** The oldest windows are read every 3 hours. */
const KEPT_MS = 4 * HOUR_MS;
/** More than one list can hold. Up to twice as many are kept, some 12 MB. */
const MOST = 3_500;

/**
 * Reads items as `readItem` does. An item that has not changed since a reading of the last hours costs a hash: what was read is
 * kept, and is masked already. An item that is no longer listed is forgotten after eight hours at most, if anything is read then, or
 * sooner where many are read. All vendors of a market may share one.
 * @param now epoch ms
 */
export const createItemReader = (zone: string, now: () => number): ItemReader => {
  let since = now();
  let fresh = new Map<string, ItemRead>();
  let older = new Map<string, ItemRead>();
  return (value) => {
    if (now() - since >= KEPT_MS || fresh.size >= MOST) {
      since = now();
      older = fresh;
      fresh = new Map();
    }
    const hash = hashOf(value);
    if (hash === undefined) return readItem(value, zone);
    const read = fresh.get(hash) ?? older.get(hash) ?? readItem(value, zone);
    fresh.set(hash, read);
    return read;
  };
};
