import { describe, expect, test } from '@jest/globals';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { writeChange } from '../../../../lib/workflows/outbox/write-change.ts';
import { makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';
import { createContended } from '../create-contended.ts';

describe('writeChange', () => {
  test('R4: decides again after another writer', async () => {
    const { store, services } = createContended(1);
    const close = (ticket: Ticket) => ({
      before: ticket,
      facts: { ...ticket.facts, text: '지어낸 다른 요청' },
      event: 'TicketChanged' as const,
    });
    expect(await writeChange(makeTicket().key, close, NOW, services)).toMatchObject({
      outbox: { version: 3 },
    });
    expect([...store.tickets.values()][0]).toMatchObject({
      facts: { product: '지어낸 상품 0', text: '지어낸 다른 요청' },
    });
  });
});
