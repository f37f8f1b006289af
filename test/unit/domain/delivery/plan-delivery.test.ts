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
import type { LineName, Retry, HistoryLine } from '../../../../lib/domain/ticket/ticket.ts';
import { makeAct } from '../../../fixtures/domain/make-act.ts';
import { makeBlindness, makeList } from '../../../fixtures/domain/make-notice.ts';
import {
  makeClosedTicket,
  makeShownTicket,
  makeTicket,
  withFields,
} from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';

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
  test('a ticket that Slack does not show gets its card', () => {
    expect(plan(makeTicket())).toEqual({ do: 'post' });
  });

  test('a ticket that is fully shown needs nothing', () => {
    expect(plan(makeShownTicket())).toEqual({ do: 'nothing' });
    expect(plan(makeClosedTicket())).toEqual({ do: 'nothing' });
  });

  test('D5: a ticket past at first sight gets no card', () => {
    expect(plan(makeTicket({ state: 'closed', announcement: 'none', version: 2 }))).toEqual({
      do: 'nothing',
    });
  });

  test('a newer version is an edit in place, before any line of the thread', () => {
    const ticket = makeShownTicket({ version: 2, shownVersion: 1, history: history('changed-2') });
    expect(plan(ticket)).toEqual({ do: 'edit' });
    expect(plan(withFields(ticket, { shownVersion: 2 }))).toMatchObject({
      do: 'post-line',
      line: { name: 'changed-2', at: NOW },
    });
  });

  const attempt = { name: 'card', at: NOW, token: 'made-up', channel: 'C0CS' } as const;

  test('R19: while an attempt is open nothing new is sent, and no look-up comes too early', () => {
    const ticket = makeTicket({ attempt });
    expect(plan(ticket, NOW + MINUTE - 1)).toEqual({
      do: 'wait',
      until: NOW + MINUTE,
    });
    expect(plan(ticket, NOW + MINUTE)).toEqual({ do: 'look-up' });
  });

  test('R19: a first look-up comes early and may only find the message', () => {
    const ticket = makeTicket({ attempt });
    const planEarly = (ageMs: number) => planEarlyLookUp(ticket, NOW + ageMs);
    expect(planEarly(14_999)).toEqual([{ do: 'wait', until: NOW + 15_000 }]);
    expect(planEarly(15_000)).toEqual([{ do: 'look-up', onlyFinds: true }]);
    expect(planEarly(MINUTE)).toEqual([{ do: 'look-up' }]);
    expect(planEarlyLookUp(makeTicket(), NOW)).toEqual([{ do: 'post' }]);
  });

  test('R6: a clock set back by an hour makes no attempt wait an hour', () => {
    expect(plan(makeTicket({ attempt }), NOW - HOUR)).toEqual({ do: 'look-up' });
    expect(plan(makeTicket({ attempt }), NOW - MINUTE)).toMatchObject({ do: 'wait' });
  });

  test('R24: an unpublished ticket is not shown', () => {
    expect(plan(makeTicket({ publishedVersion: 0 }))).toEqual({ do: 'nothing' });
    expect(plan(makeList({}, { publishedVersion: 0 }))).toEqual({ do: 'nothing' });
  });

  test.each([
    ['a change, once it is closed', { state: 'closed', outcome: 'answered' }, 'changed-2'],
    ['a re-opening, once it is closed again', { state: 'closed', outcome: 'answered' }, 'reopened-2'],
    ['a closing, once it is open again', { state: 'open' }, 'closed-2'],
    ['a breach, once it is open again', { state: 'open' }, 'breach'],
    ['a breach, once it has ended otherwise', { state: 'closed', outcome: 'answered' }, 'breach'],
  ] as const)('the thread passes over %s', (_what, state, name) => {
    expect(plan(makeShownTicket({ ...state, history: history(name) }))).toEqual({
      do: 'pass',
      names: [name],
    });
  });

  test('the thread passes over an older line of the same sort', () => {
    const ticket = makeShownTicket({ history: history('changed-2', 'changed-3') });
    expect(plan(ticket)).toEqual({ do: 'pass', names: ['changed-2'] });
    expect(plan(withFields(ticket, { posted: { 'changed-2': 'passed' } }))).toMatchObject({
      do: 'post-line',
    });
  });

  test('after an erasure the card is edited first, and then each line that quotes the text', () => {
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
    'after an erasure a line that quotes a %s reply is edited, once the ticket has its text no more',
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

  test('what was passed over is not told later', () => {
    const planOf = (more: object, name: LineName) =>
      plan(makeShownTicket({ ...breached, history: history(name), posted: { [name]: 'passed' }, ...more }));
    expect(planOf({}, 'closed-2')).toEqual({ do: 'nothing' });
    expect(planOf({ outcome: 'answered' }, 'breach')).toEqual({ do: 'nothing' });
  });

  test('a closing is told', () => {
    expect(plan(makeClosedTicket({ posted: {} }))).toMatchObject({ line: { name: 'closed-2' } });
  });

  test('R16: the breach line is posted once', () => {
    const ticket = makeShownTicket({ ...breached, history: history('breach') });
    expect(plan(ticket)).toMatchObject({ do: 'post-line', line: { name: 'breach' } });
    expect(plan(withFields(ticket, { posted: { breach: '1.1' } }))).toEqual({ do: 'nothing' });
  });

  test('R16: a breach that was passed over at re-opening is posted when it is closed automatically again', () => {
    const ticket = makeShownTicket({
      ...breached,
      history: history('breach', 'breach'),
      posted: { breach: 'passed' },
    });
    expect(plan(ticket)).toMatchObject({ do: 'post-line', line: { name: 'breach' } });
    expect(plan(withFields(ticket, { posted: { breach: '1.1' } }))).toEqual({ do: 'nothing' });
  });

  test('R16: of two automatic closings without a message, the channel gets one', () => {
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

  test('it is posted before the card is edited, and an earlier one gives way to it', () => {
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

  test('S6: an escalation is dropped for a later step, even if that has no channel of its own', () => {
    const later = history(`step/3h/${deadline}`, `escalation/3h/${deadline}`, `step/1h/${deadline}`);
    const shown = withFields(warned, { shownVersion: 2, history: later });
    const posted = withFields(shown, { posted: { [`step/1h/${deadline}`]: '1.1' } });
    expect(plan(posted)).toEqual({ do: 'pass', names: [`step/3h/${deadline}`, `escalation/3h/${deadline}`] });
  });

  test('R16: for a closed ticket it is passed over', () => {
    const closed = makeClosedTicket({ history: history(...names), posted: {} });
    expect(plan(closed)).toEqual({ do: 'pass', names: [...names] });
  });

  test('it is still sent after a first card', () => {
    const first = makeTicket({ history: history('changed-2', names[1]) });
    expect(linesShownByCard(first)).toEqual(['changed-2']);
  });
});

describe('planDelivery of what Slack refused (R22)', () => {
  const refused = (retry: Partial<Retry>) => makeTicket({ retries: { card: makeRetry(retry) } });

  test('it waits for its next try, and a newer version is tried at once', () => {
    expect(plan(refused({ version: 1, at: NOW + MINUTE }))).toEqual({ do: 'wait', until: NOW + MINUTE });
    expect(plan(refused({ version: 1, at: NOW }))).toEqual({ do: 'post' });
    expect(plan(refused({ version: 0, at: NOW + MINUTE }))).toEqual({ do: 'post' });
  });

  test('of several the wait ends with the first of them', () => {
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

  test('it waits 1 minute, then 2, 4, 8, then 15; an hour once it was refused for a day', () => {
    const waits = [0, 1, 2, 3, 4, 5, 2000].map((times) => retryMs(times, DAY - 1));
    expect(waits).toEqual([1, 2, 4, 8, 15, 15, 15].map((minutes) => minutes * MINUTE));
    expect(retryMs(0, DAY)).toBe(HOUR);
  });

  test('R6: a clock set back makes no wait longer than its turn', () => {
    expect(plan(refused({ times: 2, at: NOW + 2 * MINUTE }))).toMatchObject({ do: 'wait' });
    expect(plan(refused({ times: 2, at: NOW + 2 * MINUTE + 1 }))).toEqual({ do: 'post' });
  });

  test('R6: a clock set back by two hours makes no wait of two hours', () => {
    expect(plan(refused({ version: 1, at: NOW + 2 * HOUR }))).toEqual({ do: 'post' });
  });

  test('R6: a clock set back by 50 minutes does not make a one-minute wait 51 minutes long', () => {
    const inAMinute = { version: 1, at: NOW + MINUTE };
    expect(plan(refused(inAMinute), NOW - 50 * MINUTE)).toEqual({ do: 'post' });
    const edit = makeRetry({ ...inAMinute, version: Number.MAX_SAFE_INTEGER, times: 0 });
    const changed = makeShownTicket({ version: 2, publishedVersion: 2, shownVersion: 1, retries: { edit } });
    expect(plan(changed)).toEqual({ do: 'wait', until: NOW + MINUTE });
    expect(plan(changed, NOW - 50 * MINUTE)).toEqual({ do: 'edit' });
    const hourly = { ...inAMinute, at: NOW + HOUR, since: NOW - 24 * HOUR, times: 90 };
    expect(plan(refused(hourly))).toEqual({ do: 'wait', until: NOW + HOUR });
  });

  test('an edit that waits does not delay the thread’s lines', () => {
    const ticket = makeShownTicket({
      version: 2,
      publishedVersion: 2,
      shownVersion: 1,
      history: history('changed-2'),
      retries: { edit: makeRetry({ version: 2, at: NOW + MINUTE }) },
    });
    expect(plan(ticket)).toMatchObject({ do: 'post-line', line: { name: 'changed-2' } });
  });

  test('a hundred overtaken lines are passed over in batches', () => {
    const names = Array.from({ length: 100 }, (_, index) => `changed-${index + 2}` as const);
    const step = plan(makeShownTicket({ history: history(...names) }));
    expect(step).toEqual({ do: 'pass', names: names.slice(0, 20) });
  });
});

describe('linesShownByCard', () => {
  test('R16: a first card covers every owed line except a breach', () => {
    const ticket = makeTicket({
      ...breached,
      history: history('changed-2', 'changed-3', 'breach'),
      posted: { 'changed-2': '1.1' },
    });
    expect(linesShownByCard(ticket)).toEqual(['changed-3']);
  });
});

describe('planDelivery of a notice (R24)', () => {
  const inSlack = { channel: 'C0CS', ts: '1.1' };

  test('a list of new tickets is posted, edited once with links to its cards, and then left as it is', () => {
    expect(plan(makeList())).toEqual({ do: 'post' });
    expect(plan(makeList({}, inSlack))).toEqual({ do: 'edit' });
    expect(plan(makeList({}, { ...inSlack, shownVersion: 1 }))).toEqual({ do: 'nothing' });
  });

  test.each(['breach', 'step/1h', 'escalation/1h'] as const)(
    'a list of the sort %s is posted and then left as it is, also if it was found after a lost answer',
    (of) => {
      expect(plan(makeList({ of }))).toEqual({ do: 'post' });
      expect(plan(makeList({ of }, inSlack))).toEqual({ do: 'nothing' });
    },
  );

  test('a list that was passed over, for example without a member, is not posted later', () => {
    expect(plan(makeList({}, { shownVersion: 1 }))).toEqual({ do: 'nothing' });
  });

  test('a newer version is an edit in place', () => {
    const shown = makeBlindness({}, { version: 2, shownVersion: 1, channel: 'C0CS', ts: '1.1' });
    expect(plan(shown)).toEqual({ do: 'edit' });
  });

  test('R19: a lost answer is looked up before it is sent again', () => {
    const attempt = { name: 'notice', at: NOW, token: 'made-up', channel: 'C0CS' } as const;
    expect(plan(makeBlindness({}, { attempt }), NOW + MINUTE)).toEqual({ do: 'look-up' });
  });

  test('R22: a refused notice waits for its next try', () => {
    const retries = { notice: makeRetry({ version: 1, at: NOW + 1 }) };
    expect(plan(makeBlindness({}, { retries }))).toEqual({ do: 'wait', until: NOW + 1 });
  });

  test('D10: blindness that was over before its notice was sent is not sent any more', () => {
    const over = { state: 'over', until: NOW } as const;
    expect(plan(makeBlindness(over))).toEqual({ do: 'skip' });
    expect(plan(makeBlindness(over, { shownVersion: 1 }))).toEqual({ do: 'nothing' });
    expect(plan(makeBlindness(over, { channel: 'C0CS', ts: '1.1' }))).toEqual({ do: 'edit' });
  });
});

describe('actionName', () => {
  test('R19, R22: an action is named after its message, an edit after itself', () => {
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
