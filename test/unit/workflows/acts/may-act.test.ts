import { expect, test } from '@jest/globals';
import type { Act, Press } from '../../../../lib/domain/ticket/act.ts';
import { mayAct, maySend, whoMayBeAssigned } from '../../../../lib/workflows/acts/may-act.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { makeAct } from '../../../fixtures/domain/make-act.ts';
import { keepLog } from '../../slack/keep-log.ts';

const GROUP = 'S0MADEUP';
const log = keepLog();
const vendorOf = (claim: string) => ({
  acting: {
    people: { U0KNOWN: { wingId: 'cs01' } },
    claim,
    report: 'off' as const,
    templates: [],
    reactions: 'off' as const,
    guard: {},
    sharing: {},
  },
});
const may = (
  user: string,
  does: Press['do'],
  claim: string,
  membersOf: (group: string) => Promise<string[]> = () => Promise.reject(new Error('not needed')),
) => mayAct(user, does, vendorOf(claim), { door: { membersOf }, log });
const refused = (code: string) => ({ may: false, refusal: { code } });

test.each(['claim', 'release', 'assign', 'snooze', 'look-up'] as const)(
  'everybody who sees the card may %s, unless the configuration names people or a user group (A6)',
  async (does) => {
    expect(await may('U0OTHER', does, 'channel')).toEqual({ may: true });
    expect(await may('U0OTHER', does, 'people')).toEqual(refused('not-allowed'));
    expect(await may('U0KNOWN', does, 'people')).toEqual({ may: true });
    const members = async (group: string) => (group === GROUP ? ['U0MEMBER'] : []);
    expect(await may('U0MEMBER', does, GROUP, members)).toEqual({ may: true });
    expect(await may('U0OTHER', does, GROUP, members)).toEqual(refused('not-member'));
    // Nobody has to ask Slack about people.
    expect(await may('U0KNOWN', does, GROUP)).toEqual({ may: true });
  },
);

test('only people may act if Slack does not return who is in the group, and the log has the reason', async () => {
  const fails = () => Promise.reject(new SlackFailure('refused', 'missing_scope', 'made up: missing_scope'));
  expect(await may('U0MEMBER', 'claim', GROUP, fails)).toEqual(refused('group-unreadable'));
  expect(log.lines.join()).toContain('missing_scope');
  expect(await may('U0KNOWN', 'claim', GROUP, fails)).toEqual({ may: true });
  await expect(may('U0MEMBER', 'claim', GROUP)).rejects.toThrow('not needed');
});

test('a roster contains only people who may claim, and their group is read once (A6, A9)', async () => {
  const users = ['U0OTHER', 'U0MEMBER', 'U0KNOWN', 'USLACKBOT'];
  let reads = 0;
  const left = (claim: string, answer: () => Promise<string[]>) => {
    const membersOf = async () => {
      reads += 1;
      return answer();
    };
    return whoMayBeAssigned(users, vendorOf(claim), { door: { membersOf }, log });
  };
  expect(await left(GROUP, async () => ['U0MEMBER'])).toEqual(['U0MEMBER', 'U0KNOWN']);
  expect(reads).toBe(1);
  const fails = () => Promise.reject(new SlackFailure('refused', 'missing_scope', 'made up: missing_scope'));
  expect(await left(GROUP, fails)).toEqual(['U0KNOWN']);
  expect(reads).toBe(2);
  expect(await left('people', fails)).toEqual(['U0KNOWN']);
  expect(await left('channel', fails)).toEqual(['U0OTHER', 'U0MEMBER', 'U0KNOWN']);
  expect(reads).toBe(2);
});

test.each(['confirm', 'reply'] as const)(
  'only a person with a WING id may %s, member or not',
  async (does) => {
    for (const claim of ['channel', GROUP])
      expect(await may('U0OTHER', does, claim, async () => ['U0OTHER'])).toEqual(refused('no-wing-id'));
    expect(await may('U0KNOWN', does, 'channel')).toEqual({ may: true, wingId: 'cs01' });
  },
);

test.each(['__proto__', 'constructor', 'toString'])('the name %s belongs to nobody', async (user) => {
  expect(await may(user, 'reply', 'channel')).toMatchObject({ may: false });
  expect(await may(user, 'claim', 'people')).toMatchObject({ may: false });
});

test.each<[string, Partial<Act>, boolean]>([
  ['a reply of a person with that login', { do: 'reply', by: 'U0KNOWN', wingId: 'cs01' }, true],
  ['a reply of a person who has left', { do: 'reply', by: 'U0GONE', wingId: 'cs01' }, false],
  ['a confirmation of a person who has left', { do: 'confirm', by: 'U0GONE', wingId: 'cs01' }, false],
  ['a reply of a person whose login was changed', { do: 'reply', by: 'U0KNOWN', wingId: 'cs02' }, false],
  ['a reply of a person with an odd name', { do: 'reply', by: 'constructor', wingId: '' }, false],
  ['a look-up of anybody', { do: 'look-up', by: 'U0GONE' }, true],
])('A6: %s may be sent, by the current configuration: %j, %s', (_what, act, expected) => {
  expect(maySend(makeAct(act), vendorOf('channel'))).toBe(expected);
});
