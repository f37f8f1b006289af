import { edgePage, type GatewayAnswer, refusal } from './answers.ts';

/**
 * What Coupang can be told to do wrong. `incomplete-page` answers the first page and leaves the second of three
 * empty; the others answer every call alike. Source: coupang-api.md section 4.
 */
export type FailureMode =
  | 'incomplete-page'
  | 'server-error'
  | 'unavailable'
  | 'throttled'
  | 'blocked'
  | 'redirected'
  | 'ip-not-allowed'
  | 'invalid-signature'
  | 'broken-json';

/** The answer of a failing gateway; `undefined` where the mode spoils a page only. */
export const failureAnswer = (mode: FailureMode): GatewayAnswer | undefined => {
  switch (mode) {
    case 'incomplete-page':
      return undefined;
    case 'server-error':
      return refusal(500, 'Internal Server Error');
    case 'unavailable':
      return refusal(503, 'Service Unavailable');
    case 'throttled':
      return refusal(429, 'Too Many Requests', { 'Retry-After': '600' });
    case 'blocked':
      return edgePage(403);
    case 'redirected':
      return edgePage(302, { Location: 'https://block.example.com/' });
    case 'ip-not-allowed':
      return refusal(
        403,
        '[FORBIDDEN] Not allowed IP. Your ip address 192.0.2.1 is not allowed for this request',
      );
    case 'invalid-signature':
      return refusal(401, 'Invalid signature.');
    case 'broken-json':
      return { status: 200, contentType: 'application/json', headers: {}, body: '{"code":200,"data":{' };
  }
};
