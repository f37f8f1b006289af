import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { mergeReadings } from '../../../../lib/domain/reading/merge-readings.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makePost } from '../../../fixtures/domain/make-post.ts';
import { makeListing, makeReading, windowNumber } from '../../../fixtures/domain/make-reading.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';

describe('mergeReadings', () => {
  test('R7: includes what an incomplete reading showed', () => {
    const reading = makeReading({
      complete: false,
      incompleteBecause: 'made up',
      inquiries: [makeInquiry()],
    });
    expect(mergeReadings([reading])).toEqual([makeListing()]);
  });

  test('R12: TRANSFER makes a confirm, and NO_ANSWER wins over it in either order', () => {
    const transfer = makeReading({ status: 'TRANSFER', inquiries: [makeInquiry()] });
    const earlier = makeReading({ inquiries: [makeInquiry()], beganAt: NOW - 1 });
    const later = makeReading({ inquiries: [makeInquiry()], beganAt: NOW + 1 });
    expect(mergeReadings([transfer]).map(({ kind }) => kind)).toEqual(['confirm']);
    expect(mergeReadings([transfer, earlier]).map(({ kind }) => kind)).toEqual(['reply']);
    expect(mergeReadings([transfer, later]).map(({ kind }) => kind)).toEqual(['reply']);
  });

  test('R12: a confirm is sure only if NO_ANSWER of its window was read completely', () => {
    const transfer = makeReading({ status: 'TRANSFER', inquiries: [makeInquiry()] });
    const isSure = (...others: Parameters<typeof makeReading>[0][]) =>
      mergeReadings([transfer, ...others.map(makeReading)]).map(({ kindIsSure }) => kindIsSure);
    expect(isSure({})).toEqual([true]);
    expect(isSure()).toEqual([false]);
    expect(isSure({ complete: false })).toEqual([false]);
    expect(isSure({ window: windowNumber(1) })).toEqual([false]);
  });

  test("R12: the later reading's item counts, with its start", () => {
    const old = makeReading({ inquiries: [makeInquiry({ product: 'old' })], beganAt: NOW - 1 });
    const fresh = makeReading({ status: 'TRANSFER', inquiries: [makeInquiry({ product: 'fresh' })] });
    for (const readings of [
      [old, fresh],
      [fresh, old],
    ]) {
      expect(mergeReadings(readings)).toEqual([makeListing({ inquiry: makeInquiry({ product: 'fresh' }) })]);
    }
  });

  test('R12: a later row that is an older copy keeps every post of the earlier row', () => {
    const [first, second] = [
      makePost({ answerId: '1', text: 'first' }),
      makePost({ answerId: '2', text: 'second' }),
    ];
    const edited = { ...first, text: 'edited' };
    const whole = makeReading({ inquiries: [makeInquiry({ posts: [first, second] })], beganAt: NOW - 1 });
    const older = makeReading({ status: 'TRANSFER', inquiries: [makeInquiry({ posts: [edited] })] });

    expect(mergeReadings([whole, older]).map(({ inquiry }) => inquiry.posts)).toEqual([[edited, second]]);
  });

  test('R7: only a reading whose filter worked makes a listing that may be provisional', () => {
    const worked = makeReading({ inquiries: [makeInquiry()] });
    const ignored = makeReading({
      status: 'TRANSFER',
      inquiries: [makeInquiry()],
      beganAt: NOW + 1,
      complete: false,
      incompleteCause: 'filter-ignored',
    });
    const may = (...readings: ReturnType<typeof makeReading>[]) =>
      mergeReadings(readings).map(({ mayBeProvisional }) => mayBeProvisional);
    expect(may(worked)).toEqual([true]);
    expect(may(ignored)).toEqual([false]);
    expect(may(worked, ignored)).toEqual([true]);
    expect(may({ ...worked, beganAt: NOW + 2 }, ignored)).toEqual([true]);
    expect(may({ ...ignored, incompleteCause: 'contradicted' })).toEqual([true]);
  });

  test('R12: an inquiry listed by two windows is a single listing', () => {
    const readings = [0, 1].map((number) =>
      makeReading({ window: windowNumber(number), inquiries: [makeInquiry()] }),
    );
    expect(mergeReadings(readings)).toHaveLength(1);
  });

  test('R7: contains each inquiry of any page exactly once, as a reply if NO_ANSWER showed it', () => {
    const reading = fc
      .record({
        status: fc.constantFrom('NO_ANSWER' as const, 'TRANSFER' as const),
        beganAt: fc.nat({ max: 5 }),
        complete: fc.boolean(),
        ids: fc.array(fc.constantFrom('1', '2', '9007199254740992', '9007199254740993')),
      })
      .map(({ ids, ...rest }) =>
        makeReading({ ...rest, inquiries: ids.map((inquiryId) => makeInquiry({ inquiryId })) }),
      );
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 6 }), (readings) => {
        const idsUnder = (status?: string): string[] =>
          readings
            .filter((candidate) => status === undefined || candidate.status === status)
            .flatMap(({ inquiries }) => inquiries.map(({ inquiryId }) => inquiryId));
        const merged = mergeReadings(readings);
        expect(merged.map(({ inquiry }) => inquiry.inquiryId).sort()).toEqual(
          [...new Set(idsUnder())].sort(),
        );
        const replies = merged.filter(({ kind }) => kind === 'reply');
        expect(replies.map(({ inquiry }) => inquiry.inquiryId).sort()).toEqual(
          [...new Set(idsUnder('NO_ANSWER'))].sort(),
        );
      }),
    );
  });
});
