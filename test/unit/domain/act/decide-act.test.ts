import { describe, expect, test } from '@jest/globals';
import {
  decideAct,
  giveUpAct,
  newerConfirmed,
  noteAccepted,
  noteDone,
  noteExplained,
  noteRefused,
  refuseAct,
} from '../../../../lib/domain/act/decide-act.ts';
import { requestMark } from '../../../../lib/domain/act/reply-content.ts';
import type { Inquiry, Post } from '../../../../lib/domain/inquiry/inquiry.ts';
import { SOURCE_RULES } from '../../../../lib/domain/registry/source-rules.ts';
import type { Act } from '../../../../lib/domain/ticket/act.ts';
import { eraseTexts } from '../../../../lib/domain/ticket/ticket-changes.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { DAY, HANDED_OVER_AT, HOUR, MINUTE, NOW, SECOND } from '../../../fixtures/domain/made-up.ts';
import { makeAcceptedAct, makeAct, makeSentAct } from '../../../fixtures/domain/make-act.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makePost, makeSystemPost, makeVendorPost } from '../../../fixtures/domain/make-post.ts';
import { makeComment, makeQuestion, makeQuestionTicket } from '../../../fixtures/domain/make-question.ts';
import {
  makeClosedTicket,
  makeTicket,
  type TicketFields,
  withFields,
} from '../../../fixtures/domain/make-ticket.ts';

const asking = makeInquiry();
const answeredBy = (login: string | undefined, at = NOW + SECOND): Inquiry =>
  makeInquiry({
    posts: [
      makePost({ transfer: 'answered', needAnswer: false }),
      makeVendorPost({ at, ...(login !== undefined && { login }) }),
    ],
  });
const confirmedInquiry = makeInquiry({
  posts: [makePost({ completeReason: 'DISPUTE_PROCESS_COMPLETE', transfer: 'answered' })],
});
const withdrawn = makeInquiry({ posts: [makePost({ completeReason: 'CANCEL' })] });

const withAct = (act: Act, fields: TicketFields = {}): Ticket => makeTicket({ version: 3, act, ...fields });
const at = (ms: number) => NOW + ms;
const decide = (act: Act, inquiry: Inquiry | undefined, ms = 0, fields: TicketFields = {}) =>
  decideAct(withAct(act, fields), act, inquiry, at(ms));
const refused = (code: string) => ({ facts: { act: { progress: 'refused', refusal: { code } } } });
const sending = makeAct({ progress: 'sending', sendingAt: NOW, nextAt: NOW + MINUTE });
const REPLIED = { name: 'act-4', deed: { did: 'replied', press: 'press-1', by: 'U0MADEUP1', name: 'minji' } };

