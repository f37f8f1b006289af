import type { Kind } from '../../local/simulator/act-on-inquiry.ts';
import { isAsking } from '../../local/simulator/asking.ts';
import type { Random } from '../../local/simulator/random.ts';
import type { Simulator } from '../../local/simulator/simulator.ts';
import type { SimulatedInquiry } from '../../local/simulator/simulated-inquiry.ts';
import { VENDORS } from './kill-plan.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

type Act = 'answer' | 'confirm' | 'handOverAgain' | 'runOut' | 'withdraw';

const RECENT = 12;

/** One random event at Coupang: a hand-over, or an act on a recent inquiry. */
export const actAtRandom = async (
  simulator: Simulator,
  random: Random,
  { mostInquiries, realNow }: { mostInquiries: number; realNow: () => number },
): Promise<void> => {
  const all = simulator.inquiries();
  const recent = all.slice(-RECENT);
  const inquiry = recent[random.between(0, recent.length - 1)];
  if (inquiry === undefined || (all.length < mostInquiries && random.next() < 0.4)) {
    const { market, vendorId } = random.pick(VENDORS);
    const kind = pickKind(random);
    // The date must not be in the future for Coupang, however far this process's clock is ahead.
    await simulator.handOver({ vendor: { market, vendorId }, kind, inquiryAt: realNow() - MINUTE_MS });
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
    case 'runOut':
      await simulator.age(inquiryId, 0);
      return simulator.tick();
    default:
      return simulator[act](inquiryId);
  }
};

const pickKind = (random: Random): Kind => (random.next() < 0.75 ? 'reply' : 'confirm');

const actsOn = ({ list, posts }: SimulatedInquiry): [Act, ...Act[]] => {
  switch (list) {
    case 'NO_ANSWER':
      // To run out moves all posts a day back. Beside a newer one, a post that no poll saw would then be past at first sight (D5).
      return posts.filter(isAsking).length > 1
        ? ['answer', 'handOverAgain', 'withdraw']
        : ['answer', 'answer', 'runOut', 'runOut', 'handOverAgain', 'withdraw'];
    case 'TRANSFER':
      return ['confirm', 'confirm', 'handOverAgain', 'withdraw'];
    case 'ANSWER':
      return ['handOverAgain'];
  }
};
