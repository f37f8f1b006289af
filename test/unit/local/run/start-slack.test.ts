import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { TERMINAL_TEXTS } from '../../../../local/page/texts.ts';
import { parseConfig } from '../../../../lib/config/parse-config.ts';
import { createClosers } from '../../../../local/common/closers.ts';
import { openRealClock } from '../../../../local/common/laptop-clock.ts';
import { startSlack } from '../../../../local/run/start-outside.ts';
import written from '../../../../notifier.config.ts';
import { startStandInSlack } from '../../admin/stand-in-slack.ts';
import { makeTempDir } from '../temp-dirs.ts';

const TOKEN = 'xoxb-made-up';
let lines: string[];
let answer: object;
let channel: object;
let standIn: Awaited<ReturnType<typeof startStandInSlack>>;
const closers = createClosers(() => undefined);

beforeEach(async () => {
  lines = [];
  channel = { ok: true, channel: { name: '문의' } };
  standIn = await startStandInSlack({ 'auth.test': () => answer, 'conversations.info': () => channel });
  closers.add(standIn.close);
});
afterEach(() => closers.closeAll());

const start = async (slack?: { appToken?: string }) => {
  const dataDir = makeTempDir();
  const settings = {
    config: parseConfig({ ...written, acting: 'on' }, 'made-up.config.ts'),
    people: [],
    dataDir,
    ...(slack && { slack: { apiUrl: standIn.slackApiUrl, botToken: TOKEN, ...slack } }),
  };
  const clock = await openRealClock(dataDir, Date.now);
  closers.add(clock.stop);
  const started = await startSlack(settings, {
    closers,
    clock,
    print: (line) => void lines.push(line),
    texts: TERMINAL_TEXTS.en,
  });
  return started.slack.workspace;
};

test('a laptop with a real Slack asks once for the workspace of its token', async () => {
  answer = { ok: true, team_id: 'T0OURS', enterprise_id: 'E0OURS' };
  expect(await start({ appToken: 'xapp-made-up' })).toEqual({ teamId: 'T0OURS', enterpriseId: 'E0OURS' });
  expect(
    standIn.calls.map(({ method }) => method).filter((method) => method !== 'conversations.info'),
  ).toEqual(['auth.test']);
});

test('a laptop without presses does not ask Slack for the workspace', async () => {
  expect(await start({})).toBeUndefined();
  expect(standIn.calls.map(({ method }) => method)).not.toContain('auth.test');
});

test('a laptop with a real Slack asks once for each channel’s name, and prints it', async () => {
  await start({});
  expect(lines).toEqual([`Slack: ${standIn.slackApiUrl}, channels #문의, #문의, #문의`]);
  expect(standIn.calls.map(({ method }) => method)).toEqual(Array(3).fill('conversations.info'));
});

test.each([
  { ok: false, error: 'missing_scope', needed: 'channels:read' },
  { ok: true, channel: {} },
])('a laptop prints the id of a channel that Slack does not name: %j', async (refused) => {
  channel = refused;
  await start({});
  expect(lines).toEqual([`Slack: ${standIn.slackApiUrl}, channels C0CS, C0OPS, C0LEAD`]);
});

test('a laptop starts without the workspace if Slack does not return it, and prints that buttons refuse presses', async () => {
  answer = { ok: false, error: 'invalid_auth' };
  expect(await start({ appToken: 'xapp-made-up' })).toBeUndefined();
  expect(lines.at(-1)).toContain('Slack does not return its workspace (invalid_auth)');
  expect(lines.join()).not.toContain(TOKEN);
});

test('a laptop with the local Slack knows its workspace', async () => {
  expect(await start()).toEqual({ teamId: 'T0LOCAL' });
});
