import { createNotice } from '../outbox/create-notice.ts';
import { isStored, type KnownNotices } from '../outbox/known-notices.ts';
import { owedKeyNotice } from '../../domain/notice/key-expiry.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { Notice, NoticeKey } from '../../domain/notice/notice.ts';

/**
 * Writes the notice that is owed in a key's countdown, once (O7).
 * @param expiresOn the key's last day, `yyyy-MM-dd`
 * @param time `now`: corrected clock, epoch ms; `zone`: the market's
 * @returns the notice, if this run wrote it
 */
export const tellKeyExpiry = async (
  vendor: VendorRef,
  expiresOn: string,
  { now, zone }: { now: number; zone: string },
  services: KnownNotices,
): Promise<Notice | undefined> => {
  const owed = owedKeyNotice(expiresOn, now, zone);
  if (owed === undefined) return undefined;
  const key: NoticeKey = { ...vendor, notice: owed };
  if (await isStored(key, services)) return undefined;
  const { notice, isNew } = await createNotice(key, { about: 'key-expiry', expiresOn }, now, services);
  return isNew ? notice : undefined;
};
