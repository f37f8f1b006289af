import { describe, expect, test } from '@jest/globals';
import { en } from '../../../lib/life/words-en.ts';
import { ko } from '../../../lib/life/words-ko.ts';
import { zhTw } from '../../../lib/life/words-zh-tw.ts';
import { SLACK_FAILURE_KINDS } from '../../../lib/workflows/ports/slack-error.ts';
import { makeShownTicket } from '../../fixtures/domain/make-ticket.ts';
import { describeLine } from '../../../lib/life/describe-line.ts';
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
  const { text: said, inner } = describeLine(line, en, (at) => `<${at}>`);
  return inner === '' ? said : `${said} | ${inner}`;
};

test.each([
  [
    { did: 'stored', kind: 'confirm', askedAt: 1, dueAt: 2, announcement: 'digest/3' },
    'First seen in a listing, and stored: a confirmation is wanted. The agent asked at <1>; due at <2>. Announced by a digest.',
  ],
  [
    { did: 'stored', kind: 'reply', askedAt: 1, dueAt: 2, announcement: 'none', outcome: 'auto-closed' },
    'First seen in a listing, and stored: an answer is wanted. The agent asked at <1>; due at <2>. Announced by nothing, since it was over. Already over: Coupang closed it unanswered.',
  ],
  [
    { did: 'changed', version: 2, state: 'open', fields: ['text', 'category'] },
    'Changed (text, category). State: open. | Version 2 stored.',
  ],
  [{ did: 'changed', version: 2, state: 'open', fields: [] }, 'Changed. State: open. | Version 2 stored.'],
  [
    { did: 'left-lists', version: 3 },
    'It is in no list any more, and how it ended is not known yet. | Version 3 stored.',
  ],
  [{ did: 'warned', version: 2, steps: ['1h'], passed: [] }, 'Step fired: 1h. | Version 2 stored.'],
  [
    { did: 'warned', version: 2, steps: ['1h'], passed: ['6h', '3h'] },
    'Step fired: 1h. Overtaken by a nearer step: 6h, 3h. | Version 2 stored.',
  ],
  [
    { did: 'closed', version: 2, outcome: 'answered', answeredAt: 9, inTime: false },
    'Closed: the seller answered at <9>, too late. | Version 2 stored.',
  ],
  [{ did: 'closed', version: 2, outcome: 'unknown' }, 'Closed: how it ended is unknown. | Version 2 stored.'],
  [
    { did: 'reopened', version: 4, dueAt: 5 },
    'Open again, since Coupang lists it once more. Due at <5>. | Version 4 stored.',
  ],
  [
    { did: 'not-published', version: 1, event: 'TicketOpened' },
    'Version 1 not published: TicketOpened. The next run tries again.',
  ],
  [
    { did: 'look-up-due', lookUps: 2, nextLookUpAt: 7 },
    'How it ended is still not known. Look-ups so far: 2; the next at <7>.',
  ],
  [
    { did: 'posted', attempt: 'step/6h/1', version: 2, channel: 'C0CS', ts: '2.2', threadTs: '1.1' },
    'Slack took the 6h warning. | Channel C0CS, ts 2.2, in thread 1.1. It shows version 2.',
  ],
  [
    { did: 'found', attempt: 'card', attemptedAt: 4, channel: 'C0CS', ts: '1.1' },
    'Slack has the card that was sent at <4>. | Channel C0CS, ts 1.1.',
  ],
  [
    { did: 'not-found', attempt: 'escalation/last-shift/1', attemptedAt: 4 },
    'Slack does not have the last-shift warning in its own channel that was sent at <4>.',
  ],
  [
    { did: 'failed', call: 'post', attempt: 'card', kind: 'unsure', reason: 'timeout', channel: 'C0CS' },
    'Slack did not take the post of the card: the answer was lost. | Channel C0CS. Reason: timeout.',
  ],
  [
    { did: 'put-off', attempt: 'edit', nextTryAt: 8, refusals: 3, reason: 'invalid_blocks' },
    'The edit waits until <8>. Refusals so far: 3. | Reason: invalid_blocks.',
  ],
  [
    { did: 'passed-over', lines: ['changed-2', 'closed-3'] },
    'Not sent, since a newer message says it: line "changed", line "closed".',
  ],
  [
    { did: 'replaced', channel: 'C0CS', ts: '1.1' },
    'The message can no longer be edited. A new one follows. | Channel C0CS, ts 1.1.',
  ],
  [{ did: 'of-a-later-release' }, 'trace: of-a-later-release'],
  [{ did: 'reopened' }, 'Open again, since Coupang lists it once more. Due at ?. | Version ? stored.'],
  [{ level: 'ERROR', message: 'What failed. What to do.\n  at x' }, 'error: What failed. What to do.'],
])('%j', (fields, sentence) => {
  expect(sentenceOf(fields)).toBe(sentence);
});