describe('a requested act', () => {
  test('R28: becomes sending while its post asks, and keeps its text', () => {
    expect(decide(makeAct(), asking)?.facts).toMatchObject({
      state: 'open',
      act: { ...makeAct(), progress: 'sending', sendingAt: NOW, nextAt: NOW + MINUTE },
      history: [],
    });
  });

  test.each<[string, Ticket, Inquiry | undefined, string]>([
    ['the deadline is over', withAct(makeAct(), { dueAt: NOW }), asking, 'past-due'],
    ['it needs a confirmation by now', withAct(makeAct(), { kind: 'confirm' }), asking, 'wrong-kind'],
    ['the agent asks something else by now', withAct(makeAct({ mark: 'another' })), asking, 'stale'],
    ['Coupang does not show it', withAct(makeAct()), undefined, 'not-found'],
    ['its text shows nothing', withAct(makeAct({ text: '\u200b\u3164' })), asking, 'blank'],
    ['its text is too long', withAct(makeAct({ text: '가'.repeat(1001) })), asking, 'content-length'],
    ['its post is another one', withAct(makeAct(), { answerId: '5' }), asking, 'not-asking'],
    ['another has answered it', withAct(makeAct()), answeredBy('cs02'), 'answered-already'],
    ['it was answered before the press', withAct(makeAct()), answeredBy('cs01'), 'answered-already'],
    ['it is withdrawn', withAct(makeAct()), withdrawn, 'ended'],
    [
      'a look-up shows that it asks',
      withAct(makeAct({ do: 'look-up' }), { dueAt: NOW }),
      asking,
      'still-open',
    ],
  ])('R28: is refused with its text if %s', (_why, ticket, inquiry, code) => {
    const { act = makeAct() } = ticket.facts;
    const change = decideAct(ticket, act, inquiry, NOW);
    expect(change).toMatchObject(refused(code));
    expect(change?.facts.act).toMatchObject({ text: act.text, nextAt: NOW + MINUTE });
  });

  describe('R28: a confirmation names no post, so it is sent only from the newest asking post', () => {
    const act = makeAct({ do: 'confirm' });
    const two = makeInquiry({ posts: [makePost(), makePost({ answerId: '700000002', at: NOW - SECOND })] });
    test('refuses the card of an older post', () => {
      expect(decide(act, two, 0, { kind: 'confirm' })).toMatchObject(refused('newer-request'));
    });
    test('accepts the card of the newest post', () => {
      const change = decide(act, two, 0, { kind: 'confirm', answerId: '700000002' });
      expect(change?.facts.act).toMatchObject({ progress: 'sending' });
    });
    test('a reply is sent from an older card too, since it names its post', () => {
      expect(decide(makeAct(), two)?.facts.act).toMatchObject({ progress: 'sending' });
    });
  });

  test.each(['reply', 'confirm'] as const)(
    'R28: a %s is bound to the request that Coupang shows now',
    (kind) => {
      const act = makeAct({ do: kind, mark: requestMark(makeTicket({ kind })) });
      expect(decide(act, asking, 0, { kind })?.facts.act).toMatchObject({ progress: 'sending' });
      // No poll has seen it yet.
      const edited = makeInquiry({ posts: [makePost({ text: 'NO: please refund instead.' })] });
      expect(decide(act, edited, 0, { kind })).toMatchObject(refused('stale'));
      // A poll saw an edit that was taken back since.
      const change = decide(act, asking, 0, { kind, text: 'NO: please refund instead.' });
      expect(change?.facts.act).toMatchObject({ progress: 'sending' });
    },
  );

  test.each(['reply', 'confirm'] as const)(
    'R28: a %s to an erased ticket is sent, whether the press was before or after the erasure',
    (kind) => {
      const erased = { kind, text: '', erased: true } as const;
      for (const seen of [makeTicket(erased), makeTicket({ kind })]) {
        const act = makeAct({ do: kind, mark: requestMark(seen) });
        expect(decide(act, asking, 0, erased)?.facts.act).toMatchObject({ progress: 'sending' });
      }
      const other = makeAct({ do: kind, mark: 'another' });
      expect(decide(other, asking, 0, erased)).toMatchObject(refused('stale'));
      const unerased = makeAct({ do: kind, mark: requestMark(makeTicket(erased)) });
      expect(decide(unerased, asking, 0, { kind })).toMatchObject(refused('stale'));
    },
  );

  test('closes the ticket in the same write if Coupang shows its end', () => {
    expect(decide(makeAct(), withdrawn)).toMatchObject({
      event: 'TicketClosed',
      facts: { state: 'closed', outcome: 'withdrawn', history: [{ name: 'closed-4' }] },
    });
  });

  test('answers an asking post, whatever a vendor wrote below it', () => {
    const written = makeInquiry({ posts: [makePost(), makeVendorPost({ at: NOW - 1 })] });
    expect(decide(makeAct(), written)?.facts.act).toMatchObject({ progress: 'sending' });
  });

  test('R10: a provisional ticket is ended by a new post, not by a post of its first row', () => {
    const after = (knownPosts: string[]) =>
      decide(makeAct({ do: 'look-up' }), answeredBy('cs01'), 0, {
        answerId: 'after-700000001',
        provisional: { seenAt: NOW },
        knownPosts,
      });
    expect(after(['700000001', '700000002'])).toMatchObject(refused('still-open'));
    expect(after(['700000001'])).toMatchObject({ facts: { state: 'closed', outcome: 'answered' } });
  });

  test('closes the ticket and enters the ledger if it is a look-up that finds the end (A6)', () => {
    const change = decide(makeAct({ do: 'look-up' }), answeredBy('cs02'));
    expect(change?.facts).toMatchObject({
      state: 'closed',
      history: [{ name: 'act-4', deed: { did: 'asked-look-up' } }, { name: 'closed-4' }],
    });
    expect(change?.facts).not.toHaveProperty('act');
  });
});

