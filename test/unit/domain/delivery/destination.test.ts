import { describe, expect, test } from '@jest/globals';
import { destinationOf } from '../../../../lib/domain/delivery/destination.ts';
import { type ListSort, lineOf } from '../../../../lib/domain/ticket/line.ts';
import type { Ticket, LineName } from '../../../../lib/domain/ticket/ticket.ts';
import { makeList, makeNotice } from '../../../fixtures/domain/make-notice.ts';
import {
  makeTicket,
  withFields,
  makeClosedTicket,
  type TicketFields,
} from '../../../fixtures/domain/make-ticket.ts';
import { isPlainBroadcast, isStepBroadcast } from '../../../../lib/domain/delivery/broadcast.ts';
import type { Mentions } from '../../../../lib/domain/ladder/step-mentions.ts';
import type { StepName } from '../../../../lib/domain/ticket/step.ts';
import { HANDED_OVER_AT, DAY, NOW } from '../../../fixtures/domain/made-up.ts';
import {
  mentionsOfCard,
  mentionsOfNew,
  mentionsOfLastShift,
  mentionsOfReopening,
} from '../../../../lib/domain/delivery/mentions.ts';

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

describe('R23: a step’s line goes to the channel', () => {
  const team = { ladder: ['3h', '1h'] as const };
  const nobody: Mentions = { mentions: [], claimer: false };
  const goes = (name: StepName, mentions = nobody, state: 'open' | 'unverified' | 'closed' = 'open') =>
    isStepBroadcast(
      state === 'closed' ? makeClosedTicket() : makeTicket({ state }),
      { name, deadline: NOW },
      mentions,
      team,
    );

  test('if it is the ladder’s last, `overdue` or of the last shift', () => {
    expect(goes('3h')).toBe(false);
    expect((['1h', 'overdue', 'last-shift'] as const).map((name) => goes(name))).toEqual([true, true, true]);
  });

  test('if it mentions somebody', () => {
    expect(goes('3h', { mentions: ['U0TEAM'], claimer: false })).toBe(true);
    expect(goes('3h', { mentions: [], claimer: true })).toBe(true);
  });

  test('R16: unless the ticket is closed', () => {
    expect(goes('overdue', { mentions: ['U0TEAM'], claimer: true }, 'closed')).toBe(false);
    expect(goes('overdue', nobody, 'unverified')).toBe(true);
  });

  test('R24: unless it belongs to a list; a line that left its list goes to the channel', () => {
    const of = (entry: string) =>
      isStepBroadcast(
        makeTicket({ posted: { [`step/1h/${NOW}`]: entry } }),
        { name: '1h', deadline: NOW },
        nobody,
        team,
      );
    expect(of('in/made-up')).toBe(false);
    expect(of('alone')).toBe(true);
  });
});

describe('R16: a line that belongs to no step goes to the channel', () => {
  const breached = { outcome: 'auto-closed' } as const;
  const overdue = `step/overdue/${HANDED_OVER_AT + DAY}` as const;
  const goes = (name: LineName, fields: TicketFields = {}) =>
    isPlainBroadcast(makeClosedTicket({ ...breached, posted: {}, ...fields }), lineOf(name));

  test('if it is a breach that `overdue` has not announced in the channel', () => {
    expect(goes('breach')).toBe(true);
    expect(goes('breach', { posted: { [overdue]: 'passed' } })).toBe(true);
    expect(goes('breach', { posted: { [overdue]: '1.1' } })).toBe(false);
    expect(goes('breach', { posted: { [`step/overdue/${NOW}`]: '1.1' } })).toBe(true);
    // No message of `overdue` is there.
    expect(goes('breach', { posted: { [overdue]: 'in/made-up' } })).toBe(true);
    expect(goes('breach', { posted: { [overdue]: 'alone' } })).toBe(true);
    expect(goes('changed-2')).toBe(false);
  });

  test('R24: if it is a breach that belongs to no list', () => {
    expect(goes('breach', { posted: { breach: 'in/made-up' } })).toBe(false);
    expect(goes('breach', { posted: { breach: 'alone' } })).toBe(true);
  });

  const earlier = [
    { name: 'closed-2', at: HANDED_OVER_AT - 1 },
    { name: 'breach', at: HANDED_OVER_AT - 1 },
  ] as const;

  test('R15: if it closes a ticket automatically that was breached before it was asked again', () => {
    expect(goes('closed-3', { history: [...earlier] })).toBe(true);
    expect(goes('closed-3', { history: [{ name: 'breach', at: HANDED_OVER_AT }] })).toBe(false);
    expect(goes('closed-3', { history: [{ name: 'closed-2', at: HANDED_OVER_AT - 1 }] })).toBe(false);
    expect(goes('closed-3', { history: [...earlier], outcome: 'answered' })).toBe(false);
    expect(goes('changed-3', { history: [...earlier] })).toBe(false);
    const reopened = makeTicket({ ...breached, history: [...earlier] });
    expect(isPlainBroadcast(reopened, lineOf('closed-3'))).toBe(false);
  });
});

const team = { mentionOnNew: ['U0NEW'], mentions: { 'last-shift': ['U0LAST'] } };
const open = makeTicket();
const unverified = makeTicket({ state: 'unverified' });
const closed = makeClosedTicket();
const claimed = makeTicket({ claimedBy: 'U0AGENT', claimedAt: NOW });

test('a card mentions people while it is open, and not in its list’s thread', () => {
  expect(mentionsOfCard(open.facts, false, team)).toEqual(['U0NEW']);
  expect(mentionsOfCard(open.facts, true, team)).toEqual([]);
  expect(mentionsOfCard(unverified.facts, false, team)).toEqual([]);
  expect(mentionsOfCard(closed.facts, false, team)).toEqual([]);
});

test('R15, R16: a re-opening mentions people unless the ticket is closed again', () => {
  expect(mentionsOfReopening(unverified.facts, team)).toEqual(['U0NEW']);
  expect(mentionsOfReopening(closed.facts, team)).toEqual([]);
});

test('D6: a list of new tickets mentions people as long as one of its tickets is open', () => {
  expect(mentionsOfNew([closed, open], team)).toEqual(['U0NEW']);
  expect(mentionsOfNew([closed, closed], team)).toEqual([]);
  expect(mentionsOfNew([], team)).toEqual([]);
});

test('S4, S6: the list of a last shift mentions people while one of its open tickets is unclaimed', () => {
  const mentioned = (members: Parameters<typeof mentionsOfLastShift>[0]) =>
    mentionsOfLastShift(members, team, NOW);
  expect(mentioned([closed, claimed, open])).toEqual(['U0LAST']);
  expect(mentioned([closed, claimed])).toEqual([]);
  // S6: a claim that has gone stale does not count.
  const stale = (staleMs: number) => mentionsOfLastShift([claimed], team, NOW, staleMs);
  expect([stale(1), stale(0)]).toEqual([[], ['U0LAST']]);
  expect(mentionsOfLastShift([open], { mentions: {} }, NOW)).toEqual([]);
});
