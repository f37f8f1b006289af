import { describe, expect, test } from '@jest/globals';
import { membersOf } from '../../lib/domain/notice/notice-facts.ts';
import type { Notice } from '../../lib/domain/notice/notice.ts';
import type { LineName, Retry, Ticket } from '../../lib/domain/ticket/ticket.ts';
import { RANKS } from '../../lib/domain/delivery/urgency.ts';
import { madeUpList, madeUpListFacts } from '../unit/dynamodb/made-up-notices.ts';
import { makeAttempt, withFields, nested, withoutFields } from '../fixtures/domain/make-ticket.ts';
import {
  describeStore,
  held,
  opened,
  publishedTicket,
  shownTicket,
  type StoreUnderTest,
  ticketIn,
} from './store-under-test.ts';

const NOW = 1_800_000_000_000;
const PLACE = { channel: 'C0CS', ts: '1.2' };
const LIST = { list: 'list/made-up' } as const;
const LINE = 'step/1h/1800000000000';

/** A write by a ticket that another writer may have changed since it was read. */
type Late = (store: StoreUnderTest, ticket: Ticket) => Promise<unknown>;

const MOVES = {
  'the facts changed': ({ writer }, ticket) => writer.change(ticket, ticket.facts, 'TicketChanged', NOW),
  'an event was noted': ({ writer }, ticket) => writer.notePublished(ticket, 1, NOW),
  'another attempts a line': ({ delivery }, ticket) =>
    delivery.noteAttempt(ticket, makeAttempt({ name: 'breach' })),
  'another sent the line': ({ delivery }, ticket) =>
    delivery.noteResult(ticket, { posted: { [LINE]: '1.3' } }, NOW),
  'another put it into a list': ({ delivery }, ticket) =>
    delivery.noteEntry(ticket, LINE, { list: 'list/other' }),
  'another showed it': ({ delivery }, ticket) =>
    delivery.noteResult(ticket, { ...PLACE, shownVersion: ticket.delivery.shownVersion + 1 }, NOW),
  'another found it, in an unknown version': ({ delivery }, ticket) =>
    delivery.noteResult(ticket, PLACE, NOW),
} satisfies Record<string, Late>;

