import { expect, test } from '@jest/globals';
import { makeState } from '../fixtures/domain/make-state.ts';
import { madeUpList, madeUpListFacts } from '../unit/dynamodb/made-up-notices.ts';
import {
  makeAttempt,
  makeKey,
  makeNewTicket,
  withFields,
  withoutFields,
} from '../fixtures/domain/make-ticket.ts';
import { VENDOR } from '../fixtures/domain/made-up.ts';
import { describeTable, type TableUnderTest } from './store-under-test.ts';

const NOW = 1_800_000_000_000;

describeTable('a repeated request of the SDK, after the first one took effect', (store) => {
  test('R4: creates the ticket', async () => {
    const { loseNextAnswer, reader, writer } = store();
    const lost = loseNextAnswer();
    const created = await writer.create(makeNewTicket('201'));
    expect(created).toEqual(await reader.ticket(makeKey({ inquiryId: '201' })));
    // The lost answer, the refused repetition, the read that compares the tokens, and the read below.
    expect(lost.answers()).toBe(4);
  });

  test('R4: changes the ticket', async () => {
    const { loseNextAnswer, reader, writer } = store();
    const before = await opened(store(), '202');
    const lost = loseNextAnswer();
    const changed = await writer.change(
      before,
      withFields(before, { text: 'new' }).facts,
      'TicketChanged',
      NOW,
    );
    expect(lost.answers()).toBe(3);
    expect(changed).toMatchObject({ outbox: { version: 2 }, facts: { text: 'new' } });
    expect(changed).toEqual(await reader.ticket(before.key));
  });

  test('R4: decides again if another writer wrote in between', async () => {
    const { writer } = store();
    const before = await opened(store(), '203');
    await writer.change(before, withFields(before, { text: 'another' }).facts, 'TicketChanged', NOW);
    expect(
      await writer.change(before, withFields(before, { text: 'mine' }).facts, 'TicketChanged', NOW),
    ).toBeUndefined();
    expect(await writer.create(makeNewTicket('203'))).toBeUndefined();
  });

  test('R19: stores attempt and result', async () => {
    const { delivery, loseNextAnswer, reader } = store();
    const ticket = await opened(store(), '205');
    const attempt = makeAttempt();
    const first = loseNextAnswer();
    const attempted = await delivery.noteAttempt(ticket, attempt);
    expect(attempted).toEqual(withFields(ticket, { attempt }));
    expect(first.answers()).toBe(3);
    if (!attempted) throw new Error('Nobody else writes.');
    const second = loseNextAnswer();
    const result = { channel: 'C0CS', ts: '1.2', shownVersion: 1 };
    const shown = await delivery.noteResult(attempted, result, NOW + 5);
    const rest = withoutFields(ticket, 'rank');
    expect(shown).toEqual(withFields(rest, { ...result, attentionAt: NOW + 5 }));
    expect(second.answers()).toBe(3);
    expect(await reader.ticket(ticket.key)).toEqual(shown);
  });

  test('R3: settles the ticket', async () => {
    const { loseNextAnswer, reader, writer } = store();
    const ticket = await opened(store(), '206');
    const lost = loseNextAnswer();
    expect(await writer.settle(ticket, { attentionAt: NOW + 5 })).toBe(true);
    expect(lost.answers()).toBe(2);
    expect(await reader.ticket(makeKey({ inquiryId: '206' }))).toEqual(
      withFields(ticket, { attentionAt: NOW + 5 }),
    );
  });

  test('R2: notes the published version', async () => {
    const { loseNextAnswer, reader, writer } = store();
    const ticket = await opened(store(), '207');
    const lost = loseNextAnswer();
    await writer.notePublished(ticket, 1, NOW);
    expect(lost.answers()).toBe(2);
    expect(await reader.ticket(ticket.key)).toMatchObject({
      outbox: { publishedVersion: 1, events: {} },
      index: { attentionAt: NOW },
    });
  });

  test('R4, R24: creates the notice, and changes it', async () => {
    const { loseNextAnswer, notices } = store();
    const first = loseNextAnswer();
    const created = await notices.create(madeUpList(208));
    expect(first.answers()).toBe(3);
    if (!created) throw new Error('The notice is new.');
    expect(created).toEqual(await notices.read(created.key));
    const second = loseNextAnswer();
    const changed = await notices.change(created, madeUpListFacts({ by: 7 }), 'NoticeChanged', NOW);
    expect(second.answers()).toBe(3);
    expect(changed).toMatchObject({ outbox: { version: 2 }, facts: { by: 7 } });
    expect(changed).toEqual(await notices.read(created.key));
    // A writer that another one overtook must decide again.
    expect(await notices.change(created, created.facts, 'NoticeChanged', NOW)).toBeUndefined();
    expect(await notices.create(madeUpList(208))).toBeUndefined();
  });

  test('R19, R24: stores attempt and result of a notice', async () => {
    const { delivery, loseNextAnswer, notices } = store();
    const notice = await notices.create(madeUpList(209));
    if (!notice) throw new Error('The notice is new.');
    const first = loseNextAnswer();
    const attempted = await delivery.noteAttempt(notice, makeAttempt({ name: 'notice' }));
    expect(first.answers()).toBe(3);
    if (!attempted) throw new Error('Nobody else writes.');
    const second = loseNextAnswer();
    const shown = await delivery.noteResult(attempted, { channel: 'C0CS', ts: '1.2', shownVersion: 1 }, NOW);
    expect(second.answers()).toBe(3);
    expect(shown).toMatchObject({ delivery: { ts: '1.2' }, index: { attentionAt: NOW } });
    expect(await notices.read(notice.key)).toEqual(shown);
  });

  test('R18: takes the lane, calls its holder, renews and releases it', async () => {
    const { lanes, loseNextAnswer } = store();
    const vendor = { ...VENDOR, vendorId: 'A00000211' };
    const repeated = async (write: () => Promise<unknown>, answers: number): Promise<unknown> => {
      const lost = loseNextAnswer();
      const result = await write();
      expect(lost.answers()).toBe(answers);
      return result;
    };
    const lane = { token: 'mine', now: NOW, until: NOW + 60_000 };
    const taken = { token: 'mine', until: NOW + 60_000, heldSince: NOW, waits: {} };
    expect(await repeated(() => lanes.take(vendor, lane), 2)).toEqual(taken);
    expect(await repeated(() => lanes.call(vendor, 'mine'), 2)).toBe(true);
    expect(await repeated(() => lanes.release(vendor, 'mine', { waits: {} }), 3)).toBe('called');
    expect(await repeated(() => lanes.renew(vendor, 'mine', NOW + 70_000), 2)).toBe(true);
    expect(await lanes.read(vendor)).toEqual({ ...taken, until: NOW + 70_000 });
    expect(await repeated(() => lanes.release(vendor, 'mine', { waits: {} }), 3)).toBe('released');
    await lanes.take(vendor, { ...lane, token: 'next' });
    expect(await repeated(() => lanes.release(vendor, 'next', { waits: {}, forced: true }), 3)).toBe(
      'released',
    );
  });

  test('R5: takes the lease, and releases it with its state', async () => {
    const { loseNextAnswer, states } = store();
    const first = loseNextAnswer();
    expect(await states.takeLease(VENDOR, { token: 'mine', now: NOW, until: NOW + 130_000 })).not.toBe(
      'taken',
    );
    // The third request adds the vendor to the list.
    expect(first.answers()).toBe(3);
    const second = loseNextAnswer();
    const state = makeState({ completeReadings: { '2026-01-09/NO_ANSWER': NOW } });
    expect(await states.releaseLease(VENDOR, 'mine', state)).toBe(true);
    expect(second.answers()).toBe(3);
    expect(await states.takeLease(VENDOR, { token: 'next', now: NOW, until: NOW + 1 })).toEqual(state);
  });
});

const opened = async ({ writer }: TableUnderTest, inquiryId: string) => {
  const ticket = await writer.create(makeNewTicket(inquiryId));
  if (!ticket) throw new Error('The ticket is new.');
  return ticket;
};
