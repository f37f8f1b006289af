import { expect, test } from '@jest/globals';
import { checkTable } from '../contract/check-table.ts';

test('the table has no row that contradicts its own rules', () => {
  expect(checkTable()).toEqual([]);
});
