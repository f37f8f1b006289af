import { describe, expect, test } from '@jest/globals';
import { deliverableId } from '../../../lib/domain/delivery/deliverable.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { createJudge } from '../../simulation/judge/judge.ts';
import { judgedHandOvers } from '../../simulation/judge/judged-source.ts';
import { VENDOR } from '../../simulation/create-world.ts';
import { createRecord } from '../../simulation/inconsistent/record.ts';
import { DAY, MINUTE, NOW } from '../../fixtures/domain/made-up.ts';
import { makeTicket } from '../../fixtures/domain/make-ticket.ts';
import { describeDays, seedsUpTo } from './describe-days.ts';

describeDays('inconsistent', {
  command: '--inconsistent',
  seeds: seedsUpTo(30),
  moreThan: { requests: 150, checks: 5000, notices: 10 },
  mostSeeds: 200,
});

describe('the judge of an inconsistent day', () => {
  const createDay = async (stampErrorMs: number) => {
    let time = NOW;
    const { handOvers: truth } = await createRecord(VENDOR, { now: () => time });
    const found: string[] = [];
    const report = ({ rule }: { rule: string }): number => found.push(rule);
    const judge = createJudge({ of: judgedHandOvers(truth, [], stampErrorMs), report });
    return { truth, judge, found, goTo: (minute: number) => (time = NOW + minute * MINUTE) };
  };

  test.each([
    ['wrong times may date the answer after it (seed 695)', 9, 25, false],
    ['the times are right', 0, 25, true],
    ['the lists cannot lag so long', 9, 145, true],
  ])('a request four minutes after an answer needs a card: %s', async (_what, error, minutes, needsCard) => {
    const { truth, judge, found, goTo } = await createDay(error * MINUTE);
    const inquiryId = await truth.handOver('NO_ANSWER');
    await truth.answer(inquiryId);
    goTo(4);
    await truth.askAgain(inquiryId, 'NO_ANSWER');
    const shows = truth.openRequests(inquiryId).map(({ answerId }) => answerId);
    for (let minute = 5; minute < minutes; minute += 1) {
      const at = NOW + minute * MINUTE;
      const rows = [{ inquiryId, rowsAt: at, postsAt: at, shows, isTimed: true }];
      for (const endpoint of ['NO_ANSWER', 'TRANSFER'] as const)
        judge.onCall({ at, endpoint, ok: true, rows: endpoint === 'TRANSFER' ? [] : rows });
    }
    judge.check({ now: NOW + minutes * MINUTE, tickets: [], notices: [], messages: [] });
    expect(found.includes('card')).toBe(needsCard);
  });

  test.each<[string, string, { days: number; firstRow?: number }, boolean]>([
    ['a card without a post, of older dates (seed 826)', 'after-1', { days: 9 }, false],
    ['a card with a post, of older dates', 'own', { days: 9 }, true],
    ['a card without a post, of the recent week', 'after-1', { days: 1 }, true],
    ['a list first showed it ten minutes after the end (seed 1181)', 'own', { days: 1, firstRow: 10 }, false],
  ])('a warning 30 minutes after the end: %s', async (_what, of, { days, firstRow = 0 }, isCaughtThen) => {
    const { truth, judge, found } = await createDay(0);
    const inquiryId = await truth.handOver('NO_ANSWER', 0, days * DAY);
    const [request] = truth.openRequests(inquiryId);
    await truth.withdraw(inquiryId);
    const ticket = makeTicket({ inquiryId, answerId: of === 'own' ? (request?.answerId ?? '') : of });
    const at = NOW + firstRow * MINUTE;
    const rows = [{ inquiryId, rowsAt: NOW, postsAt: NOW, shows: [], isTimed: true }];
    judge.onCall({ at, endpoint: 'older', ok: true, rows });
    const posted = { ts: '1.1', channel: 'C0MADEUP', version: 1, state: 'open', edits: 0 };
    const now = NOW + 30 * MINUTE;
    const warning = { ...posted, name: 'step/1h/1', deliverable: deliverableId(ticket.key), postedAt: now };
    judge.check({ now, tickets: [ticket], notices: [], messages: [warning] });
    expect(found.includes('warned')).toBe(isCaughtThen);
  });

  test('the card of an old post is that of the newer request whose row an old copy shows (seed 2234)', async () => {
    const { truth, judge, found, goTo } = await createDay(0);
    const inquiryId = await truth.handOver('TRANSFER');
    const old = truth.openRequests(inquiryId)[0]?.answerId ?? '';
    goTo(3);
    await truth.decide(inquiryId);
    goTo(24);
    await truth.askAgain(inquiryId, 'TRANSFER');
    const [first, second] = ['after-0', old].map((answerId) => makeTicket({ inquiryId, answerId }));
    const posted = { ts: '1.1', channel: 'C0MADEUP', version: 1, state: 'open', edits: 0, name: 'card' };
    const cardOf = (ticket: Ticket | undefined, minute: number) => ({
      ...posted,
      deliverable: ticket ? deliverableId(ticket.key) : '',
      postedAt: NOW + minute * MINUTE,
    });
    const tickets = [first, second].filter((ticket) => ticket !== undefined);
    const messagesAt = (minute: number) => [cardOf(first, 2), cardOf(second, minute)];
    const judged = (minute: number): string[] => {
      judge.check({ now: NOW + 30 * MINUTE, tickets, notices: [], messages: messagesAt(minute) });
      return found.splice(0);
    };
    expect([judged(30), judged(2)]).toEqual([[], ['twice']]);
  });
});
