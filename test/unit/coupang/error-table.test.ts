import { describe, expect, test } from '@jest/globals';
import { CoupangError } from '../../../lib/coupang/coupang-error.ts';
import { item, KEYS, lookUpOne, NOW, page, type Reply, start } from './loopback-coupang.ts';

const REST_MS = 10 * 60 * 1000;
const error = (message: string, transactionId = 'tx-0001') => ({ code: 'ERROR', message, transactionId });
const says = (status: number, message: string): Reply => ({ status, body: error(message) });
const html = '<!DOCTYPE html><html><body>Access Denied. Your IP was noted.</body></html>';
const HTML = { 'content-type': 'text/html;charset=utf-8' };
const DOWN = { blindCause: 'coupang-down', reach: 'reading', aloneForMs: 0 };
const STOP = { reach: 'vendor', aloneForMs: REST_MS };

/** `calls`: the requests that the server sees. */
const CODES = {
  COUPANG_UNAVAILABLE: { calls: 3, ...DOWN, retryable: true },
  COUPANG_SERVER_ERROR: { calls: 2, ...DOWN, retryable: true },
  COUPANG_UNEXPECTED: { calls: 1, ...DOWN, retryable: true },
  COUPANG_READ_TIMED_OUT: { calls: 1, ...DOWN, retryable: true },
  COUPANG_THROTTLED: { calls: 1, ...STOP, blindCause: 'throttled', retryable: true },
  COUPANG_BLOCKED_AT_EDGE: {
    calls: 1,
    ...STOP,
    blindCause: 'blocked-at-edge',
    reach: 'egress',
    retryable: true,
  },
  COUPANG_IP_NOT_ALLOWED: { calls: 1, ...STOP, blindCause: 'ip-not-allowed', retryable: false },
  COUPANG_CREDENTIALS: { calls: 1, ...STOP, blindCause: 'credentials', retryable: false },
  COUPANG_WRONG_MARKET: { calls: 1, ...STOP, blindCause: 'wrong-market', retryable: false },
  COUPANG_WRONG_PATH: { calls: 1, ...STOP, blindCause: 'wrong-path', retryable: false },
  COUPANG_VENDOR_INACTIVE: { calls: 1, ...STOP, blindCause: 'vendor-inactive', retryable: false },
  COUPANG_BAD_REQUEST: { calls: 1, ...DOWN, blindCause: 'bad-request', retryable: false },
  COUPANG_CLOCK: { calls: 2, ...DOWN, blindCause: 'clock', retryable: true },
  COUPANG_PROTOCOL: { calls: 2, ...DOWN, blindCause: 'protocol', retryable: true },
};

type Row = [
  seen: string,
  reply: Reply,
  code: keyof typeof CODES,
  more?: { aloneForMs?: number; detail?: string },
];

const throttled = (seen: string, retryAfter: string, aloneForMs: number): Row => [
  `429 ${seen}`,
  { ...says(429, 'Too Many Requests'), headers: { 'retry-after': retryAfter } },
  'COUPANG_THROTTLED',
  { aloneForMs },
];

