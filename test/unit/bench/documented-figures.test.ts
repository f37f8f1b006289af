import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { figuresOf, findOtherFigures } from '../../bench/documented-figures.ts';
import type { PressCost } from '../../bench/measure-presses.ts';
import { monthTable } from '../../bench/month-table.ts';
import { pressSentence } from '../../bench/press-sentence.ts';
import type { MonthLine } from '../../bench/price-month.ts';

const MONTH: MonthLine[] = [
  { what: 'dynamodbWriteUnit', amount: 152_023, usd: 0.1034, afterFreeUsd: 0.1034 },
  { what: 'dynamodbReadUnit', amount: 262_405, usd: 0.0356, afterFreeUsd: 0.0356 },
  { what: 'logGb', amount: 0.1756, usd: 0.135, afterFreeUsd: 0 },
];
const used = { runs: 1, seconds: 1, read: 1, write: 1 };
const PRESSES: PressCost[] = [
  { what: 'a claim', ...used, usd: 0.0000301 },
  { what: 'a reply', ...used, usd: 0.0000758 },
];
const read = (document: string) => readFileSync(document, 'utf8');
const TABLE = monthTable(MONTH);
const between = (...texts: string[]) =>
  `before\n\n${texts.map((text) => `<!-- By npm run bench -- --docs -->\n\n${text}\n\n<!-- End -->\n\nafter\n\n`).join('')}`;
const findOthers = (found: string, documented: string) =>
  findOtherFigures({ 'README.md': [found] }, () => between(documented));

describe('the figures of a month, in documents', () => {
  test('are a table with a row for each service, to three digits and to the cent', () => {
    const rows = TABLE.split('\n').map((line) => line.replaceAll(/ +/g, ' '));
    expect(rows[0]).toBe('| by use, a month | list price | after free amounts |');
    expect(rows).toContain('| DynamoDB: 152,000 write units, 262,000 read units | 0.14 | 0.14 |');
    expect(rows).toContain('| CloudWatch Logs: 0.176 GB, kept for 90 days | 0.14 | – |');
    expect(rows.at(-1)).toBe('| **sum** | **0.27** | **0.14** |');
    expect(new Set(TABLE.split('\n').map((line) => line.length)).size).toBe(1);
  });

  test('agree with a bench whose figures differ by less than a tenth', () => {
    expect(findOthers(TABLE, TABLE)).toEqual([]);
    const near = TABLE.replace('152,000', '160,000').replace('0.27', '0.28');
    expect(findOthers(TABLE, near)).toEqual([]);
  });

  test.each([
    ['a figure that is a third off', TABLE.replace('152,000', '210,240')],
    ['a price that is off', TABLE.replace('0.14 |               0.14', '0.24 |               0.14')],
    ['a sum that is off', TABLE.replace('**0.27**', '**0.77**')],
    ['another word', TABLE.replace('write units', 'writes')],
    ['a row that is gone', TABLE.split('\n').toSpliced(4, 1).join('\n')],
  ])('disagree by %s', (_what, documented) => {
    expect(findOthers(TABLE, documented)).not.toEqual([]);
  });

  test('stand in both READMEs, too, in a sentence', () => {
    const { 'README.md': [en] = [], 'README.ko.md': [ko = ''] = [] } = figuresOf(MONTH, PRESSES);
    expect(en).toContain('about 0.27 USD a month, 0.14 after');
    expect(ko).toContain('약 0.27달러이고');
    expect(ko).toContain('0.14달러');
    expect(findOthers(ko, ko.replace('0.27', '0.38'))).toEqual([]);
    expect(findOthers(ko, ko.replace('0.27', '0.57'))).toHaveLength(1);
  });

  test('tell what a thousand presses cost, in cents and to a tenth', () => {
    const sentence = pressSentence(PRESSES);
    expect(sentence).toContain('a thousand claims cost 3.0 US cents and a thousand replies 7.6,');
    expect(findOthers(sentence, sentence.replace('3.0', '3.2').replace('7.6', '7.1'))).toEqual([]);
    expect(findOthers(sentence, sentence.replace('3.0', '5.0'))).toHaveLength(1);
    expect(findOthers(sentence, sentence.replace('7.6', '10.0'))).toHaveLength(1);
  });

  test('are compared in the order of their marks', () => {
    const sentence = pressSentence(PRESSES);
    const inOne = (...texts: string[]) =>
      findOtherFigures({ 'docs/cost.md': [TABLE, sentence] }, () => between(...texts));
    expect(inOne(TABLE, sentence)).toEqual([]);
    expect(inOne(TABLE, sentence.replace('7.6', '10.0'))).toHaveLength(1);
    expect(() => inOne(TABLE)).toThrow('docs/cost.md lacks the marks');
  });

  test('need their marks, which all documents have, and agree with one another', () => {
    expect(() => findOtherFigures({ 'README.md': [TABLE] }, () => 'no mark')).toThrow(
      'README.md lacks the marks',
    );
    expect(() => findOtherFigures(figuresOf(MONTH, PRESSES))).not.toThrow();
    const [, list, afterFree] =
      /^\| \*\*sum\*\* +\| +\*\*(0.*?)\*\* \| +\*\*(0.*?)\*\*/m.exec(read('docs/cost.md')) ?? [];
    const sum = [{ what: 'logGb' as const, amount: 1, usd: Number(list), afterFreeUsd: Number(afterFree) }];
    const { 'docs/cost.md': _, ...sentences } = figuresOf(sum, PRESSES);
    for (const [document, [sentence]] of Object.entries(sentences))
      expect(read(document)).toContain(sentence);
  });
});
