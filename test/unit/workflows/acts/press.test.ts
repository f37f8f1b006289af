import { describe, expect, test } from '@jest/globals';
import type { ActPorts } from '../../../../lib/workflows/acts/act-ports.ts';
import { makeAct, makePress, makeReplyPress } from '../../../fixtures/domain/make-act.ts';
import { DAY, HOUR, MINUTE, ZONE } from '../../../fixtures/domain/made-up.ts';
import { createActWorld } from './create-act-world.ts';
import { noteCalls } from '../../../simulation/effect.ts';
import type { Act, Press } from '../../../../lib/domain/ticket/act.ts';
import { mayAct, maySend, whoMayBeAssigned } from '../../../../lib/workflows/acts/may-act.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { keepLog } from '../../slack/keep-log.ts';
import { SOURCE_NAMES } from '../../../../lib/domain/sources.ts';
import type { SharePolicy } from '../../../../lib/domain/act/share.ts';
import { share } from '../../../../lib/workflows/acts/share.ts';
import { trackAll } from '../../../../lib/workflows/sla/track-sla.ts';
import { toEntry } from '../../../../lib/eventbridge/event-contract.ts';
import { madeUpEvent, PUBLICATION } from '../../eventbridge/made-up-event.ts';
import { TRACK_SETTINGS, VENDOR } from '../../../simulation/create-world.ts';

const CLICKS = Array.from({ length: 1000 }, (_, click) => click);

describe('press', () => {
  test('is in the table and on the bus, with its key alone, when it returns', async () => {
    const world = await createActWorld();
    const result = await world.press(makeReplyPress(world.ticket()));
    expect(result).toEqual({ is: 'done' });
    expect(world.ticket().facts.act).toMatchObject({ progress: 'asked', id: 'press-1' });
    const event = world.bus.published.at(-1);
    expect(event).toMatchObject({ type: 'ActAsked', deliverable: world.key, version: 2 });
    const { Detail } = toEntry(event ?? madeUpEvent(), PUBLICATION);
    expect(Detail).not.toContain('지어낸 답변입니다.');
  });

  test('makes no call to Coupang, and returns its refusal to the caller alone', async () => {
    const calls: string[] = [];
    const world = await createActWorld({}, noteCalls(calls));
    calls.length = 0;
    const reply = makeReplyPress(world.ticket());
    world.advance(DAY);
    expect(await world.press(reply)).toMatchObject({ is: 'refused', refusal: { code: 'past-due' } });
    expect(calls.filter((name) => /^(coupang|slack)/.test(name))).toEqual([]);
    expect(world.ticket().outbox.version).toBe(1);
  });

  test('is refused for a missing ticket', async () => {
    const world = await createActWorld();
    const reply = makeReplyPress(world.ticket());
    const reader = { ...world.store.reader, ticket: async () => undefined };
    expect(await world.press(reply, { reader })).toEqual({
      is: 'refused',
      refusal: { code: 'no-ticket' },
    });
  });

  test.each<[string, (services: ActPorts) => Partial<ActPorts>]>([
    ['the bus fails', () => ({ publisher: { publish: async () => [false], wake: async () => false } })],
    [
      'its note fails',
      ({ writer }) => ({ writer: { ...writer, notePublished: () => Promise.reject(new Error('made up')) } }),
    ],
  ])('R29: is accepted even if %s, since the next run of track-sla wakes act', async (_what, failing) => {
    const world = await createActWorld();
    const result = await world.press(makeReplyPress(world.ticket()), failing(world.services));
    expect(result).toEqual({ is: 'done' });
    const before = world.bus.published.length;
    await world.trackSla();
    expect(world.bus.published.slice(before)).toMatchObject([{ type: 'ActAsked', version: 2 }]);
  });
});

