import { expect, test } from '@jest/globals';
import { eraseTickets } from '../../../../admin/erase/erase-tickets.ts';
import { StoreError } from '../../../../lib/dynamodb/store-error.ts';
import { makeKey, makeShownTicket } from '../../../fixtures/domain/make-ticket.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';
import { createMemoryStore } from '../../../simulation/memory-store.ts';

test('an unreadable ticket does not keep the texts of others, and is reported once they are erased', async () => {
  const store = createMemoryStore();
  const [bad, good] = [makeKey({ answerId: '1' }), makeKey({ answerId: '2' })];
  for (const { answerId } of [bad, good]) store.put(makeShownTicket({ answerId }));
  const { ticket } = store.reader;
  store.reader.ticket = async (key) => {
    if (key.answerId === '1') throw new StoreError('unreadable', 'The first cannot be read.');
    return ticket(key);
  };
  await expect(eraseTickets([bad, good], NOW, { ...store, removePointers: async () => {} })).rejects.toThrow(
    'The first cannot be read.',
  );
  expect(await ticket(good)).toMatchObject({ facts: { text: '', erased: true } });
});
