import { expect, test } from '@jest/globals';
import { configHash } from '../../../lib/config/config-hash.ts';
import { configFixture } from '../../infra/config-fixture.ts';

test('a configuration is told from another by any setting, and tells nothing of what is in it', () => {
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

test('what is written out is the same as its default', () => {
  expect(configHash(configFixture({ pollSeconds: 60 }, true, { logDays: 90 }))).toBe(
    configHash(configFixture()),
  );
});
