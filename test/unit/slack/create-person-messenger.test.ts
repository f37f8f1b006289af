import { describe, expect, test } from '@jest/globals';
import { createDoNotDisturb, createPersonMessenger } from '../../../lib/slack/create-person-messenger.ts';
import { failureOf } from './failure-of.ts';
import { madeUpTicket, madeUpVendor } from './made-up-ticket.ts';
import { slackAt } from './slack-at.ts';
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

describe('do-not-disturb (A9)', () => {
  const NOW = 1_764_050_000_000;
  const SECOND = NOW / 1000;

  const ask = async (answer: SlackAnswer) => {
    const slack = await startSlack(() => answer);
    const doNotDisturb = createDoNotDisturb(slackAt(slack.url), () => NOW);
    return { resting: doNotDisturb.resting(['U0ANN', 'U0BEN']), requests: slack.requests };
  };
  const spell = (from: number, until: number, enabled = true) => ({
    dnd_enabled: enabled,
    next_dnd_start_ts: SECOND + from,
    next_dnd_end_ts: SECOND + until,
  });

  test('is requested in a single call', async () => {
    const { resting, requests } = await ask({ ok: true, users: {} });
    expect(await resting).toEqual(new Set());
    expect(requests.map(({ method, form }) => [method, form['users']])).toEqual([
      ['dnd.teamInfo', 'U0ANN,U0BEN'],
    ]);
  });

  test.each<[string, ReturnType<typeof spell>, boolean]>([
    ['that has begun', spell(-10, 10), true],
    ['that begins this second', spell(0, 10), true],
    ['that ends this second', spell(-10, 0), false],
    ['that comes later', spell(10, 20), false],
    ['that is switched off', spell(-10, 10, false), false],
  ])('counts a spell %s: %j', async (_what, dndStatus, counts) => {
    const { resting } = await ask({ ok: true, users: { U0ANN: dndStatus } });
    expect((await resting).has('U0ANN')).toBe(counts);
  });

  test.each<[string, SlackAnswer, string]>([
    ['does not grant the scope', { ok: false, error: 'missing_scope' }, 'look-up-refused'],
    ['says nothing of people', { ok: true }, 'unsure'],
    ['does not answer', 'hang up', 'unsure'],
  ])('is unknown if Slack %s', async (_what, answer, kind) => {
    const { resting } = await ask(answer);
    expect((await failureOf(resting)).kind).toBe(kind);
  });
});
