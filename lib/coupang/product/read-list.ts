import { SourceError } from '../../workflows/ports/coupang.ts';
import type { CoupangErrorCode } from '../coupang-error.ts';
import {
  isOfOnePage,
  largestPage,
  pageNumber,
  type PageSource,
  placeAt,
  readRows,
  smallerPlace,
} from '../read-rows.ts';
import { addRows, newTally } from '../tally-rows.ts';

const READ_TIMED_OUT: CoupangErrorCode = 'COUPANG_READ_TIMED_OUT';

export const isReadTimedOut = (failure: unknown): boolean =>
  failure instanceof SourceError && failure.code === READ_TIMED_OUT;

/** The failure may concern only this list, so that another list is worth a call. */
export const isOfOneList = (failure: SourceError): boolean => isOfOnePage(failure) || isReadTimedOut(failure);

export type ListRead = {
  items: unknown[];
  /** All pages of the list came in this run, with equal totals and no row on two pages (R7). */
  complete: boolean;
  /** The page to continue with. Absent at the end of the list. */
  nextPage?: number;
  failure?: SourceError;
};

export type ListLimits = {
  /** Before each call. */
  mayCall: (isExtra: boolean) => boolean;
  /** After each call. */
  note: (items: readonly unknown[], failure: SourceError | undefined, isExtra: boolean) => void;
  /** After a failed page: whether to read it in smaller pages, and to leave out a row that fails alone. */
  maySplit?: () => boolean;
};

/** Reads the pages of a list, from a page on, while calls are left. Never throws a SourceError. */
export const readList = async (
  source: PageSource,
  fromPage: number,
  { mayCall, note, maySplit = () => false }: ListLimits,
): Promise<ListRead> => {
  const size = largestPage(source);
  const tally = newTally();
  const { items } = tally;
  tally.hidden = (fromPage - 1) * size;
  let place = placeAt(tally.hidden, source);
  let hasGap = false;
  for (;;) {
    const nextPage = pageNumber(place, source);
    const isExtra = place.size < size;
    if (!mayCall(isExtra)) return { items, complete: false, nextPage };
    const read = await readRows(source, place);
    note(read.failure ? [] : (read.items ?? []), read.failure, isExtra);
    if (read.failure) {
      const { failure } = read;
      const smaller = smallerPlace(place, source);
      if (!isOfOnePage(failure) || !maySplit() || (!smaller && place.size > 1))
        return { items, complete: false, nextPage, failure };
      if (!smaller) {
        hasGap = true;
        tally.hidden += 1;
      }
      place = smaller ?? placeAt(place.at + 1, source);
      continue;
    }
    const { items: shown, endsAt = 0, next } = read;
    if (shown === undefined || (shown.length === 0 && next.at < endsAt))
      return { items, complete: false, nextPage };
    const after = addRows(tally, place, { ...read, items: shown }, source);
    if (!after) break;
    place = after;
  }
  const isWhole = fromPage === 1 && !hasGap && !tally.hasRepeat && tally.doubts.size === 0;
  return { items, complete: isWhole && tally.rows >= (tally.total ?? 0) };
};
