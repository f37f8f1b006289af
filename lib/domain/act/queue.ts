import { createHash } from 'node:crypto';
import type { VendorRef } from '../inquiry/inquiry.ts';
import { isUnannounced, ticketId } from '../ticket/ticket-id.ts';
import type { AttentionRow, ClosedRow } from '../ticket/ticket.ts';
import { HOUR_MS } from '../time/durations.ts';

export const QUEUE_WHO = ['all', 'mine', 'unclaimed'] as const;
export const QUEUE_KINDS = ['all', 'reply', 'confirm'] as const;

/** Which open tickets a person wants to see (A7). `page` counts from 0. */
export type QueueFilter = {
  who: (typeof QUEUE_WHO)[number];
  kind: (typeof QUEUE_KINDS)[number];
  vendor?: VendorRef;
  page: number;
};

export type Queue = {
  /** The rows of one page, nearest deadline first. */
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
    .filter(({ kind }) => filter.kind === 'all' || filter.kind === kind)
    .filter(({ market, vendorId }) => isOf(filter.vendor, { market, vendorId }))
    .sort((a, b) => a.dueAt - b.dueAt);
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

/** A hash of a Home's tickets. It changes when a ticket opens, changes, ends or passes its deadline. */
export const queueMark = (rows: readonly AttentionRow[], now: number): string => {
  const open = rows.filter(isSeen);
  const states = open.map((row) => `${ticketId(row)} ${row.version} ${row.dueAt <= now}`);
  return createHash('sha256').update(states.sort().join('\n')).digest('base64url').slice(0, 16);
};

const isSeen = (row: AttentionRow): boolean => row.closedAt === undefined && !isUnannounced(row);

const isOf = (wanted: VendorRef | undefined, { market, vendorId }: VendorRef): boolean =>
  wanted === undefined || (wanted.market === market && wanted.vendorId === vendorId);

/** The rows that concern a person (`/coupang` alone), each nearest deadline first. `counts`: of all such rows. */
export type OwnQueue = {
  mine: AttentionRow[];
  unclaimed: AttentionRow[];
  counts: Pick<Queue['counts'], 'open' | 'mine' | 'unclaimed'>;
};

const MOST_MINE = 7;
const MOST_OWN = 10;

/** @returns at most ten rows: the person's own, then those that nobody claimed */
export const ownQueue = (rows: readonly AttentionRow[], user: string, now: number): OwnQueue => {
  const of = (who: QueueFilter['who']) => openQueue(rows, { who, kind: 'all', page: 0 }, user, now);
  const { rows: all, counts } = of('mine');
  const mine = all.slice(0, MOST_MINE);
  return { mine, unclaimed: of('unclaimed').rows.slice(0, MOST_OWN - mine.length), counts };
};

/** Fewer digits would match half of all numbers. */
const MIN_DIGITS = 4;

/**
 * Finds open tickets by inquiry number, order number or product, nearest deadline first. The last four digits of a number suffice.
 * @returns none for words that are too short
 */
export const findInQueue = (rows: readonly AttentionRow[], words: string): AttentionRow[] => {
  const wanted = normalize(words);
  const digits = numberIn(wanted);
  if (wanted.length < 2 || (digits !== undefined && digits.length < MIN_DIGITS)) return [];
  const isFound = ({ inquiryId, orderId = '', product = '' }: AttentionRow): boolean =>
    (digits !== undefined && (inquiryId.endsWith(digits) || orderId.endsWith(digits))) ||
    normalize(product).includes(wanted);
  return rows.filter((row) => isSeen(row) && isFound(row)).sort((a, b) => a.dueAt - b.dueAt);
};

/** Finds closed tickets by inquiry number, newest first. Their index has no order numbers. */
export const findClosed = (rows: readonly ClosedRow[], words: string): ClosedRow[] => {
  const digits = numberIn(normalize(words));
  if (digits === undefined || digits.length < MIN_DIGITS) return [];
  return rows.filter(({ inquiryId }) => inquiryId.endsWith(digits)).sort((a, b) => b.closedAt - a.closedAt);
};

const numberIn = (words: string): string | undefined => /^\d+$/.exec(words.replaceAll(/[\s-]/g, ''))?.[0];

const normalize = (text: string): string => text.normalize('NFKC').toLowerCase().trim();
