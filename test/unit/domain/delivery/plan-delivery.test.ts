import { describe, expect, test } from '@jest/globals';
import {
  actionName,
  linesShownByCard,
  needsSlack,
  planActions,
  planDelivery,
  planEarlyLookUp,
  retryMs,
} from '../../../../lib/domain/delivery/plan-delivery.ts';
import type { Deliverable } from '../../../../lib/domain/delivery/deliverable.ts';
import type { LineName, Retry, HistoryLine, Attempt, Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { makeAct } from '../../../fixtures/domain/make-act.ts';
import { makeBlindness, makeList } from '../../../fixtures/domain/make-notice.ts';
import {
  makeClosedTicket,
  makeShownTicket,
  makeTicket,
  withFields,
  withoutFields,
} from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';
import { fc } from '../../../fixtures/fast-check.ts';
import { attentionTime } from '../../../../lib/domain/delivery/attention-time.ts';
import {
  closeTicket,
  reopenTicket,
  type TicketChange,
} from '../../../../lib/domain/ticket/ticket-changes.ts';

const history = (...names: LineName[]): HistoryLine[] => names.map((name) => ({ name, at: NOW }));
const makeRetry = (retry: Partial<Retry>): Retry => ({
  at: NOW,
  version: 1,
  since: NOW,
  times: 1,
  reason: 'made_up_word',
  ...retry,
});
const plan = (deliverable: Deliverable, rawNow = NOW) => planDelivery(deliverable, rawNow);
const breached = { state: 'closed', outcome: 'auto-closed' } as const;

describe('planDelivery', () => {
  test('plans nothing for a ticket that is fully shown', () => {
    expect(plan(makeShownTicket())).toEqual({ do: 'nothing' });
    expect(plan(makeClosedTicket())).toEqual({ do: 'nothing' });
  });

  test('D5: plans no card for a ticket that was past at first sight', () => {
    expect(plan(makeTicket({ state: 'closed', announcement: 'none', version: 2 }))).toEqual({
      do: 'nothing',
    });
  });

  test('edits the card in place for a newer version, before any line of the thread', () => {
    const ticket = makeShownTicket({ version: 2, shownVersion: 1, history: history('changed-2') });
    expect(plan(ticket)).toEqual({ do: 'edit' });
    expect(plan(withFields(ticket, { shownVersion: 2 }))).toMatchObject({
      do: 'post-line',
      line: { name: 'changed-2', at: NOW },
    });
  });

  const attempt = { name: 'card', at: NOW, token: 'made-up', channel: 'C0CS' } as const;

  test('R19: sends nothing new while an attempt is open, and makes no look-up too early', () => {
    const ticket = makeTicket({ attempt });
    expect(plan(ticket, NOW + MINUTE - 1)).toEqual({
      do: 'wait',
      until: NOW + MINUTE,
    });
    expect(plan(ticket, NOW + MINUTE)).toEqual({ do: 'look-up' });
  });

  test('R19: makes a first look-up early, which may only find the message', () => {
    const ticket = makeTicket({ attempt });
    const planEarly = (ageMs: number) => planEarlyLookUp(ticket, NOW + ageMs);
    expect(planEarly(14_999)).toEqual([{ do: 'wait', until: NOW + 15_000 }]);
    expect(planEarly(15_000)).toEqual([{ do: 'look-up', onlyFinds: true }]);
    expect(planEarly(MINUTE)).toEqual([{ do: 'look-up' }]);
    expect(planEarlyLookUp(makeTicket(), NOW)).toEqual([{ do: 'post' }]);
  });

  test('R6: does not wait an hour for an attempt if the clock was set back by an hour', () => {
    expect(plan(makeTicket({ attempt }), NOW - HOUR)).toEqual({ do: 'look-up' });
    expect(plan(makeTicket({ attempt }), NOW - MINUTE)).toMatchObject({ do: 'wait' });
  });

  test('R24: does not show an unpublished ticket', () => {
    expect(plan(makeTicket({ publishedVersion: 0 }))).toEqual({ do: 'nothing' });
    expect(plan(makeList({}, { publishedVersion: 0 }))).toEqual({ do: 'nothing' });
  });

  test.each([
    ['a change, once it is closed', { state: 'closed', outcome: 'answered' }, 'changed-2'],
    ['a re-opening, once it is closed again', { state: 'closed', outcome: 'answered' }, 'reopened-2'],
    ['a closing, once it is open again', { state: 'open' }, 'closed-2'],
    ['a breach, once it is open again', { state: 'open' }, 'breach'],
    ['a breach, once it has ended otherwise', { state: 'closed', outcome: 'answered' }, 'breach'],
  ] as const)('passes over %s in the thread', (_what, state, name) => {
    expect(plan(makeShownTicket({ ...state, history: history(name) }))).toEqual({
      do: 'pass',
      names: [name],
    });
  });

  test('passes over an older line of the same sort in the thread', () => {
    const ticket = makeShownTicket({ history: history('changed-2', 'changed-3') });
    expect(plan(ticket)).toEqual({ do: 'pass', names: ['changed-2'] });
    expect(plan(withFields(ticket, { posted: { 'changed-2': 'passed' } }))).toMatchObject({
      do: 'post-line',
    });
  });

  test('edits first the card after an erasure, and then each line that quotes the text', () => {
    const shownTicket = makeShownTicket({
      history: history('changed-2', 'changed-3', 'reopened-4'),
      posted: { 'changed-2': '1.1', 'changed-3': 'passed', 'reopened-4': '1.2' },
    });
    const erased = withFields(shownTicket, { erased: true, text: '', version: 5, publishedVersion: 5 });
    expect(planActions(erased, NOW)).toEqual([{ do: 'edit' }, { do: 'redact-line', name: 'changed-2' }]);
    const redacted = withFields(erased, {
      shownVersion: 5,
      posted: { ...shownTicket.delivery.posted, 'changed-2': 'passed' },
    });
    expect(planActions(redacted, NOW)).toEqual([]);
    expect(needsSlack(redacted)).toBe(false);
  });

  test.each(['not-done', 'perhaps-done'] as const)(
    'edits a line that quotes a %s reply after an erasure, once the ticket no longer has its text',
    (did) => {
      const lines: HistoryLine[] = [
        { name: 'act-2', at: NOW, deed: { did: 'claimed', press: 'press-0', by: 'U0MADEUP1' } },
        { name: 'act-3', at: NOW, deed: { did, press: 'press-1', by: 'U0MADEUP1' } },
      ];
      const { text, ...act } = makeAct({ progress: 'told' });
      const posted = { 'act-2': '1.1', 'act-3': '1.2' };
      const ticket = makeShownTicket({ history: lines, posted, act, erased: true, text: '' });
      expect(planActions(ticket, NOW)).toEqual([{ do: 'redact-line', name: 'act-3' }]);
      expect(planActions(withFields(ticket, { act: makeAct({ progress: 'told' }) }), NOW)).toEqual([]);
      expect(planActions(withFields(ticket, { posted: { ...posted, 'act-3': 'passed' } }), NOW)).toEqual([]);
    },
  );

  test('does not send later what was passed over', () => {
    const planOf = (more: object, name: LineName) =>
      plan(makeShownTicket({ ...breached, history: history(name), posted: { [name]: 'passed' }, ...more }));
    expect(planOf({}, 'closed-2')).toEqual({ do: 'nothing' });
    expect(planOf({ outcome: 'answered' }, 'breach')).toEqual({ do: 'nothing' });
  });

  test('posts a line for a closing', () => {
    expect(plan(makeClosedTicket({ posted: {} }))).toMatchObject({ line: { name: 'closed-2' } });
  });

  test('R16: posts the breach line once', () => {
    const ticket = makeShownTicket({ ...breached, history: history('breach') });
    expect(plan(ticket)).toMatchObject({ do: 'post-line', line: { name: 'breach' } });
    expect(plan(withFields(ticket, { posted: { breach: '1.1' } }))).toEqual({ do: 'nothing' });
  });

  test('R16: posts a passed-over breach when the re-opened ticket is closed automatically again', () => {
    const ticket = makeShownTicket({
      ...breached,
      history: history('breach', 'breach'),
      posted: { breach: 'passed' },
    });
    expect(plan(ticket)).toMatchObject({ do: 'post-line', line: { name: 'breach' } });
    expect(plan(withFields(ticket, { posted: { breach: '1.1' } }))).toEqual({ do: 'nothing' });
  });

  test('R16: posts a single breach in the channel for two automatic closings without a message', () => {
    const ticket = makeShownTicket({ ...breached, history: history('breach', 'breach') });
    expect(plan(ticket)).toMatchObject({ do: 'post-line', line: { name: 'breach' } });
  });
});

describe('planDelivery of a warning (R23)', () => {
  const deadline = makeTicket().facts.dueAt;
  const names = [`step/3h/${deadline}`, `step/1h/${deadline}`, `escalation/1h/${deadline}`] as const;
  const warned = makeShownTicket({
    version: 2,
    publishedVersion: 2,
    shownVersion: 1,
    history: history(...names),
  });

  test('is posted before the card is edited, and replaces an earlier warning', () => {
    expect(planActions(warned, NOW)).toEqual([
      { do: 'post-line', line: { name: names[1], at: NOW } },
      { do: 'post-line', line: { name: names[2], at: NOW } },
      { do: 'edit' },
      { do: 'pass', names: [names[0]] },
    ]);
    const posted = withFields(warned, { posted: { [names[1]]: '1.1', [names[2]]: '1.2' } });
    expect(plan(posted)).toEqual({ do: 'edit' });
    expect(plan(withFields(posted, { shownVersion: 2 }))).toEqual({ do: 'pass', names: [names[0]] });
  });

  test('does not edit the card for versions that change nothing on it', () => {
    const posted = { [names[0]]: 'passed', [names[1]]: '1.1', [names[2]]: '1.2' };
    const quiet = withFields(warned, {
      version: 4,
      publishedVersion: 4,
      posted,
      offCard: { after: 2, to: 4 },
    });
    expect(plan(withFields(quiet, { shownVersion: 2 }))).toEqual({ do: 'nothing' });
    expect(needsSlack(withFields(quiet, { shownVersion: 2 }))).toBe(false);
    expect(plan(withFields(quiet, { shownVersion: 1 }))).toEqual({ do: 'edit' });
    expect(plan(withFields(quiet, { shownVersion: 2, version: 5 }))).toEqual({ do: 'edit' });
  });

  test('S6, R22: the step’s own channel comes right after the thread, and a refusing channel does not block the rest', () => {
    const posted = { [names[0]]: 'passed', [names[1]]: '1.1' };
    const changed = history(...names, 'changed-2');
    const shown = withFields(warned, { shownVersion: 2, posted, history: changed });
    expect(plan(shown)).toMatchObject({ do: 'post-line', line: { name: names[2] } });
    const refused = withFields(shown, { retries: { [names[2]]: makeRetry({ version: 2, at: NOW + 1 }) } });
    expect(plan(refused)).toMatchObject({ do: 'post-line', line: { name: 'changed-2' } });
    const rest = withFields(refused, { posted: { ...posted, 'changed-2': '1.2' } });
    expect(plan(rest)).toEqual({ do: 'wait', until: NOW + 1 });
  });

  test('S6: an escalation is dropped for a later step, even if that step has no channel of its own', () => {
    const later = history(`step/3h/${deadline}`, `escalation/3h/${deadline}`, `step/1h/${deadline}`);
    const shown = withFields(warned, { shownVersion: 2, history: later });
    const posted = withFields(shown, { posted: { [`step/1h/${deadline}`]: '1.1' } });
    expect(plan(posted)).toEqual({ do: 'pass', names: [`step/3h/${deadline}`, `escalation/3h/${deadline}`] });
  });

  test('R16: is passed over for a closed ticket', () => {
    const closed = makeClosedTicket({ history: history(...names), posted: {} });
    expect(plan(closed)).toEqual({ do: 'pass', names: [...names] });
  });
});

describe('planDelivery of a refused message (R22)', () => {
  const refused = (retry: Partial<Retry>) => makeTicket({ retries: { card: makeRetry(retry) } });

  test('waits for its next try, and tries a newer version at once', () => {
    expect(plan(refused({ version: 1, at: NOW + MINUTE }))).toEqual({ do: 'wait', until: NOW + MINUTE });
    expect(plan(refused({ version: 1, at: NOW }))).toEqual({ do: 'post' });
    expect(plan(refused({ version: 0, at: NOW + MINUTE }))).toEqual({ do: 'post' });
  });

  test('waits until the first of several tries is due', () => {
    const retries = {
      edit: makeRetry({ version: 2, at: NOW + MINUTE }),
      'changed-2': makeRetry({ version: 2, at: NOW + MINUTE / 2 }),
    };
    const ticket = makeShownTicket({ version: 2, publishedVersion: 2, shownVersion: 1, retries });
    expect(plan(withFields(ticket, { history: history('changed-2') }))).toEqual({
      do: 'wait',
      until: NOW + MINUTE / 2,
    });
  });

  test('waits 1 minute, then 2, 4, 8, then 15; an hour once it was refused for a day', () => {
    const waits = [0, 1, 2, 3, 4, 5, 2000].map((times) => retryMs(times, DAY - 1));
    expect(waits).toEqual([1, 2, 4, 8, 15, 15, 15].map((minutes) => minutes * MINUTE));
    expect(retryMs(0, DAY)).toBe(HOUR);
  });

  test('R6: does not wait longer than its turn after a clock was set back', () => {
    expect(plan(refused({ times: 2, at: NOW + 2 * MINUTE }))).toMatchObject({ do: 'wait' });
    expect(plan(refused({ times: 2, at: NOW + 2 * MINUTE + 1 }))).toEqual({ do: 'post' });
  });

  test('R6: does not wait 51 instead of one minute after a clock was set back by 50 minutes', () => {
    const inAMinute = { version: 1, at: NOW + MINUTE };
    expect(plan(refused(inAMinute), NOW - 50 * MINUTE)).toEqual({ do: 'post' });
    const edit = makeRetry({ ...inAMinute, version: Number.MAX_SAFE_INTEGER, times: 0 });
    const changed = makeShownTicket({ version: 2, publishedVersion: 2, shownVersion: 1, retries: { edit } });
    expect(plan(changed)).toEqual({ do: 'wait', until: NOW + MINUTE });
    expect(plan(changed, NOW - 50 * MINUTE)).toEqual({ do: 'edit' });
    const hourly = { ...inAMinute, at: NOW + HOUR, since: NOW - 24 * HOUR, times: 90 };
    expect(plan(refused(hourly))).toEqual({ do: 'wait', until: NOW + HOUR });
  });

  test('does not delay the thread’s lines while an edit waits', () => {
    const ticket = makeShownTicket({
      version: 2,
      publishedVersion: 2,
      shownVersion: 1,
      history: history('changed-2'),
      retries: { edit: makeRetry({ version: 2, at: NOW + MINUTE }) },
    });
    expect(plan(ticket)).toMatchObject({ do: 'post-line', line: { name: 'changed-2' } });
  });

  test('passes over a hundred outdated lines in batches', () => {
    const names = Array.from({ length: 100 }, (_, index) => `changed-${index + 2}` as const);
    const step = plan(makeShownTicket({ history: history(...names) }));
    expect(step).toEqual({ do: 'pass', names: names.slice(0, 20) });
  });
});

describe('linesShownByCard', () => {
  test('R16: returns for a first card every pending line except a breach and a warning', () => {
    const ticket = makeTicket({
      ...breached,
      history: history('changed-2', 'changed-3', 'breach', `step/1h/${makeTicket().facts.dueAt}`),
      posted: { 'changed-2': '1.1' },
    });
    expect(linesShownByCard(ticket)).toEqual(['changed-3']);
  });
});

describe('planDelivery of a notice (R24)', () => {
  const inSlack = { channel: 'C0CS', ts: '1.1' };

  test('posts a list of new tickets, edits it once with links to its cards, and then leaves it unchanged', () => {
    expect(plan(makeList())).toEqual({ do: 'post' });
    expect(plan(makeList({}, inSlack))).toEqual({ do: 'edit' });
    expect(plan(makeList({}, { ...inSlack, shownVersion: 1 }))).toEqual({ do: 'nothing' });
  });

  test.each(['breach', 'step/1h', 'escalation/1h'] as const)(
    'posts a list of the sort %s and then leaves it unchanged, also if it was found after a lost answer',
    (of) => {
      expect(plan(makeList({ of }))).toEqual({ do: 'post' });
      expect(plan(makeList({ of }, inSlack))).toEqual({ do: 'nothing' });
    },
  );

  test('does not post a passed-over list later, for example a list without members', () => {
    expect(plan(makeList({}, { shownVersion: 1 }))).toEqual({ do: 'nothing' });
  });

  test('edits a newer version in place', () => {
    const shown = makeBlindness({}, { version: 2, shownVersion: 1, channel: 'C0CS', ts: '1.1' });
    expect(plan(shown)).toEqual({ do: 'edit' });
  });

  test('R19: looks up a lost answer before it sends again', () => {
    const attempt = { name: 'notice', at: NOW, token: 'made-up', channel: 'C0CS' } as const;
    expect(plan(makeBlindness({}, { attempt }), NOW + MINUTE)).toEqual({ do: 'look-up' });
  });

  test('R22: waits for the next try of a refused notice', () => {
    const retries = { notice: makeRetry({ version: 1, at: NOW + 1 }) };
    expect(plan(makeBlindness({}, { retries }))).toEqual({ do: 'wait', until: NOW + 1 });
  });

  test('D10: drops a blindness that was over before its notice was sent', () => {
    const over = { state: 'over', until: NOW } as const;
    expect(plan(makeBlindness(over))).toEqual({ do: 'skip' });
    expect(plan(makeBlindness(over, { shownVersion: 1 }))).toEqual({ do: 'nothing' });
    expect(plan(makeBlindness(over, { channel: 'C0CS', ts: '1.1' }))).toEqual({ do: 'edit' });
  });
});

describe('actionName', () => {
  test('R19, R22: names an action after its message, and an edit after itself', () => {
    const ticket = makeTicket();
    expect(actionName(ticket, { do: 'post' })).toBe('card');
    expect(actionName(makeList(), { do: 'post' })).toBe('notice');
    expect(actionName(ticket, { do: 'post-line', line: { name: 'breach', at: NOW } })).toBe('breach');
    expect(actionName(ticket, { do: 'redact-line', name: 'changed-2' })).toBe('changed-2');
    expect(actionName(ticket, { do: 'edit' })).toBe('edit');
    const attempt = { name: 'breach', channel: 'C0CS', at: NOW, token: 'made-up' } as const;
    expect(actionName(makeTicket({ attempt }), { do: 'look-up' })).toBe('breach');
    expect(actionName(ticket, { do: 'pass', names: ['changed-2'] })).toBeUndefined();
  });
});

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
  const run = (day: readonly { happenings: Happening[]; steps: number; fates: Fate[] }[]): World => {
    let world: World = { ticket: makeTicket(), now: NOW, slack: [], settled: false };
    for (const round of day) {
      world = { ...world, ticket: round.happenings.reduce(happen, world.ticket), now: world.now + MINUTE };
      // A run that dies after any few steps. The next one continues from the ticket alone.
      for (let step = 0; step < round.steps; step += 1)
        world = deliverOnce(world, round.fates[step] ?? 'answered');
    }
    return deliverAll(world, []);
  };

  test('ends with exactly one card, and with each line posted or passed over once', () => {
    fc.assert(
      fc.property(rounds, (day) => {
        const { ticket, slack } = run(day);
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
      fc.property(rounds, (day) => {
        const { ticket, slack } = run(day);
        if (ticket.facts.outcome === 'auto-closed') expect(slack).toContain('breach' satisfies LineName);
      }),
      { numRuns: 500 },
    );
  });

  test('R3: removes a ticket from the index only when it is settled for good', () => {
    fc.assert(
      fc.property(rounds, (day) => {
        const { ticket, now } = run(day);
        const at = attentionTime(ticket, now);
        expect(at === undefined).toBe(ticket.facts.state === 'closed');
        // Not yet for an open ticket whose ladder was not looked at.
        if (at !== undefined) expect(at).toBeLessThanOrEqual(now);
      }),
    );
  });
});
