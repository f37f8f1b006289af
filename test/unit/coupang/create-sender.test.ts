import { describe, expect, test } from '@jest/globals';
import { NotSetUp } from '../../../lib/config/config-error.ts';
import { createSender } from '../../../lib/coupang/create-sender.ts';
import { createPace } from '../../../lib/coupang/pace.ts';
import { sendRequest } from '../../../lib/coupang/send-request.ts';
import { formatSignedDate, sign, signRequest, stringToSign } from '../../../lib/coupang/sign-request.ts';
import { SourceError } from '../../../lib/workflows/ports/coupang.ts';
import { makeClock, makeOptions, page, start } from './loopback-coupang.ts';

const EXAMPLE_KEYS = { accessKey: 'ACCESS-KEY-EXAMPLE', secretKey: 'SECRET-KEY-EXAMPLE' };
const AT = Date.parse('2026-01-15T05:17:13.900Z');

/** The test vectors of coupang-api.md section 1. */
test.each([
  [
    'GET',
    '/v5/vendors/A00012345/callCenterInquiries',
    'vendorId=A00012345&partnerCounselingStatus=NO_ANSWER&inquiryStartAt=2026-01-09&inquiryEndAt=2026-01-15&pageNum=1&pageSize=30',
    '1c0431b77be45be3196a8bc36ca85b4cd5a88bfeda50fc124b554211475d94cc',
  ],
  [
    'GET',
    '/v5/vendors/callCenterInquiries/1015668177',
    '',
    '8b76bdc88e220995217d135e164ed620aa164d59f3c04be5e174cfeeb1a31fdb',
  ],
  [
    'POST',
    '/v4/vendors/A00012345/callCenterInquiries/1015668177/replies',
    '',
    '94b89e03b15e065b996bf285bbd32fd2a41cdea56ca59b51b59dadab6acd5ef6',
  ],
  [
    'POST',
    '/v4/vendors/A00012345/callCenterInquiries/1015668177/confirms',
    '',
    '68b4b78bdddc97d689ae1918e1c3098b483edcf5d30ee13811f7d7908251bc1c',
  ],
])('%s %s gets the known signature', (method, ofCall, query, signature) => {
  const request = { method, path: `/v2/providers/openapi/apis/api${ofCall}`, query };
  expect(signRequest(request, EXAMPLE_KEYS, AT)).toBe(
    `CEA algorithm=HmacSHA256, access-key=ACCESS-KEY-EXAMPLE, signed-date=260115T051713Z, signature=${signature}`,
  );
  expect(sign(EXAMPLE_KEYS.secretKey, stringToSign(request, '260115T051713Z'))).toBe(signature);
});

test('the signed date is UTC and drops the fraction', () => {
  expect(formatSignedDate(Date.parse('2030-12-31T23:59:59.999Z'))).toBe('301231T235959Z');
});

test('a sender allows ten seconds and five megabytes per answer, and accepts an address with or without a slash at its end', () => {
  for (const baseUrl of ['https://made-up.example', 'https://made-up.example/'])
    expect(createSender(makeOptions(baseUrl))).toMatchObject({
      baseUrl: 'https://made-up.example',
      timeoutMs: 10_000,
      maxBodyBytes: 5_000_000,
    });
});

describe('the admission of a sender', () => {
  const call = { kind: 'list', path: '/made-up', query: '' } as const;
  const makeSender = (statuses: number[], admit: (steps: string[]) => Promise<void>) => {
    const steps: string[] = [];
    const clock = makeClock();
    const sender = createSender({
      ...makeOptions('https://made-up.example', clock),
      fetch: async () => {
        const status = statuses.shift() ?? 200;
        steps.push(`try: ${status}`);
        return Response.json({ code: 200, message: 'OK', data: [] }, { status });
      },
    });
    return { steps, clock, sender: { ...sender, admit: () => admit(steps) } };
  };

  test('comes before each try', async () => {
    const { sender, steps } = makeSender([503, 200], async (seen) => void seen.push('admitted'));
    expect(await sendRequest(sender, call, Infinity)).toEqual({ is: 'data', data: [] });
    expect(steps).toEqual(['admitted', 'try: 503', 'admitted', 'try: 200']);
  });

  test.each([
    ['the first try', 0, []],
    ['a later try', 1, ['admitted', 'try: 503']],
  ])('stops the call before %s, with its own error', async (_, admitted, before) => {
    const refusal = new Error('made up: no call is left');
    const { sender, steps } = makeSender([503, 200], async (seen) => {
      if (seen.length >= 2 * admitted) throw refusal;
      seen.push('admitted');
    });
    expect(await sendRequest(sender, call, Infinity).catch((error: unknown) => error)).toBe(refusal);
    expect(steps).toEqual(before);
  });

  const noTime = { code: 'COUPANG_UNAVAILABLE' };

  test('does not come before a try for which no time is left, so that none is counted', async () => {
    const { sender, steps, clock } = makeSender([200], async (seen) => void seen.push('admitted'));
    await expect(sendRequest(sender, call, clock.now())).rejects.toMatchObject(noTime);
    expect(steps).toEqual([]);
  });

  test('is the last step if it or the pace takes all the time: the try is not sent', async () => {
    const { sender, steps, clock } = makeSender([200], async (seen) => {
      seen.push('admitted');
      await clock.sleep(1000);
    });
    await expect(sendRequest(sender, call, clock.now() + 1000)).rejects.toMatchObject(noTime);
    expect(steps).toEqual(['admitted']);
  });
});

