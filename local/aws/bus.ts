import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { parseJson } from '../../lib/domain/parse-json.ts';

export type BusOptions = {
  name: string;
  region: string;
  targets: Record<string, (event: object) => void>;
  /** Epoch ms. */
  now: () => number;
};

export const putEventsInput = z.looseObject({
  Entries: z
    .array(
      z.looseObject({
        EventBusName: z.optional(z.string()),
        Source: z.string(),
        DetailType: z.string(),
        Detail: z.string(),
      }),
    )
    .check(z.minLength(1), z.maxLength(10)),
});
export type PutEventsInput = z.infer<typeof putEventsInput>;
const object = z.record(z.string(), z.unknown());
type Entry = PutEventsInput['Entries'][number];
type EntryResult = { EventId: string } | { ErrorCode: string; ErrorMessage: string };

/** EventBridge's PutEvents. Each entry has its own result. */
export const putEvents = (
  input: PutEventsInput,
  bus: BusOptions,
): { FailedEntryCount: number; Entries: EntryResult[] } => {
  const results = input.Entries.map((entry) => putEvent(entry, bus));
  return {
    FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length,
    Entries: results,
  };
};

const putEvent = (entry: Entry, bus: BusOptions): EntryResult => {
  const { data: detail } = z.safeParse(object, parseJson(entry.Detail));
  if (detail === undefined) {
    return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  }
  const id = randomUUID();
  // Like EventBridge, accept events for an unknown bus and drop them.
  const target = Object.hasOwn(bus.targets, entry.DetailType) ? bus.targets[entry.DetailType] : undefined;
  if ((entry.EventBusName ?? 'default') !== bus.name || target === undefined) return { EventId: id };
  target({
    version: '0',
    id,
    'detail-type': entry.DetailType,
    source: entry.Source,
    account: '000000000000',
    time: `${new Date(bus.now()).toISOString().slice(0, 19)}Z`,
    region: bus.region,
    resources: [],
    detail,
  });
  return { EventId: id };
};
