import { describe, expect, test } from '@jest/globals';
import { decidePress, type Pressed } from '../../../../lib/domain/act/decide-press.ts';
import { giveUpAct, noteExplained } from '../../../../lib/domain/act/decide-act.ts';
import { ROSTER } from '../../../../lib/domain/act/roster.ts';
import type { Deed, Press, SnoozeSpan } from '../../../../lib/domain/ticket/act.ts';
import { closeTicket, listedFactsOf, reopenTicket } from '../../../../lib/domain/ticket/ticket-changes.ts';
import type { HistoryLine, TicketFacts } from '../../../../lib/domain/ticket/ticket.ts';
import {
  makeAcceptedAct,
  makeAct,
  makeConfirmPress,
  makePress,
  makeReplyPress,
  makeSentAct,
  makeSnoozePress,
} from '../../../fixtures/domain/make-act.ts';
import {
  makeClosedTicket,
  makeTicket,
  withFields,
  withoutFields,
} from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';
import { makeQuestionTicket } from '../../../fixtures/domain/make-question.ts';

const ticket = makeTicket({ version: 4 });
const confirmed = makeTicket({ kind: 'confirm' });
const claimedByOther = makeTicket({ claimedBy: 'U0OTHER', claimedAt: NOW });
const assign: Press = { ...makePress('claim'), do: 'assign', to: 'U0MADEUP2' };

const factsOf = (pressed: Pressed): TicketFacts => {
  if (pressed.is !== 'change') throw new Error(`It is ${pressed.is}.`);
  return pressed.change.facts;
};
const refusalOf = (pressed: Pressed) => (pressed.is === 'refused' ? pressed.refusal : pressed.is);

describe('decidePress: claims (A1)', () => {
  test('a claim names the person and enters the ledger with the press', () => {
    const facts = factsOf(decidePress(ticket, makePress('claim'), NOW));
    expect(facts).toMatchObject({ claimedBy: 'U0MADEUP1', claimedAt: NOW });
    expect(facts.history).toEqual([
      { name: 'act-5', at: NOW, deed: { did: 'claimed', press: 'press-1', by: 'U0MADEUP1', name: 'minji' } },
    ]);
  });

  test('S6: an assignment to a person whose claim is stale renews the claim', () => {
    const stale = makeTicket({ claimedBy: 'U0MADEUP2', claimedAt: NOW });
    expect(factsOf(decidePress(stale, assign, NOW + 3 * HOUR, 2 * HOUR))).toMatchObject({
      claimedBy: 'U0MADEUP2',
      claimedAt: NOW + 3 * HOUR,
    });
  });

  test('a claimed ticket stays with its claimer unless somebody assigns it', () => {
    expect(refusalOf(decidePress(claimedByOther, makePress('claim'), NOW))).toEqual({
      code: 'claimed',
      by: 'U0OTHER',
    });
    expect(factsOf(decidePress(claimedByOther, assign, NOW))).toMatchObject({
      claimedBy: 'U0MADEUP2',
      history: [{ deed: { did: 'assigned', by: 'U0MADEUP1', to: 'U0MADEUP2' } }],
    });
  });

  test('only the claimer releases a ticket', () => {
    const own = makeTicket({ claimedBy: 'U0MADEUP1', claimedAt: NOW });
    const facts = factsOf(decidePress(own, makePress('release'), NOW));
    expect(facts).not.toHaveProperty('claimedBy');
    expect(facts).not.toHaveProperty('claimedAt');
    expect(facts.history).toMatchObject([{ deed: { did: 'released' } }]);
    expect(refusalOf(decidePress(claimedByOther, makePress('release'), NOW))).toEqual({
      code: 'not-claimer',
      by: 'U0OTHER',
    });
  });

  test('S6: a stale claim blocks nobody: anybody claims or releases the ticket, and its claimer renews the claim', () => {
    const decide = (press: Press, ms: number) => decidePress(claimedByOther, press, NOW + ms, HOUR);
    expect(refusalOf(decide(makePress('claim'), HOUR - 1))).toMatchObject({ code: 'claimed' });
    expect(factsOf(decide(makePress('claim'), HOUR))).toMatchObject({
      claimedBy: 'U0MADEUP1',
      claimedAt: NOW + HOUR,
    });
    expect(refusalOf(decide(makePress('release'), HOUR - 1))).toMatchObject({ code: 'not-claimer' });
    expect(factsOf(decide(makePress('release'), HOUR))).not.toHaveProperty('claimedBy');
    const own = { ...makePress('claim'), by: 'U0OTHER' };
    expect(decide(own, HOUR - 1)).toEqual({ is: 'done' });
    expect(factsOf(decide(own, HOUR))).toMatchObject({ claimedBy: 'U0OTHER', claimedAt: NOW + HOUR });
  });

  test.each<[string, Press, Partial<TicketFacts>]>([
    ['claimed by the same person', makePress('claim'), { claimedBy: 'U0MADEUP1', claimedAt: NOW }],
    ['assigned to the same person', assign, { claimedBy: 'U0MADEUP2', claimedAt: NOW }],
    ['released', makePress('release'), {}],
  ])('a ticket that is %s stays unchanged', (_what, press, facts) => {
    expect(decidePress(withFields(ticket, facts), press, NOW)).toEqual({ is: 'done' });
  });

  test('a claim that is delivered again after a release has no effect', () => {
    const claim = makePress('claim', 'first');
    const claimed = withFields(ticket, factsOf(decidePress(ticket, claim, NOW)));
    const release = factsOf(decidePress(claimed, makePress('release', 'second'), NOW));
    const released = withFields(withoutFields(claimed, 'claimedBy', 'claimedAt'), {
      history: release.history,
    });
    expect(decidePress(released, claim, NOW)).toEqual({ is: 'done' });
  });
});

