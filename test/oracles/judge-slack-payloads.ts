import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod/mini';
import { CHANNEL, startTestSlack } from '../fixtures/slack/start-test-slack.ts';
import { SECRET, startApp } from '../fixtures/slack/start-app.ts';

// Slack's own types judge what fake-slack sends to an app. SLACK_BOLT: the folder where @slack/bolt is installed; it is not part of this
// project, since it brings a web server along. Prints one line for the summary of .ci/run. Exit code 1: a payload has another type.

const HANA = { id: 'U0HANA', name: '하나' };
const plain = (text: string) => ({ type: 'plain_text', text });
const OPTION = { text: plain('하나'), value: 'hana' };
const ELEMENTS = [
  { type: 'button', text: plain('담당하기'), action_id: 'claim', value: 'made-up' },
  { type: 'users_select', action_id: 'assign', placeholder: plain('담당 지정') },
  { type: 'static_select', action_id: 'choose', placeholder: plain('선택'), options: [OPTION] },
];
const BLOCKS = [
  { type: 'section', text: { type: 'mrkdwn', text: 'card' } },
  { type: 'actions', elements: ELEMENTS },
];
const MODAL = {
  type: 'modal',
  callback_id: 'reply',
  private_metadata: 'made-up',
  title: plain('답변'),
  submit: plain('보내기'),
  blocks: [
    {
      type: 'input',
      block_id: 'text',
      label: plain('답변'),
      element: { type: 'plain_text_input', action_id: 'text' },
    },
    { type: 'actions', block_id: 'block-1', elements: ELEMENTS },
  ],
};
const triggered = z.looseObject({ trigger_id: z.string() });

/** A payload of each kind, by the name of its type in Bolt. */
const collect = async (): Promise<[type: string, payload: unknown][]> => {
  const app = await startApp();
  const started = await startTestSlack({ people: [HANA], signingSecret: SECRET });
  try {
    const { interactions, ...slack } = started.slack();
    await slack.connectApp(app.url);
    const ts = await started.post('card', { blocks: BLOCKS });
    const made: [string, unknown][] = [];
    const take = (type: string): void => void made.push([type, app.received.at(-1)?.payload]);
    const choose = (actionId: string, choice?: string) => ({
      blockId: 'block-1',
      actionId,
      ...(choice !== undefined && { choice }),
    });

    await interactions.press(HANA.id, { channel: CHANNEL, ts }, choose('claim'));
    take('Here<BlockAction<ButtonAction>>');
    const { trigger_id } = triggered.parse(app.received.at(-1)?.payload);
    await interactions.press(HANA.id, { channel: CHANNEL, ts }, choose('assign', HANA.id));
    take('Here<BlockAction<UsersSelectAction>>');
    await interactions.press(HANA.id, { channel: CHANNEL, ts }, choose('choose', OPTION.value));
    take('Here<BlockAction<StaticSelectAction>>');
    await started.call('views.open', { trigger_id, view: MODAL });
    const view = interactions.modal(HANA.id)?.id ?? '';
    const filled = [{ blockId: 'text', actionId: 'text', value: 'made-up' }];
    await interactions.pressInView(HANA.id, view, choose('claim'), filled);
    take('Here<BlockAction<ButtonAction>>');
    await interactions.submit(HANA.id, view, filled);
    take('Here<ViewSubmitAction>');
    await interactions.command(HANA.id, CHANNEL, '/cs', 'help');
    take('Command');
    await interactions.openHome(HANA.id);
    take('EnvelopedEvent<AppHomeOpenedEvent>');
    await interactions.react(HANA.id, { channel: CHANNEL, ts }, 'eyes');
    // Nobody waits for this event.
    for (let tries = 0; tries < 100 && app.received.length === made.length; tries += 1) await sleep(20);
    take('EnvelopedEvent<ReactionAddedEvent>');
    return made;
  } finally {
    await started.stop();
    await app.close();
  }
};

const folder = resolve(process.env['SLACK_BOLT'] ?? '');
/** The compiler's errors for these payloads. */
const judge = (payloads: readonly (readonly [type: string, payload: unknown])[]): string => {
  const file = join(folder, 'payloads.mts');
  const lines = payloads.map(
    ([type, payload], index) =>
      `export const payload${index}: ${type} = ${JSON.stringify(payload, undefined, 1)};`,
  );
  writeFileSync(file, `${HEAD}\n${lines.join('\n')}\n`);
  const tsc = resolve('node_modules/.bin/tsc');
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'esnext', '--module', 'nodenext'];
  const { stdout, status } = spawnSync(tsc, [...options, '--types', 'node', file], {
    cwd: folder,
    encoding: 'utf8',
  });
  return status === 0 ? '' : stdout;
};
/**
 * Three differences from Bolt's types: an app of one workspace gets null for its enterprise, and a view's user has a username (source:
 * docs.slack.dev, block_actions and view payloads); fake-slack offers no `response_url`.
 */
const HEAD = `import type { BlockAction, ButtonAction, EnvelopedEvent, SlashCommand, StaticSelectAction, UsersSelectAction, ViewSubmitAction } from '@slack/bolt';
import type { AppHomeOpenedEvent, ReactionAddedEvent } from '@slack/types';
type Here<T> = Omit<T, 'enterprise' | 'response_url' | 'user'> & { enterprise: null; user: { id: string; name: string; username: string; team_id: string } };
type Command = { [Key in keyof SlashCommand as string extends Key ? never : number extends Key ? never : Exclude<Key, 'response_url'>]: SlashCommand[Key] };
`;

const payloads = await collect();
const errors = judge(payloads);
const [first = ['', {}]] = payloads;
const planted = judge([[first[0], { ...z.record(z.string(), z.unknown()).parse(first[1]), trigger_id: 1 }]]);
if (!planted.includes("Type 'number' is not assignable to type 'string'"))
  throw new Error(`The planted fault was not found. The compiler says: ${planted}`);
if (errors !== '') throw new Error(errors);
console.log(`Slack's types: ${payloads.length} kinds of payload, one planted fault found`);
