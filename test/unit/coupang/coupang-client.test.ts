import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { ConfigError } from '../../../lib/config/config-error.ts';
import type { Credentials } from '../../../lib/coupang/read-keys.ts';
import { formatSignedDate, signRequest } from '../../../lib/coupang/sign-request.ts';
import { createRepairs } from '../../../lib/domain/reading/repairs.ts';
import { type CoupangAccess, type InquirySource, SourceError } from '../../../lib/workflows/ports/coupang.ts';
import { holdTimeOuts } from '../../fixtures/hold-time-outs.ts';
import { against, item, KEYS, lookUpOne, makeClock, NOW, page, VENDOR, WINDOW } from './loopback-coupang.ts';
import { HOUR_MS } from '../../../lib/domain/time/durations.ts';
import { NO_REPAIRS } from '../../fixtures/domain/no-repairs.ts';

const LIST = '/v2/providers/openapi/apis/api/v5/vendors/A00012345/callCenterInquiries';
const listQuery = (pageNum: number, status = 'NO_ANSWER') =>
  `vendorId=A00012345&partnerCounselingStatus=${status}&inquiryStartAt=2026-01-09&inquiryEndAt=2026-01-15&pageNum=${pageNum}&pageSize=30`;
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
    await against([page([item(1)])], async (client, { seen }) => {
      await client.read(WINDOW, 'TRANSFER', Infinity, NO_REPAIRS);
      expect(seen).toMatchObject([
        {
          method: 'GET',
          url: `${LIST}?${listQuery(1, 'TRANSFER')}`,
          headers: {
            authorization: signRequest(
              { method: 'GET', path: LIST, query: listQuery(1, 'TRANSFER') },
              KEYS,
              NOW,
            ),
            'content-type': 'application/json;charset=UTF-8',
            'x-requested-by': 'A00012345',
            'x-market': 'KR',
          },
        },
      ]);
    });
  });

  test('I7: mark a vendor in Taiwan, whose time stamps are read in its zone', async () => {
    const taiwan = { vendor: { market: 'TW', vendorId: 'C00012345' } } as const;
    const inquiry = item(1, { inquiryAt: '2026-01-15 14:17:13' });
    await against(
      [page([inquiry])],
      async (client, { seen }) => {
        const { reading } = await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);
        expect(seen[0]?.headers).toMatchObject({ 'x-market': 'TW', 'x-requested-by': 'C00012345' });
        expect(reading.inquiries[0]?.inquiryAt).toBe(Date.parse('2026-01-15T06:17:13Z'));
      },
      taiwan,
    );
  });

  test('read all pages, with a new signature each', async () => {
    const totals = { totalPages: 2, totalElements: 2 };
    await against([page([item(1)], totals), page([item(2)], totals)], async (client, { seen, clock }) => {
      const began = clock.now();
      const { reading, failure } = await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);
      expect(failure).toBeUndefined();
      expect(reading).toMatchObject({
        window: WINDOW,
        status: 'NO_ANSWER',
        beganAt: began,
        complete: true,
        inquiries: [{ inquiryId: '1' }, { inquiryId: '2' }],
      });
      expect(seen.map(({ url }) => url)).toEqual([`${LIST}?${listQuery(1)}`, `${LIST}?${listQuery(2)}`]);
      expect(new Set(seen.map(({ headers }) => headers.authorization)).size).toBe(2);
    });
  });

  test('R7: keep the items of an incomplete first pass together with those of the second', async () => {
    const replies = [
      page([item(1, { content: 'old' }), item(2)], { totalPages: 2, totalElements: 3 }),
      { body: { code: 200, data: null } },
      page([item(1, { content: 'new' })]),
    ];
    const check = async (client: InquirySource) => {
      const { reading } = await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);
      expect(reading).toMatchObject({
        complete: true,
        inquiries: [{ inquiryId: '1', content: 'new' }, { inquiryId: '2' }],
      });
      expect(reading.beganAt).toBeGreaterThan(NOW);
    };
    await against(replies, check, { callsPerSecond: 1 });
  });

  test('R7, R13: keep a page with a bad item, and what was read before a failure', async () => {
    const replies = [
      page([item(1), { content: 'no id' }, item(3, { orderId: {} })], { totalPages: 2, totalElements: 31 }),
      { status: 429, body: '' },
    ];
    await against(replies, async (client) => {
      const { reading, failure } = await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);
      expect(failure).toBeInstanceOf(SourceError);
      expect(reading).toMatchObject({
        complete: false,
        inquiries: [{ inquiryId: '1' }, { inquiryId: '3' }],
        unusable: [{ problem: 'inquiryId: is missing' }],
        droppedFields: ['orderId: is no whole number that can be trusted to the last digit'],
      });
    });
  });
});

