import { createHash } from 'node:crypto';
import type { VendorRef } from '../inquiry/inquiry.ts';
import { type Kind, type Source, SOURCE_NAMES, SOURCES } from '../sources.ts';
import { isUnannounced, ticketId } from '../ticket/ticket-id.ts';
import type { AttentionRow, ClosedRow } from '../ticket/ticket.ts';
import { HOUR_MS } from '../time/durations.ts';

export const QUEUE_WHO = ['all', 'mine', 'unclaimed'] as const;

type SourceWithKinds = {
  [Name in Source]: (typeof SOURCES)[Name]['kinds'] extends readonly [string] ? never : Name;
}[Source];
/** All tickets, those of a source with several kinds, or those of a kind. */
export type QueueKind = 'all' | SourceWithKinds | Kind;

const hasKinds = (source: Source): source is SourceWithKinds => SOURCES[source].kinds.length > 1;

/** The choices among the tickets of these sources. */
export const kindsIn = (sources: readonly Source[]): QueueKind[] => [
  'all',
  ...sources.flatMap((source): QueueKind[] => [
    ...(sources.length > 1 && hasKinds(source) ? [source] : []),
    ...SOURCES[source].kinds,
  ]),
];
export const QUEUE_KINDS: readonly QueueKind[] = kindsIn(SOURCE_NAMES);

/** Which open tickets a person wants to see (A7). `page` counts from 0. */
export type QueueFilter = {
  who: (typeof QUEUE_WHO)[number];
  kind: QueueKind;
  vendor?: VendorRef;
  page: number;
};

export type Queue = {
  /** The rows of one page (`byLeft`). */
  rows: AttentionRow[];
  /** The number of rows that match the filter. */
  found: number;
  /** The filter's page, limited to the existing pages. */
  page: number;
  pages: number;
  /** Counts of all open tickets, independent of the filter. */
  counts: { open: number; overdue: number; dueWithinHour: number; mine: number; unclaimed: number };
};

const PAGE = 15;

/** @param rows rows of the attention index, which lags */
export const openQueue = (
  rows: readonly AttentionRow[],
  filter: QueueFilter,
  user: string,
  now: number,
): Queue => {
  const open = rows.filter(isSeen);
  const isMine = ({ claimedBy }: AttentionRow): boolean => claimedBy === user;
  const isUnclaimed = ({ claimedBy }: AttentionRow): boolean => claimedBy === undefined;
  const wanted = open
    .filter((row) => filter.who === 'all' || (filter.who === 'mine' ? isMine(row) : isUnclaimed(row)))
    .filter(isOfKind(filter.kind))
    .filter(({ market, vendorId }) => isOf(filter.vendor, { market, vendorId }))
    .sort(byLeft(now));
  const pages = Math.max(1, Math.ceil(wanted.length / PAGE));
  const page = Math.min(Math.max(0, filter.page), pages - 1);
  const count = (counts: (row: AttentionRow) => boolean): number => open.filter(counts).length;
  return {
    rows: wanted.slice(page * PAGE, (page + 1) * PAGE),
    found: wanted.length,
    page,
    pages,
    counts: {
      open: open.length,
      overdue: count(({ dueAt }) => dueAt <= now),
      dueWithinHour: count(({ dueAt }) => dueAt > now && dueAt <= now + HOUR_MS),
      mine: count(isMine),
      unclaimed: count(isUnclaimed),
    },
  };
};

const isOfKind =
  (wanted: QueueKind) =>
  ({ kind, source }: AttentionRow): boolean =>
    wanted === 'all' || wanted === kind || wanted === source;

/**
 * The nearest deadline goes first. A request that Coupang does not close at its deadline stays open for weeks, so from its deadline on it
 * goes last.
 */
const byLeft = (now: number) => {
  const isLate = ({ source, dueAt }: AttentionRow): boolean =>
    !SOURCES[source].closesAtDeadline && dueAt <= now;
  return (a: AttentionRow, b: AttentionRow): number =>
    Number(isLate(a)) - Number(isLate(b)) ||
    a.dueAt - b.dueAt ||
    SOURCE_NAMES.indexOf(a.source) - SOURCE_NAMES.indexOf(b.source);
};

