import { expect, test } from '@jest/globals';
import { decidePress } from '../../lib/domain/act/decide-press.ts';
import { noteDone, noteExplained } from '../../lib/domain/act/decide-act.ts';
import { closeTicket } from '../../lib/domain/ticket/ticket-changes.ts';
import { press } from '../../lib/workflows/acts/press.ts';
import { makeAct, makePress, makeReplyPress } from '../fixtures/domain/make-act.ts';
import { makeNewTicket } from '../fixtures/domain/make-ticket.ts';
import { NOW } from '../fixtures/domain/made-up.ts';
import { draws } from '../fixtures/draws.ts';
import { describeStore, type StoreUnderTest } from './store-under-test.ts';

const CLICKS = Array.from({ length: draws(60) }, (_, click) => click);

describeStore('acts in the store', (store, onTable) => {
  const opened = async (inquiryId: string) => {
    const ticket = await store().writer.create(makeNewTicket(inquiryId));
    if (!ticket) throw new Error('The ticket is new.');
    return ticket;
  };
  const servicesOf = ({ reader, writer, states }: StoreUnderTest) => ({
    reader,
    writer,
    states,
    clock: { now: () => NOW, elapsed: () => NOW },
    claimStaleMs: Infinity,
    publisher: {
      publish: async (events: readonly unknown[]) => events.map(() => true),
      wake: async () => true,
    },
  });

  test('R28: reads back a requested act, its note and its result as they were written', async () => {
    const { reader, writer } = store();
    const ticket = await opened('601');
    const pressed = decidePress(ticket, makeReplyPress(ticket), NOW);
    if (pressed.is !== 'change') throw new Error('It may be asked for.');
    const requested = await writer.change(ticket, pressed.change.facts, pressed.change.event, NOW);
    expect(requested).toMatchObject({ outbox: { events: { 2: { type: 'ActAsked', at: NOW } } } });
    expect((await reader.ticket(ticket.key))?.facts).toEqual(pressed.change.facts);
    if (!requested) throw new Error('Nobody else writes.');
    const { facts, event } = noteDone(requested, makeAct({ progress: 'sending' }), NOW);
    const done = await writer.change(requested, facts, event, NOW);
    expect((await reader.ticket(ticket.key))?.facts).toEqual(facts);
    expect(await writer.change(requested, facts, event, NOW)).toBeUndefined();
    expect(done?.facts.history).toMatchObject([
      { name: 'act-3', deed: { did: 'replied', press: 'press-1' } },
    ]);
    if (!done) throw new Error('Nobody else writes.');
    const looking = decidePress(done, makePress('look-up', 'look'), NOW);
    if (looking.is !== 'change') throw new Error('It may be looked up.');
    await writer.change(done, looking.change.facts, looking.change.event, NOW);
    expect(looking.change.facts.act).toHaveProperty('sent');
    expect((await reader.ticket(ticket.key))?.facts).toEqual(looking.change.facts);
  });

  test('R29: a closed ticket stays in the index until its act has a result', async () => {
    const { reader, writer } = store();
    const ticket = await opened('605');
    const act = makeAct({ progress: 'refused', nextAt: NOW + 5 });
    const withAct = { ...ticket, facts: { ...ticket.facts, act } };
    const { facts, event } = closeTicket(withAct, { outcome: 'withdrawn' }, NOW);
    const closed = await writer.change(ticket, facts, event, NOW);
    const rowOf = async () =>
      (await reader.attention(ticket.key)).tickets.find(({ inquiryId }) => inquiryId === '605');
    expect(closed?.ladder).toEqual({ nextStepAt: NOW + 5 });
    expect(await rowOf()).toMatchObject({ closedAt: NOW, nextStepAt: NOW + 5 });
    if (!closed) throw new Error('Nobody else writes.');
    const notified = noteExplained(closed, act);
    await writer.change(closed, notified.facts, notified.event, NOW);
    expect(await rowOf()).not.toHaveProperty('nextStepAt');
  });

  test('R28: when many people press at once, exactly one claims', async () => {
    const { key } = await opened('602');
    const results = await Promise.all(
      CLICKS.map((click) =>
        press(key, { ...makePress('claim', `press-${click}`), by: `U${click}` }, servicesOf(store())),
      ),
    );
    expect(results.filter(({ is }) => is === 'done')).toHaveLength(1);
    expect(await store().reader.ticket(key)).toMatchObject({
      facts: { history: [{ deed: { did: 'claimed' } }] },
      outbox: { version: 2 },
    });
  });

  test('R28: when many replies are sent from different views, exactly one is requested', async () => {
    const ticket = await opened('603');
    const results = await Promise.all(
      CLICKS.map((click) => press(ticket.key, makeReplyPress(ticket, `view-${click}`), servicesOf(store()))),
    );
    expect(results.filter(({ is }) => is === 'done')).toHaveLength(1);
    expect(results.filter(({ is }) => is === 'refused')).toContainEqual(
      expect.objectContaining({ refusal: { code: 'busy', by: 'U0MADEUP1' } }),
    );
  });

  onTable('R4: a press is one act, even if the store’s response was lost', async (table) => {
    const ticket = await opened('604');
    const { loseNextAnswer, reader, writer } = table;
    const services = servicesOf(table);
    const change: typeof writer.change = (...args) => {
      loseNextAnswer();
      return writer.change(...args);
    };
    const result = await press(ticket.key, makeReplyPress(ticket), {
      ...services,
      writer: { ...writer, change },
    });
    expect(result).toEqual({ is: 'done' });
    expect((await reader.ticket(ticket.key))?.outbox).toMatchObject({ version: 2, publishedVersion: 2 });
  });
});
