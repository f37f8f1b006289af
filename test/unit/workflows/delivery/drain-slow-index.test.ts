import { expect, test } from '@jest/globals';
import { createWorld } from '../../../simulation/create-world.ts';

test('R18: the message that a drain was called for is shown, even if index and drain are slow', async () => {
  const world = createWorld();
  for (let count = 0; count < 10; count += 1) world.coupang.handOver();
  await world.poll();
  await world.notify();
  for (const { key } of world.tickets()) world.coupang.editRequest(key.inquiryId, 'Something else.');
  world.advance(60_000);
  await world.poll();
  world.store.reader.attention = async () => ({ tickets: [], notices: [] });
  const before = world.now();
  await world.notify();

  expect(world.now() - before).toBeGreaterThan(10_000);
  for (const { outbox, delivery } of world.tickets()) expect(delivery.shownVersion).toBe(outbox.version);
});
