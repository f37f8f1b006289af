import { describe, expect, test } from '@jest/globals';
import { SOURCE_RULES } from '../../../../lib/domain/registry/source-rules.ts';
import { decideAct, noteRefused } from '../../../../lib/domain/act/decide-act.ts';
import { decidePress } from '../../../../lib/domain/act/decide-press.ts';
import type { Inquiry } from '../../../../lib/domain/inquiry/inquiry.ts';
import type { Act } from '../../../../lib/domain/ticket/act.ts';
import { eraseTexts } from '../../../../lib/domain/ticket/ticket-changes.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import {
  makeAcceptedAct,
  makeAct,
  makeConfirmPress,
  makePress,
  makeReplyPress,
  makeSnoozePress,
} from '../../../fixtures/domain/make-act.ts';
import { makeComment, makeQuestion, makeQuestionTicket } from '../../../fixtures/domain/make-question.ts';
import { withFields } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HANDED_OVER_AT, HOUR, MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';

const LATE = HANDED_OVER_AT + 3 * DAY;
const ticket = makeQuestionTicket({ version: 3 });
const answered = makeQuestion({ posts: [makeComment({ at: NOW + MINUTE })] });

describe('a press on a question', () => {
  test.each([
    ['before its deadline', NOW],
    ['days after its deadline, since Coupang closes no question', LATE],
  ])('a reply is accepted %s', (_when, now) => {
    expect(decidePress(ticket, makeReplyPress(ticket), now)).toMatchObject({
      is: 'change',
      change: { event: 'ActAsked', facts: { act: { do: 'reply', progress: 'asked' } } },
    });
  });

  test('a claim, a release and an assignment are possible after its deadline, and a snooze is not', () => {
    const mine = withFields(ticket, { claimedBy: 'U0MADEUP1', claimedAt: LATE });
    const assign = { ...makePress('claim'), do: 'assign' as const, to: 'U0MADEUP2' };
    expect(decidePress(ticket, makePress('claim'), LATE).is).toBe('change');
    expect(decidePress(ticket, assign, LATE).is).toBe('change');
    expect(decidePress(mine, makePress('release'), LATE).is).toBe('change');
    expect(decidePress(mine, makeSnoozePress('1h'), LATE)).toEqual({
      is: 'refused',
      refusal: { code: 'not-snoozable' },
    });
  });

  test('a snooze ends at its deadline', () => {
    const due = ticket.facts.dueAt;
    const mine = withFields(ticket, { claimedBy: 'U0MADEUP1', claimedAt: due - MINUTE });
    expect(decidePress(mine, makeSnoozePress('1h'), due - MINUTE)).toMatchObject({
      change: { facts: { snoozed: { until: due } } },
    });
  });

  test('a confirmation is refused: there is nothing to confirm', () => {
    expect(decidePress(ticket, makeConfirmPress(ticket), NOW)).toEqual({
      is: 'refused',
      refusal: { code: 'wrong-kind' },
    });
  });
});

