import { expect, test } from '@jest/globals';
import { createDoorMessenger } from '../../../lib/slack/create-door-messenger.ts';
import { failureOf } from './failure-of.ts';
import { madeUpTicket, madeUpVendor } from './made-up-ticket.ts';
import { slackAt } from './slack-at.ts';
import { parseJson } from './start-channel.ts';
import { type SlackAnswer, startSlack } from './start-slack.ts';

const open = async (part: 'order' | 'exchanges', answer: SlackAnswer) => {
  const slack = await startSlack(() => answer);
  const door = createDoorMessenger(slackAt(slack.url), {
    vendorOf: () => madeUpVendor(),
    languageIn: () => 'ko',
    language: 'ko',
    now: () => 0,
  });
  const press = { part, triggerId: '1.2.abc', by: 'U0CS', channel: 'C0CS', order: 0 };
  return { opening: door.openOrder(press, madeUpTicket()), requests: slack.requests };
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