/** The table of coupang-api.md section 4, row by row. */
const ROWS: Row[] = [
  ['a reset connection', { instead: (response) => response.destroy() }, 'COUPANG_UNAVAILABLE'],
  ...[502, 503, 504, 521, 524].map((status): Row => [
    `${status}`,
    says(status, 'Bad gateway'),
    'COUPANG_UNAVAILABLE',
  ]),
  ['500', says(500, 'Internal Server Error'), 'COUPANG_SERVER_ERROR'],
  ['a 5xx that the table does not name', says(501, 'Not implemented'), 'COUPANG_UNEXPECTED'],
  ['400 Read timed out', says(400, 'Read timed out'), 'COUPANG_READ_TIMED_OUT'],
  ['429', says(429, 'Too Many Requests'), 'COUPANG_THROTTLED'],
  throttled('for less than ten minutes', '30', 30_000),
  throttled('for longer', '1800', 1_800_000),
  throttled('until a date', new Date(NOW - 900 + 3_600_000).toUTCString(), 3_600_000 - 900),
  throttled('for an absurd time', '99999999999', 3_600_000),
  throttled('with a broken Retry-After', 'later', REST_MS),
  ['403 with a page', { status: 403, headers: HTML, body: html }, 'COUPANG_BLOCKED_AT_EDGE'],
  ['403 with a page of no type', { status: 403, body: html }, 'COUPANG_BLOCKED_AT_EDGE'],
  [
    '403 with a text of an edge',
    { status: 403, headers: HTML, body: 'error code: 1020' },
    'COUPANG_BLOCKED_AT_EDGE',
  ],
  ...[301, 302].map((status): Row => [
    `${status}`,
    { status, headers: { location: '/elsewhere' }, body: '' },
    'COUPANG_BLOCKED_AT_EDGE',
  ]),
  ...(
    [
      ['[FORBIDDEN] Not allowed IP. 203.0.113.7', 'COUPANG_IP_NOT_ALLOWED'],
      ['Your ip address 203.0.113.7 is not allowed for this request', 'COUPANG_IP_NOT_ALLOWED'],
      ['The HMAC token is not for the target VDC.', 'COUPANG_WRONG_MARKET'],
    ] as const
  ).flatMap(([message, code]): Row[] => [
    [`403 ${message}`, says(403, message), code],
    [`403 ${message} as text`, { status: 403, headers: HTML, body: message }, code],
  ]),
  ['a 403 that the table does not name', says(403, 'no permission'), 'COUPANG_BAD_REQUEST'],
  ...[
    'Invalid signature.',
    'HMAC format is invalid.',
    'Request is not authorized.',
    'Unknown error occurred, please contact api-gateway channel for the details.',
  ].map((message): Row => [`401 ${message}`, says(401, message), 'COUPANG_CREDENTIALS']),
  ['401 expired, again and again', says(401, 'Specified signature is expired.'), 'COUPANG_CLOCK'],
  ['404 on the list', says(404, 'Not found'), 'COUPANG_WRONG_PATH'],
  ...[410, 412, 423].map((status): Row => [`${status}`, says(status, 'Gone'), 'COUPANG_VENDOR_INACTIVE']),
  [
    '400 interval',
    says(400, 'time interval needs to be less than or equal to 7 days， pattern should be yyyy-MM-dd'),
    'COUPANG_BAD_REQUEST',
    { detail: 'the dates of the list are too far apart, or no dates' },
  ],
  ['400 vendor', says(400, 'Invalid vendor ID'), 'COUPANG_BAD_REQUEST', { detail: 'the vendor id is wrong' }],
  ['a 4xx that the table does not name', says(418, 'teapot'), 'COUPANG_BAD_REQUEST'],
  ...(
    [
      ['200 with another code', { body: { code: 500, message: 'FAIL' } }, 'code 500 in the body'],
      ['200 without a code', { body: { message: 'OK', data: { content: [] } } }, 'no code in the body'],
      ['200 with an empty body', { body: '' }, 'an empty body'],
      ['204', { status: 204, body: '' }, 'an empty body'],
      ['200 with a page', { headers: HTML, body: html }, 'a page instead of JSON'],
      ['200 with broken JSON', { body: '{"code":200,"data":{"content":[' }, 'broken JSON'],
    ] as const
  ).map(([seen, reply, detail]): Row => [seen, reply, 'COUPANG_PROTOCOL', { detail }]),
];

describe('I6: the error table, on the list', () => {
  test.each(ROWS)('%s', async (_seen, reply, code, { detail, ...more } = {}) => {
    const { calls, ...expected } = CODES[code];
    const status = reply.instead ? undefined : (reply.status ?? 200);
    const { read, seen, log } = await start([reply]);
    const { reading, failure } = await read();
    expect(failure).toBeInstanceOf(CoupangError);
    expect(failure).toMatchObject({ code, ...expected, ...more, status });
    expect(failure?.message).toContain('Vendor A00012345 (KR)');
    if (status !== undefined) expect(failure?.message).toContain(`status ${status}`);
    expect(failure?.message).toContain(detail ?? '');
    expect(seen).toHaveLength(calls);
    expect(log.lines).toHaveLength(calls);
    expect(reading).toMatchObject({ complete: false, inquiries: [], unusable: [] });
  });

  test.each(ROWS.filter((row) => CODES[row[2]].calls > 1))(
    'a try that ends with %s counts, and is followed by another',
    async (_seen, reply) => {
      const { read, seen } = await start([reply, page([item(1)])]);
      const { reading, failure } = await read();
      expect(failure).toBeUndefined();
      expect(reading).toMatchObject({ complete: true, inquiries: [{ inquiryId: '1' }] });
      expect(seen).toHaveLength(2);
    },
  );

  test('no failure is tried more than three times, whatever comes in between', async () => {
    const { read, seen } = await start([502, 500, 502, 502].map((status) => says(status, 'x')));
    await read();
    expect(seen).toHaveLength(3);
  });
});

