import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';

const lockJson = z.object({
  packages: z.record(
    z.string(),
    z.object({
      dev: z._default(z.boolean(), false),
      optional: z._default(z.boolean(), false),
      inBundle: z._default(z.boolean(), false),
      integrity: z.optional(z.string()),
    }),
  ),
});
const manifestJson = z.object({
  license: z.union([
    z.string(),
    z.pipe(
      z.object({ type: z.string() }),
      z.transform(({ type }) => type),
    ),
  ]),
});

/** Licences under which a company may use and change the program without giving anything back. */
const PERMISSIVE = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
];

const lock = lockJson.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
const dependencies = Object.entries(lock.packages)
  .filter(([path]) => path !== '')
  .map(([path, entry]) => ({ path, ...entry }));

const isPermissive = (license: string): boolean =>
  license
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((one) => PERMISSIVE.includes(one));

describe('every dependency', () => {
  test('has its integrity in the lock file, except those bundled in another one', () => {
    expect(dependencies.length).toBeGreaterThan(100);
    const unprotected = dependencies.filter(
      ({ integrity, inBundle }) => !inBundle && integrity?.startsWith('sha512-') !== true,
    );
    expect(unprotected.map(({ path }) => path)).toEqual([]);
  });

  test('that runs in production has a permissive licence', () => {
    const production = dependencies.filter(({ dev }) => !dev);
    const present = production.filter(({ path }) => existsSync(join(path, 'package.json')));
    expect(present.length).toBeGreaterThan(20);
    expect(production.filter((one) => !present.includes(one) && !one.optional)).toEqual([]);
    const licences = present.map(({ path }) => ({
      path,
      license: manifestJson.parse(JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))).license,
    }));
    expect(licences.filter(({ license }) => !isPermissive(license))).toEqual([]);
  });
});

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0)', true],
  ['GPL-3.0', false],
  ['MIT AND GPL-3.0', false],
  ['UNLICENSED', false],
])('the licence %s is permissive: %s', (license, expected) => {
  expect(isPermissive(license)).toBe(expected);
});
