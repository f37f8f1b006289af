import { describe, expect, test } from '@jest/globals';
import { ticketId } from '../../../../lib/domain/ticket/ticket-id.ts';
import type { Ticket, TicketEventType } from '../../../../lib/domain/ticket/ticket.ts';
import type { DeliveryResult } from '../../../../lib/workflows/ports/delivery-store.ts';
import type { TicketEvent } from '../../../../lib/workflows/ports/event-publisher.ts';
import type { InquirySource } from '../../../../lib/workflows/ports/inquiry-source.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack-error.ts';
import type { Messenger } from '../../../../lib/workflows/ports/messenger.ts';
import type { TicketWriter } from '../../../../lib/workflows/ports/ticket-store.ts';
import { traceDelivery } from '../../../../lib/workflows/trace/trace-delivery.ts';
import { traceLookUps } from '../../../../lib/workflows/trace/trace-look-ups.ts';
import { tracePublisher } from '../../../../lib/workflows/trace/trace-publisher.ts';
import { traceMessenger } from '../../../../lib/workflows/trace/trace-messenger.ts';
import { traceWriter } from '../../../../lib/workflows/trace/trace-writer.ts';
import { HANDED_OVER_AT, HOUR, NOW, VENDOR } from '../../../fixtures/domain/made-up.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import {
  makeClosedTicket,
  makeShownTicket,
  makeTicket,
  withFields,
  type TicketFields,
} from '../../../fixtures/domain/make-ticket.ts';
import { keepLines } from './keep-lines.ts';

const ticket = makeShownTicket();
const id = ticketId(ticket.key);
const line = (event: object) => ['info', 'trace', { deliverable: id, ...event }];
const unused = async (): Promise<never> => {
  throw new Error('Nobody asked for this.');
};

/** A writer whose conditional writes succeed, or lose against another writer. */
const writerThat = (succeeds: boolean): TicketWriter => ({
  create: async (created) => (succeeds ? created : undefined),
  change: async (before, facts) =>
    succeeds ? withFields(before, { ...facts, version: before.outbox.version + 1 }) : undefined,
  notePublished: async () => undefined,
  noteLookUp: async () => undefined,
  forgetAbsence: async () => undefined,
  settle: async () => true,
});

describe('the log line for a stored', () => {
  type Changed = { before: Ticket; facts: TicketFields; event: TicketEventType };
  const linesOfChange = async ({ before, facts, event }: Changed) => {
    const { lines, log } = keepLines();
    await traceWriter(writerThat(true), log).change(before, withFields(before, facts).facts, event, NOW);
    return lines;
  };

  test('new ticket: its clock, and how it is announced', async () => {
    const { lines, log } = keepLines();
    const created = makeTicket();
    expect(await traceWriter(writerThat(true), log).create(created)).toBe(created);
    const { version } = created.outbox;
    const { kind, state, askedAt, dueAt, announcement } = created.facts;
    expect(lines).toEqual([line({ did: 'stored', version, kind, state, askedAt, dueAt, announcement })]);
  });

  test('ticket closed at first sight: how it ended', async () => {
    const { lines, log } = keepLines();
    await traceWriter(writerThat(true), log).create(makeClosedTicket());
    expect(lines).toMatchObject([line({ did: 'stored', state: 'closed', outcome: 'answered' })]);
  });

  test('change: the names of the facts, without words of people', async () => {
    const facts = {
      text: '다른 요청',
      product: '다른 상품',
      fingerprint: 'other',
      history: [],
      repliedVersion: 3,
    };
    const lines = await linesOfChange({
      before: makeTicket({ version: 2 }),
      facts,
      event: 'TicketChanged',
    });
    expect(lines).toEqual([line({ did: 'changed', version: 3, state: 'open', fields: ['product', 'text'] })]);
  });

  test.each<[string, Changed, object]>([
    [
      'left the lists',
      { before: ticket, facts: { state: 'unverified' }, event: 'TicketChanged' },
      { did: 'left-lists' },
    ],
    [
      'a step',
      {
        before: makeTicket({ steps: [{ name: '6h', deadline: 1, at: 1 }] }),
        facts: {
          steps: [
            { name: '6h', deadline: 1, at: 1 },
            { name: '3h', deadline: 1, at: 2, passed: true },
            { name: '1h', deadline: 1, at: 2 },
          ],
        },
        event: 'TicketWarned',
      },
      { did: 'warned', steps: ['1h'], passed: ['3h'] },
    ],
    [
      'an end',
      {
        before: ticket,
        facts: { state: 'closed', outcome: 'answered', answeredAt: HANDED_OVER_AT + HOUR, inTime: true },
        event: 'TicketClosed',
      },
      { did: 'closed', outcome: 'answered', answeredAt: HANDED_OVER_AT + HOUR, inTime: true },
    ],
    [
      'a re-opening',
      { before: makeClosedTicket(), facts: { state: 'open', dueAt: NOW }, event: 'TicketReopened' },
      { did: 'reopened', dueAt: NOW },
    ],
  ])('change of kind: %s', async (_name, change, expected) => {
    const lines = await linesOfChange(change);
    expect(lines).toEqual([line({ version: change.before.outbox.version + 1, ...expected })]);
  });

  test('look-up without a result: when the next one is', async () => {
    const { lines, log } = keepLines();
    await traceWriter(writerThat(true), log).noteLookUp(ticket.key, { lookUpAt: NOW, lookUps: 2 });
    expect(lines).toEqual([line({ did: 'look-up-due', lookUps: 2, nextLookUpAt: NOW })]);
  });

  test('write that met another writer: none', async () => {
    const { lines, log } = keepLines();
    const writer = traceWriter(writerThat(false), log);
    expect(await writer.create(ticket)).toBeUndefined();
    expect(await writer.change(ticket, ticket.facts, 'TicketChanged', NOW)).toBeUndefined();
    expect(lines).toEqual([]);
  });
});

