import type { SimulatedPost } from 'fake-coupang';
import type { ListStatus } from '../../../lib/domain/sources.ts';
import { isAfter } from '../coupang-record.ts';
import type { ServedPage } from '../coupang-source.ts';
import { dateOf } from '../plain-calendar.ts';
import type { DateWindow } from '../../../lib/domain/time/date-windows.ts';
import { DAY_MS, HOUR_MS } from '../../../lib/domain/time/durations.ts';

/** `isWrittenTo`: a post of a vendor or of the system follows it and may be its end, though it still asks. */
export type ShownRequest = { answerId: string; at?: number; isWrittenTo: boolean };

/** An inquiry as a page showed it: its asking posts with their times, in the order of asking. */
export type ShownInquiry = {
  inquiryId: string;
  asking: ShownRequest[];
  /** The time of the newest post of a vendor or of the system. */
  writtenAt: number | undefined;
  /** The time of the newest post, else of the inquiry. A post without a time looks as new. */
  newestAt: number | undefined;
  status: ListStatus;
  /**
   * It was only under TRANSFER, and NO_ANSWER of its window, which may have it too, was not read whole in this run, or its
   * filter seems to be ignored.
   */
  mayBeReply: boolean;
  /** Both lists of its window showed so many equal rows in this run that Coupang seems to ignore the filter (R7). */
  isUnfiltered: boolean;
  /** The start of the run, and the time of the page. Epoch ms. */
  runBeganAt: number;
  at: number;
};

const NEAR_MS = 2 * HOUR_MS;

type Pass = {
  window: DateWindow;
  status: ListStatus;
  runBeganAt: number;
  beganAt: number;
  pages: ServedPage[];
  /** As of so many pages. */
  known?: { pages: number; missing: number | undefined };
};

type LastShown = Omit<ShownInquiry, 'mayBeReply' | 'isUnfiltered'> & { firstDate: string };

/** Every pass of a list over all polls, oldest first, by window and status. */
export type Passes = Map<string, Pass[]>;

/**
 * Records what one poll's pages really showed, by the harness's own version of R7 and R9: it must not use the code that
 * it tests.
 * @param now epoch ms
 */
