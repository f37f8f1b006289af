import { parseJson } from '../../../lib/domain/parse-json.ts';
import { toEntry } from '../../../lib/eventbridge/event-contract.ts';
import type { DeliverableEvent } from '../../../lib/workflows/ports/events.ts';
import { NOW } from '../../fixtures/domain/made-up.ts';
import { PUBLICATION } from '../eventbridge/made-up-event.ts';

/** The queue of a webhook, made up. */
export const queueArn = (webhook: string): string =>
  `arn:aws:sqs:ap-northeast-2:111122223333:Notifier-webhook-${webhook}`;

/** An event as the bus puts it into a queue. */
export const madeUpBody = (event: DeliverableEvent): string => {
  const { Source: source, DetailType, Detail } = toEntry(event, PUBLICATION);
  return JSON.stringify({ version: '0', source, 'detail-type': DetailType, detail: parseJson(Detail) });
};

/** A batch of a webhook's queue as Lambda hands it to the function. Made up. */
export const madeUpBatch = (
  webhook: string,
  events: readonly DeliverableEvent[],
  { tries = 1, sentAt = NOW }: { tries?: number; sentAt?: number } = {},
) => ({
  Records: events.map((event, index) => ({
    messageId: `message-${index}`,
    receiptHandle: `handle-${index}`,
    body: madeUpBody(event),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn(webhook),
    awsRegion: 'ap-northeast-2',
    attributes: { ApproximateReceiveCount: String(tries), SentTimestamp: String(sentAt) },
  })),
});