describe('decidePress: a snooze (A1)', () => {
  const own = makeTicket({ claimedBy: 'U0MADEUP1', claimedAt: NOW });
  const { dueAt } = own.facts;

  test.each([
    ['30m', NOW + 30 * MINUTE],
    ['1h', NOW + HOUR],
    ['2h', NOW + 2 * HOUR],
    ['last', dueAt],
  ] as const)('%s: its end is stored in the ticket and, with the person, in the ledger', (span, until) => {
    const facts = factsOf(decidePress(own, makeSnoozePress(span), NOW));
    expect(facts).toMatchObject({ claimedBy: 'U0MADEUP1', snoozed: { by: 'U0MADEUP1', until } });
    expect(facts.history.at(-1)?.deed).toEqual({
      did: 'snoozed',
      press: 'press-1',
      by: 'U0MADEUP1',
      name: 'minji',
      until,
    });
  });

  test('ends at the deadline at the latest, and another choice replaces it', () => {
    const late = dueAt - 20 * MINUTE;
    expect(factsOf(decidePress(own, makeSnoozePress('1h'), late)).snoozed?.until).toBe(dueAt);
    const long = withFields(own, { snoozed: { by: 'U0MADEUP1', until: dueAt } });
    expect(factsOf(decidePress(long, makeSnoozePress('30m'), NOW)).snoozed?.until).toBe(NOW + 30 * MINUTE);
  });

  test('R23: cannot outlast its claim, so that nobody relies on it', () => {
    const old = withFields(own, { claimedAt: NOW - 90 * MINUTE });
    const until = (span: SnoozeSpan) =>
      factsOf(decidePress(old, makeSnoozePress(span), NOW, 2 * HOUR)).snoozed?.until;
    expect([until('30m'), until('1h'), until('2h')]).toEqual(Array(3).fill(NOW + 30 * MINUTE));
    expect(until('last')).toBe(dueAt);
  });

  test.each([
    ['nobody has claimed', ticket, NOW],
    ['another has claimed', claimedByOther, NOW],
    ['is past its deadline', own, dueAt],
    ['its person claimed too long ago', own, NOW + 2 * HOUR],
  ])('is refused for a ticket that %s', (_what, on, now) => {
    expect(refusalOf(decidePress(on, makeSnoozePress('1h'), now, 2 * HOUR))).toEqual({
      code: 'not-snoozable',
    });
  });

  test.each<[string, Press, number]>([
    ['a release', makePress('release', 'press-2'), NOW],
    ['an assignment', { ...assign, id: 'press-2' }, NOW],
    ['a claim of a stale claim', makePress('claim', 'press-2'), NOW + 2 * HOUR],
  ])('ends with %s, and does not count in a later claim of that person', (_what, press, now) => {
    const snoozed = withFields(own, { snoozed: { by: 'U0MADEUP1', until: dueAt } });
    expect(factsOf(decidePress(snoozed, press, now, 2 * HOUR))).not.toHaveProperty('snoozed');
  });
});

