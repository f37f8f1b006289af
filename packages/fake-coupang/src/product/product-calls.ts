import type { Context, Hono } from 'hono';
import type { Call } from '../admit-call.ts';
import { actionDone, type GatewayAnswer, ok, productFound, refusal } from '../answers.ts';
import type { Failing, Spoilt } from '../failing.ts';
import { failureAnswer } from '../failures.ts';
import {
  daysApart,
  INTERVAL_MESSAGE,
  layOutPage,
  type PageWanted,
  readPageWanted,
  rowsOf,
} from '../lay-out-page.ts';
import type { SimulatedVendor } from '../list-inquiries.ts';
import { marketDate } from '../odd-shapes.ts';
import { ACTION_MESSAGES, type ActionBody, readActionBody } from '../read-action-body.ts';
import { MINUTE_MS } from '../time.ts';
import { QUESTION_SHAPES, type QuestionShapes, renderProduct, renderQuestion } from './render-question.ts';
import type { SimulatedQuestion } from './simulated-question.ts';

export type AnsweredType = (typeof ANSWERED_TYPES)[number];

export type ProductParts = {
  /** The failures of these calls alone. */
  failing: Pick<Failing, 'next' | 'nextOfRows'>;
  odd: (question: SimulatedQuestion) => QuestionShapes;
  /** The questions that a list can show: only saved ones, unless another view is switched on. */
  shown: (answeredType: AnsweredType) => SimulatedQuestion[];
  /** The newest state, saved or not. Replies are checked against it, so that only one of two equal ones is accepted. */
  current: () => SimulatedQuestion[];
  reply: (inquiryId: string, content: string) => Promise<void>;
};

/** Coupang's clock, and the WING logins that may reply. */
type Around = { now: () => number; wingIds: string[] | undefined };

const OPEN_API = '/v2/providers/openapi/apis/api';
const SELLER_API = '/v2/providers/seller_api/apis/api';
const LIST = /\/onlineInquiries(?:[/?]|$)/;
const PRODUCT = '/seller-products/';
const ANSWERED_TYPES = ['ALL', 'ANSWERED', 'NOANSWER'] as const;
const REFUSED_FROM_DAYS_APART = 7;
const LARGEST_PAGE = 50;
const BOTH_LISTS_MS = 10 * MINUTE_MS;

export const isProductCall = (url: string): boolean => LIST.test(url) || url.includes(PRODUCT);

/**
 * Adds the calls of product inquiries to the gateway. Source: coupang-api.md section 7.
 * @param serve admits the call as the gateway does, and sends its answer
 */
export const addProductCalls = <Env extends object>(
  app: Hono<Env>,
  serve: (c: Context<Env>, call: Call) => Promise<Response>,
  { failing, odd, shown, current, reply }: ProductParts,
  { now, wingIds }: Around,
): void => {
  app.get(`${OPEN_API}/v5/vendors/:vendorId/onlineInquiries`, (c) =>
    serve(c, (vendors, spoilt) => {
      const vendor = vendors.find(({ vendorId }) => vendorId === c.req.param('vendorId'));
      if (vendor === undefined) return refusal(404, 'Not Found');
      const read = readQuery(new URL(c.req.raw.url).searchParams, vendor);
      if ('refused' in read) return read.refused;
      const listed = shown(read.answeredType)
        .filter((question) => isOf(question, vendor) && isWithin(question, read))
        .filter((question) => isListed(question, read.answeredType, spoilt, now()))
        .toSorted((a, b) => b.inquiryAt - a.inquiryAt);
      const inquiryIds = rowsOf(listed, read.page).map(({ inquiryId }) => inquiryId);
      const broken = failing.nextOfRows(c.req.raw.url, inquiryIds);
      const failed = broken && failureAnswer(broken.mode);
      if (failed !== undefined) return failed;
      const rows = listed.map((question) => renderQuestion(question, shapesOf(question, spoilt, odd)));
      return ok(layOutPage(rows, read.page, spoilt), spoilt?.mode === 'odd-shapes' ? '200' : 200);
    }),
  );
  app.post(`${OPEN_API}/v4/vendors/:vendorId/onlineInquiries/:inquiryId/replies`, (c) =>
    serve(c, async (vendors, spoilt) => {
      const { vendorId, inquiryId } = c.req.param();
      const vendor = vendors.find((configured) => configured.vendorId === vendorId);
      if (vendor === undefined) return refusal(404, 'Not Found');
      const read = readActionBody(await c.req.text());
      if ('message' in read) return refusal(400, read.message);
      const found = current().find((question) => question.inquiryId === inquiryId && isOf(question, vendor));
      const refused = refuseQuestionReply(found, read.body, vendor, wingIds);
      if (refused !== undefined) return refusal(400, refused);
      if (spoilt?.mode !== 'ignored-act') await reply(inquiryId, read.body.content ?? '');
      return spoilt?.mode === 'conflict' ? refusal(409, 'Conflict') : actionDone();
    }),
  );
  app.get(`${SELLER_API}/v1/marketplace/seller-products/:sellerProductId`, (c) =>
    serve(c, (vendors, spoilt) => {
      const { sellerProductId } = c.req.param();
      const found = current().find(
        (question) =>
          question.sellerProductId === sellerProductId && vendors.some((vendor) => isOf(question, vendor)),
      );
      if (found === undefined) return refusal(400, `상품(${sellerProductId})의 데이터가 없습니다.`);
      return productFound(spoilt?.mode === 'data-null' ? null : renderProduct(found));
    }),
  );
};

const isOf = (question: SimulatedQuestion, vendor: SimulatedVendor): boolean =>
  question.vendorId === vendor.vendorId && question.market === vendor.market;

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

const shapesOf = (
  question: SimulatedQuestion,
  spoilt: Spoilt | undefined,
  odd: ProductParts['odd'],
): QuestionShapes => {
  if (spoilt?.mode === 'odd-shapes') return odd(question);
  return spoilt?.mode === 'renamed-id' ? { ...QUESTION_SHAPES, idField: 'onlineInquiryId' } : QUESTION_SHAPES;
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
