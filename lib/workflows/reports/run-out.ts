import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { endUnpolled } from './end-unpolled.ts';
import type { ClosedReader, OpenReader, TextRemoval } from '../ports/store.ts';
import { removeTexts } from './remove-texts.ts';
import type { ReportPorts } from './report-ports.ts';
import { forEachSettled } from '../outbox/for-each-settled.ts';
import { DAY_MS } from '../../domain/time/durations.ts';

export const PUT_BACK_OR_WAIT =
  'Put it back into vendors[], or let it run out: its tickets close 7 days after their deadline, and texts leave 30 days after a closing.';

export const findRemoved = (known: readonly VendorRef[], configured: readonly VendorRef[]): VendorRef[] => {
  const named = new Set(configured.map(idOf));
  return known.filter((vendor) => !named.has(idOf(vendor)));
};

export const findLeft = async (
  vendor: VendorRef,
  { reader, texts }: { reader: OpenReader & ClosedReader; texts: TextRemoval },
): Promise<{ open: number; withTexts: number }> => {
  const { tickets } = await reader.attention(vendor);
  const closed = await reader.closed(vendor, (await texts.removedUntil(vendor)) ?? 0);
  return {
    open: tickets.filter(({ closedAt }) => closedAt === undefined).length,
    withTexts: closed.length,
  };
};

/**
 * Ends the stored tickets and notices of a vendor that the configuration no longer names, and removes its texts. Logs once a
 * day what is left. Throws the first error at the end; the next run tries again.
 * @returns the number of tickets whose texts were removed
 */
export const runOut = async (vendor: VendorRef, ports: ReportPorts): Promise<number> => {
  const now = ports.clock.now();
  let textsRemoved = 0;
  const steps = [
    () => endUnpolled(vendor, now, true, ports),
    async () => {
      textsRemoved = await removeTexts(vendor, now, ports);
    },
    () => warnOnceADay(vendor, now, ports),
  ];
  const errors = await forEachSettled(steps, (step) => step());
  if (errors.length > 0) throw errors[0];
  return textsRemoved;
};

const warnOnceADay = async (vendor: VendorRef, now: number, ports: ReportPorts): Promise<void> => {
  const id = idOf(vendor);
  if (now - (ports.warnedAt.get(id) ?? -Infinity) < DAY_MS) return;
  const left = await findLeft(vendor, ports);
  ports.warnedAt.set(id, now);
  if (left.open + left.withTexts === 0) return;
  ports.log.warn(
    `Vendor ${vendor.vendorId} (${vendor.market}) is in the table but not in the configuration: nothing polls it, and nobody is warned of its deadlines. ${PUT_BACK_OR_WAIT}`,
    { ...vendor, ...left },
  );
};

const idOf = ({ market, vendorId }: VendorRef): string => `${market}/${vendorId}`;
