import { describe, expect, test } from '@jest/globals';
import { isAllowed, readDependencies } from '../../licences/licences.ts';

const dependencies = readDependencies();

describe('every dependency', () => {
  test('has its integrity in the lock file, except those bundled in another one', () => {
    expect(dependencies.length).toBeGreaterThan(100);
    const unprotected = dependencies.filter(
      ({ integrity, inBundle }) => !inBundle && integrity?.startsWith('sha512-') !== true,
    );
    expect(unprotected.map(({ path }) => path)).toEqual([]);
  });

  test('has a permissive licence, unless only tests run it', () => {
    expect(dependencies.filter(({ dev }) => !dev).length).toBeGreaterThan(20);
    expect(dependencies.filter((dependency) => !isAllowed(dependency))).toEqual([]);
  });
});

test.each([
  ['made-up@1.0.0', 'MIT', true],
  ['made-up@1.0.0', '(MIT OR GPL-3.0)', true],
  ['made-up@1.0.0', 'GPL-3.0', false],
  ['made-up@1.0.0', 'MIT AND GPL-3.0', false],
  ['made-up@1.0.0', 'UNLICENSED', false],
  ['made-up@1.0.0', 'none', false],
  ['made-up@1.0.0', 'MPL-2.0', false],
  ['axe-core@4.14.1', 'MPL-2.0', true],
  ['axe-core@4.14.1', 'GPL-3.0', false],
])('%s with the licence %s may be used in tests: %s', (name, licence, expected) => {
  expect(isAllowed({ name, licence, dev: true })).toBe(expected);
});

test('an exception for tests does not apply to deployed code', () => {
  expect(isAllowed({ name: 'axe-core@4.14.1', licence: 'MPL-2.0', dev: false })).toBe(false);
});
