import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { admitCall, type Call, type Doors } from './admit-call.ts';
import { actionDone, type GatewayAnswer, ok, refusal } from './answers.ts';
import type { Failing } from './failing.ts';
import { listInquiries, shapesOf, type SimulatedVendor } from './list-inquiries.ts';
import { addOrderCalls, type OrderParts } from './orders/order-calls.ts';
import { addProductCalls, isProductCall, type ProductParts } from './product/product-calls.ts';
import { type ActionBody, readActionBody } from './read-action-body.ts';
import { type ActionCheck, refuseConfirm, refuseReply } from './refuse-action.ts';
import { renderInquiry, type Shapes } from './render-inquiry.ts';
import type { SimulatedInquiry } from './simulated-inquiry.ts';
import type { FailureMode } from './failures.ts';

export type GatewayOptions = Doors &
  Pick<Way, 'sleep'> & {
    failing: Failing;
    odd: (inquiry: SimulatedInquiry) => Shapes;
    /** Carries out all due acts before a call is answered. */
    catchUp: () => Promise<void>;
    /** The view of a GET: only saved inquiries, unless another view is switched on. */
    shown: View;
    /**
     * The newest state, saved or not. POSTs are checked against it, so that only one of two concurrent POSTs is
     * accepted.
     */
    current: () => SimulatedInquiry[];
    reply: (inquiryId: string, body: ActionBody) => Promise<void>;
    confirm: (inquiryId: string) => Promise<void>;
    product: ProductParts;
    orders: OrderParts;
    wingIds: string[] | undefined;
    onCall: ((call: SimulatedCall) => void) | undefined;
  };

export type View = (call: 'list' | 'look-up') => SimulatedInquiry[];
export type SimulatedCall = { url: string; status: number };

type GatewayContext = Context<{ Bindings: Partial<HttpBindings> }>;

const API = '/v2/providers/openapi/apis/api';

