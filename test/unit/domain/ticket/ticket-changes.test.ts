import { describe, expect, test } from '@jest/globals';
import {
  announce,
  closeTicket,
  eraseTexts,
  isExpired,
  listedFactsOf,
  markMissing,
  mayWait,
  reopenTicket,
} from '../../../../lib/domain/ticket/ticket-changes.ts';
import type { Act } from '../../../../lib/domain/ticket/act.ts';
import type { End, FoundEnd, HistoryLine, Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { decidePress } from '../../../../lib/domain/act/decide-press.ts';
import { makeAcceptedAct, makeAct, makeReplyPress, makeSentAct } from '../../../fixtures/domain/make-act.ts';
import {
  makeClosedTicket,
  makeShownTicket,
  makeTicket,
  type TicketFields,
  withFields,
} from '../../../fixtures/domain/make-ticket.ts';
import { HANDED_OVER_AT, HOUR, MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';

/** One field of each group, so that a missing group is noticed. */
const full = makeShownTicket({
  version: 4,
  attempt: { name: 'card', at: NOW, token: 'made-up', channel: 'C0CS' },
  retries: { edit: { at: NOW, version: 1, since: NOW, times: 1, reason: 'made_up_word' } },
  posted: { 'changed-2': '1.1' },
  lookUpAt: NOW,
  lookUps: 2,
  attentionAt: NOW,
  rank: 2,
  orderDate: HANDED_OVER_AT,
  formLink: 'https://coupa.ng/abc',
  history: [{ name: 'changed-2', at: NOW }],
});

test('a changed text may wait, in whatever order the fields of other cards are stored', () => {
  const sibling = { answerId: '1', askedAt: HANDED_OVER_AT, channel: 'C0CS', ts: '1.1' };
  const seen = { ...listedFactsOf(full.facts), text: 'made up again', siblings: [sibling] };
  const { answerId, ...place } = sibling;
  const stored = withFields(full, { siblings: [{ ...place, answerId }] });
  expect(mayWait(stored, seen, NOW + 9 * MINUTE)).toBe(true);
  expect(mayWait(stored, seen, NOW + 10 * MINUTE)).toBe(false);
  expect(mayWait(stored, { ...seen, siblings: [{ ...sibling, ts: '1.2' }] }, NOW)).toBe(false);
});

describe('closeTicket', () => {
  test('adds one thread line that names the new version', () => {
    const { facts, event, before } = closeTicket(full, { outcome: 'withdrawn' }, NOW);
    expect(before).toBe(full);
    expect(event).toBe('TicketClosed');
    expect(facts).toMatchObject({ state: 'closed', outcome: 'withdrawn', closedAt: NOW });
    expect(facts.history).toEqual([...full.facts.history, { name: 'closed-5', at: NOW }]);
  });

  test('R3: removes the fingerprint, so that any listing gets a second look-up', () => {
    expect(closeTicket(full, { outcome: 'withdrawn' }, NOW).facts).not.toHaveProperty('fingerprint');
  });

  test('writes no answer that the end does not have, not even an earlier answer', () => {
    const answered = makeTicket({ answeredAt: HANDED_OVER_AT, inTime: true, answeredBy: 'aamall' });
    const { facts } = closeTicket(answered, { outcome: 'unknown' }, NOW);
    expect(facts).not.toHaveProperty('answeredBy');
    expect(facts).not.toHaveProperty('answeredAt');
    expect(facts).not.toHaveProperty('inTime');
  });

  test('S5: keeps what ended it, who answered, when, and whether in time', () => {
    const answer = { answeredAt: NOW, inTime: true, answeredBy: 'aamall' };
    const end = { outcome: 'answered', endedBy: 'post/700000002', ...answer } as const;
    expect(closeTicket(full, end, NOW).facts).toMatchObject(end);
  });

  test.each<[string, breach: string | undefined, name: HistoryLine['name']]>([
    ['the breach line', undefined, 'breach'],
    ['a thread line after an announced breach', '1.1', 'closed-4'],
    ['the breach line after a breach that was overtaken before it was announced', 'passed', 'breach'],
  ])('R16: an automatic closing adds %s', (_what, breach, name) => {
    const history = [{ name: 'breach', at: HANDED_OVER_AT } as const];
    const ticket = breach === undefined ? full : makeShownTicket({ version: 3, history, posted: { breach } });
    const { facts } = closeTicket(ticket, { outcome: 'auto-closed', inTime: false }, NOW);
    expect(facts.history).toEqual([...ticket.facts.history, { name, at: NOW }]);
  });
});

describe('markMissing', () => {
  test('R9: makes an open ticket unverified, keeps its deadline and removes the fingerprint', () => {
    const { facts, event } = markMissing(full);
    expect(event).toBe('TicketChanged');
    expect(facts).toMatchObject({ state: 'unverified', dueAt: full.facts.dueAt });
    expect(facts).not.toHaveProperty('fingerprint');
  });

  test('R15: keeps a closed ticket that is no longer watched closed, without a fingerprint', () => {
    const closed = makeClosedTicket({ fingerprint: 'made-up' });
    const { fingerprint: _, ...facts } = closed.facts;
    expect(markMissing(closed)).toEqual({ before: closed, facts, event: 'TicketChanged' });
  });
});

describe('announce', () => {
  const held = makeTicket({ announcement: 'none', provisional: { seenAt: HANDED_OVER_AT, announceAt: NOW } });

  test('R10: gives a provisional ticket its card, once', () => {
    const { before, facts, event } = announce(held);
    expect({ before, event }).toEqual({ before: held, event: 'TicketOpened' });
    expect(facts).toEqual({ ...held.facts, announcement: 'card', provisional: { seenAt: HANDED_OVER_AT } });
  });

  test('R10: uses the facts of a row', () => {
    const { provisional: _, ...seen } = { ...listedFactsOf(held.facts), text: 'made up again' };
    expect(announce(held, seen).facts).toEqual({ ...seen, state: 'open', announcement: 'card' });
  });
});

describe('isExpired', () => {
  const expired = makeClosedTicket({ outcome: 'unknown', endedBy: 'past', announcement: 'none' });

  test.each<[string, TicketFields, boolean]>([
    ['past at first sight', {}, true],
    ['ended otherwise', { endedBy: 'flag' }, false],
    ['announced', { announcement: 'card' }, false],
  ])('D5: is %s as the table says', (_what, fields, is) => {
    expect(isExpired(withFields(expired, fields).facts)).toBe(is);
  });
});

describe('reopenTicket', () => {
  test('R15: removes all that closing wrote, and adds a thread line', () => {
    const closed = makeClosedTicket({ endedBy: 'flag', announcement: 'none', answeredBy: 'aamall' });
    const { facts, event } = reopenTicket(closed, listedFactsOf(closed.facts), NOW + 4 * HOUR);
    expect(event).toBe('TicketReopened');
    expect(facts).toMatchObject({ state: 'open', announcement: 'card' });
    for (const field of ['outcome', 'closedAt', 'answeredAt', 'inTime', 'answeredBy', 'endedBy'])
      expect(facts).not.toHaveProperty(field);
    expect(facts.history.at(-1)).toEqual({ name: 'reopened-3', at: NOW + 4 * HOUR });
  });
});

describe('R29: the act of a ticket that closes, or is re-opened', () => {
  test.each(['asked', 'sending', 'refused'] as const)('stays while it is %s', (progress) => {
    const act = makeAct({ progress });
    expect(closeTicket(makeTicket({ act }), { outcome: 'withdrawn' }, NOW).facts).toMatchObject({ act });
    const closed = makeClosedTicket({ act });
    expect(reopenTicket(closed, listedFactsOf(closed.facts), NOW).facts).toMatchObject({ act });
  });

  test.each([
    ['shown', makeSentAct()],
    ['told', makeAct({ progress: 'told', sendingAt: NOW })],
  ])('is over once it is %s', (_name, act) => {
    expect(closeTicket(makeTicket({ act }), { outcome: 'answered' }, NOW).facts).not.toHaveProperty('act');
    const closed = makeClosedTicket({ act });
    expect(reopenTicket(closed, listedFactsOf(closed.facts), NOW).facts).not.toHaveProperty('act');
  });

  test.each<[string, Act, Partial<End>]>([
    ['that Coupang has accepted, by any login', makeAcceptedAct(), { answeredBy: 'cs02' }],
    ['whose answer was lost, by its own login', makeAct({ progress: 'sending' }), { answeredBy: 'cs01' }],
  ])(
    'R28: is done with the answer if it is a reply %s, also if the ticket is re-opened',
    (_what, act, answer) => {
      const open = makeTicket({ act, version: 2 });
      const { facts } = closeTicket(open, { outcome: 'answered', answeredAt: NOW, ...answer }, NOW);
      expect(facts.history).toMatchObject([{ name: 'act-3', deed: { did: 'replied', press: act.id } }]);
      expect(facts).not.toHaveProperty('act');
    },
  );

  test.each<[string, Act, FoundEnd, string[]]>([
    ['reply', makeAcceptedAct(), { outcome: 'auto-closed' }, ['breach']],
    ['confirmation', makeAcceptedAct({ do: 'confirm' }), { outcome: 'withdrawn' }, ['closed-3']],
    [
      'confirmation whose line will say the end',
      makeAcceptedAct({ do: 'confirm' }),
      { outcome: 'confirmed' },
      [],
    ],
  ])('R28: is read back at once after another end if it is an accepted %s', (_what, act, end, lines) => {
    const { facts } = closeTicket(makeTicket({ act, version: 2 }), end, NOW);
    expect(facts.act).toEqual({ ...act, nextAt: NOW });
    expect(facts.history.map(({ name }) => name)).toEqual(lines);
  });

  test('R28: is not done by the answer of another login if it is a reply whose answer was lost', () => {
    const act = makeAct({ progress: 'sending' });
    const end = { outcome: 'answered', answeredAt: NOW, answeredBy: 'cs02' } as const;
    expect(closeTicket(makeTicket({ act }), end, NOW).facts).toMatchObject({ act, history: [{}] });
  });
});

describe('eraseTexts', () => {
  test('removes what people wrote, and keeps everything else', () => {
    const act = makeAct({ progress: 'told', earlier: ['press-0'] });
    const notified = withFields(full, { act });
    const { text, ...kept } = act;
    expect(eraseTexts(notified)).toEqual({
      before: notified,
      facts: { ...full.facts, act: kept, formLink: '', text: '', erased: true },
      event: 'TicketChanged',
    });
  });

  test('I4: a ticket that requires a form still accepts no reply afterwards, and another ticket does', () => {
    const refusalAfter = (ticket: Ticket) => {
      const erased = { ...ticket, facts: eraseTexts(ticket)?.facts ?? ticket.facts };
      return decidePress(erased, makeReplyPress(erased), NOW);
    };
    const form = makeShownTicket({ formLink: 'https://coupa.ng/a' });
    expect(refusalAfter(form)).toMatchObject({ refusal: { code: 'form-link' } });
    expect(refusalAfter(makeShownTicket())).toMatchObject({ is: 'change' });
  });

  test('R28: a sent reply still prevents a second reply and a repeated press', () => {
    const act = makeSentAct();
    const facts = eraseTexts(withFields(makeShownTicket(), { act }))?.facts;
    const erased = withFields(makeShownTicket(), facts ?? {});
    expect(decidePress(erased, makeReplyPress(erased, act.id), NOW)).toEqual({ is: 'done' });
    expect(decidePress(erased, makeReplyPress(erased, 'press-2'), NOW)).toMatchObject({
      refusal: { code: 'busy' },
    });
  });

  test('keeps a reply that is under way, and removes its text the next time', () => {
    const act = makeAct({ progress: 'sending' });
    const under = withFields(full, { act });
    expect(eraseTexts(under)?.facts).toMatchObject({ act, text: '' });
    const erased = { text: '', erased: true } as const;
    expect(eraseTexts(withFields(under, erased))).toBeUndefined();
    const notified = withFields(full, { ...erased, act: makeAct({ progress: 'told' }) });
    expect(eraseTexts(notified)?.facts.act).not.toHaveProperty('text');
  });

  test('removes the text of an accepted reply, which only its next try would need', () => {
    const accepted = withFields(full, { act: makeAcceptedAct() });
    const { text, ...act } = makeAcceptedAct();
    expect(eraseTexts(accepted)?.facts.act).toEqual(act);
    expect(eraseTexts(withFields(accepted, { text: '', erased: true }))?.facts.act).toEqual(act);
  });

  test.each(['asked', 'told'] as const)(
    'removes the text of a reply that was given back, while its look-up is %s',
    (progress) => {
      const { text, ...sent } = makeAct({ progress: 'told', sendingAt: NOW });
      const { text: _, ...lookUp } = makeAct({ id: 'look', do: 'look-up', progress });
      const looked = withFields(full, { act: { ...lookUp, sent: { ...sent, text: '지어낸 답변입니다.' } } });
      expect(eraseTexts(looked)?.facts.act).toEqual({ ...lookUp, sent });
      const again = withFields(looked, { text: '', erased: true });
      expect(eraseTexts(again)?.facts.act).toEqual({ ...lookUp, sent });
      expect(eraseTexts(withFields(again, { act: { ...lookUp, sent } }))).toBeUndefined();
    },
  );

  test('changes nothing the second time', () => {
    const { text, ...act } = makeAct({ progress: 'told' });
    expect(eraseTexts(withFields(full, { text: '', erased: true }))).toBeUndefined();
    expect(eraseTexts(withFields(full, { text: '', erased: true, act }))).toBeUndefined();
  });
});
