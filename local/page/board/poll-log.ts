import type { VendorRef } from '../../../lib/domain/inquiry/inquiry.ts';
import { describeError, type PollSummary } from '../../common/describe-poll.ts';

/** `at`: when the poll ended, epoch ms. */
export type PollNews = { at: number } & (
  | { came: 'summary'; summary: PollSummary }
  | { came: 'error'; error: string }
);

export type PollLog = {
  noteSummary: (vendor: VendorRef, summary: PollSummary) => void;
  noteError: (vendor: VendorRef, error: unknown) => void;
  last: (vendor: VendorRef) => PollNews | undefined;
};

export const createPollLog = (now: () => number): PollLog => {
  const last = new Map<string, PollNews>();
  const keyOf = ({ market, vendorId }: VendorRef) => `${market} ${vendorId}`;
  return {
    noteSummary: (vendor, summary) => {
      last.set(keyOf(vendor), { at: now(), came: 'summary', summary });
    },
    noteError: (vendor, error) => {
      last.set(keyOf(vendor), { at: now(), came: 'error', error: describeError(error) });
    },
    last: (vendor) => last.get(keyOf(vendor)),
  };
};
