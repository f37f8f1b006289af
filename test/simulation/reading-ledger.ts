import type { Inquiry, ListStatus } from '../../lib/domain/inquiry.ts';
import { askingPosts } from '../../lib/domain/asking-posts.ts';
import { windowsHolding, dateWindow } from '../../lib/domain/date-windows.ts';
import { dateAt } from '../../lib/domain/dates.ts';
import { OPEN_STATUSES } from '../../lib/domain/plan-readings.ts';
import type { DateWindow, UnusableItem } from '../../lib/domain/reading.ts';
import { ZONE } from './memory-coupang.ts';

/** One page as it went over the wire. */
export type ServedPage = {
  pageNum: number;
  items: readonly Inquiry[] | undefined;
  totalPages: number;
  totalElements: number;
  unusable: readonly UnusableItem[];
};

/** A hand-over that a page showed, by the posts that asked then. */
export type ShownHandOver = { inquiryId: string; asking: string[]; status: ListStatus };

type Pass = { window: DateWindow; status: ListStatus; beganAt: number; pages: ServedPage[] };

/**
 * What one poll's pages really showed, judged on its own account of R7 and R9: the harness must not believe the
 * code that it tests.
 */
export const createReadingLedger = (startedAt: number, offsetMs = 0) => {
  const passes: Pass[] = [];
  const shown = new Map<string, ShownHandOver>();
  const isComplete = ({ pages }: Pass): boolean => {
    const [first] = pages;
    if (!first || pages.length !== Math.max(1, first.totalPages)) return false;
    const steady = pages.every(
      (page) =>
        page.items !== undefined &&
        page.totalPages === first.totalPages &&
        page.totalElements === first.totalElements,
    );
    return steady && (first.totalElements === 0 || pages.every(({ items = [] }) => items.length > 0));
  };
  const wasComplete = (firstDate: string, status: ListStatus, from: number): boolean =>
    passes.some(
      (pass) =>
        pass.window.firstDate === firstDate &&
        pass.status === status &&
        pass.beganAt >= from &&
        isComplete(pass),
    );

  return {
    /** By inquiryId, as each was shown last: of what one batch saw, the later reading counts (R12). */
    shown,
    note: (window: DateWindow, status: ListStatus, page: ServedPage, beganAt: number): void => {
      if (status === 'ANSWER') return;
      if (page.pageNum === 1) passes.push({ window, status, beganAt, pages: [] });
      passes.at(-1)?.pages.push(page);
      for (const inquiry of page.items ?? []) {
        const asking = askingPosts(inquiry).map((post) => post.answerId);
        const { inquiryId } = inquiry;
        const earlier = shown.get(inquiryId);
        // NO_ANSWER wins over TRANSFER, wherever it stood (R12).
        const isWanted = earlier?.status === 'NO_ANSWER' && earlier.asking.join() === asking.join();
        shown.set(inquiryId, { inquiryId, asking, status: isWanted ? 'NO_ANSWER' : status });
      }
    },
    listed: (inquiryId: string): boolean => shown.has(inquiryId),
    wasComplete,
    /** Whether this run's readings let a ticket have gone (R9). Dates are tried as of both ends of the run, and by our own clock. */
    mayHaveGone: (ticket: { inquiryAt?: number; changedAt: number }, now: number): boolean =>
      [startedAt, startedAt - offsetMs, now].some((instant) => {
        const today = dateAt(instant, ZONE);
        return windowsHolding(ticket.inquiryAt, today, ZONE).every((number) =>
          OPEN_STATUSES.every((status) =>
            wasComplete(dateWindow(today, number).firstDate, status, ticket.changedAt + 1),
          ),
        );
      }),
    startedAt,
  };
};

export type ReadingLedger = ReturnType<typeof createReadingLedger>;
