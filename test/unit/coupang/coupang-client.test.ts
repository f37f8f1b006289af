import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { ConfigError } from '../../../lib/config/config-error.ts';
import type { Credentials } from '../../../lib/coupang/read-keys.ts';
import { formatSignedDate, signRequest } from '../../../lib/coupang/sign-request.ts';
import { SourceError } from '../../../lib/workflows/ports/coupang.ts';
import { holdTimeOuts } from '../../fixtures/hold-time-outs.ts';
import { item, KEYS, lookUpOne, makeClock, NOW, page, start, WINDOW } from './loopback-coupang.ts';
import { HOUR_MS } from '../../../lib/domain/time/durations.ts';
import { NO_REPAIRS } from '../../fixtures/domain/no-repairs.ts';

const LIST = '/v2/providers/openapi/apis/api/v5/vendors/A00012345/callCenterInquiries';
const LIST_QUERY =
  'vendorId=A00012345&partnerCounselingStatus=TRANSFER&inquiryStartAt=2026-01-09&inquiryEndAt=2026-01-15&pageNum=1&pageSize=30';
const error = (message: string) => ({ code: 'ERROR', message });
const EXPIRED = { status: 401, body: error('Specified signature is expired.') };
const WRONG_KEY = { status: 401, body: error('Invalid signature.') };
const signedDateOf = (seen: { headers: { authorization?: string | undefined } } | undefined) =>
  /signed-date=(\w+)/.exec(seen?.headers.authorization ?? '')?.[1];

/** Acts after the headers of the first answer, even if its body is missing. */
const afterFirstHeaders = (act: () => void): typeof fetch => {
  let answers = 0;
  return async (...call) => {
    const response = await fetch(...call);
    answers += 1;
    if (answers === 1) act();
    return response;
  };
};

afterEach(() => void jest.restoreAllMocks());

describe('I1: requests', () => {
  test('carry the path, query, signature and headers that the gateway expects', async () => {
    const { client, seen } = await start([page([item(1)])]);
    const { reading } = await client.read(WINDOW, 'TRANSFER', Infinity, NO_REPAIRS);
    expect(reading).toMatchObject({ window: WINDOW, status: 'TRANSFER', beganAt: NOW, complete: true });
    expect(seen).toMatchObject([
      {
        method: 'GET',
        url: `${LIST}?${LIST_QUERY}`,
        headers: {
          authorization: signRequest({ method: 'GET', path: LIST, query: LIST_QUERY }, KEYS, NOW),
          'content-type': 'application/json;charset=UTF-8',
          'x-requested-by': 'A00012345',
          'x-market': 'KR',
        },
      },
    ]);
  });

  test('I7: mark a vendor in Taiwan, whose time stamps are read in its zone', async () => {
    const taiwan = { vendor: { market: 'TW', vendorId: 'C00012345' } } as const;
    const inquiry = item(1, { inquiryAt: '2026-01-15 14:17:13' });
    const { read, seen } = await start([page([inquiry])], taiwan);
    const { reading } = await read();
    expect(seen[0]?.headers).toMatchObject({ 'x-market': 'TW', 'x-requested-by': 'C00012345' });
    expect(reading.inquiries[0]?.inquiryAt).toBe(Date.parse('2026-01-15T06:17:13Z'));
  });

  test('R7, R13: keep a page with a bad item, and what was read before a failure', async () => {
    const replies = [
      page([item(1), { content: 'no id' }, item(3, { orderId: {} })], { totalPages: 2, totalElements: 31 }),
      { status: 429, body: '' },
    ];
    const { read } = await start(replies);
    const { reading, failure } = await read();
    expect(failure).toBeInstanceOf(SourceError);
    expect(reading).toMatchObject({
      complete: false,
      inquiries: [{ inquiryId: '1' }, { inquiryId: '3' }],
      unusable: [{ problem: 'inquiryId: is missing' }],
      droppedFields: ['orderId: is no whole number that can be trusted to the last digit'],
    });
  });
});

