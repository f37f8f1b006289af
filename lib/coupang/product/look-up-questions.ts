import type { Inquiry } from '../../domain/inquiry/inquiry.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import { type DateWindow, datesOf } from '../../domain/time/date-windows.ts';
import { addDays, dateAt } from '../../domain/time/dates.ts';
import {
  type InquiryDate,
  type InquirySource,
  type LookedUp,
  SourceError,
} from '../../workflows/ports/coupang.ts';
import { readPass } from '../read-all-pages.ts';
import { isOfOneList, isReadTimedOut, largestPage, type PageSizes, type PageSource } from '../read-rows.ts';
import { PAGES_OF_DATE } from './read-by-date.ts';

/** The most dates that one list can show. Source: coupang-api.md section 7.1. */
const MOST_DATES = 7;

type Limits = Parameters<InquirySource['lookUp']>[1];

type Lists = {
  /** The list of all questions. */
  listOf: (dates: DateWindow, sizes?: PageSizes) => PageSource;
  readRows: (items: unknown[]) => Pick<Reading, 'inquiries' | 'unusable'>;
  zone: string;
  /** Epoch ms. */
  now: () => number;
};

/**
 * Looks questions up in the lists of their dates, in their order. Questions of the same dates share a list. A list that takes
 * Coupang too long is read date by date. A list with an unusable row proves nothing missing, as the row may be of any question.
 * Assumption: all-shows-everything.
 */
export const lookUpQuestions = async (
  questions: readonly InquiryDate[],
  limits: Limits,
  { listOf, readRows, zone, now }: Lists,
): Promise<LookedUp> => {
  const today = dateAt(now(), zone);
  const wanted = questions.map((question) => ({ ...question, dates: datesFor(question, today, zone) }));
  const found = new Map<string, Inquiry>();
  const tried = new Set<string>();
  const wholeDates = new Set<string>();
  const isOpen = ({ inquiryId, dates }: Wanted): boolean =>
    !found.has(inquiryId) && dates.some((date) => !wholeDates.has(date));
  let calls = 0;
  let newestAt = 0;
  let failed: LookedUp['failed'];
  const note = (inquiries: readonly Inquiry[]): void => {
    newestAt = Math.max(newestAt, ...inquiries.map(({ inquiryAt = 0 }) => inquiryAt));
    for (const row of inquiries)
      if (wanted.some(({ inquiryId }) => inquiryId === row.inquiryId)) found.set(row.inquiryId, row);
  };
  const readDates = async (dates: DateWindow, group: readonly Wanted[], sizes?: PageSizes) => {
    const list = listOf(dates, sizes);
    const read = await readPass({
      ...list,
      name: `${dates.firstDate}..${dates.lastDate}/ALL`,
      repairs: limits.repairs,
      timeIsUp: () => calls >= limits.calls || list.timeIsUp() || !group.some(isOpen),
      page: async (pageNum, size, isOnce) => {
        if (size === largestPage(list)) calls += 1;
        for (const { inquiryId } of group) tried.add(inquiryId);
        try {
          const page = await list.page(pageNum, size, isOnce);
          note(readRows(page.items ?? []).inquiries);
          failed = undefined;
          return page;
        } catch (failure) {
          if (failure instanceof SourceError) failed = { failure, inARow: (failed?.inARow ?? 0) + 1 };
          throw failure;
        }
      },
    });
    if (read.complete) failed = undefined;
    const isWhole = read.complete && read.is === 'final' && readRows(read.items).unusable.length === 0;
    if (isWhole) for (const date of datesOf(dates)) wholeDates.add(date);
    return read.failure;
  };
  const readGroup = async ({ window, group }: Group): Promise<SourceError | undefined> => {
    const failure = await readDates(window, group);
    if (!isReadTimedOut(failure)) return failure;
    for (const date of new Set(group.flatMap(({ dates }) => dates))) {
      if (wholeDates.has(date)) continue;
      const ofDate = await readDates({ firstDate: date, lastDate: date }, group, PAGES_OF_DATE);
      if (ofDate && !isOfOneList(ofDate)) return ofDate;
    }
    return undefined;
  };
  for (const group of groupsOf(wanted)) {
    const failure = await readGroup(group);
    if (failure && !isOfOneList(failure)) break;
  }
  const isMissing = ({ inquiryId, inquiryAt, dates }: Wanted): boolean =>
    inquiryAt !== undefined && !found.has(inquiryId) && dates.every((date) => wholeDates.has(date));
  const isProved = ({ inquiryAt = 0 }: Wanted): boolean => newestAt > inquiryAt;
  const missing = new Map(
    wanted.filter(isMissing).map((question) => [question.inquiryId, isProved(question)]),
  );
  for (const inquiryId of [...found.keys(), ...missing.keys()]) tried.add(inquiryId);
  return { found, missing, tried, made: calls, ...(failed && { failed }) };
};

type Wanted = InquiryDate & { dates: string[] };
type Group = { window: DateWindow; group: Wanted[] };

/**
 * The question's date first, then the dates beside it, since Coupang may use another zone or exclude the last date. No list
 * ends after today. A question without a time may be of any date, so the recent week cannot prove that it is missing.
 */
const datesFor = ({ inquiryAt }: InquiryDate, today: string, zone: string): string[] => {
  if (inquiryAt === undefined) return datesOf({ firstDate: addDays(today, 1 - MOST_DATES), lastDate: today });
  const asked = dateAt(inquiryAt, zone);
  const date = asked < today ? asked : today;
  return [date, addDays(date, 1), addDays(date, -1)].filter((day) => day <= today);
};

/** A list of more dates might need more calls than a run may make, so that none of its questions would ever be looked up. */
const groupsOf = (wanted: readonly Wanted[]): Group[] => {
  const groups = new Map<string, Group>();
  for (const question of wanted) {
    const window = windowOf(question.dates);
    const name = `${window.firstDate}/${window.lastDate}`;
    const { group } = groups.get(name) ?? { group: [] };
    groups.set(name, { window, group: [...group, question] });
  }
  return [...groups.values()];
};

const windowOf = (dates: readonly string[]): DateWindow => {
  const [firstDate = '', lastDate = ''] = [dates.toSorted()[0], dates.toSorted().at(-1)];
  return { firstDate, lastDate };
};
