import { expect } from '@jest/globals';
import type { Check } from '../../../admin/doctor/check.ts';

/** The only check with that name. */
export const findCheck = (checks: readonly Check[], name: string): Check => {
  const found = checks.filter((check) => check.name === name);
  expect(found.map(({ name: foundName }) => foundName)).toEqual([name]);
  return found[0] ?? { name, state: 'fail', what: '' };
};

/** @param row the state, and parts of the text and of the next step; the last cells may be left out */
export const expectCheck = (checks: readonly Check[], name: string, row: string): void => {
  const { state, what, toDo = '' } = findCheck(checks, name);
  const cells = row.split(' | ');
  expect([state, what, toDo].slice(0, cells.length)).toEqual(
    cells.map((cell) => expect.stringContaining(cell)),
  );
};
