import { describe, expect, test } from '@jest/globals';
import { deliverableId } from '../../../lib/domain/delivery/deliverable.ts';
import type { Breakage } from '../../simulation/breakage.ts';
import * as planted from '../../simulation/planted/questions.ts';
import { compareHandOvers, type HandOverLog } from '../../simulation/questions/compare.ts';
import { questionDay } from '../../simulation/questions/question-day.ts';
import { formatTrace } from '../../simulation/trace.ts';
import { makeTicket } from '../../fixtures/domain/make-ticket.ts';

const SEEDS = 20;
const MOST_SEEDS = 100;

const isCaught = async (breakage: Breakage, rule: string): Promise<boolean> => {
  for (let seed = 0; seed < MOST_SEEDS; seed += 1) {
    const { violation } = await questionDay(seed, breakage);
    if (violation?.rule === rule) return true;
  }
  return false;
};

describe('a day on which two vendors read hand-overs and questions', () => {
  test(`the judge finds nothing in ${SEEDS} days`, async () => {
    const sums: Record<string, number> = {};
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const { violation, counts, trace } = await questionDay(seed);
      if (violation) {
        const words = `npm run simulate -- --questions --seed ${seed}\n${violation.rule}: ${violation.problem}`;
        throw new Error(`${words}\n${formatTrace(trace, violation.concerns)}`);
      }
      for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
    }
    // Days without questions, hand-overs or cards would satisfy every judge.
    expect(sums['questions']).toBeGreaterThan(150);
    expect(sums['handOvers']).toBeGreaterThan(150);
    expect(sums['checks']).toBeGreaterThan(1000);
  });

  test('replays a seed to the same trace, and another seed to another trace', async () => {
    const [first, again, other] = [await questionDay(1), await questionDay(1), await questionDay(2)];

    expect(formatTrace(again.trace)).toBe(formatTrace(first.trace));
    expect(formatTrace(other.trace)).not.toBe(formatTrace(first.trace));
  });

  test.each(
    (
      [
        [planted.someQuestionsIgnored, 'announced'],
        [planted.commentsUnseen, 'warned'],
        [planted.allIgnored, 'deleted'],
        [planted.commentsMadeUp, 'announced'],
        [planted.twoTickets, 'twice'],
        [planted.flappingComments, 'flaps'],
        [planted.pastUnreported, 'past'],
        [planted.refusalStopsHandOvers, 'call'],
        [planted.questionsGoFirst, 'later'],
      ] as const
    ).map(([breakage, rule]): [string, Breakage, string] => [breakage.name, breakage, rule]),
  )('catches %s', async (_name, breakage, rule) => {
    expect(await isCaught(breakage, rule)).toBe(true);
  });
});

describe('a hand-over that is announced later because of the questions', () => {
  const ticket = makeTicket();
  const message = { name: 'card', ts: '1.1', channel: 'C0MADEUP', version: 1, state: 'open', edits: 0 };
  const { market, vendorId, source, inquiryId } = ticket.key;
  const log = (postedAt: number): HandOverLog => ({
    calls: [],
    ofRecentWeek: new Set([`${market}/${vendorId}/${source}/${inquiryId}`]),
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
});
