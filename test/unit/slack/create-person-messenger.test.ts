import { expect, test } from '@jest/globals';
import { createPersonMessenger } from '../../../lib/slack/create-person-messenger.ts';
import { failureOf } from './failure-of.ts';
import { slackAt } from './slack-at.ts';
import { madeUpTicket, madeUpVendor } from './made-up-ticket.ts';
import { parseJson } from './start-channel.ts';
import { type SlackAnswer, startSlack } from './start-slack.ts';

const refuse = async (
  answer: (method: string) => SlackAnswer,
  text?: string,
  ticket = madeUpTicket(),
  sent: { sendingAt?: number } = {},
) => {
  const slack = await startSlack(({ method }) => answer(method));
  const people = createPersonMessenger(slackAt(slack.url), () => madeUpVendor());
  const person = { by: 'U0MADEUP1', channel: 'C0CS', ...sent };
  return {
    sending: people.refused(person, ticket, { code: 'closed' }, text),
    requests: slack.requests,
  };
};

test('R29: only the person sees it, in the channel of the press', async () => {
  const { sending, requests } = await refuse(() => ({ ok: true }));
  await sending;
  expect(requests.map(({ method }) => method)).toEqual(['chat.postEphemeral']);
  const form = requests[0]?.form ?? {};
  expect(form).toMatchObject({ channel: 'C0CS', user: 'U0MADEUP1', parse: 'none', link_names: 'false' });
});

test('R29: an unsent text goes back by a direct message, which stays', async () => {
  const { sending, requests } = await refuse(() => ({ ok: true }), 'Made up.');
  await sending;
  expect(requests.map(({ method }) => method)).toEqual(['chat.postMessage']);
  expect(requests[0]?.form).toMatchObject({ channel: 'U0MADEUP1' });
  expect(JSON.stringify(parseJson(requests[0]?.form['blocks']))).toContain('Made up.');
});

test('R29: the text is in the channel if Slack accepts no direct message', async () => {
  const { sending, requests } = await refuse(
    (method) =>
      method === 'chat.postMessage' ? { ok: false, error: 'messages_tab_disabled' } : { ok: true },
    'Made up.',
  );
  await sending;
  expect(requests.map(({ method }) => method)).toEqual(['chat.postMessage', 'chat.postEphemeral']);
  expect(requests[1]?.form).toMatchObject({ channel: 'C0CS', user: 'U0MADEUP1' });
});

test('R29: a card in a list’s thread is answered in that thread, and not in another channel', async () => {
  const threadOf = async (channel: string) => {
    const { sending, requests } = await refuse(
      () => ({ ok: true }),
      undefined,
      madeUpTicket({ channel, threadTs: '1.2' }),
    );
    await sending;
    return requests[0]?.form['thread_ts'];
  };
  expect(await threadOf('C0CS')).toBe('1.2');
  expect(await threadOf('C0OTHER')).toBeUndefined();
});

test('R29: a text is not called unsent if its call may have arrived', async () => {
  const { sending, requests } = await refuse(() => ({ ok: true }), 'Made up.', madeUpTicket(), {
    sendingAt: 1,
  });
  await sending;
  expect(JSON.stringify(parseJson(requests[0]?.form['blocks']))).toContain('WING에서 먼저');
});

test.each(['user_not_in_channel', 'channel_not_found', 'is_archived'])(
  'R29: it is a direct message if Slack answers %s',
  async (error) => {
    const { sending, requests } = await refuse((method) =>
      method === 'chat.postEphemeral' ? { ok: false, error } : { ok: true },
    );
    await sending;
    expect(requests.map(({ method }) => method)).toEqual(['chat.postEphemeral', 'chat.postMessage']);
    expect(requests[1]?.form).toMatchObject({ channel: 'U0MADEUP1' });
  },
);

test.each<[string, SlackAnswer]>([
  ['rate-limited', { status: 429, headers: { 'retry-after': '7' } }],
  ['unsure', 'hang up'],
  ['token-unusable', { ok: false, error: 'token_revoked' }],
])('R29: nothing else is tried now if Slack is %s', async (kind, answer) => {
  const { sending, requests } = await refuse(() => answer);
  expect(await failureOf(sending)).toMatchObject({ kind });
  expect(new Set(requests.map(({ method }) => method))).toEqual(new Set(['chat.postEphemeral']));
});

test('a person whom Slack reaches nowhere is a separate failure', async () => {
  const { sending } = await refuse(() => ({ ok: false, error: 'messages_tab_disabled' }));
  expect((await failureOf(sending)).retryable).toBe(false);
});
