import { isAsking, type SimulatedInquiry } from 'fake-coupang';
import type { OpenStatus } from '../../lib/domain/sources.ts';
import type { Habits } from './coupang-habits.ts';
import { CROWD } from './draw-reach.ts';
import type { Again, CoupangPeople } from './coupang-people.ts';
import type { Random } from './random.ts';
import type { Temperament } from './temperament.ts';
import { HOUR_MS } from '../../lib/domain/time/durations.ts';

/** Ages of a hand-over at first sight: new, near its deadline, past it, and too old to be listed (R15). */
const REQUEST_AGES_MS = [0, 0, 0, 0, 23.6 * HOUR_MS, 23.9 * HOUR_MS, 30 * HOUR_MS, 47.8 * HOUR_MS] as const;
const AGE_DAYS = [0, 0, 0, 1, 3, 6, 7, 12, 40] as const;
const MORE_UNSEEN = 8;
const LISTS: [OpenStatus, OpenStatus] = ['NO_ANSWER', 'TRANSFER'];

/**
 * One random event at Coupang, or `undefined` if none is possible. The result names the act and the inquiry, for the
 * trace.
 * @param isUnseen whether Coupang cannot be read just now: then more inquiries come and go unseen
 */
export const actAtCoupang = (
  coupang: CoupangPeople,
  random: Random,
  mood: Temperament,
  isUnseen: boolean,
): [string, string] | undefined => {
  coupang.goOn();
  if (isUnseen && random.chance(0.3)) return comeOrGo(coupang, random, mood.mostInquiries + MORE_UNSEEN);
  if (random.chance(mood.unusable)) return ['breaks an item', coupang.breakItem(random.pick(LISTS))];
  const known = coupang.inquiries();
  if (known.length < mood.mostInquiries && random.chance(known.length < 3 ? 0.7 : 0.3))
    return random.chance(mood.unasked) ? listUnasked(coupang, random) : handOver(coupang, random, mood);
  const listed = random.chance(0.5) ? known.at(-1) : random.pickAny(known);
  if (!listed) return undefined;
  const act = random.pickAny(possibleActs(coupang, listed, random, mood.habits));
  if (!act) return undefined;
  const [name, take] = act;
  take(listed.inquiryId);
  return [name, listed.inquiryId];
};

const comeOrGo = (coupang: CoupangPeople, random: Random, most: number): [string, string] | undefined => {
  const known = coupang.inquiries();
  const plain = known.filter(
    ({ inquiryId, posts }) => posts.some(isAsking) && !coupang.entangled.has(inquiryId),
  );
  const listed = random.pickAny(plain);
  if (known.length < most && (!listed || random.chance(0.4)))
    return ['hand over', `${coupang.handOver()} reply, unseen`];
  if (!listed) return undefined;
  coupang.answer(listed.inquiryId);
  return ['answer', listed.inquiryId];
};

/** Hands over up to the day's burst at once, a crowd surely. The day's own ages are added to the usual ones. */
export const handOver = (
  coupang: CoupangPeople,
  random: Random,
  { burst, ladder: { ages }, habits }: Pick<Temperament, 'burst' | 'ladder' | 'habits'>,
): [string, string] => {
  const kind = random.chance(0.6) ? 'reply' : 'confirm';
  const requestAgeMs = random.pickAny([...REQUEST_AGES_MS, ...ages]) ?? 0;
  const ageDays = random.pick(AGE_DAYS);
  const stamp = random.pick(habits.stamps);
  const isBurst = random.chance(0.3) || burst >= CROWD;
  const count = isBurst ? burst : 1;
  const ids = Array.from({ length: count }, () => coupang.handOver({ kind, requestAgeMs, ageDays, stamp }));
  const words = `${ids.join(' ')} ${kind}, asked ${Math.round(requestAgeMs / 36_000) / 100} h ago, ${ageDays} days old`;
  return ['hand over', stamp === 'true' ? words : `${words}, stamp ${stamp}`];
};

