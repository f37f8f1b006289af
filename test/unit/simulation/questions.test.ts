import { describe, expect, test } from '@jest/globals';
import { deliverableId } from '../../../lib/domain/delivery/deliverable.ts';
import { compareHandOvers, type HandOverLog } from '../../simulation/judge/compare.ts';
import { type Endpoint, restOf } from '../../simulation/inconsistent/habits.ts';
import { createJudge } from '../../simulation/judge/judge.ts';
import { judgedQuestions } from '../../simulation/judge/judged-source.ts';
import { VENDOR } from '../../simulation/create-world.ts';
import { createRecord } from '../../simulation/inconsistent/record.ts';
import { HOUR, MINUTE, NOW } from '../../fixtures/domain/made-up.ts';
import { makeTicket } from '../../fixtures/domain/make-ticket.ts';
import { describeDays, seedsUpTo } from './describe-days.ts';

const message = { name: 'card', ts: '1.1', channel: 'C0MADEUP', version: 1, state: 'open', edits: 0 };

describeDays('questions', {
  command: '--questions',
  seeds: seedsUpTo(20),
  moreThan: { questions: 150, requests: 150, checks: 5000 },
  mostSeeds: 100,
});

describe('a warning 26 minutes after a question’s end, or 46 after that of one in ALL', () => {
  type Case = {
    end?: 'remove' | 'answer';
    /** In minutes: when a list showed the question after the beginning, and when a younger one came. */
    listedAt?: number;
    inAllAt?: number;
    youngerAt?: number;
    brokenRow?: boolean;
  };
  const isCaughtIn = async ({
    end = 'remove',
    listedAt,
    inAllAt,
    youngerAt,
    brokenRow,
  }: Case): Promise<boolean> => {
    let time = NOW;
    const { questions: truth } = await createRecord(VENDOR, { now: () => time });
    const [older, inquiryId] = [await truth.ask(2 * HOUR), await truth.ask(HOUR)];
    const habit = { is: 'breaks-row', rest: restOf(older, 5) } as const;
    const found: string[] = [];
    time += 1;
    await truth[end](inquiryId);
    if (youngerAt !== undefined) {
      time = NOW + youngerAt * MINUTE;
      await truth.ask();
    }
    const spells = brokenRow ? [{ from: NOW, until: NOW + MINUTE, habit }] : [];
    const judge = createJudge({
      of: judgedQuestions(truth, spells),
      report: ({ rule }) => found.push(rule),
    });
    const show = (endpoint: Endpoint, minute: number): void => {
      const at = NOW + minute * MINUTE;
      const rows = [{ inquiryId, rowsAt: at, postsAt: at, shows: ['0'], isTimed: false }];
      judge.onCall({ at, endpoint, ok: true, rows });
    };
    show('NOANSWER', -2);
    if (listedAt !== undefined) show('NOANSWER', listedAt);
    if (inAllAt !== undefined) show('ALL', inAllAt);
    // ALL must lack a question that it showed for 20 minutes more.
    time = NOW + (inAllAt === undefined ? 26 : 46) * MINUTE;
    const ticket = makeTicket({ source: 'product', kind: 'question', inquiryId, answerId: '0' });
    const warning = { ...message, name: 'step/1h/1', deliverable: deliverableId(ticket.key), postedAt: time };
    judge.check({ now: time, tickets: [ticket], notices: [], messages: [warning] });
    return found.includes('warned');
  };

  test.each<[string, Case, boolean]>([
    ['ALL showed it before', { inAllAt: -1 }, true],
    ['a younger one is in ALL', { youngerAt: 0 }, true],
    ['NOANSWER showed it still (seed 507)', { inAllAt: -1, listedAt: 2 }, false],
    ['ALL showed it still', { inAllAt: 2 }, false],
    ['ALL never showed it or a younger one (seed 336)', {}, false],
    ['a younger one came after the look-up', { youngerAt: 3 }, false],
    ['a row of its dates is unreadable (seed 352)', { inAllAt: -1, brokenRow: true }, false],
    ['a comment ended it, which NOANSWER lags behind', { end: 'answer', listedAt: 2 }, true],
    ['a comment ended it, and another row is unreadable', { end: 'answer', brokenRow: true }, true],
  ])('is judged if %s', async (_what, world, isCaughtThen) => {
    expect(await isCaughtIn(world)).toBe(isCaughtThen);
  });
});

describe('a hand-over that is announced later because of the questions', () => {
  const ticket = makeTicket();
  const { market, vendorId, source, inquiryId } = ticket.key;
  const inquiry = `${market}/${vendorId}/${source}/${inquiryId}`;
  const log = (postedAt: number, shown = [deliverableId(ticket.key)]): HandOverLog => ({
    calls: [],
    ofRecentWeek: new Map([inquiry, ...shown].map((id) => [id, 0])),
    tickets: [ticket],
    messages: [{ ...message, deliverable: deliverableId(ticket.key), postedAt }],
  });

  // Seeds 6081 and 6056.
  test.each([200, 1000, 1200])('may wait %s ms for the post before it', (laterMs) => {
    expect(compareHandOvers(log(laterMs), log(0))).toBeUndefined();
  });

  test('may not wait for more than one post', () => {
    expect(compareHandOvers(log(1201), log(0))).toMatchObject({ rule: 'later' });
  });

  // Seed 448.
  test.each([
    ['step/3h/1', 'product', undefined],
    ['card', 'product', { rule: 'later' }],
    ['step/3h/1', 'call-center', { rule: 'later' }],
  ])(
    'may wait 2400 ms after the post %s of a %s ticket only if that warns of a question',
    (name, of, found) => {
      const before = `${market}/${vendorId}/${of}/1/0`;
      const { messages, ...both } = log(2400);
      const warning = { ...message, name, deliverable: before, postedAt: 500 };
      const violation = compareHandOvers({ ...both, messages: [...messages, warning] }, log(0));
      expect(violation && { rule: violation.rule }).toEqual(found);
    },
  );

  // Seed 418: the row that showed the inquiry showed no post that asks.
  test.each([
    [60_000, undefined],
    [60_001, { rule: 'later' }],
  ])('may wait %s ms if only a look-up showed its post', (laterMs, found) => {
    const violation = compareHandOvers(log(laterMs), log(0, []));
    expect(violation && { rule: violation.rule }).toEqual(found);
  });
});
