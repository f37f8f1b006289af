import { isNativeError } from 'node:util/types';
import * as z from 'zod/mini';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';

export const pollSummary = z.looseObject({
  result: z.string(),
  readings: z.number(),
  completeReadings: z.number(),
  listed: z.number(),
  opened: z.number(),
  changed: z.number(),
  closed: z.number(),
  reopened: z.number(),
  unverified: z.number(),
  published: z.number(),
  unusable: z.number(),
  past: z.optional(z.number()),
  caughtUp: z.optional(z.number()),
  catchUpPages: z.optional(z.number()),
  until: z.optional(z.number()),
  problem: z.optional(z.string()),
});
export type PollSummary = z.infer<typeof pollSummary>;

const DONE = [
  'opened',
  'changed',
  'closed',
  'reopened',
  'unverified',
  'published',
  'unusable',
  'past',
] as const;

export const describePoll = (vendor: VendorRef, data: PollSummary): string => {
  const name = `Poll ${vendor.market} ${vendor.vendorId}`;
  const saw = `${data.completeReadings}/${data.readings} readings complete, ${data.listed} listed`;
  const done = DONE.filter((what) => (data[what] ?? 0) > 0).map((what) => `${data[what]} ${what}`);
  const did = [...done, ...describeCatchUp(data)];
  const problem = data.problem === undefined ? '' : ` (${data.problem})`;
  const until = data.until === undefined ? '' : ` until ${new Date(data.until).toLocaleString('sv-SE')}`;
  return `${name}: ${data.result}${until}, ${saw}, ${did.length === 0 ? 'nothing new' : did.join(', ')}${problem}`;
};

const describeCatchUp = ({ caughtUp = 0, catchUpPages = 0 }: PollSummary): string[] =>
  catchUpPages > 0
    ? [`${catchUpPages} answered pages read after a blind time, ${caughtUp} unseen hand-overs found`]
    : [];

export const describeError = (error: unknown): string =>
  isNativeError(error) ? `${error.name}: ${error.message.split('\n', 1)[0]}` : 'unknown error';
