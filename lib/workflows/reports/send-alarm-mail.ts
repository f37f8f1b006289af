import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { NoticeKey } from '../../domain/notice/notice.ts';
import { DAY_MS } from '../../domain/time/durations.ts';
import { createNotice, isStored } from '../outbox/create-notice.ts';
import { publishEvents } from '../outbox/publish-events.ts';
import type { ReportPorts } from './report-ports.ts';

/** How many addresses do not get the alarms, and a hash of them. */
export type FindMissing = () => Promise<{ missing: number; hash: string }>;

/** Warns a vendor's channel that addresses do not get the alarms: once a day, and again if the addresses change (O14). */
export const sendAlarmMail = async (
  vendor: VendorRef,
  findMissing: FindMissing,
  ports: ReportPorts,
): Promise<void> => {
  const now = ports.clock.now();
  const { missing, hash } = await findMissing();
  if (missing === 0) return;
  const key: NoticeKey = { ...vendor, notice: `alarm-mail/${Math.floor(now / DAY_MS) * DAY_MS}/${hash}` };
  if (await isStored(key, ports)) return;
  const { notice, isNew } = await createNotice(key, { about: 'alarm-mail', missing }, now, ports);
  if (isNew) await publishEvents([notice], ports);
};
