import { describe, expect, test } from '@jest/globals';
import { type Item, itemBytes } from '../../bench/item-bytes.ts';
import { readUnits, writeUnits } from '../../bench/request-units.ts';

const INDEX = { partitionKey: 'of', sortKey: 'at', projected: ['shown'] };
const KEY = ['pk'];
const sized = (bytes: number): Item => ({ a: { S: 'x'.repeat(bytes - 1) } });
const indexed = (at: number, more: Item = {}): Item => ({
  pk: { S: '1' },
  of: { S: 'KR' },
  at: { N: String(at) },
  ...more,
});
const plain: Item = { pk: { S: '1' } };

describe('the size of an item, by the rules of the developer guide', () => {
  test('is that of names and values: texts by byte, numbers by two digits, lists and maps with their own overhead', () => {
    expect(itemBytes({ 가: { S: '나' } })).toBe(3 + 3);
    expect(itemBytes({ n: { N: '1800000000000' } })).toBe(1 + 7 + 1);
    expect(itemBytes({ n: { N: '-1.5' } })).toBe(1 + 1 + 1);
    expect(itemBytes({ b: { BOOL: true }, c: { NULL: true } })).toBe(2 + 2);
    expect(itemBytes({ b: { B: Buffer.from('abcd').toString('base64') } })).toBe(1 + 4);
    expect(itemBytes({ l: { L: [{ S: 'ab' }, { S: 'c' }] } })).toBe(1 + 3 + 2 + 3);
    expect(itemBytes({ m: { M: { k: { S: 'ab' } } } })).toBe(1 + 3 + 1 + 3);
  });
});

describe('read units', () => {
  test('are one for 4 KB read consistently, and half of that from an index', () => {
    expect(readUnits([sized(4096)], { consistent: true })).toBe(1);
    expect(readUnits([sized(4097)], { consistent: true })).toBe(2);
    expect(readUnits([sized(8192)], { consistent: false })).toBe(1);
    expect(readUnits([sized(3000), sized(3000)], { consistent: false })).toBe(1);
  });

  test('are not zero if nothing was found', () => {
    expect(readUnits([], { consistent: true })).toBe(1);
    expect(readUnits([], { consistent: false })).toBe(0.5);
  });
});

describe('write units', () => {
  const of = (before: Item | undefined, after: Item | undefined) => writeUnits(before, after, KEY, [INDEX]);

  test('are one per kilobyte of the larger of the sizes before and after', () => {
    expect(of(undefined, sized(1024))).toBe(1);
    expect(of(sized(1025), sized(10))).toBe(2);
  });

  test('grow by one for a row that enters or leaves an index, and by two for a row that moves', () => {
    expect(of(undefined, indexed(1))).toBe(2);
    expect(of(indexed(1), plain)).toBe(2);
    expect(of(indexed(1), indexed(2))).toBe(3);
  });

  test('grow by one if only projected attributes changed, and by none if no projected one changed', () => {
    expect(of(indexed(1), indexed(1, { shown: { S: 'new' } }))).toBe(2);
    expect(of(indexed(1), indexed(1, { hidden: { S: 'new' } }))).toBe(1);
    expect(of(plain, { ...plain, of: { S: 'KR' } })).toBe(1);
  });

  test('are those of the present item if a condition refuses the write', () => {
    const stored = indexed(1, { shown: { S: 'x'.repeat(1100) } });
    expect(of(stored, stored)).toBe(2);
  });
});
