import { owedKeyNotice } from '../../domain/notice/key-expiry.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { newNotice, type Notice, type NoticeKey } from '../../domain/notice/notice.ts';
import { deliverableId } from '../../domain/delivery/deliverable.ts';
import type { NoticeStore } from '../ports/notice-store.ts';

export type TellKeyExpiryServices = {
  notices: Pick<NoticeStore, 'create'>;
  /** Ids of notices that are known to stand in the store, kept from run to run. Adds to it. */
  known: Set<string>;
};

/**
 * Writes the notice of the countdown that a key owes, once (O7).
 * @param expiresOn the key's last day, `yyyy-MM-dd`
 * @param time `now`: corrected clock, epoch ms; `zone`: the market's
 * @returns the notice, if this run wrote it
 */
export const tellKeyExpiry = async (
  vendor: VendorRef,
  expiresOn: string,
  { now, zone }: { now: number; zone: string },
  { notices, known }: TellKeyExpiryServices,
): Promise<Notice | undefined> => {
  const owed = owedKeyNotice(expiresOn, now, zone);
  if (owed === undefined) return undefined;
  const key: NoticeKey = { ...vendor, notice: owed };
  const id = deliverableId(key);
  if (known.has(id)) return undefined;
  const created = await notices.create(newNotice(key, { about: 'key-expiry', expiresOn }, now));
  known.add(id);
  return created;
};
