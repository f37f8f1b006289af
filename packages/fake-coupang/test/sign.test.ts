import { expect, test } from '@jest/globals';
import { contractRows } from '../contract/index.ts';
import { authorize } from '../src/sign.ts';

const vectors = contractRows.filter((row) => row.kind === 'signature');

test.each(vectors)('$id', ({ accessKey, secretKey, clock, method, path, query, authorization }) => {
  expect(authorize({ method, path, query }, { accessKey, secretKey }, Date.parse(clock))).toBe(authorization);
});