describe('an act in the state sending', () => {
  test.each([
    ['by its login', answeredBy('cs01')],
    ['by a login that Coupang does not name', answeredBy(undefined)],
  ])(
    'R28: is done if Coupang shows an answer %s: the ticket closes, and the ledger names the person',
    (_how, inquiry) => {
      const change = decide(sending, inquiry, MINUTE);
      expect(change?.facts).toMatchObject({
        state: 'closed',
        outcome: 'answered',
        history: [REPLIED],
      });
      expect(change?.facts).not.toHaveProperty('act');
    },
  );

  test('R28: is done if the login contains a phone number, which the answer shows masked', () => {
    const act = { ...sending, wingId: 'aamall01012345678' };
    expect(decide(act, answeredBy('aamall***'), MINUTE)?.facts).toMatchObject({
      outcome: 'answered',
      history: [REPLIED],
    });
    expect(decide(act, answeredBy('bbmall***'), MINUTE)).toMatchObject(refused('answered-already'));
  });

  test('R6: is done by an answer that Coupang dates up to ten minutes before the press, not by an older answer', () => {
    const pressed = (pressedAt: number) =>
      decide({ ...sending, at: pressedAt }, answeredBy('cs01', NOW), 11 * MINUTE);
    expect(pressed(NOW + 10 * MINUTE)?.facts).toMatchObject({
      outcome: 'answered',
      history: [REPLIED],
    });
    expect(pressed(NOW + 10 * MINUTE + 1)).toMatchObject(refused('answered-already'));
  });

  test.each([
    ['by another login', answeredBy('cs02'), 'answered-already'],
    ['that is a withdrawal', withdrawn, 'ended'],
  ])('R28: is not done by an end %s: the person gets the text back', (_how, inquiry, code) => {
    const change = decide(sending, inquiry, MINUTE);
    expect(change).toMatchObject(refused(code));
    expect(change?.facts).toMatchObject({ state: 'closed', act: { text: sending.text } });
  });

  test('becomes sent, and the ticket stays open, if Coupang’s flag still asks', () => {
    const answer = makeVendorPost({ at: NOW + SECOND, login: 'cs01' });
    const change = decide(sending, makeInquiry({ posts: [makePost(), answer] }), MINUTE);
    expect(change?.facts).toMatchObject({ state: 'open', act: { progress: 'sent' }, history: [REPLIED] });
  });

  test('is done if it is a confirmation that Coupang shows', () => {
    const act = makeAct({ do: 'confirm', progress: 'sending', sendingAt: NOW });
    const change = decide(act, confirmedInquiry, MINUTE, { kind: 'confirm' });
    expect(change?.facts).toMatchObject({
      outcome: 'confirmed',
      history: [{ deed: { did: 'confirmed' } }],
    });
  });

  test('R28: is not written again if it is checked twice at the same time', () => {
    expect(decide(sending, asking, 5 * SECOND)).toBeUndefined();
  });

  test('R28: is waited for beyond the deadline', () => {
    expect(decide(sending, asking, MINUTE, { dueAt: NOW })?.facts.act).toMatchObject({ progress: 'sending' });
  });
});

describe.each([
  ['in the state sending', sending, 'not-arrived'],
  ['that Coupang has accepted', makeAcceptedAct(), 'not-shown'],
])('an act %s', (_which, act, code) => {
  test('R28: is read back after 1, 2, 5 and 10 minutes, whenever runs come; then its person gets the text', () => {
    const looks = [61, 62, 130, 299, 301, 599].map((s) => decide(act, asking, s * SECOND)?.facts.act?.nextAt);
    expect(looks).toEqual([2, 2, 5, 5, 10, 10].map((minutes) => NOW + minutes * MINUTE));
    for (const inquiry of [asking, undefined]) {
      const change = decide(act, inquiry, 10 * MINUTE);
      expect(change).toMatchObject(refused(code));
      expect(change?.facts.act).toMatchObject({ text: act.text, sendingAt: NOW });
    }
  });

  test('R29: ends ten minutes after its call if acting is switched off, so that a poll may show it before', () => {
    expect(giveUpAct(withAct(act), act, at(10 * MINUTE - 1))).toBeUndefined();
    expect(giveUpAct(withAct(act), act, at(10 * MINUTE))?.facts).toMatchObject({
      act: { progress: 'told', text: act.text },
      history: [{ deed: { did: 'perhaps-done' } }],
    });
  });
});

