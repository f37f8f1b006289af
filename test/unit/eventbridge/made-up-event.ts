import { NOW } from '../../fixtures/domain/made-up.ts';
import { makeNotice } from '../../fixtures/domain/make-notice.ts';
import { makeTicket } from '../../fixtures/domain/make-ticket.ts';
import { madeUpConfig } from '../../fixtures/made-up-config.ts';
import type { NoticeEvent, OrderRequest, TicketEvent } from '../../../lib/workflows/ports/events.ts';
import type { ReplyFormRef } from '../../../lib/workflows/ports/slack.ts';

/** The ids are beyond 2^53, as Coupang's may be. */
const TICKET = makeTicket({ inquiryId: '9007199254740993', answerId: '9223372036854775807' });

/** Made up. */
export const madeUpEvent = (changes: Partial<TicketEvent> = {}): TicketEvent => ({
  type: 'TicketOpened',
  deliverable: TICKET.key,
  version: 3,
  occurredAt: Date.UTC(2026, 10, 24, 5, 18, 1, 250),
  ticket: TICKET,
  ...changes,
});

/** Made up: the program's own event of a notice. */
export const madeUpNoticeEvent = (changes: Partial<NoticeEvent> = {}): NoticeEvent => {
  const notice =
    changes.notice ?? makeNotice('key-expiry/1', { about: 'key-expiry', expiresOn: '2026-12-31' });
  return {
    type: 'NoticeChanged',
    deliverable: notice.key,
    version: 2,
    occurredAt: Date.UTC(2026, 10, 24, 5, 18, 1, 250),
    notice,
    ...changes,
  };
};

/** The vendor of these events, by its label. */
export const PUBLICATION = {
  vendors: madeUpConfig([{ acting: { people: { U0HANA: { wingId: 'hana' } } } }]).vendors,
  now: NOW,
};

/** Made up: somebody wants to see the first order of a ticket. */
export const madeUpOrderRequest = (
  part: Part = { part: 'order' },
  changes: Partial<OrderCommon> = {},
): OrderRequest => ({
  ticket: madeUpEvent().deliverable,
  by: 'U0ANN',
  channel: 'C0KR',
  view: { id: 'V058WPF3UHL', hash: '1684854555.x2vdrOoO' },
  order: 0,
  pressedAt: Date.UTC(2026, 10, 24, 5, 18, 1, 250),
  ...changes,
  ...part,
});
type OrderCommon = Omit<OrderRequest, 'part' | 'form'>;
type Part = { part: 'order' | 'exchanges' } | { part: 'facts'; form: ReplyFormRef };

/** A wake-up of a vendor names no message. */
const WAKES = { schemaVersion: 2, vendor: { market: 'KR', vendorId: 'A00012345' }, deliverables: [] };

/** The wake-up of a vendor, with these changes of its detail. */
export const madeUpDue = (changes: Record<string, unknown> = {}): unknown =>
  madeUpWakeUp({ ...WAKES, ...changes });

/** A wake-up as EventBridge hands it to the function. */
export const madeUpWakeUp = (detail: unknown, changes: Record<string, unknown> = {}): unknown => ({
  version: '0',
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  'detail-type': 'DeliveryDue',
  source: 'coupang-inquiry-notifier',
  account: '111122223333',
  time: '2026-11-24T05:18:01Z',
  region: 'ap-northeast-2',
  resources: [],
  detail,
  ...changes,
});
