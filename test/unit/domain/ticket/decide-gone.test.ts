import { describe, expect, test } from '@jest/globals';
import { decideGone } from '../../../../lib/domain/ticket/decide-gone.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makePost, makeSystemPost, makeVendorPost } from '../../../fixtures/domain/make-post.ts';
import { makeClosedTicket, makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { ASKED_AT, DAY, HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';

const NOW = ASKED_AT + 3 * HOUR;
const ended = makePost({ transfer: 'answered', needAnswer: false });
const silent = makeInquiry({ posts: [makePost()] });

describe('decideGone', () => {
  test('R14: closes with the outcome that the look-up showed', () => {
    const { change, lookUpAgainAt } = decideGone(
      makeTicket(),
      makeInquiry({ posts: [ended, makeVendorPost()] }),
      NOW,
    );
    expect(change).toMatchObject({
      event: 'TicketClosed',
      facts: {
        state: 'closed',
        outcome: 'answered',
        closedAt: NOW,
        answeredAt: ASKED_AT + 2 * HOUR,
        inTime: true,
        history: [{ name: 'closed-2', at: NOW }],
      },
    });
    expect(lookUpAgainAt).toBeUndefined();
  });

  test('R16: an automatic closing owes the channel a breach line', () => {
    const { change } = decideGone(makeTicket(), makeInquiry({ posts: [ended, makeSystemPost()] }), NOW);
    expect(change?.facts).toMatchObject({
      outcome: 'auto-closed',
      inTime: false,
      history: [{ name: 'breach', at: NOW }],
    });
  });

  test('R14: unverified stays open and says so, and any listing gets a second look', () => {
    const { change, lookUpAgainAt } = decideGone(makeTicket(), silent, NOW);
    expect(change).toMatchObject({ event: 'TicketChanged', facts: { state: 'unverified' } });
    expect(change?.facts).not.toHaveProperty('fingerprint');
    expect(change?.facts).not.toHaveProperty('closedAt');
    expect(lookUpAgainAt).toBe(NOW + 5 * MINUTE);
  });

  test('R14: a look-up that found nothing is unverified, not resolved', () => {
    expect(decideGone(makeTicket(), undefined, NOW).change?.facts.state).toBe('unverified');
  });

  test('R14: an unverified ticket is not written again, only looked up later', () => {
    expect(decideGone(makeTicket({ state: 'unverified', lookUps: 1 }), silent, NOW)).toEqual({
      lookUpAgainAt: NOW + 10 * MINUTE,
      stillAsks: true,
    });
  });

  test('R14: a post that says answered without a sign of how closes as unknown at once', () => {
    expect(decideGone(makeTicket(), makeInquiry({ posts: [ended] }), NOW).change?.facts).toMatchObject({
      state: 'closed',
      outcome: 'unknown',
    });
  });

  test('R14: an answer that names no post, while the flag still asks, is believed at the second look-up', () => {
    const contradicted = makeInquiry({ posts: [makePost(), makeVendorPost()] });
    const first = decideGone(makeTicket({ lookUps: 3 }), contradicted, NOW);
    expect(first).toMatchObject({ change: { facts: { state: 'unverified' } } });
    const unverified = makeTicket({ state: 'unverified', lookUps: 1 });
    expect(decideGone(unverified, contradicted, NOW).change?.facts.outcome).toBe('answered');
  });

  test('R14: look-ups back off to hourly and stay there', () => {
    const waits = [0, 1, 2, 3, 4, 5, 400].map((lookUps) => {
      const again = decideGone(makeTicket({ state: 'unverified', lookUps }), undefined, NOW).lookUpAgainAt;
      return ((again ?? 0) - NOW) / MINUTE;
    });
    expect(waits).toEqual([5, 10, 20, 60, 60, 60, 60]);
  });

  test('R14: seven days after dueAt it closes as unknown, not before', () => {
    const ticket = makeTicket({ state: 'unverified' });
    const end = ticket.facts.dueAt + 7 * DAY;
    expect(decideGone(ticket, silent, end - 1).change).toBeUndefined();
    expect(decideGone(ticket, silent, end)).toMatchObject({
      change: { event: 'TicketClosed', facts: { state: 'closed', outcome: 'unknown' } },
    });
  });

  test('R15: a closed ticket may leave the index when its late listing ends', () => {
    const { change } = decideGone(
      makeClosedTicket({ kind: 'confirm', fingerprint: 'made-up' }),
      undefined,
      NOW,
    );
    expect(change?.facts.state).toBe('closed');
    expect(change?.facts).not.toHaveProperty('fingerprint');
  });

  test('a closed ticket is left alone', () => {
    expect(decideGone(makeClosedTicket(), silent, NOW)).toEqual({ stillAsks: true });
  });

  test.each(['unsure', 'none'] as const)(
    'R7: with absence %s a ticket that still asks stays as it is',
    (absence) => {
      const late = ASKED_AT + 9 * DAY;
      for (const now of [NOW, late])
        expect(decideGone(makeTicket(), silent, now, absence)).toEqual({
          lookUpAgainAt: now + 5 * MINUTE,
          stillAsks: true,
        });
      const answered = makeInquiry({ posts: [ended, makeVendorPost()] });
      expect(decideGone(makeTicket(), answered, NOW, absence)).toMatchObject({
        change: { facts: { outcome: 'answered' } },
        stillAsks: false,
      });
    },
  );

  test('R7: an answer that names no post is believed at the second look-up of an absence, never while it is listed', () => {
    const contradicted = makeInquiry({ posts: [makePost(), makeVendorPost()] });
    const outcome = (lookUps: number, absence: 'unsure' | 'none') =>
      decideGone(makeTicket({ lookUps }), contradicted, NOW, absence).change?.facts.outcome;
    expect([outcome(0, 'unsure'), outcome(1, 'unsure'), outcome(1, 'none')]).toEqual([
      undefined,
      'answered',
      undefined,
    ]);
  });

  test('R15: an older copy in a list stays closed and is looked up again', () => {
    const copied = makeClosedTicket({ stillListed: true, fingerprint: 'made-up', lookUps: 1 });
    expect(decideGone(copied, silent, NOW, 'none')).toEqual({
      lookUpAgainAt: NOW + 10 * MINUTE,
      stillAsks: true,
    });
  });
});