describe('R28: newer requests that the same confirmation covers', () => {
  const confirmed = { completeReason: 'DISPUTE_PROCESS_COMPLETE', transfer: 'answered' } as const;
  const newer = makePost({ ...confirmed, answerId: '700000002', at: NOW + SECOND });
  test.each<[string, Post[], TicketFields, string[]]>([
    ['a newer one', [makePost(confirmed), newer], {}, ['700000002']],
    [
      'none, if the newer one still asks',
      [makePost(confirmed), { ...newer, completeReason: 'NONE' }],
      {},
      [],
    ],
    ['none of those before', [makePost(confirmed), newer], { answerId: '700000002' }, []],
    [
      'a newer one, if the own post is not shown',
      [makePost(confirmed), newer],
      { answerId: '5' },
      ['700000002'],
    ],
  ])('%s', (_what, posts, fields, expected) => {
    const found = newerConfirmed(
      makeTicket({ askedAt: NOW, kind: 'confirm', ...fields }),
      makeInquiry({ posts }),
    );
    expect(found.map(({ answerId }) => answerId)).toEqual(expected);
  });
});

describe('an act on a ticket that another run has closed', () => {
  const closedWith = (act: Act, fields: TicketFields) =>
    decideAct(makeClosedTicket({ version: 3, act, ...fields }), act, undefined, at(MINUTE));

  test.each([
    ['it was sent', sending, 'cs01'],
    ['Coupang has accepted it, whoever answered', makeAcceptedAct(), 'cs02'],
  ])(
    'R28: is done by that end if %s: the ledger names the person, and the act is over',
    (_why, act, answerer) => {
      const change = closedWith(act, { answeredBy: answerer, answeredAt: NOW + SECOND });
      expect(change).toMatchObject({
        event: 'TicketChanged',
        facts: { outcome: 'answered', history: [{ name: 'closed-2' }, REPLIED] },
      });
      expect(change?.facts).not.toHaveProperty('act');
    },
  );

  test.each<[string, Act, TicketFields]>([
    ['it was not sent', makeAct(), {}],
    ['another has answered', sending, { answeredBy: 'cs02', answeredAt: NOW + SECOND }],
    ['it closed otherwise', sending, { outcome: 'auto-closed' }],
    ['it closed otherwise than Coupang accepted it', makeAcceptedAct(), { outcome: 'auto-closed' }],
  ])('R28: is refused with its text if %s', (_why, act, fields) => {
    expect(closedWith(act, fields)).toMatchObject(refused('ended'));
  });
});

describe('the notes of a result', () => {
  test('R28: forget the text of a reply that is done, and its ticket takes no other reply until it closes', () => {
    const { facts } = noteDone(withAct(sending), sending, NOW);
    expect(facts.act).toEqual({
      id: 'press-1',
      by: 'U0MADEUP1',
      name: 'minji',
      channel: 'C0CS',
      do: 'reply',
      at: NOW,
      progress: 'sent',
    });
    expect(facts.history).toMatchObject([REPLIED]);
  });

  test('R28: keep the text of a refused act for another try, and not that of a sent act', () => {
    const change = refuseAct(withAct(sending), sending, { code: 'closed' }, NOW + DAY);
    expect(change.facts.act).toMatchObject({
      text: sending.text,
      progress: 'refused',
      nextAt: NOW + DAY + MINUTE,
    });
    const notified = noteExplained(withAct(sending), sending).facts.act;
    expect(notified).toMatchObject({ id: 'press-1', progress: 'told', text: sending.text });
    expect(notified).not.toHaveProperty('refusal');
    expect(noteDone(withAct(sending), sending, NOW).facts.act).not.toHaveProperty('text');
  });

  test('forget an act of a closed ticket once its person was notified', () => {
    expect(noteExplained(makeClosedTicket({ act: sending }), sending).facts).not.toHaveProperty('act');
  });
});

