import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bundleFunctions } from '../../infra/bundle-functions.ts';
import { parseConfig } from '../../lib/config/parse-config.ts';
import { configFixture } from './config-fixture.ts';

const dir = mkdtempSync(join(tmpdir(), 'notifier-bundles-'));
const handlerFile = join(dir, 'made', 'handler.mjs');
const config = configFixture();
let sizes: Record<string, number> = {};

beforeAll(async () => {
  sizes = await bundleFunctions({ made: 'test/infra/bundle-fixture/handler.ts' }, config, dir);
});
afterAll(() => rmSync(dir, { recursive: true }));

describe('a bundle', () => {
  test('runs without node_modules, includes CommonJS packages, keeps class names, and takes credentials from the environment', () => {
    const script = `import(${JSON.stringify(pathToFileURL(handlerFile).href)}).then(async ({ handler }) => console.log(await handler()))`;
    const env = { AWS_ACCESS_KEY_ID: 'madeup', AWS_SECRET_ACCESS_KEY: 'made-up' };
    expect(execFileSync(process.execPath, ['-e', script], { env, encoding: 'utf8' })).toBe(
      'MadeUpName function madeup\n',
    );
  });

  test('leaves out the default credential chain', () => {
    expect(readFileSync(handlerFile, 'utf8')).not.toMatch(/AWS_CONTAINER_CREDENTIALS|sso_session|IMDS/);
  });

  test('has its file size reported', () => {
    expect(sizes).toEqual({ made: statSync(handlerFile).size });
  });

  test('has a source map beside it, but no reference to the map', () => {
    expect(existsSync(`${handlerFile}.map`)).toBe(true);
    expect(readFileSync(handlerFile, 'utf8')).not.toContain('sourceMappingURL');
  });

  test('has a configuration file beside it that parses to the same configuration', () => {
    const text = readFileSync(join(dir, 'made', 'notifier.config.json'), 'utf8');
    expect(parseConfig(JSON.parse(text), 'the bundle')).toEqual(config);
  });

  test('replaces the output of an earlier build', async () => {
    writeFileSync(join(dir, 'made', 'stale.mjs'), '');
    await bundleFunctions({ made: 'test/infra/bundle-fixture/handler.ts' }, config, dir);
    expect(existsSync(join(dir, 'made', 'stale.mjs'))).toBe(false);
  });
});
