import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { attentionTime } from '../../../../lib/domain/delivery/attention-time.ts';
import { makeAllClear, makeBlindness, makeList } from '../../../fixtures/domain/make-notice.ts';
import {
  makeClosedTicket,
  makeShownTicket,
  makeTicket,
  withoutFields,
  withFields,
} from '../../../fixtures/domain/make-ticket.ts';
import { HANDED_OVER_AT, DAY, HOUR, MINUTE, NOW, SECOND } from '../../../fixtures/domain/made-up.ts';

/** The time of its next look at the ladder. */
const nextStepAt = HANDED_OVER_AT + 21 * HOUR;

const refused = (forMs: number) => ({
  card: { at: NOW + forMs, version: 1, since: NOW - 25 * HOUR, times: 100, reason: 'made_up_word' },
});

describe('attentionTime of a notice (R24)', () => {
  const shown = { channel: 'C0CS', ts: '1.1' };

  test('unpublished or not shown: now; shown: absent', () => {
    expect(attentionTime(makeList({}, { version: 2, publishedVersion: 1 }), NOW)).toBe(NOW);
    expect(attentionTime(makeList(), NOW)).toBe(NOW);
    expect(attentionTime(makeList({}, { ...shown, shownVersion: 1 }), NOW)).toBeUndefined();
    // It is to link to its cards.
    expect(attentionTime(makeList({}, shown), NOW)).toBe(NOW);
    expect(attentionTime(makeList({ of: 'breach' }, shown), NOW)).toBeUndefined();
  });

  test('R17: open blindness and a counting all-clear are due in each run; ended ones never', () => {
    const asShown = { ...shown, shownVersion: 1 };
    expect(attentionTime(makeBlindness({}, asShown), NOW)).toBe(NOW);
    expect(attentionTime(makeBlindness({ state: 'over', until: NOW }, asShown), NOW)).toBeUndefined();
    expect(attentionTime(makeAllClear({ state: 'counting' }, asShown), NOW)).toBe(NOW);
    expect(attentionTime(makeAllClear({}, asShown), NOW)).toBeUndefined();
  });
});

describe('attentionTime', () => {
  test('R3: an unpublished ticket is due now, even if it waits for something else', () => {
    const ticket = makeShownTicket({ publishedVersion: 0, retries: refused(HOUR) });
    expect(attentionTime(ticket, NOW)).toBe(NOW);
  });

  test('R3: a ticket that nobody has tried to show is due now', () => {
    expect(attentionTime(makeTicket(), NOW)).toBe(NOW);
    expect(attentionTime(makeShownTicket({ version: 2, publishedVersion: 2, shownVersion: 1 }), NOW)).toBe(
      NOW,
    );
  });

  test('R3: a refused message is due at its next try', () => {
    expect(attentionTime(makeTicket({ nextStepAt, retries: refused(MINUTE) }), NOW)).toBe(NOW + MINUTE);
  });

  test('R3: a wait that is over is due now', () => {
    expect(attentionTime(makeTicket({ retries: refused(-MINUTE) }), NOW)).toBe(NOW);
  });

  const attempt = { name: 'card', at: NOW - SECOND, token: 'made-up', channel: 'C0CS' } as const;

  test('R3, R19: an open attempt is due at its look-up', () => {
    expect(attentionTime(makeTicket({ nextStepAt, attempt }), NOW)).toBe(NOW + 59 * SECOND);
  });

  test('R3: an attempt keeps a ticket in the index even if all is shown', () => {
    expect(attentionTime(makeClosedTicket({ attempt: { ...attempt, name: 'closed-2' } }), NOW)).toBe(
      NOW + 59 * SECOND,
    );
  });

  test('R3, R21: a step before the end of a wait counts: it is announced at once', () => {
    const waiting = { nextStepAt: NOW + MINUTE, retries: refused(HOUR) };
    expect(attentionTime(makeTicket(waiting), NOW)).toBe(NOW + MINUTE);
    expect(attentionTime(makeTicket({ retries: refused(HOUR) }), NOW)).toBe(NOW);
  });

  test.each(['open', 'unverified'] as const)(
    'R3: %s and shown: due at the next look at its ladder',
    (state) => {
      expect(attentionTime(makeShownTicket({ state, nextStepAt }), NOW)).toBe(nextStepAt);
    },
  );

  test('R3: a ladder not looked at since the facts changed is due since that change', () => {
    const changedAt = NOW - 5 * MINUTE;
    expect(attentionTime(makeShownTicket({ changedAt }), NOW)).toBe(changedAt);
    expect(attentionTime(makeShownTicket({ nextStepAt: NOW - HOUR }), NOW)).toBe(NOW - HOUR);
  });

  test('R3: a closed, published and shown ticket leaves the index', () => {
    expect(attentionTime(makeClosedTicket(), NOW)).toBeUndefined();
  });

  test('R3: a closed ticket stays while a line of its thread is owed', () => {
    expect(attentionTime(makeClosedTicket({ posted: {} }), NOW)).toBe(NOW);
  });

  test('R15: a closed ticket stays while Coupang still lists it', () => {
    expect(attentionTime(makeClosedTicket({ fingerprint: 'made-up' }), NOW)).toBe(NOW + HOUR);
  });

  test('D5: a ticket past at first sight owes Slack nothing', () => {
    const past = withoutFields(
      makeClosedTicket({ announcement: 'none', shownVersion: 0, posted: {} }),
      'channel',
      'ts',
    );
    expect(attentionTime(withFields(past, { fingerprint: 'made-up' }), NOW)).toBe(NOW + HOUR);
    expect(attentionTime(past, NOW)).toBeUndefined();
  });

  test('R3: for any ticket the time is never before now, and a ticket leaves only closed, published and shown', () => {
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
