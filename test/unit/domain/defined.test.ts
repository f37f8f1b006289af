import { expect, test } from '@jest/globals';
import { defined } from '../../../lib/domain/defined.ts';

test('a field that is `undefined` is absent, by value and by type; any other value stays', () => {
  const given = { at: 0, name: '', flag: false, none: null, what: undefined as string | undefined };
  const found: { at: number; name: string; flag: boolean; none: null; what?: string } = defined(given);
  expect(Object.keys(found)).toEqual(['at', 'name', 'flag', 'none']);
  expect(found).toEqual({ at: 0, name: '', flag: false, none: null });
});

test('a field that may be absent cannot be read as one that is there', () => {
  const maybe: { ts: string | undefined } = { ts: '1.2' };
  // @ts-expect-error -- `ts` may be absent.
  const found: { ts: string } = defined(maybe);
  expect(found).toEqual({ ts: '1.2' });
});
