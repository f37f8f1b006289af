import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { findOtherFigures } from '../../bench/documented-figures.ts';
import { monthTable } from '../../bench/month-table.ts';

const TABLE = monthTable([
  { what: 'dynamodbWriteUnit', amount: 152_023, usd: 0.1034, afterFreeUsd: 0.1034 },
  { what: 'dynamodbReadUnit', amount: 262_405, usd: 0.0356, afterFreeUsd: 0.0356 },
  { what: 'logGb', amount: 0.1756, usd: 0.135, afterFreeUsd: 0 },
]);
const README = readFileSync('README.md', 'utf8');
const documentWith = (table: string): string =>
  `before\n\n<!-- By npm run bench -- --docs -->\n\n${table}\n\n<!-- End -->\n\nafter`;

describe('the figures of a month, in a document', () => {
  test('are a table with a row for each service, to three digits and to the cent', () => {
    const rows = TABLE.split('\n').map((line) => line.replaceAll(/ +/g, ' '));
    expect(rows[0]).toBe('| by use, a month | list price | after free amounts |');
    expect(rows).toContain('| DynamoDB: 152,000 write units, 262,000 read units | 0.14 | 0.14 |');
    expect(rows).toContain('| CloudWatch Logs: 0.176 GB, kept for 90 days | 0.14 | – |');
    expect(rows.at(-1)).toBe('| **sum** | **0.27** | **0.14** |');
    expect(new Set(TABLE.split('\n').map((line) => line.length)).size).toBe(1);
  });

  test('agree with a bench whose figures differ by less than a tenth', () => {
    expect(findOtherFigures(TABLE, documentWith(TABLE))).toEqual([]);
    const near = TABLE.replace('152,000', '160,000').replace('0.27', '0.28');
    expect(findOtherFigures(TABLE, documentWith(near))).toEqual([]);
  });

  test.each([
    ['a figure that is a third off', TABLE.replace('152,000', '210,240')],
    ['a price that is off', TABLE.replace('0.14 |               0.14', '0.24 |               0.14')],
    ['a sum that is off', TABLE.replace('**0.27**', '**0.77**')],
    ['another word', TABLE.replace('write units', 'writes')],
    ['a row that is gone', TABLE.split('\n').toSpliced(4, 1).join('\n')],
  ])('disagree by %s', (_what, documented) => {
    expect(findOtherFigures(TABLE, documentWith(documented))).not.toEqual([]);
  });

  test('need their marks, which the README has', () => {
    expect(() => findOtherFigures(TABLE, 'no mark')).toThrow('lacks the marks');
    expect(() => findOtherFigures(TABLE, README)).not.toThrow();
  });
});
