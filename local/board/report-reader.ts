import { MARKET_ZONES } from '../../lib/config/market.ts';
import { addDays, dateAt, instantAt } from '../../lib/domain/time/dates.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { ReportFacts } from '../../lib/domain/notice/notice-facts.ts';
import type { NoticeStore } from '../../lib/workflows/ports/ticket-store.ts';

const DAYS = 7;

/**
 * Reads the daily reports of the last seven days, oldest first. A report never changes, so each is read until it exists
 * and then kept.
 * @throws StoreError
 */
export const createReportReader = (
  notices: Pick<NoticeStore, 'read'>,
  vendor: VendorRef,
): ((now: number) => Promise<ReportFacts[]>) => {
  const zone = MARKET_ZONES[vendor.market];
  let known = new Map<number, ReportFacts>();

  const readDaily = async (from: number): Promise<ReportFacts[]> => {
    const before = known.get(from);
    if (before !== undefined) return [before];
    const notice = await notices.read({ ...vendor, notice: `daily/${from}` });
    return notice?.facts.about === 'daily' ? [notice.facts] : [];
  };

  return async (now) => {
    const today = dateAt(now, zone);
    const days = Array.from({ length: DAYS }, (_, index) => instantAt(addDays(today, index - DAYS), 0, zone));
    const found = (await Promise.all(days.map(readDaily))).flat();
    known = new Map(found.map((facts) => [facts.from, facts]));
    return found;
  };
};
