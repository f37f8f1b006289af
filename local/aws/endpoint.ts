import { Hono } from 'hono';
import * as z from 'zod/mini';
import { parseJson } from '../../lib/domain/parse-json.ts';
import { namesKey, UNKNOWN_KEY } from './access-key.ts';
import { randomUUID } from 'node:crypto';

type Answer = { status: 200 | 400; body: unknown };

/** `PutEvents` in the SDK's JSON protocol. The delivery path needs no other AWS call. */
export const awsEndpoint = (bus: BusOptions & { accessKeyId: string }): Hono => {
  const app = new Hono();
  app.use((c, next) =>
    namesKey(bus.accessKeyId, c.req.header('authorization'))
      ? next()
      : Promise.resolve(c.json(UNKNOWN_KEY, 400)),
  );
  app.post('*', async (c) => {
    const { status, body } = answer(c.req.header('x-amz-target'), await c.req.text(), bus);
    return c.body(JSON.stringify(body), status, { 'Content-Type': 'application/x-amz-json-1.1' });
  });
  app.onError((_error, c) => c.json({ __type: 'InternalFailure' }, 500));
  return app;
};

const answer = (target: string | undefined, text: string, bus: BusOptions): Answer => {
  if (target !== 'AWSEvents.PutEvents')
    return refuse('UnknownOperationException', 'Only PutEvents is answered here.');
  const parsed = z.safeParse(putEventsInput, parseJson(text));
  return parsed.success
    ? { status: 200, body: putEvents(parsed.data, bus) }
    : refuse('ValidationException', 'PutEvents takes 1 to 10 entries with Source, DetailType and Detail.');
};

const refuse = (type: string, message: string): Answer => ({
  status: 400,
  body: { __type: type, message },
});

type BusOptions = {
  name: string;
  region: string;
  targets: Record<string, (event: object) => void>;
  /** Epoch ms. */
  now: () => number;
};

const putEventsInput = z.looseObject({
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
type PutEventsInput = z.infer<typeof putEventsInput>;
const object = z.record(z.string(), z.unknown());
type Entry = PutEventsInput['Entries'][number];
type EntryResult = { EventId: string } | { ErrorCode: string; ErrorMessage: string };

/** EventBridge's PutEvents. Each entry has its own result. */
const putEvents = (
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