describe('limits of one request', () => {
  test('a server that does not answer is given up after the time-out, three times', async () => {
    const timeOuts = holdTimeOuts();
    const { read, seen } = await start([{ instead: timeOuts.runOut }], { timeoutMs: 80 });
    const { failure } = await read();
    expect(failure).toMatchObject({ code: 'COUPANG_UNAVAILABLE', blindCause: 'coupang-down' });
    expect(failure?.message).toContain('no answer within 80 ms');
    expect(seen).toHaveLength(3);
  });

  const endless = (status: number, headers = {}) => ({
    instead: (response: ServerResponse) => {
      response.writeHead(status, headers);
      response.write('{');
    },
  });

  test('the time-out covers a body that does not end', async () => {
    const options = { fetch: afterFirstHeaders(holdTimeOuts().runOut) };
    const { read, seen } = await start([endless(200), page([item(1)])], options);
    expect(await read()).toMatchObject({ reading: { complete: true } });
    expect(seen.length).toBeGreaterThan(1);
  });

  test('a 429 whose body does not end still counts as a 429', async () => {
    const options = { fetch: afterFirstHeaders(holdTimeOuts().runOut) };
    const { read, seen } = await start([endless(429, { 'retry-after': '1800' })], options);
    const { failure } = await read();
    expect(failure).toMatchObject({ code: 'COUPANG_THROTTLED', aloneForMs: 1_800_000 });
    expect(seen).toHaveLength(1);
  });

  test('a look-up beyond the cap fails, and is not retried', async () => {
    const { client, seen } = await start([{ body: 'x'.repeat(5000) }], { maxBodyBytes: 4000 });
    await expect(lookUpOne(client, '1')).rejects.toMatchObject({
      code: 'COUPANG_TOO_LONG',
      reach: 'reading',
      blindCause: 'protocol',
    });
    expect(seen).toHaveLength(1);
  });

  test.each(['list', 'look-up'])(
    'R5: no try of a %s lasts longer than five seconds past the time to stop',
    async (what) => {
      const clock = makeClock();
      const stopAt = clock.now() + 1000;
      const credentials = async () => {
        clock.advance(stopAt + 5000 - 30 - clock.now());
        return KEYS;
      };
      const answers = [{ instead: holdTimeOuts().runOut }];
      const { client, read } = await start(answers, { clock, credentials });
      const failure =
        what === 'list'
          ? (await read(stopAt)).failure
          : await lookUpOne(client, '1', stopAt).catch((thrown: unknown) => thrown);
      expect(failure).toMatchObject({ message: expect.stringContaining('no answer within 30 ms') });
    },
  );

  test('R5: no try begins after the time to stop', async () => {
    const { read, seen, clock } = await start([{ status: 503, body: '' }]);
    const { failure } = await read(clock.now() + 400);
    expect(failure).toMatchObject({ code: 'COUPANG_UNAVAILABLE' });
    expect(seen).toHaveLength(1);
  });
});

describe('I6: tries, back-off and pace', () => {
  test('back-off doubles, with full jitter, and each try has its own signature', async () => {
    const { read, seen, clock } = await start([{ status: 503, body: '' }], { random: () => 0.75 });
    await read();
    expect(clock.slept).toEqual([750, 1500]);
    expect(new Set(seen.map(signedDateOf)).size).toBe(3);
  });

  test('X-CAG-Warnings slows down the next calls and is logged', async () => {
    const warned = { ...page([]), headers: { 'x-cag-warnings': 'near' } };
    const { client, read, clock, log } = await start([warned, page([])]);
    await read();
    await client.read(WINDOW, 'TRANSFER', Infinity, NO_REPAIRS);
    expect(clock.slept).toEqual([2000]);
    expect(log.lines.join()).toContain('limit of calls is near');
  });
});

