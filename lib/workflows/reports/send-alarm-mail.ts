import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { NoticeKey } from '../../domain/notice/notice.ts';
import { DAY_MS } from '../../domain/time/durations.ts';
import { createNotice, isStored, type KnownNotices } from '../outbox/create-notice.ts';
import { type PublishServices, publishEvents } from '../outbox/publish-events.ts';
import type { Clock } from '../ports/clock.ts';

export type AlarmMailServices = KnownNotices &
  PublishServices & {
    clock: Clock;
    /** How many addresses do not get the alarms, and a hash that says which. */
    findMissing: () => Promise<{ missing: number; hash: string }>;
  };

/** Tells a vendor's channel that addresses do not get the alarms: once a day, and again if others do not (O14). */
export const sendAlarmMail = async (vendor: VendorRef, services: AlarmMailServices): Promise<void> => {
  const now = services.clock.now();
  const { missing, hash } = await services.findMissing();
  if (missing === 0) return;
  const key: NoticeKey = { ...vendor, notice: `alarm-mail/${Math.floor(now / DAY_MS) * DAY_MS}/${hash}` };
  if (await isStored(key, services)) return;
  const { notice, isNew } = await createNotice(key, { about: 'alarm-mail', missing }, now, services);
  if (isNew) await publishEvents([notice], services);
};
