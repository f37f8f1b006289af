import { expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { namesOf } from '../../lib/domain/sources.ts';
import type { TicketEventType } from '../../lib/domain/ticket/ticket.ts';
import { toEntry } from '../../lib/eventbridge/event-contract.ts';
import { PUBLIC_EVENTS } from '../../lib/eventbridge/public-events.ts';
import type { DeliverableEvent } from '../../lib/workflows/ports/events.ts';
import { DAY, HOUR, MINUTE, NOW } from '../fixtures/domain/made-up.ts';
import { makeAllClear, makeBlindness } from '../fixtures/domain/make-notice.ts';
import { makeTicket, type TicketFields } from '../fixtures/domain/make-ticket.ts';
import { madeUpEvent, madeUpNoticeEvent, PUBLICATION } from '../unit/eventbridge/made-up-event.ts';
import { expectGolden } from './golden-file.ts';

const ticketEvent = (type: TicketEventType, fields: TicketFields = {}): DeliverableEvent => {
  const ticket = makeTicket({ text: '전화 010-0000-1234', ...fields });
  return madeUpEvent({ type, deliverable: ticket.key, ticket });
};
const CLOSED = { state: 'closed', outcome: 'answered', closedAt: NOW, inTime: true } as const;
const WARNED: TicketFields = {
  steps: [{ name: '1h', at: NOW, deadline: NOW + HOUR }],
  dueAt: NOW + HOUR,
};

const EVENTS: Record<keyof typeof PUBLIC_EVENTS, DeliverableEvent> = {
  TicketOpened: ticketEvent('TicketOpened'),
  TicketChanged: ticketEvent('TicketChanged', { claimedBy: 'U0HANA', claimedAt: NOW }),
  TicketWarned: ticketEvent('TicketWarned', WARNED),
  TicketClosed: ticketEvent('TicketClosed', { ...CLOSED, claimedBy: 'U0BYEOL' }),
  TicketReopened: ticketEvent('TicketReopened', { dueAt: NOW - MINUTE, askedAt: NOW - DAY - MINUTE }),
  VendorBlind: madeUpNoticeEvent({ type: 'BlindnessChanged', notice: makeBlindness() }),
  VendorSeen: madeUpNoticeEvent({ type: 'BlindnessChanged', notice: makeAllClear({ opened: 2 }) }),
};

test.each(namesOf(EVENTS))('docs/events/%s.json is made from the schema, with an example', async (type) => {
  const { DetailType, Detail } = toEntry(EVENTS[type], PUBLICATION);
  expect(DetailType).toBe(type);
  expect(Detail).not.toContain('010');
  const schema = z.toJSONSchema(PUBLIC_EVENTS[type], {
    // Readers ignore fields that they do not know.
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties;
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    },
  });
  const text = JSON.stringify({ ...schema, title: type, examples: [JSON.parse(Detail)] }, null, 2);
  await expectGolden(`../../docs/events/${type}.json`, `${text}\n`);
});
