import { describe, expect, test } from '@jest/globals';
import type { Attempt } from '../../../../lib/domain/ticket/ticket.ts';
import { matchMessage, messageMetadata } from '../../../../lib/slack/client/message-metadata.ts';
import { withFields } from '../../../fixtures/domain/make-ticket.ts';
import { fc } from '../../../fixtures/fast-check.ts';
import { failureOf } from '../failure-of.ts';
import { DUE_AT, madeUpTicket } from '../made-up-ticket.ts';
import { startChannel } from '../start-channel.ts';

const TS = '1795583820.000100';
const REPLY_TS = '1795583821.000200';

const ticket = madeUpTicket();
const shown = madeUpTicket({ channel: 'C0FIRST', ts: TS });

const other = {
  ts: '1795583819.000001',
  metadata: messageMetadata({ ...ticket.key, answerId: '7' }, 'card'),
};
const ours = { ts: TS, metadata: messageMetadata(ticket.key, 'card') };

const attempt: Attempt = { channel: 'C0CS', name: 'card', at: DUE_AT, token: 'made-up' };

/** A history of as many pages. Its cursors are `2`, `3` and so on. */
const pagesOf =
  (...pages: object[][]) =>
  ({ form }: { form: Record<string, string> }) => {
    const number = Number(form['cursor'] ?? 1);
    const next = number < pages.length ? String(number + 1) : '';
    return { ok: true, messages: pages[number - 1] ?? [], response_metadata: { next_cursor: next } };
  };

describe('R19: the search for the message of an attempt', () => {
  test('reads all pages of the channel’s history, without an end time', async () => {
    const { channel, requests } = await startChannel(
      pagesOf([other], [{ ts: '1.1', text: 'a person' }, ours]),
    );
    expect(await channel.find(ticket, attempt)).toEqual({ channel: 'C0CS', ts: TS });
    expect(requests.map(({ method }) => method)).toEqual(['conversations.history', 'conversations.history']);
    for (const { form } of requests) {
      expect(form).toMatchObject({
        channel: 'C0CS',
        inclusive: 'true',
        include_all_metadata: 'true',
        limit: '999',
      });
      expect(form).not.toHaveProperty('latest');
    }
  });

  test.each([
    ['one minute before the last confirmed post', '1795583700.000900', '1795583640.000900'],
    [
      'a day before the attempt, without a confirmed post',
      undefined,
      String(DUE_AT / 1000 - 86_400) + '.000000',
    ],
  ])('begins %s, in channels and in threads', async (_where, after, oldest) => {
    const { channel, requests } = await startChannel(() => ({ ok: true, messages: [] }));
    const sought = { ...attempt, ...(after !== undefined && { after }) };
    expect(await channel.find(ticket, sought)).toBeUndefined();
    expect(await channel.find(ticket, { ...sought, threadTs: TS })).toBeUndefined();
    expect(requests.map(({ method, form }) => [method, form['oldest']])).toEqual([
      ['conversations.history', oldest],
      ['conversations.replies', oldest],
    ]);
  });

  test('finds a line in the thread', async () => {
    const reply = { ts: REPLY_TS, metadata: messageMetadata(ticket.key, 'breach') };
    const { channel, requests } = await startChannel(() => ({ ok: true, messages: [ours, reply] }));
    expect(await channel.lookFor(shown, 'breach', DUE_AT)).toMatchObject({
      channel: 'C0FIRST',
      ts: REPLY_TS,
    });
    expect(requests[0]?.method).toBe('conversations.replies');
    expect(requests[0]?.form).toMatchObject({ channel: 'C0FIRST', ts: TS });
  });

  test('looks in the channel if the thread is gone, since Slack puts the reply there', async () => {
    const stray = { ts: REPLY_TS, metadata: messageMetadata(ticket.key, 'breach') };
    for (const messages of [[], [stray]]) {
      const { channel, requests } = await startChannel(({ method }) =>
        method === 'conversations.replies'
          ? { ok: false, error: 'thread_not_found' }
          : { ok: true, messages },
      );
      const found = await channel.lookFor(shown, 'breach', DUE_AT);
      expect(found).toEqual(messages[0] && { channel: 'C0FIRST', ts: REPLY_TS });
      expect(requests.map(({ method }) => method)).toEqual([
        'conversations.replies',
        'conversations.history',
      ]);
    }
  });

  test('looks where the message was sent, even if a deploy changed the channel since', async () => {
    const { channel, requests } = await startChannel(() => ({ ok: true, messages: [ours] }));
    const before = { ...attempt, channel: 'C0BEFORE' };
    const threadTs = '1795583800.000100';
    expect(await channel.find(ticket, before)).toEqual({ channel: 'C0BEFORE', ts: TS });
    const inThread = { channel: 'C0BEFORE', ts: TS, threadTs };
    expect(await channel.find(ticket, { ...before, threadTs })).toEqual(inThread);
    expect(requests.map(({ method, form }) => [method, form['channel'], form['ts']])).toEqual([
      ['conversations.history', 'C0BEFORE', undefined],
      ['conversations.replies', 'C0BEFORE', threadTs],
    ]);
  });

  test.each([
    [TS, undefined],
    ['1795583820.00010', undefined],
    ['1795583820.0001001', undefined],
    ['1795583820.000099', { channel: 'C0CS', ts: TS }],
    ['999999999.999999', { channel: 'C0CS', ts: TS }],
  ])('R22: ignores a card that is not later than the replaced card at %s', async (replacedTs, found) => {
    const { channel } = await startChannel(() => ({ ok: true, messages: [ours] }));
    const replacing = madeUpTicket({ replaced: { channel: 'C0CS', ts: replacedTs } });
    expect(await channel.find(replacing, attempt)).toEqual(found);
  });

  test('does not take an unreadable history for “not found”', async () => {
    const { channel } = await startChannel(() => ({ ok: true }));
    expect((await failureOf(channel.find(ticket, attempt))).kind).toBe('unsure');
  });

  test('reports a refused look-up', async () => {
    const { channel } = await startChannel(() => ({ ok: false, error: 'missing_scope' }));
    expect(await failureOf(channel.find(ticket, attempt))).toMatchObject({
      kind: 'look-up-refused',
      reason: 'missing_scope',
    });
  });
});

