import { describe, expect, test } from '@jest/globals';
import { destinationOf, type Form } from '../../../../lib/domain/delivery/destination.ts';
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
import {
  type KnownChannels,
  MOST_CHANNELS,
  tryAgainInMs,
  withPost,
  withRefusal,
  compareTs,
  instantOf,
  isLaterTs,
  tsBefore,
  tsOf,
} from '../../../../lib/domain/delivery/known-channel.ts';
import { type Aim, aimOf, restKey, waitKeys } from '../../../../lib/domain/delivery/aim.ts';
import type { Deliverable } from '../../../../lib/domain/delivery/deliverable.ts';
import type { DeliveryAction } from '../../../../lib/domain/delivery/plan-delivery.ts';

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

const tsAt = (instant: number): string => `${instant / 1000}.000100`;

describe('R19: the last confirmed post by channel', () => {
  test('is the greatest ts, and clears an earlier refusal', () => {
    const refused: KnownChannels = { C0CS: { ts: '999.9', refusedAt: NOW }, C0OPS: { ts: '5.1' } };
    const posted = withPost(refused, 'C0CS', '1000.1');
    expect(posted).toEqual({ C0CS: { ts: '1000.1' }, C0OPS: { ts: '5.1' } });
    expect(withPost(posted, 'C0CS', '999.95')).toEqual(posted);
  });

  test('is kept for the channels of the latest posts', () => {
    let known: KnownChannels = {};
    for (let number = 0; number <= MOST_CHANNELS; number += 1)
      known = withPost(known, `U${number}`, `${95 + number}.000100`);
    expect(Object.keys(known)).toHaveLength(MOST_CHANNELS);
    expect(known).not.toHaveProperty('U0');
  });
});

describe('R22: a channel that is refused after it accepted a message', () => {
  const minute = 60_000;
  test.each([
    ['is tried once more after a minute', { ts: tsAt(NOW - 59 * minute) }, 'channel_not_found', minute],
    ['whatever the clock says', { ts: tsAt(NOW + 300 * minute) }, 'not_in_channel', minute],
    ['is not tried again after an hour', { ts: tsAt(NOW - 61 * minute) }, 'channel_not_found', undefined],
    ['nor if it never took one', undefined, 'channel_not_found', undefined],
    ['nor if it is archived', { ts: tsAt(NOW) }, 'is_archived', undefined],
    [
      'waits for what is left of the minute',
      { ts: tsAt(NOW - minute), refusedAt: NOW - 20_000 },
      'not_in_channel',
      40_000,
    ],
    [
      'is refused after that try',
      { ts: tsAt(NOW - 2 * minute), refusedAt: NOW - minute },
      'not_in_channel',
      undefined,
    ],
    [
      'is refused after the clock was set back',
      { ts: tsAt(NOW - minute), refusedAt: NOW + 1 },
      'not_in_channel',
      undefined,
    ],
  ])('%s', (_what, known, reason, waitMs) => {
    expect(tryAgainInMs(known, reason, NOW)).toBe(waitMs);
  });

  test('remembers when it was first refused', () => {
    const known: KnownChannels = { C0CS: { ts: '5.1' } };
    const refused = { C0CS: { ts: '5.1', refusedAt: NOW } };
    expect(withRefusal(known, 'C0CS', NOW)).toEqual(refused);
    expect(withRefusal(refused, 'C0CS', NOW + 1)).toEqual(refused);
    expect(withRefusal(known, 'C0NEVER', NOW)).toEqual(known);
  });
});

describe('Slack’s ts', () => {
  test.each([
    ['1795583820.000100', '1795583820.000100', 0],
    ['1795583820.000100', '1795583820.0001', 0],
    ['1795583820.000100', '1795583820.000099', 1],
    ['1795583820.1', '1795583820.000999', 1],
    ['1795583820', '1795583820.000001', -1],
    ['999999999.999999', '1795583820.000100', -1],
    // A double is the same for both.
    ['9007199254740.000002', '9007199254740.000001', 1],
  ])('%s compared with %s is %i', (ts, other, sign) => {
    expect(Math.sign(compareTs(ts, other))).toBe(sign);
    expect(Math.sign(compareTs(other, ts))).toBe(sign === 0 ? 0 : -sign);
    expect(isLaterTs(ts, other)).toBe(sign > 0);
  });

  test('is moved back by whole seconds, and keeps its fraction', () => {
    expect(tsBefore('1795583820.000100', 60)).toBe('1795583760.000100');
    expect(tsBefore('1795583820', 60)).toBe('1795583760.000000');
    expect(tsBefore('59.000001', 60)).toBe('0.000001');
  });

  test('is made from an instant, and converted back', () => {
    expect(tsOf(1_795_583_820_999)).toBe('1795583820.000000');
    expect(tsOf(-1)).toBe('0.000000');
    expect(instantOf('1795583820.000100')).toBe(1_795_583_820_000);
    expect(instantOf('1795583820.5')).toBe(1_795_583_820_500);
  });
});

