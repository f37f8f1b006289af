import type { Keys } from '../../lib/coupang/sign-request.ts';
import { edgePage, type GatewayAnswer, refusal } from './answers.ts';
import type { CallLimits } from './call-limits.ts';
import { checkSignature } from './check-signature.ts';
import type { Edge } from './edge.ts';
import type { Spoilt } from './failing.ts';
import { failureAnswer } from './failures.ts';
import type { SimulatedVendor } from './list-inquiries.ts';

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