describe('R28: a reply to a question', () => {
  const decide = (act: Act, inquiry: Inquiry | undefined, now = NOW, asked: Ticket = ticket) =>
    decideAct(withFields(asked, { act }), act, inquiry, now);
  const refused = (code: string) => ({ facts: { act: { progress: 'refused', refusal: { code } } } });

  test.each([NOW, LATE])('becomes sending while nobody has answered, also after its deadline', (now) => {
    expect(decide(makeAct(), makeQuestion(), now)?.facts.act).toMatchObject({
      progress: 'sending',
      sendingAt: now,
    });
  });

  test('is not sent if Coupang shows a comment: the ticket closes as answered by it', () => {
    const change = decide(makeAct(), makeQuestion({ posts: [makeComment()] }), NOW + HOUR);
    expect(change).toMatchObject({
      event: 'TicketClosed',
      facts: {
        state: 'closed',
        outcome: 'answered',
        endedBy: 'post/900000001',
        inTime: true,
        act: { progress: 'refused', refusal: { code: 'answered-already' } },
      },
    });
    // The comment is shown to the person, and not stored.
    expect(JSON.stringify(change?.facts.act)).not.toContain(makeComment().answerId);
  });

  test('does not take a comment for an answer that its ticket knew when it opened', () => {
    const again = makeQuestionTicket({ answerId: 'after-900000001', knownPosts: ['900000001'] });
    const earlier = makeComment();
    expect(decide(makeAct(), makeQuestion({ posts: [earlier] }), NOW, again)?.facts.act).toMatchObject({
      progress: 'sending',
    });
    const both = makeQuestion({ posts: [makeComment({ answerId: '900000002', at: NOW }), earlier] });
    expect(decide(makeAct(), both, NOW, again)?.facts).toMatchObject({ endedBy: 'post/900000002' });
  });

  test('is refused if Coupang does not show the question, or another text', () => {
    expect(decide(makeAct(), undefined)).toMatchObject(refused('not-found'));
    const act = makeAct({ mark: 'another' });
    expect(decide(act, makeQuestion())).toMatchObject(refused('stale'));
  });

  test.each([
    ['its own', makeQuestionTicket({ act: makeAct({ text: '주문 30000000000001은 내일 출발합니다.' }) })],
    [
      'a newer one that only Coupang shows',
      makeQuestionTicket({ act: makeAct({ text: '주문 98765는 내일.' }) }),
    ],
  ])(
    'A8: is refused again before it is sent if a forged form put an order number into it: %s',
    (_which, asked) => {
      const { act = makeAct() } = asked.facts;
      const inquiry = makeQuestion({ orderIds: ['30000000000001', '98765'] });
      expect(decideAct(asked, act, inquiry, NOW)).toMatchObject(refused('not-public'));
    },
  );

  test('after a lost answer, a comment with its text names its person', () => {
    const act = makeAct({ sendingAt: NOW, text: '네, 됩니다.\n감사합니다.', progress: 'sending' });
    const shown = makeQuestion({ posts: [makeComment({ text: '네, 됩니다. 감사합니다.', at: NOW })] });
    const { judge } = SOURCE_RULES.product;
    const ended = { is: 'ended', end: { outcome: 'answered' } };
    const verdict = judge(withFields(ticket, { act }), shown, NOW);
    expect(verdict).toMatchObject({ ...ended, end: { answeredBy: 'cs01' } });
    const other = makeQuestion({ posts: [makeComment({ text: '아니요.', at: NOW })] });
    const { sendingAt: _, ...unsent } = act;
    for (const [asked, inquiry] of [
      [act, other],
      [unsent, shown],
    ] as const) {
      const unnamed = judge(withFields(ticket, { act: asked }), inquiry, NOW);
      expect(unnamed).toMatchObject(ended);
      expect(unnamed).not.toHaveProperty('end.answeredBy');
    }
  });

  test('whose answer was lost is not done by another text: its person sees both, and checks in WING', () => {
    const sending = makeAct({ progress: 'sending', sendingAt: NOW, nextAt: NOW + MINUTE });
    const other = makeQuestion({ posts: [makeComment({ text: '지어낸 다른 답변입니다.', at: NOW })] });
    expect(decide(sending, other, NOW + MINUTE)?.facts).toMatchObject({
      state: 'closed',
      outcome: 'answered',
      act: { progress: 'refused', sendingAt: NOW, refusal: { code: 'answered-already' } },
    });
  });

  test('that Coupang accepted is done by any comment, whose text Coupang may have changed', () => {
    const other = makeQuestion({ posts: [makeComment({ text: '지어낸 다른 답변입니다.', at: NOW })] });
    expect(decide(makeAcceptedAct(), other, NOW + MINUTE)?.facts).toMatchObject({
      history: [{ deed: { did: 'replied' } }, { name: 'closed-4' }],
    });
  });

  test('is done once ALL shows its text from after the press', () => {
    const sending = makeAct({ progress: 'sending', sendingAt: NOW, nextAt: NOW + MINUTE });
    for (const act of [sending, makeAcceptedAct()])
      expect(decide(act, answered, NOW + 2 * MINUTE)?.facts).toMatchObject({
        state: 'closed',
        outcome: 'answered',
        history: [{ deed: { did: 'replied' } }, { name: 'closed-4' }],
      });
  });

  test('after the note it is never sent again, whatever Coupang shows', () => {
    const sending = makeAct({ progress: 'sending', sendingAt: NOW, nextAt: NOW + MINUTE });
    for (const inquiry of [makeQuestion(), undefined]) {
      expect(decide(sending, inquiry, NOW + MINUTE)?.facts.act).toMatchObject({ progress: 'sending' });
      expect(decide(sending, inquiry, NOW + HOUR)).toMatchObject(refused('not-arrived'));
    }
  });

  test('closes the ticket as deleted if Coupang refuses it for that, and its person keeps the text', () => {
    const act = makeAct({ progress: 'sending', sendingAt: NOW });
    const change = noteRefused(withFields(ticket, { act }), act, { code: 'deleted' }, NOW);
    expect(change).toMatchObject({
      event: 'TicketClosed',
      facts: {
        outcome: 'deleted',
        endedBy: 'reason/deleted',
        act: { progress: 'refused', text: act.text, refusal: { code: 'deleted' } },
      },
    });
    const explained = withFields(ticket, { ...change.facts, act: { ...act, progress: 'told' } });
    expect(JSON.stringify(eraseTexts(explained)?.facts)).not.toContain(act.text);
  });

  test('another refusal leaves the ticket open', () => {
    const act = makeAct({ progress: 'sending' });
    expect(noteRefused(withFields(ticket, { act }), act, { code: 'wing-id-520' }, NOW)).toMatchObject({
      event: 'TicketChanged',
      facts: { state: 'open', ...refused('wing-id-520').facts },
    });
  });

  test('a look-up ends the ticket with the comment, and leaves an unanswered question open', () => {
    const act = makeAct({ do: 'look-up' });
    expect(decide(act, makeQuestion())).toMatchObject(refused('still-open'));
    expect(decide(act, answered, LATE)?.facts).toMatchObject({ state: 'closed', outcome: 'answered' });
  });

  test('a comment after the deadline is a late answer, and one without a time is neither late nor in time', () => {
    const act = makeAct({ do: 'look-up' });
    const late = makeQuestion({ posts: [makeComment({ at: LATE })] });
    expect(decide(act, late, LATE)?.facts).toMatchObject({ inTime: false, answeredAt: LATE });
    const { at: _, ...untimed } = makeComment();
    expect(decide(act, makeQuestion({ posts: [untimed] }), LATE)?.facts).not.toHaveProperty('inTime');
  });
});
