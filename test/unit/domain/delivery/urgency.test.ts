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
  withoutFields,
} from '../../../fixtures/domain/make-ticket.ts';
import { HOUR, NOW, VENDOR, HANDED_OVER_AT, DAY, MINUTE, SECOND } from '../../../fixtures/domain/made-up.ts';
import { fc } from '../../../fixtures/fast-check.ts';
import { attentionTime } from '../../../../lib/domain/delivery/attention-time.ts';

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

/** The time of its next look at the ladder. */
const nextStepAt = HANDED_OVER_AT + 21 * HOUR;

const refused = (forMs: number) => ({
  card: { at: NOW + forMs, version: 1, since: NOW - 25 * HOUR, times: 100, reason: 'made_up_word' },
});

describe('attentionTime of a notice (R24)', () => {
  test('is now while it is unpublished or not shown, and absent once it is shown', () => {
    expect(attentionTime(makeList({}, { version: 2, publishedVersion: 1 }), NOW)).toBe(NOW);
    expect(attentionTime(makeList(), NOW)).toBe(NOW);
    expect(attentionTime(makeList({}, { ...shown, shownVersion: 1 }), NOW)).toBeUndefined();
    // It is to link to its cards.
    expect(attentionTime(makeList({}, shown), NOW)).toBe(NOW);
    expect(attentionTime(makeList({ of: 'breach' }, shown), NOW)).toBeUndefined();
  });

  test('R17: an open blindness is due in each run, an ended one and an all-clear never', () => {
    const asShown = { ...shown, shownVersion: 1 };
    expect(attentionTime(makeBlindness({}, asShown), NOW)).toBe(NOW);
    expect(attentionTime(makeBlindness({ state: 'over', until: NOW }, asShown), NOW)).toBeUndefined();
    expect(attentionTime(makeAllClear({}, asShown), NOW)).toBeUndefined();
  });
});

describe('attentionTime', () => {
  test('R3: is now for an unpublished ticket, even if it waits for something else', () => {
    const ticket = makeShownTicket({ publishedVersion: 0, retries: refused(HOUR) });
    expect(attentionTime(ticket, NOW)).toBe(NOW);
  });

  test('R3: is now for a ticket that was never attempted', () => {
    expect(attentionTime(makeTicket(), NOW)).toBe(NOW);
    expect(attentionTime(makeShownTicket({ version: 2, publishedVersion: 2, shownVersion: 1 }), NOW)).toBe(
      NOW,
    );
  });

  test('R3: is the next try of a refused message', () => {
    expect(attentionTime(makeTicket({ nextStepAt, retries: refused(MINUTE) }), NOW)).toBe(NOW + MINUTE);
  });

  test('R3: is now if a wait is over', () => {
    expect(attentionTime(makeTicket({ retries: refused(-MINUTE) }), NOW)).toBe(NOW);
  });

  const openAttempt = { name: 'card', at: NOW - SECOND, token: 'made-up', channel: 'C0CS' } as const;

  test('R3, R19: is the look-up of an open attempt', () => {
    expect(attentionTime(makeTicket({ nextStepAt, attempt: openAttempt }), NOW)).toBe(NOW + 59 * SECOND);
  });

  test('R3: is set while an attempt is open, even if all is shown', () => {
    expect(attentionTime(makeClosedTicket({ attempt: { ...openAttempt, name: 'closed-2' } }), NOW)).toBe(
      NOW + 59 * SECOND,
    );
  });

  test('R3, R21: is the next step if that comes before the end of a wait, since it is announced at once', () => {
    const waiting = { nextStepAt: NOW + MINUTE, retries: refused(HOUR) };
    expect(attentionTime(makeTicket(waiting), NOW)).toBe(NOW + MINUTE);
    expect(attentionTime(makeTicket({ retries: refused(HOUR) }), NOW)).toBe(NOW);
  });

  test.each(['open', 'unverified'] as const)(
    'R3: is the next check of the ladder if the ticket is %s and shown',
    (state) => {
      expect(attentionTime(makeShownTicket({ state, nextStepAt }), NOW)).toBe(nextStepAt);
    },
  );

  test('R3: is the last change of the facts if the ladder was not checked since', () => {
    const changedAt = NOW - 5 * MINUTE;
    expect(attentionTime(makeShownTicket({ changedAt }), NOW)).toBe(changedAt);
    expect(attentionTime(makeShownTicket({ nextStepAt: NOW - HOUR }), NOW)).toBe(NOW - HOUR);
  });

  test('R3: is absent for a closed, published and shown ticket', () => {
    expect(attentionTime(makeClosedTicket(), NOW)).toBeUndefined();
  });

  test('R3: is set for a closed ticket while a line of its thread is pending', () => {
    expect(attentionTime(makeClosedTicket({ posted: {} }), NOW)).toBe(NOW);
  });

  test('R15: is set for a closed ticket while Coupang still lists it', () => {
    expect(attentionTime(makeClosedTicket({ fingerprint: 'made-up' }), NOW)).toBe(NOW + DAY);
  });

  test('D5: is absent for a ticket that was past at first sight, since nothing of it is sent', () => {
    const past = withoutFields(
      makeClosedTicket({ announcement: 'none', shownVersion: 0, posted: {} }),
      'channel',
      'ts',
    );
    expect(attentionTime(withFields(past, { fingerprint: 'made-up' }), NOW)).toBe(NOW + DAY);
    expect(attentionTime(past, NOW)).toBeUndefined();
  });

  test('R3: is never before now, and absent only for a closed, published and shown ticket', () => {
    const any = fc.record({
      state: fc.constantFrom('open' as const, 'unverified' as const, 'closed' as const),
      version: fc.integer({ min: 1, max: 3 }),
      publishedVersion: fc.nat({ max: 3 }),
      shownVersion: fc.nat({ max: 3 }),
      posted: fc.constantFrom({}, { 'changed-2': '1.1' }),
      dueAt: fc.integer({ min: NOW - 9 * DAY, max: NOW + DAY }),
    });
    const listed = fc.constantFrom({}, { fingerprint: 'made-up' });
    fc.assert(
      fc.property(any, listed, (fields, more) => {
        const ticket = makeShownTicket({ ...fields, ...more, history: [{ name: 'changed-2', at: NOW }] });
        const at = attentionTime(ticket, NOW);
        if (at !== undefined) expect(at).toBeGreaterThanOrEqual(NOW);
        else {
          expect(ticket.facts.state).toBe('closed');
          expect(ticket.facts.fingerprint).toBeUndefined();
          expect(ticket.outbox.publishedVersion).toBeGreaterThanOrEqual(ticket.outbox.version);
          expect(ticket.delivery.shownVersion).toBeGreaterThanOrEqual(ticket.outbox.version);
          expect(ticket.delivery.posted).toHaveProperty('changed-2');
        }
      }),
    );
  });
});
