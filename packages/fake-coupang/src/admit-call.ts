import { type Keys, type RequestToSign, sign } from './sign.ts';
import { edgePage, type GatewayAnswer, refusal } from './answers.ts';
import type { CallLimits, Edge } from './call-limits.ts';
import type { Spoilt } from './failing.ts';
import { failureAnswer } from './failures.ts';
import type { SimulatedVendor } from './list-inquiries.ts';
import { timingSafeEqual } from 'node:crypto';
import { MINUTE_MS } from './time.ts';

export type Doors = {
  vendors: SimulatedVendor[];
  keys: Keys;
  /** Coupang's clock, epoch ms. */
  now: () => number;
  limits: CallLimits;
  edge: Edge;
};

export type Admission = { isNearLimit: boolean } & (
  | { vendors: SimulatedVendor[] }
  | { refused: GatewayAnswer }
);

/** Answers an admitted call of these vendors. `spoilt`: a failure that changes the answer. */
export type Call = (
  vendors: SimulatedVendor[],
  spoilt: Spoilt | undefined,
) => GatewayAnswer | Promise<GatewayAnswer>;

/** Checks in this order: the edge, switched-on failures, the call limit, the signature, the market. */
export const admitCall = (request: Request, doors: Doors, spoilt: Spoilt | undefined): Admission => {
  if (doors.edge.isBlocked()) return { isNearLimit: false, refused: edgePage(403) };
  const failed = spoilt === undefined ? undefined : failureAnswer(spoilt.mode);
  if (failed !== undefined) return { isNearLimit: false, refused: failed };
  const load = doors.limits.count(vendorOf(request));
  const isNearLimit = load !== 'free';
  if (load === 'over') return { isNearLimit, refused: refusal(429, 'Too Many Requests') };
  const unsigned = refuseUnsigned(request, doors);
  if (unsigned !== undefined) return { isNearLimit, refused: unsigned };
  const market = request.headers.get('x-market') ?? 'KR';
  const vendors = doors.vendors.filter((vendor) => vendor.market === market);
  return vendors.length === 0
    ? { isNearLimit, refused: refusal(403, 'The HMAC token is not for the target VDC.') }
    : { isNearLimit, vendors };
};

/** The call limit counts per vendor, over all its programs. A look-up names the vendor only in its header. */
const vendorOf = (request: Request): string =>
  /\/vendors\/([AC]\d+)\//.exec(request.url)?.[1] ?? request.headers.get('x-requested-by') ?? '';

const refuseUnsigned = (request: Request, { keys, now }: Doors): GatewayAnswer | undefined => {
  const { pathname, search } = new URL(request.url);
  const authorization = request.headers.get('authorization') ?? undefined;
  return checkSignature(
    { method: request.method, path: pathname, query: search.slice(1), authorization },
    keys,
    now(),
  );
};

/** The query is the exact bytes that were received. */
type SignedRequest = RequestToSign & { authorization: string | undefined };

const FORMAT =
  /^CEA algorithm=HmacSHA256, access-key=([^,\s]+), signed-date=(\d{6}T\d{6}Z), signature=([0-9a-f]{64})$/;
const SIGNATURE_LIVES_MS = 5 * MINUTE_MS;

/** @returns the gateway's refusal, or undefined for a valid signature. Source: coupang-api.md sections 1 and 4. */
const checkSignature = (request: SignedRequest, keys: Keys, now: number): GatewayAnswer | undefined => {
  if (request.authorization === undefined) return refusal(401, 'Request is not authorized.');
  const [, accessKey, signedDate, signature] = FORMAT.exec(request.authorization) ?? [];
  if (accessKey === undefined || signedDate === undefined || signature === undefined) {
    return refusal(401, 'HMAC format is invalid.');
  }
  if (accessKey !== keys.accessKey) {
    return refusal(401, 'Unknown error occurred, please contact api-gateway channel for the details.');
  }
  if (!(Math.abs(now - signedAt(signedDate)) <= SIGNATURE_LIVES_MS)) {
    return refusal(401, 'Specified signature is expired.');
  }
  const expected = sign(request, signedDate, keys.secretKey);
  return timingSafeEqual(Buffer.from(signature), Buffer.from(expected))
    ? undefined
    : refusal(401, 'Invalid signature.');
};

/** Epoch ms of `yyMMdd'T'HHmmss'Z'`; NaN for a date that does not exist. */
const signedAt = (text: string): number =>
  Date.parse(
    `20${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4, 6)}T${text.slice(7, 9)}:${text.slice(9, 11)}:${text.slice(11, 13)}Z`,
  );
