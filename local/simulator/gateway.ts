import { Hono } from 'hono';
import type { Keys } from '../../lib/coupang/sign-request.ts';
import { type GatewayAnswer, ok, refusal } from './answers.ts';
import { checkSignature } from './check-signature.ts';
import { type FailureMode, failureAnswer } from './failures.ts';
import { listInquiries, type SimulatedVendor } from './list-inquiries.ts';
import { renderInquiry } from './render-inquiry.ts';
import type { SimulatedInquiry } from './simulated-inquiry.ts';

export type GatewayOptions = {
  vendors: SimulatedVendor[];
  keys: Keys;
  now: () => number;
  inquiries: () => SimulatedInquiry[];
  /** Called once a request: what goes wrong with this one. */
  nextFailure: (url: string) => FailureMode | undefined;
};

const PREFIX = '/v2/providers/openapi/apis/api/v5/vendors';

/** Coupang's gateway: failures first, then the signature, then market and vendor, then the call itself. */
export const coupangGateway = (options: GatewayOptions): Hono => {
  const app = new Hono();
  const respond = (
    request: Request,
    call: (vendors: SimulatedVendor[], spoilt: boolean) => GatewayAnswer,
  ) => {
    const failure = options.nextFailure(request.url);
    const failed = failure === undefined ? undefined : failureAnswer(failure);
    return send(
      failed ??
        refuseUnsigned(request, options) ??
        callInMarket(request, options, (vendors) => call(vendors, failure === 'incomplete-page')),
    );
  };

  app.get(`${PREFIX}/:vendorId/callCenterInquiries`, (c) =>
    respond(c.req.raw, (vendors, spoilt) => {
      const vendor = vendors.find(({ vendorId }) => vendorId === c.req.param('vendorId'));
      if (vendor === undefined) return refusal(404, 'Not Found');
      const own = options.inquiries().filter((inquiry) => isOf(inquiry, vendor));
      return listInquiries(vendor, new URL(c.req.raw.url).searchParams, own, spoilt);
    }),
  );
  app.get(`${PREFIX}/callCenterInquiries/:inquiryId`, (c) =>
    respond(c.req.raw, (vendors) => {
      const found = options
        .inquiries()
        .find(
          (inquiry) =>
            inquiry.inquiryId === c.req.param('inquiryId') && vendors.some((vendor) => isOf(inquiry, vendor)),
        );
      return found === undefined ? refusal(404, 'Not Found') : ok(renderInquiry(found));
    }),
  );
  app.notFound(() => send(refusal(404, 'Not Found')));
  app.onError(() => send(refusal(500, 'Internal Server Error')));
  return app;
};

const refuseUnsigned = (request: Request, { keys, now }: GatewayOptions): GatewayAnswer | undefined => {
  const { pathname, search } = new URL(request.url);
  const authorization = request.headers.get('authorization') ?? undefined;
  return checkSignature(
    { method: request.method, path: pathname, query: search.slice(1), authorization },
    keys,
    now(),
  );
};

/** One host serves both markets; the key is of one market, and `X-MARKET` says which. */
const callInMarket = (
  request: Request,
  { vendors }: GatewayOptions,
  call: (vendors: SimulatedVendor[]) => GatewayAnswer,
): GatewayAnswer => {
  const market = request.headers.get('x-market') ?? 'KR';
  const inMarket = vendors.filter((vendor) => vendor.market === market);
  return inMarket.length === 0 ? refusal(403, 'The HMAC token is not for the target VDC.') : call(inMarket);
};

const isOf = (inquiry: SimulatedInquiry, vendor: SimulatedVendor): boolean =>
  inquiry.vendorId === vendor.vendorId && inquiry.market === vendor.market;

const send = ({ status, contentType, headers, body }: GatewayAnswer): Response =>
  new Response(body, { status, headers: { ...headers, 'Content-Type': contentType } });
