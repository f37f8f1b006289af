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

  const attempt = { name: 'card', at: NOW - SECOND, token: 'made-up', channel: 'C0CS' } as const;

  test('R3, R19: is the look-up of an open attempt', () => {
    expect(attentionTime(makeTicket({ nextStepAt, attempt }), NOW)).toBe(NOW + 59 * SECOND);
  });

  test('R3: is set while an attempt is open, even if all is shown', () => {
    expect(attentionTime(makeClosedTicket({ attempt: { ...attempt, name: 'closed-2' } }), NOW)).toBe(
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
