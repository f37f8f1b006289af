import { describe, expect, test } from '@jest/globals';
import type { TicketKey } from '../../../lib/domain/ticket.ts';
import { deliverBatch } from '../../../lib/workflows/deliver-batch.ts';

const key = (inquiryId: string): TicketKey => ({
  market: 'KR',
  vendorId: 'A00012345',
  source: 'call-center',
  inquiryId,
  answerId: '1',
});

const run = async (
  messages: string[],
  options: { failing?: string[]; waiting?: string[]; timeIsUpAfter?: number } = {},
) => {
  const delivered: string[] = [];
  const results = await deliverBatch(messages, {
    subjectOf: (message) => {
      if (message === 'poison') throw new Error('made-up poison');
      return key(message);
    },
    deliver: async (subject) => {
      if ('notice' in subject) throw new Error('a made-up batch holds tickets only');
      const { inquiryId } = subject;
      delivered.push(inquiryId);
      if (options.failing?.includes(inquiryId)) throw new Error('made-up failure');
    },
    finish: async (message) => {
      if (options.waiting?.includes(message)) throw new Error('made-up wait');
    },
    timeIsUp: () => delivered.length >= (options.timeIsUpAfter ?? Number.POSITIVE_INFINITY),
  });
  return { delivered, statuses: results.map(({ status }) => status) };
};

describe('a batch of messages', () => {
  test('delivers each ticket once, however many messages name it', async () => {
    const { delivered, statuses } = await run(['1', '2', '1', '1']);
    expect(delivered).toEqual(['1', '2']);
    expect(statuses).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled']);
  });

  test('one bad message fails alone', async () => {
    const { delivered, statuses } = await run(['1', 'poison', '2']);
    expect(delivered).toEqual(['1', '2']);
    expect(statuses).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  test('a delivery that fails fails every message of its ticket', async () => {
    expect((await run(['1', '2', '1'], { failing: ['1'] })).statuses).toEqual([
      'rejected',
      'fulfilled',
      'rejected',
    ]);
  });

  test('what no time was left for comes again, what was done does not', async () => {
    const { delivered, statuses } = await run(['1', '2', '1'], { timeIsUpAfter: 1 });
    expect(delivered).toEqual(['1']);
    expect(statuses).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  test('each message of a ticket that waits comes again, though the ticket was tried once', async () => {
    const { delivered, statuses } = await run(['1', '2', '1'], { waiting: ['1'] });
    expect(delivered).toEqual(['1', '2']);
    expect(statuses).toEqual(['rejected', 'fulfilled', 'rejected']);
  });
});
