import { Hono } from 'hono';
import * as z from 'zod/mini';
import { type BusOptions, putEvents, putEventsInput } from './bus.ts';
import type { Queue } from './queue.ts';

const changeVisibilityInput = z.looseObject({
  QueueUrl: z.string(),
  ReceiptHandle: z.string(),
  VisibilityTimeout: z.int().check(z.minimum(0), z.maximum(43_200)),
});

type Answer = { status: 200 | 400; body: unknown };

/**
 * The two AWS calls of the delivery path, as the SDK's JSON protocols speak them: `PutEvents` and
 * `ChangeMessageVisibility`. A queue's URL ends with its name.
 */
export const awsEndpoint = (bus: BusOptions, queues: Queue[]): Hono => {
  const app = new Hono();
  app.post('*', async (c) => {
    const { status, body } = answer(c.req.header('x-amz-target'), await c.req.text(), bus, queues);
    return c.body(JSON.stringify(body), status, { 'Content-Type': 'application/x-amz-json-1.1' });
  });
  app.onError((_error, c) => c.json({ __type: 'InternalFailure' }, 500));
  return app;
};

const answer = (target: string | undefined, text: string, bus: BusOptions, queues: Queue[]): Answer => {
  const input = parse(text);
  if (target === 'AWSEvents.PutEvents') {
    const parsed = z.safeParse(putEventsInput, input);
    return parsed.success
      ? { status: 200, body: putEvents(parsed.data, bus) }
      : refuse('ValidationException', 'PutEvents takes 1 to 10 entries with Source, DetailType and Detail.');
  }
  if (target === 'AmazonSQS.ChangeMessageVisibility') {
    const parsed = z.safeParse(changeVisibilityInput, input);
    return parsed.success
      ? changeVisibility(parsed.data, queues)
      : refuse(
          'InvalidParameterValue',
          'QueueUrl, ReceiptHandle and VisibilityTimeout (0 to 43200) are required.',
        );
  }
  return refuse('UnknownOperationException', 'Only PutEvents and ChangeMessageVisibility are answered here.');
};

const changeVisibility = (input: z.infer<typeof changeVisibilityInput>, queues: Queue[]): Answer => {
  const queue = queues.find((candidate) => input.QueueUrl.endsWith(`/${candidate.name}`));
  if (queue === undefined) {
    return refuse('com.amazonaws.sqs#QueueDoesNotExist', 'The specified queue does not exist.');
  }
  switch (queue.changeVisibility(input.ReceiptHandle, input.VisibilityTimeout * 1000)) {
    case 'changed':
      return { status: 200, body: {} };
    case 'unknown-receipt':
      return refuse('com.amazonaws.sqs#ReceiptHandleIsInvalid', 'The receipt handle is not valid.');
    case 'not-in-flight':
      return refuse('com.amazonaws.sqs#MessageNotInflight', 'The message is not in flight.');
  }
};

const refuse = (type: string, message: string): Answer => ({
  status: 400,
  body: { __type: type, message },
});

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
