import { askingPosts } from '../../../lib/domain/inquiry/asking-posts.ts';
import { HOUR_MS } from '../../../lib/domain/time/durations.ts';
import type { SourceError } from '../../../lib/workflows/ports/coupang.ts';
import type { Breakage } from '../breakage.ts';
import { withFound } from './instead.ts';

/** A listed row in which no post asks is passed over, although listed means open. */
export const unaskedRowsIgnored: Breakage = {
  name: 'a listed row without an asking post is ignored',
  isOfInconsistentCoupang: true,
  breakSource: (source) => ({
    ...source,
    read: async (...call) => {
      const { reading, ...rest } = await source.read(...call);
      const inquiries = reading.inquiries.filter((inquiry) => askingPosts(inquiry).length > 0);
      return { reading: { ...reading, inquiries }, ...rest };
    },
  }),
};

/** An inquiry that the lists do not show counts as ended, although only posts close. */
export const absenceCloses: Breakage = {
  name: 'an absence from the lists closes',
  isOfInconsistentCoupang: true,
  breakSource: (source) => {
    const listedAt = new Map<string, number>();
    let readAt = 0;
    return {
      ...source,
      read: async (...call) => {
        const answer = await source.read(...call);
        readAt = answer.reading.beganAt;
        for (const { inquiryId } of answer.reading.inquiries) listedAt.set(inquiryId, readAt);
        return answer;
      },
      lookUp: withFound(source, (inquiry) => {
        if (readAt - (listedAt.get(inquiry.inquiryId) ?? readAt) < 60_000) return inquiry;
        const posts = inquiry.posts.map((post) =>
          post.by === 'csAgent' ? { ...post, transfer: 'answered' as const, needAnswer: false } : post,
        );
        return { ...inquiry, posts };
      }),
    };
  },
};

/** Every reading that came counts as complete, although disagreement is reported. */
export const disagreementHidden: Breakage = {
  name: 'an unbelievable reading counts as complete',
  isOfInconsistentCoupang: true,
  breakSource: (source) => ({
    ...source,
    read: async (...call) => {
      const { reading, failure } = await source.read(...call);
      if (failure) return { reading, failure };
      const { incompleteBecause: _, ...rest } = reading;
      return { reading: { ...rest, complete: true, unusable: [] } };
    },
  }),
};

/** A look-up that fails stops the lists for an hour, although secondary reading never costs primary reading. */
export const lookUpStopsLists: Breakage = {
  name: 'a failed look-up stops the lists',
  isOfInconsistentCoupang: true,
  breakSource: (source) => {
    let stop: { until: number; failure: SourceError } | undefined;
    return {
      ...source,
      read: async (window, status, stopAt, repairs) => {
        if (!stop || stop.until <= stopAt) return source.read(window, status, stopAt, repairs);
        const nothing = { inquiries: [], unusable: [], droppedFields: [], complete: false, beganAt: stopAt };
        return { reading: { ...nothing, window, status }, failure: stop.failure };
      },
      lookUp: async (inquiries, limits) => {
        const looked = await source.lookUp(inquiries, limits);
        if (looked.failed) stop = { until: limits.stopAt + HOUR_MS, failure: looked.failed.failure };
        return looked;
      },
    };
  },
};
