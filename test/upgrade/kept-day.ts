import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { DAY_MS } from '../../lib/domain/time/durations.ts';
import { parseMessage } from 'fake-slack';

/** Changes the bytes anywhere in an item: those of a source are in a map. */
const withBytes = <Packed>(
  value: unknown,
  packed: z.ZodMiniType<Packed>,
  change: (bytes: Packed) => unknown,
): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  const { data, success } = z.safeParse(z.strictObject({ B: packed }), value);
  if (success) return { B: change(data.B) };
  if (Array.isArray(value)) return value.map((part: unknown) => withBytes(part, packed, change));
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, withBytes(part, packed, change)]),
  );
};
const attribute = z.pipe(
  z.unknown(),
  z.transform((value: unknown) =>
    z.custom<AttributeValue>().parse(withBytes(value, z.string(), (text) => Buffer.from(text, 'base64'))),
  ),
);

const keptDay = z.object({
  /** The end of the day, epoch ms. */
  at: z.number(),
  /** The inquiry ids by state. */
  named: z.record(z.string(), z.string()),
  /** The table's items, as DynamoDB gives them. */
  items: z.array(z.record(z.string(), attribute)),
  messages: z.array(z.pipe(z.unknown(), z.transform(parseMessage))),
  /** The simulator's file. */
  coupang: z.unknown(),
});

/** The data that a release left behind at the end of its made-up day. */
export type KeptDay = z.infer<typeof keptDay>;

const NEAR_MS = 400 * DAY_MS;

export const parseKeptDay = (kept: unknown): KeptDay => keptDay.parse(kept);

/** As JSON, with bytes in base64. */
export const renderDay = (day: KeptDay): string =>
  JSON.stringify({ ...day, items: eachBytes(day, toBase64) });

/** The same day, ended at another time: each instant near it moves, also in names and in packed values. */
export const moveTo = (at: number, day: KeptDay): KeptDay => {
  const move = (text: string): string =>
    text.replaceAll(/(?<!\d)\d{13}(?!\d)/g, (digits) =>
      Math.abs(Number(digits) - day.at) < NEAR_MS ? String(Number(digits) + at - day.at) : digits,
    );
  const items = eachBytes(day, (packed) =>
    toBase64(brotliCompressSync(move(brotliDecompressSync(packed).toString()))),
  );
  return parseKeptDay(JSON.parse(move(JSON.stringify({ ...day, items }))));
};

const toBase64 = (packed: Uint8Array): string => Buffer.from(packed).toString('base64');

const eachBytes = ({ items }: KeptDay, change: (packed: Uint8Array) => string): unknown =>
  withBytes(items, z.instanceof(Uint8Array), change);

/** Slack's messages and Coupang's inquiries, where the local ones look for them. */
export const layOut = async ({ messages, coupang }: KeptDay, dataDir: string): Promise<void> => {
  await writeFile(
    join(dataDir, 'slack.jsonl'),
    messages.map((slackMessage) => `${JSON.stringify(slackMessage)}\n`).join(''),
  );
  await writeFile(join(dataDir, 'coupang.json'), JSON.stringify(coupang));
};
