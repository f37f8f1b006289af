import { describe, expect, test } from '@jest/globals';
import { SECONDS, SECRETS, TABLE, WAKE_UP } from '../../../lib/config/names.ts';
import type { DeliverableEvent } from '../../../lib/workflows/ports/event-publisher.ts';
import { rowOf, makeTicket } from '../../fixtures/domain/make-ticket.ts';
import { NOW } from '../../fixtures/domain/made-up.ts';

describe('TABLE', () => {
  test.each([TABLE.attention, TABLE.closed])(
    'R3: the index $name projects at most 20 attributes, each once',
    (index) => {
      expect(index.projected.length).toBeLessThanOrEqual(20);
      expect(new Set<string>(index.projected).size).toBe(index.projected.length);
    },
  );

  test('R3: neither index projects a key, which DynamoDB projects by itself', () => {
    for (const { projected, partitionKey, sortKey } of [TABLE.attention, TABLE.closed])
      for (const key of [TABLE.partitionKey, TABLE.sortKey, partitionKey, sortKey])
        expect(projected).not.toContain(key);
  });

  test('R3: attention projects everything that a poll reads of a row, and the rank for drains', () => {
    const optional = {
      lookUpAt: NOW,
      nextStepAt: NOW,
      claimedBy: 'U0MADEUP',
      closedAt: NOW,
      attentionAt: NOW,
    };
    const row = rowOf(makeTicket(optional));
    const { market, vendorId, source, inquiryId, answerId, attentionAt, ...attributes } = row;
    expect(Object.keys(attributes).length).toBeGreaterThanOrEqual(15);
    expect([...TABLE.attention.projected]).toEqual(
      expect.arrayContaining([...Object.keys(attributes), 'rank']),
    );
  });

  test('no free text of a buyer or an agent is projected', () => {
    for (const { projected } of [TABLE.attention, TABLE.closed]) expect(projected).not.toContain('text');
  });
});

describe('SECONDS', () => {
  test('R5, R18: the figures of the protocol', () => {
    expect(SECONDS).toEqual({ notifyTimeout: 120, leaseBeyondTimeout: 10, pollStopsBefore: 10 });
  });
});

describe('WAKE_UP', () => {
  test('R18: is not an event of a ticket or a notice: those are for other listeners', () => {
    const types: Record<DeliverableEvent['type'], true> = {
      TicketOpened: true,
      TicketChanged: true,
      TicketWarned: true,
      TicketClosed: true,
      TicketReopened: true,
      ActAsked: true,
      NoticeChanged: true,
      BlindnessChanged: true,
      ShiftWarned: true,
    };
    expect(Object.keys(types)).not.toContain(WAKE_UP);
  });
});

describe('SECRETS', () => {
  test('keep the keys of the same vendor id in two markets apart', () => {
    expect(SECRETS.coupang('KR', 'A00012345')).not.toBe(SECRETS.coupang('TW', 'A00012345'));
  });
});