describe('R28: 1,000 people press at once', () => {
  test('to claim: one of them claims the ticket, and the others learn who', async () => {
    const world = await createActWorld();
    const results = await Promise.all(
      CLICKS.map((click) => world.press({ ...makePress('claim', `press-${click}`), by: `U${click}` })),
    );
    const { claimedBy, history } = world.ticket().facts;
    expect(results.filter(({ is }) => is === 'done')).toHaveLength(1);
    expect(results.filter(({ is }) => is === 'refused')).toContainEqual(
      expect.objectContaining({ refusal: { code: 'claimed', by: claimedBy } }),
    );
    expect(history).toHaveLength(1);
    expect(world.ticket().outbox.version).toBe(2);
  });

  test('to reply: a single reply is requested and sent', async () => {
    const world = await createActWorld();
    const seen = world.ticket();
    const results = await Promise.all(
      CLICKS.map((click) => world.press(makeReplyPress(seen, `view-${click}`))),
    );
    expect(results.filter(({ is }) => is === 'done')).toHaveLength(1);
    await Promise.all(Array.from({ length: 20 }, () => world.carryOut()));
    expect(world.sent).toHaveLength(1);
    expect(world.ticket().facts.history).toMatchObject([{ deed: { did: 'replied' } }]);
  });

  test('with the same delivered press: it is a single act', async () => {
    const world = await createActWorld();
    const seen = world.ticket();
    const results = await Promise.all(CLICKS.map(() => world.press(makeReplyPress(seen))));
    expect(new Set(results.map(({ is }) => is))).toEqual(new Set(['done']));
    expect(world.ticket().outbox.version).toBe(2);
    await world.carryOut();
    world.advance(MINUTE);
    expect(await world.press(makeReplyPress(seen))).toEqual({ is: 'done' });
    expect(world.sent).toHaveLength(1);
  });
});

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

const PASS_ON_MS = 2 * HOUR - 2 * MINUTE;
const policyOf = (...users: string[]): SharePolicy => ({
  passOnMs: PASS_ON_MS,
  sources: SOURCE_NAMES,
  roster: { zone: ZONE, people: users.map((user) => ({ user, weight: 1, leave: [] })) },
});

const start = async (resting: () => Promise<ReadonlySet<string>> = async () => new Set()) => {
  const calls: string[] = [];
  const world = await createActWorld({}, noteCalls(calls));
  await world.notify();
  const warnings: string[] = [];
  const requestedUsers: string[][] = [];
  const services: ActPorts = {
    ...world.services,
    doNotDisturb: {
      resting: async (users) => {
        requestedUsers.push([...users]);
        return resting();
      },
    },
    log: { info: () => {}, warn: (message) => void warnings.push(message), error: () => {} },
  };
  calls.length = 0;
  return {
    ...world,
    calls,
    warnings,
    asked: requestedUsers,
    services,
    share: (policy: SharePolicy, more: Partial<ActPorts> = {}) =>
      share(VENDOR, policy, { ...services, ...more }),
    ask: (policy?: SharePolicy) =>
      trackAll([{ vendor: VENDOR, settings: TRACK_SETTINGS, ...(policy && { sharing: policy }) }], {
        ...world.trackServices,
      }),
  };
};

