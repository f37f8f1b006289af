import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { attentionTime } from '../../../../lib/domain/delivery/attention-time.ts';
import { actionName, linesShownByCard, planDelivery } from '../../../../lib/domain/delivery/plan-delivery.ts';
import type { Attempt, LineName, Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import {
  closeTicket,
  reopenTicket,
  type TicketChange,
} from '../../../../lib/domain/ticket/ticket-changes.ts';
import { makeTicket, withoutFields, withFields } from '../../../fixtures/domain/make-ticket.ts';
import { MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';

/** The fate of one Slack post: answered, accepted with the answer lost, or lost on its way. */
type Fate = 'answered' | 'unsure-posted' | 'unsure-lost';
/** Coupang's acts between two rounds of delivery. */
type Happening = 'edit' | 'auto-close' | 'answer' | 'reopen';

const changeText = (ticket: Ticket): TicketChange => ({
  before: ticket,
  facts: {
    ...ticket.facts,
    text: `made-up text ${ticket.outbox.version + 1}`,
    history: [...ticket.facts.history, { name: `changed-${ticket.outbox.version + 1}`, at: NOW }],
  },
  event: 'TicketChanged',
});

const change = (ticket: Ticket, happening: Happening): TicketChange | undefined => {
  const isClosed = ticket.facts.state === 'closed';
  if (happening === 'reopen') return isClosed ? reopenTicket(ticket, ticket.facts, NOW) : undefined;
  if (isClosed) return undefined;
  if (happening === 'edit') return changeText(ticket);
  return closeTicket(ticket, { outcome: happening === 'answer' ? 'answered' : 'auto-closed' }, NOW);
};

const happen = (ticket: Ticket, happening: Happening): Ticket => {
  const changed = change(ticket, happening);
  if (!changed) return ticket;
  const rest = withoutFields(ticket, 'outcome', 'closedAt', 'answeredAt', 'inTime', 'fingerprint');
  const version = ticket.outbox.version + 1;
  return withFields(rest, { ...changed.facts, version, publishedVersion: version });
};

type World = { ticket: Ticket; now: number; slack: string[]; settled: boolean };

/** A Slack post is either noted, or its attempt stays, as in lib/workflows/delivery/post-once.ts. */
const send = (world: World, name: Attempt['name'], fate: Fate, note: (ts: string) => Ticket): World => {
  const slack = fate === 'unsure-lost' ? world.slack : [...world.slack, name];
  const attempt = { name, at: world.now, token: 'made-up', channel: 'C0CS' };
  return fate === 'answered'
    ? { ...world, slack, ticket: withoutAttempt(note(String(slack.length))) }
    : { ...world, slack, ticket: withFields(world.ticket, { attempt }) };
};

const withoutAttempt = (ticket: Ticket): Ticket => withoutFields(ticket, 'attempt');
const post = (ticket: Ticket, names: readonly string[], mark: string): Ticket =>
  withFields(ticket, {
    posted: { ...ticket.delivery.posted, ...Object.fromEntries(names.map((name) => [name, mark])) },
  });

const deliverOnce = (world: World, fate: Fate): World => {
  const { ticket, now, slack } = world;
  const step = planDelivery(ticket, now);
  switch (step.do) {
    case 'nothing':
      return { ...world, settled: true };
    case 'wait':
      return { ...world, now: step.until };
    case 'look-up': {
      const { attempt } = ticket.delivery;
      if (!attempt) throw new Error('a look-up without an attempt');
      const found = slack.lastIndexOf(attempt.name);
      if (found < 0) return { ...world, ticket: withoutAttempt(ticket) };
      const ts = String(found + 1);
      const known =
        attempt.name === 'card'
          ? withFields(ticket, { channel: 'C0CS', ts })
          : post(ticket, [attempt.name], ts);
      return { ...world, ticket: withoutAttempt(known) };
    }
    case 'post':
      return send(world, 'card', fate, (ts) =>
        post(
          withFields(ticket, { channel: 'C0CS', ts, shownVersion: ticket.outbox.version }),
          linesShownByCard(ticket),
          'passed',
        ),
      );
    case 'edit':
      return {
        ...world,
        ticket: withoutAttempt(withFields(ticket, { shownVersion: ticket.outbox.version })),
      };
    case 'post-line':
      expect(actionName(ticket, step)).toBe(step.line.name);
      return send(world, step.line.name, fate, (ts) => post(ticket, [step.line.name], ts));
    case 'redact-line':
      throw new Error('nothing is erased');
    case 'leave-list':
    case 'skip':
      throw new Error('a ticket is never skipped, and belongs to no list');
    case 'pass':
      return { ...world, ticket: withoutAttempt(post(ticket, step.names, 'passed')) };
  }
};

/** Rounds until nothing is left to do. A search comes at most a minute late, so a lost post is sent again. */
const deliverAll = (from: World, fates: readonly Fate[]): World => {
  let world: World = { ...from, settled: false };
  for (let step = 0; step < 200; step += 1) {
    world = deliverOnce(world, fates[step] ?? 'answered');
    if (world.settled) return world;
  }
  throw new Error('delivery did not come to an end');
};

const fates = fc.array(fc.constantFrom<Fate>('answered', 'unsure-posted', 'unsure-lost'), { maxLength: 8 });
const happening = fc.constantFrom<Happening>('edit', 'auto-close', 'answer', 'reopen');

describe('planDelivery, repeated while Coupang changes tickets and Slack loses posts and answers', () => {
  const rounds = fc.array(
    fc.record({ happenings: fc.array(happening, { maxLength: 3 }), steps: fc.nat({ max: 3 }), fates }),
    { minLength: 1, maxLength: 5 },
  );
  const run = (plan: readonly { happenings: Happening[]; steps: number; fates: Fate[] }[]): World => {
    let world: World = { ticket: makeTicket(), now: NOW, slack: [], settled: false };
    for (const round of plan) {
      world = { ...world, ticket: round.happenings.reduce(happen, world.ticket), now: world.now + MINUTE };
      // A run that dies after any few steps. The next one continues from the ticket alone.
      for (let step = 0; step < round.steps; step += 1)
        world = deliverOnce(world, round.fates[step] ?? 'answered');
    }
    return deliverAll(world, []);
  };

  test('ends with exactly one card, and with each line posted or passed over once', () => {
    fc.assert(
      fc.property(rounds, (plan) => {
        const { ticket, slack } = run(plan);
        expect(slack.filter((name) => name === 'card')).toHaveLength(1);
        expect(new Set(slack).size).toBe(slack.length);
        expect(ticket.delivery.shownVersion).toBe(ticket.outbox.version);
        for (const { name } of ticket.facts.history) expect(ticket.delivery.posted).toHaveProperty([name]);
        const postedNames: string[] = Object.keys(ticket.delivery.posted).filter(
          (name) => ticket.delivery.posted[name] !== 'passed',
        );
        for (const name of postedNames) expect(slack).toContain(name);
      }),
      { numRuns: 500 },
    );
  });

  test('R16: posts a breach message in the channel for a ticket that ends closed automatically', () => {
    fc.assert(
      fc.property(rounds, (plan) => {
        const { ticket, slack } = run(plan);
        if (ticket.facts.outcome === 'auto-closed') expect(slack).toContain('breach' satisfies LineName);
      }),
      { numRuns: 500 },
    );
  });

  test('R3: removes a ticket from the index only when it is settled for good', () => {
    fc.assert(
      fc.property(rounds, (plan) => {
        const { ticket, now } = run(plan);
        const at = attentionTime(ticket, now);
        expect(at === undefined).toBe(ticket.facts.state === 'closed');
        // Not yet for an open ticket whose ladder was not looked at.
        if (at !== undefined) expect(at).toBeLessThanOrEqual(now);
      }),
    );
  });
});
