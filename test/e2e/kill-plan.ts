import * as z from 'zod/mini';
import type { LaptopSettings } from '../../local/run/read-settings.ts';
import type { Market } from '../../lib/domain/inquiry/inquiry.ts';

/** The plan of one run of `killed-system.ts`. */
export const runPlan = z.object({
  dataDir: z.string(),
  seed: z.int(),
  /** How far its clock is ahead, ms. Look-ups of attempts are due after 15 s and 60 s, which is too long for a test. */
  aheadMs: z.int(),
  /**
   * `sweep`: until each vendor was read whole. `act`: makes things happen until it is killed. `rest`: until nothing is
   * pending.
   */
  until: z.enum(['sweep', 'act', 'rest']),
  /** The time limit of `rest`, ms. */
  restWithinMs: z.number(),
  /** Creates new inquiries up to this number, then only acts on existing ones. */
  mostInquiries: z.int(),
  /** Dies right after this many posts and edits: Slack has the message, but the program gets no answer. */
  diesAfterWrites: z.optional(z.int()),
});
export type RunPlan = z.infer<typeof runPlan>;

type KilledVendor = { vendorId: string; market: Market; channel: string };

/** Made up. Slack accepts one post a second per channel, so three vendors allow three times as many messages. */
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
  // Two new hand-overs already make a list, so that kills also hit its marks, its creation and its attempt.
  const config = { ...settings.config, vendors, settings: { ...settings.config.settings, digestAbove: 1 } };
  return { ...settings, config };
};

/** The hand-overs and questions that every successful poll saw from its start to its end, one per line. */
export const LEDGER = 'promised.txt';
