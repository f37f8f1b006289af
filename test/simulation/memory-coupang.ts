import type { ListStatus } from '../../lib/domain/sources.ts';
import { dateAt } from '../../lib/domain/time/dates.ts';
import type { Reading } from '../../lib/domain/reading/reading.ts';
import type { InquirySource, SourceError } from '../../lib/workflows/ports/coupang.ts';
import type { Habits } from './coupang-habits.ts';
import { createCoupangPeople } from './coupang-people.ts';
import type { Listed } from './coupang-record.ts';
import { type Effect, plain } from './effect.ts';
import { lookUpEach } from './look-up-each.ts';
import type { DateWindow } from '../../lib/domain/time/date-windows.ts';

export const ZONE = 'Asia/Seoul';
const PAGE_SIZE = 30;

/** How the next reading goes wrong; `undefined` lets it pass. */
export type Fault = { failure?: SourceError; hideEvery?: number };

/**
 * A made-up Coupang behind the InquirySource port: its people's acts, and our calls.
 * @param now epoch ms
 */
export const createMemoryCoupang = (now: () => number, effect: Effect = plain, habits?: Habits) => {
  const people = createCoupangPeople(now, habits);
  const faults: Fault[] = [];
  const calls = { reads: 0, pageReads: 0, inquiries: 0 };
  const listedIn = (window: DateWindow, status: ListStatus): Listed[] =>
    [...people.inquiries.values()].filter(({ inquiry, list }) => {
      const date = dateAt(inquiry.inquiryAt ?? 0, ZONE);
      return list === status && date >= window.firstDate && date <= window.lastDate;
    });

  const source: InquirySource = {
    source: 'call-center',
    read: (window, status) =>
      effect('coupang.read', () => {
        calls.reads += 1;
        const fault = faults.shift();
        const inWindow = listedIn(window, status);
        const hides = (index: number): boolean =>
          fault?.failure !== undefined || (fault?.hideEvery !== undefined && index % fault.hideEvery === 0);
        const unusable = people.unusable.filter((entry) => entry.status === status && isRecent(window));
        const reading: Reading = {
          window,
          status,
          beganAt: now(),
          complete: fault === undefined,
          inquiries: inWindow
            .filter((_, index) => !hides(index))
            .map(({ inquiry }) => structuredClone(inquiry)),
          unusable: unusable.map(({ item }) => item),
          droppedFields: [],
        };
        return fault?.failure ? { reading, failure: fault.failure } : { reading };
      }),
    readPages: (window, status, { page, most }) =>
      effect('coupang.readPages', () => {
        calls.pageReads += 1;
        const { failure } = faults.shift() ?? {};
        if (failure) return { inquiries: [], pages: 1, nextPage: page, failure };
        const all = listedIn(window, status);
        const end = (page - 1 + most) * PAGE_SIZE;
        const shown = all.slice((page - 1) * PAGE_SIZE, end);
        return {
          inquiries: shown.map(({ inquiry }) => structuredClone(inquiry)),
          pages: Math.max(1, Math.ceil(shown.length / PAGE_SIZE)),
          ...(all.length > end && { nextPage: page + most }),
        };
      }),
    lookUp: lookUpEach((inquiryId) =>
      effect('coupang.inquiry', () => {
        calls.inquiries += 1;
        return structuredClone(people.inquiries.get(inquiryId)?.inquiry);
      }),
    ),
  };

  const isRecent = ({ lastDate }: DateWindow): boolean => lastDate === dateAt(now(), ZONE);

  return { ...people, source, now, calls, faults, isRecent };
};

export type MemoryCoupang = ReturnType<typeof createMemoryCoupang>;
