import { expect, test } from '@jest/globals';
import { configHash } from '../../../lib/config/load-config.ts';
import { configFixture } from '../../infra/config-fixture.ts';

test('the hash differs for any changed setting, and reveals no setting', () => {
  const hash = configHash(configFixture());
  expect(configHash(configFixture())).toBe(hash);
  expect(hash).toMatch(/^[0-9a-f]{16}$/);
  const others = [
    configFixture({ digestAbove: 11 }),
    configFixture({}, false),
    configFixture({}, true, { alarmMail: 'others@example.com' }),
  ].map(configHash);
  expect(new Set([hash, ...others]).size).toBe(4);
});

test('an explicit default has the same hash as an absent setting', () => {
  expect(configHash(configFixture({ pollSeconds: 60 }, true, { logDays: 90 }))).toBe(
    configHash(configFixture()),
  );
});
