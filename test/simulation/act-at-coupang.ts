import type { ListStatus } from '../../lib/domain/inquiry.ts';
import { endsKey, isAsking, type Listed } from './coupang-people.ts';
import type { MemoryCoupang } from './memory-coupang.ts';
import type { Random } from './random.ts';
import type { Temperament } from './temperament.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** Ages of a hand-over at first sight: new, near its deadline, past it, and past what is listed at all (R15). */
const ASKED_AGO_MS = [0, 0, 0, 0, 23.6 * HOUR_MS, 23.9 * HOUR_MS, 30 * HOUR_MS, 47.8 * HOUR_MS] as const;
const AGE_DAYS = [0, 0, 0, 1, 3, 6, 7, 12, 40] as const;
const MORE_UNSEEN = 8;
const LISTS: [ListStatus, ListStatus] = ['NO_ANSWER', 'TRANSFER'];

/**
 * Something that happens at Coupang, by chance; `undefined` where nothing could. What and whose, for the trace.
 * @param isUnseen whether nobody can look just now: then more comes and goes in the meantime
 */
export const actAtCoupang = (
  coupang: MemoryCoupang,
  random: Random,
  mood: Temperament,
  isUnseen: boolean,
): [string, string] | undefined => {
  if (isUnseen && random.chance(0.3)) return comeOrGo(coupang, random, mood.mostInquiries + MORE_UNSEEN);
  if (random.chance(mood.unusable)) return ['breaks an item', coupang.breakItem(random.pick(LISTS))];
  const known = [...coupang.inquiries.values()];
  if (known.length < mood.mostInquiries && random.chance(known.length < 3 ? 0.7 : 0.3))
    return random.chance(mood.unasked)
      ? listUnasked(coupang, random)
      : handOver(coupang, random, mood.burst, mood.ladder.ages);
  const listed = random.chance(0.5) ? known.at(-1) : random.pickAny(known);
  if (!listed) return undefined;
  const act = random.pickAny(possibleActs(coupang, listed, random));
  if (!act) return undefined;
  const [name, take] = act;
  take(listed.inquiry.inquiryId);
  return [name, listed.inquiry.inquiryId];
};

const comeOrGo = (coupang: MemoryCoupang, random: Random, most: number): [string, string] | undefined => {
  const plain = [...coupang.inquiries.values()].filter(
    ({ inquiry }) => inquiry.posts.some(isAsking) && !coupang.entangled.has(inquiry.inquiryId),
  );
  const listed = random.pickAny(plain);
  if (coupang.inquiries.size < most && (!listed || random.chance(0.4)))
    return ['hand over', `${coupang.handOver()} reply, unseen`];
  if (!listed) return undefined;
  coupang.answer(listed.inquiry.inquiryId);
  return ['answer', listed.inquiry.inquiryId];
};

/**
 * @param most how many may come at once
 * @param ages beside the usual ones, at first sight, ms
 */
export const handOver = (
  coupang: MemoryCoupang,
  random: Random,
  most: number,
  ages: readonly number[],
): [string, string] => {
  const kind = random.chance(0.6) ? 'reply' : 'confirm';
  const askedAgoMs = random.pickAny([...ASKED_AGO_MS, ...ages]) ?? 0;
  const ageDays = random.pick(AGE_DAYS);
  const count = random.chance(0.3) ? most : 1;
  const ids = Array.from({ length: count }, () => coupang.handOver({ kind, askedAgoMs, ageDays }));
  const words = `${ids.join(' ')} ${kind}, asked ${Math.round(askedAgoMs / 36_000) / 100} h ago, ${ageDays} days old`;
  return ['hand over', words];
};

const listUnasked = (coupang: MemoryCoupang, random: Random): [string, string] => {
  const kind = random.chance(0.6) ? 'reply' : 'confirm';
  const agentSpoke = random.chance(0.3);
  const words = `${kind}, ${agentSpoke ? "with an agent's post" : 'without any post'}`;
  return ['lists unasked', `${coupang.listUnasked({ kind, agentSpoke })} ${words}`];
};

type Act = readonly [string, (inquiryId: string) => void];

const possibleActs = (coupang: MemoryCoupang, { inquiry, list }: Listed, random: Random): Act[] => {
  const [oldest] = inquiry.posts.filter(isAsking);
  const lists = random.pick(LISTS);
  if (!oldest) return actsOnUnasked(coupang, { inquiry, list }, lists);
  const isPast = coupang.now() >= (oldest.at ?? coupang.now()) + DAY_MS;
  const ends: Act[] =
    list === 'NO_ANSWER' && isPast
      ? [['close automatically', coupang.autoClose]]
      : [
          ['answer', coupang.answer],
          ['withdraw', coupang.withdraw],
          ['decide', coupang.decide],
          ...(list === 'TRANSFER' ? [['confirm', coupang.confirm] as const] : []),
        ];
  return [
    ...ends,
    ['edit the request of', (id) => coupang.editRequest(id, `Edited ${coupang.now()}.`)],
    ['hand over once more', coupang.handOverAgain],
    list === 'ANSWER' ? ['list again', (id) => coupang.hide(id, lists)] : ['hide', (id) => coupang.hide(id)],
    ...(list === 'TRANSFER'
      ? [['move to NO_ANSWER', (id: string) => coupang.hide(id, 'NO_ANSWER')] as const]
      : []),
    ...(random.chance(0.2) ? [['lose', coupang.lose] as const] : []),
  ];
};

const actsOnUnasked = (coupang: MemoryCoupang, { inquiry, list }: Listed, lists: ListStatus): Act[] => {
  const again: Act = ['hand over again', coupang.handOverAgain];
  const unasked = !coupang.asked.some(({ inquiryId }) => inquiryId === inquiry.inquiryId);
  if (unasked && list !== 'ANSWER') return [again, again, ['answer', coupang.answer]];
  const last = inquiry.posts.findLast(({ by }) => by === 'csAgent');
  const end = coupang.ends.get(endsKey(inquiry.inquiryId, last?.answerId ?? '0'))?.at(-1);
  const mayAskAgain =
    last !== undefined && end !== undefined && end.outcome !== 'answered' && end.outcome !== 'auto-closed';
  return [
    again,
    ...(mayAskAgain ? [['ask again', (id: string) => coupang.askAgain(id, lists)] as const] : []),
    list === 'ANSWER'
      ? ['list though ended', (id) => coupang.hide(id, lists)]
      : ['list no more', (id) => coupang.hide(id)],
    ['list no more', (id) => coupang.hide(id)],
  ];
};