describe('limits of one request', () => {
  test('a server that does not answer is given up after the time-out, three times', async () => {
    const timeOuts = holdTimeOuts();
    await against(
      [{ instead: timeOuts.runOut }],
      async (client, { seen }) => {
        const { failure } = await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);
        expect(failure).toMatchObject({ code: 'COUPANG_UNAVAILABLE', blindCause: 'coupang-down' });
        expect(failure?.message).toContain('no answer within 80 ms');
        expect(seen).toHaveLength(3);
      },
      { timeoutMs: 80 },
    );
  });

  test('the time-out covers a body that does not end', async () => {
    const slow = {
      instead: (response: ServerResponse) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"code":200,');
      },
    };
    const timeOuts = holdTimeOuts();
    await against(
      [slow, page([item(1)])],
      async (client, { seen }) => {
        expect(await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS)).toMatchObject({
          reading: { complete: true },
        });
        expect(seen.length).toBeGreaterThan(1);
      },
      { fetch: afterFirstHeaders(timeOuts.runOut) },
    );
  });

  test('a 429 whose body does not end still counts as a 429', async () => {
    const slow = {
      instead: (response: ServerResponse) => {
        response.writeHead(429, { 'retry-after': '1800' });
        response.write('{');
      },
    };
    const timeOuts = holdTimeOuts();
    await against(
      [slow],
      async (client, { seen }) => {
        const { failure } = await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);
        expect(failure).toMatchObject({ code: 'COUPANG_THROTTLED', aloneForMs: 1_800_000 });
        expect(seen).toHaveLength(1);
      },
      { fetch: afterFirstHeaders(timeOuts.runOut) },
    );
  });

  test('R13: a list beyond the cap is read again in smaller pages, and a row that is still too long is reported', async () => {
    const long = { body: { code: 200, filler: 'x'.repeat(5000) } };
    const totals = { totalPages: 2, totalElements: 2 };
    await against(
      [long, long, long, page([item(2)], totals), page([item(3)])],
      async (client, { seen }) => {
        const { reading, failure } = await client.read(WINDOW, 'NO_ANSWER', Infinity, createRepairs());
        expect(failure).toBeUndefined();
        expect(reading).toMatchObject({
          complete: true,
          inquiries: [{ inquiryId: '2' }],
          unusable: [{ problem: expect.stringContaining('even alone'), unread: 1 }],
        });
        expect(seen.map(({ url }) => /pageNum=.*/.exec(url)?.[0])).toEqual([
          'pageNum=1&pageSize=30',
          'pageNum=1&pageSize=10',
          'pageNum=1&pageSize=1',
          'pageNum=2&pageSize=1',
        ]);
      },
      { maxBodyBytes: 4000 },
    );
  });

  test('a look-up beyond the cap fails, and is not retried', async () => {
    await against(
      [{ body: { code: 200, filler: 'x'.repeat(5000) } }],
      async (client, { seen }) => {
        await expect(lookUpOne(client, '1')).rejects.toMatchObject({
          code: 'COUPANG_TOO_LONG',
          reach: 'reading',
          blindCause: 'protocol',
        });
        expect(seen).toHaveLength(1);
      },
      { maxBodyBytes: 4000 },
    );
  });

  test('a redirect is not followed', async () => {
    await against([{ status: 302, headers: { location: '/v2/elsewhere' } }], async (client, { seen }) => {
      await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);
      expect(seen.map(({ url }) => url)).toEqual([`${LIST}?${listQuery(1)}`]);
    });
  });

  /** A try that begins 30 ms before its latest end and gets no answer. */
  const tryLate = () => {
    const clock = makeClock();
    const stopAt = clock.now() + 1000;
    const credentials = async () => {
      clock.advance(stopAt + 5000 - 30 - clock.now());
      return KEYS;
    };
    return { stopAt, answers: [{ instead: holdTimeOuts().runOut }], options: { clock, credentials } };
  };

  test('R5: no try lasts longer than five seconds past the time to stop', async () => {
    const { stopAt, answers, options } = tryLate();
    await against(
      answers,
      async (client) => {
        const { failure } = await client.read(WINDOW, 'NO_ANSWER', stopAt, NO_REPAIRS);
        expect(failure?.message).toContain('no answer within 30 ms');
      },
      options,
    );
  });

  test('R5: an unanswered look-up also ends with the poll', async () => {
    const { stopAt, answers, options } = tryLate();
    await against(
      answers,
      async (client, { seen }) => {
        await expect(lookUpOne(client, '1', stopAt)).rejects.toThrow('no answer within 30 ms');
        expect(seen).toHaveLength(1);
      },
      { ...options, timeoutMs: 500 },
    );
  });

  test('R5: no try begins after the time to stop', async () => {
    await against([{ status: 503, body: '' }], async (client, { seen, clock }) => {
      const { failure } = await client.read(WINDOW, 'NO_ANSWER', clock.now() + 400, NO_REPAIRS);
      expect(failure).toMatchObject({ code: 'COUPANG_UNAVAILABLE' });
      expect(seen).toHaveLength(1);
    });
  });
});

