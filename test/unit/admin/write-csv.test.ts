import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readSpan, writeCsv } from '../../../admin/ticket/write-csv.ts';
import type { VendorRef } from '../../../lib/domain/inquiry/inquiry.ts';
import type { ClosedRow } from '../../../lib/domain/ticket/ticket.ts';
import { madeUpConfig } from '../../fixtures/made-up-config.ts';
import { makeTempDir, removeTempDirs } from '../local/temp-dirs.ts';
import { runAdmin } from './run-admin.ts';

const BAD_SPAN = '--csv takes two days';
const KR = { market: 'KR', vendorId: 'A00012345' } as const;
const TW = { market: 'TW', vendorId: 'A00054321' } as const;
const REQUESTED_AT = Date.parse('2026-11-01T09:00:00+09:00');
const closed = (more: Partial<ClosedRow> = {}): ClosedRow => ({
  ...KR,
  source: 'call-center',
  inquiryId: '1000000001',
  answerId: '700000001',
  kind: 'reply',
  product: '지어낸 머그컵',
  category: '배송>파손',
  openedAt: REQUESTED_AT,
  askedAt: REQUESTED_AT,
  dueAt: REQUESTED_AT + 86_400_000,
  answeredAt: REQUESTED_AT + 90 * 60_000,
  closedAt: REQUESTED_AT + 2 * 3_600_000,
  inTime: true,
  outcome: 'answered',
  claimedBy: 'U0HANA',
  steps: [],
  ...more,
});

afterAll(removeTempDirs);

type Query = { vendorId: string; since: string; until: string };

const hana = (id: string, wingId: string) => ({ id, acting: { people: { U0HANA: { wingId } } } });

const write = async (
  rows: readonly ClosedRow[],
  given: {
    span?: { from: string; to: string };
    vendorId?: string;
    config?: ReturnType<typeof madeUpConfig>;
    vendors?: VendorRef[];
  } = {},
) => {
  const { span = { from: '2026-11-01', to: '2026-11-01' }, vendorId, vendors = [KR, TW] } = given;
  const { config = madeUpConfig([hana(KR.vendorId, 'hana')]) } = given;
  const queries: Query[] = [];
  const store = {
    reader: {
      closed: async (vendor: { market: string; vendorId: string }, since: number, until = Infinity) => {
        queries.push({
          vendorId: vendor.vendorId,
          since: new Date(since).toISOString(),
          until: new Date(until).toISOString(),
        });
        return rows.filter(
          (row) =>
            row.market === vendor.market &&
            row.vendorId === vendor.vendorId &&
            row.closedAt >= since &&
            row.closedAt < until,
        );
      },
    },
    states: { vendors: async () => vendors },
  };
  const file = join(makeTempDir(), 'closed.csv');
  const count = await writeCsv(store, { file, span, vendorId, config }, WORDS);
  const text = readFileSync(file, 'utf8');
  return { count, text, lines: text.split('\r\n').slice(1, -1), queries };
};

const WORDS = {
  csvNotWritten: (_file: string, reason: string) => reason,
  neverPolled: (vendorId: string, known: readonly string[]) => `${vendorId}, not ${known.join(', ')}`,
};

