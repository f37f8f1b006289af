import { MARKET_ZONES } from '../../config/market.ts';
import { createNotice } from '../outbox/create-notice.ts';
import { isStored, type KnownNotices } from '../outbox/known-notices.ts';
import { owedKeyNotice } from '../../domain/notice/key-expiry.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { Notice, NoticeKey } from '../../domain/notice/notice.ts';

/**
 * Writes the notice that is owed in a key's countdown, once (O7).
 * @param expiresOn the key's last day, `yyyy-MM-dd`, if it is known
 * @param now epoch ms
 * @returns the notice, if this run wrote it
 */
export const tellKeyExpiry = async (
  vendor: VendorRef,
  expiresOn: string | undefined,
  now: number,
  services: KnownNotices,
): Promise<Notice | undefined> => {
  if (expiresOn === undefined) return undefined;
  const owed = owedKeyNotice(expiresOn, now, MARKET_ZONES[vendor.market]);
  if (owed === undefined) return undefined;
  const key: NoticeKey = { ...vendor, notice: owed };
  if (await isStored(key, services)) return undefined;
  const { notice, isNew } = await createNotice(key, { about: 'key-expiry', expiresOn }, now, services);
  return isNew ? notice : undefined;
};
