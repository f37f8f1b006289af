import type { SourceError } from '../workflows/ports/source-error.ts';
import {
  MAX_PAGES,
  PAGE_SIZE,
  pageNumber,
  type PageSource,
  type Place,
  placeAt,
  readRows,
  type RowsRead,
  TooLongRow,
} from './read-rows.ts';

export type PagesRead = {
  /** Epoch ms: when the complete pass began, or the first pass if none was complete. */
  beganAt: number;
  complete: boolean;
  incompleteBecause?: string;
  /** How many rows are missing from Coupang's total, if nothing else makes the reading incomplete. */
  shortBy?: number;
  /** In the order in which they came, from both passes. */
  items: unknown[];
  failure?: SourceError;
};

/**
 * Reads all pages, and in doubt once more (R7). Never throws a SourceError: it returns the failure beside what was read
 * before it.
 */
export const readAllPages = async (source: PageSource): Promise<PagesRead> => {
  const { isDoubtful, ...first } = await readPass(source);
  if (!isDoubtful) return first;
  const { isDoubtful: _, ...second } = await readPass(source);
  return {
    ...second,
    beganAt: second.complete ? second.beganAt : first.beganAt,
    items: [...first.items, ...second.items],
  };
};

/**
 * `isDoubtful`: another pass may show more. If an item was on two pages, the pass may have missed another, even with enough
 * rows.
 */
type Pass = PagesRead & { isDoubtful: boolean };

const readPass = async (source: PageSource): Promise<Pass> => {
  const beganAt = source.now();
  const tally: Tally = { items: [], rows: 0, seen: new Set(), hasRepeat: false, doubts: new Set() };
  const { items, doubts } = tally;
  const end = (isDoubtful: boolean, reason: string[], more: Partial<Pass> = {}): Pass => {
    const incompleteBecause = [...doubts, ...reason].join('; ');
    return { beganAt, complete: false, incompleteBecause, items, isDoubtful, ...more };
  };

  for (let place: Place | undefined = placeAt(0); place;) {
    const number = pageNumber(place);
    if (number > MAX_PAGES) return end(false, [`more than ${MAX_PAGES} pages`]);
    if (source.timeIsUp()) return end(false, [`the time was up before page ${number}`]);
    const read = await readRows(source, place);
    if ('failure' in read) return end(false, [`page ${number} failed: ${read.failure.code}`], read);
    if ('again' in read) {
      place = read.again;
      continue;
    }
    const { items: shown, endsAt = 0, next } = read;
    if (shown === undefined) return end(true, [`page ${number} had no data`]);
    if (shown.length === 0 && next.at < endsAt)
      return end(true, [`page ${number} of ${pagesUpTo(endsAt)} was empty`]);
    place = addRows(tally, place, { ...read, items: shown }) ? next : undefined;
  }
  const { rows, total = 0, hasRepeat } = tally;
  const shortBy = Math.max(0, total - rows);
  if (shortBy === 0 && doubts.size === 0) return { beganAt, complete: true, items, isDoubtful: hasRepeat };
  const reason = shortBy > 0 ? [`${shortBy} rows fewer than the total of ${total}`] : [];
  // A list that shows no row of its total is never believed: new inquiries would stay unseen.
  return end(true, reason, rows === 0 || doubts.size > 0 ? {} : { shortBy });
};

type Tally = {
  items: unknown[];
  /** The number of rows, without those that an earlier page showed. */
  rows: number;
  seen: Set<string>;
  hasRepeat: boolean;
  doubts: Set<string>;
  /** The largest total on any page. */
  total?: number;
  /** The last page with totals. */
  told?: RowsRead;
};

/** Adds a page. Returns whether the list goes on after it. */
const addRows = (tally: Tally, place: Place, read: RowsRead & { items: unknown[] }): boolean => {
  const { items, next, totalElements } = read;
  const names = items.map(nameOf);
  const fresh = names.filter((name) => !tally.seen.has(name)).length;
  for (const name of names) tally.seen.add(name);
  tally.items.push(...items);
  tally.rows += fresh;
  if (fresh < names.length) tally.hasRepeat = true;
  if (totalElements !== undefined) tally.total = Math.max(tally.total ?? 0, totalElements);
  // After the last page by Coupang's totals, a page without new rows is the end, whatever its own totals are.
  const isBehind = place.at >= (tally.told?.endsAt ?? 0);
  if (fresh === 0 && isBehind) return false;
  if (!(items[0] instanceof TooLongRow)) {
    if (tally.told && !haveSameTotals(tally.told, read))
      tally.doubts.add(`the totals changed on page ${pageNumber(place)}`);
    tally.told = read;
  }
  if (names.length === 0) return false;
  if (next.at < (tally.told?.endsAt ?? 0)) return true;
  const { total } = tally;
  // A full page may not be the last, whatever the totals say.
  const isFull = names.length === place.size && (total === undefined || place.size === PAGE_SIZE);
  // A row that its page repeats replaces no other. The next page may hold what the total counts.
  return isFull || tally.seen.size < (total ?? 0);
};

/** By the inquiryId, since an inquiry may change between two pages. An item without one is named by all that it holds. */
const nameOf = (item: unknown): string => {
  const named = typeof item === 'object' && item !== null && 'inquiryId' in item;
  return JSON.stringify((named ? item.inquiryId : undefined) ?? item);
};

/** The two pages may have different sizes. */
const haveSameTotals = (a: RowsRead, b: RowsRead): boolean =>
  a.totalElements === b.totalElements && pagesUpTo(a.endsAt) === pagesUpTo(b.endsAt);

const pagesUpTo = (endsAt: number | undefined): number | undefined =>
  endsAt === undefined ? undefined : Math.ceil(endsAt / PAGE_SIZE);
