import { actionDone, type GatewayAnswer, refusal } from './answers.ts';
import type { Spoilt } from './failing.ts';
import { type ActionBody, readActionBody } from './read-action-body.ts';
import { isAny, type Vendors } from './simulated-vendor.ts';

export type Received = { method: string; url: URL; headers: Headers; body: string };

/** An admitted call. */
export type Call = Received & {
  /** Only the vendor that the path names. Those of the market if it names none. */
  vendors: Vendors;
  /** The other number in the path. */
  id: string;
  /** A failure that changes the answer. */
  spoilt: Spoilt | undefined;
};

type Answer = (call: Call) => GatewayAnswer | Promise<GatewayAnswer>;
export type Route = { method: 'GET' | 'POST'; path: RegExp; answer: Answer };

/** @param path may have the parts `:vendorId` and `:id` */
export const get = (path: string, answer: Answer): Route => ({
  method: 'GET',
  path: patternOf(path),
  answer,
});

/**
 * @param refuse returns Coupang's refusal
 * @param take carries the call out
 */
export const post = (
  path: string,
  refuse: (call: Call, body: ActionBody) => string | undefined,
  take: (id: string, body: ActionBody) => Promise<void>,
): Route => {
  const answer: Answer = async (call) => {
    const read = readActionBody(call.body);
    if ('message' in read) return refusal(400, read.message);
    const refused = refuse(call, read.body);
    if (refused !== undefined) return refusal(400, refused);
    if (call.spoilt?.mode !== 'ignored-act') await take(call.id, read.body);
    return call.spoilt?.mode === 'conflict' ? refusal(409, 'Conflict') : actionDone();
  };
  return { method: 'POST', path: patternOf(path), answer };
};

const patternOf = (path: string): RegExp =>
  new RegExp(`^/v2/providers/${path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`);

export const answerCall = (
  routes: readonly Route[],
  request: Received,
  vendors: Vendors,
  spoilt: Spoilt | undefined,
): GatewayAnswer | Promise<GatewayAnswer> => {
  for (const { method, path, answer } of routes) {
    const found = method === request.method ? path.exec(request.url.pathname) : null;
    if (found === null) continue;
    const { vendorId, id = '' } = { ...found.groups };
    const meant = vendors.filter((vendor) => vendor.vendorId === (vendorId ?? vendor.vendorId));
    if (isAny(meant)) return answer({ ...request, vendors: meant, id, spoilt });
  }
  return refusal(404, 'Not Found');
};