const listUnasked = (coupang: CoupangPeople, random: Random): [string, string] => {
  const kind = random.chance(0.6) ? 'reply' : 'confirm';
  const agentSpoke = random.chance(0.3);
  const words = `${kind}, ${agentSpoke ? "with an agent's post" : 'without any post'}`;
  return ['lists unasked', `${coupang.listUnasked({ kind, agentSpoke })} ${words}`];
};

type Act = readonly [string, (inquiryId: string) => void];

const possibleActs = (
  coupang: CoupangPeople,
  inquiry: SimulatedInquiry,
  random: Random,
  habits: Habits,
): Act[] => {
  const { inquiryId, list, posts } = inquiry;
  const lists = random.pick(LISTS);
  const again = drawAgain(coupang, inquiry, random, habits);
  if (!posts.some(isAsking))
    return coupang.record.of(inquiryId).length === 0 && list !== 'ANSWER'
      ? [again, again, ['answer', coupang.answer]]
      : [again, ...actsOnEnded(coupang, inquiry, lists, habits)];
  const ends: Act[] =
    list === 'NO_ANSWER' && coupang.isOver(inquiryId)
      ? [['close automatically', coupang.autoClose]]
      : [
          ['answer', coupang.answer],
          ['withdraw', coupang.withdraw],
          ['decide', coupang.decide],
          ...(list === 'TRANSFER' ? [['confirm', coupang.confirm] as const] : []),
        ];
  // With an unknown flag word nobody can distinguish an answer from other posts.
  const mayWrite = habits.vendorWrites && habits.flag === 'requestAnswer' && list !== 'ANSWER';
  return [
    ...(list === 'ANSWER' ? [] : ends),
    ['edit the request of', (id) => coupang.editRequest(id, `Edited ${coupang.now()}.`)],
    again,
    list === 'ANSWER' ? ['list again', (id) => coupang.list(id, lists)] : ['hide', (id) => coupang.hide(id)],
    ...(list === 'TRANSFER'
      ? [['move to NO_ANSWER', (id: string) => coupang.list(id, 'NO_ANSWER')] as const]
      : []),
    ...(mayWrite ? [['write under', coupang.write] as const] : []),
    ...(random.chance(0.2) ? [['lose', coupang.lose] as const] : []),
  ];
};

/** Usually now, and as a `reply`. Otherwise some time after the last post, and seen only now. */
const drawAgain = (
  coupang: CoupangPeople,
  { posts }: SimulatedInquiry,
  random: Random,
  habits: Habits,
): Act => {
  const last = Math.max(...posts.map(({ replyAt }) => replyAt));
  const agoMs = random.pickAny(REQUEST_AGES_MS) ?? 0;
  const again: Again = {
    list: random.chance(0.3) ? 'TRANSFER' : 'NO_ANSWER',
    requestAgeMs: coupang.now() - agoMs > last ? agoMs : 0,
    stamp: random.pick(habits.stamps),
  };
  const words = `hand over again, ${again.list}, ${Math.round((again.requestAgeMs ?? 0) / 360_000) / 10} h ago,`;
  return [words, (id) => coupang.handOverAgain(id, again)];
};

const actsOnEnded = (
  coupang: CoupangPeople,
  { inquiryId, posts, list }: SimulatedInquiry,
  lists: OpenStatus,
  habits: Habits,
): Act[] => {
  const hasEnded = (coupang.record.of(inquiryId).at(-1)?.ends.length ?? 0) > 0;
  const mayClose = habits.closesAnswered && posts.at(-1)?.answerType === 'vendor' && list === 'ANSWER';
  return [
    // Often, since the post must stay so until the day's end to show whether it has a clock of its own.
    ...(hasEnded
      ? Array.from({ length: 3 }, (): Act => ['ask again', (id) => coupang.askAgain(id, lists)])
      : []),
    ...(mayClose ? [['close after its answer', coupang.closeAnswered] as const] : []),
    list === 'ANSWER'
      ? ['list though ended', (id) => coupang.list(id, lists)]
      : ['list no more', (id) => coupang.hide(id)],
    ['list no more', (id) => coupang.hide(id)],
  ];
};