describe('R30: sharing a vendor’s tickets', () => {
  test('assigns a new ticket to a person on shift, who is mentioned in its thread', async () => {
    const world = await start();
    expect(await world.share(policyOf('U0ANN', 'U0BEN'))).toBe(1);
    expect(world.asked).toEqual([['U0ANN', 'U0BEN']]);
    const { facts } = world.ticket();
    expect(facts).toMatchObject({ claimedBy: 'U0ANN', claimedAt: world.now() });
    await world.notify();
    expect(world.messagesOf(world.key).map(({ name }) => name)).toEqual(['card', 'act-2']);
    expect(await world.share(policyOf('U0ANN', 'U0BEN'))).toBe(0);
  });

  test('assigns nothing to a person in do-not-disturb, and asks Slack only if a ticket waits', async () => {
    const world = await start(async () => new Set(['U0ANN']));
    await world.share(policyOf('U0ANN', 'U0BEN'));
    expect(world.ticket().facts.claimedBy).toBe('U0BEN');
    await world.share(policyOf('U0ANN', 'U0BEN'));
    expect(world.asked).toHaveLength(1);
  });

  test('assigns no ticket to a person who may not claim (A6)', async () => {
    const world = await start();
    const policy = policyOf('U0ANN', 'U0BEN');
    expect(await world.share(policy, { whoMayBeAssigned: async () => [] })).toBe(0);
    expect(world.asked).toEqual([]);
    expect(await world.share(policy, { whoMayBeAssigned: async () => ['U0BEN'] })).toBe(1);
    expect(world.ticket().facts.claimedBy).toBe('U0BEN');
  });

  test('assigns all the same if Slack cannot be asked, and logs that', async () => {
    const world = await start(async () => {
      throw new SlackFailure('refused', 'missing_scope', 'Slack: made up.');
    });
    expect(await world.share(policyOf('U0ANN'))).toBe(1);
    expect(world.warnings.join()).toContain('assigned all the same');
  });

  test.each<[string, Press]>([
    ['claims it', { ...makePress('claim'), by: 'U0CAT' }],
    ['is assigned it', { ...makePress('claim'), do: 'assign', to: 'U0CAT' }],
  ])('leaves the ticket to a person who %s by hand meanwhile', async (_what, pressed) => {
    const world = await start();
    let isFirst = true;
    const writer = {
      ...world.services.writer,
      change: async (...args: Parameters<ActPorts['writer']['change']>) => {
        if (isFirst) await world.press(pressed);
        isFirst = false;
        return world.services.writer.change(...args);
      },
    };
    expect(await world.share(policyOf('U0ANN'), { writer })).toBe(0);
    expect(world.ticket().facts).toMatchObject({ claimedBy: 'U0CAT', history: [{ name: 'act-2' }] });
  });

  test('assigns a ticket once in two runs at the same time', async () => {
    const world = await start();
    const policy = policyOf('U0ANN', 'U0BEN');
    const runs = await Promise.all([world.share(policy), world.share(policy), world.share(policy)]);
    expect(runs.toSorted((a, b) => a - b)).toEqual([0, 0, 1]);
    expect(world.ticket().facts.history).toHaveLength(1);
  });

  test('assigns the other tickets beside an unreadable ticket', async () => {
    const world = await start();
    world.coupang.handOver();
    await world.poll();
    await world.notify();
    const reader = {
      ...world.store.reader,
      ticket: async (...args: Parameters<ActPorts['reader']['ticket']>) => {
        if (args[0].inquiryId === world.inquiryId)
          throw new SlackFailure('refused', 'made_up', 'It cannot be read.');
        return world.store.reader.ticket(...args);
      },
    };
    expect(await world.share(policyOf('U0ANN'), { reader })).toBe(1);
    expect(world.ticket().facts.claimedBy).toBeUndefined();
  });
});

describe('R30: each run of track-sla', () => {
  test('wakes act once per vendor if a person on shift may get a ticket', async () => {
    const world = await start();
    await world.ask(policyOf('U0ANN'));
    expect(world.bus.shares).toEqual([VENDOR]);
    await world.share(policyOf('U0ANN'));
    await world.ask(policyOf('U0ANN', 'U0BEN'));
    expect(world.bus.shares).toHaveLength(1);
    world.advance(PASS_ON_MS);
    await world.ask(policyOf('U0ANN'));
    expect(world.bus.shares).toHaveLength(1);
    await world.ask(policyOf('U0ANN', 'U0BEN'));
    expect(world.bus.shares).toHaveLength(2);
  });

  test('reads no ticket while nobody is on shift, and none behind the first assignable ticket', async () => {
    const world = await start();
    await world.ask();
    world.coupang.handOver();
    await world.poll();
    await world.notify();
    await world.ask();
    for (const [policy, reads] of [
      [policyOf(), 0],
      [policyOf('U0ANN'), 1],
    ] as const) {
      world.calls.length = 0;
      await world.ask(policy);
      expect(world.calls.filter((name) => name === 'store.ticket')).toHaveLength(reads);
    }
  });
});
