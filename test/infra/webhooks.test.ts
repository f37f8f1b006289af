import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { namesOf } from '../../lib/config/names.ts';
import { configFixture } from './config-fixture.ts';
import { synthesise } from './synthesise.ts';

const off = synthesise(configFixture());
const on = synthesise(
  configFixture({}, true, {
    webhooks: [
      { name: 'erp', as: 'json' },
      { name: 'jandi', as: 'text', key: 'body', events: ['last-warning', 'overdue'] },
    ],
  }),
);
const names = namesOf({});

const arn = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) });
const queueShape = z.object({
  QueueName: z.string(),
  MessageRetentionPeriod: z.number(),
  SqsManagedSseEnabled: z.boolean(),
  VisibilityTimeout: z.optional(z.number()),
  RedrivePolicy: z.optional(z.object({ deadLetterTargetArn: arn, maxReceiveCount: z.number() })),
});
const mappingShape = z.object({
  EventSourceArn: arn,
  BatchSize: z.number(),
  FunctionResponseTypes: z.array(z.string()),
  ScalingConfig: z.object({ MaximumConcurrency: z.number() }),
});
const ruleShape = z.object({
  EventPattern: z.object({ source: z.array(z.string()), 'detail-type': z.array(z.string()) }),
  Targets: z.array(z.object({ Arn: z.unknown() })),
});

const queues = on.each('AWS::SQS::Queue', queueShape);
const idOf = ({ 'Fn::GetAtt': [id] }: z.infer<typeof arn>): string => id;

describe('webhooks (O20)', () => {
  test('without webhooks there is no resource for them', () => {
    expect(off.count('AWS::SQS::Queue')).toBe(0);
    expect(off.json).not.toMatch(/webhook/i);
  });

  test('each has a queue of its own, which gives a message up after 40 tries and then keeps it for 14 days', () => {
    expect(queues.map(({ properties }) => properties.QueueName).sort()).toEqual(
      ['erp', 'jandi'].flatMap((name) => [names.queues.webhook(name), names.queues.undelivered(name)]),
    );
    for (const { properties } of queues)
      expect(properties).toMatchObject({ MessageRetentionPeriod: 14 * 86_400, SqsManagedSseEnabled: true });
    for (const name of ['erp', 'jandi']) {
      const queue = queues.find(({ properties }) => properties.QueueName === names.queues.webhook(name));
      const redrive = queue?.properties.RedrivePolicy;
      const dead = queues.find(({ id }) => redrive && id === idOf(redrive.deadLetterTargetArn));
      expect(dead?.properties.QueueName).toBe(names.queues.undelivered(name));
      expect(redrive?.maxReceiveCount).toBe(40);
      expect(queue?.properties.VisibilityTimeout).toBe(720);
    }
  });

  test('one function reads all queues, two runs at once for each, and reports each failed message', () => {
    const mappings = on.each('AWS::Lambda::EventSourceMapping', mappingShape);
    const read = mappings.map(({ properties }) => idOf(properties.EventSourceArn));
    const live = queues.filter(({ properties }) => properties.RedrivePolicy).map(({ id }) => id);
    expect(read.sort()).toEqual(live.sort());
    for (const { properties } of mappings)
      expect(properties).toMatchObject({
        BatchSize: 10,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 2 },
      });
  });

  test('a rule for each passes on only the types of its events', () => {
    const types = on
      .each('AWS::Events::Rule', ruleShape)
      .filter(({ id }) => id.startsWith('Webhook'))
      .map(({ properties }) => properties.EventPattern['detail-type'].toSorted());
    expect(types.sort((a, b) => a.length - b.length)).toEqual([
      ['TicketClosed', 'TicketWarned'],
      [
        'TicketChanged',
        'TicketClosed',
        'TicketOpened',
        'TicketReopened',
        'TicketWarned',
        'VendorBlind',
        'VendorSeen',
      ],
    ]);
  });
});
