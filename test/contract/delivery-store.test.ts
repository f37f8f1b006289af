import { expect, test } from '@jest/globals';
import type { Subject } from '../../lib/domain/subject.ts';
import type { Ticket } from '../../lib/domain/ticket.ts';
import { ClaimLost } from '../../lib/workflows/claim-lost.ts';
import { madeUpDigest, madeUpNoticeKey } from '../unit/dynamodb/made-up-notices.ts';
import { madeUpKey, madeUpTicket } from '../unit/dynamodb/made-up-tickets.ts';
import { describeStore, type StoreUnderTest } from './store-under-test.ts';
import { ticketIn } from './ticket-in.ts';

const NOW = 1_800_000_000_000;

describeStore('the delivery store', (store) => {
  test('R18: a claim is held until its end, by the raw clock, and leaves the index time', async () => {
    const { delivery, reader } = store();
    const ticket = await opened(store(), '501');
    const claim = { token: 'a', now: NOW, until: NOW + 65_000 };
    expect(await delivery.claim(ticket, claim)).toEqual({
      subject: { ...ticket, deliveryClaim: { token: 'a', until: NOW + 65_000 } },
    });
    const other = { token: 'b', until: NOW + 200_000 };
    expect(await delivery.claim(ticket, { ...other, now: NOW + 64_999 })).toBe('held');
    expect(await delivery.claim(ticket, { ...other, now: NOW + 65_000 })).toMatchObject({
      subject: { deliveryClaim: other },
    });
    expect(await reader.ticket(ticket)).toEqual({ ...ticket, deliveryClaim: other });
  });

  test('a ticket that is not there is absent, and claiming makes none', async () => {
    const { delivery, item } = store();
    expect(await delivery.claim(madeUpKey('5020'), { token: 'a', now: NOW, until: NOW + 1 })).toBe('absent');
    expect(await item(madeUpKey('5020'))).toBeUndefined();
  });

  test('R22: a card that was replaced leaves its place behind, and the next takes over', async () => {
    const { delivery, reader } = store();
    const claimed = await claimedTicket(store(), '577', 'a');
    const first = { channel: 'C0FIRST', ts: '1.000001' };
    const posted = await delivery.noteResult(claimed, { ...first, shownVersion: 1 });
    const without = await delivery.noteResult(posted, { replaced: first });
    expect(without).toMatchObject({ replaced: first, shownVersion: 1 });
    expect(without).not.toHaveProperty('ts');
    expect(without).not.toHaveProperty('channel');
    const second = { channel: 'C0OPS', ts: '2.000001' };
    await delivery.noteResult(without, { ...second, shownVersion: 1 });
    expect(await reader.ticket(claimed)).toMatchObject({ ...second, replaced: first });
  });

  test('R19: an attempt outlives the claim it was made under', async () => {
    const { delivery, writer } = store();
    const claimed = await claimedTicket(store(), '503', 'a');
    const attempt = { name: 'card', at: NOW, lookUps: 0 } as const;
    const attempted = await delivery.noteAttempt(claimed, attempt);
    expect(attempted).toEqual({ ...claimed, attempt });
    await writer.settle(attempted, { attentionAt: NOW + 15_000, retryAt: NOW + 15_000, reannounced: 0 });
    expect(await delivery.claim(claimed, { token: 'b', now: NOW, until: NOW + 65_000 })).toMatchObject({
      subject: { attempt, retryAt: NOW + 15_000 },
    });
  });

  test('R18: a result is written at once and ends attempt, waiting and re-announcing', async () => {
    const { delivery, reader, writer } = store();
    const ticket = await opened(store(), '504');
    await writer.settle(ticket, { attentionAt: NOW, retryAt: NOW, reannounced: 4 });
    const claimed = await claim(store(), ticket, 'a');
    const attempted = await delivery.noteAttempt(claimed, { name: 'card', at: NOW, lookUps: 0 });
    const result = {
      channel: 'C0CS',
      ts: '1.2',
      shownVersion: 1,
      posted: { 'changed-2': '1.3', breach: 'passed' },
    };
    const shown = await delivery.noteResult(attempted, result);
    const { retryAt: _, ...rest } = claimed;
    expect(shown).toEqual({ ...rest, ...result, reannounced: 0 });
    expect(await reader.ticket(ticket)).toEqual(shown);
    const more = await delivery.noteResult(shown, { posted: { 'closed-3': '1.4' } });
    expect(more).toEqual({ ...shown, posted: { ...result.posted, 'closed-3': '1.4' } });
  });

  test('a result that says nothing only ends the attempt', async () => {
    const { delivery, writer } = store();
    const ticket = await opened(store(), '505');
    await writer.settle(ticket, { attentionAt: NOW, reannounced: 4 });
    const claimed = await claim(store(), ticket, 'a');
    const attempted = await delivery.noteAttempt(claimed, { name: 'card', at: NOW, lookUps: 0 });
    expect(await delivery.noteResult(attempted, {})).toEqual(claimed);
  });

  test('R24: a card in a digest’s thread keeps the thread until another card stands for it', async () => {
    const { delivery, reader } = store();
    const claimed = await claimedTicket(store(), '578', 'a');
    const first = { channel: 'C0CS', ts: '1.2' };
    const posted = await delivery.noteResult(claimed, { ...first, threadTs: '1.1', shownVersion: 1 });
    expect(posted).toMatchObject({ ...first, threadTs: '1.1' });
    const edited = await delivery.noteResult(posted, { shownVersion: 1, posted: { breach: '1.3' } });
    expect(edited).toMatchObject({ ...first, threadTs: '1.1' });
    const without = await delivery.noteResult(edited, { replaced: first, threadTs: '1.1' });
    for (const gone of ['channel', 'ts', 'threadTs']) expect(without).not.toHaveProperty(gone);
    const again = await delivery.noteResult(without, { ...first, ts: '1.4', threadTs: '1.1' });
    expect(again).toMatchObject({ ts: '1.4', threadTs: '1.1', replaced: first });
    const alone = await delivery.noteResult(again, { channel: 'C0OPS', ts: '2.1' });
    expect(alone).toMatchObject({ channel: 'C0OPS', ts: '2.1', posted: { breach: '1.3' } });
    expect(alone).not.toHaveProperty('threadTs');
    expect(await reader.ticket(claimed)).toEqual(alone);
  });

  test('R24: a notice is claimed, attempted and shown like a ticket', async () => {
    const { delivery, notices, writer } = store();
    expect(
      await delivery.claim(madeUpNoticeKey('digest/5790'), { token: 'a', now: NOW, until: NOW + 1 }),
    ).toBe('absent');
    const claimed = await claimedNotice(store(), 579, 'a');
    expect(await notices.read(madeUpNoticeKey('digest/579'))).toEqual(claimed);
    expect(await delivery.claim(claimed, { token: 'b', now: NOW, until: NOW + 1 })).toBe('held');
    const attempt = { name: 'notice', at: NOW, lookUps: 0 } as const;
    const attempted = await delivery.noteAttempt(claimed, attempt);
    expect(attempted).toEqual({ ...claimed, attempt });
    const place = { channel: 'C0CS', ts: '1.2' };
    const shown = await delivery.noteResult(attempted, { ...place, shownVersion: 1 });
    expect(shown).toEqual({ ...claimed, ...place, shownVersion: 1 });
    const without = await delivery.noteResult(shown, { replaced: place });
    expect(without).toMatchObject({ replaced: place, shownVersion: 1 });
    for (const gone of ['channel', 'ts']) expect(without).not.toHaveProperty(gone);
    expect(await writer.settle(without, { reannounced: 0 })).toBe(true);
    expect(await notices.read(madeUpNoticeKey('digest/579'))).not.toHaveProperty('attentionAt');
  });

  test('R18, R24: whose claim on a notice another took writes nothing more', async () => {
    const { delivery, notices, writer } = store();
    const slow = await claimedNotice(store(), 580, 'slow');
    const later = NOW + 65_000;
    await delivery.claim(slow, { token: 'quick', now: later, until: later + 65_000 });
    const stands = await notices.read(madeUpNoticeKey('digest/580'));
    const attempt = { name: 'notice', at: NOW, lookUps: 0 } as const;
    await expect(delivery.noteAttempt(slow, attempt)).rejects.toThrow(ClaimLost);
    await expect(delivery.noteResult(slow, { shownVersion: 1 })).rejects.toThrow('digest/580 is lost');
    expect(await writer.settle(slow, { reannounced: 0 })).toBe(false);
    expect(await notices.read(madeUpNoticeKey('digest/580'))).toEqual(stands);
  });

  test('the version shown only ever rises', async () => {
    const { delivery } = store();
    const claimed = await claimedTicket(store(), '506', 'a');
    const shown = await delivery.noteResult(claimed, { shownVersion: 3 });
    const late = await delivery.noteResult(claimed, { shownVersion: 2, posted: { breach: '1.1' } });
    expect(late).toEqual({ ...shown, posted: { breach: '1.1' } });
  });

  test('R18: a result does not depend on the version, which may have moved since', async () => {
    const { delivery, writer } = store();
    const claimed = await claimedTicket(store(), '507', 'a');
    await writer.change(claimed, { ...claimed, text: 'newer' }, 'TicketChanged', NOW + 1);
    expect(await delivery.noteResult(claimed, { shownVersion: 1 })).toMatchObject({
      version: 2,
      text: 'newer',
      shownVersion: 1,
      attentionAt: NOW + 1,
    });
  });

  test('R18: whose claim another took, or who has none, writes nothing more', async () => {
    const { delivery, reader, writer } = store();
    const slow = await claimedTicket(store(), '508', 'slow');
    const later = NOW + 65_000;
    await delivery.claim(slow, { token: 'quick', now: later, until: later + 65_000 });
    const stands = await reader.ticket(slow);
    const attempt = { name: 'card', at: NOW, lookUps: 0 } as const;
    await expect(delivery.noteAttempt(slow, attempt)).rejects.toThrow(ClaimLost);
    await expect(delivery.noteResult(slow, { shownVersion: 1 })).rejects.toThrow(ClaimLost);
    await expect(delivery.noteResult(slow, {})).rejects.toThrow(ClaimLost);
    expect(await writer.settle(slow, { reannounced: 0 })).toBe(false);
    await expect(delivery.noteAttempt(await opened(store(), '509'), attempt)).rejects.toThrow(ClaimLost);
    expect(await reader.ticket(slow)).toEqual(stands);
  });
});

const opened = async ({ writer }: StoreUnderTest, inquiryId: string): Promise<Ticket> => {
  const ticket = await writer.create(madeUpTicket(inquiryId));
  if (!ticket) throw new Error('The ticket is new.');
  return ticket;
};

const claim = async ({ delivery }: StoreUnderTest, subject: Subject, token: string): Promise<Subject> => {
  const claimed = await delivery.claim(subject, { token, now: NOW, until: NOW + 65_000 });
  if (typeof claimed !== 'object') throw new Error('It is free.');
  return claimed.subject;
};

const claimedTicket = async (store: StoreUnderTest, inquiryId: string, token: string): Promise<Ticket> =>
  ticketIn(await claim(store, await opened(store, inquiryId), token));

const claimedNotice = async (store: StoreUnderTest, at: number, token: string): Promise<Subject> => {
  const notice = await store.notices.create(madeUpDigest(at));
  if (!notice) throw new Error('The notice is new.');
  return claim(store, notice, token);
};
