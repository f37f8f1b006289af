import { describe, expect, test } from '@jest/globals';
import { CoupangError } from '../../../../lib/coupang/coupang-error.ts';
import { createWorld, VENDOR, type World } from '../../../simulation/create-world.ts';
import { MINUTE_MS } from '../../../../lib/domain/time/durations.ts';

const unset = new CoupangError(VENDOR, { code: 'NOT_SET_UP' });
const unreadable = new CoupangError(VENDOR, { code: 'COUPANG_KEY_UNREADABLE' });

const refuseKey = ({ pollPorts }: World, error: CoupangError): void => {
  pollPorts.access = { ...pollPorts.access, keyFingerprint: async () => Promise.reject(error) };
};

describe('a poll without a stored key', () => {
  test('does not call Coupang, and reports it without failing (O5)', async () => {
    const world = createWorld();
    refuseKey(world, unset);
    const summary = await world.poll();
    expect(summary).toMatchObject({ result: 'not-set-up', code: 'NOT_SET_UP', readings: 0 });
    expect(summary.problem).toContain('npm run secrets');
    expect(world.coupang.calls).toEqual({ reads: 0, pageReads: 0, inquiries: 0 });
  });

  test('makes the vendor blind for the cause that no key is stored, and its channel gets a notice (D10)', async () => {
    const world = createWorld();
    refuseKey(world, unset);
    for (let minute = 0; minute < 8; minute += 1) {
      await world.poll();
      await world.trackSla();
      world.advance(MINUTE_MS);
    }
    const [notice, ...others] = world.notices();
    expect(others).toEqual([]);
    expect(notice?.facts).toMatchObject({ about: 'blind', state: 'open', cause: 'key-missing' });
    await world.notify();
    expect(notice && world.messagesOf(notice.key)).toHaveLength(1);
  });

  test('also reports that cause if the key of a vendor that was read before is deleted', async () => {
    const world = createWorld();
    await world.poll();
    refuseKey(world, unset);
    await world.poll();
    expect(await world.store.states.read(VENDOR)).toMatchObject({
      sources: { 'call-center': { failure: { cause: 'key-missing' } } },
    });
  });

  test('works by itself once there is a key', async () => {
    const world = createWorld();
    const { access } = world.pollPorts;
    refuseKey(world, unset);
    await world.poll();
    world.pollPorts.access = access;
    expect(await world.poll()).toMatchObject({ result: 'swept' });
  });

  test('fails for an unreadable key, as before', async () => {
    const world = createWorld();
    refuseKey(world, unreadable);
    world.coupang.faults.push({ failure: unreadable }, { failure: unreadable });
    expect(await world.poll()).toMatchObject({ result: 'failed', code: 'COUPANG_KEY_UNREADABLE' });
  });
});
