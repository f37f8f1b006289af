import { describe, expect, test } from '@jest/globals';
import { compareLookUp } from '../../../../lib/domain/intake/compare-look-up.ts';
import type { Post } from '../../../../lib/domain/inquiry/inquiry.ts';
import {
  again,
  answer,
  answered,
  asks,
  type Case,
  ended,
  contextOf,
  live,
  lookUp,
  type LookUp,
  outline,
  type Row,
  type Step,
  note,
  OWN,
  provisional,
} from '../../../fixtures/domain/intake-timeline.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makePost, makeSystemPost, makeVendorPost } from '../../../fixtures/domain/make-post.ts';
import { makeComment, makeQuestionTicket } from '../../../fixtures/domain/make-question.ts';
import { withFields } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HANDED_OVER_AT, HOUR, MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';

const question: Row = { kind: 'question', posts: [] };
const at = 2 * HOUR;
const look = (posts: LookUp['posts'], more: Partial<LookUp> = {}): LookUp => ({
  at,
  posts,
  absence: 'missing',
  ...more,
});
/** Look-ups `minutes` after the first one. */
const looks = (posts: LookUp['posts'], minutes: number[], more: Partial<LookUp> = {}): LookUp[] =>
  minutes.map((minute) => look(posts, { at: at + minute * MINUTE, ...more }));
/** Listed as asking again, beside the answer that ended it. */
const listed: Row = { posts: [asks, answer], at };
const isListed = { absence: 'not-absent' } as const;
/** Look-ups of a listed ticket. */
const seen = (posts: LookUp['posts'], minutes = [0]): LookUp[] => looks(posts, minutes, isListed);
const LONG = HANDED_OVER_AT + 8 * DAY - NOW + MINUTE;

describe('R9: an open ticket that is absent', () => {
  test.each<Case>([
    ['closes if it ended', [look([answered, answer])], 'own closed answered'],
    [
      'closes if it ended, although it was not certainly absent',
      [look([answered], { absence: 'unsure' })],
      'own closed unknown',
    ],
    ['stays open while it asks', looks([asks], [0, 5, 15]), 'own unverified'],
    ['stays open after the first answer that its flag contradicts', [look([asks, answer])], 'own unverified'],
    ['closes at the second', looks([asks, answer], [0, 5]), 'own closed answered'],
    ['stays open without an answer', looks('none', [0, 5]), 'own unverified'],
    ['stays open if an older copy says that it ended', [look([note, answer])], 'own unverified'],
    ['believes older copies after two hours', looks([note, answer], [0, 121]), 'own closed answered'],
    ['is not deleted at Coupang', looks('missing', [0, 5, 25]), 'own unverified'],
    ['closes as unknown seven days after its deadline', [look('none', { at: LONG })], 'own closed unknown'],
    ['is not closed by time while it is listed', [look('none', { at: LONG, ...isListed })], 'own open'],
    [
      'closes before a step, although it is listed',
      [look([answered, answer], { ...isListed, counts: false })],
      'own closed answered',
    ],
    ['stays open before a step if the agent asks again', seen([asks, answer], [0, 5]), 'own open'],
    [
      'brings a request that no row showed while it asks itself',
      seen([asks, again]),
      'own open, 700000009 open',
    ],
    [
      'brings a request that no row showed',
      [ended, listed, look([answered, answer, again], { of: OWN, ...isListed })],
      'own closed answered, 700000009 open',
    ],
  ])('%s', (_what, steps, tickets) => expect(outline(live([], {}, ...steps))).toBe(tickets));

  test('changes when a look-up first says that it asks, which brings back `overdue`', () => {
    const changes = (...before: Step[]) =>
      lookUp(live([], {}, ...before), look([asks], { at: DAY })).decided.change !== undefined;
    expect([changes(), changes(look('none')), changes(look([asks]))]).toEqual([true, true, false]);
  });

  test('contradicts its window 20 minutes after it left the lists, if its last two look-ups ask', () => {
    const contradictsAt = (...steps: LookUp[]) => live([], {}, ...steps)[0]?.poll.contradictsAt;
    expect(contradictsAt(look([asks]))).toBeUndefined();
    const twice = looks([asks], [0, 5]);
    for (const steps of [twice, [...twice, look('none', { at: at + HOUR })]])
      expect(contradictsAt(...steps)).toBe(NOW + at + 20 * MINUTE);
    expect(contradictsAt(...twice, look('missing', { at: at + HOUR }))).toBeUndefined();
    expect(contradictsAt(...looks([asks], [0, 5], { at: DAY }))).toBeUndefined();
  });

  test('is looked up at minutes 0, 5, 15, 35, then hourly', () => {
    let tickets = live([], {});
    const minutes = [0, 5, 15, 35, 95];
    const next = minutes.map((minute) => {
      tickets = live(tickets, look([asks], { at: at + minute * MINUTE }));
      return ((tickets[0]?.poll.lookUpAt ?? 0) - NOW - at) / MINUTE;
    });
    expect(next).toEqual([5, 15, 35, 95, 155]);
  });

  test('a look-up before a step keeps the schedule', () => {
    const [ticket] = live([], {}, look([asks], { ...isListed, counts: false }));
    expect(ticket?.poll).toMatchObject({ lookUps: 0, lookedUpAt: NOW + at });
    expect(ticket?.poll.lookUpAt).toBeUndefined();
  });
});

