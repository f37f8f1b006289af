import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { loadDeployableConfig } from '../../infra/load-deployable-config.ts';
import { configFixture } from './config-fixture.ts';
import { cases } from '../fixtures/draws.ts';

const dir = mkdtempSync(join(tmpdir(), 'notifier-deployable-'));
afterAll(() => rmSync(dir, { recursive: true }));

const HOURS = { mon: ['09:00-18:00'] };
const written = (add: string[]): string => {
  const { vendors, ...rest } = configFixture();
  const file = join(dir, `${add.join('-')}.json`);
  const taiwan = {
    ...vendors[1],
    hours: HOURS,
    holidays: { add, years: add.map((date) => Number(date.slice(0, 4))) },
  };
  writeFileSync(file, JSON.stringify({ ...rest, vendors: [{ ...vendors[0], hours: HOURS }, taiwan] }));
  return file;
};
const load = (file: string, date: string) =>
  loadDeployableConfig({ NOTIFIER_CONFIG: file }, Date.parse(`${date}T12:00:00Z`));

describe('the configuration for a deploy', () => {
  test('is loaded if the present year’s holidays are known for every market with hours', async () => {
    const config = await load(written(['2026-10-10']), '2026-11-25');
    expect(config.vendors.map(({ market }) => market)).toEqual(['KR', 'TW']);
  });

  test('is refused if the present year’s holidays are unknown for a market', async () => {
    await expect(load(written(['2026-10-10']), '2027-01-02')).rejects.toThrow(
      /vendors\[1\]\.market: "TW" has no known holidays in 2027/,
    );
  });

  test.each(cases(['infra/app.ts', 'infra/build.ts']))('is refused by %s with a message', (command) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [command], {
      env: { NOTIFIER_CONFIG: written(['2020-01-01']), JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1' },
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/^The configuration cannot be used:\n {2}vendors\[1\]\.market: "TW" has no known/);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  });
});
