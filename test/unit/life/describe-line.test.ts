import { describe, expect, test } from '@jest/globals';
import { en } from '../../../lib/life/words-en.ts';
import { ko } from '../../../lib/life/words-ko.ts';
import { zhTw } from '../../../lib/life/words-zh-tw.ts';
import { SLACK_FAILURE_KINDS } from '../../../lib/domain/delivery/after-failure.ts';
import { makeShownTicket } from '../../fixtures/domain/make-ticket.ts';
import { describeLife, describeLine } from '../../../lib/life/describe-life.ts';
import { parseLogLine } from '../../../lib/life/log-line.ts';

const ID = 'KR/A00012345/call-center/1000000001';

const sentenceOf = (fields: object): string => {
  const text = JSON.stringify({
    timestamp: '2026-11-25T05:00:00.000Z',
    level: 'INFO',
    message: 'trace',
    deliverable: `${ID}/1`,
    ...fields,
  });
  const line = parseLogLine(text, { inquiryId: '1000000001', vendorId: undefined });
  if (!line) throw new Error('It is about the inquiry.');
  const { text: summary, inner } = describeLine(line, en, {
    time: (at) => `<${at}>`,
    names: new Map([['U0HANA', 'Hana']]),
  });
  return inner === '' ? summary : `${summary} | ${inner}`;
};

test.each([
  [{ did: 'of-a-later-release' }, 'trace: of-a-later-release'],
  [
    { did: 'assigned', by: 'U0HANA', to: 'U0NEW', version: 2 },
    'Hana assigned it to U0NEW. | Version 2 stored.',
  ],
  [{ did: 'reopened' }, 'Open again, since Coupang lists it once more. Due at ?. | Version ? stored.'],
  [{ level: 'ERROR', message: 'What failed. What to do.\n  at x' }, 'error: What failed. What to do.'],
])('%j', (fields, sentence) => {
  expect(sentenceOf(fields)).toBe(sentence);
});

test.each([
  ['no JSON', 'START RequestId 1000000001'],
  ['another inquiry', { deliverable: 'KR/A00012345/call-center/10000000011/1' }],
  ['a notice of that instant', { deliverable: 'KR/A00012345/key-expiry/1000000001' }],
  ['another vendor', { deliverable: 'KR/A00000002/call-center/1000000001/1' }],
  ['no time', { deliverable: `${ID}/1`, timestamp: 'soon' }],
])('a line of %s is not about a ticket', (_name, line) => {
  const fields = { timestamp: '2026-11-25T05:00:00.000Z', level: 'INFO', message: 'trace' };
  const text = typeof line === 'string' ? line : JSON.stringify({ ...fields, ...line });
  expect(parseLogLine(text, { inquiryId: '1000000001', vendorId: 'A00012345' })).toBeUndefined();
});

test('the life of a ticket has the zone of its market', () => {
  const lives = describeLife([`${ID}/1`, `TW/${ID.slice(3)}/1`], [], en, new Map());
  expect(lives.map(({ zone }) => zone)).toEqual(['Asia/Seoul', 'Asia/Taipei']);
});

test.each([ko, zhTw])('C5: each sentence takes the same values as in English: %#', (words) => {
  const valuesOf = (text: string | undefined) => text?.match(/\{\w+\}/g)?.toSorted();
  const inWords = new Map(Object.entries(words));
  for (const [key, text] of Object.entries(en)) expect(valuesOf(inWords.get(key))).toEqual(valuesOf(text));
});

const ATTEMPTS = [
  'card',
  'breach',
  'changed-2',
  'closed-3',
  'reopened-4',
  'act-5',
  'step/1h/9',
  'escalation/last-shift/9',
];
const FACTS = Object.keys(makeShownTicket({ orderId: '1' }).facts).filter(
  (name) => !['history', 'fingerprint', 'openedAt'].includes(name),
);

describe.each([
  ['ko', ko],
  ['zh-TW', zhTw],
])('C5: in %s', (_name, words) => {
  const lineText = (fields: Record<string, unknown>) =>
    describeLine({ at: 0, level: 'info', message: 'trace', did: String(fields['did']), fields }, words, {
      time: () => '',
      names: new Map(),
    });
  const withoutNames = (text: string) => text.replaceAll(/Slack|Bot|\(429\)|\d+/g, '');

  test.each([
    ...ATTEMPTS.map((attempt) => ({ did: 'posted', attempt, version: 1, channel: 'C0CS', ts: '1.1' })),
    ...SLACK_FAILURE_KINDS.map((kind) => ({
      did: 'failed',
      call: 'post',
      attempt: 'breach',
      kind,
      reason: 'timeout',
    })),
    ...FACTS.map((name) => ({ did: 'changed', version: 2, state: 'closed', fields: [name] })),
    { did: 'stored', kind: 'reply', askedAt: 1, dueAt: 2, announcement: 'card' },
  ])('a team does not see a name of the program: %j', (fields) => {
    expect(withoutNames(lineText(fields).text)).not.toMatch(/[A-Za-z/]/);
  });

  test('hides where a message is, and its version', () => {
    const { text, inner } = lineText({
      did: 'posted',
      attempt: 'card',
      version: 1,
      channel: 'C0CS',
      ts: '1796169758.949000',
    });
    expect(text).not.toMatch(/ts|C0CS|1/);
    expect(inner).toMatch(/C0CS.*1796169758\.949000.*1/);
  });
});
