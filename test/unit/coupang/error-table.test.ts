import { describe, expect, test } from '@jest/globals';
import { CoupangError } from '../../../lib/coupang/coupang-error.ts';
import { against, item, KEYS, lookUpOne, NOW, page, type Reply, WINDOW } from './loopback-coupang.ts';
import { NO_REPAIRS } from '../../fixtures/domain/no-repairs.ts';

const TEN_MINUTES_MS = 10 * 60 * 1000;
const error = (message: string, transactionId = 'tx-0001') => ({ code: 'ERROR', message, transactionId });
const html = '<!DOCTYPE html><html><body>Access Denied. Your IP was noted.</body></html>';

type Row = {
  seen: string;
  reply: Reply;
  calls: number;
  expected: Partial<
    Pick<CoupangError, 'code' | 'blindCause' | 'reach' | 'aloneForMs' | 'retryable' | 'ip' | 'status'>
  >;
};

const transient = (seen: string, reply: Reply): Row => ({
  seen,
  reply,
  calls: 3,
  expected: {
    code: 'COUPANG_UNAVAILABLE',
    blindCause: 'coupang-down',
    reach: 'reading',
    aloneForMs: 0,
    retryable: true,
  },
});
const stop = (
  seen: string,
  reply: Reply & { status: number },
  code: CoupangError['code'],
  blindCause: CoupangError['blindCause'],
): Row => ({
  seen,
  reply,
  calls: 1,
  expected: {
    code,
    blindCause,
    reach: 'vendor',
    aloneForMs: TEN_MINUTES_MS,
    retryable: false,
    status: reply.status,
  },
});
const refused = (seen: string, status: number, body: unknown): Row => ({
  seen,
  reply: { status, body },
  calls: 1,
  expected: {
    code: 'COUPANG_BAD_REQUEST',
    blindCause: 'bad-request',
    reach: 'reading',
    aloneForMs: 0,
    retryable: false,
  },
});
const edge = (seen: string, reply: Reply): Row => ({
  seen,
  reply,
  calls: 1,
  expected: {
    code: 'COUPANG_BLOCKED_AT_EDGE',
    blindCause: 'blocked-at-edge',
    reach: 'egress',
    aloneForMs: TEN_MINUTES_MS,
    retryable: true,
  },
});
const throttled = (seen: string, headers: Record<string, string>, aloneForMs: number): Row => ({
  seen,
  reply: { status: 429, headers, body: error('Too Many Requests') },
  calls: 1,
  expected: {
    code: 'COUPANG_THROTTLED',
    blindCause: 'throttled',
    reach: 'vendor',
    aloneForMs,
    retryable: true,
  },
});
const protocol = (seen: string, reply: Reply): Row => ({
  seen,
  reply,
  calls: 2,
  expected: {
    code: 'COUPANG_PROTOCOL',
    blindCause: 'protocol',
    reach: 'reading',
    aloneForMs: 0,
    retryable: true,
  },
});

