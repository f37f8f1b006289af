import { SOURCE_NAMES } from '../../domain/sources.ts';
import { judgeBlindness, readingTimesOf } from '../../domain/blindness/blindness.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { Failure } from '../../domain/reading/vendor-state.ts';
import { dateAt, instantAt } from '../../domain/time/dates.ts';
import { forEachSettled, REQUESTS_AT_ONCE } from '../outbox/for-each-settled.ts';
import type { ReportPorts } from './report-ports.ts';

/** `since`: epoch ms. */
export type BlindVendor = Failure & { vendor: VendorRef; since: number };

export type SendReminder = (blind: readonly BlindVendor[]) => Promise<void>;

/** In minutes of the day. */
const NINE = 9 * 60;

/**
 * Mails a daily reminder, from nine o'clock on, of all vendors that were already blind at nine: an alarm mails only when
 * blindness begins (R17). The first vendor's state records the day; if that write fails, the next run sends the mail again.
 * @param vendors the live vendors
 * @throws the first error of an unreadable vendor, after the mail about the others
 */
export const remindOfBlindness = async (
  vendors: readonly VendorRef[],
  { zone, blindMs }: { zone: string; blindMs: number },
  sendReminder: SendReminder,
  { states, clock }: ReportPorts,
): Promise<void> => {
  const [first] = vendors;
  const now = clock.now();
  const nine = instantAt(dateAt(now, zone), NINE, zone);
  if (!first || now < nine || ((await states.read(first))?.remindedAt ?? 0) >= nine) return;
  const blind = new Map<VendorRef, BlindVendor>();
  const errors = await forEachSettled(
    vendors,
    async (vendor) => {
      const state = await states.read(vendor);
      if (!state) return;
      const times = readingTimesOf(state, SOURCE_NAMES[0]);
      if (!times) return;
      const sight = judgeBlindness({ state: times, now, blindMs });
      if (sight.is !== 'blind' || sight.since + blindMs > nine) return;
      const { is, ...why } = sight;
      blind.set(vendor, { vendor, ...why });
    },
    REQUESTS_AT_ONCE,
  );
  const named = vendors.flatMap((vendor) => blind.get(vendor) ?? []);
  if (named.length > 0) await sendReminder(named);
  if (named.length > 0 || errors.length === 0) await states.noteReminded(first, now);
  if (errors.length > 0) throw errors[0];
};
