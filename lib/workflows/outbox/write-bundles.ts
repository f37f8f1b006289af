import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { deliverableId } from '../../domain/delivery/deliverable.ts';
import { memberOf, newNotice, type Notice } from '../../domain/notice/notice.ts';
import type { Bundles, LineSort } from '../../domain/ticket/line.ts';
import type { TicketKey } from '../../domain/ticket/ticket.ts';
import type { NoticeStore } from '../ports/notice-store.ts';

export type WrittenBundles = {
  /** Those that tell the lines of a ticket that is written now; none once another run may publish them. */
  of: (key: TicketKey) => Bundles;
  isMember: (key: TicketKey) => boolean;
  /** Those that this run may publish once every ticket is surely written; else a later run does, by the index time. */
  notices: () => Notice[];
};

export type BundleLimits = {
  /** So many of one sort are told one by one. */
  above: number;
  /** Epoch ms. */
  now: number;
  /** When a later run publishes what this one has not: nothing that it wrote takes effect after that. Epoch ms. */
  publishBy: number;
  /** Whether what is written from now on may take effect after that. */
  isLate: () => boolean;
};

/** Two looks of one run may fall on one instant. */
const TRIES = 3;

/**
 * Writes a bundle for each sort of line that many tickets owe to a channel (R27). The bundle holds its members' keys. It is
 * written before the first ticket whose line names it. If that fails, each ticket is told alone, so none is lost. A bundle is not
 * shown before its event is published.
 * @param owed of each ticket the lines that are for a channel
 * @param tryOne runs one piece of work; a failure does not block the rest
 */
export const writeBundles = async (
  vendor: VendorRef,
  owed: readonly { key: TicketKey; sorts: readonly LineSort[] }[],
  { above, now, publishBy, isLate }: BundleLimits,
  notices: Pick<NoticeStore, 'create'>,
  tryOne: (what: string, work: () => Promise<void>) => Promise<void>,
): Promise<WrittenBundles> => {
  const created: Notice[] = [];
  const bundlesOf = new Map<string, Bundles>();
  const write = async (of: LineSort, keys: readonly TicketKey[]): Promise<void> => {
    for (let at = now; at < now + TRIES; at += 1) {
      const facts = { about: 'bundle', members: keys.map(memberOf), of, at } as const;
      const notice = newNotice({ ...vendor, notice: `bundle/${of}/${at}` }, facts, at, publishBy);
      const one = await notices.create(notice);
      if (!one) continue;
      created.push(one);
      for (const id of keys.map(deliverableId)) bundlesOf.set(id, { ...bundlesOf.get(id), [of]: at });
      return;
    }
  };
  const lines = owed.flatMap(({ key, sorts }) => sorts.map((sort) => ({ key, sort })));
  for (const [sort, same] of Map.groupBy(lines, (line) => line.sort)) {
    if (same.length <= above || isLate()) continue;
    const keys = same.map(({ key }) => key);
    await tryOne(`${vendor.market}/${vendor.vendorId}/bundle/${sort}`, () => write(sort, keys));
  }
  return {
    of: (key) => (isLate() ? {} : (bundlesOf.get(deliverableId(key)) ?? {})),
    isMember: (key) => bundlesOf.has(deliverableId(key)),
    notices: () => (isLate() ? [] : created),
  };
};
