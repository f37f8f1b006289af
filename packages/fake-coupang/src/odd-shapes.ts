import { digits, type Json } from './json.ts';
import { createRandom, type Random } from './random.ts';
import { DOCUMENT_SHAPES, type Shapes } from './render-inquiry.ts';
import type { SimulatedInquiry, SimulatedPost } from './simulated-inquiry.ts';
import { type Market, MARKET_HOURS } from './market.ts';
import { HOUR_MS } from './time.ts';

/**
 * Shapes that differ from Coupang's document but occur. The seed picks one set per inquiry, the same for every call.
 * Source: coupang-api.md section 3.
 */
export const oddShapes =
  (seed: number) =>
  ({ inquiryId, market }: SimulatedInquiry): Shapes => {
    const random = randomOf(seed, inquiryId);
    const [instant, id, vendorItemId, parentAnswerId, replies, more] = [
      random.pick(instants(market)),
      random.pick(IDS),
      random.pick(VENDOR_ITEM_IDS),
      random.pick(PARENT_ANSWER_IDS),
      random.pick(REPLIES),
      random.pick(MORE),
    ];
    const knowsWords = random.next() < 0.5;
    return {
      idField: DOCUMENT_SHAPES.idField,
      instant,
      id,
      vendorItemId,
      parentAnswerId,
      replies,
      more,
      word: (word) => (knowsWords ? word : `${word}V2`),
      transferStatus: ({ transferStatus, needAnswer }) =>
        knowsWords || (transferStatus !== null && !needAnswer) ? transferStatus : 'requestReply',
    };
  };

/** The same random numbers for an inquiry in every call. */
export const randomOf = (seed: number, inquiryId: string): Random =>
  createRandom(seed ^ Number(BigInt.asUintN(32, BigInt(inquiryId) * 2_654_435_761n)));

/** An unusable item: its number cannot be read. */
export const UNUSABLE_ITEM: Json = {
  inquiryId: null,
  csPartnerCounselingStatus: 'requestAnswer',
  inquiryStatus: 'progress',
  content: '상담이력',
  replies: null,
};

type Choices<T> = [T, ...T[]];

/** One shape for all instants of an inquiry. Mixed fractions would change the order of its posts. */
export const instants = (market: Market): Choices<Shapes['instant']> => [
  DOCUMENT_SHAPES.instant,
  (at) => new Date(at).toISOString(),
  (at) => `${new Date(at).toISOString().slice(0, -1)}000000Z`,
  (at) => `${marketTime(at, market).replace(' ', 'T')}+0${MARKET_HOURS[market]}:00`,
  (at) => marketTime(at, market),
  (at) => `${marketTime(at, market).replace(' ', 'T')}.${String(at % 1000).padStart(3, '0')}`,
];

export const IDS: Choices<Shapes['id']> = [digits, (id) => id];

const VENDOR_ITEM_IDS: Choices<Shapes['vendorItemId']> = [
  digits,
  (id) => id,
  (id) => [digits(id), id],
  () => null,
];

/** A post that answers none may name itself. */
const parentOf = ({ parentAnswerId, answerId }: SimulatedPost): string => parentAnswerId ?? answerId;

const PARENT_ANSWER_IDS: Choices<Shapes['parentAnswerId']> = [
  () => 0,
  (post) => digits(parentOf(post)),
  parentOf,
  () => null,
];

/** Most choices have posts, because an inquiry without posts tests little. */
const REPLIES: Choices<Shapes['replies']> = [
  (posts) => posts,
  (posts) => posts,
  (posts) => posts,
  (posts) => [null, ...posts],
  () => null,
];

export const MORE: Choices<Shapes['more']> = [
  {},
  { channelType: 'CHAT', tags: ['vip', null], escalation: { level: 2 } },
  { buyerEmail: null, saleEndedAt: null, orderDate: null },
];

/** `yyyy-MM-dd` in the market's zone. */
export const marketDate = (at: number, market: Market): string => marketTime(at, market).slice(0, 10);

/** `yyyy-MM-dd HH:mm:ss` in the market's zone. */
export const marketTime = (at: number, market: Market): string =>
  new Date(at + MARKET_HOURS[market] * HOUR_MS).toISOString().slice(0, 19).replace('T', ' ');
