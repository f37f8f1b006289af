import { describeLine } from '../../lib/life/describe-life.ts';
import type { LifeWords } from '../../lib/life/words-ko.ts';
import type { TraceEvent } from '../../lib/workflows/ports/log.ts';

const PLACE = { channel: 'C0CS', ts: '2.2' };
const ATTEMPTS = ['card', 'breach', 'changed-2', 'step/1h/1', 'escalation/1h/1', 'direct/1h/1'];

const BY_HANA = { by: 'U0HANA', version: 2 };
const NAMES = new Map([['U0HANA', '하나']]);

/** Variants of each event's log line, with and without its optional fields. */
const LINES: Record<TraceEvent['did'], Record<string, unknown>[]> = {
  stored: [
    { kind: 'confirm', askedAt: 1, dueAt: 2, announcement: 'card' },
    { kind: 'reply', askedAt: 1, dueAt: 2, announcement: 'none', outcome: 'auto-closed' },
  ],
  claimed: [BY_HANA],
  released: [BY_HANA],
  assigned: [{ ...BY_HANA, to: 'U0DURI' }],
  shared: [{ by: 'roster', to: 'U0DURI', version: 2 }],
  snoozed: [{ ...BY_HANA, untilAt: 9 }],
  replied: [BY_HANA],
  confirmed: [BY_HANA],
  'confirmed-unseen': [BY_HANA],
  'asked-look-up': [BY_HANA],
  'not-done': [BY_HANA],
  'perhaps-done': [BY_HANA],
  unknown: [BY_HANA],
  'act-asked': (['reply', 'confirm', 'look-up'] as const).map((act) => ({ ...BY_HANA, act })),
  'act-sending': [{ ...BY_HANA, act: 'reply' }],
  'act-sent': [{ ...BY_HANA, act: 'reply' }],
  'act-refused': [{ ...BY_HANA, act: 'reply', reason: 'answered-already' }],
  'act-told': [{ ...BY_HANA, act: 'reply' }],
  changed: [
    { version: 2, state: 'open', fields: ['text', 'category'] },
    { version: 2, state: 'open', fields: [] },
  ],
  'left-lists': [{ version: 3 }],
  warned: [
    { version: 2, steps: ['1h'], passed: [] },
    { version: 2, steps: ['1h'], passed: ['6h', '3h'] },
  ],
  closed: [
    { version: 2, outcome: 'answered', answeredAt: 9, inTime: false },
    { version: 2, outcome: 'unknown' },
  ],
  reopened: [{ version: 4, dueAt: 5 }],
  published: [{ version: 1, event: 'TicketOpened' }],
  'not-published': [{ version: 1, event: 'TicketOpened' }],
  'looked-up': [{ isFound: true }],
  'look-up-due': [{ lookUps: 2, nextLookUpAt: 7 }],
  posted: [
    ...ATTEMPTS.map((attempt) => ({ attempt, version: 2, ...PLACE })),
    { attempt: 'step/6h/1', version: 2, ...PLACE, threadTs: '1.1' },
  ],
  edited: [{ version: 2, ...PLACE }],
  found: [{ attempt: 'card', attemptedAt: 4, ...PLACE }],
  'not-found': [{ attempt: 'escalation/last-shift/1', attemptedAt: 4 }],
  failed: [{ call: 'post', attempt: 'card', kind: 'unsure', reason: 'timeout', channel: 'C0CS' }],
  'put-off': [{ attempt: 'edit', nextTryAt: 8, refusals: 3, reason: 'invalid_blocks' }],
  'passed-over': [{ lines: ['changed-2', 'closed-3'] }],
  listed: [{ attempt: 'card', list: 'list/made-up' }],
  unlisted: [{ attempt: 'breach' }],
  replaced: [{ channel: 'C0CS', ts: '1.1' }],
};

/** The sentences of a ticket's life, and the words for their values. */
export const renderLife = (words: LifeWords): string =>
  [
    ...Object.entries(LINES).flatMap(([did, some]) =>
      some.map((fields) => {
        const line = { at: 0, level: 'info', message: 'trace', did, fields };
        const { text, inner } = describeLine(line, words, { time: (at) => `<${at}>`, names: NAMES });
        return `${did.padEnd(16)} ${text}${inner === '' ? '' : ` | ${inner}`}`;
      }),
    ),
    '',
    ...Object.entries(words).flatMap(([key, word]) => (key.includes(' ') ? [`${key} = ${word}`] : [])),
    '',
  ].join('\n');