describe('I6: tries, back-off and pace', () => {
  test('back-off doubles, with full jitter, and each try has its own signature', async () => {
    await against(
      [{ status: 503, body: '' }],
      async (client, { seen, clock }) => {
        await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);
        expect(clock.slept).toEqual([750, 1500]);
        expect(new Set(seen.map(signedDateOf)).size).toBe(3);
      },
      { random: () => 0.75 },
    );
  });

  test('X-CAG-Warnings slows down the next calls and is logged', async () => {
    const warned = {
      ...page([], { totalPages: 1, totalElements: 0 }),
      headers: { 'x-cag-warnings': 'near' },
    };
    await against([warned, page([])], async (client, { clock, log }) => {
      await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);
      await client.read(WINDOW, 'TRANSFER', Infinity, NO_REPAIRS);
      expect(clock.slept).toEqual([2000]);
      expect(log.lines.join()).toContain('limit of calls is near');
    });
  });
});

describe('R6: the clock', () => {
  const dated = (at: number) => ({ ...page([]), headers: { date: new Date(at).toUTCString() } });
  const expiredAt = (at: number) => ({ ...EXPIRED, headers: { date: new Date(at).toUTCString() } });
  const read = (client: InquirySource) => client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);
  /** How far the time of each signature is from our clock, in minutes. */
  const shiftsOf = (seen: Parameters<typeof signedDateOf>[0][]): number[] =>
    seen.map((request) => {
      const date = signedDateOf(request)?.replace(/(..)(..)(..)T(..)(..)(..)Z/, '20$1-$2-$3T$4:$5:$6Z');
      return Math.round((Date.parse(date ?? '') - NOW) / 60_000) + 0;
    });
  test('a wrong Date header changes neither a signature that Coupang accepts nor the time of a reading', async () => {
    await against([dated(NOW + HOUR_MS), dated(NOW - HOUR_MS), page([])], async (client, { seen, clock }) => {
      for (let times = 0; times < 3; times += 1) {
        const { reading } = await read(client);
        expect(reading.beganAt).toBeCloseTo(clock.now(), -4);
        expect(signedDateOf(seen.at(-1))).toBe(formatSignedDate(clock.now()));
      }
    });
  });

  test.each([
    ['a page at the edge', { status: 403, body: '<html><body>made up</body></html>' }],
    ['a redirect', { status: 302, body: error('made up') }],
    ['a failing server', { status: 500, body: error('made up') }],
    ['a refused key', WRONG_KEY],
    ['a 429 without a body', { status: 429, body: '' }],
  ])('the Date of %s changes no signature', async (_title, reply) => {
    const headers = { date: new Date(NOW + HOUR_MS).toUTCString() };
    await against([{ ...reply, headers }, page([])], async (client, { seen, clock }) => {
      await read(client);
      await read(client);
      expect(signedDateOf(seen.at(-1))).toBe(formatSignedDate(clock.now()));
      expect(client.clockDiffersByMs()).toBeUndefined();
    });
  });

  test('an expired signature is retried once, signed with the Date of the refusal, and so are later requests', async () => {
    const refused = expiredAt(NOW + 900_100);
    await against([refused, page([item(1)]), page([])], async (client, { seen }) => {
      expect(await read(client)).toMatchObject({ reading: { complete: true, beganAt: NOW } });
      await read(client);
      expect(shiftsOf(seen)).toEqual([0, 15, 15]);
    });
  });

  test('a second refusal ends the call, and the next call is signed with our clock', async () => {
    const refused = expiredAt(NOW + 420_100);
    await against([refused, refused, page([])], async (client, { seen }) => {
      expect(await read(client)).toMatchObject({ failure: { code: 'COUPANG_CLOCK', blindCause: 'clock' } });
      expect(await read(client)).toMatchObject({ reading: { complete: true } });
      expect(shiftsOf(seen)).toEqual([0, 7, 0]);
    });
  });

  test('requests are signed with our clock again once Coupang refuses a proved offset', async () => {
    const replies = [expiredAt(NOW + 420_100), page([]), expiredAt(NOW), page([]), page([])];
    await against(replies, async (client, { seen }) => {
      for (let times = 0; times < 3; times += 1) await read(client);
      expect(shiftsOf(seen)).toEqual([0, 7, 7, 0, 0]);
    });
  });

  test.each([
    [300_000, undefined],
    [301_100, 301_100],
    [-HOUR_MS, -HOUR_MS - 900],
    [undefined, undefined],
  ])('a Date that differs by %p ms is reported as %p', async (aheadMs, reported) => {
    const replies =
      aheadMs === undefined ? [{ ...page([]), headers: { date: 'someday' } }] : [dated(NOW + aheadMs)];
    await against([...replies, dated(NOW)], async (client) => {
      await read(client);
      expect(client.clockDiffersByMs()).toBe(reported);
      await read(client);
      expect(client.clockDiffersByMs()).toBeUndefined();
    });
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
    await against(
      [slow],
      async (client) => {
        await read(client);
        expect(client.clockDiffersByMs()).toBe(600_000 - 900);
      },
      { clock, fetch: afterFirstHeaders(() => setImmediate(end)) },
    );
  });

  describe('on a laptop', () => {
    const laptop = () => {
      const clock = makeClock();
      const { now } = clock;
      let byMs = 0;
      const correction = { byMs: () => byMs, add: (ms: number) => void (byMs += ms) };
      return Object.assign(clock, { now: () => now() + byMs, correction });
    };

    test('an offset that Coupang accepted after a refusal corrects the clock', async () => {
      const clock = laptop();
      const replies = [expiredAt(NOW + 420_100), dated(NOW + 420_100), dated(NOW + 420_100)];
      await against(
        replies,
        async (client, { seen }) => {
          await read(client);
          expect(clock.correction.byMs()).toBe(420_100);
          await read(client);
          expect(shiftsOf(seen)).toEqual([0, 7, 7]);
          expect(client.clockDiffersByMs()).toBeCloseTo(420_000, -4);
        },
        { clock },
      );
    });

    test('neither a difference alone nor a refusal alone corrects it', async () => {
      const clock = laptop();
      const refused = expiredAt(NOW + HOUR_MS);
      await against(
        [dated(NOW + HOUR_MS), refused, refused],
        async (client) => {
          await read(client);
          await read(client);
          expect(clock.correction.byMs()).toBe(0);
        },
        { clock },
      );
    });

    test('an offset that has already corrected the clock for another vendor corrects it only once', async () => {
      const clock = laptop();
      const replies = [expiredAt(NOW + 420_100), dated(NOW + 420_100), dated(NOW + 420_100)];
      let answers = 0;
      const fetching: typeof fetch = async (...call) => {
        const response = await fetch(...call);
        answers += 1;
        if (answers === 2) clock.correction.add(420_100);
        return response;
      };
      await against(
        replies,
        async (client, { seen }) => {
          await read(client);
          await read(client);
          expect(clock.correction.byMs()).toBe(420_100);
          expect(shiftsOf(seen)).toEqual([0, 7, 7]);
        },
        { clock, fetch: fetching },
      );
    });
  });
});