describe('npm run ticket -- --csv', () => {
  test('writes a row for each closed ticket, with the times of its market, for Excel', async () => {
    const taiwan = { ...TW, inquiryId: '2', source: 'product', kind: 'question' } as const;
    const { count, text, lines } = await write([closed(), closed(taiwan)]);
    expect(count).toBe(2);
    expect(text).toMatch(
      /^\uFEFFmarket,vendor,source,kind,inquiry,product,category,asked,due,answered,minutes,in_time,outcome,who\r\n/,
    );
    expect(lines).toEqual([
      'KR,A00012345,call-center,reply,1000000001,지어낸 머그컵,배송>파손,2026-11-01 09:00:00,2026-11-02 09:00:00,2026-11-01 10:30:00,90,yes,answered,hana',
      'TW,A00054321,product,question,2,지어낸 머그컵,배송>파손,2026-11-01 08:00:00,2026-11-02 08:00:00,2026-11-01 09:30:00,90,yes,answered,U0HANA',
    ]);
  });

  test('keeps two vendors apart that have one id in two markets', async () => {
    const config = madeUpConfig([hana(KR.vendorId, 'hana'), { ...hana(KR.vendorId, 'ha-na'), market: 'TW' }]);
    const rows = [closed(), closed({ market: 'TW' })];
    const { lines } = await write(rows, {
      vendorId: KR.vendorId,
      config,
      vendors: [KR, { ...KR, market: 'TW' }],
    });
    const cells = lines.map((line) => line.split(','));
    expect(cells.map(([market, , , , , , , , , answered, , , , who]) => [market, answered, who])).toEqual([
      ['KR', '2026-11-01 10:30:00', 'hana'],
      ['TW', '2026-11-01 09:30:00', 'ha-na'],
    ]);
  });

  test('leaves empty what is not known', async () => {
    const { answeredAt: _a, inTime: _i, claimedBy: _c, product: _p, category: _k, ...bare } = closed();
    const { lines } = await write([{ ...bare, outcome: 'withdrawn' }]);
    expect(lines).toEqual([
      'KR,A00012345,call-center,reply,1000000001,,,2026-11-01 09:00:00,2026-11-02 09:00:00,,,,withdrawn,',
    ]);
  });

  test.each(['=1+1', '+82', '-1', '@SUM(A1)', '\t=1'])('makes the cell %j harmless', async (product) => {
    const { lines } = await write([closed({ product })]);
    expect(lines[0]).toContain(`,'${product},`);
  });

  test('quotes a comma, a quote and the end of a line', async () => {
    const { text } = await write([closed({ product: 'a "mug", white\r\nlarge' })]);
    expect(text).toContain(',"a ""mug"", white\r\nlarge",');
  });

  test('reads a day of the market at a time, each ticket once', async () => {
    const midnight = Date.parse('2026-11-02T00:00:00+09:00');
    const rows = [closed({ closedAt: midnight - 1 }), closed({ closedAt: midnight, inquiryId: '2' })];
    const { count, queries } = await write(rows, {
      span: { from: '2026-11-01', to: '2026-11-02' },
      vendorId: KR.vendorId,
    });
    expect(count).toBe(2);
    expect(queries).toEqual([
      { vendorId: KR.vendorId, since: '2026-10-31T15:00:00.000Z', until: '2026-11-01T15:00:00.000Z' },
      { vendorId: KR.vendorId, since: '2026-11-01T15:00:00.000Z', until: '2026-11-02T15:00:00.000Z' },
    ]);
  });

  test.each([
    [undefined, undefined],
    ['2026-11-01', undefined],
    ['2026-11-31', '2026-12-01'],
    ['2026-11-02', '2026-11-01'],
    ['1 November', '2026-11-02'],
  ])('refuses from %s to %s', (from, to) => {
    expect(readSpan(from, to)).toBeUndefined();
  });

  test('says what is wrong with the arguments and the folder', async () => {
    const run = (args: string[], env = {}) => runAdmin('admin/ticket.ts', { args, env });
    const days = ['--csv', '--from', '2026-11-01', '--to', '2026-11-02'];
    expect((await run(['--csv', '--from', '2026-11-01'])).err).toContain(BAD_SPAN);
    expect((await run([...days, '--all'])).err).toContain(BAD_SPAN);
    expect((await run(['1000000001', '--from', '2026-11-01'])).err).toContain(BAD_SPAN);
    const empty = makeTempDir();
    expect((await run(days, { DATA_DIR: empty })).err).toContain(`There is no log in ${empty}`);
  });

  test('names the vendors of the table for one that was never polled, and writes no file', async () => {
    const file = join(makeTempDir(), 'closed.csv');
    const vendor = { market: 'KR', vendorId: 'A00012345' } as const;
    const store = { reader: { closed: async () => [] }, states: { vendors: async () => [vendor] } };
    const span = { from: '2026-11-01', to: '2026-11-01' };
    const options = { file, span, vendorId: 'A00012354', config: madeUpConfig([{}]) };
    await expect(writeCsv(store, options, WORDS)).rejects.toThrow('A00012354, not A00012345');
    expect(existsSync(file)).toBe(false);
  });

  test('says that a file cannot be written', async () => {
    const file = makeTempDir();
    const store = { reader: { closed: async () => [] }, states: { vendors: async () => [] } };
    const span = { from: '2026-11-01', to: '2026-11-01' };
    const options = { file, span, vendorId: undefined, config: madeUpConfig([{}]) };
    await expect(writeCsv(store, options, WORDS)).rejects.toThrow('EISDIR');
  });
});
