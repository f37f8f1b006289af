import { isAsking, type Kind, type Random, type SimulatedInquiry, type FakeCoupang } from 'fake-coupang';
import { VENDORS } from './kill-plan.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/domain/time/durations.ts';

type Act = 'answer' | 'confirm' | 'handOverAgain' | 'runOut' | 'withdraw';

const RECENT = 24;
/** More pending breaches than the program sends one by one. */
const BURST = { least: 6, most: 12 };
const BURSTS = 0.3;

const QUESTIONS = 0.3;

/** One random event at Coupang: hand-overs or questions of one vendor, one or many at once, or an act on recent ones. */
export const actAtRandom = async (
  simulator: FakeCoupang,
  random: Random,
  { mostInquiries, realNow }: { mostInquiries: number; realNow: () => number },
): Promise<void> => {
  if (random.next() < QUESTIONS)
    return actOnQuestions(simulator, random, { mostQuestions: mostInquiries, realNow });
  const all = simulator.inquiries();
  const recent = all.slice(-RECENT);
  const inquiry = recent[random.between(0, recent.length - 1)];
  if (inquiry === undefined || (all.length < mostInquiries && random.next() < 0.4)) {
    const { market, vendorId } = random.pick(VENDORS);
    const handOver = (): Promise<unknown> =>
      // The date must not be in the future for Coupang, however far this process's clock is ahead.
      simulator.handOver({
        vendor: { market, vendorId },
        kind: pickKind(random),
        inquiryAt: realNow() - MINUTE_MS,
      });
    await Promise.all(Array.from({ length: pickCount(random) }, handOver));
    return;
  }
  const { inquiryId, posts } = inquiry;
  const act = random.pick(actsOn(inquiry));
  switch (act) {
    case 'answer': {
      const asking = posts.filter(isAsking);
      // One of the asking posts, or all of them if the number is too large.
      return simulator.answer(inquiryId, asking[random.between(0, asking.length)]?.answerId);
    }
    case 'handOverAgain':
      return simulator.handOverAgain(inquiryId, pickKind(random));
    case 'runOut': {
      // A recent one alone has too few others for a list of breaches.
      const others = all.filter((other) => other !== inquiry && mayRunOutWith(other, inquiry));
      const many = [inquiry, ...others].slice(0, pickCount(random));
      // No list of Coupang's shows the aged posts before they are closed.
      await Promise.all([...many.map((aged) => simulator.age(aged.inquiryId, 0)), simulator.tick()]);
      return;
    }
    default:
      return simulator[act](inquiryId);
  }
};

/** Asks questions, or answers a recent one. Only these follow within the minutes of a test: two complete readings must miss a deleted one. */
const actOnQuestions = async (
  { product }: FakeCoupang,
  random: Random,
  { mostQuestions, realNow }: { mostQuestions: number; realNow: () => number },
): Promise<void> => {
  const all = product.questions();
  // A question that was past at first sight stays as it is.
  const open = all.filter(({ list, inquiryAt }) => list === 'NOANSWER' && realNow() - inquiryAt < HOUR_MS);
  const recent = open.slice(-RECENT);
  const question = recent[random.between(0, recent.length - 1)];
  if (question !== undefined && (all.length >= mostQuestions || random.next() < 0.6))
    return product.answer(question.inquiryId);
  if (all.length >= mostQuestions) return;
  const { market, vendorId } = random.pick(VENDORS);
  const ask = () => product.ask({ vendor: { market, vendorId }, inquiryAt: realNow() - MINUTE_MS });
  await Promise.all(Array.from({ length: pickCount(random) }, ask));
};

const pickCount = (random: Random): number =>
  random.next() < BURSTS ? random.between(BURST.least, BURST.most) : 1;

const mayRunOutWith = (other: SimulatedInquiry, { vendorId }: SimulatedInquiry): boolean =>
  other.vendorId === vendorId && actsOn(other).includes('runOut');

const pickKind = (random: Random): Kind => (random.next() < 0.75 ? 'reply' : 'confirm');

const actsOn = ({ list, posts }: SimulatedInquiry): [Act, ...Act[]] => {
  switch (list) {
    case 'NO_ANSWER':
      // To run out moves all posts a day back. An earlier hand-over that no poll saw end would then have ended before it was seen,
      // and a newer one that no poll saw would be past at first sight (D5).
      return posts.length > 1
        ? ['answer', 'handOverAgain', 'withdraw']
        : ['answer', 'answer', 'runOut', 'runOut', 'handOverAgain', 'withdraw'];
    case 'TRANSFER':
      return ['confirm', 'confirm', 'handOverAgain', 'withdraw'];
    case 'ANSWER':
      return ['handOverAgain'];
  }
};
