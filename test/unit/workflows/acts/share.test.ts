import { describe, expect, test } from '@jest/globals';
import { SOURCE_NAMES } from '../../../../lib/domain/sources.ts';
import type { SharePolicy } from '../../../../lib/domain/act/share.ts';
import type { Press } from '../../../../lib/domain/ticket/act.ts';
import type { ActPorts } from '../../../../lib/workflows/acts/act-ports.ts';
import { share } from '../../../../lib/workflows/acts/share.ts';
import { trackAll } from '../../../../lib/workflows/sla/track-sla.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import type { TicketKey } from '../../../../lib/domain/ticket/ticket.ts';
import { withFields } from '../../../fixtures/domain/make-ticket.ts';
import { makePress } from '../../../fixtures/domain/make-act.ts';
import { HOUR, MINUTE, ZONE } from '../../../fixtures/domain/made-up.ts';
import { TRACK_SETTINGS, VENDOR } from '../../../simulation/create-world.ts';
import { createActWorld } from './create-act-world.ts';
import { noteCalls } from '../../../simulation/effect.ts';

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

  test('assigns nothing before the card is in Slack', async () => {
    const world = await createActWorld();
    const services = { ...world.services, reader: world.store.reader };
    const doNotDisturb = { resting: async () => new Set<string>() };
    const whoMayBeAssigned: ActPorts['whoMayBeAssigned'] = async (users) => users;
    expect(await share(VENDOR, policyOf('U0ANN'), { ...services, doNotDisturb, whoMayBeAssigned })).toBe(0);
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

  test('passes an old claim to the next person before the ticket would come back to the team', async () => {
    const world = await start();
    await world.share(policyOf('U0ANN', 'U0BEN'));
    world.advance(PASS_ON_MS - 1);
    expect(await world.share(policyOf('U0ANN', 'U0BEN'))).toBe(0);
    world.advance(1);
    expect(await world.share(policyOf('U0ANN', 'U0BEN'))).toBe(1);
    expect(world.ticket().facts).toMatchObject({ claimedBy: 'U0BEN', claimedAt: world.now() });
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

  test('reads nothing while nobody is on shift', async () => {
    const world = await start();
    expect(await world.share(policyOf())).toBe(0);
    expect(world.calls).toEqual([]);
  });
});

describe('R30: each run of track-sla', () => {
  test('wakes nothing without a roster', async () => {
    const world = await start();
    await world.ask();
    expect(world.bus.shares).toEqual([]);
  });

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

  test('stops once everybody on shift had a turn', async () => {
    const world = await start();
    const policy = policyOf('U0ANN', 'U0BEN');
    for (let turn = 0; turn < 2; turn += 1) {
      expect(await world.share(policy)).toBe(1);
      world.advance(PASS_ON_MS);
    }
    expect(world.ticket().facts.claimedBy).toBe('U0BEN');
    await world.ask(policy);
    expect(world.bus.shares).toEqual([]);
    await world.ask(policyOf('U0ANN', 'U0BEN', 'U0CAT'));
    expect(world.bus.shares).toEqual([VENDOR]);
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

  test('handles other vendors beside a vendor whose tickets cannot be read, which is counted', async () => {
    const world = await start();
    await world.ask();
    const sharing = policyOf('U0ANN');
    const other = { market: 'TW', vendorId: 'A00012345' } as const;
    world.store.put(withFields(world.ticket(), other));
    await world.store.states.takeLease(other, { token: 'poll', now: world.now(), until: world.now() });
    const reader = {
      ...world.store.reader,
      ticket: async (key: TicketKey) => {
        if (key.market === 'TW') throw new SlackFailure('refused', 'made_up', 'It cannot be read.');
        return world.store.reader.ticket(key);
      },
    };
    const vendors = [other, VENDOR].map((vendor) => ({ vendor, settings: TRACK_SETTINGS, sharing }));
    const { tally } = await trackAll(vendors, { ...world.trackServices, reader });
    expect(tally.failed).toBeGreaterThan(0);
    expect(world.bus.shares).toEqual([VENDOR]);
  });
});
