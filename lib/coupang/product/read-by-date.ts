import { datesOf } from '../../domain/time/date-windows.ts';
import type { SourceError } from '../../workflows/ports/inquiry-source.ts';
import { type PagesRead, readAllPages } from '../read-all-pages.ts';
import { type ListSource, type PageSizes, type PageSource, UNAVAILABLE, WHOLE } from '../read-rows.ts';
import { isOfOneList, isReadTimedOut, readList } from './read-list.ts';

/** Coupang's advice for a list that takes it too long. Source: coupang-api.md section 7.1. */
export const PAGES_OF_DATE: PageSizes = [10];
const MOST_CALLS = 10;

/** @param listOf the list for each single date */
export const readWindow = async (
  list: ListSource,
  listOf: (date: string) => PageSource,
): Promise<PagesRead> => {
  const { name, repairs } = list;
  if (repairs.isBroken(name, WHOLE)) return readByDate(list, listOf);
  const whole = await readAllPages(list);
  if (!isReadTimedOut(whole.failure)) return whole;
  repairs.noteBroken(name, WHOLE);
  const { failure = whole.failure, ...dates } = await readByDate(list, listOf);
  const items = [...whole.items, ...dates.items];
  return { ...dates, items, ...(!dates.complete && failure && { failure }) };
};

/**
 * Reads the dates of a window one by one, from the newest. If the calls of a run are not enough, the next run continues at
 * the same place, and after the oldest date with the newest.
 */
const readByDate = async (
  { dates: window, name, repairs, ...list }: ListSource,
  listOf: (date: string) => PageSource,
): Promise<PagesRead> => {
  const beganAt = list.now();
  const dates = datesOf(window);
  const visits = visitsFrom(placeIn(repairs.partsOf(name)), dates);
  const complete = new Set<string>();
  const items: unknown[] = [];
  let failure: SourceError | undefined;
  let next: DatePlace | undefined;
  const mayCall = (): boolean => repairs.mayCall() && repairs.extraCalls() < MOST_CALLS && !list.timeIsUp();
  const note = (_items: readonly unknown[], failed: SourceError | undefined): void =>
    repairs.noteCall({
      isExtra: true,
      hadAnswer: failed?.code !== UNAVAILABLE,
      failed: failed !== undefined,
    });
  for (const { date, page } of visits) {
    const read = await readList(listOf(date), page, { mayCall, note });
    items.push(...read.items);
    failure = read.failure ?? failure;
    if (read.complete) complete.add(date);
    if (read.nextPage === undefined) continue;
    const isOver = !mayCall() || (read.failure && !isOfOneList(read.failure));
    if (!isOver) continue;
    next = { date, page: read.nextPage };
    break;
  }
  repairs.forget(
    name,
    repairs.partsOf(name).filter((part) => part !== WHOLE),
  );
  if (next) repairs.noteBroken(name, partAt(next));
  const missing = dates.filter((date) => !complete.has(date));
  return {
    beganAt,
    items,
    complete: missing.length === 0,
    ...(missing.length > 0 && { incompleteBecause: `not read completely: ${missing.join(', ')}` }),
    ...(failure && { failure }),
  };
};

type DatePlace = { date: string; page: number };

/** A date that begins in the middle is read from its first page in the end. */
const visitsFrom = (place: DatePlace | undefined, dates: readonly string[]): DatePlace[] => {
  const from = place && dates.includes(place.date) ? place : undefined;
  const at = from ? dates.indexOf(from.date) : 0;
  const visits = [...dates.slice(at), ...dates.slice(0, at)].map((date) => ({ date, page: 1 }));
  return from && from.page > 1 ? [from, ...visits.slice(1), { date: from.date, page: 1 }] : visits;
};

const partAt = ({ date, page }: DatePlace): string => `${date}/${page}`;

const placeIn = (parts: readonly string[]): DatePlace | undefined => {
  const [, date, page] = parts.map((part) => /^(.{10})\/(\d+)$/.exec(part)).find(Boolean) ?? [];
  return date === undefined ? undefined : { date, page: Number(page) };
};
