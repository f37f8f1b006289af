import * as z from 'zod/mini';
import type { LaptopSettings } from '../../local/run/read-settings.ts';
import type { Market } from '../../lib/domain/inquiry/inquiry.ts';

/** What one run of `killed-system.ts` does. */
export const runPlan = z.object({
  dataDir: z.string(),
  seed: z.int(),
  /** How far its clock is ahead, ms: look-ups of attempts are due after 15 s and 60 s, and no test waits so long. */
  aheadMs: z.int(),
  /** `sweep`: polls until each vendor was read whole. `act`: makes things happen until it is killed. `rest`: until nothing is owed. */
  until: z.enum(['sweep', 'act', 'rest']),
  /** The longest that `rest` waits, ms. */
  restWithinMs: z.number(),
  /** New inquiries are made up to so many; then only those there are go on. */
  mostInquiries: z.int(),
  /** Dies right after that many posts and edits: Slack has the message, and nobody got the answer. */
  diesAfterWrites: z.optional(z.int()),
});
export type RunPlan = z.infer<typeof runPlan>;

type KilledVendor = { vendorId: string; market: Market; channel: string };

/** Made up. Slack takes one post a second a channel: three vendors have three times as much going on. */
export const VENDORS: [KilledVendor, ...KilledVendor[]] = [
  { vendorId: 'A00012345', market: 'KR', channel: 'C0CS' },
  { vendorId: 'A00012346', market: 'KR', channel: 'C0CSB' },
  { vendorId: 'A00012347', market: 'KR', channel: 'C0CSC' },
];

/** The settings with these vendors. */
export const withVendors = (settings: LaptopSettings): LaptopSettings => {
  const [first] = settings.config.vendors;
  if (first === undefined) throw new Error('the configuration names no vendor');
  const vendors = VENDORS.map(({ vendorId, channel }) => ({ ...first, id: vendorId, channel }));
  // Two new at once are a digest already: its three steps must be cut off, too.
  const config = { ...settings.config, vendors, settings: { ...settings.config.settings, digestAbove: 1 } };
  return { ...settings, config };
};

/** Hand-overs that a poll that ended well was shown from its beginning to its end, one a line. */
export const LEDGER = 'promised.txt';
