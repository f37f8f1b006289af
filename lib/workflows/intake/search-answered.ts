import { moveOn } from '../../domain/blindness/catch-up-place.ts';
import type { ReadPlace } from '../../domain/reading/vendor-state.ts';
import { decideLookUp } from '../../domain/call-center/decide-look-up.ts';
import type { Inquiry } from '../../domain/inquiry/inquiry.ts';
import type { AttentionRow } from '../../domain/ticket/ticket.ts';
import { dateWindow, windowsHolding } from '../../domain/time/date-windows.ts';
import { dateAt } from '../../domain/time/dates.ts';
import { PAGES_A_POLL, readAnswered } from './catch-up.ts';
import { type DecideEnd, type EndsStored, storeEnds } from './store-ends.ts';
import type { PollPorts } from './poll-ports.ts';
import type { SecondaryRun } from './sweep-run.ts';

export type Searched = EndsStored & { catchUpPages: number; place: ReadPlace | undefined };

/**
 * Reads the ANSWER lists in place of look-ups that could not be made, from where an earlier poll stopped (R14). A row may
 * only close a ticket that no list of this run shows.
 * @param replaced rows whose look-ups could not be made
 * @param absent open rows that no list of this run shows
 */
export const searchAnswered = async (
  known: ReadPlace | undefined,
  { replaced, absent }: { replaced: readonly AttentionRow[]; absent: readonly AttentionRow[] },
  run: SecondaryRun,
  ports: PollPorts,
): Promise<Searched> => {
  const { zone } = run;
  let place = addWindows(known, replaced, dateAt(ports.clock.now(), zone), zone);
  const found = new Map<string, Inquiry>();
  let pages = 0;
  for (let goesOn = true; goesOn;) {
    const read = await readAnswered(place, PAGES_A_POLL - pages, run, ports);
    if (!read) break;
    const { failure, nextPage } = read;
    pages += read.pages;
    for (const inquiry of read.inquiries) found.set(inquiry.inquiryId, inquiry);
    // An unreadable page must not block the other windows. The next look-ups follow in any case.
    const isStuck = failure !== undefined && nextPage !== undefined && nextPage <= place.page;
    place = moveOn(place, isStuck ? undefined : nextPage);
    goesOn = nextPage === undefined;
  }
  const stored = await closeFound(found, absent, ports);
  return { ...stored, catchUpPages: pages, place: place.windows.length > 0 ? place : undefined };
};

const addWindows = (
  known: ReadPlace | undefined,
  rows: readonly AttentionRow[],
  today: string,
  zone: string,
): ReadPlace => {
  const { windows, page } = known ?? { windows: [], page: 1 };
  const added = rows.flatMap(({ inquiryAt }) => {
    const [number] = windowsHolding(inquiryAt, today, zone);
    return number === undefined ? [] : [dateWindow(today, number).firstDate];
  });
  return { windows: [...new Set([...windows, ...added])], page };
};

const closeFound = (
  found: ReadonlyMap<string, Inquiry>,
  absent: readonly AttentionRow[],
  ports: PollPorts,
): Promise<EndsStored> => {
  const now = ports.clock.now();
  const items = absent.flatMap((row) => {
    const inquiry = found.get(row.inquiryId);
    return inquiry ? [{ row, inquiry }] : [];
  });
  const prepare = async ({ row, inquiry }: (typeof items)[number]) => {
    const ticket = await ports.reader.ticket(row);
    const decide: DecideEnd = (read) => {
      const { change } = decideLookUp(read, inquiry, now, 'unsure');
      return change?.facts.state === 'closed' && read.facts.state !== 'closed' ? { change } : {};
    };
    return ticket && { ticket, decide };
  };
  return storeEnds(items, prepare, ports);
};
