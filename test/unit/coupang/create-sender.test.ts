import { describe, expect, test } from '@jest/globals';
import { createSender } from '../../../lib/coupang/create-sender.ts';
import { sendRequest } from '../../../lib/coupang/send-request.ts';
import { KEYS, makeClock, VENDOR } from './loopback-coupang.ts';

test('a sender allows ten seconds and five megabytes per answer, and accepts an address with or without a slash at its end', () => {
  const options = { vendor: VENDOR, credentials: async () => KEYS, clock: makeClock(), callsPerSecond: 2 };
  for (const baseUrl of ['https://made-up.example', 'https://made-up.example/'])
    expect(createSender({ ...options, baseUrl })).toMatchObject({
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
      vendor: VENDOR,
      baseUrl: 'https://made-up.example',
      credentials: async () => KEYS,
      clock,
      callsPerSecond: 2,
      sleep: clock.sleep,
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
