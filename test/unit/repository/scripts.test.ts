import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as z from 'zod/mini';

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

test.each([
  'start',
  'start:tw',
  'test',
  'build',
  'app',
  'secrets',
  'doctor',
  'ticket',
  'erase',
  'restore',
  'setup',
])('npm run %s with a Node that is too old says what to do, before it fails', (name) => {
  expect(scripts).toHaveProperty(name);
  expect(scripts[`pre${name}`]).toBe('node local/check-node.cjs');
});