describe('R28: the ledger of presses', () => {
  const people = (count: number) => Array.from({ length: count }, (_, at) => `U0PERSON${at}`);
  const linesOf = (by: string, count: number, did: Deed['did'] = 'claimed'): HistoryLine[] =>
    Array.from({ length: count }, (_, at) => ({
      name: `act-${at}`,
      at: NOW,
      deed: { did, press: `${by}-${at}`, by },
    }));
  const withLines = (history: HistoryLine[], fields: Partial<TicketFacts> = {}) =>
    withFields(ticket, { ...fields, history });

  test('accepts twenty claims, assignments, releases and snoozes of a person, and then only replies and confirmations', () => {
    expect(decidePress(withLines(linesOf('U0MADEUP1', 19)), makePress('claim'), NOW)).toMatchObject({
      is: 'change',
    });
    const full = withLines(linesOf('U0MADEUP1', 20));
    const own = withLines(linesOf('U0MADEUP1', 20), { claimedBy: 'U0MADEUP1', claimedAt: NOW });
    for (const [on, press] of [
      [full, makePress('claim')],
      [full, assign],
      [own, makePress('release')],
      [own, makeSnoozePress('1h')],
    ] as const)
      expect(refusalOf(decidePress(on, press, NOW))).toEqual({ code: 'too-many' });
    expect(decidePress(full, makeReplyPress(full), NOW)).toMatchObject({ is: 'change' });
    expect(decidePress(full, { ...makePress('claim'), by: 'U0OTHER' }, NOW)).toMatchObject({ is: 'change' });
  });

  test('a hundred presses of others keep nobody from claiming, since the oldest is dropped', () => {
    const history = people(5).flatMap((by) => linesOf(by, 20));
    const facts = factsOf(decidePress(withLines(history), makePress('claim'), NOW));
    expect(facts.claimedBy).toBe('U0MADEUP1');
    expect(facts.history).toHaveLength(100);
    expect(facts.history.slice(0, -1)).toEqual(history.slice(1));
    expect(facts.history.at(-1)?.deed).toMatchObject({ did: 'claimed', by: 'U0MADEUP1' });
  });

  test('keeps replies, confirmations, other lines and an act in progress, and does not count them for their person', () => {
    const acts = [
      ...linesOf('U0MADEUP1', 10, 'replied'),
      ...linesOf('U0MADEUP1', 10, 'perhaps-done'),
      ...linesOf('U0MADEUP1', 10, 'asked-look-up'),
      { name: 'changed-2', at: NOW } as const,
    ];
    const act = makeAct({ progress: 'sending', sendingAt: NOW });
    const full = withLines([...acts, ...people(6).flatMap((by) => linesOf(by, 20))], { act });
    const facts = factsOf(decidePress(full, makePress('claim', 'press-2'), NOW));
    expect(facts.history.slice(0, acts.length)).toEqual(acts);
    expect(facts.history).toHaveLength(acts.length + 100);
    expect(facts.act).toEqual(act);
  });

  test('does not limit the assignments of the roster', () => {
    const pressed = decidePress(withLines(linesOf(ROSTER, 60)), { ...assign, by: ROSTER }, NOW);
    expect(pressed).toMatchObject({ is: 'change' });
  });
});

