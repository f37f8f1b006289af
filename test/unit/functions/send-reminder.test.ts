import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { buildReminder, createSendReminder } from '../../../functions/report/send-reminder.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import sample from '../../../notifier.config.ts';

const since = Date.parse('2026-11-24T05:00:00Z');
const config = parseConfig(sample, 'made-up.ts');
const [vendor] = config.vendors;
if (!vendor) throw new Error('The sample has no vendor.');
const blind = [
  { vendor: { market: vendor.market, vendorId: vendor.id }, since, cause: 'key-missing' as const },
];

test('R17: mails the reminder to everyone who gets the alarms, with a subject like that of an alarm', async () => {
  const client = new SNSClient({ region: 'ap-northeast-2' });
  const sns = mockClient(client).on(PublishCommand).resolves({});
  await createSendReminder(client, 'made-up-topic', config)(blind);
  expect(sns.commandCalls(PublishCommand).map(({ args: [{ input }] }) => input)).toEqual([
    {
      TopicArn: 'made-up-topic',
      Subject: 'REMINDER: "Notifier - Coupang is not read"',
      Message: buildReminder(blind, config),
    },
  ]);
});

test('R17: the reminder has the address of the runbook if one is set', () => {
  const runbookUrl = 'https://wiki.example.com/RUNBOOK.md';
  expect(buildReminder(blind, config)).toContain(' RUNBOOK.md#no-complete-reading');
  expect(buildReminder(blind, { ...config, runbookUrl })).toContain(` ${runbookUrl}#no-complete-reading`);
});
