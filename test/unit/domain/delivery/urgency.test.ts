import { describe, expect, test } from '@jest/globals';
import {
  type Deliverable,
  deliverableId,
  noticeKeyOf,
  ticketKeyOf,
} from '../../../../lib/domain/delivery/deliverable.ts';
import {
  byUrgency,
  rankOf,
  RANKS,
  urgencyOf,
  urgencyOfRow,
} from '../../../../lib/domain/delivery/urgency.ts';
import { memberOf } from '../../../../lib/domain/notice/notice-facts.ts';
import { makeAllClear, makeBlindness, makeList, makeNotice } from '../../../fixtures/domain/make-notice.ts';
import {
  makeClosedTicket,
  makeRow,
  makeShownTicket,
  makeTicket,
  rowOf,
  type TicketFields,
  withFields,
  makeKey,
} from '../../../fixtures/domain/make-ticket.ts';
import { HOUR, NOW, VENDOR } from '../../../fixtures/domain/made-up.ts';

const step = (deadline: number) => [{ name: `step/1h/${deadline}` as const, at: NOW }];
const { dueAt } = makeTicket().facts;
const retry = { at: NOW + HOUR, version: 9, since: NOW, times: 3, reason: 'made_up_word' };
const shown = { channel: 'C0CS', ts: '1.1' };
const attempt = { at: NOW, token: 'made-up', channel: 'C0CS' };

const keyExpiry: Deliverable = withFields(makeList(), {
  notice: `key-expiry/${NOW}`,
  facts: { about: 'key-expiry', expiresOn: '2027-01-31' },
});

describe('rankOf (R18)', () => {
  const warned = { history: step(dueAt) };
  const warnedOf = (entry: string) => makeShownTicket({ ...warned, posted: { [`step/1h/${dueAt}`]: entry } });
  const inList = { posted: { card: 'in/made-up' } };
  const changed = [{ name: 'changed-2' as const, at: NOW }];
  const breach = [{ name: 'breach' as const, at: NOW }];
  const breached = { outcome: 'auto-closed', history: breach, posted: {} } as const;
  const past = { announcement: 'none', shownVersion: 0 } as const;
  const lastShift = { about: 'last-shift' as const, members: [], endsAt: NOW };

  test.each<[string, Deliverable, number | undefined]>([
    ['a warning of a ticket with a card', makeShownTicket(warned), RANKS.alert],
    ['a warning whose card is not there yet', makeTicket(warned), RANKS.alert],
    ['a warning of a ticket whose card is in a list', makeTicket({ ...warned, ...inList }), RANKS.alert],
    ['a breach', makeClosedTicket(breached), RANKS.alert],
    ['a warning that its ticket’s end overtook', makeClosedTicket({ ...warned, posted: {} }), RANKS.edit],
    ['the list of a last shift', makeNotice(`last-shift/${NOW}`, lastShift), RANKS.alert],
    ['blindness', makeBlindness(), RANKS.sight],
    ['an all-clear', makeAllClear(), RANKS.sight],
    ['an edit', makeShownTicket({ version: 2, publishedVersion: 2, shownVersion: 1 }), RANKS.edit],
    ['a line that warns of nothing', makeShownTicket({ history: changed }), RANKS.edit],
    ['a card', makeTicket(), RANKS.card],
    ['a list of new tickets', makeList(), RANKS.card],
    ['a list of warnings', makeList({ of: 'step/1h' }), RANKS.alert],
    ['a list of breaches', makeList({ of: 'breach' }), RANKS.alert],
    ['a list of new tickets that is to link to its cards', makeList({}, shown), RANKS.link],
    ['a list of warnings that is in Slack', makeList({ of: 'step/1h' }, shown), undefined],
    ['a list that was passed over', makeList({}, { shownVersion: 1 }), undefined],
    ['a card that belongs to a list', makeTicket(inList), RANKS.threadCard],
    ['a card that left its list', makeTicket({ posted: { card: 'alone' } }), RANKS.card],
    ['a card that replaces one in a list’s thread', makeTicket({ ...inList, replaced: shown }), RANKS.card],
    ['a warning that belongs to a list', warnedOf('in/made-up'), RANKS.edit],
    ['a warning that left its list', warnedOf('alone'), RANKS.alert],
    ['the countdown of a key', keyExpiry, RANKS.rest],
    ['a ticket that is shown whole', makeShownTicket(), undefined],
    ['one that was past at first sight', makeClosedTicket(past), undefined],
  ])('%s', (_what, deliverable, rank) => {
    expect(rankOf(deliverable)).toBe(rank);
  });

  test('stays for a message that must wait, has an open attempt or is not published yet', () => {
    expect(rankOf(makeTicket({ retries: { card: retry } }))).toBe(RANKS.card);
    expect(rankOf(makeTicket({ publishedVersion: 0 }))).toBe(RANKS.card);
    expect(rankOf(makeTicket({ attempt: { ...attempt, name: 'card' } }))).toBe(RANKS.card);
    expect(rankOf(makeShownTicket({ attempt: { ...attempt, name: 'closed-2' } }))).toBe(RANKS.edit);
  });
});