describe('R10: a provisional ticket that is absent', () => {
  test.each<Case>([
    [
      'closes silently before its announcement',
      [{ posts: [note] }, look('none', { at: MINUTE })],
      'after-600000001 closed unknown silent',
    ],
    [
      'closes as unknown after 20 minutes if a look-up shows no asking post',
      [...provisional, ...looks([note], [0, 5, 20])],
      'after-600000001 closed unknown',
    ],
    ['stays open before', [...provisional, ...looks([note], [0, 5, 19])], 'after-600000001 unverified'],
    [
      'stays open without a look-up',
      [...provisional, ...looks('none', [0, 5, 30])],
      'after-600000001 unverified',
    ],
    [
      'then re-opens when a list shows it again: nothing ended that the list may lag behind',
      [
        ...provisional,
        ...looks([note], [0, 5, 20]),
        { posts: [note], at: at + 24 * MINUTE },
        ...seen([note], [30]),
      ],
      'after-600000001 open',
    ],
    ['ends by a new answer', [...provisional, look([note, answer])], 'after-600000001 closed answered'],
    [
      'ends as replaced if a look-up shows the asking post',
      [...provisional, look([note, asks])],
      'after-600000001 closed replaced, own open',
    ],
  ])('%s', (_what, steps, tickets) => expect(outline(live([], ...steps))).toBe(tickets));

  test('is looked up when it may close', () => {
    const [ticket] = live([], ...provisional, ...looks([note], [0, 5, 15]));
    expect(ticket?.poll.lookUpAt).toBe(NOW + at + 20 * MINUTE);
  });
});