describe('R28: an act that Coupang has accepted', () => {
  const accepted = makeAcceptedAct();

  test('keeps its text, and is read back a minute later', () => {
    const change = noteAccepted(withAct(sending), sending, NOW);
    expect(change.facts).toMatchObject({ act: accepted, history: [] });
  });

  test.each([
    ['by its login', answeredBy('cs01')],
    ['by another login, since Coupang has accepted this one', answeredBy('cs02')],
    ['from before the press: the post stopped asking only now', answeredBy('cs02', NOW - 2 * MINUTE)],
  ])('is done, without its text, once Coupang shows an answer %s', (_how, inquiry) => {
    const change = decide(accepted, inquiry, MINUTE);
    expect(change).toMatchObject({
      event: 'TicketClosed',
      facts: { outcome: 'answered', history: [REPLIED] },
    });
    expect(change?.facts).not.toHaveProperty('act');
  });

  test('is done, without its text, if Coupang shows the answer and its flag still asks', () => {
    const answer = makeVendorPost({ at: NOW + SECOND, login: 'cs01' });
    const change = decide(accepted, makeInquiry({ posts: [makePost(), answer] }), MINUTE);
    expect(change?.facts).toMatchObject({ state: 'open', history: [REPLIED] });
    expect(change?.facts.act).toEqual(makeSentAct());
  });

  test('does not count as done by an answer from long before the press, while the post still asks', () => {
    const below = makeVendorPost({ at: NOW, login: 'cs02' });
    const act = { ...accepted, at: NOW + 11 * MINUTE };
    const change = decide(act, makeInquiry({ posts: [makePost(), below] }), 2 * MINUTE);
    expect(change?.facts).toMatchObject({ history: [], act: { progress: 'sent', text: accepted.text } });
  });

  test('does not count as done by an automatic post: its person gets the text', () => {
    const flagged = makeInquiry({ posts: [makePost(), makeSystemPost()] });
    expect(decide(accepted, flagged, MINUTE)?.facts).toMatchObject({ state: 'open', history: [] });
    const ended = makeInquiry({
      posts: [makePost({ transfer: 'answered', needAnswer: false }), makeSystemPost()],
    });
    const change = decide(accepted, ended, DAY);
    expect(change).toMatchObject(refused('ended'));
    expect(change?.facts).toMatchObject({ outcome: 'auto-closed', act: { text: accepted.text } });
  });

  test('keeps the note that Coupang may have it after its person was notified, for the warning before another try', () => {
    const notified = noteExplained(withAct(accepted), { ...accepted, progress: 'refused' }).facts.act;
    expect(notified).toMatchObject({ progress: 'told', text: accepted.text, sendingAt: NOW });
  });
});

describe('R29: an act without a result ends once acting is switched off', () => {
  const giveUp = (act: Act, ms: number, fields: TicketFields = {}) =>
    giveUpAct(withAct(act, fields), act, at(ms));

  test.each(['asked', 'refused'] as const)('at once if it is %s: nothing was sent', (progress) => {
    const act = makeAct({ progress, refusal: { code: 'unknown' } });
    expect(giveUp(act, 0)).toMatchObject({
      event: 'TicketChanged',
      facts: {
        act: { progress: 'told', text: act.text },
        history: [{ name: 'act-4', deed: { did: 'not-done', press: 'press-1', by: 'U0MADEUP1' } }],
      },
    });
  });

  test('as possibly done if it was refused because nobody knows whether it arrived', () => {
    const lost = makeAct({
      progress: 'refused',
      refusal: { code: 'not-arrived' },
      sendingAt: NOW - 10 * MINUTE,
    });
    expect(giveUp(lost, 0)?.facts.history).toMatchObject([{ deed: { did: 'perhaps-done' } }]);
  });

  test('as done if the ticket has ended by it, and otherwise a minute after its call', () => {
    const ended = { state: 'closed', closedAt: NOW, answeredAt: NOW } as const;
    const own = giveUp(sending, 0, { ...ended, outcome: 'answered', answeredBy: 'cs01' });
    expect(own?.facts).toMatchObject({ history: [REPLIED] });
    expect(own?.facts).not.toHaveProperty('act');
    expect(giveUp(sending, MINUTE - 1, { ...ended, outcome: 'withdrawn' })).toBeUndefined();
    expect(giveUp(sending, MINUTE, { ...ended, outcome: 'withdrawn' })?.facts).toMatchObject({
      act: { text: sending.text },
      history: [{ deed: { did: 'perhaps-done' } }],
    });
  });
});

