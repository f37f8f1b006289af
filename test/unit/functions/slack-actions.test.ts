import { describe, expect, test } from '@jest/globals';
import { ConfigError, NotSetUp } from '../../../lib/config/config-error.ts';
import { replyMark } from '../../../lib/domain/act/reply-content.ts';
import { ticketId } from '../../../lib/domain/ticket/ticket-id.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { confirmValue } from '../../../lib/slack/format/blocks.ts';
import { WORDING } from '../../../lib/slack/wording/wording.ts';
import { makeClosedTicket, type TicketFields, withFields } from '../../fixtures/domain/make-ticket.ts';
import { HOUR, MINUTE, SECOND } from '../../fixtures/domain/made-up.ts';
import { SIGNING_SECRET, signRequest } from '../slack/requests/sign-request.ts';
import {
  answerOf,
  click,
  type Click,
  EMPTY,
  ephemerals,
  errorOf,
  fill,
  methods,
  NOW,
  openDoor,
  openForm,
  WORKSPACE,
  openTicket,
  openReplyForm,
  OUTAGE,
  type Options,
  refusing,
  sendTwice,
  TEXT,
  untouched,
} from './slack-door.ts';

describe('the door under attack', () => {
  test.each<[string, number, number, (text: string) => ReturnType<typeof signRequest>]>([
    ['old', 401, 0, (text) => signRequest(text, NOW - 5 * MINUTE - SECOND)],
    ['from the future', 401, 0, (text) => signRequest(text, NOW + 5 * MINUTE + SECOND)],
    ['too large', 413, 0, (text) => signRequest(text.padEnd(1_000_001), NOW)],
    ['not signed', 401, 0, (text) => ({ headers: {}, body: text })],
    ['signed with another secret', 401, 1, (text) => signRequest(text, NOW, 'another secret')],
  ])(
    'a request that is %s is refused with %i after %i reads of the secret, with one line in the log without its words',
    async (_how, statusCode, reads, requestOf) => {
      let readings = 0;
      const requestKeys = async () => {
        readings += 1;
        return { signingSecrets: [SIGNING_SECRET], workspace: WORKSPACE };
      };
      const { door, ticket } = await openTicket({ requestKeys });
      const text = new URLSearchParams({ payload: JSON.stringify(click(ticket, 'claim')) }).toString();
      expect(await door.take(requestOf(text))).toEqual({ statusCode, body: '' });
      expect(readings).toBe(reads);
      untouched(door, ticket);
      expect(door.log.lines).toHaveLength(1);
      expect(door.log.lines.join()).not.toMatch(/payload|U0CS|C0CS/);
      expect(methods(door)).toEqual([]);
    },
  );

  test.each([
    ['is not stored yet', new NotSetUp('made-up', 'secrets -- slack'), 401, ''],
    ['is malformed', new ConfigError('made-up secret cannot be used'), 503, 'made-up secret cannot be used'],
    ['is refused by Secrets Manager', new Error('made-up ARN of a role'), 503, '"error":"Error"'],
  ])('refuses a request without failing if the secret %s', async (_how, error, statusCode, logged) => {
    const { door, ticket } = await openTicket({ requestKeys: () => Promise.reject(error) });
    expect(await door.send(click(ticket, 'claim'))).toEqual({ statusCode, body: '' });
    untouched(door, ticket);
    expect(door.log.lines.join()).toContain(logged);
    expect(door.log.lines.join()).not.toContain('ARN');
  });

  test('fills the log with one line per hundred refusals, and hides no refusal for another reason', async () => {
    const door = await openDoor();
    const flood = async (times: number) => {
      for (let sent = 0; sent < times; sent += 1) await door.take({ headers: {}, body: 'x' });
    };
    await flood(150);
    await door.take(signRequest('x', NOW, 'another secret'));
    await flood(51);
    const lines = door.log.lines.map((line) =>
      /"reason":"(\S+)","refusedSinceStart":(\d+)/.exec(line)?.slice(1),
    );
    expect(lines).toEqual([
      ['unsigned', '1'],
      ['unsigned', '101'],
      ['wrong-signature', '1'],
      ['unsigned', '201'],
    ]);
  });

  test('counts a request that is replayed within five minutes as a single act', async () => {
    const { door, ticket } = await openTicket({}, { kind: 'confirm' });
    await door.send(click(ticket, 'confirm'));
    const requested = door.ticket(ticket);
    expect(requested?.facts.act).toMatchObject({ do: 'confirm', wingId: 'cs01', progress: 'asked' });
    expect(await door.send(click(ticket, 'confirm'))).toEqual(EMPTY);
    expect(door.ticket(ticket)?.outbox.version).toBe(requested?.outbox.version);
    expect(door.published.map(({ type }) => type)).toEqual(['ActAsked']);
    expect(methods(door)).toEqual([]);
  });

  test('S6: a stale claim can be released by anybody', async () => {
    const { door, ticket } = await openTicket(
      {},
      { claimedBy: 'U0GONE', claimedAt: NOW - 2 * HOUR + SECOND },
    );
    await door.send(click(ticket, 'release'));
    untouched(door, ticket);
    expect(ephemerals(door)).toContain('[담당 지정]');
    door.advance(SECOND);
    await door.send(click(ticket, 'release', { at: '1764046806.000200' }));
    expect(door.ticket(ticket)?.facts).not.toHaveProperty('claimedBy');
  });

  test.each([
    ['on a card from before an edit', (ticket: Ticket) => confirmValue(withFields(ticket, { text: 'Old.' }))],
    ['without what its person saw', (ticket: Ticket) => ticketId(ticket.key)],
  ])('R28: a confirmation %s is refused', async (_how, valueOf) => {
    const { door, ticket } = await openTicket({}, { kind: 'confirm' });
    expect(await door.send(click(ticket, 'confirm', { value: valueOf(ticket) }))).toEqual(EMPTY);
    untouched(door, ticket);
    expect(ephemerals(door)).toMatch(/^C0CS U0CS: .*요청이 바뀌었습니다/);
  });

  test('refuses a press, a form, an emoji, a command and a Home of another workspace without calling Slack', async () => {
    const door = await openDoor({ acting: { reactions: 'on' } });
    const ticket = door.put();
    const form = await openForm(door, ticket);
    door.asked.length = 0;
    const event = (inner: object) =>
      JSON.stringify({ type: 'event_callback', team_id: 'T0THEIRS', event_id: 'Ev0', event: inner });
    const item = { type: 'message', channel: 'C0CS', ts: '1764046800.000100' };
    const command = 'command=%2Fcoupang&channel_id=C0CS&user_id=U0CS&text=1&team_id=T0THEIRS';
    const user = { team_id: 'T0THEIRS' };
    for (const answer of [
      await door.send(click(ticket, 'claim', { team: 'T0THEIRS', user })),
      await door.send(click(ticket, 'claim', { team: null, user: { team_id: undefined } })),
      await door.send({ ...fill(form, TEXT, { user }), team: { id: 'T0THEIRS' } }),
      await door.sendText(event({ type: 'reaction_added', user: 'U0CS', reaction: 'eyes', item })),
      await door.sendText(event({ type: 'app_home_opened', user: 'U0CS', tab: 'home' })),
      await door.sendText(command),
    ])
      expect(answer).toEqual({ statusCode: 401, body: '' });
    untouched(door, ticket);
    expect(methods(door)).toEqual([]);
    expect(door.log.lines.join()).toContain('"reason":"wrong-team"');
  });

  test('while the id of our workspace is not stored, nothing is claimed or sent, and the person gets the reason', async () => {
    const says = '등록되지 않아';
    let workspace: typeof WORKSPACE | undefined = WORKSPACE;
    const door = await openDoor({
      requestKeys: async () => ({ signingSecrets: [SIGNING_SECRET], ...(workspace && { workspace }) }),
    });
    const [reply, confirm] = [door.put(), door.put({ kind: 'confirm', answerId: '2' })];
    const form = await openForm(door, reply);
    door.asked.length = 0;
    workspace = undefined;
    expect(errorOf(await door.send(fill(form, TEXT)))).toContain(says);
    await door.send(click(reply, 'claim'));
    await door.send(click(confirm, 'confirm'));
    await door.send(click(reply, 'reply'));
    untouched(door, reply);
    untouched(door, confirm);
    expect(methods(door)).toEqual(Array.from({ length: 3 }, () => 'chat.postEphemeral'));
    for (const line of ephemerals(door).split('\n')) expect(line).toContain(says);
  });

  test('shows a text that pings or breaks out of a block as it is, and sends it to Coupang as it is', async () => {
    const { door, ticket } = await openTicket();
    const text = '<!channel> <@U0BOSS> ``` *굵게* &lt;!here&gt;\n> 교환해 드리겠습니다. "}]}';
    const { preview, response } = await sendTwice(door, ticket, text);
    expect(answerOf(response)).toEqual({ response_action: 'clear' });
    expect(preview.blocks).toContainEqual({
      type: 'rich_text',
      elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text }] }],
    });
    expect(door.ticket(ticket)?.facts.act?.text).toBe(text);
  });

  test.each<[string, (metadata: string, other: Ticket) => string]>([
    ['another vendor’s ticket', (metadata, other) => metadata.replace(/KR\/[^"]*/, ticketId(other.key))],
    [
      'another vendor’s ticket and channel',
      (metadata, other) => metadata.replace(/KR\/[^"]*/, ticketId(other.key)).replace('C0CS', 'C0OTHER'),
    ],
    ['a ticket that is not there', (metadata) => metadata.replace(/\/\d+"/, '/999"')],
    ['a vendor that is not configured', (metadata) => metadata.replace('A00012345', 'A99999999')],
    ['no ticket’s name', (metadata) => metadata.replace(/KR\/[^"]*/, '../../state')],
    ['another mark', (metadata) => metadata.replace(/"mark":"[^"]*/, '"mark":"forged')],
  ])('sends nothing for a forged private_metadata, with %s', async (_what, forge) => {
    const { door, ticket } = await openTicket();
    const other = door.put({ vendorId: 'A00054321' });
    const form = await openForm(door, ticket);
    const response = await door.send(fill(form, TEXT, { metadata: forge(form.private_metadata, other) }));
    expect(answerOf(response).response_action).toBe('errors');
    untouched(door, ticket);
    untouched(door, other);
  });

  test('does not skip the guard for a forged private_metadata that claims a preview', async () => {
    const { door, ticket, form } = await openReplyForm({ acting: { guard: { link: 'block' } } });
    const text = `${TEXT} https://example.com`;
    const metadata = form.private_metadata.replace('}', `,"seen":"${replyMark(text)}"}`);
    expect(errorOf(await door.send(fill(form, text, { metadata })))).toMatch(/링크가 있습니다/);
    untouched(door, ticket);
  });

  test('answers a private_metadata that is not JSON with a receipt', async () => {
    const { door, ticket, form } = await openReplyForm();
    expect(await door.send(fill(form, TEXT, { metadata: '{' }))).toEqual(EMPTY);
    untouched(door, ticket);
  });

  test("refuses a click on another vendor’s ticket from the attacker's own channel", async () => {
    const door = await openDoor();
    const other = door.put({ vendorId: 'A00054321' });
    await door.send(click(other, 'claim', { channel: 'C0CS' }));
    untouched(door, other);
    expect(ephemerals(door)).toMatch(/^C0CS U0CS: 이 업체의 건을 처리할 권한이/);
    await door.send(click(other, 'claim', { channel: 'C0OTHER' }));
    expect(door.ticket(other)?.facts.claimedBy).toBe('U0CS');
  });
});

describe('a press on a card (A1, A2)', () => {
  const people = { acting: { claim: 'people' } };
  const guest = { user: { id: 'U0GUEST' } };
  const confirm = { kind: 'confirm' } as const;
  test.each<{
    what: string;
    options?: Options;
    on?: TicketFields;
    action: string;
    how?: Click;
    says: string;
  }>([
    {
      what: 'while acting is off',
      options: { config: { acting: 'off' } },
      action: 'claim',
      says: '권한이 없습니다',
    },
    {
      what: 'for a vendor that is not live',
      options: { live: false },
      action: 'claim',
      says: '권한이 없습니다',
    },
    { what: 'to reply after the deadline (A5)', on: { dueAt: NOW }, action: 'reply', says: '마감이 지나' },
    {
      what: 'to confirm after the deadline (A5)',
      on: { ...confirm, dueAt: NOW },
      action: 'confirm',
      says: '마감이 지나',
    },
    { what: 'to reply without a WING id', action: 'reply', how: guest, says: 'WING 아이디가 등록되지' },
    {
      what: 'to confirm without one',
      on: confirm,
      action: 'confirm',
      how: guest,
      says: 'WING 아이디가 등록되지',
    },
    {
      what: 'to claim without the right',
      options: people,
      action: 'claim',
      how: guest,
      says: '처리할 권한이',
    },
    { what: 'to look up without it', options: people, action: 'look-up', how: guest, says: '처리할 권한이' },
    { what: 'to assign to Slackbot', action: 'assign', how: { to: 'USLACKBOT' }, says: '<@USLACKBOT>' },
    {
      what: 'to assign to a guest',
      options: people,
      action: 'assign',
      how: { to: 'U0GUEST' },
      says: '<@U0GUEST>',
    },
    {
      what: 'to snooze what another has claimed',
      on: { claimedBy: 'U0OTHER', claimedAt: NOW },
      action: 'snooze',
      how: { option: '1h' },
      says: '알림은 담당자만',
    },
  ])(
    '$what is refused with a reason for its person alone',
    async ({ options, on, action, how = {}, says }) => {
      const { door, ticket } = await openTicket(options, on);
      expect(await door.send(click(ticket, action, how))).toEqual(EMPTY);
      untouched(door, ticket);
      expect(methods(door)).toEqual(['chat.postEphemeral']);
      expect(ephemerals(door)).toMatch(new RegExp(`^C0CS ${how.user?.id ?? 'U0CS'}: .*${says}`));
    },
  );

  test('claims, assigns and releases', async () => {
    const { door, ticket } = await openTicket();
    await door.send(click(ticket, 'claim'));
    expect(door.ticket(ticket)?.facts).toMatchObject({ claimedBy: 'U0CS', claimedAt: NOW });
    await door.send(click(ticket, 'assign', { to: 'U0NEW' }));
    expect(door.ticket(ticket)?.facts.claimedBy).toBe('U0NEW');
    await door.send(click(ticket, 'release', { user: { id: 'U0NEW' } }));
    expect(door.ticket(ticket)?.facts.claimedBy).toBeUndefined();
    expect(door.ticket(ticket)?.facts.history.map(({ deed }) => deed?.did)).toEqual([
      'claimed',
      'assigned',
      'released',
    ]);
    expect(methods(door)).toEqual([]);
  });

  test('snoozes, and ignores an unknown choice', async () => {
    const { door, ticket } = await openTicket({}, { claimedBy: 'U0CS', claimedAt: NOW });
    await door.send(click(ticket, 'snooze', { option: 'constructor' }));
    await door.send(click(ticket, 'snooze'));
    expect(methods(door)).toEqual([]);
    expect(door.ticket(ticket)).toEqual(ticket);
    await door.send(click(ticket, 'snooze', { option: '1h' }));
    expect(door.ticket(ticket)?.facts.snoozed).toEqual({ by: 'U0CS', until: NOW + HOUR });
  });

  test('A6: lets only members of the user group claim, and asks Slack once in five minutes', async () => {
    let members: string[] = ['U0MEMBER'];
    const isList = (method: string) => method === 'usergroups.users.list';
    const slack = (method: string) => (isList(method) ? { ok: true, users: members } : { ok: true });
    const { door, ticket } = await openTicket({ acting: { claim: 'S0MADEUP' }, slack });
    await door.send(click(ticket, 'claim', { user: { id: 'U0OTHER' } }));
    expect(ephemerals(door)).toMatch(/^C0CS U0OTHER: 정해진 사용자 그룹만/);
    members = ['U0OTHER', 'U0NEW'];
    await door.send(click(ticket, 'claim', { user: { id: 'U0MEMBER' } }));
    expect(door.ticket(ticket)?.facts.claimedBy).toBe('U0MEMBER');
    door.advance(5 * MINUTE);
    await door.send(click(ticket, 'assign', { to: 'U0NEW', user: { id: 'U0OTHER' } }));
    expect(door.ticket(ticket)?.facts.claimedBy).toBe('U0NEW');
    const lists = door.asked.filter(({ method }) => isList(method));
    expect(lists.map(({ form }) => form['usergroup'])).toEqual(['S0MADEUP', 'S0MADEUP']);
  });

  test('A6: if Slack answers without the members of the user group, the person is notified, and nothing is done', async () => {
    const { door, ticket } = await openTicket({ acting: { claim: 'S0MADEUP' } });
    await door.send(click(ticket, 'claim', { user: { id: 'U0MEMBER' } }));
    expect(ephemerals(door)).toMatch(/^C0CS U0MEMBER: Slack에서 사용자 그룹을 조회하지 못해/);
    expect(door.ticket(ticket)).toEqual(ticket);
    expect(door.log.lines.join()).toContain('the user group S0MADEUP: its members cannot be read');
  });

  test('A6: refuses a late press by the current state of the ticket, and names the person who was faster', async () => {
    const { door, ticket } = await openTicket({}, { kind: 'confirm' });
    const { facts } = makeClosedTicket({ outcome: 'withdrawn' });
    const ended = () => void door.put({ ...facts, kind: 'confirm', version: 2 });
    door.afterRead(ended);
    await door.send(click(ticket, 'confirm'));
    expect(ephemerals(door)).toContain(WORDING.ko.outcome.withdrawn);
    const other = door.put({ answerId: '2' });
    door.afterRead(() => void door.put({ answerId: '2', claimedBy: 'U0FAST', claimedAt: NOW, version: 2 }));
    await door.send(click(other, 'claim'));
    expect(ephemerals(door)).toMatch(/<@U0FAST>님이 담당하고 있습니다/);
  });

  test('answers with a receipt even if Slack does not accept the refusal', async () => {
    const { door, ticket } = await openTicket(
      { slack: () => ({ ok: false, error: 'user_not_in_channel' }) },
      { claimedBy: 'U0OTHER', claimedAt: NOW },
    );
    expect(await door.send(click(ticket, 'claim'))).toEqual(EMPTY);
    expect(door.log.lines.join('\n')).toMatch(/user_not_in_channel/);
  });

  test('notifies the person if the store fails, in the thread of a card in a thread', async () => {
    const { door, ticket } = await openTicket();
    const pressed = click(ticket, 'claim');
    const inThread = (threadTs: string) => ({
      ...pressed,
      container: { ...pressed.container, thread_ts: threadTs },
    });
    door.breakStore(OUTAGE);
    expect(await door.send(inThread('1764046700.000100'))).toEqual(EMPTY);
    // A card with replies is in its own thread. People look at the channel.
    await door.send(inThread(pressed.container.message_ts));
    expect(door.asked.map(({ form }) => form['thread_ts'])).toEqual(['1764046700.000100', undefined]);
    expect(ephemerals(door)).toMatch(/^C0CS U0CS: 지금은 처리하지 못했습니다/);
    expect(door.log.lines.join()).toContain('made-up outage');
  });

  test('notifies the person of a defect, and the function fails, so that its alarm rings', async () => {
    const { door, ticket, form } = await openReplyForm();
    door.breakStore(new TypeError('made-up defect'));
    await expect(door.send(click(ticket, 'claim'))).rejects.toThrow('made-up defect');
    await expect(door.send(fill(form, TEXT))).rejects.toThrow('made-up defect');
    expect(ephemerals(door)).toMatch(/^C0CS U0CS: 지금은 처리하지 못했습니다/);
  });

  test.each(['open-wing', 'made-up'])('needs no more than a receipt for the button %s', async (action) => {
    const door = await openDoor();
    expect(await door.send(click(door.put(), action))).toEqual(EMPTY);
    expect(door.log.lines).toEqual([]);
  });
});

describe('emojis, commands and events', () => {
  const reaction = (name: string, item: object = {}) =>
    JSON.stringify({
      type: 'event_callback',
      team_id: 'T0OURS',
      event_id: `Ev0${name}`,
      event: {
        type: 'reaction_added',
        user: 'U0CS',
        reaction: name,
        item: { type: 'message', channel: 'C0CS', ts: '1764046800.000100', ...item },
        event_ts: '1764046805.000100',
      },
    });
  /** Slack returns the message of a ticket, which has this name. */
  const openWith = async (acting: { reactions?: 'on' }, name = 'card') => {
    const messages: object[] = [];
    const door = await openDoor({
      acting,
      slack: (method) => (method === 'conversations.replies' ? { ok: true, messages } : { ok: true }),
    });
    const ticket = door.put();
    const metadata = {
      event_type: 'coupang_ticket',
      event_payload: { key: ticketId(ticket.key), name },
    };
    messages.push({ ts: '1764046800.000100', metadata });
    return { door, ticket };
  };

  test('👀 on a card claims it, ✅ asks for a look-up, any other emoji does nothing', async () => {
    const { door, ticket } = await openWith({ reactions: 'on' });
    expect(await door.sendText(reaction('eyes::skin-tone-2'))).toEqual(EMPTY);
    expect(door.ticket(ticket)?.facts.claimedBy).toBe('U0CS');
    await door.sendText(reaction('white_check_mark'));
    expect(door.ticket(ticket)?.facts.act).toMatchObject({ do: 'look-up', id: 'Ev0white_check_mark' });
    await door.sendText(reaction('tada'));
    expect(methods(door)).toEqual(['conversations.replies', 'conversations.replies']);
  });

  test('C5: a failure is explained in the language of the channel', async () => {
    const vendor = { live: true, fallbackChannel: 'C0OPS', acting: { people: { U0CS: { wingId: 'cs01' } } } };
    const { door, ticket } = await openTicket(
      {
        config: {
          vendors: [
            { ...vendor, id: 'A00012345', market: 'KR', label: 'AA몰', channel: 'C0CS' },
            { ...vendor, id: 'A00054321', market: 'TW', label: 'BB', channel: 'C0OTHER' },
          ],
        },
        ...refusing('views.open', 'expired_trigger_id'),
      },
      { market: 'TW', vendorId: 'A00054321' },
    );
    await door.send(click(ticket, 'reply', { channel: 'C0OTHER' }));
    expect(ephemerals(door)).toContain('目前無法處理');
  });

  test('an emoji on a message that is no card does nothing', async () => {
    const { door, ticket } = await openWith({ reactions: 'on' }, 'breach');
    expect(await door.sendText(reaction('eyes'))).toEqual(EMPTY);
    expect(door.ticket(ticket)).toEqual(ticket);
    expect(ephemerals(door)).toBe('');
  });

  test('an emoji on a card does nothing while reactions are off, and its person is notified', async () => {
    const { door, ticket } = await openWith({});
    expect(await door.sendText(reaction('eyes'))).toEqual(EMPTY);
    expect(door.ticket(ticket)).toEqual(ticket);
    expect(ephemerals(door)).toMatch(/^C0CS U0CS: 이모지 반응으로 처리하는 기능이 꺼져 있습니다/);
    await door.sendText(reaction('tada'));
    expect(ephemerals(door).split('\n')).toHaveLength(1);
  });

  test("an emoji on somebody else's message does nothing, and Slack is not called", async () => {
    const door = await openDoor({
      acting: { reactions: 'on' },
      slack: () => ({ ok: false, error: 'fatal_error' }),
    });
    const event = reaction('eyes')
      .replace('{', '{"authorizations":[{"user_id":"U0BOT","is_bot":true}],')
      .replace('"event_ts"', '"item_user":"U0COLLEAGUE","event_ts"');
    expect(await door.sendText(event)).toEqual(EMPTY);
    expect(methods(door)).toEqual([]);
    await door.sendText(event.replace('U0COLLEAGUE', 'U0BOT'));
    expect(methods(door)).toEqual(['conversations.replies', 'chat.postEphemeral']);
  });

  test('an emoji in a direct message, which has no card and must not be read, does nothing', async () => {
    const unreadable = refusing('conversations.replies', 'missing_scope');
    const door = await openDoor({ acting: { reactions: 'on' }, ...unreadable });
    expect(await door.sendText(reaction('white_check_mark', { channel: 'D0ME' }))).toEqual(EMPTY);
    expect(methods(door)).toEqual([]);
  });

  test('Slack’s check of the address gets its challenge back', async () => {
    const door = await openDoor();
    const response = await door.sendText(JSON.stringify({ type: 'url_verification', challenge: '3eZbrw1a' }));
    expect(response).toMatchObject({ statusCode: 200, body: '{"challenge":"3eZbrw1a"}' });
  });

  test.each([
    '',
    'ssl_check=1&token=x',
    'payload=%7B',
    '{"type":"event_callback"}',
    '[]',
    '{',
    'payload=null',
  ])('an unknown request gets a receipt: %j', async (text) => {
    expect(await (await openDoor()).sendText(text)).toEqual(EMPTY);
  });
});
