import { describe, expect, test } from '@jest/globals';
import { createDoorMessenger } from '../../../lib/slack/create-door-messenger.ts';
import { WORDING } from '../../../lib/slack/wording/wording.ts';
import type { ViewRef } from '../../../lib/workflows/ports/slack.ts';
import { failureOf } from './failure-of.ts';
import { madeUpTicket, madeUpVendor } from './made-up-ticket.ts';
import { slackAt } from './slack-at.ts';
import { parseJson } from './start-channel.ts';
import { type SlackAnswer, startSlack } from './start-slack.ts';

const open = async (
  part: 'order' | 'exchanges',
  answer: SlackAnswer,
  from: { triggerId: string } | { view: ViewRef } = { triggerId: '1.2.abc' },
) => {
  const slack = await startSlack(() => answer);
  const door = createDoorMessenger(slackAt(slack.url), {
    vendorOf: () => madeUpVendor(),
    languageIn: () => 'ko',
    language: 'ko',
    now: () => 0,
  });
  const ticket = madeUpTicket();
  const press = { part, ...from, by: 'U0CS', channel: 'C0CS', key: ticket.key, order: 0 };
  return { opening: door.openOrder(press, ticket), requests: slack.requests };
};

const OPENED = { ok: true, view: { id: 'V1', hash: '1.abc', type: 'modal' } };

test.each([
  ['order', 'views.open'],
  ['exchanges', 'views.push'],
] as const)('A10: opens the view of %s by %s, and returns its id and hash', async (part, method) => {
  const { opening, requests } = await open(part, OPENED);
  expect(await opening).toEqual({ id: 'V1', hash: '1.abc' });
  expect(requests.map((request) => request.method)).toEqual([method]);
  expect(requests[0]?.form).toMatchObject({ trigger_id: '1.2.abc' });
  expect(parseJson(requests[0]?.form['view'])).toMatchObject({ type: 'modal', callback_id: 'order' });
});

test.each([
  ['no view', { ok: true }],
  ['a view without an id', { ok: true, view: { hash: '1.abc' } }],
  ['a view without a hash', { ok: true, view: { id: 'V1' } }],
])('A10: fails if Slack answers with %s', async (_what, answer) => {
  const { opening } = await open('order', answer);
  expect(await failureOf(opening)).toMatchObject({ kind: 'unsure', reason: 'unreadable_answer' });
});

describe('A10: an open view in which a person asks again', () => {
  const view = { id: 'V0', hash: '1.old' };

  test.each(['order', 'exchanges'] as const)('waits again for the %s, under a new hash', async (part) => {
    const { opening, requests } = await open(part, OPENED, { view });
    expect(await opening).toEqual({ id: 'V1', hash: '1.abc' });
    expect(requests.map((request) => request.method)).toEqual(['views.update']);
    expect(requests[0]?.form).toMatchObject({ view_id: 'V0', hash: '1.old' });
    expect(requests[0]?.form).not.toHaveProperty('trigger_id');
    const sent = requests[0]?.form['view'] ?? '';
    expect(sent).toContain(WORDING.ko.orderView.loading);
    expect(sent).toContain(`\\"part\\":\\"${part}\\"`);
  });

  test.each(['not_found', 'hash_conflict'])(
    'is closed if Slack answers %s, which is no error',
    async (error) => {
      const { opening, requests } = await open('order', { ok: false, error }, { view });
      expect(await opening).toBe('closed');
      expect(requests).toHaveLength(1);
    },
  );

  test('fails after another error', async () => {
    const { opening } = await open('order', { ok: false, error: 'view_too_large' }, { view });
    expect(await failureOf(opening)).toMatchObject({ reason: 'view_too_large' });
  });
});

test('A10: fails if a trigger opens nothing because its view was closed', async () => {
  const { opening } = await open('exchanges', { ok: false, error: 'not_found' });
  expect(await failureOf(opening)).toMatchObject({ reason: 'not_found' });
});