/** The table of coupang-api.md section 4, row by row. `calls` is the number of requests that the server saw. */
const ROWS: Row[] = [
  transient('a reset connection', { instead: (response) => response.destroy() }),
  ...[502, 503, 504, 521, 524].map((status) =>
    transient(`${status}`, { status, body: error('Bad gateway') }),
  ),
  {
    seen: '500',
    reply: { status: 500, body: error('Internal Server Error') },
    calls: 2,
    expected: {
      code: 'COUPANG_SERVER_ERROR',
      blindCause: 'coupang-down',
      reach: 'reading',
      aloneForMs: 0,
      status: 500,
    },
  },
  throttled('429', {}, TEN_MINUTES_MS),
  throttled('429 for less than ten minutes', { 'retry-after': '30' }, 30_000),
  throttled('429 for longer', { 'retry-after': '1800' }, 1_800_000),
  throttled(
    '429 until a date',
    { 'retry-after': new Date(NOW - 900 + 3_600_000).toUTCString() },
    3_600_000 - 900,
  ),
  throttled('429 for an absurd time', { 'retry-after': '99999999999' }, 3_600_000),
  throttled('429 with a broken Retry-After', { 'retry-after': 'later' }, TEN_MINUTES_MS),
  edge('403 with a page', { status: 403, headers: { 'content-type': 'text/html' }, body: html }),
  edge('403 with a page of no type', { status: 403, body: html }),
  edge('302', { status: 302, headers: { location: '/elsewhere' }, body: '' }),
  edge('301', { status: 301, headers: { location: '/elsewhere' }, body: '' }),
  {
    ...stop(
      '403 IP, named',
      { status: 403, body: error('[FORBIDDEN] Not allowed IP. 203.0.113.7') },
      'COUPANG_IP_NOT_ALLOWED',
      'ip-not-allowed',
    ),
  },
  stop(
    '403 IP address',
    { status: 403, body: error('Your ip address 203.0.113.7 is not allowed for this request') },
    'COUPANG_IP_NOT_ALLOWED',
    'ip-not-allowed',
  ),
  ...['[FORBIDDEN] Not allowed IP. 203.0.113.7', 'The HMAC token is not for the target VDC.'].map((body) => {
    const isIp = body.includes('IP');
    const code = isIp ? 'COUPANG_IP_NOT_ALLOWED' : 'COUPANG_WRONG_MARKET';
    const row = stop(
      `403 ${body} as text`,
      { status: 403, body },
      code,
      isIp ? 'ip-not-allowed' : 'wrong-market',
    );
    return { ...row, reply: { ...row.reply, headers: { 'content-type': 'text/html;charset=utf-8' } } };
  }),
  edge('403 with a text of an edge', {
    status: 403,
    headers: { 'content-type': 'text/html' },
    body: 'error code: 1020',
  }),
  ...[
    'Invalid signature.',
    'HMAC format is invalid.',
    'Request is not authorized.',
    'Unknown error occurred, please contact api-gateway channel for the details.',
  ].map((message) =>
    stop(`401 ${message}`, { status: 401, body: error(message) }, 'COUPANG_CREDENTIALS', 'credentials'),
  ),
  stop(
    '403 VDC',
    { status: 403, body: error('The HMAC token is not for the target VDC.') },
    'COUPANG_WRONG_MARKET',
    'wrong-market',
  ),
  stop('404 on the list', { status: 404, body: error('Not found') }, 'COUPANG_WRONG_PATH', 'wrong-path'),
  ...[410, 412, 423].map((status) =>
    stop(`${status}`, { status, body: error('Gone') }, 'COUPANG_VENDOR_INACTIVE', 'vendor-inactive'),
  ),
  refused(
    '400 interval',
    400,
    error('time interval needs to be less than or equal to 7 days， pattern should be yyyy-MM-dd'),
  ),
  refused('400 vendor', 400, error('Invalid vendor ID')),
  {
    seen: '400 Read timed out',
    reply: { status: 400, body: error('Read timed out') },
    calls: 1,
    expected: {
      code: 'COUPANG_READ_TIMED_OUT',
      blindCause: 'coupang-down',
      reach: 'reading',
      aloneForMs: 0,
      retryable: true,
    },
  },
  refused('a 4xx that the table does not name', 418, error('teapot')),
  refused('a 403 that the table does not name', 403, error('no permission')),
  {
    seen: 'a 5xx that the table does not name',
    reply: { status: 501, body: error('Not implemented') },
    calls: 1,
    expected: { code: 'COUPANG_UNEXPECTED', blindCause: 'coupang-down', reach: 'reading', aloneForMs: 0 },
  },
  {
    seen: '401 expired, again and again',
    reply: { status: 401, body: error('Specified signature is expired.') },
    calls: 2,
    expected: { code: 'COUPANG_CLOCK', blindCause: 'clock', reach: 'reading', aloneForMs: 0 },
  },
  protocol('200 with another code', { body: { code: 500, message: 'FAIL', data: null } }),
  protocol('200 without a code', { body: { message: 'OK', data: { content: [] } } }),
  protocol('200 with an empty body', { body: '' }),
  protocol('204', { status: 204, body: '' }),
  protocol('200 with a page', { headers: { 'content-type': 'text/html' }, body: html }),
  protocol('200 with broken JSON', { body: '{"code":200,"data":{"content":[' }),
];

describe('I6: the error table, on the list', () => {
  test.each(ROWS)('$seen: $calls request(s), then $expected.code', async ({ reply, calls, expected }) => {
    await against([reply], async (client, { seen, log }) => {
      const { reading, failure } = await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);
      expect(failure).toBeInstanceOf(CoupangError);
      expect(failure).toMatchObject(expected);
      expect(failure?.message).toContain('A00012345');
      if (failure instanceof CoupangError && failure.status !== undefined)
        expect(failure.message).toContain(`status ${reply.status ?? 200}`);
      expect(seen).toHaveLength(calls);
      expect(log.lines).toHaveLength(calls);
      expect(reading).toMatchObject({ complete: false, inquiries: [], unusable: [] });
    });
  });

  test.each(ROWS.filter(({ calls }) => calls > 1))(
    'a try that ends with $seen counts, and is followed by another',
    async ({ reply }) => {
      await against([reply, page([item(1)])], async (client, { seen }) => {
        const { reading, failure } = await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);
        expect(failure).toBeUndefined();
        expect(reading).toMatchObject({ complete: true, inquiries: [{ inquiryId: '1' }] });
        expect(seen).toHaveLength(2);
      });
    },
  );

  test('no failure is tried more than three times, whatever comes in between', async () => {
    const replies = [502, 500, 502, 502].map((status) => ({ status, body: error('x') }));
    await against(replies, async (client, { seen }) => {
      await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);
      expect(seen).toHaveLength(3);
    });
  });
});

