import { describe, expect, test } from '@jest/globals';
import {
  type ActionDone,
  COUPANG_TROUBLES,
  PRODUCT_TROUBLES,
  QUESTION_ENDING,
  SLACK_TROUBLES,
} from '../../../../local/page/command.ts';
import { LANGUAGES, PAGE_TEXTS, sayDone, TERMINAL_TEXTS } from '../../../../local/page/texts.ts';
import { chineseFaults } from '../../../fixtures/chinese-faults.ts';
import { readdirSync, readFileSync } from 'node:fs';

/** Every text of a language by its path. For a function, its result for an example. */
const flatten = (texts: unknown, path = ''): [string, string][] => {
  if (typeof texts === 'string') return [[path, texts]];
  if (typeof texts !== 'object' || texts === null) return [];
  return Object.entries(texts).flatMap(([name, inner]) => flatten(inner, `${path}.${name}`));
};

const PLACEHOLDER = /\{\w+\}/g;

const DONE: ActionDone[] = [
  { did: 'hand-over-reply', inquiryId: '1000000001', label: 'AA' },
  { did: 'hand-over-confirm', inquiryId: '1000000001', label: 'AA' },
  { did: 'hand-over-ladder', inquiryId: '1000000001', label: 'AA' },
  { did: 'hand-over-late', inquiryId: '1000000001', label: 'AA' },
  { did: 'burst', label: 'AA' },
  { did: 'hand-over-again', inquiryId: '1000000001' },
  ...(['answer', 'confirm', 'withdraw', 'decide', 'auto-close'] as const).map((did) => ({
    did,
    inquiryId: '1000000001',
  })),
  { did: 'ask', inquiryId: '1000000001', label: 'AA' },
  ...QUESTION_ENDING.map((did) => ({ did, inquiryId: '1000000001' })),
  ...[...PRODUCT_TROUBLES, null].map((trouble) => ({ did: 'product' as const, trouble })),
  ...[...COUPANG_TROUBLES, null].map((trouble) => ({ did: 'coupang' as const, trouble })),
  ...[...SLACK_TROUBLES, null].map((trouble) => ({ did: 'slack' as const, trouble })),
  { did: 'leap', at: 1, event: { name: 'step', step: '3h', of: '1000000001' } },
  { did: 'leap', at: 1, event: { name: 'step', step: '1h', of: '1000000001' } },
  { did: 'leap', at: 1, event: { name: 'deadline', of: '1000000001' } },
  { did: 'leap', at: 1, event: { name: 'shift-end' } },
  { did: 'leap', at: 1, event: { name: 'report' } },
  { did: 'leap', at: 1 },
];

