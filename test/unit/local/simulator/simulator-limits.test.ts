import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { LIST, ONE, type Simulated, startSimulated, withQuery } from './simulated-coupang.ts';
import { removeTempDirs } from '../temp-dirs.ts';
import { MINUTE_MS } from '../../../../lib/domain/time/durations.ts';

let simulated: Simulated;
const start = async (...how: Parameters<typeof startSimulated>) => {
  simulated = await startSimulated(...how);
  return simulated;
};
afterEach(() => simulated.simulator.stop());
afterAll(removeTempDirs);

describe('five calls per second and vendor', () => {
  test('the fifth within a second carries a warning, the sixth is a 429, and a second later calls work again', async () => {
    const { get, clock } = await start({}, { msPerCall: 100 });
    for (let call = 1; call <= 4; call += 1) {
      expect((await get()).headers.has('x-cag-warnings')).toBe(false);
    }
    const fifth = await get();
    expect([fifth.status, fifth.headers.has('x-cag-warnings')]).toEqual([200, true]);
    const sixth = await get();
    expect([sixth.status, sixth.headers.has('x-cag-warnings')]).toEqual([429, true]);
    expect(sixth.text).toContain('Too Many Requests');
    clock.now += 1000;
    expect((await get()).status).toBe(200);
  });

  test('four a second are neither warned nor refused', async () => {
    const { get } = await start({}, { msPerCall: 250 });
    for (let call = 1; call <= 12; call += 1) {
      const { status, headers } = await get();
      expect([status, headers.has('x-cag-warnings')]).toEqual([200, false]);
    }
  });

  test('each vendor has its own limit, over lists, look-ups and POSTs together', async () => {
    const { get, post } = await start({}, { msPerCall: 1 });
    const lookUp = { path: `${ONE}/1`, query: '', headers: { 'X-Requested-By': 'A00012345' } };
    await get();
    await get(lookUp);
    await post('1', { body: {} });
    await get();
    expect((await get(lookUp)).status).toBe(404);
    expect((await get()).status).toBe(429);
    const other = {
      path: LIST.replace('A00012345', 'C00000002'),
      query: withQuery({ vendorId: 'C00000002' }),
      headers: { 'X-MARKET': 'TW' },
    };
    expect((await get(other)).status).toBe(200);
  });

  test('without a limit nothing is refused', async () => {
    const { get } = await start({ callsPerSecond: Infinity }, { msPerCall: 0 });
    for (let call = 1; call <= 10; call += 1) expect((await get()).status).toBe(200);
  });
});

describe('the edge', () => {
  const fail = ({ get }: Simulated) => get({ path: `${LIST}/nowhere`, query: '' });

  test('20 failed calls in 5 s block the address, for every vendor, with a page, for ten minutes', async () => {
    const { get, clock } = await start({}, { msPerCall: 250 });
    for (let call = 1; call <= 20; call += 1) {
      const { headers } = await fail(simulated);
      expect(headers.get('content-type')).toContain('json');
    }
    const blocked = await get({ headers: { 'X-MARKET': 'TW' } });
    expect(blocked.status).toBe(403);
    expect(blocked.headers.get('content-type')).toContain('text/html');
    expect(blocked.text).toContain('<html>');
    clock.now += 10 * MINUTE_MS - 1000;
    expect((await get()).status).toBe(403);
    clock.now += 1000;
    expect((await get()).status).toBe(200);
  });

  test('19 failed calls, or 20 over more than 5 s, block nothing', async () => {
    const { get, clock } = await start({}, { msPerCall: 250 });
    for (let call = 1; call <= 19; call += 1) await fail(simulated);
    clock.now += 5000;
    await fail(simulated);
    expect((await get()).status).toBe(200);
  });
});

test("every answer has the simulator's time, independent of this machine's (R6)", async () => {
  const { get, clock } = await start();
  const { headers } = await get();
  expect(headers.get('date')).toBe(new Date(clock.now).toUTCString());
});
