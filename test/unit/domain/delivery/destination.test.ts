import { describe, expect, test } from '@jest/globals';
import { destinationOf } from '../../../../lib/domain/delivery/destination.ts';
import { makeTicket, withFields } from '../../../fixtures/domain/make-ticket.ts';

const channels = { channel: 'C0CS', fallbackChannel: 'C0OPS', stepChannels: { '1h': 'C0LEAD' } };
const ticket = makeTicket();
const { dueAt } = ticket.facts;
const thread = { channel: 'C0OLD', ts: '1.2' };

describe('R22, R24: a card goes', () => {
  test('into its own channel, or where the earlier one was', () => {
    expect(destinationOf(ticket, 'card', {}, channels)).toEqual({ channel: 'C0CS' });
    expect(destinationOf(withFields(ticket, { channel: 'C0OLD' }), 'card', {}, channels)).toEqual({
      channel: 'C0OLD',
    });
    expect(destinationOf(withFields(ticket, { channel: 'C0OPS' }), 'card', {}, channels)).toEqual({
      channel: 'C0CS',
    });
  });

  test('into its digest’s thread, but not in the fallback channel', () => {
    expect(destinationOf(ticket, 'card', { thread }, channels)).toEqual({
      channel: 'C0OLD',
      threadTs: '1.2',
    });
    expect(destinationOf(ticket, 'card', { thread, fallback: true }, channels)).toEqual({ channel: 'C0OPS' });
  });
});

describe('a line goes', () => {
  test('into the card’s thread, or the digest’s; nowhere before there is a card', () => {
    const card = withFields(ticket, { ...thread });
    expect(destinationOf(card, 'breach', {}, channels)).toEqual({ channel: 'C0OLD', threadTs: '1.2' });
    expect(destinationOf(withFields(card, { threadTs: '1.1' }), 'breach', {}, channels)).toEqual({
      channel: 'C0OLD',
      threadTs: '1.1',
    });
    expect(destinationOf(withFields(ticket, { threadTs: '1.1' }), 'breach', {}, channels)).toBeUndefined();
  });

  test('S6: into the channel of its step, if it is an escalation', () => {
    const send = (name: '1h' | '3h', fallback = false) =>
      destinationOf(ticket, `escalation/${name}/${dueAt}`, { fallback }, channels)?.channel;
    expect(send('1h')).toBe('C0LEAD');
    expect(send('3h')).toBe('C0CS');
    expect(send('1h', true)).toBe('C0OPS');
  });
});
