import { edgePage, type GatewayAnswer, JSON_TYPE, refusal } from './answers.ts';

/**
 * How the simulated Coupang can fail. Sources: coupang-api.md sections 2.1, 3, 4 and 7.
 * - The same answer to every call: `server-error` to `empty-body`.
 * - Wrong data for a GET: `data-null`, `empty-page`, `empty-list` (no row, and a total of zero), `incomplete-page` (the
 * second of three pages is empty), `moving-items` (items move by one place between two calls), `changing-totals` (one
 * page more during the first page), `both-lists` (TRANSFER also shows the items of NO_ANSWER, and NOANSWER the questions
 * that were answered within ten minutes), `ignored-filter` (each
 * list shows the items of all lists), `renamed-id` (an item has another field instead of `inquiryId`), `odd-shapes`.
 * - A late or lost answer to a call that was carried out: `slow` (a list of questions answers `Read timed out`, unless the
 * call grants more time), `lost-answer`. A wrong answer to a POST: `conflict`.
 * - A POST that succeeds but changes nothing: `ignored-act`.
 * - A clock that is ahead: `clock-skewed` (Coupang's clock, by seven minutes), `wrong-date` (the `Date` header, by half
 * an hour).
 */
export const FAILURE_MODES = [
  'server-error',
  'unavailable',
  'throttled',
  'throttled-for-a-day',
  'blocked',
  'redirected',
  'ip-not-allowed',
  'forbidden',
  'invalid-signature',
  'wrong-key',
  'wrong-market',
  'wrong-path',
  'vendor-inactive',
  'api-expired',
  'api-restricted',
  'unreachable',
  'read-timed-out',
  'other-code',
  'broken-json',
  'page-for-json',
  'empty-body',
  'data-null',
  'empty-page',
  'empty-list',
  'incomplete-page',
  'moving-items',
  'changing-totals',
  'both-lists',
  'ignored-filter',
  'renamed-id',
  'odd-shapes',
  'slow',
  'lost-answer',
  'conflict',
  'ignored-act',
  'clock-skewed',
  'wrong-date',
] as const;

export type FailureMode = (typeof FAILURE_MODES)[number];

/** @returns the answer of a mode that spoils every call, or undefined for other modes */
export const failureAnswer = (mode: FailureMode): GatewayAnswer | undefined => ANSWERS[mode]?.();

const ANSWERS: Partial<Record<FailureMode, () => GatewayAnswer>> = {
  'server-error': () => refusal(500, 'Internal Server Error'),
  unavailable: () => refusal(503, 'Service Unavailable'),
  throttled: () => refusal(429, 'Too Many Requests', { 'Retry-After': '600' }),
  'throttled-for-a-day': () => refusal(429, 'Too Many Requests', { 'Retry-After': '86400' }),
  blocked: () => edgePage(403),
  redirected: () => edgePage(302, { Location: 'https://block.example.com/' }),
  'ip-not-allowed': () =>
    refusal(403, '[FORBIDDEN] Not allowed IP. Your ip address 192.0.2.1 is not allowed for this request'),
  forbidden: () => refusal(403, 'Forbidden'),
  'invalid-signature': () => refusal(401, 'Invalid signature.'),
  'wrong-key': () =>
    refusal(401, 'Unknown error occurred, please contact api-gateway channel for the details.'),
  'wrong-market': () => refusal(403, 'The HMAC token is not for the target VDC.'),
  'wrong-path': () => refusal(404, 'Not Found'),
  'vendor-inactive': () => refusal(412, 'The vendor is not activated.'),
  // Documented without a text. Source: the contract's rows of `any`.
  'api-expired': () => refusal(410, 'Gone'),
  'api-restricted': () => refusal(423, 'Locked'),
  unreachable: () => refusal(521, 'Web Server Is Down'),
  // Documented for the list of product inquiries. Source: coupang-api.md section 7.
  'read-timed-out': () => refusal(400, 'Read timed out'),
  'other-code': () => success('{"code":500,"message":"Internal Server Error","data":null}'),
  'broken-json': () => success('{"code":200,"data":{'),
  'page-for-json': () => edgePage(200),
  'empty-body': () => success(''),
};

const success = (body: string): GatewayAnswer => ({
  status: 200,
  headers: { 'Content-Type': JSON_TYPE },
  body,
});
