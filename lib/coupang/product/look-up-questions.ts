import type { Inquiry } from '../../domain/inquiry/inquiry.ts';
import { type DateWindow, datesOf } from '../../domain/time/date-windows.ts';
import { addDays, dateAt, daysBetween } from '../../domain/time/dates.ts';
import type { SourceError } from '../../workflows/ports/inquiry-source.ts';
import type { InquiryDate, LookedUp } from '../../workflows/ports/source-client.ts';
import type { PageSizes, PageSource } from '../read-rows.ts';
import { PAGES_OF_DATE } from './read-by-date.ts';
import { isOfOneList, isReadTimedOut, readList } from './read-list.ts';

/** The dates that one list can show. Source: coupang-api.md section 7.1. */
const LONGEST = 7;

type Lists = {
  /** The list of all questions. */
  listOf: (dates: DateWindow, sizes?: PageSizes) => PageSource;
  readRows: (items: unknown[]) => readonly Inquiry[];
  zone: string;
  /** Epoch ms. */
  now: () => number;
};

/**
 * Looks questions up in the lists of their dates, in their order. Questions of neighbouring dates share a list. A list that
 * takes Coupang too long is read date by date.
 */
export const lookUpQuestions = async (
  questions: readonly InquiryDate[],
  limits: { stopAt: number; calls: number },
  { listOf, readRows, zone, now }: Lists,
): Promise<LookedUp> => {
  const today = dateAt(now(), zone);
  const wanted = questions.map((question) => ({ ...question, dates: datesFor(question, today, zone) }));
  const found = new Map<string, Inquiry>();
  const wholeDates = new Set<string>();
  const isOpen = ({ inquiryId, dates }: Wanted): boolean =>
    !found.has(inquiryId) && dates.some((date) => !wholeDates.has(date));
  let calls = 0;
  let failure: SourceError | undefined;
  const readDates = async (dates: DateWindow, group: readonly Wanted[], sizes?: PageSizes) => {
    const read = await readList(listOf(dates, sizes), 1, {
      mayCall: () => calls < limits.calls && now() < limits.stopAt && group.some(isOpen),
      note: (items) => {
        calls += 1;
        for (const row of readRows([...items]))
          if (wanted.some(({ inquiryId }) => inquiryId === row.inquiryId)) found.set(row.inquiryId, row);
      },
    });
    if (read.complete) for (const date of datesOf(dates)) wholeDates.add(date);
    return read.failure;
  };
  const readGroup = async ({ window, group }: Group): Promise<SourceError | undefined> => {
    const failed = await readDates(window, group);
    if (!isReadTimedOut(failed)) return failed;
    let last = failed;
    for (const date of new Set(group.flatMap(({ dates }) => dates))) {
      if (wholeDates.has(date)) continue;
      const dateFailed = await readDates({ firstDate: date, lastDate: date }, group, PAGES_OF_DATE);
      last = dateFailed ?? last;
      if (dateFailed && !isOfOneList(dateFailed)) break;
    }
    return group.some(isOpen) ? last : undefined;
  };
  for (const group of groupsOf(wanted)) {
    const failed = await readGroup(group);
    failure = failed ?? failure;
    if (failed && !isOfOneList(failed)) break;
  }
  const isMissing = ({ inquiryId, inquiryAt, dates }: Wanted): boolean =>
    inquiryAt !== undefined && !found.has(inquiryId) && dates.every((date) => wholeDates.has(date));
  const missing = new Set(wanted.filter(isMissing).map(({ inquiryId }) => inquiryId));
  return { found, missing, calls, ...(failure && { failure }) };
};

type Wanted = InquiryDate & { dates: string[] };
type Group = { window: DateWindow; group: Wanted[] };

/**
 * The question's date first, then the dates beside it, since Coupang may use another zone or exclude the last date. No list
 * ends after today. A question without a time may be of any date, so the recent week cannot prove that it is missing.
 */
const datesFor = ({ inquiryAt }: InquiryDate, today: string, zone: string): string[] => {
  if (inquiryAt === undefined) return datesOf({ firstDate: addDays(today, 1 - LONGEST), lastDate: today });
  const asked = dateAt(inquiryAt, zone);
  const date = asked < today ? asked : today;
  return [date, addDays(date, 1), addDays(date, -1)].filter((day) => day <= today);
};

/** Each question joins the first list that its dates touch, as long as the list is short enough. */
const groupsOf = (wanted: readonly Wanted[]): Group[] => {
  const groups: Group[] = [];
  for (const question of wanted) {
    const own = spanOf(question.dates);
    const joined = groups.find(
      ({ window }) => touches(window, own) && lengthOf(union(window, own)) <= LONGEST,
    );
    if (!joined) groups.push({ window: own, group: [question] });
    else {
      joined.window = union(joined.window, own);
      joined.group.push(question);
    }
  }
  return groups;
};

const spanOf = (dates: readonly string[]): DateWindow => {
  const [firstDate = '', lastDate = ''] = [dates.toSorted()[0], dates.toSorted().at(-1)];
  return { firstDate, lastDate };
};

const touches = (a: DateWindow, b: DateWindow): boolean =>
  b.firstDate <= addDays(a.lastDate, 1) && a.firstDate <= addDays(b.lastDate, 1);

const union = (a: DateWindow, b: DateWindow): DateWindow => ({
  firstDate: a.firstDate < b.firstDate ? a.firstDate : b.firstDate,
  lastDate: a.lastDate > b.lastDate ? a.lastDate : b.lastDate,
});

const lengthOf = ({ firstDate, lastDate }: DateWindow): number => daysBetween(firstDate, lastDate) + 1;