describe('within a rank (R18)', () => {
  const inOrder = (...deliverables: Deliverable[]): Deliverable[] =>
    deliverables
      .map((deliverable) => ({ deliverable, rank: rankOf(deliverable) ?? 9, ...urgencyOf(deliverable) }))
      .sort(byUrgency)
      .map(({ deliverable }) => deliverable);
  const question = (fields: TicketFields = {}) =>
    makeTicket({ source: 'product', kind: 'question', inquiryId: '2', answerId: '0', ...fields });

  test('the sooner deadline goes first, and no deadline overtakes a rank', () => {
    const [card, late, soon] = [
      makeTicket({ dueAt: NOW }),
      makeTicket({ dueAt: NOW + 2 * HOUR, history: step(NOW + 2 * HOUR) }),
      makeTicket({ dueAt: NOW + HOUR, history: step(NOW + HOUR) }),
    ];
    expect(inOrder(card, late, soon)).toEqual([soon, late, card]);
  });

  test('a hand-over goes before a question whose deadline is sooner, in lists, too', () => {
    const sooner = question({ dueAt: NOW });
    const members = [memberOf(sooner.key)];
    const list = makeList({ members, by: NOW });
    const handOver = makeTicket({ dueAt: NOW + HOUR });
    expect(inOrder(list, sooner, handOver)).toEqual([handOver, list, sooner]);
    const warning = question({ dueAt: NOW, history: step(NOW) });
    expect(inOrder(handOver, warning)).toEqual([warning, handOver]);
  });

  test('a row has the urgency of its ticket, and the row of a notice that of its last change', () => {
    for (const ticket of [makeTicket(), question()])
      expect(urgencyOfRow(rowOf(ticket))).toEqual(urgencyOf(ticket));
    expect(urgencyOf(makeBlindness())).toEqual({ place: 0, by: makeBlindness().outbox.changedAt });
    const { dueAt: _, ...ofNotice } = {
      ...makeRow({ changedAt: NOW }),
      notice: `blind/call-center/${NOW}` as const,
    };
    expect(urgencyOfRow(ofNotice)).toEqual({ place: 0, by: NOW });
  });
});

const notice = { ...VENDOR, notice: 'list/made-up' } as const;

test('a ticket and a notice are named in a single line', () => {
  expect(deliverableId(makeKey())).toBe('KR/A00012345/call-center/1000000001/700000001');
  expect(deliverableId(notice)).toBe('KR/A00012345/list/made-up');
});

test('only the key of a row is kept', () => {
  expect(ticketKeyOf(makeRow())).toEqual(makeKey());
  const row = { ...notice, version: 1 };
  expect(noticeKeyOf(row)).toEqual(notice);
});
