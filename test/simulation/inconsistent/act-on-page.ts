import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import type { Random } from '../random.ts';
import type { Questions } from './record.ts';

/** How buyers and the seller of a day behave. */
export type Buyers = {
  /** How often something happens in a minute. */
  acts: number;
  mostOpen: number;
  /** How many unanswered and answered questions there are when the day begins. */
  before: number;
  /** How often a buyer deletes a question, rather than that the seller answers it. */
  deletes: number;
  /** How often a buyer asks again, the seller deletes a comment, or Coupang hides it. */
  oddities: number;
};

export const drawBuyers = (random: Random): Buyers => ({
  acts: random.pick([0.05, 0.1, 0.2]),
  mostOpen: random.pick([2, 4, 8, 15]),
  before: random.chance(0.05) ? random.between(250, 450) : random.pick([0, 2, 6, 14]),
  deletes: random.pick([0.1, 0.3, 0.5]),
  oddities: random.pick([0, 0.1, 0.3]),
});

/** How long ago a buyer asked what appears only now. Most steps of a ladder come soon after one of them. */
const AGES_MS = [5 * MINUTE_MS, 20 * HOUR_MS, 20.3 * HOUR_MS, 22.2 * HOUR_MS, 23.1 * HOUR_MS] as const;
const drawAge = (random: Random): number => random.pick(AGES_MS) + random.below(50) * MINUTE_MS;

/** Creates the questions that are there when the day begins. */
export const askBefore = async (truth: Questions, random: Random, { before }: Buyers): Promise<void> => {
  for (let count = before; count > 0; count -= 1) {
    const isRecent = random.chance(before > 100 ? 0.1 : 0.5);
    const agoMs = isRecent ? drawAge(random) : random.below(29 * 24) * HOUR_MS;
    const inquiryId = await truth.ask(agoMs);
    if (random.chance(0.15)) await truth.answer(inquiryId);
  }
};

/** One random event on the product pages. The result describes the event, for the trace. */
export const actOnPage = async (
  truth: Questions,
  random: Random,
  buyers: Buyers,
  now: number,
): Promise<[string, string] | undefined> => {
  const questions = truth.latest();
  const open = questions.filter(({ list }) => list === 'NOANSWER').map(({ inquiryId }) => inquiryId);
  if (open.length < buyers.mostOpen && random.chance(open.length < 2 ? 0.8 : 0.4)) {
    const agoMs = random.chance(0.5) ? 0 : drawAge(random);
    return ['ask', `${await truth.ask(agoMs)} ${agoMs / MINUTE_MS} min ago`];
  }
  if (random.chance(buyers.oddities)) {
    const answered = questions.filter(
      ({ list, comments, inquiryAt }) =>
        list !== 'DELETED' && comments.length > 0 && now - inquiryAt < 25 * DAY_MS,
    );
    const id = random.pickAny(answered)?.inquiryId;
    if (id === undefined) return undefined;
    const how = random.pick(['askAgain', 'askAgain', 'deleteComment'] as const);
    await truth[how](id);
    return [how, id];
  }
  const id = random.pickAny(open);
  if (id === undefined) return undefined;
  const how = random.chance(buyers.deletes) ? 'remove' : random.chance(0.05) ? 'hideAnswer' : 'answer';
  await truth[how](id);
  return [how, id];
};