describe('R9: a closed ticket that is listed', () => {
  const closed = [{}, ended, listed];

  test.each<Case>([
    [
      'stays closed if it ended: the list is late',
      [...closed, ...seen([answered, answer], [0, 60])],
      'own closed answered',
    ],
    ['re-opens if it asks', [...closed, ...seen([asks, answer])], 'own open'],
    [
      'stays closed without an answer for 30 minutes',
      [...closed, ...seen('none', [0, 29])],
      'own closed answered',
    ],
    ['re-opens without an answer after 30 minutes', [...closed, ...seen('none', [30])], 'own open'],
    [
      'does not if the row is an older copy',
      [{}, ended, { at }, ...seen('none', [60])],
      'own closed answered',
    ],
    ['does not by an older copy', [...closed, ...seen([asks], [1])], 'own closed answered'],
    [
      'waits 30 minutes after a closing that the answer does not show',
      [{}, { posts: [answered], at }, { at: at + MINUTE }, ...seen([asks], [2])],
      'own closed unknown',
    ],
    [
      'and re-opens then',
      [{}, { posts: [answered], at }, { at: at + MINUTE }, ...seen([asks], [2, 30])],
      'own open',
    ],
    [
      'waits two hours after a newer request ended',
      [
        { posts: [asks, again], at },
        { posts: [answered, again], at: at + HOUR },
        { posts: [answered, { ...again, transfer: 'answered' }], at: at + 2 * HOUR },
        { posts: [asks, { ...again, transfer: 'answered' }], at: at + 3 * HOUR },
        look([asks, { ...again, transfer: 'answered' }], {
          at: at + 3 * HOUR + MINUTE,
          of: OWN,
          ...isListed,
        }),
      ],
      'own closed unknown, 700000009 closed unknown',
    ],
  ])('%s', (_what, steps, tickets) => expect(outline(live([], ...steps))).toBe(tickets));

  test('is looked up again when a re-opening becomes allowed', () => {
    const steps: Step[] = [{}, { posts: [answered], at }, { at: at + MINUTE }];
    const [ticket] = live([], ...steps, ...seen([asks], [29]));
    expect(ticket?.poll.lookUpAt).toBe(NOW + at + 30 * MINUTE);
  });

  test('re-opens with its deadline if that is ahead, else with an uncertain clock', () => {
    const reopen = (later: number) =>
      live(
        [],
        {},
        ended,
        { posts: [asks, answer], at: later },
        look([asks, answer], { at: later + MINUTE, ...isListed }),
      )[0]?.facts;
    expect(reopen(at)).toMatchObject({
      dueAt: HANDED_OVER_AT + DAY,
      askedAtUncertain: false,
      knownPosts: [OWN, '700000002'],
    });
    expect(reopen(2 * DAY)).toMatchObject({ dueAt: NOW + 3 * DAY, askedAtUncertain: true });
  });

  test('does not re-open within an hour after its last re-opening', () => {
    const fallen: Post = { ...asks, completeReason: 'CANCEL' };
    const steps = [...closed, ...seen([asks, answer]), { posts: [fallen, answer], at: at + 5 * MINUTE }];
    const back = (minutes: number): Step[] => [
      { posts: [asks, answer], at: at + minutes * MINUTE },
      look([asks, answer], { at: at + (minutes + 1) * MINUTE, ...isListed }),
    ];
    expect(outline(live([], ...steps, ...back(40)))).toEqual('own closed withdrawn');
    expect(outline(live([], ...steps, ...back(60)))).toEqual('own open');
  });

  test('leaves the index when its inquiry is lacked', () => {
    const [ticket] = live([], {}, ended, { at }, look('none', { at: at + MINUTE }));
    expect(ticket?.facts.fingerprint).toBeUndefined();
    expect(ticket?.poll).toMatchObject({ lookUps: 0, agreedAt: NOW + at + MINUTE });
    // The two hours of an older copy begin anew.
    expect(ticket?.poll).not.toHaveProperty('olderSince');
  });

  test.each([
    ['continues where it was', 59, 'open'],
    ['begins anew', 60, 'closed answered'],
  ])('lacked and listed again %s after %s minutes: %s', (_what, minutes, is) => {
    const back = at + (minutes + 1) * MINUTE;
    const steps = [...closed, look('none', { at: at + MINUTE }), { ...listed, at: back }];
    const tickets = live([], ...steps, look('none', { at: back + MINUTE, ...isListed }));
    expect(outline(tickets)).toEqual(`own ${is}`);
  });
});

describe('within an hour after a re-opening', () => {
  const reopened = live([], {}, ended, listed, ...seen([asks, answer]));

  test('two look-ups in a row close it, and the second follows at once', () => {
    const first = lookUp(reopened, look([answered, answer], { at: at + 5 * MINUTE }));
    expect(first.decided.change).toBeUndefined();
    expect(first.decided.notes?.lookUpAt).toBe(NOW + at + 5 * MINUTE);
    // Before a step of a listed ticket, a look-up is due if none was made.
    expect(first.decided.notes?.lookedUpAt).toBeUndefined();
    expect(outline(live(reopened, ...looks([answered, answer], [5, 6])))).toEqual('own closed answered');
  });

  test('a new answer closes it', () => {
    const second = makeVendorPost({ answerId: '700000008', at: NOW + at });
    expect(outline(live(reopened, look([answered, answer, second], { at: at + 5 * MINUTE })))).toEqual(
      'own closed answered',
    );
  });
});

