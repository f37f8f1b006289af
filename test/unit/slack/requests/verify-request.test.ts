import { describe, expect, test } from '@jest/globals';
import type { Workspace } from '../../../../lib/config/read-secret.ts';
import { parseRequest } from '../../../../lib/slack/requests/parse-request.ts';
import {
  isOwnRequest,
  LARGEST_BODY,
  type Origin,
  type RawRequest,
  readSignedRequest,
  verifySignature,
} from '../../../../lib/slack/requests/verify-request.ts';
import { MINUTE, SECOND } from '../../../fixtures/domain/made-up.ts';
import { fc } from '../../../fixtures/fast-check.ts';
import { SIGNING_SECRET, signRequest } from './sign-request.ts';

const NOW = Date.UTC(2026, 10, 25, 5, 0);
const TEXT = 'payload=%7B%22type%22%3A%22block_actions%22%7D';
const signed = signRequest(TEXT, NOW);
const verify = (request: RawRequest, now = NOW, secrets: readonly string[] = [SIGNING_SECRET]) => {
  const read = readSignedRequest(request, now);
  return 'fault' in read ? read : verifySignature(read, secrets);
};
const withHeader = (name: string, value: string) => ({
  ...signed,
  headers: { ...signed.headers, [name]: value },
});

describe('a request of Slack is accepted', () => {
  test('if it is the example of Slack’s own documentation', () => {
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    const headers = {
      'x-slack-request-timestamp': '1531420618',
      'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    };
    const secret = '8f742231b10e8888abcd99yyyzzz85a5';
    expect(verify({ headers, body }, 1531420618_000, [secret])).toEqual({ text: body });
  });

  test.each([-5 * MINUTE, 0, 5 * MINUTE])('if its clock differs by %d ms', (skew) => {
    expect(verify(signed, NOW + skew)).toEqual({ text: TEXT });
  });

  test('with any text, in base64 or not', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const request = signRequest(text, NOW);
        expect(verify(request)).toEqual({ text });
        expect(verify({ headers: request.headers, body: text })).toEqual({ text });
      }),
    );
  });

  test('if it is signed with either of two secrets', () => {
    expect(verify(signed, NOW, ['new secret', SIGNING_SECRET])).toEqual({ text: TEXT });
    expect(verify(signed, NOW, [SIGNING_SECRET, 'old secret'])).toEqual({ text: TEXT });
    expect(verify(signed, NOW, ['new secret', 'old secret'])).toEqual({ fault: 'wrong-signature' });
  });

  test('with as many bytes as allowed', () => {
    const text = 'x'.repeat(LARGEST_BODY);
    expect(verify(signRequest(text, NOW))).toHaveProperty('text.length', LARGEST_BODY);
  });
});

describe('a request is refused', () => {
  const cut = { ...signed, body: Buffer.from(TEXT.slice(0, -1)).toString('base64') };
  test.each([
    ['replayed later', signed, 'skewed-clock', NOW + 5 * MINUTE + SECOND],
    ['from a clock ahead', signed, 'skewed-clock', NOW - 5 * MINUTE - SECOND],
    [
      'replayed with a new time',
      withHeader('x-slack-request-timestamp', `${NOW / 1000 + 1}`),
      'wrong-signature',
    ],
    ['signed with another secret', signRequest(TEXT, NOW, 'another secret'), 'wrong-signature'],
    ['truncated', cut, 'wrong-signature'],
    ['without a body', { headers: signed.headers }, 'wrong-signature'],
    ['that says that its body is plain', { ...signed, isBase64Encoded: false }, 'wrong-signature'],
    ['without headers', { headers: {}, body: TEXT }, 'unsigned'],
    ['with a time that is no number', withHeader('x-slack-request-timestamp', 'NaN'), 'unsigned'],
    ['with a time below zero', withHeader('x-slack-request-timestamp', '-1'), 'unsigned'],
    ['with a short signature', withHeader('x-slack-signature', 'v0=00'), 'unsigned'],
    [
      'with a signature of another version',
      withHeader('x-slack-signature', `v1=${'0'.repeat(64)}`),
      'unsigned',
    ],
    ['too large', signRequest('x'.repeat(LARGEST_BODY + 1), NOW), 'too-large'],
    ['too large and not signed', { headers: {}, body: 'x'.repeat(LARGEST_BODY + 1) }, 'too-large'],
  ])('%s', (_how, request, fault, now = NOW) => {
    expect(verify(request, now)).toEqual({ fault });
  });

  test('after any change of the body', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, other) => {
        fc.pre(text !== other);
        const { headers } = signRequest(text, NOW);
        expect(verify({ headers, body: other })).toEqual({ fault: 'wrong-signature' });
      }),
    );
  });
});

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
