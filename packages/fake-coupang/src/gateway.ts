import { admitCall, type Doors } from './admit-call.ts';
import { type GatewayAnswer, ok, refusal } from './answers.ts';
import type { Failing } from './failing.ts';
import { type InquiryList, listInquiries } from './list-inquiries.ts';
import { orderRoutes, type OrderParts } from './orders/order-calls.ts';
import { isProductCall, type ProductParts, productRoutes } from './product/product-calls.ts';
import type { ActionBody } from './read-action-body.ts';
import { type ActionCheck, refuseConfirm, refuseReply } from './refuse-action.ts';
import { answerCall, get, post, type Received, type Route } from './route.ts';
import type { SimulatedInquiry } from './simulated-inquiry.ts';
import type { Source } from './source.ts';
import { isOf } from './simulated-vendor.ts';

export type GatewayOptions = Doors & {
  failing: Failing;
  /** Carries out all due acts before a call is answered. */
  catchUp: () => Promise<void>;
  inquiries: Source<SimulatedInquiry, InquiryList>;
  reply: (inquiryId: string, body: ActionBody) => Promise<void>;
  confirm: (inquiryId: string) => Promise<void>;
  product: ProductParts;
  orders: OrderParts;
  wingIds: string[] | undefined;
  sleep: (ms: number) => Promise<unknown>;
  onCall: ((call: SimulatedCall) => void) | undefined;
};

export type SimulatedCall = { url: string; status: number };

/** Answers a request. `undefined`: the answer is lost. */
export type Gateway = (request: Received) => Promise<GatewayAnswer | undefined>;

const API = 'openapi/apis/api';

/** Coupang's gateway: the four calls of hand-overs, those of product inquiries and those about orders. Source: coupang-api.md. */
export const createGateway = (options: GatewayOptions): Gateway => {
  const { failing, product, now } = options;
  const routes = [
    ...inquiryRoutes(options),
    ...productRoutes(product, options),
    ...orderRoutes(options.orders),
  ];
  const serve: Gateway = async (request) => {
    await options.catchUp();
    const url = request.url.href;
    const spoilt =
      (isProductCall(url) ? product.questions.failing.next(url) : undefined) ?? failing.next(url);
    const admission = admitCall(request, options, spoilt);
    const { isNearLimit } = admission;
    const answer =
      'refused' in admission
        ? admission.refused
        : await answerCall(routes, request, admission.vendors, spoilt);
    options.edge.note(answer.status);
    options.onCall?.({ url, status: answer.status });
    if (spoilt?.mode === 'lost-answer') return undefined;
    const sent = spoilt?.mode === 'slow' ? await slowly(request, answer, options.sleep) : answer;
    const warning = { 'X-CAG-Warnings': 'The limit of calls per second is near.' };
    return isNearLimit ? { ...sent, headers: { ...sent.headers, ...warning } } : sent;
  };
  return async (request) => {
    const answer = await serve(request).catch(() => refusal(500, 'Internal Server Error'));
    const date = new Date(now() + failing.dateSkewMs()).toUTCString();
    return answer && { ...answer, headers: { ...answer.headers, Date: date } };
  };
};

const inquiryRoutes = ({ inquiries, reply, confirm, now, wingIds }: GatewayOptions): Route[] => {
  const refusing =
    (refuse: (inquiry: SimulatedInquiry | undefined, check: ActionCheck) => string | undefined) =>
    ({ vendors, id }: Parameters<Route['answer']>[0], body: ActionBody): string | undefined => {
      const [vendor] = vendors;
      const found = inquiries.current().find((inquiry) => inquiry.inquiryId === id && isOf(inquiry, vendor));
      return refuse(found, { inquiryId: id, vendorId: vendor.vendorId, body, now: now(), wingIds });
    };
  const actions = `${API}/v4/vendors/:vendorId/callCenterInquiries/:id`;
  return [
    get(`${API}/v5/vendors/:vendorId/callCenterInquiries`, (call) => listInquiries(call, inquiries)),
    get(`${API}/v5/vendors/callCenterInquiries/:id`, ({ vendors, id, url, spoilt }) => {
      const fits = (inquiry: SimulatedInquiry) =>
        inquiry.inquiryId === id && vendors.some((vendor) => isOf(inquiry, vendor));
      const [found] = inquiries.rows({ of: 'look-up', query: url.searchParams, fits });
      if (found === undefined) return refusal(404, 'Not Found');
      if (spoilt?.mode === 'data-null') return ok(null);
      return ok(inquiries.write(found, spoilt), spoilt?.mode === 'odd-shapes' ? '200' : 200);
    }),
    post(`${actions}/replies`, refusing(refuseReply), reply),
    post(`${actions}/confirms`, refusing(refuseConfirm), confirm),
  ];
};

const SLOW_MS = 4000;
/** The gateway's time limit without the header. Source: coupang-api.md section 1. */
const GRANTED_MS = 3000;

const slowly = async (
  { method, url, headers }: Received,
  answer: GatewayAnswer,
  sleep: GatewayOptions['sleep'],
): Promise<GatewayAnswer> => {
  const granted = Math.max(GRANTED_MS, Number(headers.get('x-extended-timeout') ?? 0) || 0);
  await sleep(Math.min(SLOW_MS, granted));
  if (granted >= SLOW_MS) return answer;
  return method === 'GET' && isProductCall(url.href)
    ? refusal(400, 'Read timed out')
    : refusal(504, 'Gateway Timeout');
};
