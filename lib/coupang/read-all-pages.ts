import type { Reading } from '../domain/reading/reading.ts';
import type { SourceError } from '../workflows/ports/coupang.ts';
import {
  BLOCK_SIZE,
  forgetPage,
  holds,
  isOfOnePage,
  largestPage,
  type ListSource,
  MAX_PAGES,
  NOTHING,
  pageNumber,
  partOf,
  type Place,
  placeAfter,
  placeAt,
  readRows,
  type RowsRead,
  smallerPlace,
  UNAVAILABLE,
  UnreadRow,
  WHOLE,
} from './read-rows.ts';
import { addRows, newTally, pagesUpTo, type Tally } from './tally-rows.ts';

/** `beganAt`: when the complete pass began, or else the first pass. */
export type PagesRead = Pick<Reading, 'beganAt' | 'complete' | 'incompleteBecause' | 'shortBy'> & {
  /** From both passes, in the order in which they came. */
  items: unknown[];
  failure?: SourceError;
};

/**
 * Reads all pages, and in doubt once more (R7). A list that fails as a whole is read date by date. Returns failures and
 * throws no SourceError.
 * @param byDate the list for each of its dates, the newest first
 */
export const readAllPages = async (
  source: ListSource,
  byDate: readonly ListSource[] = [],
): Promise<PagesRead> => {
  const { name, repairs } = source;
  if (byDate.length > 0 && repairs.isBroken(name, WHOLE) && repairs.mayCall())
    return readByDate(source, byDate);
  const { is, nextPage: _, ...first } = await readPass(source);
  if (is === 'broken' && mayRepair(source)) {
    if (byDate.length > 0) return readByDate(source, byDate);
    noteNothing(source);
  }
  if (is !== 'doubtful') return first;
  const { is: __, nextPage: ___, ...second } = await readPass(source);
  return {
    ...second,
    beganAt: second.complete ? second.beganAt : first.beganAt,
    items: [...first.items, ...second.items],
  };
};

/** Reads smaller pages of a failed date only after another date has shown that Coupang answers. */
const readByDate = async (source: ListSource, byDate: readonly ListSource[]): Promise<PagesRead> => {
  const { name, repairs } = source;
  const passes = new Map<string, Pass>();
  const read = async (lists: readonly ListSource[], keepsSize: boolean): Promise<boolean> => {
    for (const list of lists) {
      const pass = await readPass(list, { keepsSize });
      passes.set(list.dates.firstDate, pass);
      if (pass.failure && !isOfOnePage(pass.failure)) return false;
    }
    return true;
  };
  const unbroken = byDate.filter((list) => !repairs.isBroken(list.name, partOf(placeAt(0, list))));
  const mayGoOn = await read(unbroken, true);
  const failed = byDate.filter(({ dates }) => {
    const pass = passes.get(dates.firstDate);
    return !pass || pass.is === 'broken';
  });
  if (mayGoOn && failed.length < byDate.length) await read(failed, false);
  const all = [...passes.values()];
  if (all.some(({ is }) => is !== 'broken')) repairs.noteBroken(name, WHOLE);
  else noteNothing(source);
  const failure = all.findLast((pass) => pass.failure)?.failure;
  const reasons = [...passes].flatMap(([date, { incompleteBecause: reason }]) =>
    reason === undefined ? [] : [`${date}: ${reason}`],
  );
  return {
    beganAt: Math.min(...all.map(({ beganAt }) => beganAt)),
    complete: all.length === byDate.length && all.every(({ complete }) => complete),
    items: all.flatMap(({ items }) => items),
    ...(reasons.length > 0 && { incompleteBecause: reasons.join('; ') }),
    ...(failure && { failure }),
  };
};

/** Without an answer or an extra call, nothing is known about this list. */
const noteNothing = ({ name, repairs }: ListSource): void => {
  if (!repairs.hasAnswer() || repairs.isSpent()) return;
  repairs.forget(name);
  repairs.noteBroken(name, NOTHING);
};

/** A failed page is read in parts, unless these parts also failed in the last hour. */
const mayRepair = ({ name, repairs }: ListSource): boolean =>
  repairs.hasAnswer() && repairs.mayCall() && !repairs.isBroken(name, NOTHING);

/**
 * `doubtful`: another pass may show more; an item on two pages means that another may be missing. `broken`: the list fails at its
 * first row with any page size.
 */
type Pass = PagesRead & {
  is: 'final' | 'doubtful' | 'broken';
  /** Where the pass stopped before the end of the list. */
  nextPage?: number;
};

/** So many failed rows in a row mean that Coupang fails, and not the rows. */
const ROWS_IN_A_ROW = 4;
const PARTS_IN_A_ROW = 3;

