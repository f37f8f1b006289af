import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { createHandler as createNotify } from '../../../functions/notify/create-handler.ts';
import { createHandler as createPoll } from '../../../functions/poll/create-handler.ts';
import { createHandler as createReport } from '../../../functions/report/create-handler.ts';
import { createHandler as createTrackSla } from '../../../functions/track-sla/create-handler.ts';
import { toEntry } from '../../../lib/eventbridge/event-contract.ts';
import { madeUpBody, madeUpEvent, madeUpNoticeEvent } from '../eventbridge/made-up-event.ts';
import { madeUpContext as context } from './made-up-context.ts';
import { makeFunctionEnv } from './make-function-env.ts';

const keepLog = () => {
  const lines: string[] = [];
  const keep = (message: string, fields?: unknown): void =>
    void lines.push(JSON.stringify([message, fields]));
  return { lines, log: { info: keep, warn: keep, error: keep } };
};

describe('the poll function', () => {
  test.each([
    [{}, 'market'],
    [{ market: 'US', vendorId: 'A00012345' }, 'market'],
    [{ market: 'KR', vendorId: 'A00012345', extra: 1 }, 'the event'],
    [null, 'the event'],
    [{ market: 'KR', vendorId: 'A99999999' }, 'A99999999'],
  ])('refuses the event %j and names what is wrong', async (event, named) => {
    const poll = createPoll(makeFunctionEnv(), keepLog());
    await expect(poll(event, context)).rejects.toThrow(named);
  });

  test('makes no call for a vendor that is not live', async () => {
    const poll = createPoll(makeFunctionEnv(false), keepLog());
    await expect(poll({ market: 'KR', vendorId: 'A00012345' }, context)).rejects.toThrow('live: false');
  });

  test.each([
    [{ learn: 'A99999999' }, 'A99999999'],
    [{ learn: 'A00012345', market: 'TW' }, 'TW'],
    [{ learn: 'A00012345', market: 'US' }, 'market'],
    [{ learn: 'A00012345', extra: 1 }, 'the event'],
  ])('refuses to learn by %j and names what is wrong', async (event, named) => {
    const poll = createPoll(makeFunctionEnv(), keepLog());
    await expect(poll(event, context)).rejects.toThrow(named);
  });

  test('reads nothing to learn from a vendor that is not live, and says what to do', async () => {
    const poll = createPoll(makeFunctionEnv(false), keepLog());
    await expect(poll({ learn: 'A00012345' }, context)).rejects.toThrow('Set live: true and deploy');
  });

  test('names the variable that its environment lacks', () => {
    const { TABLE_NAME: _missing, ...env } = makeFunctionEnv();
    expect(() => createPoll(env, keepLog())).toThrow('TABLE_NAME');
  });
});

describe('the notify function', () => {
  const record = (messageId: string, body: string) => ({
    messageId,
    body,
    receiptHandle: 'made-up',
    eventSourceARN: 'arn:aws:sqs:ap-northeast-2:123456789012:normal',
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1764000000000' },
  });

  test('answers SQS with the messages that failed, and logs neither their body nor anybody’s words', async () => {
    const { log, lines } = keepLog();
    const notify = createNotify(makeFunctionEnv(), { log });
    const Records = [record('1', 'buyer says hush-hush'), record('2', '{"detail":{"words":"hush-hush"}}')];
    expect(await notify({ Records }, context)).toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }, { itemIdentifier: '2' }],
    });
    expect(lines.filter((line) => line.includes('message failed'))).toHaveLength(2);
    expect(lines.join('\n')).not.toContain('hush-hush');
  });

  test('passes over a vendor that was taken out of the configuration, and says so once', async () => {
    const { log, lines } = keepLog();
    const notify = createNotify(makeFunctionEnv(), { log });
    const removed = { market: 'KR', vendorId: 'A99999999' } as const;
    const ticket = madeUpEvent();
    const events = [
      { ...ticket, subject: { ...ticket.subject, ...removed } },
      madeUpNoticeEvent({ subject: { ...removed, notice: 'blind/1764047700000' } }),
    ];
    const Records = events.map((event, index) =>
      record(String(index), madeUpBody(JSON.parse(toEntry(event).Detail), { 'detail-type': event.type })),
    );
    expect(await notify({ Records }, context)).toEqual({ batchItemFailures: [] });
    expect(lines.filter((line) => line.includes('A99999999'))).toEqual([
      '["events of a vendor that the configuration does not name are passed over",{"market":"KR","vendorId":"A99999999"}]',
    ]);
  });

  test('an empty batch is done with', async () => {
    const notify = createNotify(makeFunctionEnv(), keepLog());
    expect(await notify({ Records: [] }, context)).toEqual({ batchItemFailures: [] });
  });

  test('refuses an event that SQS does not send', async () => {
    const notify = createNotify(makeFunctionEnv(), keepLog());
    await expect(notify({ detail: {} }, context)).rejects.toThrow('Records');
  });
});

describe('the track-sla function', () => {
  test('has nothing to do where no vendor is live', async () => {
    const trackSla = createTrackSla(makeFunctionEnv(false), keepLog());
    const nothing = { warned: 0, republished: 0, reannounced: 0, settled: 0, failed: 0 };
    expect(await trackSla({}, context)).toEqual(nothing);
  });
});

describe('the report function', () => {
  const store = createServer((_request, response) => response.end('{}'));
  beforeAll(async () => {
    await once(store.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(() => void store.close());

  test('has nothing to do for a vendor that the store does not know, and counts that', async () => {
    const { lines, log } = keepLog();
    const address = z.object({ port: z.number() }).parse(store.address());
    const endpoint = { AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${address.port}` };
    const report = createReport({ ...makeFunctionEnv(false), ...endpoint }, { log });
    expect(await report({}, context)).toEqual({ written: 0, textsRemoved: 0 });
    expect(lines).toEqual([
      '["report",{"written":0,"textsRemoved":0}]',
      '["metric",{"name":"ReportsWritten","value":0}]',
      '["metric",{"name":"TextsRemoved","value":0}]',
    ]);
  });
});