/** A hash of a Home's tickets. It changes when a ticket opens, changes, ends or passes its deadline. */
export const queueMark = (rows: readonly AttentionRow[], now: number): string => {
  const open = rows.filter(isSeen);
  const states = open.map((row) => `${ticketId(row)} ${row.version} ${row.dueAt <= now}`);
  return createHash('sha256').update(states.sort().join('\n')).digest('base64url').slice(0, 16);
};

const isSeen = (row: AttentionRow): boolean => row.closedAt === undefined && !isUnannounced(row);

const isOf = (wanted: VendorRef | undefined, { market, vendorId }: VendorRef): boolean =>
  wanted === undefined || (wanted.market === market && wanted.vendorId === vendorId);

/** The rows that concern a person (`/coupang` alone), in the Home's order. `counts`: of all such rows. */
export type OwnQueue = {
  mine: AttentionRow[];
  unclaimed: AttentionRow[];
  counts: Pick<Queue['counts'], 'open' | 'mine' | 'unclaimed'>;
};

const MOST_MINE = 7;
const MOST_OWN = 10;

/** @returns at most ten rows: the person's own, then those that nobody claimed */
export const ownQueue = (
  rows: readonly AttentionRow[],
  kind: QueueKind,
  user: string,
  now: number,
): OwnQueue => {
  const ofKind = rows.filter(isOfKind(kind));
  const of = (who: QueueFilter['who']) => openQueue(ofKind, { who, kind: 'all', page: 0 }, user, now);
  const { rows: all, counts } = of('mine');
  const mine = all.slice(0, MOST_MINE);
  return { mine, unclaimed: of('unclaimed').rows.slice(0, MOST_OWN - mine.length), counts };
};

/** Fewer digits would match half of all numbers. */
const MIN_DIGITS = 4;

/**
 * Finds open tickets by inquiry number, order number or product, in the Home's order. The last four digits of a number suffice.
 * @returns none for words that are too short
 */
export const findInQueue = (rows: readonly AttentionRow[], words: string, now: number): AttentionRow[] => {
  const wanted = normalize(words);
  const digits = numberIn(wanted);
  if (wanted.length < 2 || (digits !== undefined && digits.length < MIN_DIGITS)) return [];
  const isFound = ({ inquiryId, orderId = '', product = '' }: AttentionRow): boolean =>
    (digits !== undefined && (inquiryId.endsWith(digits) || orderId.endsWith(digits))) ||
    normalize(product).includes(wanted);
  return rows.filter((row) => isSeen(row) && isFound(row)).sort(byLeft(now));
};

/** Finds closed tickets by inquiry number, newest first. Their index has no order numbers. */
export const findClosed = (rows: readonly ClosedRow[], words: string): ClosedRow[] => {
  const digits = numberIn(normalize(words));
  if (digits === undefined || digits.length < MIN_DIGITS) return [];
  return rows.filter(({ inquiryId }) => inquiryId.endsWith(digits)).sort((a, b) => b.closedAt - a.closedAt);
};

/** Whether the words are the whole inquiry number of a found ticket. Another source may use the same number. */
export const isWholeNumber = (found: readonly AttentionRow[], words: string): boolean =>
  found.some(({ inquiryId }) => inquiryId === numberIn(normalize(words)));

/** The closed tickets with the inquiry number of an open ticket of another source. */
export const namesakes = (found: readonly AttentionRow[], closed: readonly ClosedRow[]): ClosedRow[] =>
  closed.filter((row) =>
    found.some(
      (open) =>
        open.inquiryId === row.inquiryId &&
        open.source !== row.source &&
        isOf({ market: open.market, vendorId: open.vendorId }, row),
    ),
  );

const numberIn = (words: string): string | undefined => /^\d+$/.exec(words.replaceAll(/[\s-]/g, ''))?.[0];

const normalize = (text: string): string => text.normalize('NFKC').toLowerCase().trim();