test.each([
  [{ body: { code: 500, message: 'FAIL', data: null } }, 'code 500 in the body'],
  [{ body: { message: 'OK', data: { content: [] } } }, 'no code in the body'],
  [{ body: '' }, 'an empty body'],
  [{ headers: { 'content-type': 'text/html' }, body: html }, 'a page instead of JSON'],
  [{ body: '{"code":200,"data":{"content":[' }, 'broken JSON'],
])('I6: the fault of the answer %j is reported: %s', async (reply, what) => {
  await against([reply], async (client) => {
    const { failure } = await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);
    expect(failure?.message).toContain(`(${what}, status 200)`);
  });
});

test('I6: each failed try has a log line, with its number and Coupang’s answer', async () => {
  await against([{ status: 503, body: error('x', 'tx-9') }], async (client, { log }) => {
    await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);
    const vendor = { market: 'KR', vendorId: 'A00012345' };
    const answered = { code: 'COUPANG_UNAVAILABLE', status: 503, transactionId: 'tx-9' };
    expect(log.lines).toEqual(
      [1, 2, 3].map(
        (number) =>
          `a call to Coupang failed ${JSON.stringify({ ...vendor, call: 'list', try: number, ...answered })}`,
      ),
    );
  });
});

describe('errors on a look-up of one inquiry', () => {
  test('a 404 is not an error and proves nothing', async () => {
    await against([{ status: 404, body: error('Not found') }], async (client, { seen }) => {
      expect(await lookUpOne(client, '1015668177')).toBeUndefined();
      expect(seen.map(({ url }) => url)).toEqual([
        '/v2/providers/openapi/apis/api/v5/vendors/callCenterInquiries/1015668177',
      ]);
    });
  });

  test('a 500 gets one more try, then is thrown', async () => {
    await against([{ status: 500, body: error('x') }], async (client, { seen }) => {
      await expect(lookUpOne(client, '1')).rejects.toMatchObject({ code: 'COUPANG_SERVER_ERROR' });
      expect(seen).toHaveLength(2);
    });
  });

  test('the requested inquiry comes back, also with a long id', async () => {
    const body = '{"code":"200","data":{"inquiryId":9223372036854775807,"replies":null}}';
    await against([{ body }], async (client) => {
      expect(await lookUpOne(client, '9223372036854775807')).toMatchObject({
        inquiryId: '9223372036854775807',
      });
    });
  });

  test('an answer without data is treated like a 404', async () => {
    await against([{ body: { code: 200, data: null } }], async (client) => {
      expect(await lookUpOne(client, '1')).toBeUndefined();
    });
  });

  test.each([
    [{ inquiryId: 2 }, 'it is another inquiry'],
    [{ inquiryId: 'x' }, 'inquiryId: is no whole number'],
    [[], 'item: is no object'],
  ])('%j is not valid data', async (data, problem) => {
    await against([{ body: { code: 200, data } }], async (client) => {
      await expect(lookUpOne(client, '1')).rejects.toThrow(problem);
    });
  });
});

describe('an error contains', () => {
  test('the IP to register, and the transaction for Coupang’s support', async () => {
    const body = error('Your ip address 203.0.113.7 is not allowed for this request', 'abc-123');
    await against([{ status: 403, body }], async (client) => {
      const { failure } = await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);
      expect(failure).toMatchObject({ ip: '203.0.113.7', transactionId: 'abc-123' });
      expect(failure?.message).toMatch(/203\.0\.113\.7.*abc-123.*WING/);
    });
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
      await against([{ status, body: revealing }], async (client, { log }) => {
        const { reading, failure } = await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);
        const output = JSON.stringify([
          reading,
          failure,
          failure?.message,
          String(failure?.stack),
          String(failure?.cause),
          log.lines,
        ]);
        for (const secret of SECRETS) expect(output).not.toContain(secret);
      });
    },
  );

  test('no secret if fetch fails', async () => {
    const failing: typeof fetch = async (_url, init) => {
      throw new TypeError(`bad header ${JSON.stringify(init?.headers)}`, {
        cause: new Error(KEYS.secretKey),
      });
    };
    await against(
      [],
      async (client, { log }) => {
        const { failure } = await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);
        expect(failure).toMatchObject({ code: 'COUPANG_UNAVAILABLE' });
        expect(failure?.cause).toBeUndefined();
        const output = `${failure?.stack} ${JSON.stringify(failure)} ${log.lines.join()}`;
        for (const secret of SECRETS) expect(output).not.toContain(secret);
      },
      { fetch: failing },
    );
  });
});
