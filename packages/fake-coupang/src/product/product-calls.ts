import { type GatewayAnswer, productFound, refusal } from '../answers.ts';
import type { Spoilt } from '../failing.ts';
import { answerPage, daysApart, INTERVAL_MESSAGE, type PageWanted, readPageWanted } from '../lay-out-page.ts';
import type { SimulatedVendor } from '../simulated-vendor.ts';
import { marketDate } from '../odd-shapes.ts';
import { ACTION_MESSAGES, type ActionBody } from '../read-action-body.ts';
import { get, post, type Route } from '../route.ts';
import { MINUTE_MS } from '../time.ts';
import type { Source } from '../source.ts';
import { isOf } from '../simulated-vendor.ts';
import { renderProduct } from './render-question.ts';
import type { SimulatedQuestion } from './simulated-question.ts';

export type AnsweredType = (typeof ANSWERED_TYPES)[number];

export type ProductParts = {
  questions: Source<SimulatedQuestion, AnsweredType>;
  reply: (inquiryId: string, content: string) => Promise<void>;
};

const OPEN_API = 'openapi/apis/api';
const SELLER_API = 'seller_api/apis/api';
const LIST = /\/onlineInquiries(?:[/?]|$)/;
const PRODUCT = '/seller-products/';
const ANSWERED_TYPES = ['ALL', 'ANSWERED', 'NOANSWER'] as const;
const REFUSED_FROM_DAYS_APART = 7;
const LARGEST_PAGE = 50;
const BOTH_LISTS_MS = 10 * MINUTE_MS;

export const isProductCall = (url: string): boolean => LIST.test(url) || url.includes(PRODUCT);

/** The calls of product inquiries. Source: coupang-api.md section 7. */
export const productRoutes = (
  { questions, reply }: ProductParts,
  { now, wingIds }: { now: () => number; wingIds: string[] | undefined },
): Route[] => [
  get(`${OPEN_API}/v5/vendors/:vendorId/onlineInquiries`, (call) => {
    const [vendor] = call.vendors;
    const query = call.url.searchParams;
    const read = readQuery(query, vendor);
    if ('refused' in read) return read.refused;
    const rows = questions.rows({
      of: read.answeredType,
      query,
      fits: (question) =>
        isOf(question, vendor) &&
        isWithin(question, read) &&
        isListed(question, read.answeredType, call.spoilt, now()),
    });
    return answerPage(call, questions, rows, read.page);
  }),
  post(
    `${OPEN_API}/v4/vendors/:vendorId/onlineInquiries/:id/replies`,
    ({ vendors: [vendor], id }, body) => {
      const found = questions
        .current()
        .find((question) => question.inquiryId === id && isOf(question, vendor));
      return refuseQuestionReply(found, body, vendor, wingIds);
    },
    (inquiryId, { content }) => reply(inquiryId, content ?? ''),
  ),
  get(`${SELLER_API}/v1/marketplace/seller-products/:id`, ({ vendors, id, spoilt }) => {
    const found = questions
      .current()
      .find(
        (question) => question.sellerProductId === id && vendors.some((vendor) => isOf(question, vendor)),
      );
    if (found === undefined) return refusal(400, `상품(${id})의 데이터가 없습니다.`);
    return productFound(spoilt?.mode === 'data-null' ? null : renderProduct(found));
  }),
];

type ListQuery = { answeredType: AnsweredType; first: string; last: string; page: PageWanted };

const readQuery = (
  query: URLSearchParams,
  { vendorId }: SimulatedVendor,
): ListQuery | { refused: GatewayAnswer } => {
  if (query.get('vendorId') !== vendorId) return { refused: refusal(400, 'Invalid vendor ID') };
  const answeredType = ANSWERED_TYPES.find((type) => type === query.get('answeredType'));
  // The list of hand-overs answers an unknown word so. This list is assumed to do the same.
  if (answeredType === undefined) return { refused: refusal(500, 'Internal Server Error') };
  const [first, last] = [query.get('inquiryStartAt') ?? '', query.get('inquiryEndAt') ?? ''];
  const apart = daysApart(first, last);
  if (apart === undefined || apart < 0 || apart >= REFUSED_FROM_DAYS_APART) {
    return { refused: refusal(400, INTERVAL_MESSAGE) };
  }
  const page = readPageWanted(query, LARGEST_PAGE);
  return 'message' in page ? { refused: refusal(400, page.message) } : { answeredType, first, last, page };
};

/** Dates are the market's. The last date is included (`product-end-date`). */
const isWithin = ({ inquiryAt, market }: SimulatedQuestion, { first, last }: ListQuery): boolean => {
  const date = marketDate(inquiryAt, market);
  return date >= first && date <= last;
};

const isListed = (
  { list, comments }: SimulatedQuestion,
  answeredType: AnsweredType,
  spoilt: Spoilt | undefined,
  now: number,
): boolean => {
  if (list === 'DELETED') return false;
  if (answeredType === 'ALL' || list === answeredType || spoilt?.mode === 'ignored-filter') return true;
  return spoilt?.mode === 'both-lists' && comments.some(({ at }) => at > now - BOTH_LISTS_MS);
};

/**
 * @returns Coupang's refusal of a reply, or undefined if it is accepted. The order of the checks, the answer for an
 * unknown question, and a limit of the length are not documented.
 */
const refuseQuestionReply = (
  question: SimulatedQuestion | undefined,
  { vendorId, replyBy, content }: ActionBody,
  vendor: SimulatedVendor,
  wingIds: string[] | undefined,
): string | undefined => {
  if (vendorId !== vendor.vendorId) return 'Invalid vendor ID';
  if (question === undefined) return ACTION_MESSAGES.otherVendors;
  const login = replyBy?.trim() ?? '';
  if (login === '' || (wingIds !== undefined && !wingIds.includes(login)))
    return QUESTION_MESSAGES.wrongReplyBy;
  if (question.list === 'DELETED') return QUESTION_MESSAGES.deleted;
  if (content === null || content.trim() === '') return QUESTION_MESSAGES.empty;
  const isThere = question.comments.some((comment) => comment.content === content);
  return isThere ? QUESTION_MESSAGES.identical : undefined;
};

/** The exact 400 messages of the reply. Source: coupang-api.md section 7. */
const QUESTION_MESSAGES = {
  wrongReplyBy:
    'The value of replyBy (Responder Seller Portal (WING) ID) is incorrect. Please enter the correct wing ID or vendorId.',
  deleted: '삭제된 상품문의에는 더 이상 답변할 수 없습니다.',
  empty: '내용을 입력하세요.',
  identical: '동일한 답변이 존재합니다.',
} as const;