test('event: whether it went onto the bus', async () => {
  const { lines, log } = keepLines();
  const events: TicketEvent[] = [1, 2].map((version) => ({
    type: version === 1 ? 'TicketOpened' : 'TicketWarned',
    deliverable: ticket.key,
    version,
    kind: 'reply',
    dueAt: NOW,
    occurredAt: NOW,
  }));
  const publisher = {
    publish: async () => [true, false],
    wake: async () => true,
    askToShare: async () => true,
  };
  expect(await tracePublisher(publisher, log).publish(events)).toEqual([true, false]);
  expect(lines).toEqual([
    line({ did: 'published', version: 1, event: 'TicketOpened' }),
    line({ did: 'not-published', version: 2, event: 'TicketWarned' }),
  ]);
});

test.each([
  [makeInquiry(), true],
  [undefined, false],
])('look-up at Coupang: the common start of the ids of the inquiry’s tickets', async (inquiry, isFound) => {
  const { lines, log } = keepLines();
  const source: InquirySource = {
    read: unused,
    readPages: unused,
    inquiry: async () => inquiry,
    clockDiffersByMs: () => undefined,
    keyFingerprint: unused,
  };
  expect(await traceLookUps(source, VENDOR, log).inquiry(ticket.key.inquiryId, NOW)).toBe(inquiry);
  const deliverable = id.slice(0, id.lastIndexOf('/'));
  expect(lines).toEqual([['info', 'trace', { deliverable, did: 'looked-up', isFound }]]);
});