/** @param from `keepsSize`: does not read the first page in smaller pages. */
export const readPass = async (
  source: ListSource,
  { fromPage = 1, keepsSize = false }: { fromPage?: number; keepsSize?: boolean } = {},
): Promise<Pass> => {
  const { dates, name, repairs, isPart } = source;
  const beganAt = source.now();
  const tally = newTally();
  tally.hidden = (fromPage - 1) * largestPage(source);
  /** Failed pages without any part that was read: Coupang may be down. */
  let suspects: Place[] = [];
  const { items, doubts } = tally;
  const gaps = new Set<string>();
  let failure: SourceError | undefined;
  let partsInARow = 0;
  const end = (is: Pass['is'], ...reason: string[]): Pass => {
    const incompleteBecause = [...doubts, ...gaps, ...reason].join('; ');
    const hides = gaps.size > 0 || suspects.length > 0;
    const shown = { items: shownItems(tally), ...(hides && failure && { failure }) };
    return { is, beganAt, complete: false, incompleteBecause, ...shown };
  };

  for (let place: Place | undefined = placeAt(tally.hidden, source); place;) {
    const number = pageNumber(place, source);
    if (number > MAX_PAGES) return end('final', `more than ${MAX_PAGES} pages`);
    if (source.timeIsUp())
      return { ...end('final', `the time was up before page ${number}`), nextPage: number };
    const part: Part = await readPart(source, place, keepsSize);
    failure = part.failure ?? failure;
    if (part.failure) suspects.push(place);
    if (part.is === 'stopped')
      return { ...end('final', `page ${number} failed: ${part.failure.code}`), nextPage: number };
    if (part.is === 'too large') {
      place = part.smaller;
      continue;
    }
    if (part.is === 'unread' && unreadAtEnd(items) < ROWS_IN_A_ROW - 1) {
      const rows = { items: [new UnreadRow(place.at, dates)], next: placeAt(place.at + 1, source) };
      place = addRows(tally, place, rows, source);
      continue;
    }
    if (part.is !== 'read') {
      items.length -= unreadAtEnd(items);
      gaps.add(`page ${number} failed${failure ? `: ${failure.code}` : ''}`);
      partsInARow += 1;
      const isWhole = !tally.lastPage;
      // Without extra calls, the next page may still show rows.
      const isLast = isWhole && !(repairs.isSpent() && repairs.hasAnswer() && !isPart);
      if (isLast || partsInARow >= PARTS_IN_A_ROW) return end(isWhole ? 'broken' : 'final');
      const next = placeAfter(place, part.is === 'unread' ? BLOCK_SIZE : largestPage(source), source);
      tally.hidden += next.at - place.at;
      place = isWhole || next.at < (tally.lastPage?.endsAt ?? 0) ? next : undefined;
      continue;
    }
    partsInARow = 0;
    const here = place;
    const areBroken = Map.groupBy(suspects, (page) => page.size === 1 || holds(page, here));
    for (const page of areBroken.get(true) ?? []) repairs.noteBroken(name, partOf(page));
    suspects = areBroken.get(false) ?? [];
    const { items: shown, endsAt = 0, next }: RowsRead = part;
    if (shown === undefined) return end('doubtful', `page ${number} had no data`);
    if (shown.length === 0 && next.at < endsAt)
      return end('doubtful', `page ${number} of ${pagesUpTo(endsAt, source)} was empty`);
    place = addRows(tally, place, { ...part, items: shown }, source);
  }
  if (shownItems(tally).length < items.length) gaps.add('a row failed, and no answer shows that it exists');
  if (gaps.size > 0) return end('final');
  const { rows, total = 0, hasRepeat } = tally;
  const shortBy = Math.max(0, total - rows);
  if (shortBy === 0 && doubts.size === 0)
    return { is: hasRepeat ? 'doubtful' : 'final', beganAt, complete: true, items };
  if (shortBy === 0) return end('doubtful');
  const pass = end('doubtful', `${shortBy} rows fewer than the total of ${total}`);
  // Do not trust a list that shows no row of its total: new inquiries would stay unseen.
  return rows === 0 || doubts.size > 0 ? pass : { ...pass, shortBy };
};

/** A row that failed alone counts if an answer shows a row at its place: a total, or a row after it (R7). */
const shownItems = ({ items, total = 0 }: Tally): unknown[] => {
  const answered = items.length - unreadAtEnd(items);
  return items.filter((item, index) => index < answered || (item instanceof UnreadRow && item.at < total));
};

const unreadAtEnd = (items: readonly unknown[]): number =>
  items.length - 1 - items.findLastIndex((item) => !(item instanceof UnreadRow));

type Part = { failure?: SourceError | undefined } & (
  | ({ is: 'read' } & RowsRead)
  | { is: 'too large'; smaller: Place }
  | { is: 'unread' }
  | { is: 'failed' }
  | { is: 'stopped'; failure: SourceError }
);

const readPart = async (source: ListSource, place: Place, keepsSize: boolean): Promise<Part> => {
  const { name, repairs, isPart = false } = source;
  const isExtra = isPart || place.size < largestPage(source);
  const smaller = keepsSize && place.at === 0 ? undefined : smallerPlace(place, source);
  const isBroken = repairs.isBroken(name, partOf(place));
  if (isBroken && smaller && repairs.mayCall()) return { is: 'too large', smaller };
  if (isExtra && !repairs.mayCall()) return { is: 'failed' };
  const read = await readRows(source, place, isBroken && place.size === 1);
  const { failure } = read;
  repairs.noteCall({ isExtra, hadAnswer: failure?.code !== UNAVAILABLE, failed: failure !== undefined });
  if (!failure) {
    forgetPage(source, place);
    return { is: 'read', ...read };
  }
  if (!isOfOnePage(failure)) return { is: 'stopped', failure };
  if (smaller && mayRepair(source)) return { is: 'too large', smaller, failure };
  return { is: place.size === 1 ? 'unread' : 'failed', failure };
};