describe('a question that is absent', () => {
  test.each<Case>([
    ['closes by a comment', [question, look([makeComment({ at: NOW + HOUR })])], '0 closed answered'],
    ['stays open while ALL shows it without a comment', [question, ...looks([], [0, 5, 60])], '0 unverified'],
    [
      'closes as deleted at two answers 20 minutes apart',
      [question, ...looks('missing', [0, 20])],
      '0 closed deleted',
    ],
    ['stays open at two answers that are nearer', [question, ...looks('missing', [0, 19])], '0 unverified'],
    [
      'stays open if ALL showed it in between',
      [
        question,
        look('missing'),
        look([], { at: at + 10 * MINUTE }),
        look('missing', { at: at + 25 * MINUTE }),
      ],
      '0 unverified',
    ],
    ['stays open while it is listed', [question, ...seen('missing', [0, 25])], '0 open'],
    [
      'stays open at the first answer since it was listed',
      [question, look('missing', { ...isListed, counts: false }), look('missing', { at: at + 25 * MINUTE })],
      '0 unverified',
    ],
    ['is left after 30 days', [question, look('none', { at: 30 * DAY })], '0 closed left-unanswered'],
    ['is not given up while ALL shows it', [question, look([], { at: LONG })], '0 unverified'],
    [
      'is not given up after a look-up that failed, if the one before showed it',
      [question, look([]), look('none', { at: LONG })],
      '0 unverified',
    ],
    ['is given up a week after its deadline', [question, look('none', { at: LONG })], '0 closed unknown'],
  ])('%s', (_what, steps, tickets) => expect(outline(live([], ...steps))).toBe(tickets));

  test('is missing only if the answer shows a younger question, or a look-up showed it before', () => {
    const [open = makeQuestionTicket()] = live([], question);
    const isNoted = (wasFound: boolean, isProved: boolean): boolean => {
      const ticket = wasFound ? withFields(open, { wasFound }) : open;
      const sight = {
        answer: { is: 'missing', isProved },
        absence: 'missing',
        counts: true,
        others: [],
      } as const;
      return (
        compareLookUp(ticket, sight, contextOf({ at, kind: 'question' })).notes?.answer?.is === 'missing'
      );
    };
    expect([isNoted(false, false), isNoted(false, true), isNoted(true, false)]).toEqual([false, true, true]);
  });
});

/** Days in which the simulation's judge, who knows what happened at Coupang, once found a fault. */
describe('a day that was once wrong', () => {
  const post = (answerId: string, time?: number): Post => {
    const { at: _at, ...untimed } = makePost({ answerId });
    return time === undefined ? untimed : { ...untimed, at: time };
  };
  const closing = makeSystemPost({ at: NOW + HOUR });
  const untimed = [post('7'), post('8')];
  const ahead = [post('11', NOW + DAY), post('34', NOW + DAY)];
  const newest = post('56', NOW + 90 * MINUTE);
  const vendors = makeVendorPost({ answerId: '11', at: NOW + 26_000 });
  const written = [post('9', NOW + 7000), post('10', NOW + 14_000), vendors];
  const comment = makeComment({ at: NOW + HOUR });

  test.each<Case>([
    [
      'seed 7681: the automatic post of an older request ends no newer one that is listed',
      [
        { posts: untimed },
        ...looks([...untimed, closing], [0, 5], { of: '8', ...isListed, counts: false }),
        { posts: [...untimed, closing], at: at + 6 * MINUTE },
        ...looks([...untimed, closing], [6, 11], { of: '7' }),
      ],
      '7 closed auto-closed, 8 open',
    ],
    [
      'seed 1416: nor one that is dated ahead',
      [
        { posts: ahead },
        { posts: [...ahead, closing], at },
        ...looks([...ahead, closing], [0, 5], { of: '34', ...isListed, counts: false }),
      ],
      '11 open, 34 open',
    ],
    [
      'seed 1416: beside a newer request, its posts do not show which of the older ones it ended',
      [
        { posts: ahead },
        { posts: [...ahead, closing, newest], at },
        ...looks([...ahead, closing, newest], [0, 5], { of: '34' }),
      ],
      '11 open, 34 closed auto-closed, 56 open',
    ],
    [
      "seed 7673: an inquiry without a post that was asked twice, beside a vendor's post, has a card two hours later",
      [
        { posts: [] },
        look(written, { at: MINUTE, ...isListed }),
        { posts: written, at: 3 * MINUTE },
        { posts: written, at: 2 * HOUR + MINUTE },
      ],
      'after-0 closed answered silent, 10 open',
    ],
    [
      'seed 920004: a question stays answered if its comment is deleted, and then the question itself',
      [
        question,
        look([comment], { at: HOUR }),
        { ...question, at: HOUR + 34 * MINUTE },
        look([], { at: HOUR + 34 * MINUTE, ...isListed }),
        ...looks('none', [0, 35, 95]),
      ],
      '0 closed answered',
    ],
  ])('%s', (_what, steps, tickets) => expect(outline(live([], ...steps))).toBe(tickets));
});

test('a closed ticket whose end the look-up of a sibling shows again gets no next look-up', () => {
  const [closed = makeQuestionTicket()] = live([], {}, look([answered, answer]));
  expect(closed.facts.state).toBe('closed');
  const inquiry = makeInquiry({ posts: [answered, answer] });
  const sight = {
    answer: { is: 'found', inquiry },
    absence: 'not-absent',
    counts: false,
    others: [],
  } as const;
  const { notes } = compareLookUp(closed, sight, contextOf({ at: 3 * HOUR }));
  expect(notes).toBeDefined();
  expect(notes).not.toHaveProperty('lookUpAt');
});
