import { describe, expect, test } from '@jest/globals';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import { chineseFaults } from '../../../fixtures/chinese-faults.ts';

/** `openTitle.reply`, with its number of values. */
const shapeOf = (node: unknown, path = ''): string[] => {
  if (typeof node === 'function') return [`${path}(${node.length})`];
  if (typeof node !== 'object' || node === null) return [path];
  return Object.entries(node).flatMap(([key, value]) => shapeOf(value, `${path}.${key}`));
};

const texts = (node: unknown): string[] =>
  typeof node === 'string'
    ? [node]
    : typeof node === 'object' && node !== null
      ? Object.values(node).flatMap(texts)
      : [];

/** The texts of a wording with an example in place of each value. The value 2 gives a plural. */
const textsIn = (node: unknown, value: number | undefined): string[] => {
  if (typeof node === 'string') return [node];
  if (typeof node === 'function')
    return [`${Reflect.apply(node, undefined, Array(node.length).fill(value))}`];
  return typeof node === 'object' && node !== null
    ? Object.values(node).flatMap((text) => textsIn(text, value))
    : [];
};

/** Bold that touches a letter or a digit, Korean ones too: Slack shows its asterisks then. */
const TOUCHING = /[\p{L}\p{N}]\*[^*\n]+\*|\*[^*\n]+\*[\p{L}\p{N}]/u;

describe('WORDING', () => {
  test('C5: all languages have the same texts, with the same values', () => {
    expect(shapeOf(WORDING.en)).toEqual(shapeOf(WORDING.ko));
    expect(shapeOf(WORDING['zh-TW'])).toEqual(shapeOf(WORDING.ko));
  });

  test('C5: uses Chinese as in Taiwan on each occasion, with its punctuation', () => {
    const all = [0, 1, 2, undefined].flatMap((value) => textsIn(WORDING['zh-TW'], value));
    expect(all.length).toBeGreaterThan(200);
    expect(all.flatMap((text) => chineseFaults(text))).toEqual([]);
  });

  test('C5: has no Korean in English texts with values either, and loses no value', () => {
    expect(textsIn(WORDING.en, 2).filter((text) => /[가-힣]/.test(text))).toEqual([]);
    const all = Object.values(WORDING).flatMap((words) => textsIn(words, 2));
    expect(all.filter((text) => /undefined|NaN/.test(text))).toEqual([]);
  });

  test('has no emphasis that touches a letter, since Slack would show its asterisks', () => {
    const all = Object.values(WORDING).flatMap((words) => textsIn(words, 2));
    expect(all.filter((text) => TOUCHING.test(text))).toEqual([]);
    expect(TOUCHING.test('*상품*을')).toBe(true);
  });

  test('has no empty text, no Korean in English, and no text with today or tomorrow', () => {
    expect(
      Object.values(WORDING)
        .flatMap(texts)
        .filter((text) => text.trim() === ''),
    ).toEqual([]);
    expect(texts(WORDING.en).filter((text) => text.trim() === '' || /[가-힣]/.test(text))).toEqual([]);
    expect(Object.values(WORDING).flatMap(texts).join('\n')).not.toMatch(
      /오늘|내일|today|tomorrow|今天|明天/i,
    );
  });
});
