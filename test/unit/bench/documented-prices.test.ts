import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { HOURS_A_MONTH, PRICES } from '../../../infra/prices.ts';
import { FREE_METERED, METERED, type Metered } from '../../bench/metered-prices.ts';
import { LOG_MONTHS } from '../../bench/price-month.ts';

const read = (document: string): string => readFileSync(document, 'utf8');
const COST = read('docs/cost.md');

/** The cells of the first row that begins with the words. */
const cellsOf = (words: string): string[] => {
  const row = COST.split('\n').find((line) => line.startsWith(`| ${words}`)) ?? '';
  return row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('*', ''));
};
const usd = (figure: number): string => (figure === 0 ? '–' : figure.toFixed(2));

/** The amounts of a month by use, each with the row that names it and its place among the row's numbers. */
const AMOUNTS: Record<Metered, [row: string, place: number, factor?: number]> = {
  lambdaRequest: ['Lambda:', 0],
  lambdaGbSecond: ['Lambda:', 1],
  logGb: ['CloudWatch Logs:', 0],
  logGbMonth: ['CloudWatch Logs:', 0, LOG_MONTHS],
  dynamodbWriteUnit: ['DynamoDB:', 0],
  dynamodbReadUnit: ['DynamoDB:', 1],
  schedulerInvocation: ['EventBridge Scheduler:', 0],
  eventBridgeEvent: ['EventBridge Scheduler:', 1],
  internetGb: ['The way to Coupang:', 0],
  betweenZonesGb: ['The way to Coupang:', 1],
  secretsManagerCall: ['Secrets Manager:', 0],
};
const priced = Object.entries(AMOUNTS)
  .filter((entry): entry is [Metered, (typeof AMOUNTS)[Metered]] => entry[0] in METERED)
  .map(([what, [row, place, factor = 1]]) => {
    const numbers = cellsOf(row)[0]?.match(/\d[\d,]*(\.\d+)?/g) ?? [];
    const amount = Number(numbers[place]?.replaceAll(',', '')) * factor;
    const paid = Math.max(0, amount - (FREE_METERED[what] ?? 0));
    return { row, list: amount * METERED[what], afterFree: paid * METERED[what] };
  });
const sumOf = (figure: 'list' | 'afterFree', lines = priced): number =>
  lines.reduce((sum, line) => sum + line[figure], 0);

describe('docs/cost.md agrees with the price list', () => {
  test.each([...new Set(priced.map(({ row }) => row))])('for each service: %s', (row) => {
    const lines = priced.filter((line) => line.row === row);
    expect(cellsOf(row).slice(1)).toEqual([usd(sumOf('list', lines)), usd(sumOf('afterFree', lines))]);
  });

  test('for the sum, which the READMEs repeat', () => {
    const rows = COST.slice(COST.indexOf('| by use, a month')).split('\n');
    const sum = rows.find((row) => row.startsWith('| **sum**'))?.match(/\d+\.\d\d/g);
    const [list, afterFree] = [sumOf('list').toFixed(2), sumOf('afterFree').toFixed(2)];
    expect(sum).toEqual([list, afterFree]);
    expect(read('README.md')).toContain(`about ${list} USD a month, ${afterFree} after`);
    expect(read('README.ko.md')).toMatch(new RegExp(`약 ${list}달러.*${afterFree}달러`));
    expect(read('README.zh-TW.md')).toMatch(new RegExp(`約 ${list} 美元.*${afterFree} 美元`));
  });

  test.each([
    ['t4g.nano with Linux', PRICES.natInstanceHour, HOURS_A_MONTH],
    ['its disk, 8 GB of gp3', PRICES.diskGbMonth, 8],
    ['NAT gateway', PRICES.natGatewayHour, HOURS_A_MONTH],
    ['public IPv4 address', PRICES.publicIpv4Hour, HOURS_A_MONTH],
  ])('for %s', (words, price, units) => {
    const [what, ...months] = cellsOf(`${words} at`);
    expect(what).toContain(` at ${price} USD `);
    expect(new Set(months.filter((cell) => cell !== '–'))).toEqual(new Set([(price * units).toFixed(2)]));
  });

  test('for metrics, alarms of an outage, and the day of the list', () => {
    expect(COST).toContain(
      `15 at ${PRICES.customMetricMonth.toFixed(2)} USD, ${(15 * PRICES.customMetricMonth).toFixed(2)} in all`,
    );
    const outages = (2 * PRICES.compositeAlarmMonth).toFixed(2);
    expect(COST).toMatch(new RegExp(`Two composite alarms,[^.]* cost ${outages} in all`));
    expect(COST).toContain(`as of ${PRICES.asOf}`);
  });
});
