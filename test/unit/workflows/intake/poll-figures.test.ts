import { describe, expect, test } from '@jest/globals';
import { CoupangError } from '../../../../lib/coupang/coupang-error.ts';
import { ConfigError } from '../../../../lib/config/config-error.ts';
import type { PollPorts } from '../../../../lib/workflows/intake/source-run.ts';
import { poll, type PollSummary } from '../../../../lib/workflows/intake/poll.ts';
import { createWorld, POLL_SETTINGS, VENDOR, type World } from '../../../simulation/create-world.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';

const pollOf = (world: World, changed: Partial<PollPorts> = {}): Promise<PollSummary> =>
  poll(VENDOR, POLL_SETTINGS, { ...world.pollPorts, ...changed });

describe('the last day of a key (O7)', () => {
  const expiryOf = async (world: World) => (await world.store.states.read(VENDOR))?.keyExpiresOn;

  test("is stored in the vendor’s state by each poll, and removed with the secret's", async () => {
    const world = createWorld();
    await pollOf(world, { keyExpiresOn: async () => '2027-05-24' });
    expect(await expiryOf(world)).toBe('2027-05-24');
    await pollOf(world, { keyExpiresOn: async () => '2027-11-20' });
    expect(await expiryOf(world)).toBe('2027-11-20');
    await pollOf(world, { keyExpiresOn: async () => undefined });
    expect(await expiryOf(world)).toBeUndefined();
  });

  test('is also stored while Coupang refuses the key, and stays while the secret cannot be read', async () => {
    const world = createWorld();
    const refusal = new CoupangError(VENDOR, { code: 'COUPANG_CREDENTIALS', status: 401 });
    world.coupang.faults.push(refusal, refusal);
    const refused = await pollOf(world, { keyExpiresOn: async () => '2026-11-24' });
    expect([refused.result, await expiryOf(world)]).toEqual(['failed', '2026-11-24']);
    const held = await pollOf(world, { keyExpiresOn: () => Promise.reject(new Error('made up')) });
    expect([held.readings, await expiryOf(world)]).toEqual([0, '2026-11-24']);
  });
});

describe('whether any answer came (O6)', () => {
  const unansweredBy = async (...failures: CoupangError[]) => {
    const world = createWorld();
    world.coupang.faults.push(...failures);
    return (await pollOf(world)).unanswered;
  };
  const twice = (fault: ConstructorParameters<typeof CoupangError>[1], cause?: unknown) => {
    const failure = new CoupangError(VENDOR, fault, { cause });
    return [failure, failure] as const;
  };

  test('no answer at all is reported, from Coupang or from the store of its key', async () => {
    expect(await unansweredBy(...twice({ code: 'COUPANG_UNAVAILABLE' }))).toBe(true);
    const lost = Object.assign(new Error('made up'), { $metadata: { attempts: 3 } });
    for (const cause of [new Error('made up'), lost])
      expect(await unansweredBy(...twice({ code: 'COUPANG_KEY_UNREADABLE' }, cause))).toBe(true);
  });

  test('any answer shows that the egress works: a failing gateway, a refusal, a secret without a key, or one that AWS does not give', async () => {
    expect(await unansweredBy(...twice({ code: 'COUPANG_UNAVAILABLE', status: 503 }))).toBeUndefined();
    expect(await unansweredBy(...twice({ code: 'COUPANG_CREDENTIALS', status: 401 }))).toBeUndefined();
    const noKey = new ConfigError('made up');
    const deleted = Object.assign(new Error('made up'), { $metadata: { httpStatusCode: 400 } });
    for (const cause of [noKey, deleted])
      expect(await unansweredBy(...twice({ code: 'COUPANG_KEY_UNREADABLE' }, cause))).toBeUndefined();
    expect(await unansweredBy()).toBeUndefined();
  });

  test('the same for one answered reading, even if all later ones hang: a timed-out older window does not mean a lost egress', async () => {
    const world = createWorld();
    const [lost] = twice({ code: 'COUPANG_UNAVAILABLE' });
    const { source, faults, isRecent } = world.coupang;
    const read: typeof source.read = (window, ...how) => {
      if (!isRecent(window)) faults.push(lost);
      return source.read(window, ...how);
    };
    const summary = await pollOf(world, { clients: [{ ...source, read }] });
    expect(summary).toMatchObject({ result: 'swept', completeReadings: 2 });
    expect(summary.unanswered).toBeUndefined();
    const [refused] = twice({ code: 'COUPANG_UNAVAILABLE', status: 503 });
    expect(await unansweredBy(refused, lost)).toBeUndefined();
  });
});

describe('the metrics of a poll (S9)', () => {
  test('contain the time from request to answer, only for answered hand-overs', async () => {
    const world = createWorld();
    const [answered, missed] = [world.coupang.handOver(), world.coupang.handOver()];
    await pollOf(world);
    world.advance(3 * HOUR_MS);
    world.coupang.answer(answered);
    const summary = await pollOf(world);
    expect(summary).toMatchObject({ closed: 1, missed: 0 });
    const [ms = 0, ...more] = summary.answeredAfterMs;
    expect(more).toEqual([]);
    const [ticket] = world.tickets().filter(({ key: { inquiryId } }) => inquiryId === answered);
    expect(ms).toBe((ticket?.facts.answeredAt ?? 0) - (ticket?.facts.askedAt ?? 0));
    expect(ms).toBeGreaterThan(2.9 * HOUR_MS);
    expect(world.ticketOf(missed).facts.state).toBe('open');
  });

  test('count each hand-over that Coupang closes unanswered, once', async () => {
    const world = createWorld();
    const missed = world.coupang.handOver();
    await pollOf(world);
    world.advance(24 * HOUR_MS + 1000);
    world.coupang.autoClose(missed);
    expect(await pollOf(world)).toMatchObject({ closed: 1, missed: 1, answeredAfterMs: [] });
    world.advance(60_000);
    expect(await pollOf(world)).toMatchObject({ closed: 0, missed: 0 });
  });
});

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
    world.coupang.faults.push(unreadable, unreadable);
    expect(await world.poll()).toMatchObject({ result: 'failed', code: 'COUPANG_KEY_UNREADABLE' });
  });
});
