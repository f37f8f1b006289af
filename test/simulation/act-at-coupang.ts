import type { ListStatus } from '../../lib/domain/inquiry.ts';
import { isAsking, type Listed, type MemoryCoupang } from './memory-coupang.ts';
import type { Random } from './random.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** Ages of a hand-over at first sight: new, near its deadline, past it, and past what is listed at all (R15). */
const ASKED_AGO_MS = [0, 0, 0, 0, 23.6 * HOUR_MS, 23.9 * HOUR_MS, 30 * HOUR_MS, 47.8 * HOUR_MS] as const;
const AGE_DAYS = [0, 0, 0, 1, 3, 6, 7, 12, 40] as const;

/** Something that happens at Coupang, by chance; `undefined` where nothing could. What and whose, for the trace. */
export const actAtCoupang = (
  coupang: MemoryCoupang,
  random: Random,
  now: number,
  mostInquiries: number,
): [string, string] | undefined => {
  const known = [...coupang.inquiries.values()];
  if (known.length < mostInquiries && random.chance(known.length < 3 ? 0.7 : 0.3))
    return handOver(coupang, random);
  const listed = random.chance(0.5) ? known.at(-1) : random.pickAny(known);
  if (!listed) return undefined;
  const act = random.pickAny(possibleActs(coupang, listed, random, now));
  if (!act) return undefined;
  const [name, take] = act;
  take(listed.inquiry.inquiryId);
  return [name, listed.inquiry.inquiryId];
};

const handOver = (coupang: MemoryCoupang, random: Random): [string, string] => {
  const kind = random.chance(0.6) ? 'reply' : 'confirm';
  const askedAgoMs = random.pick(ASKED_AGO_MS);
  const ageDays = random.pick(AGE_DAYS);
  const count = random.chance(0.1) ? 4 : 1;
  const ids = Array.from({ length: count }, () => coupang.handOver({ kind, askedAgoMs, ageDays }));
  const words = `${ids.join(' ')} ${kind}, asked ${askedAgoMs / HOUR_MS} h ago, ${ageDays} days old`;
  return ['hand over', words];
};

type Act = readonly [string, (inquiryId: string) => void];

const possibleActs = (
  coupang: MemoryCoupang,
  { inquiry, list }: Listed,
  random: Random,
  now: number,
): Act[] => {
  const asking = inquiry.posts.filter(isAsking);
  const [oldest] = asking;
  const lists = random.pick<ListStatus>(['NO_ANSWER', 'TRANSFER']);
  if (!oldest) {
    const last = inquiry.posts.findLast(({ by }) => by === 'csAgent');
    const end = coupang.ends.get(last?.answerId ?? '')?.at(-1);
    const mayAskAgain = end !== undefined && end.outcome !== 'answered' && end.outcome !== 'auto-closed';
    return [
      ['hand over again', coupang.handOverAgain],
      ...(mayAskAgain ? [['ask again', (id: string) => coupang.askAgain(id, lists)] as const] : []),
      list === 'ANSWER'
        ? ['list though ended', (id: string) => coupang.hide(id, lists)]
        : ['list no more', (id: string) => coupang.hide(id)],
      ['list no more', (id: string) => coupang.hide(id)],
    ];
  }
  const isPast = now >= (oldest.at ?? now) + DAY_MS;
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
    ['edit the request of', (id) => coupang.editRequest(id, `Edited ${now}.`)],
    ['hand over once more', coupang.handOverAgain],
    list === 'ANSWER' ? ['list again', (id) => coupang.hide(id, lists)] : ['hide', (id) => coupang.hide(id)],
    ...(list === 'TRANSFER'
      ? [['move to NO_ANSWER', (id: string) => coupang.hide(id, 'NO_ANSWER')] as const]
      : []),
    ...(random.chance(0.2) ? [['lose', (id: string) => void coupang.lose(id)] as const] : []),
  ];
};
