import { type ListStatus, type Source, SOURCES } from '../sources.ts';
import { addDays, dateAt } from '../time/dates.ts';
import { HOUR_MS } from '../time/durations.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import type { BlindTime } from '../reading/vendor-state.ts';
import type { DateWindow } from '../time/date-windows.ts';
import { askingPosts, isHandOver, isDecided, orderPosts } from '../inquiry/asking-posts.ts';
import { ANSWER_LIMIT_MS } from '../ticket/ticket.ts';

export type ListRead = {
  window: DateWindow;
  status: ListStatus;
  inquiries: readonly Inquiry[];
  isWhole: boolean;
};

/** Observations of one source of Coupang in one vendor's account. */
export type Seen = {
  source: Source;
  /** In the order in which they were read. */
  lists: readonly ListRead[];
  /** How many recently polled lists matched Coupang's total, and how many were shorter. */
  totals: Cases;
  /** Absent if the program did not look. */
  firstSights?: FirstSights;
  zone: string;
  now: number;
};

/** When the program first saw requests, for a source whose polls would have shown them earlier. */
export type FirstSights = {
  /** By inquiry id, epoch ms. */
  seenAt: ReadonlyMap<string, number>;
  /** An hour after the source's first poll, or a week ago. Later sights count. */
  readSince: number;
  /** Without complete readings. A request of such a time was seen late. */
  gaps: readonly BlindTime[];
};

/** How many cases support an assumption, and how many contradict it. */
export type Cases = { for: number; against: number };

/** Whether a case supports the assumption. `undefined`: it is no evidence. */
export type Verdict = boolean | undefined;

/** One inquiry at its last reading, and the lists that showed it. */
export type Sighting = { inquiry: Inquiry; lists: ListRead[] };

const countCases = (verdicts: readonly Verdict[]): Cases => ({
  for: verdicts.filter((verdict) => verdict === true).length,
  against: verdicts.filter((verdict) => verdict === false).length,
});

/** Counts the cases of each inquiry once, however many lists showed it. */
export const countOver =
  (judge: (sighting: Sighting, seen: Seen) => Verdict[]) =>
  (seen: Seen): Cases =>
    countCases(sightingsIn(seen.lists).flatMap((sighting) => judge(sighting, seen)));

export const sightingsIn = (lists: readonly ListRead[]): Sighting[] => {
  const sightings = new Map<string, Sighting>();
  for (const list of lists)
    for (const inquiry of list.inquiries) {
      const before = sightings.get(inquiry.inquiryId)?.lists ?? [];
      sightings.set(inquiry.inquiryId, { inquiry, lists: [...before, list] });
    }
  return [...sightings.values()];
};

const listsOf = (source: Source): readonly ListStatus[] => [
  ...SOURCES[source].openLists,
  ...SOURCES[source].otherLists,
];

/** Together they cover the recent week and the four weeks before it. */
const WINDOWS = 6;

/**
 * The lists of a source to read, in this order: open inquiries first, then the others, newest first. Each window ends on the date on which the
 * next newer window begins, which shows whether the end date is included.
 */
export const listsToLearnFrom = (
  source: Source,
  now: number,
  zone: string,
): { window: DateWindow; status: ListStatus }[] => {
  const today = dateAt(now, zone);
  const windows = Array.from({ length: WINDOWS }, (_, number) => ({
    firstDate: addDays(today, -6 * (number + 1)),
    lastDate: addDays(today, -6 * number),
  }));
  const read = (statuses: readonly ListStatus[]) =>
    windows.flatMap((window) => statuses.map((status) => ({ window, status })));
  return [...read(SOURCES[source].openLists), ...read(SOURCES[source].otherLists)];
};

/**
 * A case against: only the window that begins on the inquiry's date shows it. All lists of the window that ends on that date were read
 * completely and do not show it.
 */
export const isListedOnEndDate = ({ inquiry, lists }: Sighting, seen: Seen): Verdict[] => {
  const date = dateOf(inquiry.inquiryAt, seen.zone);
  const ending = seen.lists.filter(({ window }) => window.lastDate === date);
  if (lists.some(({ window }) => window.lastDate === date)) return [true];
  const isWhole = listsOf(seen.source).every((status) =>
    ending.some((list) => list.status === status && list.isWhole),
  );
  return [isWhole && lists.some(({ window }) => window.firstDate === date) ? false : undefined];
};

/**
 * A case for counts only if the newest post is later than all these windows. If the dates of posts counted, other lists would show the
 * inquiry.
 */
export const isListedByItsDate = ({ inquiry, lists }: Sighting, { zone }: Seen): Verdict[] => {
  const date = dateOf(inquiry.inquiryAt, zone);
  if (date === undefined) return [];
  if (lists.some(({ window }) => date < window.firstDate || date > window.lastDate)) return [false];
  const newestPost = dateOf(orderPosts(inquiry.posts).at(-1)?.at, zone);
  const isEvident = newestPost !== undefined && lists.every(({ window }) => newestPost > window.lastDate);
  return [isEvident ? true : undefined];
};

/** A case is a hand-over for confirmation whose 24 hours are over and which had not ended before. */
export const leavesTransfer = ({ inquiry, lists }: Sighting, { now }: Seen): Verdict[] => {
  const ordered = orderPosts(inquiry.posts);
  const index = ordered.findLastIndex(isHandOver);
  const newest = ordered[index];
  const isListedAs = (wanted: string): boolean => lists.some(({ status }) => status === wanted);
  if (newest?.at === undefined || now < newest.at + ANSWER_LIMIT_MS || isListedAs('NO_ANSWER')) return [];
  if (isListedAs('TRANSFER')) return [false];
  const hasEnded = isDecided(newest) || ordered.slice(index + 1).some(({ by }) => by !== 'csAgent');
  return [newest.needAnswer || hasEnded ? undefined : true];
};

/**
 * A case is an inquiry in an open list, or one that asks. The latter counts against from an hour after its request, so that it was not asked
 * between two readings, until its 24 hours are over.
 */
export const isListedWhileItAsks = ({ inquiry, lists }: Sighting, seen: Seen): Verdict[] => {
  const { openLists }: { openLists: readonly ListStatus[] } = SOURCES[seen.source];
  const open = lists.filter(({ status }) => openLists.includes(status));
  const copies = open.flatMap(({ inquiries }) =>
    inquiries.filter(({ inquiryId }) => inquiryId === inquiry.inquiryId),
  );
  if (open.length > 0) return [copies.every((copy) => askingPosts(copy).length > 0)];
  const isWhole = openLists.every((status) => lists.some((list) => isReadWhole(status, list, seen)));
  const asks = askingPosts(inquiry).some(
    ({ at }) => at !== undefined && at <= seen.now - HOUR_MS && at > seen.now - ANSWER_LIMIT_MS,
  );
  return [asks && isWhole ? false : undefined];
};

/** Whether the list of a window was read to its end, for the window of another list. */
export const isReadWhole = (status: ListStatus, { window }: ListRead, { lists }: Seen): boolean =>
  lists.some((list) => list.status === status && list.isWhole && list.window.firstDate === window.firstDate);

const dateOf = (at: number | undefined, zone: string): string | undefined =>
  at === undefined ? undefined : dateAt(at, zone);