describe('R28: a reply to a question', () => {
  const LATE = HANDED_OVER_AT + 3 * DAY;
  const question = makeQuestionTicket({ version: 3 });
  const decideReply = (act: Act, inquiry: Inquiry | undefined, now = NOW, ticket = question) =>
    decideAct(withFields(ticket, { act }), act, inquiry, now);

  test.each([NOW, LATE])('becomes sending while nobody has answered, also after its deadline', (now) => {
    expect(decideReply(makeAct(), makeQuestion(), now)?.facts.act).toMatchObject({
      progress: 'sending',
      sendingAt: now,
    });
  });

  test('is not sent if Coupang shows a comment: the ticket closes as answered by it', () => {
    const change = decideReply(makeAct(), makeQuestion({ posts: [makeComment()] }), NOW + HOUR);
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
    expect(decideReply(makeAct(), makeQuestion({ posts: [earlier] }), NOW, again)?.facts.act).toMatchObject({
      progress: 'sending',
    });
    const both = makeQuestion({ posts: [makeComment({ answerId: '900000002', at: NOW }), earlier] });
    expect(decideReply(makeAct(), both, NOW, again)?.facts).toMatchObject({ endedBy: 'post/900000002' });
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
    const act = { ...sending, text: '네, 됩니다.\n감사합니다.' };
    const { sendingAt: _, ...unsent } = act;
    const judged = (asked: Act, text: string) =>
      SOURCE_RULES.product.judge(
        withFields(question, { act: asked }),
        makeQuestion({ posts: [makeComment({ text, at: NOW })] }),
        NOW,
      );
    const ended = { is: 'ended', end: { outcome: 'answered' } };
    expect(judged(act, '네, 됩니다. 감사합니다.')).toMatchObject({ ...ended, end: { answeredBy: 'cs01' } });
    for (const unnamed of [judged(act, '아니요.'), judged(unsent, '네, 됩니다. 감사합니다.')]) {
      expect(unnamed).toMatchObject(ended);
      expect(unnamed).not.toHaveProperty('end.answeredBy');
    }
  });

  const REPLY_CLOSED = { state: 'closed', history: [{ deed: { did: 'replied' } }] };
  test.each([
    ['whose answer was lost is done by its text', sending, '지어낸 답변입니다.', REPLY_CLOSED],
    [
      'whose answer was lost is not done by another text: its person sees both, and checks in WING',
      sending,
      '지어낸 다른 답변입니다.',
      { act: { progress: 'refused', sendingAt: NOW, refusal: { code: 'answered-already' } } },
    ],
    [
      'that Coupang accepted is done by any comment, whose text Coupang may have changed',
      makeAcceptedAct(),
      '지어낸 다른 답변입니다.',
      REPLY_CLOSED,
    ],
  ])('%s', (_what, act, text, facts) => {
    const shown = makeQuestion({ posts: [makeComment({ text, at: NOW })] });
    expect(decideReply(act, shown, NOW + MINUTE)?.facts).toMatchObject({
      state: 'closed',
      outcome: 'answered',
      ...facts,
    });
  });

  test('closes the ticket as deleted if Coupang refuses it for that, and its person keeps the text', () => {
    const change = noteRefused(withFields(question, { act: sending }), sending, { code: 'deleted' }, NOW);
    expect(change).toMatchObject({
      event: 'TicketClosed',
      facts: {
        outcome: 'deleted',
        endedBy: 'reason/deleted',
        act: { progress: 'refused', text: sending.text, refusal: { code: 'deleted' } },
      },
    });
    const explained = withFields(question, { ...change.facts, act: { ...sending, progress: 'told' } });
    expect(JSON.stringify(eraseTexts(explained)?.facts)).not.toContain(sending.text);
  });

  test('another refusal leaves the ticket open', () => {
    const asked = withFields(question, { act: sending });
    expect(noteRefused(asked, sending, { code: 'wing-id-520' }, NOW)).toMatchObject({
      event: 'TicketChanged',
      facts: { state: 'open', ...refused('wing-id-520').facts },
    });
  });

  test('a comment after the deadline is a late answer, and one without a time is neither late nor in time', () => {
    const act = makeAct({ do: 'look-up' });
    const late = makeQuestion({ posts: [makeComment({ at: LATE })] });
    expect(decideReply(act, late, LATE)?.facts).toMatchObject({ inTime: false, answeredAt: LATE });
    const { at: _, ...untimed } = makeComment();
    expect(decideReply(act, makeQuestion({ posts: [untimed] }), LATE)?.facts).not.toHaveProperty('inTime');
  });
});
