import { expect, test } from '@jest/globals';
import { MOST_CHANNELS } from '../../lib/domain/delivery/known-channel.ts';
import { laneKey } from '../../lib/dynamodb/item-keys.ts';
import { releaseAbandoned } from '../../lib/dynamodb/laptop-states.ts';
import { describeStore, vendorOf } from './store-under-test.ts';

const NOW = 1_800_000_000_000;
const LANE_MS = 60_000;
const WAITS = { 'post:C0CS': { until: NOW + 30_000, forMs: 30_000 } };

const laneOf = (token: string, now = NOW) => ({ token, now, until: now + LANE_MS });

describeStore('the lanes (R18)', (store, onTable) => {
  let drawn = 900;
  const newVendor = () => vendorOf(`A00000${(drawn += 1)}`);

  test('a lane is absent before the first drain, and belongs to one vendor', async () => {
    const { lanes } = store();
    const [vendor, other] = [newVendor(), newVendor()];
    expect(await lanes.read(vendor)).toBeUndefined();
    const taken = { token: 'a', until: NOW + LANE_MS, heldSince: NOW, waits: {} };
    expect(await lanes.take(vendor, laneOf('a'))).toEqual(taken);
    expect(await lanes.read(vendor)).toEqual(taken);
    expect(await lanes.read(other)).toBeUndefined();
  });

  test('a lane keeps other workers out until it ends by the clock', async () => {
    const { lanes } = store();
    const vendor = newVendor();
    const taken = await lanes.take(vendor, laneOf('a'));
    expect(await lanes.take(vendor, laneOf('b', NOW + LANE_MS - 1))).toBeUndefined();
    expect(await lanes.read(vendor)).toEqual(taken);
    expect(await lanes.take(vendor, laneOf('b', NOW + LANE_MS))).toMatchObject({ token: 'b' });
  });

  test('a worker that takes an expired lane keeps its start of holding and drops the call', async () => {
    const { lanes } = store();
    const vendor = newVendor();
    await lanes.take(vendor, laneOf('dead'));
    expect(await lanes.call(vendor, 'dead')).toBe(true);
    expect(await lanes.take(vendor, { ...laneOf('b', NOW + LANE_MS), heldSince: NOW })).toEqual({
      token: 'b',
      until: NOW + 2 * LANE_MS,
      heldSince: NOW,
      waits: {},
    });
  });

  test('a released lane is free and keeps its waits, and the next take starts the time of holding', async () => {
    const { lanes } = store();
    const vendor = newVendor();
    await lanes.take(vendor, laneOf('a'));
    expect(await lanes.release(vendor, 'a', { waits: WAITS })).toBe('released');
    expect(await lanes.read(vendor)).toEqual({ until: 0, waits: WAITS });
    expect(await lanes.take(vendor, laneOf('b', NOW + 5))).toEqual({
      token: 'b',
      until: NOW + 5 + LANE_MS,
      heldSince: NOW + 5,
      waits: WAITS,
    });
  });

  test('R19: keeps the facts about channels, also after a release without them', async () => {
    const { lanes } = store();
    const vendor = newVendor();
    await lanes.take(vendor, laneOf('a'));
    const channels = { C0CS: { ts: '1795583820.000100' }, U0SU: { ts: '1795583821.000100', refusedAt: NOW } };
    await lanes.release(vendor, 'a', { waits: {}, channels });
    expect(await lanes.take(vendor, laneOf('b'))).toMatchObject({ channels });
    await lanes.release(vendor, 'b', { waits: {} });
    expect((await lanes.read(vendor))?.channels).toEqual(channels);
    await lanes.take(vendor, laneOf('c'));
    const others = { C0OPS: { ts: '1795583822.000100' } };
    await lanes.release(vendor, 'c', { waits: {}, channels: others });
    expect((await lanes.read(vendor))?.channels).toEqual(others);
  });

  test('a release replaces all waits, so that no wait stays after its channel is gone', async () => {
    const { lanes } = store();
    const vendor = newVendor();
    await lanes.take(vendor, laneOf('a'));
    await lanes.release(vendor, 'a', { waits: WAITS });
    await lanes.take(vendor, laneOf('b'));
    const others = { token: { until: NOW, forMs: 1 } };
    await lanes.release(vendor, 'b', { waits: others });
    expect((await lanes.read(vendor))?.waits).toEqual(others);
  });

  test('a call between the holder’s last check and its release reaches the holder', async () => {
    const { lanes } = store();
    const vendor = newVendor();
    await lanes.take(vendor, laneOf('a'));
    expect(await lanes.renew(vendor, 'a', NOW + LANE_MS)).toBe(true);
    expect(await lanes.call(vendor, 'a')).toBe(true);
    expect(await lanes.release(vendor, 'a', { waits: WAITS })).toBe('called');
    const called = { token: 'a', until: NOW + LANE_MS, heldSince: NOW, called: true, waits: {} };
    expect(await lanes.read(vendor)).toEqual(called);
    expect(await lanes.renew(vendor, 'a', NOW + 2 * LANE_MS)).toBe(true);
    expect(await lanes.release(vendor, 'a', { waits: WAITS })).toBe('released');
    expect(await lanes.read(vendor)).toEqual({ until: 0, waits: WAITS });
  });

  test('when a call and a release come at once, one of them sees the other', async () => {
    const { lanes } = store();
    for (let round = 0; round < 20; round += 1) {
      const vendor = newVendor();
      await lanes.take(vendor, laneOf('a'));
      const [released, isCalled] = await Promise.all([
        lanes.release(vendor, 'a', { waits: {} }),
        lanes.call(vendor, 'a'),
      ]);
      expect([released, isCalled]).toEqual(isCalled ? ['called', true] : ['released', false]);
    }
  });

  test('a call fails if the lane was released or taken over, so the caller reads it again', async () => {
    const { lanes } = store();
    const vendor = newVendor();
    expect(await lanes.call(vendor, 'a')).toBe(false);
    expect(await lanes.read(vendor)).toBeUndefined();
    await lanes.take(vendor, laneOf('a'));
    await lanes.release(vendor, 'a', { waits: {} });
    expect(await lanes.call(vendor, 'a')).toBe(false);
    const taken = await lanes.take(vendor, laneOf('b'));
    expect(await lanes.call(vendor, 'a')).toBe(false);
    expect(await lanes.read(vendor)).toEqual(taken);
  });

  test('a worker without time left releases a called lane, which counts as held without a break', async () => {
    const { lanes } = store();
    const vendor = newVendor();
    await lanes.take(vendor, laneOf('a'));
    await lanes.call(vendor, 'a');
    expect(await lanes.release(vendor, 'a', { waits: WAITS, forced: true })).toBe('released');
    expect(await lanes.read(vendor)).toEqual({ until: NOW + LANE_MS, heldSince: NOW, waits: WAITS });
    expect(await lanes.take(vendor, laneOf('b', NOW + 9))).toMatchObject({ token: 'b', heldSince: NOW + 9 });
  });

  test('a worker that lost its lane changes nothing', async () => {
    const { lanes } = store();
    const vendor = newVendor();
    await lanes.take(vendor, laneOf('slow'));
    await lanes.take(vendor, laneOf('quick', NOW + LANE_MS));
    await lanes.call(vendor, 'quick');
    const current = await lanes.read(vendor);
    expect(await lanes.renew(vendor, 'slow', NOW + 3 * LANE_MS)).toBe(false);
    expect(await lanes.release(vendor, 'slow', { waits: WAITS })).toBe('lost');
    expect(await lanes.release(vendor, 'slow', { waits: WAITS, forced: true })).toBe('lost');
    expect(await lanes.read(vendor)).toEqual(current);
    const unknown = newVendor();
    expect(await lanes.renew(unknown, 'slow', NOW)).toBe(false);
    expect(await lanes.release(unknown, 'slow', { waits: WAITS })).toBe('lost');
    expect(await lanes.read(unknown)).toBeUndefined();
  });

  test('a release may be repeated, even if another worker has taken the lane since', async () => {
    const { lanes } = store();
    const vendor = newVendor();
    await lanes.take(vendor, laneOf('a'));
    expect(await lanes.release(vendor, 'a', { waits: {} })).toBe('released');
    const next = await lanes.take(vendor, laneOf('b'));
    expect(await lanes.release(vendor, 'a', { waits: {} })).toBe('released');
    expect(await lanes.read(vendor)).toEqual(next);
  });

  test('an expired lane still belongs to its holder until another worker takes it', async () => {
    const { lanes } = store();
    const vendor = newVendor();
    await lanes.take(vendor, laneOf('a'));
    expect(await lanes.renew(vendor, 'a', NOW + 5 * LANE_MS)).toBe(true);
    expect(await lanes.take(vendor, laneOf('b', NOW + 4 * LANE_MS))).toBeUndefined();
  });

  const malformed: [string, object, object][] = [
    ['with invalid waits', { waits: { 'post:C0CS': 'soon' } }, { until: 0, waits: {} }],
    [
      'with invalid channels',
      { channels: { C0CS: { ts: 'noon' } }, waits: WAITS },
      { until: 0, waits: WAITS },
    ],
    ['without waits', { until: NOW - 1 }, { until: NOW - 1, waits: {} }],
    [
      'with an invalid end',
      { token: 'dead', until: 'tomorrow', waits: WAITS },
      { token: 'dead', until: 0, waits: WAITS },
    ],
    [
      'with an invalid holder and a future end',
      { token: 5, until: NOW + LANE_MS, waits: WAITS },
      { until: NOW + LANE_MS, waits: WAITS },
    ],
    [
      'with an invalid start',
      { token: 'dead', until: NOW, heldSince: 'noon', waits: WAITS },
      { token: 'dead', until: NOW, waits: WAITS },
    ],
  ];
  for (const [how, item, read] of malformed)
    onTable(`a lane ${how} is read as far as possible, taken and released`, async ({ lanes, put }) => {
      const vendor = newVendor();
      await put({ ...laneKey(vendor), ...item, v: 1 });
      expect(await lanes.read(vendor)).toEqual(read);
      expect(await lanes.take(vendor, laneOf('a'))).toMatchObject({ token: 'a', until: NOW + LANE_MS });
      expect(await lanes.release(vendor, 'a', { waits: WAITS })).toBe('released');
      expect(await lanes.read(vendor)).toEqual({ until: 0, waits: WAITS });
    });

  test('takes a lane from a clock that was set back since, but not from a clock slightly ahead', async () => {
    const { lanes } = store();
    const [ahead, setBack] = [newVendor(), newVendor()];
    await lanes.take(ahead, laneOf('a', NOW + LANE_MS));
    expect(await lanes.take(ahead, laneOf('b'))).toBeUndefined();
    await lanes.take(setBack, laneOf('a', NOW + LANE_MS + 1));
    expect(await lanes.take(setBack, laneOf('b'))).toMatchObject({ token: 'b', until: NOW + LANE_MS });
  });

  onTable(
    'R5: the laptop releases the lanes of its vendors, and keeps Slack’s waiting times',
    async ({ client, lanes, tableName }) => {
      const [mine, fresh, foreign] = [newVendor(), newVendor(), newVendor()];
      for (const vendor of [mine, foreign]) {
        await lanes.take(vendor, laneOf('a'));
        await lanes.release(vendor, 'a', { waits: WAITS });
        await lanes.take(vendor, laneOf('dead'));
        await lanes.call(vendor, 'dead');
      }
      await releaseAbandoned({ client, tableName }, [mine, fresh]);
      expect(await lanes.read(mine)).toEqual({ until: 0, waits: WAITS });
      expect(await lanes.read(fresh)).toBeUndefined();
      expect(await lanes.read(foreign)).toMatchObject({ token: 'dead', called: true });
      // A lane that was given up no longer counts as held.
      await lanes.take(mine, laneOf('b'));
      await lanes.release(mine, 'b', { waits: {}, forced: true });
      await releaseAbandoned({ client, tableName }, [mine]);
      expect(await lanes.read(mine)).toEqual({ until: 0, waits: {} });
    },
  );

  onTable('a lane takes less than a kilobyte, whatever its waits and channels', async ({ itemAt, lanes }) => {
    const vendor = newVendor();
    const keys = Array.from({ length: 8 }, (_, index) => `post:C0123456${index}`);
    const waits = Object.fromEntries(keys.map((key) => [key, { until: NOW, forMs: LANE_MS }]));
    const ids = Array.from({ length: MOST_CHANNELS }, (_, index) => `C012345678${index}`);
    const channels = Object.fromEntries(ids.map((id) => [id, { ts: '1795583820.000100' }]));
    await lanes.take(vendor, laneOf('6ba7b810-9dad-11d1-80b4-00c04fd430c8'));
    await lanes.release(vendor, '6ba7b810-9dad-11d1-80b4-00c04fd430c8', { waits, channels });
    expect(JSON.stringify(await itemAt(laneKey(vendor))).length).toBeLessThan(1024);
  });
});