export const createReadingLedger = (now: () => number, allPasses: Passes) => {
  const startedAt = now();
  const passes: Pass[] = [];
  const shown = new Map<string, LastShown>();
  let isKept = false;
  /**
   * The number of missing rows, if all pages came in order; `undefined` if some are missing or contradict each other.
   */
  const missingRows = (pass: Pass): number | undefined => {
    if (pass.known?.pages !== pass.pages.length)
      pass.known = { pages: pass.pages.length, missing: countMissing(pass) };
    return pass.known.missing;
  };
  const countMissing = (pass: Pass): number | undefined => {
    const all = pass.pages;
    // An empty page beyond the stated number of pages is the end, whatever its totals.
    const pages = all.filter(
      ({ items, totalPages }, index) => items?.length !== 0 || index < totalPages || index === 0,
    );
    const [first] = pages;
    if (!first) return undefined;
    const isSteady = pages.every(
      ({ items, totalPages, totalElements }) =>
        items !== undefined && totalPages === first.totalPages && totalElements === first.totalElements,
    );
    const isBroken = pages.some(({ items }, index) => items?.length === 0 && index < first.totalPages - 1);
    if (!isSteady || isBroken || pages.length < first.totalPages) return undefined;
    const total = Math.max(...all.map(({ totalElements }) => totalElements));
    // A row that its own page repeats counts twice, as Coupang may count it. A row of an earlier page counts once.
    const seen = new Set<string>();
    let rows = 0;
    for (const { items = [] } of pages) {
      rows += items.filter(({ inquiryId }) => !seen.has(inquiryId)).length;
      for (const { inquiryId } of items) seen.add(inquiryId);
    }
    if (isMostlyUnusable(pass) || (rows === 0 && total > 0)) return undefined;
    return Math.max(0, total - rows);
  };
  /** A reading has the rows of both its passes. */
  const isMostlyUnusable = (pass: Pass): boolean => {
    const own = passes
      .slice(0, passes.indexOf(pass) + 1)
      .filter((otherPass) => nameOfPass(otherPass) === nameOfPass(pass));
    const pages = (own.length > 0 ? own : [pass]).flatMap((otherPass) => otherPass.pages);
    const isUnusable = new Map(
      pages.flatMap(({ items = [] }) =>
        items.map(({ inquiryId, inquiry }) => [inquiryId, !inquiry] as const),
      ),
    );
    const unusable = [...isUnusable.values()].filter(Boolean).length;
    return unusable === isUnusable.size ? unusable > 0 : unusable > Math.max(3, isUnusable.size / 10);
  };
  /**
   * After equal readings in three runs the list is believed, however many rows are missing (R7). A run that died has forgotten
   * the readings in between. The recent week of the day before counts, too, as long as midnight is near.
   */
  const isComplete = (pass: Pass): boolean => {
    const missing = missingRows(pass);
    if (missing === undefined || missing === 0) return missing === 0;
    const firstDate = new Date(Date.parse(pass.window.firstDate) - DAY_MS).toISOString().slice(0, 10);
    const yesterday = { ...pass, window: { ...pass.window, firstDate } };
    const own = allPasses.get(nameOfPass(pass)) ?? [];
    const firstAt = (own[0] ?? pass).beganAt;
    // A window on fixed dates may have the same dates, and be read later.
    const before = (allPasses.get(nameOfPass(yesterday)) ?? []).filter(({ beganAt }) => beganAt < firstAt);
    const isNear = firstAt - (before.at(-1)?.beganAt ?? -Infinity) <= NEAR_MS;
    const all = [...(isNear ? before : []), ...own];
    const same = all.slice(0, all.indexOf(pass)).filter((otherPass) => missingRows(otherPass) === missing);
    return new Set([...same, pass].map(({ runBeganAt }) => runBeganAt)).size >= 3;
  };
  const complete = (status: ListStatus, from: number): Pass[] =>
    passes.filter((pass) => pass.status === status && pass.beganAt >= from && isComplete(pass));

  /** With all rows. Whether the program believes a list that is short depends on the runs that have died, too. */
  const wasWhole = (firstDate: string, status: ListStatus): boolean =>
    passes.some(
      (pass) => pass.status === status && pass.window.firstDate === firstDate && missingRows(pass) === 0,
    );
  const idsOf = (firstDate: string, status: ListStatus): Set<string> =>
    new Set(
      passes
        .filter((pass) => pass.status === status && pass.window.firstDate === firstDate)
        .flatMap(({ pages }) => pages.flatMap(({ items = [] }) => items.map(({ inquiryId }) => inquiryId))),
    );
  const isUnfiltered = (firstDate: string): boolean => {
    const [unanswered, transferred] = [idsOf(firstDate, 'NO_ANSWER'), idsOf(firstDate, 'TRANSFER')];
    const shared = [...transferred].filter((id) => unanswered.has(id)).length;
    return shared > 5 && shared > Math.min(unanswered.size, transferred.size) / 2;
  };
  const wasComplete = (firstDate: string, status: ListStatus, from: number): boolean =>
    complete(status, from).some(({ window }) => window.firstDate === firstDate);

  return {
    startedAt,
    /** Each inquiry as last shown. Within one batch, the later reading counts (R12). */
    shown: (): ShownInquiry[] =>
      [...shown.values()].map(({ firstDate, ...last }) => ({
        ...last,
        mayBeReply:
          last.status === 'TRANSFER' && (!wasWhole(firstDate, 'NO_ANSWER') || isUnfiltered(firstDate)),
        isUnfiltered: isUnfiltered(firstDate),
      })),
    note: (window: DateWindow, status: ListStatus, page: ServedPage, beganAt: number): void => {
      if (status === 'ANSWER') return;
      if (page.pageNum === 1) {
        const pass = { window, status, runBeganAt: startedAt, beganAt, pages: [] };
        passes.push(pass);
        const all = allPasses.get(nameOfPass(pass)) ?? [];
        all.push(pass);
        allPasses.set(nameOfPass(pass), all);
      }
      passes.at(-1)?.pages.push(page);
      for (const { inquiryId, inquiry, asking: shownAsking } of page.items ?? []) {
        if (!inquiry) continue;
        const { inquiryAt, posts } = inquiry;
        const asking = shownAsking.map((post) => showRequest(post, posts));
        const writtenAts = posts.flatMap(({ answerType, replyAt }) =>
          answerType === 'csAgent' ? [] : replyAt,
        );
        const writtenAt = writtenAts.length > 0 ? Math.max(...writtenAts) : undefined;
        const ats = posts.flatMap(({ replyAt }) => (Number.isNaN(replyAt) ? [] : replyAt));
        const newestAt = ats.length > 0 ? Math.max(...ats) : inquiryAt;
        const earlier = shown.get(inquiryId);
        // NO_ANSWER wins over TRANSFER, whichever came first (R12).
        const isSame = earlier?.asking.map(nameOf).join() === asking.map(nameOf).join();
        const isWanted = earlier?.status === 'NO_ANSWER' && isSame;
        const { firstDate } = window;
        const times = { runBeganAt: startedAt, at: now() };
        const shownAs = isWanted ? 'NO_ANSWER' : status;
        const last = { inquiryId, asking, writtenAt, newestAt, status: shownAs, firstDate, ...times };
        shown.set(inquiryId, last);
      }
    },
    noteKept: (): void => {
      isKept = true;
    },
    /** Whether the state has the results of this poll. A poll that lost its lease leaves nothing. */
    isKept: (): boolean => isKept,
    listed: (inquiryId: string): boolean => shown.has(inquiryId),
    /** Whether the inquiry's page shows the post as answered, beside a newer post that asks: it may have ended (R9). */
    isOvertaken: (inquiryId: string, answerId: string): boolean => {
      const last = shown.get(inquiryId);
      return last !== undefined && isOvertaken(last, answerId);
    },
    wasComplete,
    /** Whether both lists were read whole around an inquiry's date, by readings that began at `from` or later. */
    wasReadWhole: (inquiryAt: number, from: number): boolean =>
      (['NO_ANSWER', 'TRANSFER'] as const).every((status) => {
        const windows = complete(status, from).map(({ window }) => window);
        const newest =
          windows
            .map(({ lastDate }) => lastDate)
            .toSorted()
            .at(-1) ?? '';
        // Near the edge of a window a date may be listed in the next window. No date is after today.
        const dates = [inquiryAt - DAY_MS, inquiryAt, inquiryAt + DAY_MS].map(dateOf);
        return dates.every(
          (date, index) =>
            (index === 2 && date > newest) ||
            windows.some(({ firstDate, lastDate }) => firstDate <= date && date <= lastDate),
        );
      }),
  };
};

export type ReadingLedger = ReturnType<typeof createReadingLedger>;

/** A post that names another one is the end of that one. */
const showRequest = (post: SimulatedPost, posts: readonly SimulatedPost[]): ShownRequest => {
  const { answerId, replyAt } = post;
  const isWrittenTo = posts.some(
    (other, index) =>
      other.answerType === 'vendor' &&
      (other.parentAnswerId ?? answerId) === answerId &&
      (index > posts.indexOf(post) || isAfter(posts, other, post)),
  );
  return { answerId, isWrittenTo, ...(!Number.isNaN(replyAt) && { at: replyAt }) };
};

/** Whether a page shows the post as answered, beside a newer post that asks. */
export const isOvertaken = ({ asking }: Pick<ShownInquiry, 'asking'>, answerId: string): boolean => {
  const index = asking.findIndex((request) => request.answerId === answerId);
  const own = asking[index];
  return (
    own?.isWrittenTo === true &&
    asking.some(({ at }, other) => other > index || (at !== undefined && at > (own.at ?? Infinity)))
  );
};

const nameOf = ({ answerId }: { answerId: string }): string => answerId;

const nameOfPass = ({ window, status }: Pick<Pass, 'window' | 'status'>): string =>
  `${window.firstDate}/${status}`;
