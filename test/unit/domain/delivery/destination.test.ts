import { describe, expect, test } from '@jest/globals';
import { destinationOf } from '../../../../lib/domain/delivery/destination.ts';
import type { ListSort } from '../../../../lib/domain/ticket/line.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { makeList, makeNotice } from '../../../fixtures/domain/make-notice.ts';
import { makeTicket, withFields } from '../../../fixtures/domain/make-ticket.ts';

const channels = { channel: 'C0CS', fallbackChannel: 'C0OPS', stepChannels: { '1h': 'C0LEAD' } };
const ticket = makeTicket();
const { dueAt } = ticket.facts;
const thread = { channel: 'C0OLD', ts: '1.2' };

describe('R22, R24: a card goes', () => {
  test('to its own channel, or to that of the earlier card', () => {
    expect(destinationOf(ticket, 'card', {}, channels)).toEqual({ channel: 'C0CS' });
    expect(destinationOf(withFields(ticket, { channel: 'C0OLD' }), 'card', {}, channels)).toEqual({
      channel: 'C0OLD',
    });
    expect(destinationOf(withFields(ticket, { channel: 'C0OPS' }), 'card', {}, channels)).toEqual({
      channel: 'C0CS',
    });
    const standing = withFields(ticket, { channel: 'C0OPS', ts: '1.2' });
    expect(destinationOf(standing, 'card', {}, channels)).toEqual({ channel: 'C0OPS' });
  });

  test('to its list’s thread, but not in the fallback channel', () => {
    expect(destinationOf(ticket, 'card', { thread }, channels)).toEqual({
      channel: 'C0OLD',
      threadTs: '1.2',
    });
    expect(destinationOf(ticket, 'card', { thread, fallback: true }, channels)).toEqual({ channel: 'C0OPS' });
  });
});

test('S4: a notice goes to the vendor’s channel, the list of a last shift to that of its step', () => {
  const ofSteps = { ...channels, stepChannels: { 'last-shift': 'C0LEAD' } };
  const facts = { about: 'last-shift' as const, members: [], endsAt: dueAt };
  const lastShift = makeNotice(`last-shift/${dueAt}`, facts);
  expect(destinationOf(lastShift, 'notice', {}, ofSteps)).toEqual({ channel: 'C0LEAD' });
  expect(destinationOf(lastShift, 'notice', {}, channels)).toEqual({ channel: 'C0CS' });
  expect(destinationOf(makeList(), 'notice', {}, ofSteps)).toEqual({ channel: 'C0CS' });
  expect(destinationOf(ticket, 'card', {}, ofSteps)).toEqual({ channel: 'C0CS' });
});

describe('a line goes', () => {
  test('to the card’s thread or the list’s, and nowhere before there is a card', () => {
    const card = withFields(ticket, { ...thread });
    expect(destinationOf(card, 'breach', {}, channels)).toEqual({ channel: 'C0OLD', threadTs: '1.2' });
    expect(destinationOf(withFields(card, { threadTs: '1.1' }), 'breach', {}, channels)).toEqual({
      channel: 'C0OLD',
      threadTs: '1.1',
    });
    for (const place of [{ threadTs: '1.1' }, { ts: '1.2' }, { channel: 'C0OLD', threadTs: '1.1' }])
      expect(() => destinationOf(withFields(ticket, place), 'breach', {}, channels)).toThrow('has no place');
  });

  test('S6: to the channel of its step if it is an escalation', () => {
    const send = (name: '1h' | '3h', fallback = false) =>
      destinationOf(ticket, `escalation/${name}/${dueAt}`, { fallback }, channels).channel;
    expect(send('1h')).toBe('C0LEAD');
    expect(send('3h')).toBe('C0CS');
    expect(send('1h', true)).toBe('C0OPS');
  });
});

test('A9: a direct message goes to the claimer, and nowhere without a claimer', () => {
  const line = `direct/1h/${dueAt}` as const;
  const send = (deliverable: Ticket, fallback = false) =>
    destinationOf(deliverable, line, { fallback }, channels);
  const claimed = withFields(ticket, { ...thread, claimedBy: 'U0CLAIMER' });
  expect(send(claimed)).toEqual({ channel: 'U0CLAIMER' });
  expect(send(claimed, true)).toEqual({ channel: 'C0OPS' });
  expect(() => send(withFields(ticket, thread))).toThrow('has no place');
});

test('R24: a list goes to the channel of its messages: the vendor’s, or the step’s own', () => {
  const goesTo = (of: ListSort) => destinationOf(makeList({ of }), 'notice', {}, channels);
  expect(goesTo('new')).toEqual({ channel: 'C0CS' });
  expect(goesTo('breach')).toEqual({ channel: 'C0CS' });
  expect(goesTo('step/1h')).toEqual({ channel: 'C0CS' });
  expect(goesTo('escalation/1h')).toEqual({ channel: 'C0LEAD' });
  // The configuration names none any more.
  expect(goesTo('escalation/3h')).toEqual({ channel: 'C0CS' });
});
