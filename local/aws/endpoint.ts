import { Hono } from 'hono';
import * as z from 'zod/mini';
import { parseJson } from '../../lib/domain/parse-json.ts';
import { namesKey, UNKNOWN_KEY } from './access-key.ts';
import { type BusOptions, putEvents, putEventsInput } from './bus.ts';

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