const list = makeList();
const shown = makeTicket({ channel: 'C0CS', ts: '1.1', posted: { 'changed-2': '1.5' } });
const looked = makeTicket({ attempt: { name: 'card', channel: 'C0SENT', at: NOW, token: 'made-up' } });
const retry = { at: NOW, version: 1, since: NOW, times: 1, reason: 'invalid_blocks' };
const refused = makeTicket({ ...shown.delivery, retries: { 'changed-2': retry } });
type Planned = { action: DeliveryAction; thread?: Form['thread']; form?: Form };

const line = { name: 'breach', at: NOW } as const;

describe('the destination and form of an action (R22, R24)', () => {
  const post = (name: 'card' | 'notice' | 'breach', home: string, more: Partial<Aim> = {}) => ({
    method: 'post',
    name,
    to: { channel: home },
    home,
    channel: home,
    form: {},
    ...more,
  });
  const inThread = { to: { channel: 'C0OLD', threadTs: '1.2' }, form: { thread } };
  const underCard = { to: { channel: 'C0CS', threadTs: '1.1' }, form: { plain: true } };
  const fallback = { fallback: true };
  const inFallback = { to: { channel: 'C0OPS' }, channel: 'C0OPS', form: fallback };
  const edit = { method: 'edit', channel: 'C0CS', form: {} };
  const lookUp = { method: 'look-up', channel: 'C0SENT', form: {} };
  const card = { action: { do: 'post' } } as const;
  const inListThread = { ...card, thread };
  const notice = { ...card, form: fallback };
  const ofCard = { action: { do: 'post-line', line }, form: underCard.form } as const;
  const redact = { action: { do: 'redact-line', name: 'changed-2' } } as const;
  const pass: Planned = { action: { do: 'pass', names: ['changed-2'] } };

  test.each<[string, Deliverable, Planned, unknown]>([
    ['a card goes into the channel', ticket, card, post('card', 'C0CS')],
    ['a card of a list goes into its thread', ticket, inListThread, post('card', 'C0OLD', inThread)],
    ['a notice in the fallback channel keeps its home', list, notice, post('notice', 'C0CS', inFallback)],
    ['a line goes into the thread of its card', shown, ofCard, post('breach', 'C0CS', underCard)],
    ['an edit goes to the card', shown, { action: { do: 'edit' } }, edit],
    ['a line is redacted with blocks first', shown, redact, edit],
    ['a line is redacted as text alone after a refusal', refused, redact, { ...edit, form: { plain: true } }],
    ['an attempt is looked up where it was sent', looked, { action: { do: 'look-up' } }, lookUp],
    ['passed lines need no call', shown, pass, undefined],
  ])('%s', (_what, deliverable, { action, ...given }, aim) => {
    expect(aimOf(deliverable, action, { channels, ...given })).toEqual(aim);
  });
});

describe('the waits of an action (R21)', () => {
  const post = aimOf(ticket, { do: 'post' }, { channels, form: { fallback: true } });

  test('include those of its channel for a post, also for a channel that accepts nothing', () => {
    expect(waitKeys(post)).toEqual(['post:C0OPS', 'channel:C0CS', 'token', 'slack']);
  });

  test('exclude those of posts for an edit, and all for an action without a call', () => {
    expect(waitKeys(aimOf(shown, { do: 'edit' }, { channels }))).toEqual(['edit:C0CS', 'token', 'slack']);
    expect(waitKeys(undefined)).toEqual([]);
  });

  test.each([
    ['method', 'post:C0OPS'],
    ['channel', 'channel:C0CS'],
    ['token', 'token'],
    ['slack', 'slack'],
  ] as const)('include the wait on the %s of a post in the fallback channel', (on, key) => {
    expect(post && restKey({ on, forMs: 1 }, post)).toBe(key);
  });
});
