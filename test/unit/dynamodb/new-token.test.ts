import { expect, test } from '@jest/globals';
import { newToken } from '../../../lib/dynamodb/table.ts';

test('R4: tokens are short, since each ticket keeps two, and never repeat', () => {
  const tokens = Array.from({ length: 10_000 }, newToken);
  expect(new Set(tokens).size).toBe(tokens.length);
  for (const token of tokens) expect(token).toHaveLength(8);
});
