import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { listFiles } from './list-files.ts';

/** The number of parameters beyond the fourth in the files that `.oxlintrc.json` excepts. It may only fall. */
const PARAMETERS_BEYOND_LIMIT = 20;

const RULE = 'max-params';
const folder = mkdtempSync(join(tmpdir(), 'parameters-'));
afterAll(() => rmSync(folder, { recursive: true }));

const config = z
  .object({
    rules: z.object({ [RULE]: z.tuple([z.literal('error'), z.object({ max: z.literal(4) })]) }),
    overrides: z.array(z.object({ files: z.array(z.string()), rules: z.record(z.string(), z.unknown()) })),
  })
  .parse(JSON.parse(readFileSync('.oxlintrc.json', 'utf8')));
const reportSchema = z.object({
  diagnostics: z.array(z.object({ message: z.string(), filename: z.string() })),
});

/** Runs the rule on the whole repository without the exceptions. */
const findLongLists = (): { file: string; beyondLimit: number }[] => {
  const withoutExceptions = join(folder, 'oxlint.json');
  writeFileSync(
    withoutExceptions,
    JSON.stringify({ plugins: [], categories: { correctness: 'off' }, rules: config.rules }),
  );
  const { stdout } = spawnSync('node_modules/.bin/oxlint', ['-c', withoutExceptions, '-f', 'json'], {
    encoding: 'utf8',
  });
  return reportSchema.parse(JSON.parse(stdout)).diagnostics.map(({ message, filename }) => ({
    file: filename,
    beyondLimit: Number(/\((\d+)\)/.exec(message)?.[1]) - config.rules[RULE][1].max,
  }));
};

test('functions take at most four parameters, except in a list of files that only shrinks', () => {
  const excepted = config.overrides.filter(({ rules }) => RULE in rules).flatMap(({ files }) => files);
  const found = findLongLists();
  expect(excepted).toEqual([...new Set(found.map(({ file }) => file))].sort());
  expect(found.reduce((sum, { beyondLimit }) => sum + beyondLimit, 0)).toBe(PARAMETERS_BEYOND_LIMIT);
});

test('no comment in a file makes another exception', () => {
  const excepting = ['admin', 'functions', 'infra', 'lib', 'local', 'test']
    .flatMap((root) => listFiles(root))
    .filter((file) => new RegExp(`oxlint-disable.*${RULE}`).test(readFileSync(file, 'utf8')));
  expect(excepting).toEqual([]);
});
