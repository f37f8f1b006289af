import { askingPosts } from '../../../lib/domain/inquiry/asking-posts.ts';
import { HOUR_MS } from '../../../lib/domain/time/durations.ts';
import type { Breakage } from '../breakage.ts';
import { type Halt, haltedBy, withFound, withReadings } from './instead.ts';

/** A listed row in which no post asks is passed over, although listed means open. */
export const unaskedRowsIgnored: Breakage = {
  caughtBy: ['card'],
  breakSource: (source) =>
    withReadings(source, (reading) => ({
      ...reading,
      inquiries: reading.inquiries.filter((inquiry) => askingPosts(inquiry).length > 0),
    })),
};

/** An inquiry that the lists do not show counts as ended, although only posts close. */
export const absenceCloses: Breakage = {
  caughtBy: ['closed'],
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
  caughtBy: ['silence'],
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
  caughtBy: ['primary'],
  breakSource: (source) => {
    let halt: Halt | undefined;
    return {
      ...haltedBy(source, () => halt),
      lookUp: async (inquiries, limits) => {
        const looked = await source.lookUp(inquiries, limits);
        if (looked.failed) halt = { until: limits.stopAt + HOUR_MS, failure: looked.failed.failure };
        return looked;
      },
    };
  },
};
