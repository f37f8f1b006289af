import { open } from 'node:fs/promises';
import { isNativeError } from 'node:util/types';
import { stringify } from 'csv-stringify/sync';
import * as z from 'zod/mini';
import { ConfigError } from '../../lib/config/config-error.ts';
import { findVendor } from '../../lib/config/find-vendor.ts';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import type { Config } from '../../lib/config/schema.ts';
import { addDays, instantAt, offsetMs } from '../../lib/domain/time/dates.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';
import type { ClosedRow } from '../../lib/domain/ticket/ticket.ts';
import type { AdminTexts } from '../wording/wording.ts';
import type { ClosedReader, VendorStates } from '../../lib/workflows/ports/store.ts';

/** Days in the market's time, `yyyy-MM-dd`, both included. */
export type Span = { from: string; to: string };

type Options = {
  file: string;
  span: Span;
  /** Without it, each vendor that was ever polled. */
  vendorId: string | undefined;
  /** Has the WING ids of people who claim. */
  config: Config;
};

/** Scripts read these names, so they are the same in each language. */
const COLUMNS = [
  'market',
  'vendor',
  'source',
  'kind',
  'inquiry',
  'product',
  'category',
  'asked',
  'due',
  'answered',
  'minutes',
  'in_time',
  'outcome',
  'who',
] as const;

/** @returns undefined unless both are days, in order */
export const readSpan = (from: string | undefined, to: string | undefined): Span | undefined => {
  const isDay = (text: string | undefined): text is string => z.iso.date().safeParse(text).success;
  return isDay(from) && isDay(to) && from <= to ? { from, to } : undefined;
};

/**
 * Writes a row for each ticket that closed on these days, vendor after vendor. It reads a day at a time, so that a long span needs little
 * memory. The file is UTF-8 with a byte order mark, so that Excel reads Korean. Times are the market's. A cell that a spreadsheet would
 * take for a formula begins with `'`.
 * @returns the number of tickets
 * @throws ConfigError if the file cannot be opened, or the vendor is not known
 */
export const writeCsv = async (
  { reader, states }: { reader: ClosedReader; states: Pick<VendorStates, 'vendors'> },
  { file, span: { from, to }, vendorId, config }: Options,
  words: Pick<AdminTexts['ticket'], 'csvNotWritten' | 'neverPolled'>,
): Promise<number> => {
  const known = await states.vendors();
  const vendors = known.filter((vendor) => vendor.vendorId === (vendorId ?? vendor.vendorId));
  if (vendorId !== undefined && vendors.length === 0)
    throw new ConfigError(
      words.neverPolled(
        vendorId,
        known.map((vendor) => vendor.vendorId),
      ),
    );
  const output = await open(file, 'w').catch((cause: unknown) => {
    throw new ConfigError(words.csvNotWritten(file, isNativeError(cause) ? cause.message : 'unknown'), {
      cause,
    });
  });
  let rows = 0;
  try {
    await output.write(render([COLUMNS], true));
    for (const vendor of vendors) {
      const zone = MARKET_ZONES[vendor.market];
      const { people = {} } = findVendor(config, vendor)?.acting ?? {};
      for (let day = from; day <= to; day = addDays(day, 1)) {
        const closed = await reader.closed(
          vendor,
          instantAt(day, 0, zone),
          instantAt(addDays(day, 1), 0, zone),
        );
        rows += closed.length;
        await output.write(render(closed.map((row) => cellsOf(row, zone, people))));
      }
    }
  } finally {
    await output.close();
  }
  return rows;
};

const render = (rows: readonly (readonly string[])[], isFirst = false): string =>
  stringify([...rows], { bom: isFirst, escape_formulas: true, record_delimiter: 'windows' });

const cellsOf = (
  { askedAt, dueAt, answeredAt, inTime, claimedBy = '', ...row }: ClosedRow,
  zone: string,
  people: Config['vendors'][number]['acting']['people'],
): string[] => {
  const time = (at: number): string =>
    new Date(at + offsetMs(zone)).toISOString().slice(0, 19).replace('T', ' ');
  const cells: Record<(typeof COLUMNS)[number], string> = {
    market: row.market,
    vendor: row.vendorId,
    source: row.source,
    kind: row.kind,
    inquiry: row.inquiryId,
    product: row.product ?? '',
    category: row.category ?? '',
    asked: time(askedAt),
    due: time(dueAt),
    answered: answeredAt === undefined ? '' : time(answeredAt),
    minutes: answeredAt === undefined ? '' : String(Math.round((answeredAt - askedAt) / MINUTE_MS)),
    in_time: inTime === undefined ? '' : inTime ? 'yes' : 'no',
    outcome: row.outcome ?? '',
    who: people[claimedBy]?.wingId ?? claimedBy,
  };
  return COLUMNS.map((column) => cells[column]);
};
