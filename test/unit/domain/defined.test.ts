import { expect, test } from '@jest/globals';
import { defined } from '../../../lib/domain/defined.ts';

test('a field that is `undefined` is removed, by value and by type, and any other value stays', () => {
  const given = { at: 0, name: '', flag: false, none: null, what: undefined as string | undefined };
  const found: { at: number; name: string; flag: boolean; none: null; what?: string } = defined(given);
  expect(Object.keys(found)).toEqual(['at', 'name', 'flag', 'none']);
  expect(found).toEqual({ at: 0, name: '', flag: false, none: null });
});

test('a field that may be absent keeps its optional type', () => {
  const maybe: { ts: string | undefined } = { ts: '1.2' };
  // @ts-expect-error -- `ts` may be absent.
  const found: { ts: string } = defined(maybe);
  expect(found).toEqual({ ts: '1.2' });
});