describeStore('the delivery store', (store, onTable) => {
  let drawn = 5200;

  test('a ticket’s life takes seven writes, and nothing is pending at its end', async () => {
    const { answers, delivery, reader, writer } = store();
    const before = answers();
    const created = await opened(store(), '501');
    await writer.notePublished(created, 1, NOW);
    const published = withFields(created, { publishedVersion: 1, events: {} });
    const attempted = held(await delivery.noteAttempt(published, makeAttempt()));
    const shown = held(await delivery.noteResult(attempted, { ...PLACE, shownVersion: 1 }, NOW + 9));
    const changed = held(
      await writer.change(
        ticketIn(shown),
        withFields(ticketIn(shown), { claimedBy: 'U0MADEUP' }).facts,
        'TicketChanged',
        NOW,
      ),
    );
    await writer.notePublished(changed, 2, NOW);
    const edited = await delivery.noteResult(
      withFields(changed, { publishedVersion: 2, events: {} }),
      { shownVersion: 2 },
      undefined,
    );
    expect(answers() - before).toBe(7);
    expect(edited).toMatchObject(
      nested({ ...PLACE, shownVersion: 2, version: 2, publishedVersion: 2, events: {} }),
    );
    for (const gone of ['delivery.attempt', 'index.attentionAt', 'index.rank'])
      expect(edited).not.toHaveProperty(gone);
    expect(await reader.ticket(created.key)).toEqual(edited);
  });

  test('R19: an attempt is stored with its destination and its search, and keeps index time and rank', async () => {
    const { delivery, reader } = store();
    const ticket = await publishedTicket(store(), '502');
    const attempt = makeAttempt({ threadTs: '1.1', after: '1795583820.000100' });
    const noted = held(await delivery.noteAttempt(ticket, attempt));
    expect(noted).toEqual(withFields(ticket, { attempt }));
    expect(await reader.ticket(ticket.key)).toEqual(noted);
    const searched = { ...attempt, search: { in: 'thread' as const, cursor: 'bmV4dA==' } };
    expect(await delivery.noteAttempt(noted, searched)).toEqual(withFields(ticket, { attempt: searched }));
    expect(await reader.ticket(ticket.key)).toEqual(withFields(ticket, { attempt: searched }));
  });

  test('R19: an open attempt is never overwritten, and only its own token ends it', async () => {
    const { delivery, reader, writer } = store();
    const ticket = await publishedTicket(store(), '503');
    const first = held(await delivery.noteAttempt(ticket, makeAttempt({ token: 'first' })));
    const second = makeAttempt({ token: 'second' });
    expect(await delivery.noteAttempt(ticket, second)).toBeUndefined();
    expect(await delivery.noteAttempt(first, second)).toBeUndefined();
    const result = { ...PLACE, shownVersion: 1 };
    // A writer with an old copy, or with another attempt, writes nothing.
    expect(await delivery.noteResult(ticket, result, NOW)).toBeUndefined();
    expect(await delivery.noteResult(withFields(first, { attempt: second }), result, NOW)).toBeUndefined();
    expect(await writer.settle(ticket, {})).toBe(false);
    expect(await writer.settle(withFields(first, { attempt: second }), {})).toBe(false);
    expect(await reader.ticket(ticket.key)).toEqual(first);
    expect(await delivery.noteResult(first, result, NOW)).not.toHaveProperty('delivery.attempt');
  });

  test('R3: a copy with an older next step settles nothing', async () => {
    const { reader, writer } = store();
    const ticket = await publishedTicket(store(), '541');
    expect(await writer.settle(ticket, { attentionAt: NOW + 5, nextStepAt: NOW + 5 })).toBe(true);
    expect(await writer.settle(ticket, {})).toBe(false);
    expect(held(await reader.ticket(ticket.key)).ladder.nextStepAt).toBe(NOW + 5);
  });

  onTable('an attempt that could not be read back is never stored', async ({ delivery, reader }) => {
    const ticket = await publishedTicket(store(), '504');
    await expect(delivery.noteAttempt(ticket, makeAttempt({ at: Number.NaN }))).rejects.toThrow(/\bat\b/);
    expect(await reader.ticket(ticket.key)).toEqual(ticket);
  });

  test.each<
    [
      write: string,
      (store: StoreUnderTest, inquiryId: string) => Promise<Ticket>,
      Late,
      (keyof typeof MOVES)[],
    ]
  >([
    [
      'R19: notes no attempt',
      publishedTicket,
      ({ delivery }, ticket) => delivery.noteAttempt(ticket, makeAttempt({ token: 'late' })),
      ['the facts changed', 'another showed it', 'another found it, in an unknown version'],
    ],
    [
      'R24: notes no list entry',
      shownTicket,
      ({ delivery }, ticket) => delivery.noteEntry(ticket, LINE, LIST),
      ['the facts changed', 'another attempts a line', 'another put it into a list', 'another sent the line'],
    ],
    [
      'R3: refuses a result',
      shownTicket,
      ({ delivery }, ticket) => delivery.noteResult(ticket, { shownVersion: 1 }, undefined),
      ['the facts changed', 'another showed it', 'another attempts a line'],
    ],
    [
      // The index time may depend on the event.
      'R3: refuses a result of an unpublished ticket',
      opened,
      ({ delivery }, ticket) => delivery.noteResult(ticket, {}, NOW + 9),
      ['an event was noted'],
    ],
    [
      'R3: refuses to settle',
      opened,
      async ({ writer }, ticket) => (await writer.settle(ticket, { attentionAt: NOW + 99 })) || undefined,
      ['the facts changed', 'an event was noted', 'another attempts a line', 'another showed it'],
    ],
  ])('%s when another writer came first', async (_, create, write, moves) => {
    for (const move of moves) {
      const ticket = await create(store(), String((drawn += 1)));
      await MOVES[move](store(), ticket);
      const moved = await store().reader.ticket(ticket.key);
      expect([move, moved]).not.toEqual([move, ticket]);
      expect([move, await write(store(), ticket)]).toEqual([move, undefined]);
      expect(await store().reader.ticket(ticket.key)).toEqual(moved);
    }
  });

  test.each<LineName>(['breach', 'escalation/last-shift/1800000000000'])(
    'R19: notes no attempt for the line %s if another worker posted it since the ticket was read',
    async (name) => {
      const { delivery } = store();
      const ticket = await shownTicket(store(), String((drawn += 1)));
      const attempted = held(await delivery.noteAttempt(ticket, makeAttempt({ name })));
      const posted = held(await delivery.noteResult(attempted, { posted: { [name]: '1.3' } }, NOW));
      expect(posted).toMatchObject({
        outbox: { version: 1 },
        delivery: { shownVersion: 1, posted: { [name]: '1.3' } },
      });
      const again = makeAttempt({ name, token: 'again' });
      expect(await delivery.noteAttempt(ticket, again)).toBeUndefined();
      // A line that was passed over may become pending again (R16).
      expect(await delivery.noteAttempt(posted, again)).toMatchObject({ delivery: { attempt: again } });
    },
  );

  describe('R24: the list entry of a message', () => {
    test('first names the list, then that the message is sent alone, in one write each', async () => {
      const { answers, delivery, reader } = store();
      const ticket = await shownTicket(store(), '5301');
      const before = answers();
      const marked = held(await delivery.noteEntry(ticket, LINE, LIST));
      expect(marked).toEqual(withFields(ticket, { posted: { [LINE]: 'in/made-up' } }));
      const alone = held(await delivery.noteEntry(marked, LINE, 'alone'));
      expect(answers() - before).toBe(2);
      expect(alone.delivery.posted).toEqual({ [LINE]: 'alone' });
      expect(await reader.ticket(ticket.key)).toEqual(alone);
    });

    test('is not written for a card that is in Slack or replaces another card', async () => {
      const { delivery } = store();
      const ticket = await publishedTicket(store(), '5303');
      const attempted = held(await delivery.noteAttempt(ticket, makeAttempt()));
      const posted = held(await delivery.noteResult(attempted, { ...PLACE, shownVersion: 1 }, NOW));
      expect(await delivery.noteEntry(ticket, 'card', LIST)).toBeUndefined();
      await delivery.noteResult(posted, { replaced: PLACE }, NOW);
      expect(await delivery.noteEntry(ticket, 'card', LIST)).toBeUndefined();
    });

    test.each<'card' | LineName>(['card', LINE])(
      'R19: must not have changed when the message %s is attempted',
      async (name) => {
        const { delivery } = store();
        const ticket = await publishedTicket(store(), String((drawn += 1)));
        const marked = held(await delivery.noteEntry(ticket, name, LIST));
        expect(await delivery.noteAttempt(ticket, makeAttempt({ name }))).toBeUndefined();
        const alone = held(await delivery.noteEntry(marked, name, 'alone'));
        expect(await delivery.noteAttempt(marked, makeAttempt({ name }))).toBeUndefined();
        expect(await delivery.noteAttempt(alone, makeAttempt({ name }))).toBeDefined();
      },
    );
  });

  describe('R24: the members of a list', () => {
    const [first, second, third] = ['1', '2', '3'].map((inquiryId) => ({
      source: 'call-center' as const,
      inquiryId,
      answerId: inquiryId,
    }));
    const members = [first, second].filter((member) => member !== undefined);
    const listed = async (at: number): Promise<Notice> => {
      const { notices, writer } = store();
      const notice = held(await notices.create(madeUpList(at, { facts: madeUpListFacts({ members }) })));
      await writer.notePublished(notice, 1, NOW);
      return held(await notices.read(notice.key));
    };
    const inList = (notice: Notice | undefined) => notice && membersOf(notice.facts);

    test('are reduced to those that the message shows, in the write that notes the attempt', async () => {
      const { answers, delivery, notices } = store();
      const notice = await listed(5401);
      const before = answers();
      await delivery.noteAttempt(notice, makeAttempt({ name: 'notice' }), members.slice(1));
      expect(answers() - before).toBe(1);
      expect(inList(await notices.read(notice.key))).toEqual([second]);
    });

    test('can be added until the list has an attempt or a message, or is passed over', async () => {
      const { delivery, notices } = store();
      const added = third ? [third] : [];
      const notice = await listed(5402);
      const joined = held(await delivery.addMembers(notice, added));
      expect(inList(joined)).toEqual([first, second, third]);
      expect(await notices.read(notice.key)).toEqual(joined);
      const attempted = held(await delivery.noteAttempt(joined, makeAttempt({ name: 'notice' })));
      expect(await delivery.addMembers(joined, added)).toBeUndefined();
      await delivery.noteResult(attempted, PLACE, NOW);
      expect(await delivery.addMembers(joined, added)).toBeUndefined();
      const other = await listed(5403);
      await delivery.noteResult(other, { shownVersion: 1 }, undefined);
      expect(await delivery.addMembers(other, added)).toBeUndefined();
    });
  });

  test('R3: one write stores a result, ends its attempt and sets the next index time', async () => {
    const { answers, delivery, reader } = store();
    const ticket = await publishedTicket(store(), '508');
    const attempted = held(await delivery.noteAttempt(ticket, makeAttempt()));
    const before = answers();
    const result = { ...PLACE, shownVersion: 1, posted: { 'changed-2': '1.3', breach: 'passed' } };
    const noted = held(await delivery.noteResult(attempted, result, NOW + 5));
    expect(answers() - before).toBe(1);
    const rest = withoutFields(ticket, 'rank');
    expect(noted).toEqual(withFields(rest, { ...result, attentionAt: NOW + 5 }));
    expect(await reader.ticket(ticket.key)).toEqual(noted);
    const more = await delivery.noteResult(noted, { posted: { 'closed-3': '1.4' } }, undefined);
    const calm = withoutFields(rest, 'attentionAt');
    expect(more).toEqual(withFields(calm, { ...result, posted: { ...result.posted, 'closed-3': '1.4' } }));
  });

  test('an empty result only ends the attempt', async () => {
    const { delivery } = store();
    const ticket = await publishedTicket(store(), '509');
    const attempted = held(await delivery.noteAttempt(ticket, makeAttempt()));
    expect(await delivery.noteResult(attempted, {}, NOW)).toEqual(withFields(ticket, { attentionAt: NOW }));
  });

  test('R22: keeps a waiting message by name until it is removed', async () => {
    const { delivery, reader } = store();
    const ticket = await shownTicket(store(), '512');
    const wait = (times: number): Retry => ({
      at: NOW + times,
      version: 1,
      since: NOW,
      times,
      reason: 'invalid_blocks',
    });
    const edit = held(await delivery.noteResult(ticket, { retries: { edit: wait(1) } }, NOW));
    const both = held(await delivery.noteResult(edit, { retries: { 'changed-2': wait(1) } }, NOW));
    expect(both.delivery.retries).toEqual({ edit: wait(1), 'changed-2': wait(1) });
    const more = held(await delivery.noteResult(both, { retries: { edit: wait(2) } }, NOW));
    const remaining = held(await delivery.noteResult(more, { retries: { edit: undefined } }, NOW));
    expect(remaining.delivery.retries).toEqual({ 'changed-2': wait(1) });
    expect((await reader.ticket(ticket.key))?.delivery.retries).toEqual(remaining.delivery.retries);
  });

  test('R22: the next card takes the place of a replaced card, and may keep its channel', async () => {
    const { delivery, reader } = store();
    const ticket = await shownTicket(store(), '513');
    const without = held(await delivery.noteResult(ticket, { replaced: PLACE }, NOW));
    expect(without).toMatchObject({
      delivery: { replaced: PLACE, shownVersion: 1 },
      index: { rank: RANKS.card },
    });
    for (const gone of ['channel', 'ts']) expect(without).not.toHaveProperty(`delivery.${gone}`);
    const second = { channel: 'C0OPS', ts: '2.000001' };
    const next = held(await delivery.noteResult(without, { ...second, shownVersion: 1 }, NOW));
    expect(next).toMatchObject(nested({ ...second, replaced: PLACE }));
    expect(await reader.ticket(ticket.key)).toEqual(next);
    const kept = await delivery.noteResult(next, { replaced: second, channel: second.channel }, NOW);
    expect(kept).toMatchObject({ delivery: { replaced: second, channel: second.channel } });
    expect(kept).not.toHaveProperty('delivery.ts');
  });

  test('R24: a card stays in its list’s thread until another card replaces it', async () => {
    const { delivery, reader } = store();
    const ticket = await publishedTicket(store(), '515');
    const first = held(
      await delivery.noteResult(ticket, { ...PLACE, threadTs: '1.1', shownVersion: 1 }, NOW),
    );
    expect(first).toMatchObject(nested({ ...PLACE, threadTs: '1.1' }));
    const edited = held(
      await delivery.noteResult(first, { shownVersion: 1, posted: { breach: '1.3' } }, NOW),
    );
    expect(edited).toMatchObject(nested({ ...PLACE, threadTs: '1.1' }));
    const without = held(await delivery.noteResult(edited, { replaced: PLACE, threadTs: '1.1' }, NOW));
    for (const gone of ['channel', 'ts', 'threadTs']) expect(without).not.toHaveProperty(`delivery.${gone}`);
    const again = held(await delivery.noteResult(without, { ...PLACE, ts: '1.4', threadTs: '1.1' }, NOW));
    expect(again).toMatchObject({ delivery: { ts: '1.4', threadTs: '1.1', replaced: PLACE } });
    const backOff = held(await delivery.noteResult(again, { channel: 'C0OPS', ts: '2.1' }, NOW));
    expect(backOff).toMatchObject({ delivery: { channel: 'C0OPS', ts: '2.1', posted: { breach: '1.3' } } });
    expect(backOff).not.toHaveProperty('delivery.threadTs');
    expect(await reader.ticket(ticket.key)).toEqual(backOff);
  });

  test('R24: stores attempts and results of a notice like those of a ticket', async () => {
    const { delivery, notices } = store();
    const notice = await publishedNotice(store(), 516);
    const attempt = makeAttempt({ name: 'notice' });
    const attempted = held(await delivery.noteAttempt(notice, attempt));
    expect(attempted).toEqual(withFields(notice, { attempt }));
    expect(await delivery.noteAttempt(notice, { ...attempt, token: 'other' })).toBeUndefined();
    expect(await delivery.noteResult(notice, { ...PLACE, shownVersion: 1 }, NOW)).toBeUndefined();
    const noted = held(await delivery.noteResult(attempted, { ...PLACE, shownVersion: 1 }, undefined));
    const calm = withoutFields(notice, 'rank', 'attentionAt');
    expect(noted).toEqual(withFields(calm, { ...PLACE, shownVersion: 1 }));
    expect(await notices.read(notice.key)).toEqual(noted);
    expect(await delivery.noteAttempt(notice, { ...attempt, token: 'late' })).toBeUndefined();
    const without = await delivery.noteResult(noted, { replaced: PLACE }, NOW);
    expect(without).toMatchObject({
      delivery: { replaced: PLACE, shownVersion: 1 },
      index: { attentionAt: NOW },
    });
    for (const gone of ['channel', 'ts']) expect(without).not.toHaveProperty(`delivery.${gone}`);
  });
});

const publishedNotice = async ({ notices, writer }: StoreUnderTest, at: number): Promise<Notice> => {
  const notice = held(await notices.create(madeUpList(at)));
  await writer.notePublished(notice, 1, NOW);
  return held(await notices.read(notice.key));
};
