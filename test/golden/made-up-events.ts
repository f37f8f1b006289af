import { HOUR, MINUTE, DAY, NOW } from '../fixtures/domain/made-up.ts';
import { makeAllClear, makeBlindness } from '../fixtures/domain/make-notice.ts';
import { makeTicket, type TicketFields } from '../fixtures/domain/make-ticket.ts';
import type { TicketEventType } from '../../lib/domain/ticket/ticket.ts';
import type { PUBLIC_EVENTS } from '../../lib/eventbridge/public-events.ts';
import type { DeliverableEvent } from '../../lib/workflows/ports/events.ts';
import { madeUpEvent, madeUpNoticeEvent } from '../unit/eventbridge/made-up-event.ts';

const ticketEvent = (type: TicketEventType, fields: TicketFields = {}): DeliverableEvent => {
  const ticket = makeTicket({ text: '전화 010-0000-1234', ...fields });
  return madeUpEvent({ type, deliverable: ticket.key, ticket });
};
const CLOSED = { state: 'closed', outcome: 'answered', closedAt: NOW, inTime: true } as const;
const WARNED: TicketFields = {
  steps: [{ name: '1h', at: NOW, deadline: NOW + HOUR }],
  dueAt: NOW + HOUR,
  history: [{ name: `step/1h/${NOW + HOUR}`, at: NOW }],
};

/** An event of each type for other tools. Made up. */
export const MADE_UP_EVENTS: Record<keyof typeof PUBLIC_EVENTS, DeliverableEvent> = {
  TicketOpened: ticketEvent('TicketOpened'),
  TicketChanged: ticketEvent('TicketChanged', { claimedBy: 'U0HANA', claimedAt: NOW }),
  TicketWarned: ticketEvent('TicketWarned', WARNED),
  TicketClosed: ticketEvent('TicketClosed', { ...CLOSED, claimedBy: 'U0BYEOL' }),
  TicketReopened: ticketEvent('TicketReopened', { dueAt: NOW - MINUTE, askedAt: NOW - DAY - MINUTE }),
  VendorBlind: madeUpNoticeEvent({ type: 'BlindnessChanged', notice: makeBlindness() }),
  VendorSeen: madeUpNoticeEvent({ type: 'BlindnessChanged', notice: makeAllClear({ opened: 2 }) }),
};