describe('R28: a reply form can be used for a single reply', () => {
  const reply = makeReplyPress(ticket);
  const taken = withFields(ticket, { ...factsOf(decidePress(ticket, reply, NOW)), version: 5 });
  const notified = withFields(taken, { act: makeAct({ ...taken.facts.act, progress: 'told' }) });

  test.each<[string, ReturnType<typeof makeTicket>]>([
    ['after it was refused', notified],
    ['after its act was forgotten', withoutFields(notified, 'act')],
    [
      'after fifty others pushed it out of the ledger',
      withFields(notified, {
        act: makeAct({ id: 'x', progress: 'told', earlier: Array.from({ length: 50 }, (_, at) => `${at}`) }),
      }),
    ],
    [
      'after the ticket was closed and opened again',
      withFields(notified, {
        ...reopenTicket(
          withFields(notified, closeTicket(notified, { outcome: 'answered' }, NOW).facts),
          listedFactsOf(notified.facts),
          NOW,
        ).facts,
      }),
    ],
  ])('starts nothing when it is sent again %s, regardless of its text', (_when, on) => {
    for (const press of [reply, { ...reply, id: 'another text' }]) {
      const pressed = decidePress(on, press, NOW + MINUTE);
      expect(pressed.is).not.toBe('change');
    }
    expect(refusalOf(decidePress(on, { ...reply, id: 'another text' }, NOW))).toEqual({ code: 'form-used' });
  });

  test('starts nothing if another person opened it before the reply, and works if it was opened later', () => {
    expect(refusalOf(decidePress(notified, makeReplyPress(ticket, 'other'), NOW))).toEqual({
      code: 'form-used',
    });
    expect(decidePress(notified, makeReplyPress(notified, 'other'), NOW)).toMatchObject({ is: 'change' });
  });

  test('is accepted without a version until the first reply', () => {
    const { version: _, ...old } = { version: 0, ...reply };
    expect(decidePress(ticket, old, NOW)).toMatchObject({ is: 'change' });
    expect(refusalOf(decidePress(notified, { ...old, id: 'other' }, NOW))).toEqual({ code: 'form-used' });
  });

  test('is not used up by a claim or a look-up in between', () => {
    const claimed = withFields(ticket, {
      ...factsOf(decidePress(ticket, makePress('claim', 'c'), NOW)),
      version: 5,
    });
    const looked = factsOf(decidePress(claimed, makePress('look-up', 'l'), NOW));
    const on = withFields(claimed, { ...looked, version: 6 });
    expect(decidePress(on, reply, NOW)).toMatchObject({ is: 'change' });
  });
});

