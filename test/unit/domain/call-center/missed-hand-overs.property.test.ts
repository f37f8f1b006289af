import { expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { beginCatchUp, catchUpPlace, moveOn } from '../../../../lib/domain/blindness/catch-up-place.ts';
import type { Inquiry, Post } from '../../../../lib/domain/inquiry/inquiry.ts';
import { findMissedHandOvers, isKnown } from '../../../../lib/domain/call-center/missed-hand-overs.ts';
import type { CatchUp } from '../../../../lib/domain/reading/vendor-state.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makePost, makeSystemPost, makeVendorPost } from '../../../fixtures/domain/make-post.ts';
import { makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { HANDED_OVER_AT, HOUR, MINUTE, VENDOR, ZONE } from '../../../fixtures/domain/made-up.ts';

const BLIND = { since: HANDED_OVER_AT + HOUR, until: HANDED_OVER_AT + 3 * HOUR };

/** Hand-overs as they happened: asked, perhaps asked again, and ended. Then another may follow. */
const round = fc.record({
  urged: fc.nat({ max: 2 }),
  chatted: fc.boolean(),
  end: fc.constantFrom('answered' as const, 'auto-closed' as const),
  known: fc.constantFrom(false, false, false, true),
  gapMinutes: fc.integer({ min: 1, max: 60 }),
});
type Round = typeof round extends fc.Arbitrary<infer R> ? R : never;
type Lived = { inquiry: Inquiry; requests: { answerId: string; at: number; isKnown: boolean }[] };

/** The inquiry in Coupang's form, and the time of each hand-over. */
const live = (rounds: Round[], number: number): Lived => {
  const posts: Post[] = [];
  const requests: Lived['requests'] = [];
  let at = HANDED_OVER_AT;
  const say = (make: (fields: Partial<Post>) => Post, fields: Partial<Post> = {}): string => {
    const answerId = String(700_000_000 + number * 100 + posts.length);
    posts.push(make({ ...fields, answerId, at: (at += MINUTE) }));
    return answerId;
  };
  for (const { urged, chatted, end, known, gapMinutes } of rounds) {
    at += gapMinutes * MINUTE;
    const answered = { transfer: 'answered' as const, needAnswer: false };
    requests.push({ answerId: say(makePost, answered), at, isKnown: known });
    if (chatted) say(makePost, { transfer: 'none', needAnswer: false });
    for (let times = 0; times < urged; times += 1)
      requests.push({ answerId: say(makePost, answered), at, isKnown: false });
    say(end === 'answered' ? makeVendorPost : makeSystemPost);
  }
  // Ids grow with time. The order of an item's posts means nothing.
  return { inquiry: makeInquiry({ inquiryId: String(number), posts: posts.toReversed() }), requests };
};

/** One run: how many pages, whether it dies after them, and how the list shifts until the next run. */
const run = fc.record({
  most: fc.integer({ min: 2, max: 5 }),
  dies: fc.boolean(),
  shift: fc.integer({ min: -4, max: 4 }),
});

test('R17: each hand-over asked in the blind time becomes one ticket, for any pages, stops and shifts of the list', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(round, { minLength: 1, maxLength: 4 }), { maxLength: 12 }),
      fc.integer({ min: 1, max: 4 }),
      fc.infiniteStream(run),
      (all, pageSize, runs) => {
        const lived = all.map((rounds, index) => live(rounds, index + 1));
        const tickets = lived.flatMap(({ inquiry: { inquiryId }, requests }) =>
          requests
            .filter((request) => request.isKnown)
            .map(({ answerId }) => makeTicket({ inquiryId, answerId })),
        );
        let others = 6;
        let left: CatchUp = beginCatchUp(BLIND, ZONE);
        for (let place = catchUpPlace(left); place; place = catchUpPlace(left)) {
          const next = runs.next();
          if (next.done) break;
          const { most, dies, shift } = next.value;
          const listed = [
            ...Array.from({ length: others }, () => OTHER),
            ...lived.map(({ inquiry }) => inquiry),
          ];
          const end = (place.page - 1 + most) * pageSize;
          for (const inquiry of listed.slice((place.page - 1) * pageSize, end)) {
            const own = tickets.filter(({ key: { inquiryId } }) => inquiryId === inquiry.inquiryId);
            for (const missed of findMissedHandOvers(VENDOR, inquiry, BLIND, BLIND.until))
              if (!isKnown(missed, own)) tickets.push(makeTicket({ ...missed.key, ...missed.facts }));
          }
          if (!dies) left = moveOn(left, end < listed.length ? place.page + most : undefined);
          // Between two runs up to one page of items leaves the list, and more may join it.
          others = Math.max(0, others + Math.max(shift, -pageSize));
        }
        const expected = lived.flatMap(({ requests, inquiry: { inquiryId } }) =>
          requests
            .filter((request) => request.isKnown || (request.at > BLIND.since && request.at <= BLIND.until))
            .map(({ answerId }) => `${inquiryId}/${answerId}`),
        );
        const found = tickets.map(({ key: { inquiryId, answerId } }) => `${inquiryId}/${answerId}`);
        expect(found.sort()).toEqual(expected.sort());
      },
    ),
    { numRuns: 500 },
  );
});

/** An inquiry unrelated to the blind time. */
const OTHER = makeInquiry({ inquiryId: '9', posts: [makeVendorPost()] });
