import { type Keys, sign } from './sign.ts';
import { edgePage, type GatewayAnswer, refusal } from './answers.ts';
import type { CallLimits, Edge } from './call-limits.ts';
import type { Spoilt } from './failing.ts';
import { failureAnswer } from './failures.ts';
import { timingSafeEqual } from 'node:crypto';
import type { Received } from './route.ts';
import { MINUTE_MS } from './time.ts';
import { isAny, type Vendors } from './simulated-vendor.ts';

export type Doors = {
  vendors: Vendors;
  keys: Keys;
  /** Coupang's clock, epoch ms. */
  now: () => number;
  limits: CallLimits;
  edge: Edge;
};

/** `vendors`: those of the call's market. */
export type Admission = { isNearLimit: boolean } & ({ vendors: Vendors } | { refused: GatewayAnswer });

/** Checks in this order: the edge, switched-on failures, the call limit, the signature, the market. */
export const admitCall = (request: Received, doors: Doors, spoilt: Spoilt | undefined): Admission => {
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
  return isAny(vendors)
    ? { isNearLimit, vendors }
    : { isNearLimit, refused: refusal(403, 'The HMAC token is not for the target VDC.') };
};

/** The call limit counts per vendor, over all its programs. A look-up names the vendor only in its header. */
const vendorOf = ({ url, headers }: Received): string =>
  /\/vendors\/([AC]\d+)\//.exec(url.pathname)?.[1] ?? headers.get('x-requested-by') ?? '';

const FORMAT =
  /^CEA algorithm=HmacSHA256, access-key=([^,\s]+), signed-date=(\d{6}T\d{6}Z), signature=([0-9a-f]{64})$/;
const SIGNATURE_LIVES_MS = 5 * MINUTE_MS;

/** @returns the gateway's refusal, or undefined for a valid signature. Source: coupang-api.md sections 1 and 4. */
const refuseUnsigned = (
  { method, url, headers }: Received,
  { keys, now }: Doors,
): GatewayAnswer | undefined => {
  const authorization = headers.get('authorization');
  if (authorization === null) return refusal(401, 'Request is not authorized.');
  const [, accessKey, signedDate, signature] = FORMAT.exec(authorization) ?? [];
  if (accessKey === undefined || signedDate === undefined || signature === undefined) {
    return refusal(401, 'HMAC format is invalid.');
  }
  if (accessKey !== keys.accessKey) {
    return refusal(401, 'Unknown error occurred, please contact api-gateway channel for the details.');
  }
  if (!(Math.abs(now() - signedAt(signedDate)) <= SIGNATURE_LIVES_MS)) {
    return refusal(401, 'Specified signature is expired.');
  }
  const signed = { method, path: url.pathname, query: url.search.slice(1) };
  return timingSafeEqual(Buffer.from(signature), Buffer.from(sign(signed, signedDate, keys.secretKey)))
    ? undefined
    : refusal(401, 'Invalid signature.');
};

/** Epoch ms of `yyMMdd'T'HHmmss'Z'`; NaN for a date that does not exist. */
const signedAt = (text: string): number =>
  Date.parse(
    `20${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4, 6)}T${text.slice(7, 9)}:${text.slice(9, 11)}:${text.slice(11, 13)}Z`,
  );
