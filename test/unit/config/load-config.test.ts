import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { loadConfig } from '../../../lib/config/load-config.ts';
import { ConfigError } from '../../../lib/config/config-error.ts';
import { configFixture } from '../../infra/config-fixture.ts';

const dir = mkdtempSync(join(tmpdir(), 'notifier-config-'));
afterAll(() => rmSync(dir, { recursive: true }));

const written = (name: string, text: string): string => {
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};

describe('the configuration file', () => {
  test('is notifier.config.ts unless another file is given', async () => {
    expect((await loadConfig()).vendors[0]?.id).toBe('A00012345');
    expect((await loadConfig(' ')).vendors[0]?.id).toBe('A00012345');
    const file = written('other.mjs', `export default ${JSON.stringify(configFixture())};`);
    expect(await loadConfig(file)).toEqual(configFixture());
  });

  // As some editors of Windows write it.
  test('may begin with a byte order mark', async () => {
    const json = written('marked.json', `\uFEFF${JSON.stringify(configFixture())}`);
    expect(await loadConfig(json)).toEqual(configFixture());
    const module = written('marked.mjs', `\uFEFFexport default ${JSON.stringify(configFixture())};`);
    expect(await loadConfig(module)).toEqual(configFixture());
  });

  test('is refused with path, value and reason', async () => {
    const file = written(
      'wrong.mjs',
      `export default ${JSON.stringify({ ...configFixture(), region: 'Seoul' })};`,
    );
    await expect(loadConfig(file)).rejects.toThrow(/wrong\.mjs cannot be used:\n {2}region: "Seoul" must be/);
  });

  test.each([
    [
      'a comma too few',
      '{\n  "region": "x"\n  "egress": "none"\n}',
      "line 3: Expected ',' or '}' after property value.",
    ],
    ['a comma too many', '{\n  "vendors": [\n    1,\n  ]\n}', "line 4: Unexpected token ']'."],
    ['a word', '{\n  "region": ap-northeast-2\n}', "line 2: Unexpected token 'a'."],
    ['an end too soon', '{\n  "vendors": [\n', 'line 2: Unexpected end.'],
  ])('is refused with the line if it is JSON with %s', async (_what, text, says) => {
    const file = written('broken.json', text);
    await expect(loadConfig(file)).rejects.toThrow(`The configuration ${file} is not valid JSON, ${says}`);
  });

  test('is refused if the file is absent, broken or exports nothing', async () => {
    await expect(loadConfig(join(dir, 'absent.mjs'))).rejects.toThrow(ConfigError);
    await expect(loadConfig(written('broken.mjs', 'export default {'))).rejects.toThrow(ConfigError);
    await expect(loadConfig(written('empty.mjs', 'export {};'))).rejects.toThrow(/has no default export/);
  });
});
