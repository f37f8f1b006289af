import { expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS } from '../../../../lib/domain/time/durations.ts';
import { sendAlarmMail } from '../../../../lib/workflows/reports/send-alarm-mail.ts';
import { createWorld, VENDOR } from '../../../simulation/create-world.ts';

const start = () => {
  const world = createWorld();
  const seen = { missing: 0, hash: '0123abcd' };
  return { world, seen, send: () => sendAlarmMail(VENDOR, async () => ({ ...seen }), world.reportPorts) };
};

test('O14: addresses without alarms are reported in Slack once a day, while that lasts', async () => {
  const { world, seen, send } = start();
  await send();
  expect(world.notices()).toEqual([]);
  seen.missing = 2;
  await send();
  world.advance(HOUR_MS);
  await send();
  const [notice, ...more] = world.notices();
  expect(more).toEqual([]);
  expect(notice?.facts).toEqual({ about: 'alarm-mail', missing: 2 });
  await world.notify();
  expect(notice && world.messagesOf(notice.key)).toHaveLength(1);
  world.advance(DAY_MS);
  await send();
  expect(world.notices()).toHaveLength(2);
  seen.missing = 0;
  world.advance(DAY_MS);
  await send();
  expect(world.notices()).toHaveLength(2);
});

test('O14: another address that is lost on the same day is reported, too', async () => {
  const { world, seen, send } = start();
  seen.missing = 1;
  await send();
  world.advance(HOUR_MS);
  seen.hash = '4567cdef';
  await send();
  await send();
  expect(world.notices()).toHaveLength(2);
});