describe('credentials', () => {
  const next = { accessKey: 'NEXT-ACCESS-KEY', secretKey: 'NEXT-SECRET-KEY' };
  const exchanged = (fresh: typeof KEYS | Error) => {
    const freshFlags: (boolean | undefined)[] = [];
    return {
      asked: freshFlags,
      credentials: async (options?: { fresh?: boolean }) => {
        freshFlags.push(options?.fresh);
        if (options?.fresh !== true) return KEYS;
        if (fresh instanceof Error) throw fresh;
        return fresh;
      },
    };
  };

  test('are read again after a 401, and a replaced key is tried once', async () => {
    const { asked: freshFlags, credentials } = exchanged(next);
    await against(
      [WRONG_KEY, page([item(1)])],
      async (client, { seen }) => {
        expect(await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS)).toMatchObject({
          reading: { complete: true },
        });
        expect(freshFlags).toEqual([undefined, true]);
        expect(seen[1]?.headers.authorization).toContain('access-key=NEXT-ACCESS-KEY');
      },
      { credentials },
    );
  });

  test('are not tried again if the new key is also refused', async () => {
    const { asked: freshFlags, credentials } = exchanged(next);
    await against(
      [WRONG_KEY],
      async (client, { seen }) => {
        expect(await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS)).toMatchObject({
          failure: { code: 'COUPANG_CREDENTIALS' },
        });
        expect(seen).toHaveLength(2);
        expect(freshFlags).toEqual([undefined, true]);
      },
      { credentials },
    );
  });

  test.each([
    ['the same', KEYS],
    ['not to be had', new Error('made up')],
  ])('are not tried if the fresh key is %s', async (_title, fresh) => {
    const { credentials } = exchanged(fresh);
    await against(
      [WRONG_KEY],
      async (client, { seen }) => {
        expect(await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS)).toMatchObject({
          failure: { code: 'COUPANG_CREDENTIALS', reach: 'vendor' },
        });
        expect(seen).toHaveLength(1);
      },
      { credentials },
    );
  });

  test('an unreadable key loses no page that was read before', async () => {
    let reads = 0;
    const credentials = async () => {
      reads += 1;
      if (reads > 1) throw new Error('made up');
      return KEYS;
    };
    await against(
      [page([item(1)], { totalPages: 2, totalElements: 31 })],
      async (client) => {
        expect(await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS)).toMatchObject({
          reading: { complete: false, inquiries: [{ inquiryId: '1' }] },
          failure: { code: 'COUPANG_KEY_UNREADABLE', reach: 'reading', retryable: true },
        });
      },
      { credentials },
    );
  });

  test.each([
    [Object.assign(new Error('hush'), { name: 'AccessDeniedException' }), '(AccessDeniedException)'],
    [Object.assign(new Error('hush'), { code: 'ECONNREFUSED' }), '(ECONNREFUSED)'],
    [new ConfigError('The secret made-up cannot be used. Run it.'), '(The secret made-up cannot be used)'],
    [new Error('hush'), ''],
    ['hush', ''],
  ])('an unreadable key is reported with the reason, and nothing is sent: %#', async (fault, says) => {
    const credentials = () => Promise.reject<never>(fault);
    await against(
      [],
      async (client) => {
        const { failure } = await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);
        expect(failure?.message).toContain(`the key could not be read${says && ` ${says}`}. `);
        expect(failure?.message).not.toContain('hush');
      },
      { credentials },
    );
  });

  test.each([
    { ...KEYS, accessKey: `${KEYS.accessKey}\n` },
    { ...KEYS, secretKey: ` ${KEYS.secretKey}` },
    { accessKey: '', secretKey: '' },
  ])('are never sent and never shown if the key has blanks or no content', async (keys) => {
    await against(
      [page([])],
      async (client, { seen }) => {
        const { failure } = await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);
        expect(failure).toMatchObject({ code: 'COUPANG_CREDENTIALS', blindCause: 'credentials' });
        expect(failure?.message).not.toContain('MADE-UP');
        expect(seen).toEqual([]);
      },
      { credentials: async () => keys },
    );
  });

  test('have a fingerprint of sixteen digits of a hash of both halves', async () => {
    await against([], async (client) => {
      const hash = createHash('sha256').update('MADE-UP-ACCESS-KEYMADE-UP-SECRET-KEY').digest('hex');
      expect(await client.keyFingerprint()).toBe(hash.slice(0, 16));
    });
    const credentials: Credentials = async ({ fresh = false } = {}) => ({ ...KEYS, accessKey: `${fresh}` });
    const read = async (client: CoupangAccess) =>
      expect(await client.keyFingerprint({ fresh: true })).not.toBe(await client.keyFingerprint());
    await against([], read, { credentials });
  });
});

test("the client's errors name its vendor", async () => {
  await against([{ status: 404, body: '' }], async (client) => {
    const { failure } = await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);
    expect(failure?.message).toContain(`Vendor ${VENDOR.vendorId} (KR)`);
  });
});
