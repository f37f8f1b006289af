import { describe, expect, test } from '@jest/globals';
import type { Workspace } from '../../../../lib/config/read-secret.ts';
import { isOwnRequest, type Origin } from '../../../../lib/slack/requests/verify-request.ts';
import { parseRequest } from '../../../../lib/slack/requests/parse-request.ts';

const ALONE: Workspace = { teamId: 'T0OURS' };
const IN_ENTERPRISE: Workspace = { teamId: 'T0OURS', enterpriseId: 'E0OURS' };
const WHOLE_ENTERPRISE: Workspace = { teamId: 'E0OURS', enterpriseId: 'E0OURS' };

describe('a workspace without an enterprise', () => {
  test.each<[string, Origin, boolean]>([
    ['its own person', { person: 'T0OURS', team: 'T0OURS' }, true],
    ['its own person, without a team', { person: 'T0OURS' }, true],
    ['an event or a command', { team: 'T0OURS' }, true],
    ['a person of another workspace in a shared channel', { person: 'T0THEIRS', team: 'T0OURS' }, false],
    ['a person of another enterprise in a shared channel', { person: 'E0THEIRS', team: 'T0OURS' }, false],
    ['a form of another workspace', { person: 'T0THEIRS', team: 'T0THEIRS' }, false],
    ['an own person in a place of another workspace', { person: 'T0OURS', team: 'T0THEIRS' }, false],
    ['a command of another enterprise', { team: 'T0THEIRS', enterprise: 'E0THEIRS' }, false],
    ['nobody', {}, false],
    ['an enterprise alone', { enterprise: 'E0OURS' }, false],
  ])('%s', (_who, origin, isOwn) => {
    expect(isOwnRequest(origin, ALONE)).toBe(isOwn);
  });
});

describe.each([
  ['a workspace of an enterprise', IN_ENTERPRISE],
  ['a whole enterprise', WHOLE_ENTERPRISE],
])('%s', (_what, workspace) => {
  test.each<[string, Origin, boolean]>([
    ['a person of it', { person: 'E0OURS', team: 'T0BRANCH', enterprise: 'E0OURS' }, true],
    ['a person of it, without a team', { person: 'E0OURS', enterprise: 'E0OURS' }, true],
    ['a form of a branch', { person: 'T0BRANCH', team: 'T0BRANCH', enterprise: 'E0OURS' }, true],
    ['a form of a branch, without a team', { person: 'T0BRANCH', enterprise: 'E0OURS' }, true],
    ['a command of a branch', { team: 'T0BRANCH', enterprise: 'E0OURS' }, true],
    [
      'another workspace in a shared channel',
      { person: 'T0THEIRS', team: 'T0OURS', enterprise: 'E0OURS' },
      false,
    ],
    [
      'another enterprise in a shared channel',
      { person: 'E0THEIRS', team: 'T0OURS', enterprise: 'E0OURS' },
      false,
    ],
    ['another enterprise', { person: 'E0THEIRS', team: 'T0THEIRS', enterprise: 'E0THEIRS' }, false],
    [
      'another enterprise in a shared channel, without a team',
      { person: 'E0THEIRS', enterprise: 'E0OURS' },
      false,
    ],
    ['our id with another enterprise', { person: 'T0OURS', team: 'T0OURS', enterprise: 'E0THEIRS' }, false],
    ['a workspace that names no enterprise', { person: 'T0THEIRS', team: 'T0THEIRS' }, false],
    ['nobody', { enterprise: 'E0THEIRS' }, false],
  ])('%s', (_who, origin, isOwn) => {
    expect(isOwnRequest(origin, workspace)).toBe(isOwn);
  });
});

describe('the origin that a payload names', () => {
  const press = (fields: object) => {
    const payload = {
      type: 'block_actions',
      user: { id: 'U0CS', team_id: 'E0OURS' },
      trigger_id: '1.2',
      container: { type: 'message', message_ts: '1764046800.000100', channel_id: 'C0CS' },
      actions: [
        { action_id: 'claim', block_id: 'KR/A00012345/1/1', value: 'x', action_ts: '1764046805.000200' },
      ],
      ...fields,
    };
    return parseRequest(new URLSearchParams({ payload: JSON.stringify(payload) }).toString()).origin;
  };

  test.each<[string, Origin, Origin]>([
    [
      'a press in a workspace of an enterprise',
      press({ team: { id: 'T0OURS', enterprise_id: 'E0OURS' } }),
      { person: 'E0OURS', team: 'T0OURS', enterprise: 'E0OURS' },
    ],
    [
      'a press where the app is installed in the whole enterprise',
      press({ team: null, enterprise: { id: 'E0OURS', name: 'made up' }, is_enterprise_install: true }),
      { person: 'E0OURS', enterprise: 'E0OURS' },
    ],
    [
      'a command',
      parseRequest('command=%2Fc&team_id=T0OURS&enterprise_id=E0OURS&channel_id=C0CS&user_id=U0CS&text=')
        .origin,
      { team: 'T0OURS', enterprise: 'E0OURS' },
    ],
    [
      'an event',
      parseRequest(
        JSON.stringify({
          type: 'event_callback',
          team_id: 'T0OURS',
          enterprise_id: 'E0OURS',
          event: { type: 'app_home_opened', user: 'U0CS', tab: 'home' },
        }),
      ).origin,
      { team: 'T0OURS', enterprise: 'E0OURS' },
    ],
  ])('%s', (_what, origin, expected) => {
    expect(origin).toEqual(expected);
  });
});