describe('R19: an interrupted search', () => {
  const long = pagesOf([other], [other], [other], [other], [other], [other], [ours]);

  test('stops after five pages, and continues at its cursor', async () => {
    const { channel, requests } = await startChannel(long);
    const first = await channel.find(ticket, attempt);
    expect(first).toEqual({ search: { in: 'channel', cursor: '6' } });
    expect(requests).toHaveLength(5);
    const search = { in: 'channel', cursor: '6' } as const;
    expect(await channel.find(ticket, { ...attempt, search })).toEqual({ channel: 'C0CS', ts: TS });
    expect(requests.slice(5).map(({ form }) => form['cursor'])).toEqual(['6', '7']);
  });

  test('begins no page later than five seconds after its start', async () => {
    let elapsed = 0;
    const slow = (request: Parameters<typeof long>[0]) => {
      elapsed += 2600;
      return long(request);
    };
    const { channel, requests } = await startChannel(slow, { elapsed: () => elapsed });
    expect(await channel.find(ticket, attempt)).toEqual({ search: { in: 'channel', cursor: '3' } });
    expect(requests).toHaveLength(2);
  });

  test('keeps a page before a 429, and returns how long to wait', async () => {
    const { channel, requests } = await startChannel((request, count) =>
      count === 1 ? long(request) : { status: 429, headers: { 'retry-after': '7' } },
    );
    expect(await channel.find(ticket, attempt)).toEqual({
      search: { in: 'channel', cursor: '2' },
      waitMs: 7000,
    });
    expect(requests).toHaveLength(2);
  });

  test('is refused by a 429 before any new page', async () => {
    const { channel } = await startChannel(() => ({ status: 429, headers: { 'retry-after': '7' } }));
    const search = { in: 'channel', cursor: '6' } as const;
    for (const sought of [attempt, { ...attempt, search }])
      expect(await failureOf(channel.find(ticket, sought))).toMatchObject({
        kind: 'rate-limited',
        retryAfterMs: 7000,
      });
  });

  test('begins again if Slack no longer knows the cursor', async () => {
    const { channel, requests } = await startChannel((request) =>
      request.form['cursor'] === undefined
        ? { ok: true, messages: [ours] }
        : { ok: false, error: 'invalid_cursor' },
    );
    const search = { in: 'channel', cursor: 'forgotten' } as const;
    expect(await channel.find(ticket, { ...attempt, search })).toEqual({ channel: 'C0CS', ts: TS });
    expect(requests.map(({ form }) => form['cursor'])).toEqual(['forgotten', undefined]);
  });

  test('continues in the thread, or in the channel once the thread is gone', async () => {
    const { channel, requests } = await startChannel((request) =>
      request.method === 'conversations.replies' && request.form['ts'] === REPLY_TS
        ? { ok: false, error: 'thread_not_found' }
        : long(request),
    );
    const there = { ...attempt, threadTs: TS };
    expect(await channel.find(ticket, there)).toEqual({ search: { in: 'thread', cursor: '6' } });
    const gone = { ...attempt, threadTs: REPLY_TS };
    expect(await channel.find(ticket, gone)).toEqual({ search: { in: 'channel', cursor: '5' } });
    requests.length = 0;
    await channel.find(ticket, { ...there, search: { in: 'thread', cursor: '6' } });
    await channel.find(ticket, { ...gone, search: { in: 'channel', cursor: '6' } });
    expect(requests.map(({ method, form }) => [method, form['cursor']])).toEqual([
      ['conversations.replies', '6'],
      ['conversations.replies', '7'],
      ['conversations.history', '6'],
      ['conversations.history', '7'],
    ]);
  });
});

