import { createRandom, type Json, makeInquiry, renderInquiry } from 'fake-coupang';
import { HOUR_MS } from '../../lib/domain/time/durations.ts';
import { VENDOR } from '../simulation/create-world.ts';

/** Rows of the list NO_ANSWER, asked within the day before `now`. */
export const makeRows = (count: number, now = Date.parse('2026-11-24T03:00:00Z')): Json[] => {
  const random = createRandom(1);
  return Array.from({ length: count }, (_, at) => {
    const askedAt = now - (at % 20) * HOUR_MS;
    const ids = { inquiryId: String(1_000_000_000 + at), answerId: String(2_000_000_000 + at) };
    const agent = { by: 'made-up agent', shop: 'made-up shop' };
    const handOver = { kind: 'reply', inquiryAt: askedAt - HOUR_MS, askedAt } as const;
    return renderInquiry(makeInquiry(VENDOR, handOver, { ...ids, ...agent }, random));
  });
};
