import { catchUpPlace, moveOn } from '../../domain/blindness/catch-up-place.ts';
import type { ReadPlace } from '../../domain/reading/vendor-state.ts';
import { decideLookUp } from '../../domain/ticket/decide-inquiry.ts';
import type { Inquiry } from '../../domain/inquiry/inquiry.ts';
import type { AttentionRow } from '../../domain/ticket/ticket.ts';
import { dateWindow, windowsHolding } from '../../domain/time/date-windows.ts';
import { dateAt } from '../../domain/time/dates.ts';
import { withOutageLimit } from '../outbox/with-outage-limit.ts';
import { PAGES_A_POLL } from './catch-up.ts';
import {
  addStored,
  type Decided,
  type EndsStored,
  NOTHING_STORED,
  passOver,
  storeEnds,
} from './store-ends.ts';
import type { SecondaryRun, SweepRun, SweepServices } from './sweep-run.ts';

export type Searched = EndsStored & { catchUpPages: number; place: ReadPlace | undefined };

/**
 * Reads the ANSWER lists in place of look-ups that could not be made, from the place that an earlier poll reached (R14). A
 * row may close a ticket that no list of this run shows. It decides nothing else.
 * @param known where an earlier poll stopped
 * @param replaced rows whose look-ups could not be made
 * @param absent open rows that no list of this run shows
 */
export const searchAnswered = async (
  known: ReadPlace | undefined,
  { replaced, absent }: { replaced: readonly AttentionRow[]; absent: readonly AttentionRow[] },
  run: SecondaryRun,
  services: SweepServices,
): Promise<Searched> => {
  const { vendor, stopAt, now, secondary } = run;
  const { source, log } = services;
  let place = addWindows(known, replaced, dateAt(now(), run.zone), run.zone);
  let stored: EndsStored = NOTHING_STORED;
  let pages = 0;
  for (let at = catchUpPlace(place); at && pages < PAGES_A_POLL; at = catchUpPlace(place)) {
    if (!secondary.may('answer')) break;
    const from = { page: at.page, most: PAGES_A_POLL - pages };
    const read = await source.readPages(at.window, 'ANSWER', from, stopAt);
    const { failure, nextPage } = read;
    pages += read.pages;
    const fields = { vendorId: vendor.vendorId, window: at.window.firstDate, status: 'ANSWER' };
    if (failure) log.error(failure.message, { ...fields, code: failure.code });
    if (failure || read.pages > 0) secondary.note('answer', failure);
    stored = addStored(stored, await closeFound(read.inquiries, absent, run, services));
    const reached = moveOn(place, nextPage);
    // A page that cannot be read must not keep the other windows back. The next look-ups follow in any case.
    const isStuck = failure !== undefined && nextPage !== undefined && nextPage <= place.page;
    place = isStuck ? moveOn(place, undefined) : reached;
    if (failure || nextPage !== undefined || stored.cutShort) break;
  }
  return { ...stored, catchUpPages: pages, place: place.windows.length > 0 ? place : undefined };
};

/** Adds the windows that hold these inquiries and are not being read already. */
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

const closeFound = async (
  inquiries: readonly Inquiry[],
  absent: readonly AttentionRow[],
  run: SweepRun,
  services: SweepServices,
): Promise<EndsStored> => {
  const now = run.now();
  const found = new Map(inquiries.map((inquiry) => [inquiry.inquiryId, inquiry]));
  const decided: Decided[] = [];
  const passed = passOver(services.log);
  const cutShort = await withOutageLimit(
    absent.filter(({ inquiryId }) => found.has(inquiryId)),
    async (row) => {
      const ticket = await services.reader.ticket(row);
      if (!ticket) return;
      decided.push({
        row,
        ticket,
        decide: (read) => {
          const { change } = decideLookUp(read, found.get(row.inquiryId), now, 'unsure');
          return change?.facts.state === 'closed' && read.facts.state !== 'closed' ? { change } : {};
        },
      });
    },
    (row, error) => passed.note(row, error),
  );
  const stored = await storeEnds(decided, now, run, services);
  return addStored({ ...NOTHING_STORED, failed: passed.count(), ...(cutShort && { cutShort }) }, stored);
};