describe('R22: a card is read at its own ts', () => {
  test('and is there, whatever else comes with it', async () => {
    const { channel, requests } = await startChannel(() => ({ ok: true, messages: [other, ours] }));
    expect(await channel.isThere(shown)).toBe(true);
    expect(await channel.isThere(withFields(shown, { threadTs: REPLY_TS }))).toBe(true);
    expect(requests.map(({ method, form: { channel: id, ts } }) => [method, id, ts])).toEqual([
      ['conversations.history', 'C0FIRST', undefined],
      ['conversations.replies', 'C0FIRST', REPLY_TS],
    ]);
    for (const { form } of requests)
      expect(form).toMatchObject({ oldest: TS, latest: TS, inclusive: 'true' });
  });

  test.each([
    ['nothing is at its ts', { ok: true, messages: [] }],
    ['only others are', { ok: true, messages: [other] }],
    [
      'only the placeholder of a deleted message is',
      { ok: true, messages: [{ ts: TS, subtype: 'tombstone', hidden: true, text: 'It was deleted.' }] },
    ],
  ])('and is gone if %s', async (_what, answer) => {
    const { channel } = await startChannel(() => answer);
    expect(await channel.isThere(shown)).toBe(false);
  });

  test('and is gone with its thread', async () => {
    const { channel } = await startChannel(() => ({ ok: false, error: 'thread_not_found' }));
    expect(await channel.isThere(withFields(shown, { threadTs: REPLY_TS }))).toBe(false);
  });

  test('but its state is unknown without an answer or the scope', async () => {
    for (const [error, kind] of [
      ['internal_error', 'unsure'],
      ['missing_scope', 'look-up-refused'],
    ]) {
      const { channel } = await startChannel(() => ({ ok: false, error }));
      expect(await failureOf(channel.isThere(shown))).toMatchObject({ kind });
    }
  });
});

describe('message metadata', () => {
  test('R19: names the ticket and the message, and contains nothing else of the ticket', () => {
    expect(messageMetadata(ticket.key, 'changed-2')).toEqual({
      event_type: 'coupang_ticket',
      event_payload: { key: 'KR/A00012345/call-center/1015668177/900719925474099312', name: 'changed-2' },
    });
  });

  test.each([
    ['another name', { ts: TS, metadata: messageMetadata(ticket.key, 'breach') }],
    ['another ticket', other],
    ['another app', { ts: TS, metadata: { ...ours.metadata, event_type: 'other_ticket' } }],
    ['no metadata', { ts: TS }],
    ['metadata without its payload', { ts: TS, metadata: { event_type: 'coupang_ticket' } }],
    ['no ts', { metadata: ours.metadata }],
    ['an odd ts', { ...ours, ts: '<!channel>' }],
    ['nothing', null],
  ])('does not match %s', (_name, message) => {
    expect(matchMessage(message, ticket.key, 'card')).toBeUndefined();
  });

  test('matches no other value, and accepts any value', () => {
    fc.assert(
      fc.property(fc.anything(), (message) => matchMessage(message, ticket.key, 'card') === undefined),
    );
  });
});