describe('decidePress: requests to Coupang (A2, A3)', () => {
  test('a reply waits in the ticket with all that its call needs, and its event wakes act', () => {
    const press = makeReplyPress(ticket);
    const pressed = decidePress(ticket, press, NOW);
    expect(pressed).toMatchObject({ is: 'change', change: { event: 'ActAsked', before: ticket } });
    const { version, ...requested } = { version: 0, ...press };
    expect(version).toBe(4);
    expect(factsOf(pressed).act).toEqual({ ...requested, at: NOW, progress: 'asked', nextAt: NOW + MINUTE });
  });

  test('a confirmation and a look-up have no text', () => {
    expect(factsOf(decidePress(confirmed, makeConfirmPress(confirmed), NOW)).act).toEqual({
      ...makeConfirmPress(confirmed),
      at: NOW,
      progress: 'asked',
      nextAt: NOW + MINUTE,
    });
    expect(factsOf(decidePress(ticket, makePress('look-up'), NOW)).act).not.toHaveProperty('wingId');
  });

  test.each<[string, Press, ReturnType<typeof makeTicket>, object]>([
    ['a closed ticket', makePress('claim'), makeClosedTicket(), { code: 'ended' }],
    ['a reply to what needs a confirmation', makeReplyPress(confirmed), confirmed, { code: 'wrong-kind' }],
    ['a confirmation of what needs a reply', makeConfirmPress(ticket), ticket, { code: 'wrong-kind' }],
    [
      'a reply through a form',
      makeReplyPress(ticket),
      withFields(ticket, { formLink: 'https://coupa.ng/a' }),
      { code: 'form-link' },
    ],
    ['a reply to no post', makeReplyPress(ticket), makeTicket({ answerId: 'after-0' }), { code: 'no-post' }],
    [
      'a confirmation of no post',
      makeConfirmPress(confirmed),
      makeTicket({ answerId: 'after-0', kind: 'confirm' }),
      { code: 'no-post' },
    ],
    [
      'R28: a reply to what the agent asked before',
      makeReplyPress(ticket),
      withFields(ticket, { text: 'Something else.' }),
      { code: 'stale' },
    ],
    [
      'R28: a confirmation of what the agent asked before',
      makeConfirmPress(confirmed),
      withFields(confirmed, { text: 'Something else.' }),
      { code: 'stale' },
    ],
  ])('refuses: %s', (_what, press, on, refusal) => {
    expect(refusalOf(decidePress(on, press, NOW))).toEqual(refusal);
  });

  test('sends nothing at or after the deadline, except a look-up (A5)', () => {
    const { dueAt } = ticket.facts;
    const reply = makeReplyPress(ticket);
    expect(decidePress(ticket, reply, dueAt - 1)).toMatchObject({ is: 'change' });
    expect(refusalOf(decidePress(ticket, reply, dueAt))).toEqual({ code: 'past-due' });
    expect(refusalOf(decidePress(confirmed, makeConfirmPress(confirmed), dueAt + DAY))).toEqual({
      code: 'past-due',
    });
    expect(decidePress(ticket, makePress('look-up'), dueAt + DAY)).toMatchObject({ is: 'change' });
  });

  test.each(['asked', 'sending', 'sent', 'refused'] as const)(
    'R28: an act that is %s blocks the ticket, so that its person does not lose the text',
    (progress) => {
      const busy = withFields(ticket, { act: makeAct({ id: 'first', by: 'U0OTHER', progress }) });
      expect(refusalOf(decidePress(busy, makeReplyPress(ticket), NOW))).toEqual({
        code: 'busy',
        by: 'U0OTHER',
      });
    },
  );

  describe('a look-up blocks no other act', () => {
    const lookUp = makeAct({ do: 'look-up', id: 'first', by: 'U0OTHER' });
    test.each(['asked', 'refused'] as const)(
      'R29: a look-up that is %s is replaced, and is in the ledger',
      (progress) => {
        const looked = withFields(ticket, { act: { ...lookUp, progress } });
        const facts = factsOf(decidePress(looked, makeReplyPress(ticket), NOW));
        expect(facts.act).toMatchObject({ do: 'reply', progress: 'asked', earlier: ['first'] });
        expect(facts.history).toMatchObject([
          { name: 'act-5', deed: { did: 'asked-look-up', press: 'first', by: 'U0OTHER' } },
        ]);
        const confirms = withFields(confirmed, { act: { ...lookUp, progress } });
        expect(decidePress(confirms, makeConfirmPress(confirmed), NOW)).toMatchObject({ is: 'change' });
        // One look-up is enough.
        expect(refusalOf(decidePress(looked, makePress('look-up'), NOW))).toMatchObject({ code: 'busy' });
      },
    );

    test('is accepted once per minute', () => {
      const { act } = factsOf(decidePress(ticket, makePress('look-up', 'first'), NOW));
      const notified = noteExplained(ticket, makeAct(act)).facts;
      const looked = withFields(ticket, { act: makeAct(notified.act) });
      const again = makePress('look-up', 'second');
      expect(refusalOf(decidePress(looked, again, NOW + MINUTE - 1))).toEqual({ code: 'looked-up' });
      expect(decidePress(looked, again, NOW + MINUTE)).toMatchObject({ is: 'change' });
      // A reply in between does not shorten the minute.
      const replied = factsOf(decidePress(looked, makeReplyPress(ticket, 'reply'), NOW)).act;
      const refused = withFields(ticket, { act: makeAct(noteExplained(ticket, makeAct(replied)).facts.act) });
      expect(refusalOf(decidePress(refused, again, NOW + 1))).toEqual({ code: 'looked-up' });
    });
  });

  test('R28: every other act is refused while Coupang does not show an accepted reply, look-ups included', () => {
    const accepted = withFields(ticket, { act: makeAcceptedAct({ id: 'first', by: 'U0OTHER' }) });
    for (const pressed of [makeReplyPress(ticket, 'second'), makePress('look-up', 'second')])
      expect(refusalOf(decidePress(accepted, pressed, NOW))).toEqual({ code: 'busy', by: 'U0OTHER' });
  });

  test('R28: a sent act can be looked up, and nothing else can be sent before or after', () => {
    const sent = withFields(ticket, { act: makeSentAct({ id: 'first', by: 'U0OTHER' }) });
    const looking = factsOf(decidePress(sent, makePress('look-up', 'look'), NOW));
    expect(looking.act).toMatchObject({ do: 'look-up', progress: 'asked' });
    const during = withFields(ticket, { act: makeAct(looking.act) });
    const busy = { code: 'busy', by: 'U0OTHER' };
    expect(refusalOf(decidePress(during, makeReplyPress(ticket, 'second'), NOW))).toEqual(busy);
    const notified = noteExplained(during, makeAct(looking.act)).facts;
    expect(notified.act).toMatchObject({ id: 'first', do: 'reply', progress: 'sent' });
    const after = withFields(ticket, { act: makeSentAct(notified.act) });
    expect(refusalOf(decidePress(after, makeReplyPress(ticket, 'second'), NOW))).toEqual(busy);
    const givenUp = giveUpAct(during, makeAct(looking.act), NOW)?.facts.act;
    expect(givenUp).toMatchObject({ id: 'first', do: 'reply', progress: 'sent' });
    expect(decidePress(after, makePress('look-up', 'look'), NOW + MINUTE)).toEqual({ is: 'done' });
  });

  test('R28: another act may follow once the person was notified, and the same press has no effect', () => {
    const notified = withFields(ticket, { act: makeAct({ progress: 'told' }) });
    expect(decidePress(notified, makeReplyPress(ticket, 'another'), NOW)).toMatchObject({ is: 'change' });
    expect(decidePress(notified, makeReplyPress(ticket), NOW)).toEqual({ is: 'done' });
    const act = factsOf(decidePress(notified, makeReplyPress(ticket, 'another'), NOW)).act;
    const notifiedAgain = withFields(ticket, { act: { ...makeAct(act), progress: 'told' } });
    expect(decidePress(notifiedAgain, makeReplyPress(ticket), NOW)).toEqual({ is: 'done' });
  });
});