test.each([
  ['no JSON', 'START RequestId 1000000001'],
  ['another inquiry', { deliverable: 'KR/A00012345/call-center/10000000011/1' }],
  ['a notice of that instant', { deliverable: 'KR/A00012345/digest/1000000001' }],
  ['another vendor', { deliverable: 'KR/A00000002/call-center/1000000001/1' }],
  ['no time', { deliverable: `${ID}/1`, timestamp: 'soon' }],
])('a line of %s is not about a ticket', (_name, line) => {
  const fields = { timestamp: '2026-11-25T05:00:00.000Z', level: 'INFO', message: 'trace' };
  const text = typeof line === 'string' ? line : JSON.stringify({ ...fields, ...line });
  expect(parseLogLine(text, { inquiryId: '1000000001', vendorId: 'A00012345' })).toBeUndefined();
});

test.each([ko, zhTw])('C5: each sentence takes the same values as in English: %#', (words) => {
  const valuesOf = (sentences: Record<string, string>) =>
    Object.entries(sentences).map(([did, text]) => [did, text.match(/\{\w+\}/g)?.toSorted()]);
  expect(Object.fromEntries(valuesOf(words.sentences))).toEqual(Object.fromEntries(valuesOf(en.sentences)));
  expect(Object.keys(words.values)).toEqual(expect.arrayContaining(Object.keys(en.values)));
});

test('C5: a step and its message have Korean names', () => {
  const line = { at: 0, level: 'info', message: 'trace', did: 'warned' };
  const told = (fields: Record<string, unknown>) => describeLine({ ...line, fields }, ko, String).text;
  expect(told({ version: 2, steps: ['1h'], passed: ['3h'] })).toBe(
    '알림 시각이 되었습니다: 1시간 전. 더 가까운 알림이 대신합니다: 3시간 전.',
  );
  const posted = {
    ...line,
    did: 'passed-over',
    fields: { lines: ['step/1h/9', 'closed-2', 'escalation/6h/9'] },
  };
  expect(describeLine(posted, ko, String).text).toContain(
    '1시간 전 알림, 스레드 글 “종료”, 6시간 전 알림 (별도 채널)',
  );
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
const FACTS = Object.keys(makeShownTicket({ orderId: '1', claimedBy: 'U0KIM', claimedAt: 1 }).facts).filter(
  (name) => !['history', 'fingerprint', 'openedAt'].includes(name),
);

describe.each([
  ['ko', ko],
  ['zh-TW', zhTw],
])('C5: in %s', (_name, words) => {
  const told = (fields: Record<string, unknown>) =>
    describeLine(
      { at: 0, level: 'info', message: 'trace', did: String(fields['did']), fields },
      words,
      () => '',
    );
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
    { did: 'stored', kind: 'reply', askedAt: 1, dueAt: 2, announcement: 'digest/1796262794377' },
  ])('a team reads no name of the program: %j', (fields) => {
    expect(withoutNames(told(fields).text)).not.toMatch(/[A-Za-z/]/);
  });

  test('where a message stands, and which version, is an inner matter', () => {
    const { text, inner } = told({
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
