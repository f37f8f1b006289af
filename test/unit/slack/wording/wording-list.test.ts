import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { listWording } from '../../../wording/list-wording.ts';
import { OCCASIONS } from '../../../wording/occasions.ts';

const PAGE = new URL('../../../../docs/wording.md', import.meta.url);

test('C5: docs/wording.md lists the texts as they are: else run `npm run wording`', async () => {
  expect(await readFile(PAGE, 'utf8')).toBe(listWording());
});

test('no value of a text lacks a sample, and no occasion is left over', () => {
  const page = listWording();
  expect(page).not.toMatch(/undefined|NaN|\{\w+\}/);
  expect(Object.keys(OCCASIONS).filter((name) => !page.includes(`(\`${name}\`)`))).toEqual([]);
});
