import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { refusalOf, type StartedSlack, startLocalSlack } from './start-local-slack.ts';
import { removeTempDirs } from '../temp-dirs.ts';

const HANA = { id: 'U0HANA', name: '하나' };
const DURI = { id: 'U0DURI', name: '두리' };
let started: StartedSlack;
beforeEach(async () => {
  started = await startLocalSlack({ people: [HANA, DURI] });
});
afterEach(() => started.stop());
afterAll(removeTempDirs);

describe('direct messages of the local Slack', () => {
  test('are in the conversation with the person, and are found there', async () => {
    expect(await started.call('chat.postMessage', { channel: 'U0HANA', text: 'for you' })).toMatchObject({
      ok: true,
      channel: 'D0HANA',
    });
    expect(await started.call('conversations.open', { users: 'U0HANA' })).toMatchObject({
      channel: { id: 'D0HANA' },
    });
    expect(await started.history({ channel: 'D0HANA' })).toMatchObject([{ text: 'for you' }]);
    expect(await started.history({ channel: 'D0DURI' })).toEqual([]);
  });

  test('need their scopes, and an existing person', async () => {
    const open = (users: string) => started.call('conversations.open', { users });
    expect(await refusalOf(open('U0NOBODY'))).toMatchObject({ error: 'user_not_found' });
    expect(await refusalOf(open(''))).toMatchObject({ error: 'user_not_found' });
    started.slack().takeScope('im:write');
    expect(await refusalOf(open('U0HANA'))).toMatchObject({ error: 'missing_scope', needed: 'im:write' });
    started.slack().takeScope('im:history');
    expect(await refusalOf(started.history({ channel: 'D0HANA' }))).toMatchObject({
      error: 'missing_scope',
      needed: 'im:history',
    });
    expect(
      await refusalOf(started.call('chat.postMessage', { channel: 'U0NOBODY', text: 'x' })),
    ).toMatchObject({ error: 'channel_not_found' });
  });
});

describe('do-not-disturb of the local Slack', () => {
  test('is reported for each requested person', async () => {
    started.slack().disturbNot('U0HANA', 60_000);
    const second = started.clock.now / 1000;
    expect(await started.call('dnd.teamInfo', { users: 'U0HANA,U0DURI,U0NOBODY' })).toMatchObject({
      users: {
        U0HANA: { dnd_enabled: true, next_dnd_start_ts: second, next_dnd_end_ts: second + 60 },
        U0DURI: { dnd_enabled: false },
      },
    });
  });

  test('needs its scope', async () => {
    started.slack().takeScope('dnd:read');
    expect(await refusalOf(started.call('dnd.teamInfo', { users: 'U0HANA' }))).toMatchObject({
      error: 'missing_scope',
      needed: 'dnd:read',
    });
  });
});
