import { describe, expect, test } from '@jest/globals';
import {
  followList,
  listableMessages,
  listAbove,
  type ListTeam,
  messageInList,
  planLists,
  takesMembers,
  versionAfterPost,
} from '../../../../lib/domain/delivery/lists.ts';
import { mentionsInList } from '../../../../lib/domain/delivery/mentions.ts';
import { MOST_MEMBERS } from '../../../../lib/domain/notice/notice-facts.ts';
import type { LineName, Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { makeList } from '../../../fixtures/domain/make-notice.ts';
import {
  makeClosedTicket,
  makeShownTicket,
  makeTicket,
  type TicketFields,
} from '../../../fixtures/domain/make-ticket.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';

const { dueAt } = makeTicket().facts;
const team: ListTeam = {
  ladder: ['3h', '1h'],
  mentions: {},
  offHours: { mention: [] },
  listsAbove: { cards: 10, alerts: 5 },
};
const history = (...names: LineName[]) => names.map((name) => ({ name, at: NOW }));
const step = (name: '3h' | '1h' | 'stale') => `step/${name}/${dueAt}` as const;
const reached = (name: '3h' | '1h' | 'stale') => ({ name, deadline: dueAt, at: NOW, tells: 'team' as const });
const breached = (fields: TicketFields = {}) =>
  makeClosedTicket({ outcome: 'auto-closed', history: history('breach'), posted: {}, ...fields });
const refusal = { at: NOW + 1000, version: 9, since: NOW, times: 1, reason: 'made_up_word' };
const attempt = { name: 'card', at: NOW, token: 'made-up', channel: 'C0CS' } as const;
const ofList = { ...attempt, name: 'notice' } as const;
const inSlack = { channel: 'C0CS', ts: '1.1' };

describe('R24: messages that a list may take', () => {
  const sorts = (ticket: Ticket, ofTeam = team) =>
    listableMessages(ticket, ofTeam, NOW).map(({ sort }) => sort);
  const ofStep = { history: history(step('1h')), steps: [reached('1h')] };
  const ofStale = { history: history(step('stale')), steps: [reached('stale')] };
  const escalated = { history: history(step('1h'), `escalation/1h/${dueAt}`) };
  const overtaken = { history: history(step('1h'), 'closed-2') };
  const warned = (fields: TicketFields = {}) => makeShownTicket({ ...ofStep, ...fields });

  test.each<[string, Ticket, string[]]>([
    ['a card', makeTicket(), ['new']],
    ['a breach', breached(), ['breach']],
    ['a step that goes to the channel', warned(), ['step/1h']],
    ['a step and its message in a channel of its own', warned(escalated), ['step/1h', 'escalation/1h']],
    ['a warning whose card is not there yet, before the card', makeTicket(ofStep), ['step/1h', 'new']],
  ])('include %s', (_what, ticket, expected) => {
    expect(sorts(ticket)).toEqual(expected);
  });

  test.each<[string, Ticket]>([
    ['of a ticket that is not published', makeTicket({ publishedVersion: 0 })],
    ['of a ticket that is not announced', makeTicket({ announcement: 'none' })],
    ['while an attempt is open', makeTicket({ attempt })],
    ['a card that is in Slack', makeShownTicket()],
    ['a card that replaces another', makeTicket({ replaced: { channel: 'C0CS', ts: '1.1' } })],
    ['a card that belongs to a list', makeTicket({ posted: { card: 'in/made-up' } })],
    ['a card that left its list', makeTicket({ posted: { card: 'alone' } })],
    ['a card that waits after a refusal', makeTicket({ retries: { card: refusal } })],
    ['a warning that left its list', warned({ posted: { [step('1h')]: 'alone' } })],
    ['a warning that its ticket’s end overtook', makeClosedTicket(overtaken)],
    ['`stale`, which is about one person’s claim', warned(ofStale)],
    ['a direct message', warned({ history: history(`direct/1h/${dueAt}`), claimedBy: 'U0CS' })],
    ['a line that stays in its thread', makeShownTicket({ history: history('changed-2') })],
    [
      'a breach that the channel knows from `overdue`',
      breached({ posted: { [`step/overdue/${dueAt}`]: '1.1' } }),
    ],
  ])('exclude %s', (_what, ticket) => {
    expect(sorts(ticket)).toEqual([]);
  });

  test('R23: a step that mentions somebody goes to the channel, other steps do not', () => {
    const ticket = makeShownTicket({ history: history(step('3h')), steps: [reached('3h')] });
    expect(sorts(ticket)).toEqual([]);
    expect(sorts(ticket, { ...team, mentions: { '3h': ['U0TEAM'] } })).toEqual(['step/3h']);
  });
});

test('R24: new tickets and warnings have separate thresholds', () => {
  expect(listAbove('new', team)).toBe(10);
  expect(listAbove('breach', team)).toBe(5);
  expect(listAbove('step/1h', team)).toBe(5);
});

describe('R24: planLists', () => {
  test.each([
    [5, []],
    [6, [6]],
    [MOST_MEMBERS + 5, [MOST_MEMBERS]],
    [MOST_MEMBERS + 6, [MOST_MEMBERS, 6]],
  ])('splits %d messages above 5 into lists of %j members', (count, sizes) => {
    const messages = Array.from({ length: count }, (_, number) => number);
    const lists = planLists(messages, 5);
    expect(lists.map(({ length }) => length)).toEqual(sizes);
    expect(lists.flat()).toEqual(messages.slice(0, lists.flat().length));
  });
});

test('R24: a list takes members until it has an attempt or a message, or was passed over', () => {
  expect(takesMembers(makeList())).toBe(true);
  expect(takesMembers(makeList({}, { attempt: ofList }))).toBe(false);
  expect(takesMembers(makeList({}, inSlack))).toBe(false);
  expect(takesMembers(makeList({}, { shownVersion: 1 }))).toBe(false);
});

describe('R24: messageInList', () => {
  const mark = { posted: { breach: 'in/made-up', card: 'in/made-up', [step('1h')]: 'in/made-up' } };

  test('finds the message of the list’s sort that names the list', () => {
    expect(messageInList(makeTicket(mark), makeList())).toBe('card');
    expect(messageInList(breached(mark), makeList({ of: 'breach' }))).toBe('breach');
    const warned = makeShownTicket({ ...mark, history: history(step('1h')) });
    expect(messageInList(warned, makeList({ of: 'step/1h' }))).toBe(step('1h'));
    expect(messageInList(warned, makeList({ of: 'step/3h' }))).toBeUndefined();
  });

  test('finds no message that names another list, or no list any more', () => {
    for (const entry of ['in/other', 'alone', 'passed', '1.1'])
      expect(
        messageInList(breached({ posted: { breach: entry } }), makeList({ of: 'breach' })),
      ).toBeUndefined();
    expect(messageInList(makeTicket(), makeList())).toBeUndefined();
  });

  test('finds no outdated warning, and keeps a closed ticket in a list of new tickets', () => {
    const closed = makeClosedTicket({ ...mark, history: history(step('1h'), 'closed-2') });
    expect(messageInList(closed, makeList({ of: 'step/1h' }))).toBeUndefined();
    expect(messageInList(closed, makeList())).toBe('card');
  });
});

test.each<[string, ReturnType<typeof makeList>, ReturnType<typeof followList>]>([
  ['waits for a list that is still to be shown', makeList(), 'wait'],
  ['waits for a list whose attempt is open', makeList({}, { attempt: ofList }), 'wait'],
  ['follows a list that shows it', makeList({}, inSlack), 'follow'],
  ['is sent alone if its list was passed over', makeList({}, { shownVersion: 1 }), 'alone'],
  ['is sent alone if its list does not name it', makeList({ members: [] }), 'alone'],
  ['is sent alone if a list in Slack does not name it', makeList({ members: [] }, inSlack), 'alone'],
])('R24: a message %s', (_what, list, expected) => {
  expect(followList(makeTicket(), list)).toBe(expected);
});

test('R24: only a list of new tickets gets an edit after its post', () => {
  expect(versionAfterPost(makeList())).toBe(0);
  expect(versionAfterPost(makeList({ of: 'breach' }))).toBe(1);
});

describe('R24: a list mentions for a ticket', () => {
  const mentions = { '1h': ['U0TEAM'] };
  const ofTeam = { mentions, offHours: { mention: [] } };
  const listed = makeShownTicket({
    history: history(step('1h')),
    steps: [reached('1h')],
    posted: { [step('1h')]: 'in/made-up' },
  });

  test('the people whom its own line would have mentioned', () => {
    const list = makeList({ of: 'step/1h' });
    expect(mentionsInList(listed, list, ofTeam, NOW)).toEqual({ mentions: ['U0TEAM'], claimer: false });
  });

  test('nobody for a breach', () => {
    const ticket = breached({ posted: { breach: 'in/made-up' } });
    const nobody = { mentions: [], claimer: false };
    expect(mentionsInList(ticket, makeList({ of: 'breach' }), ofTeam, NOW)).toEqual(nobody);
  });
});