test('I6: each failed try has a log line, with its number and Coupang’s answer', async () => {
  const { read, log } = await start([{ status: 503, body: error('x', 'tx-9') }]);
  await read();
  const vendor = { market: 'KR', vendorId: 'A00012345' };
  const answered = { code: 'COUPANG_UNAVAILABLE', status: 503, transactionId: 'tx-9' };
  expect(log.lines).toEqual(
    [1, 2, 3].map(
      (number) =>
        `a call to Coupang failed ${JSON.stringify({ ...vendor, call: 'list', try: number, ...answered })}`,
    ),
  );
});

describe('errors on a look-up of one inquiry', () => {
  test('a 404 or an answer without data is not an error and proves nothing', async () => {
    const { client, seen } = await start([says(404, 'Not found')]);
    expect(await lookUpOne(client, '1015668177')).toBeUndefined();
    expect(seen.map(({ url }) => url)).toEqual([
      '/v2/providers/openapi/apis/api/v5/vendors/callCenterInquiries/1015668177',
    ]);
    const withoutData = await start([{ body: { code: 200, data: null } }]);
    expect(await lookUpOne(withoutData.client, '1')).toBeUndefined();
  });

  test('the requested inquiry comes back, also with a long id', async () => {
    const body = '{"code":"200","data":{"inquiryId":9223372036854775807,"replies":null}}';
    const { client } = await start([{ body }]);
    expect(await lookUpOne(client, '9223372036854775807')).toMatchObject({
      inquiryId: '9223372036854775807',
    });
  });

  test.each([
    [{ inquiryId: 2 }, 'it is another inquiry'],
    [{ inquiryId: 'x' }, 'inquiryId: is no whole number'],
    [[], 'item: is no object'],
  ])('%j is not valid data', async (data, problem) => {
    const { client } = await start([{ body: { code: 200, data } }]);
    await expect(lookUpOne(client, '1')).rejects.toThrow(problem);
  });
});

describe('an error contains', () => {
  test('the IP to register, and the transaction for Coupang’s support', async () => {
    const body = error('Your ip address 203.0.113.7 is not allowed for this request', 'abc-123');
    const { read } = await start([{ status: 403, body }]);
    const { failure } = await read();
    expect(failure).toMatchObject({ ip: '203.0.113.7', transactionId: 'abc-123' });
    expect(failure?.message).toMatch(/203\.0\.113\.7.*abc-123.*WING/);
  });

  const SECRETS = [KEYS.accessKey, KEYS.secretKey, 'BODY-TEXT', '010-9876-5432', 'Bearer'];
  const revealing = {
    code: 'ERROR',
    message: `BODY-TEXT signature ${KEYS.accessKey} ip 010-9876-5432`,
    transactionId: 'BODY-TEXT with 010-9876-5432 in it',
    data: { content: [{ buyerPhone: '010-9876-5432', content: 'BODY-TEXT' }] },
  };
  test.each([200, 302, 400, 401, 403, 404, 410, 418, 429, 500, 501, 503])(
    'no secret, body text or phone in the error, cause, log or reading after a %d',
    async (status) => {
      const { read, log } = await start([{ status, body: revealing }]);
      const { reading, failure } = await read();
      const { message, stack, cause } = failure ?? {};
      const output = JSON.stringify([reading, failure, message, stack, String(cause), log.lines]);
      for (const secret of SECRETS) expect(output).not.toContain(secret);
    },
  );

  test('no secret if fetch fails', async () => {
    const failing: typeof fetch = async (_url, init) => {
      throw new TypeError(`bad header ${JSON.stringify(init?.headers)}`, {
        cause: new Error(KEYS.secretKey),
      });
    };
    const { read, log } = await start([], { fetch: failing });
    const { failure } = await read();
    expect(failure).toMatchObject({ code: 'COUPANG_UNAVAILABLE' });
    expect(failure?.cause).toBeUndefined();
    const output = `${failure?.stack} ${JSON.stringify(failure)} ${log.lines.join()}`;
    for (const secret of SECRETS) expect(output).not.toContain(secret);
  });
});