describe('the log line for an answer of Slack', () => {
  const place = { channel: 'C0CS', ts: '1764048000.000100' };
  const attempt = { name: 'card', channel: 'C0CS', at: NOW, token: 'made-up' } as const;
  const channelThat = (call: () => Promise<typeof place>): Messenger => ({
    preparePost: async () => call,
    prepareEdit: async () => async () => void (await call()),
    find: call,
    isThere: async () => (await call()) !== undefined,
  });
  const callAll = async (channel: Messenger) => {
    const { lines, log } = keepLines();
    const failures: unknown[] = [];
    const slack = traceMessenger(channel, log, (failure) => failures.push(failure));
    const calls = [
      async () => (await slack.preparePost(ticket, 'card', { channel: 'C0CS' }, {}))(),
      async () => (await slack.prepareEdit(ticket, {}))(),
      async () => slack.find(ticket, attempt),
      async () => slack.isThere(ticket),
    ];
    const results = await Promise.all(calls.map((call) => call().catch((error: unknown) => error)));
    return { results, lines, failures };
  };

  test('a message, an edit, one that is found: channel and ts', async () => {
    const { results, lines } = await callAll(channelThat(async () => place));
    expect(results).toEqual([place, undefined, place, true]);
    expect(lines).toHaveLength(3);
    expect(lines).toEqual(
      expect.arrayContaining([
        line({ did: 'posted', attempt: 'card', version: 1, ...place }),
        line({ did: 'edited', version: 1, ...place }),
        line({ did: 'found', attempt: 'card', attemptedAt: NOW, ...place }),
      ]),
    );
  });

  test('a search that is cut short writes no line: nothing is known yet', async () => {
    const { lines, log } = keepLines();
    const cut = { search: { in: 'channel', cursor: 'next' } } as const;
    const slack = traceMessenger({ ...channelThat(unused), find: async () => cut }, log, () => {});
    expect(await slack.find(ticket, attempt)).toBe(cut);
    expect(lines).toEqual([]);
  });

  test('a message that is not found', async () => {
    const { lines, log } = keepLines();
    const slack = traceMessenger({ ...channelThat(unused), find: async () => undefined }, log, () => {});
    expect(await slack.find(ticket, attempt)).toBeUndefined();
    expect(lines).toEqual([line({ did: 'not-found', attempt: 'card', attemptedAt: NOW, channel: 'C0CS' })]);
  });

  test('O6: a failure is a warning in Slack’s words and is reported, for every kind of call, and is thrown on unchanged', async () => {
    const failure = new SlackFailure('unsure', 'timeout', 'made-up lost answer');
    const fail = async (): Promise<never> => {
      throw failure;
    };
    const unprepared = { ...channelThat(fail), preparePost: fail, prepareEdit: fail };
    for (const channel of [channelThat(fail), unprepared]) {
      const { results, lines, failures } = await callAll(channel);
      expect(results).toEqual([failure, failure, failure, failure]);
      expect(failures).toEqual([failure, failure, failure, failure]);
      expect(lines).toHaveLength(4);
      expect(lines).toEqual(
        expect.arrayContaining(
          ['post', 'edit', 'look-up'].map((call) => [
            'warn',
            'made-up lost answer',
            {
              deliverable: id,
              did: 'failed',
              call,
              attempt: 'card',
              kind: 'unsure',
              reason: 'timeout',
              channel: 'C0CS',
            },
          ]),
        ),
      );
    }
  });

  test('other errors are logged by their catcher', async () => {
    expect(await callAll(channelThat(unused))).toMatchObject({ lines: [], failures: [] });
  });
});

const STORE = { noteAttempt: unused, noteResult: unused, noteEntry: unused, addMembers: unused };

describe('R24: the log line for the entry of a message', () => {
  test('says that it goes into a list, or is sent alone after all', async () => {
    const { lines, log } = keepLines();
    const store = traceDelivery({ ...STORE, noteEntry: async () => ticket }, log);
    await store.noteEntry(ticket, 'breach', { list: 'list/made-up' });
    await store.noteEntry(ticket, 'card', 'alone');
    await traceDelivery({ ...STORE, noteEntry: async () => undefined }, log).noteEntry(
      ticket,
      'card',
      'alone',
    );
    expect(lines).toEqual([
      line({ did: 'listed', attempt: 'breach', list: 'list/made-up' }),
      line({ did: 'unlisted', attempt: 'card' }),
    ]);
  });
});

describe('the result of a call', () => {
  const linesOf = async (result: DeliveryResult, after: Ticket | undefined = ticket) => {
    const { lines, log } = keepLines();
    const store = { ...STORE, noteAttempt: async () => after, noteResult: async () => after };
    expect(await traceDelivery(store, log).noteResult(ticket, result, NOW)).toBe(after);
    return lines;
  };

  test('says what waits, what is passed over, and what is replaced', async () => {
    const retry = { at: NOW, version: 1, since: NOW, times: 2, reason: 'invalid_blocks' };
    const result: DeliveryResult = {
      replaced: { channel: 'C0CS', ts: '1.1' },
      retries: { card: retry, edit: undefined },
      posted: { 'changed-2': 'passed', 'changed-3': '2.2' },
    };
    expect(await linesOf(result)).toEqual([
      line({ did: 'replaced', channel: 'C0CS', ts: '1.1' }),
      line({ did: 'put-off', attempt: 'card', nextTryAt: NOW, refusals: 2, reason: 'invalid_blocks' }),
      line({ did: 'passed-over', lines: ['changed-2'] }),
    ]);
  });

  test('contains nothing of Slack’s answer, and nothing of a write that did not happen', async () => {
    expect(await linesOf({ channel: 'C0CS', ts: '1.1', shownVersion: 1 })).toEqual([]);
    const { lines, log } = keepLines();
    const store = { ...STORE, noteResult: async () => undefined };
    await traceDelivery(store, log).noteResult(ticket, { replaced: { channel: 'C0CS', ts: '1.1' } }, NOW);
    expect(lines).toEqual([]);
  });
});
