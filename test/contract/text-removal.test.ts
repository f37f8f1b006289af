import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from '@jest/globals';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import { NEW_VENDOR_STATE } from '../../lib/domain/reading/vendor-state.ts';
import { makeAct } from '../fixtures/domain/make-act.ts';
import { makeKey, makeNewTicket, withoutFields, withFields } from '../fixtures/domain/make-ticket.ts';
import { VENDOR } from '../fixtures/domain/made-up.ts';
import { describeStore, type StoreUnderTest } from './store-under-test.ts';

const NOW = 1_800_000_000_000;
const CLOSING = { state: 'closed', outcome: 'answered', closedAt: NOW, inTime: true } as const;
const FORM = 'https://form.example/made-up';
const vendorOf = (vendorId: string) => ({ ...VENDOR, vendorId });

describeStore('the removal of texts', (store, onTable) => {
  test('removes text, link and act from a closed ticket, and keeps its version, event and indexes (R1)', async () => {
    const { reader, texts } = store();
    const closed = await closedTicket(store(), '501');
    await texts.remove(closed.key, NOW);
    expect(closed.facts).toMatchObject({ formLink: FORM, act: { text: expect.any(String) } });
    const ticket = withoutFields(closed, 'formLink', 'act');
    expect(await reader.ticket(closed.key)).toEqual(withFields(ticket, { text: '' }));
    expect(await reader.closed(VENDOR, NOW)).toContainEqual(
      expect.objectContaining({ inquiryId: '501', closedAt: NOW }),
    );
  });

  onTable('keeps every other attribute of the item', async (table) => {
    const closed = await closedTicket(table, '506');
    const { formLink: _f, act: _a, ...rest } = (await table.item(closed.key)) ?? {};
    await table.texts.remove(closed.key, NOW);
    expect(await table.item(closed.key)).toEqual({ ...rest, text: '' });
  });

  test('removes nothing from an open ticket, nor from one that was re-opened or closed again (R15)', async () => {
    const { reader, texts, writer } = store();
    const open = await writer.create(makeNewTicket('502', { formLink: FORM }));
    if (!open) throw new Error('The ticket is new.');
    await texts.remove(open.key, NOW);
    expect(await reader.ticket(open.key)).toEqual(open);

    const closed = await closedTicket(store(), '503');
    const facts = withoutFields(closed, 'outcome', 'closedAt', 'inTime');
    const reopened = await writer.change(
      closed,
      withFields(facts, { state: 'open' }).facts,
      'TicketReopened',
      NOW + 1,
    );
    await texts.remove(closed.key, NOW);
    expect(await reader.ticket(closed.key)).toEqual(reopened);
    if (!reopened) throw new Error('Nobody else writes.');
    const again = withFields(reopened, { ...CLOSING, closedAt: NOW + 2 });
    const closedAgain = await writer.change(reopened, again.facts, 'TicketClosed', NOW + 2);
    await texts.remove(closed.key, NOW);
    expect(await reader.ticket(closed.key)).toEqual(closedAgain);
    expect(closedAgain).toMatchObject({ facts: { text: '지어낸 문의 내용', formLink: FORM } });
  });

  test('does not create a missing ticket', async () => {
    const { reader, texts } = store();
    await texts.remove(makeKey({ inquiryId: '504' }), NOW);
    expect(await reader.ticket(makeKey({ inquiryId: '504' }))).toBeUndefined();
  });

  onTable(
    'can be repeated, also by the SDK after a lost response',
    async ({ loseNextAnswer, reader, texts }) => {
      const closed = await closedTicket(store(), '505');
      const lost = loseNextAnswer();
      await texts.remove(closed.key, NOW);
      expect(lost.answers()).toBe(2);
      await texts.remove(closed.key, NOW);
      expect(await reader.ticket(closed.key)).toMatchObject({
        facts: { text: '' },
        outbox: { version: closed.outbox.version },
      });
      const vendor = vendorOf('A00000711');
      loseNextAnswer();
      await texts.noteRemoved(vendor, NOW);
      expect(await texts.removedUntil(vendor)).toBe(NOW);
    },
  );

  test('keeps its progress for each vendor, and never moves it back', async () => {
    const { texts } = store();
    const [vendor, other] = [vendorOf('A00000701'), vendorOf('A00000702')];
    expect(await texts.removedUntil(vendor)).toBeUndefined();
    await texts.noteRemoved(vendor, NOW);
    await texts.noteRemoved(vendor, NOW - 1);
    expect(await texts.removedUntil(vendor)).toBe(NOW);
    await texts.noteRemoved(vendor, NOW + 1);
    expect(await texts.removedUntil(vendor)).toBe(NOW + 1);
    expect(await texts.removedUntil(other)).toBeUndefined();
  });

  onTable(
    'keeps its progress in a separate item, which polls do not overwrite',
    async ({ client, states, tableName, texts }) => {
      const vendor = vendorOf('A00000703');
      await texts.noteRemoved(vendor, NOW);
      expect(await states.read(vendor)).toBeUndefined();
      await states.takeLease(vendor, { token: 'a', now: NOW, until: NOW + 1 });
      await states.releaseLease(vendor, 'a', NEW_VENDOR_STATE);
      expect(await texts.removedUntil(vendor)).toBe(NOW);
      const Key = { pk: 'V#KR#A00000703', sk: 'text-removal' };
      const { Item } = await DynamoDBDocumentClient.from(client).send(
        new GetCommand({ TableName: tableName, Key }),
      );
      expect(Item).toEqual({ ...Key, removedUntil: NOW, v: 1 });
    },
  );
});

const closedTicket = async ({ writer }: StoreUnderTest, inquiryId: string): Promise<Ticket> => {
  const opened = await writer.create(
    makeNewTicket(inquiryId, { text: '지어낸 문의 내용', formLink: FORM, act: makeAct() }),
  );
  const closed =
    opened && (await writer.change(opened, withFields(opened, { ...CLOSING }).facts, 'TicketClosed', NOW));
  if (!closed) throw new Error('The ticket is new.');
  return closed;
};
