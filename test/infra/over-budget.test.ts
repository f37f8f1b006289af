import { describe, expect, test } from '@jest/globals';
import { ACTING_FUNCTION_NAMES, FUNCTION_NAMES, SIZE_BUDGETS_KB } from '../../infra/function-names.ts';
import { overBudget } from '../../infra/bundle-functions.ts';

describe('the size budget', () => {
  test('is silent about bundles within it', () => {
    expect(overBudget({ poll: 300_000 }, { poll: 300 })).toEqual([]);
  });

  test('names the function, both sizes and what to do for a bundle that is too large', () => {
    expect(overBudget({ poll: 300_001 }, { poll: 300 })).toEqual([
      expect.stringMatching(/^poll: 301 KB is over its budget of 300 KB\..*infra\/function-names\.ts/),
    ]);
  });

  test('fails for a function that was not built or not measured', () => {
    expect(overBudget({ fresh: 1 }, { gone: 300 })).toEqual([
      'fresh: has no size budget. Add one to infra/function-names.ts.',
      'gone: was not built.',
    ]);
  });

  test('is set for each function', () => {
    expect([...FUNCTION_NAMES, ...ACTING_FUNCTION_NAMES].sort()).toEqual(Object.keys(SIZE_BUDGETS_KB).sort());
  });
});
