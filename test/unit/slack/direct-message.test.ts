import { describe, expect, test } from '@jest/globals';
import { messageMetadata } from '../../../lib/slack/client/message-metadata.ts';
import type { HistoryLine } from '../../../lib/domain/ticket/ticket.ts';
import { HOUR } from '../../fixtures/domain/made-up.ts';
import { failureOf } from './failure-of.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from './made-up-ticket.ts';
import { parseJson, startChannel } from './start-channel.ts';
import type { SlackAnswer, SlackRequest } from './start-slack.ts';

const NOW = DUE_AT - HOUR;
const TS = '1764100000.000200';
const direct: HistoryLine = { name: `direct/1h/${DUE_AT}`, at: NOW };
const ticket = madeUpTicket({
  channel: 'C0CS',
  ts: '1764000000.000100',
  claimedBy: 'U0CLAIMER',
  claimedAt: NOW - HOUR,
  steps: [{ name: '1h', deadline: DUE_AT, at: NOW, tells: 'claimer' }],
  history: [{ name: `step/1h/${DUE_AT}`, at: NOW }, direct],
});
const vendor = madeUpVendor({ mentions: { '1h': ['S0CONFIGURED'] } });
const start = (answer: (request: SlackRequest) => SlackAnswer) => startChannel(answer, { vendor, now: NOW });
const slack = ({ method }: SlackRequest): SlackAnswer => {
  if (method === 'chat.getPermalink') return { ok: true, permalink: 'https://made-up.slack.com/card' };
  if (method === 'conversations.open') return { ok: true, channel: { id: 'D0CLAIMER' } };
  if (method === 'conversations.history')
    return { ok: true, messages: [{ ts: TS, metadata: messageMetadata(ticket.key, direct.name) }] };
  return { ok: true, channel: 'D0CLAIMER', ts: TS };
};

describe('the last warning by direct message (A9)', () => {
  test('goes to the claimer, names the ticket, links to its card, and mentions nobody of the team', async () => {
    const { channel, requests } = await start(slack);
    await channel.postLine(ticket, direct);
    const form = requests[1]?.form ?? {};
    expect(form).toMatchObject({ channel: 'U0CLAIMER' });
    expect(form).not.toHaveProperty('thread_ts');
    expect(form['blocks']).toContain('https://made-up.slack.com/card');
    expect(form['blocks']).toContain('<@U0CLAIMER>');
    expect(form['blocks']).not.toContain('S0CONFIGURED');
    expect(parseJson(form['metadata'])).toEqual(messageMetadata(ticket.key, direct.name));
  });

  test('R22: goes to the fallback channel, if requested', async () => {
    const { channel, requests } = await start(slack);
    await channel.postLine(ticket, direct, { fallback: true });
    expect(requests[1]?.form).toMatchObject({ channel: vendor.fallbackChannel });
  });

  test('R19: is searched for in the conversation with the claimer', async () => {
    const { channel, requests } = await start(slack);
    expect(await channel.lookFor(ticket, direct.name, NOW)).toMatchObject({ ts: TS });
    expect(requests.map(({ method, form }) => [method, form['users'] ?? form['channel']])).toEqual([
      ['conversations.open', 'U0CLAIMER'],
      ['conversations.history', 'D0CLAIMER'],
    ]);
  });

  test.each<[string, SlackAnswer, string]>([
    ['refuses the conversation', { ok: false, error: 'missing_scope' }, 'look-up-refused'],
    ['names no conversation', { ok: true }, 'unsure'],
  ])('R19: proves nothing if Slack %s', async (_what, answer, kind) => {
    const { channel } = await start(() => answer);
    expect((await failureOf(channel.lookFor(ticket, direct.name, NOW))).kind).toBe(kind);
  });
});
