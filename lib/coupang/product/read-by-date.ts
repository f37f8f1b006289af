import type { Reading } from '../../domain/reading/reading.ts';
import type { Repairs } from '../../domain/reading/repairs.ts';
import { datesOf } from '../../domain/time/date-windows.ts';
import { MINUTE_MS } from '../../domain/time/durations.ts';
import type { SourceError } from '../../workflows/ports/coupang.ts';
import { type PagesRead, readAllPages, readPass } from '../read-all-pages.ts';
import {
  isOfOneList,
  isReadTimedOut,
  type ListSource,
  type PageSizes,
  type PageSource,
  WHOLE,
} from '../read-rows.ts';

/** Coupang's advice for a list that takes it too long. Source: coupang-api.md section 7.1. */
export const PAGES_OF_DATE: PageSizes = [10];
/** The calls of a window in a run. Slow dates must leave time for hand-overs, and extra calls for other lists. */
const MOST_CALLS = 10;

type DatesRead = PagesRead & Pick<Reading, 'readBefore'>;

/** @param listOf the list for each single date */
export const readWindow = async (
  list: ListSource,
  listOf: (date: string) => PageSource,
): Promise<DatesRead> => {
  const { name, repairs } = list;
  if (repairs.isBroken(name, WHOLE)) return readByDate(list, listOf);
  const whole = await readAllPages(list);
  if (!isReadTimedOut(whole.failure)) return whole;
  repairs.noteBroken(name, WHOLE);
  const { failure = whole.failure, ...dates } = await readByDate(list, listOf);
  const items = [...whole.items, ...dates.items];
  return { ...dates, items, ...(!dates.complete && failure && { failure }) };
};

/** A date counts as read for so long, so that several runs together can read a window. */
const COUNTS_MS = 15 * MINUTE_MS;
/** A date is not read again for so long, so that its calls serve other dates and windows. */
const FRESH_MS = 3 * MINUTE_MS;

/**
 * Reads the dates of a window one by one, from the newest. If the calls of a run are not enough, the next run continues with the date that
 * was cut, and after the oldest date with the newest. New questions are of the newest date, so each run with calls left reads it.
 */
const readByDate = async (
  { dates: window, name, repairs, ...list }: ListSource,
  listOf: (date: string) => PageSource,
): Promise<DatesRead> => {
  const beganAt = list.now();
  const dates = datesOf(window);
  const known = wholeDatesOf(repairs.partsOf(name)).filter(
    ([date, at]) => dates.includes(date) && beganAt - at < COUNTS_MS,
  );
  const fresh = new Set(known.flatMap(([date, at]) => (beganAt - at < FRESH_MS ? [date] : [])));
  const [first, ...visits] = visitsFrom(placeIn(repairs.partsOf(name)), dates, fresh);
  const whole = new Map(known);
  const readNow = new Set<string>();
  const items: unknown[] = [];
  let failure: SourceError | undefined;
  let next: DatePlace | undefined;
  let calls = 0;
  const mayCall = (): boolean => repairs.mayCall() && calls < MOST_CALLS && !list.timeIsUp();
  for (const visit of first ? [first, ...visits] : []) {
    const { date, page } = visit;
    const visitedAt = list.now();
    const ofDate = listOf(date);
    const part: ListSource = {
      ...ofDate,
      name: `${name}/${date}`,
      repairs,
      isPart: true,
      timeIsUp: () => !mayCall(),
      page: (...args) => {
        calls += 1;
        return ofDate.page(...args);
      },
    };
    const read = await readPass(part, { fromPage: page });
    items.push(...read.items);
    failure = read.failure ?? failure;
    if (read.complete && read.is === 'final' && page === 1) {
      whole.set(date, visitedAt);
      readNow.add(date);
    }
    if (read.nextPage === undefined) continue;
    const isOver = !mayCall() || (read.failure && !isOfOneList(read.failure));
    if (!isOver) continue;
    // Only a date that came first had all calls. Another one may be whole if the next run begins with it.
    next = { date, page: visit === first ? read.nextPage : 1 };
    break;
  }
  forgetDates(repairs, name);
  if (next) repairs.noteBroken(name, partAt(next));
  for (const date of whole) repairs.noteBroken(name, wholePart(date));
  const missing = dates.filter((date) => !whole.has(date));
  const readBefore = [...whole.keys()].filter((date) => !readNow.has(date));
  return {
    beganAt: Math.min(beganAt, ...whole.values()),
    items,
    complete: missing.length === 0,
    ...(missing.length > 0 && { incompleteBecause: `not read completely: ${missing.join(', ')}` }),
    ...(readBefore.length > 0 && { readBefore }),
    ...(failure && { failure }),
  };
};

/** Forgets which dates were read, and the place to continue at. */
const forgetDates = (repairs: Repairs, name: string): void =>
  repairs.forget(
    name,
    repairs.partsOf(name).filter((part) => part !== WHOLE),
  );

type DatePlace = { date: string; page: number };

/** A date that begins in the middle is read from its first page in the end. */
const visitsFrom = (
  place: DatePlace | undefined,
  dates: readonly string[],
  fresh: ReadonlySet<string>,
): DatePlace[] => {
  const from = place && dates.includes(place.date) ? place : undefined;
  const at = from ? dates.indexOf(from.date) : 0;
  const stale = [...dates.slice(at), ...dates.slice(0, at)].filter((date) => !fresh.has(date));
  const newest = dates.slice(0, 1).filter((date) => fresh.has(date));
  const visits = [...stale, ...newest].map((date) => ({ date, page: 1 }));
  const isMiddle = from !== undefined && from.page > 1 && visits[0]?.date === from.date;
  return isMiddle ? [from, ...visits.slice(1), { date: from.date, page: 1 }] : visits;
};

const partAt = ({ date, page }: DatePlace): string => `${date}/${page}`;

const placeIn = (parts: readonly string[]): DatePlace | undefined => {
  const [, date, page] = parts.map((part) => /^(.{10})\/(\d+)$/.exec(part)).find(Boolean) ?? [];
  return date === undefined ? undefined : { date, page: Number(page) };
};

/** A date, and when its complete reading began; epoch ms. */
type WholeDate = readonly [date: string, at: number];

const wholePart = ([date, at]: WholeDate): string => `${date}@${at}`;

const wholeDatesOf = (parts: readonly string[]): WholeDate[] =>
  parts.flatMap((part) => {
    const [, date, at] = /^(.{10})@(\d+)$/.exec(part) ?? [];
    return date === undefined ? [] : [[date, Number(at)] as const];
  });
