import { describe, expect, test } from '@jest/globals';
import { CoupangError } from '../../../../lib/coupang/coupang-error.ts';
import { createWorld, VENDOR } from '../../../simulation/create-world.ts';
import { noteCalls } from '../../../simulation/effect.ts';

const unset = new CoupangError(VENDOR, { code: 'NOT_SET_UP' });
const unreadable = new CoupangError(VENDOR, { code: 'COUPANG_KEY_UNREADABLE' });

describe('a poll without a stored key', () => {
  test('calls neither Coupang nor the store, and says so without failing (O5)', async () => {
    const asked: string[] = [];
    const world = createWorld({ effect: noteCalls(asked) });
    world.coupang.source.keyFingerprint = async () => Promise.reject(unset);
    const summary = await world.poll();
    expect(summary).toMatchObject({ result: 'not-set-up', code: 'NOT_SET_UP', readings: 0 });
    expect(summary.problem).toContain('npm run secrets');
    expect(asked).toEqual([]);
  });

  test('works by itself once there is one', async () => {
    const world = createWorld();
    const { keyFingerprint } = world.coupang.source;
    world.coupang.source.keyFingerprint = async () => Promise.reject(unset);
    await world.poll();
    world.coupang.source.keyFingerprint = keyFingerprint;
    expect(await world.poll()).toMatchObject({ result: 'swept' });
  });

  test('an unreadable key is a failure, as before', async () => {
    const world = createWorld();
    world.coupang.source.keyFingerprint = async () => Promise.reject(unreadable);
    world.coupang.faults.push({ failure: unreadable }, { failure: unreadable });
    expect(await world.poll()).toMatchObject({ result: 'failed', code: 'COUPANG_KEY_UNREADABLE' });
  });
});
