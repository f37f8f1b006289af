import { expect, test } from '@jest/globals';
import { NEW_VENDOR_STATE } from '../../lib/domain/vendor-state.ts';
import { madeUpDigest, madeUpDigestFacts } from '../unit/dynamodb/made-up-notices.ts';
import { madeUpKey, madeUpTicket, VENDOR } from '../unit/dynamodb/made-up-tickets.ts';
import { describeStore, type StoreUnderTest } from './store-under-test.ts';

const NOW = 1_800_000_000_000;

describeStore('a request that the SDK repeats after its first try took effect', (store) => {
  test('R4: has created the ticket', async () => {
    const { loseNextAnswer, reader, writer } = store();
    const lost = loseNextAnswer();
    const created = await writer.create(madeUpTicket('201'));
    expect(created).toEqual(await reader.ticket(madeUpKey('201')));
    // The lost answer, the refused repetition, the read that compares the tokens, and the reader's.
    expect(lost.answers()).toBe(4);
  });

  test('R4: has changed the ticket', async () => {
    const { loseNextAnswer, reader, writer } = store();
    const before = await opened(store(), '202');
    const lost = loseNextAnswer();
    const changed = await writer.change(before, { ...before, text: 'new' }, 'TicketChanged', NOW);
    expect(lost.answers()).toBe(3);
    expect(changed).toMatchObject({ version: 2, text: 'new' });
    expect(changed).toEqual(await reader.ticket(before));
  });

  test('R4: and whom another overtook since then decides anew', async () => {
    const { writer } = store();
    const before = await opened(store(), '203');
    await writer.change(before, { ...before, text: 'another' }, 'TicketChanged', NOW);
    expect(await writer.change(before, { ...before, text: 'mine' }, 'TicketChanged', NOW)).toBeUndefined();
    expect(await writer.create(madeUpTicket('203'))).toBeUndefined();
  });

  test('R18: has claimed the ticket', async () => {
    const { delivery, loseNextAnswer } = store();
    const ticket = await opened(store(), '204');
    const lost = loseNextAnswer();
    const claim = { token: 'mine', until: NOW + 65_000 };
    expect(await delivery.claim(ticket, { ...claim, now: NOW })).toEqual({
      subject: { ...ticket, deliveryClaim: claim },
    });
    expect(lost.answers()).toBe(2);
  });

  test('R18: has noted attempt and result', async () => {
    const { delivery, loseNextAnswer } = store();
    const claimed = await claimedTicket(store(), '205');
    const first = loseNextAnswer();
    const attempted = await delivery.noteAttempt(claimed, { name: 'card', at: NOW, lookUps: 0 });
    expect(attempted.attempt).toEqual({ name: 'card', at: NOW, lookUps: 0 });
    expect(first.answers()).toBe(2);
    const second = loseNextAnswer();
    const shown = await delivery.noteResult(attempted, { channel: 'C0CS', ts: '1.2', shownVersion: 1 });
    expect(shown).toMatchObject({ channel: 'C0CS', ts: '1.2', shownVersion: 1 });
    expect(second.answers()).toBe(2);
  });

  test('R3: has settled the ticket and released its claim', async () => {
    const { loseNextAnswer, reader, writer } = store();
    const claimed = await claimedTicket(store(), '206');
    const lost = loseNextAnswer();
    expect(await writer.settle(claimed, { attentionAt: NOW + 5, reannounced: 0 })).toBe(true);
    expect(lost.answers()).toBe(3);
    const { deliveryClaim: _, ...released } = claimed;
    expect(await reader.ticket(madeUpKey('206'))).toEqual({ ...released, attentionAt: NOW + 5 });
  });

  test('R2: has noted what was published', async () => {
    const { loseNextAnswer, reader, writer } = store();
    const ticket = await opened(store(), '207');
    const lost = loseNextAnswer();
    await writer.notePublished(ticket, 1);
    expect(lost.answers()).toBe(2);
    expect(await reader.ticket(ticket)).toMatchObject({ publishedVersion: 1, events: {} });
  });

  test('R4, R24: has created the notice, and has changed it', async () => {
    const { loseNextAnswer, notices } = store();
    const first = loseNextAnswer();
    const created = await notices.create(madeUpDigest(208));
    expect(first.answers()).toBe(3);
    if (!created) throw new Error('The notice is new.');
    expect(created).toEqual(await notices.read(created));
    const second = loseNextAnswer();
    const changed = await notices.change(created, madeUpDigestFacts({ past: 7 }), 'NoticeChanged', NOW);
    expect(second.answers()).toBe(3);
    expect(changed).toMatchObject({ version: 2, facts: { past: 7 } });
    expect(changed).toEqual(await notices.read(created));
    // Whom another overtook decides anew.
    expect(await notices.change(created, created.facts, 'NoticeChanged', NOW)).toBeUndefined();
    expect(await notices.create(madeUpDigest(208))).toBeUndefined();
  });

  test('R3, R24: has settled the notice and released its claim', async () => {
    const { delivery, loseNextAnswer, notices, writer } = store();
    const notice = await notices.create(madeUpDigest(209));
    if (!notice) throw new Error('The notice is new.');
    const claimed = await delivery.claim(notice, { token: 'mine', now: NOW, until: NOW + 65_000 });
    if (typeof claimed !== 'object') throw new Error('The notice is free.');
    const lost = loseNextAnswer();
    expect(await writer.settle(claimed.subject, { attentionAt: NOW + 5, reannounced: 0 })).toBe(true);
    expect(lost.answers()).toBe(3);
    expect(await notices.read(notice)).toEqual({ ...notice, attentionAt: NOW + 5 });
  });

  test('R5: has taken the lease, and has released it with its state', async () => {
    const { loseNextAnswer, states } = store();
    const first = loseNextAnswer();
    expect(await states.takeLease(VENDOR, { token: 'mine', now: NOW, until: NOW + 130_000 })).not.toBe(
      'taken',
    );
    // The third puts the vendor on the list.
    expect(first.answers()).toBe(3);
    const second = loseNextAnswer();
    const state = { ...NEW_VENDOR_STATE, completeReadings: { '2026-01-09/NO_ANSWER': NOW } };
    expect(await states.releaseLease(VENDOR, 'mine', state)).toBe(true);
    expect(second.answers()).toBe(3);
    expect(await states.takeLease(VENDOR, { token: 'next', now: NOW, until: NOW + 1 })).toEqual(state);
  });
});

const opened = async ({ writer }: StoreUnderTest, inquiryId: string) => {
  const ticket = await writer.create(madeUpTicket(inquiryId));
  if (!ticket) throw new Error('The ticket is new.');
  return ticket;
};

const claimedTicket = async (store: StoreUnderTest, inquiryId: string) => {
  const ticket = await opened(store, inquiryId);
  const claimed = await store.delivery.claim(ticket, { token: 'mine', now: NOW, until: NOW + 65_000 });
  if (typeof claimed !== 'object') throw new Error('The ticket is free.');
  return claimed.subject;
};