describe('R6: the clock', () => {
  const dated = (at: number) => ({ ...page([]), headers: { date: new Date(at).toUTCString() } });
  const expiredAt = (at: number) => ({ ...EXPIRED, headers: { date: new Date(at).toUTCString() } });
  /** How far the time of each signature is from our clock, in minutes. */
  const shiftsOf = (seen: Parameters<typeof signedDateOf>[0][]): number[] =>
    seen.map((request) => {
      const date = signedDateOf(request)?.replace(/(..)(..)(..)T(..)(..)(..)Z/, '20$1-$2-$3T$4:$5:$6Z');
      return Math.round((Date.parse(date ?? '') - NOW) / 60_000) + 0;
    });

  test('a wrong Date header changes neither a signature that Coupang accepts nor the time of a reading', async () => {
    const { read, seen, clock } = await start([dated(NOW + HOUR_MS), dated(NOW - HOUR_MS), page([])]);
    for (let times = 0; times < 3; times += 1) {
      const { reading } = await read();
      expect(reading.beganAt).toBeCloseTo(clock.now(), -4);
      expect(signedDateOf(seen.at(-1))).toBe(formatSignedDate(clock.now()));
    }
  });

  test.each([
    ['a page at the edge', { status: 403, body: '<html><body>made up</body></html>' }],
    ['a redirect', { status: 302, body: error('made up') }],
    ['a failing server', { status: 500, body: error('made up') }],
    ['a refused key', WRONG_KEY],
    ['a 429 without a body', { status: 429, body: '' }],
  ])('the Date of %s changes no signature', async (_title, reply) => {
    const headers = { date: new Date(NOW + HOUR_MS).toUTCString() };
    const { client, read, seen, clock } = await start([{ ...reply, headers }, page([])]);
    await read();
    await read();
    expect(signedDateOf(seen.at(-1))).toBe(formatSignedDate(clock.now()));
    expect(client.clockDiffersByMs()).toBeUndefined();
  });

  test('an expired signature is retried once, signed with the Date of the refusal, and so are later requests', async () => {
    const refused = expiredAt(NOW + 900_100);
    const { read, seen } = await start([refused, page([item(1)]), page([])]);
    expect(await read()).toMatchObject({ reading: { complete: true, beganAt: NOW } });
    await read();
    expect(shiftsOf(seen)).toEqual([0, 15, 15]);
  });

  test('a second refusal ends the call, and the next call is signed with our clock', async () => {
    const refused = expiredAt(NOW + 420_100);
    const { read, seen } = await start([refused, refused, page([])]);
    expect(await read()).toMatchObject({ failure: { code: 'COUPANG_CLOCK', blindCause: 'clock' } });
    expect(await read()).toMatchObject({ reading: { complete: true } });
    expect(shiftsOf(seen)).toEqual([0, 7, 0]);
  });

  test('requests are signed with our clock again once Coupang refuses a proved offset', async () => {
    const replies = [expiredAt(NOW + 420_100), page([]), expiredAt(NOW), page([]), page([])];
    const { read, seen } = await start(replies);
    for (let times = 0; times < 3; times += 1) await read();
    expect(shiftsOf(seen)).toEqual([0, 7, 7, 0, 0]);
  });

  test.each([
    [300_000, undefined],
    [301_100, 301_100],
    [-HOUR_MS, -HOUR_MS - 900],
    [undefined, undefined],
  ])('a Date that differs by %p ms is reported as %p', async (aheadMs, reported) => {
    const replies =
      aheadMs === undefined ? [{ ...page([]), headers: { date: 'someday' } }] : [dated(NOW + aheadMs)];
    const { client, read } = await start([...replies, dated(NOW)]);
    await read();
    expect(client.clockDiffersByMs()).toBe(reported);
    await read();
    expect(client.clockDiffersByMs()).toBeUndefined();
  });

  test('the difference is measured when the answer begins, however long its body takes', async () => {
    const clock = makeClock();
    let end = (): void => {};
    const slow = {
      instead: (response: ServerResponse) => {
        response.sendDate = false;
        response.writeHead(200, { date: new Date(NOW + 600_000).toUTCString() });
        response.write('{"code":200,"data":');
        end = () => {
          clock.advance(9000);
          response.end('{"content":[],"pagination":{"totalPages":1,"totalElements":0}}}');
        };
      },
    };
    const { client, read } = await start([slow], {
      clock,
      fetch: afterFirstHeaders(() => setImmediate(end)),
    });
    await read();
    expect(client.clockDiffersByMs()).toBe(600_000 - 900);
  });

  describe('on a laptop', () => {
    const laptop = () => {
      const clock = makeClock();
      const { now } = clock;
      let byMs = 0;
      const correction = { byMs: () => byMs, add: (ms: number) => void (byMs += ms) };
      return Object.assign(clock, { now: () => now() + byMs, correction });
    };

    const replies = [expiredAt(NOW + 420_100), dated(NOW + 420_100), dated(NOW + 420_100)];

    test('an offset that Coupang accepted after a refusal corrects the clock', async () => {
      const clock = laptop();
      const { client, read, seen } = await start(replies, { clock });
      await read();
      expect(clock.correction.byMs()).toBe(420_100);
      await read();
      expect(shiftsOf(seen)).toEqual([0, 7, 7]);
      expect(client.clockDiffersByMs()).toBeCloseTo(420_000, -4);
    });

    test('neither a difference alone nor a refusal alone corrects it', async () => {
      const clock = laptop();
      const refused = expiredAt(NOW + HOUR_MS);
      const { read } = await start([dated(NOW + HOUR_MS), refused, refused], { clock });
      await read();
      await read();
      expect(clock.correction.byMs()).toBe(0);
    });

    test('an offset that has already corrected the clock for another vendor corrects it only once', async () => {
      const clock = laptop();
      let answers = 0;
      const fetching: typeof fetch = async (...call) => {
        const response = await fetch(...call);
        answers += 1;
        if (answers === 2) clock.correction.add(420_100);
        return response;
      };
      const { read, seen } = await start(replies, { clock, fetch: fetching });
      await read();
      await read();
      expect(clock.correction.byMs()).toBe(420_100);
      expect(shiftsOf(seen)).toEqual([0, 7, 7]);
    });
  });
});