/** Coupang's gateway: the four calls of hand-overs, those of product inquiries and those about orders. Source: coupang-api.md. */
export const coupangGateway = (options: GatewayOptions): Hono<{ Bindings: Partial<HttpBindings> }> => {
  const { shown, current, odd, now, sleep, wingIds, failing, product } = options;
  const date = (): number => now() + failing.dateSkewMs();
  const app = new Hono<{ Bindings: Partial<HttpBindings> }>();
  const nextFailure = (url: string) =>
    (isProductCall(url) ? product.failing.next(url) : undefined) ?? failing.next(url);

  const serve = async (c: GatewayContext, call: Call): Promise<Response> => {
    await options.catchUp();
    const request = c.req.raw;
    const spoilt = nextFailure(request.url);
    const admission = admitCall(request, options, spoilt);
    const answer = 'refused' in admission ? admission.refused : await call(admission.vendors, spoilt);
    options.edge.note(answer.status);
    options.onCall?.({ url: request.url, status: answer.status });
    const { isNearLimit } = admission;
    return sendAnswer(request, c.env, answer, { date, sleep, mode: spoilt?.mode, isNearLimit });
  };
  const shownOf = (vendor: SimulatedVendor, call: 'list' | 'look-up') =>
    shown(call).filter((inquiry) => isOf(inquiry, vendor));

  app.get(`${API}/v5/vendors/:vendorId/callCenterInquiries`, (c) =>
    serve(c, (vendors, spoilt) => {
      const vendor = vendors.find(({ vendorId }) => vendorId === c.req.param('vendorId'));
      if (vendor === undefined) return refusal(404, 'Not Found');
      const { url } = c.req.raw;
      const spoiltBy = (inquiryIds: string[]) => failing.nextOfRows(url, inquiryIds);
      const trouble = { spoilt, spoiltBy, odd };
      return listInquiries(vendor, new URL(url).searchParams, shownOf(vendor, 'list'), trouble);
    }),
  );
  app.get(`${API}/v5/vendors/callCenterInquiries/:inquiryId`, (c) =>
    serve(c, (vendors, spoilt) => {
      const found = vendors
        .flatMap((vendor) => shownOf(vendor, 'look-up'))
        .find(({ inquiryId }) => inquiryId === c.req.param('inquiryId'));
      if (found === undefined) return refusal(404, 'Not Found');
      if (spoilt?.mode === 'data-null') return ok(null);
      return spoilt?.mode === 'odd-shapes'
        ? ok(renderInquiry(found, odd(found)), '200')
        : ok(renderInquiry(found, shapesOf(spoilt)));
    }),
  );

  const act =
    (
      refuse: (inquiry: SimulatedInquiry | undefined, check: ActionCheck) => string | undefined,
      take: (inquiryId: string, body: ActionBody) => Promise<void>,
    ) =>
    (c: GatewayContext) =>
      serve(c, async (vendors, spoilt) => {
        const { vendorId = '', inquiryId = '' } = c.req.param();
        const vendor = vendors.find((configured) => configured.vendorId === vendorId);
        if (vendor === undefined) return refusal(404, 'Not Found');
        const read = readActionBody(await c.req.text());
        if ('message' in read) return refusal(400, read.message);
        const found = current().find((inquiry) => inquiry.inquiryId === inquiryId && isOf(inquiry, vendor));
        const refused = refuse(found, { inquiryId, vendorId, body: read.body, now: now(), wingIds });
        if (refused !== undefined) return refusal(400, refused);
        if (spoilt?.mode !== 'ignored-act') await take(inquiryId, read.body);
        return spoilt?.mode === 'conflict' ? refusal(409, 'Conflict') : actionDone();
      });
  const actions = `${API}/v4/vendors/:vendorId/callCenterInquiries/:inquiryId`;
  app.post(`${actions}/replies`, act(refuseReply, options.reply));
  app.post(`${actions}/confirms`, act(refuseConfirm, options.confirm));
  addProductCalls(app, serve, product, { now, wingIds });
  addOrderCalls(app, serve, options.orders);

  app.notFound((c) => serve(c, () => refusal(404, 'Not Found')));
  app.onError((_error, c) => {
    const way = { date, sleep, mode: undefined, isNearLimit: false };
    return sendAnswer(c.req.raw, c.env, refusal(500, 'Internal Server Error'), way);
  });
  return app;
};

const isOf = (inquiry: SimulatedInquiry, vendor: SimulatedVendor): boolean =>
  inquiry.vendorId === vendor.vendorId && inquiry.market === vendor.market;

type Way = {
  /** The time in the `Date` header, epoch ms. */
  date: () => number;
  sleep: (ms: number) => Promise<unknown>;
  /** The failure of the answer. The call itself is already carried out. */
  mode: FailureMode | undefined;
  isNearLimit: boolean;
};

const SLOW_MS = 4000;
/** The gateway's time limit without the header. Source: coupang-api.md section 1. */
const GRANTED_MS = 3000;

const sendAnswer = async (
  request: Request,
  { incoming }: Partial<HttpBindings>,
  answer: GatewayAnswer,
  { date, sleep, mode, isNearLimit }: Way,
): Promise<Response> => {
  if (mode === 'lost-answer') incoming?.socket.destroy();
  const sent = mode === 'slow' ? await slowly(request, answer, sleep) : answer;
  return new Response(sent.body, {
    status: sent.status,
    headers: {
      ...sent.headers,
      Date: new Date(date()).toUTCString(),
      'Content-Type': sent.contentType,
      ...(isNearLimit && { 'X-CAG-Warnings': 'The limit of calls per second is near.' }),
    },
  });
};

const slowly = async (
  request: Request,
  answer: GatewayAnswer,
  sleep: Way['sleep'],
): Promise<GatewayAnswer> => {
  const granted = Math.max(GRANTED_MS, Number(request.headers.get('x-extended-timeout') ?? 0) || 0);
  await sleep(Math.min(SLOW_MS, granted));
  if (granted >= SLOW_MS) return answer;
  const isQuestions = request.method === 'GET' && isProductCall(request.url);
  return isQuestions ? refusal(400, 'Read timed out') : refusal(504, 'Gateway Timeout');
};