const setUp = (callsPerSecond = 2) => {
  const clock = makeClock(0);
  const pace = createPace(clock, clock.sleep, callsPerSecond);
  const startOf = (takesMs = 0) =>
    pace.run(async () => {
      const begun = clock.now();
      clock.advance(takesMs);
      return begun;
    });
  return { clock, pace, startOf };
};

describe('I6: the pace of a vendor', () => {
  test('is two calls a second, one at a time, in the order of the requests', async () => {
    const { clock, pace } = setUp();
    const begun: [string, number][] = [];
    let running = 0;
    const call = (name: string, takesMs: number) =>
      pace.run(async () => {
        running += 1;
        expect(running).toBe(1);
        begun.push([name, clock.now()]);
        await Promise.resolve();
        clock.advance(takesMs);
        running -= 1;
        return name;
      });
    const names = await Promise.all([call('a', 100), call('b', 700), call('c', 0), call('d', 0)]);
    expect(names).toEqual(['a', 'b', 'c', 'd']);
    expect(begun).toEqual([
      ['a', 0],
      ['b', 100],
      ['c', 1000],
      ['d', 1100],
    ]);
  });

  test('waits only for the call before the last one: two calls of 300 ms take 600', async () => {
    const { startOf } = setUp();
    const starts = [];
    for (let call = 0; call < 5; call += 1) starts.push(await startOf(300));
    expect(starts).toEqual([0, 300, 1000, 1300, 2000]);
  });

  test.each([
    [5, 5],
    [2, 2],
    [1, 1],
    [2.5, 2.5],
    [0.5, 1],
  ])('is at most %d calls that begin within any second', async (callsPerSecond, most) => {
    const { clock, startOf } = setUp(callsPerSecond);
    const starts: number[] = [];
    for (let call = 0; call < 60; call += 1) {
      starts.push(await startOf((call * 37) % 190));
      clock.advance((call * 53) % 410);
    }
    const within = starts.map((from) => starts.filter((at) => at >= from && at < from + 1000).length);
    // A fraction is made good by the next second.
    expect(Math.max(...within)).toBeLessThanOrEqual(Math.ceil(most) + (Number.isInteger(most) ? 0 : 1));
    expect((starts.length - 1) / ((starts.at(-1) ?? 0) / 1000)).toBeLessThanOrEqual(callsPerSecond * 1.05);
  });

  test('does not slow down after a failed call', async () => {
    const { pace } = setUp();
    const failing = pace.run(() => Promise.reject(new Error('made up')));
    const next = pace.run(async () => 'next');
    await expect(failing).rejects.toThrow('made up');
    expect(await next).toBe('next');
  });

  test('at five a second lets at most eight calls fail within five seconds, since Coupang blocks an address after 20', async () => {
    const { clock, pace, startOf } = setUp(5);
    const failed: number[] = [];
    for (let call = 0; call < 60; call += 1) {
      failed.push(await startOf(20));
      if (call % 3 > 0) pace.noteFailure();
      clock.advance((call * 53) % 110);
    }
    const within = failed
      .filter((_, call) => call % 3 > 0)
      .map((from, _, all) => all.filter((at) => at >= from && at < from + 5000).length);
    expect(Math.max(...within)).toBe(8);
  });

  test('ignores eight failures of an hour ago', async () => {
    const { clock, pace, startOf } = setUp();
    for (let call = 0; call < 8; call += 1) {
      await startOf();
      pace.noteFailure();
    }
    clock.advance(3_600_000);
    const begun = clock.now();
    expect(await startOf()).toBe(begun);
  });

  test('is one call per two seconds for a minute after a warning', async () => {
    const { pace, startOf } = setUp();
    await startOf();
    pace.slowDown();
    const starts = [];
    for (let call = 0; call < 33; call += 1) starts.push(await startOf());
    expect(starts.slice(0, 3)).toEqual([2000, 4000, 6000]);
    expect(starts.slice(-4)).toEqual([60_000, 60_000, 61_000, 61_000]);
  });

  test('never speeds up after a warning', async () => {
    const { clock, pace } = setUp(0.2);
    await pace.run(async () => {});
    pace.slowDown();
    await pace.run(async () => {});
    expect(clock.slept).toEqual([5000]);
  });

  test('delays a call for at most one gap after a clock was set back', async () => {
    const { clock, pace } = setUp();
    clock.advance(10_000);
    for (let call = 0; call < 2; call += 1) await pace.run(async () => {});
    clock.advance(-9000);
    await pace.run(async () => {});
    expect(clock.slept).toEqual([1000]);
  });
});

test('sends nothing to Coupang without a stored key, and fails with a separate code (O5)', async () => {
  const credentials = () => Promise.reject<never>(new NotSetUp('made-up/secret', 'secrets -- A00012345'));
  const { client, read, seen } = await start([page([])], { credentials });
  const { failure } = await read();
  expect(failure).toMatchObject({ code: 'NOT_SET_UP', reach: 'reading', retryable: false });
  expect(failure?.message).toContain('npm run secrets');
  expect(seen).toEqual([]);
  const fingerprint = client.keyFingerprint();
  await expect(fingerprint).rejects.toBeInstanceOf(SourceError);
  await expect(fingerprint).rejects.toMatchObject({ code: 'NOT_SET_UP' });
});