describe('credentials', () => {
  const NEXT = { accessKey: 'NEXT-ACCESS-KEY', secretKey: 'NEXT-SECRET-KEY' };
  const refused = { failure: { code: 'COUPANG_CREDENTIALS', reach: 'vendor' } };
  test.each([
    ['a replaced key is tried', NEXT, [WRONG_KEY, page([])], { reading: { complete: true } }],
    ['a replaced key that is also refused is not tried again', NEXT, [WRONG_KEY], refused],
    ['the same key is not tried again', KEYS, [WRONG_KEY], refused],
    ['no key is tried if none can be had', new Error('made up'), [WRONG_KEY], refused],
  ])('are read again after a 401: %s', async (_title, fresh, replies, expected) => {
    const freshFlags: (boolean | undefined)[] = [];
    const credentials: Credentials = async (options) => {
      freshFlags.push(options?.fresh);
      if (fresh instanceof Error && options?.fresh) throw fresh;
      return options?.fresh && !(fresh instanceof Error) ? fresh : KEYS;
    };
    const { read, seen } = await start(replies, { credentials });
    expect(await read()).toMatchObject(expected);
    expect(freshFlags).toEqual([undefined, true]);
    const used = (fresh === NEXT ? [KEYS, NEXT] : [KEYS]).map(({ accessKey }) => accessKey);
    expect(seen.map(({ headers }) => /access-key=([\w-]+)/.exec(`${headers.authorization}`)?.[1])).toEqual(
      used,
    );
  });

  test('an unreadable key loses no page that was read before', async () => {
    const keys = [KEYS];
    const credentials = async () => keys.pop() ?? Promise.reject(new Error('made up'));
    const { read } = await start([page([item(1)], { totalPages: 2, totalElements: 31 })], { credentials });
    expect(await read()).toMatchObject({
      reading: { complete: false, inquiries: [{ inquiryId: '1' }] },
      failure: { code: 'COUPANG_KEY_UNREADABLE', reach: 'reading', retryable: true },
    });
  });

  test.each([
    [Object.assign(new Error('hush'), { name: 'AccessDeniedException' }), '(AccessDeniedException)'],
    [Object.assign(new Error('hush'), { code: 'ECONNREFUSED' }), '(ECONNREFUSED)'],
    [new ConfigError('The secret made-up cannot be used. Run it.'), '(The secret made-up cannot be used)'],
    [new Error('hush'), ''],
    ['hush', ''],
  ])('an unreadable key is reported with the reason, and nothing is sent: %#', async (fault, says) => {
    const credentials = () => Promise.reject<never>(fault);
    const { read } = await start([], { credentials });
    const { failure } = await read();
    expect(failure?.message).toContain(`the key could not be read${says && ` ${says}`}. `);
    expect(failure?.message).not.toContain('hush');
  });

  test.each([
    { ...KEYS, accessKey: `${KEYS.accessKey}\n` },
    { ...KEYS, secretKey: ` ${KEYS.secretKey}` },
    { accessKey: '', secretKey: '' },
  ])('are never sent and never shown if the key has blanks or no content', async (keys) => {
    const { read, seen } = await start([page([])], { credentials: async () => keys });
    const { failure } = await read();
    expect(failure).toMatchObject({ code: 'COUPANG_CREDENTIALS', blindCause: 'credentials' });
    expect(failure?.message).not.toContain('MADE-UP');
    expect(seen).toEqual([]);
  });

  test('have a fingerprint of sixteen digits of a hash of both halves', async () => {
    const { client } = await start([]);
    const hash = createHash('sha256').update('MADE-UP-ACCESS-KEYMADE-UP-SECRET-KEY').digest('hex');
    expect(await client.keyFingerprint()).toBe(hash.slice(0, 16));
    const credentials: Credentials = async ({ fresh = false } = {}) => ({ ...KEYS, accessKey: `${fresh}` });
    const { client: other } = await start([], { credentials });
    expect(await other.keyFingerprint({ fresh: true })).not.toBe(await other.keyFingerprint());
  });
});