describe('C5: the page’s texts', () => {
  const ko = flatten(PAGE_TEXTS.ko);
  const en = flatten(PAGE_TEXTS.en);
  const zh = flatten(PAGE_TEXTS['zh-TW']);

  test('are never empty', () => {
    expect([...ko, ...en, ...zh].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('are in English without Korean, and take the same values', () => {
    expect(en.filter(([, text]) => /\p{Script=Hangul}/u.test(text))).toEqual([]);
    const placeholders = (texts: [string, string][]) =>
      texts.map(([path, text]) => [path, text.match(PLACEHOLDER)?.toSorted()]).filter(([, found]) => found);
    for (const others of [en, zh])
      expect(Object.fromEntries(placeholders(others))).toEqual(Object.fromEntries(placeholders(ko)));
    expect(placeholders(ko).length).toBeGreaterThan(4);
  });

  test('are in Korean where people read a sentence', () => {
    const latin = ko.filter(([, text]) => text.length > 12 && !/\p{Script=Hangul}/u.test(text));
    expect(latin).toEqual([]);
  });

  test('are in Chinese as in Taiwan, with its punctuation', () => {
    const texts = [...zh.map(([, text]) => text), ...DONE.map((done) => sayDone(done, 'zh-TW'))];
    expect(texts.flatMap((text) => chineseFaults(text))).toEqual([]);
  });

  test('describe each act of the panel, with the inquiry’s number', () => {
    for (const language of LANGUAGES) {
      const descriptions = DONE.map((done) => sayDone(done, language));
      expect(new Set(descriptions).size).toBe(descriptions.length);
      for (const [index, act] of DONE.entries()) {
        if ('inquiryId' in act) expect(descriptions[index]).toContain('1000000001');
      }
    }
  });

  test('name the time after a leap, and the ticket of the event', () => {
    for (const language of LANGUAGES)
      for (const leap of DONE.filter(({ did }) => did === 'leap')) {
        expect(sayDone(leap, language).match(PLACEHOLDER)).toEqual(['{when}']);
        if ('event' in leap && 'of' in leap.event) expect(sayDone(leap, language)).toContain('1000000001');
      }
  });

  test('use singular and plural rightly in English', () => {
    const { replies, openTickets, older } = PAGE_TEXTS.en;
    expect([replies(1), replies(2)]).toEqual(['1 reply', '2 replies']);
    expect([openTickets(1), openTickets(2)]).toEqual(['1 open inquiry', '2 open inquiries']);
    expect([older(1), older(2)].map((text) => text.split(' ')[2])).toEqual(['message', 'messages']);
  });
});

describe('the texts of the terminal', () => {
  /** Every line by its path. A function gets names and numbers for all its values. */
  const lines = (texts: unknown, path = ''): [string, string][] => {
    if (typeof texts === 'function') {
      const line: unknown = Reflect.apply(texts, undefined, ['3', '4']);
      return [[path, String(line)]];
    }
    if (typeof texts !== 'object' || texts === null) return [[path, String(texts)]];
    return Object.entries(texts).flatMap(([name, inner]) => lines(inner, `${path}.${name}`));
  };
  const linesIn = (language: keyof typeof TERMINAL_TEXTS) => lines(TERMINAL_TEXTS[language]);

  test('are in the language of their reader', () => {
    const english = linesIn('en').map(([, line]) => line);
    expect(english.filter((line) => /[\p{Script=Hangul}\p{Script=Han}]/u.test(line))).toEqual([]);
    const korean = linesIn('ko').filter(([, line]) => line.length > 12 && !/\p{Script=Hangul}/u.test(line));
    expect(korean).toEqual([]);
  });
});

const STYLES = new URL('../../../../local/page/styles/', import.meta.url);
const SPACING = /^(margin|padding|gap|row-gap|column-gap)/;
/** A step, a negative step, or no size at all. */
const ALLOWED = /var\(--[\w-]+\)|calc\(-1 \* var\(--[\w-]+\)\)|\b(0|auto|inherit)(?![\w.])/g;

type Declaration = { file: string; property: string; value: string };

const declarations = readdirSync(STYLES).flatMap((file): Declaration[] => {
  const css = readFileSync(new URL(file, STYLES), 'utf8').replaceAll(/\/\*.*?\*\//gs, '');
  return [...css.matchAll(/([\w-]+):\s*([^;{}]+);/g)].map(([, property = '', value = '']) => ({
    file,
    property,
    value,
  }));
});
const offScale = (isIn: (property: string) => boolean) =>
  declarations.filter(({ property, value }) => isIn(property) && value.replaceAll(ALLOWED, '').trim() !== '');

test('every type size on the page is a step of the one type scale', () => {
  expect(offScale((property) => property === 'font-size')).toEqual([]);
  const shorthands = declarations.filter(({ property }) => property === 'font');
  for (const { value } of shorthands) expect(value).toMatch(/^(inherit$|var\(--text-)/);
});

test('every margin, padding and gap on the page is a step of the one spacing scale', () => {
  expect(offScale((property) => SPACING.test(property))).toEqual([]);
});

test('the type scale has five steps at most, and the spacing scale has steps of 4 px', () => {
  const valuesOf = (name: RegExp) =>
    declarations
      .filter(({ property }) => name.test(property))
      .map(({ value }) => Number.parseFloat(value) * 16);
  expect(new Set(valuesOf(/^--text-/)).size).toBeLessThanOrEqual(5);
  const steps = valuesOf(/^--s\d$/);
  expect(steps.length).toBeGreaterThan(0);
  expect(steps.filter((step) => step % 4 !== 0)).toEqual([]);
});