describe('a press on a question', () => {
  const question = makeQuestionTicket({ version: 3 });
  const LATE = question.facts.dueAt + 2 * DAY;

  test.each([
    ['before its deadline', NOW],
    ['days after its deadline, since Coupang closes no question', LATE],
  ])('a reply is accepted %s', (_when, now) => {
    expect(decidePress(question, makeReplyPress(question), now)).toMatchObject({
      is: 'change',
      change: { event: 'ActAsked', facts: { act: { do: 'reply', progress: 'asked' } } },
    });
  });

  test('a claim, a release and an assignment are possible after its deadline, and a snooze is not', () => {
    const mine = withFields(question, { claimedBy: 'U0MADEUP1', claimedAt: LATE });
    expect(decidePress(question, makePress('claim'), LATE).is).toBe('change');
    expect(decidePress(question, assign, LATE).is).toBe('change');
    expect(decidePress(mine, makePress('release'), LATE).is).toBe('change');
    expect(decidePress(mine, makeSnoozePress('1h'), LATE)).toEqual({
      is: 'refused',
      refusal: { code: 'not-snoozable' },
    });
  });

  test('a confirmation is refused: there is nothing to confirm', () => {
    expect(decidePress(question, makeConfirmPress(question), NOW)).toEqual({
      is: 'refused',
      refusal: { code: 'wrong-kind' },
    });
  });
});
