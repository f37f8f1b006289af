import { readAllPages } from '../../../lib/coupang/read-all-pages.ts';
import type { Inquiry, Post } from '../../../lib/domain/inquiry/inquiry.ts';
import type { Breakage } from '../breakage.ts';
import { instead, withFound, withReadings } from './instead.ts';

const isAsking = ({ transfer, needAnswer, completeReason }: Post): boolean =>
  completeReason === 'NONE' && (transfer === 'requestAnswer' || (transfer === 'unknown' && needAnswer));

/** A breakage in how an inquiry is understood, for all readers. */
const withMisreading =
  (understand: (inquiry: Inquiry) => Inquiry): NonNullable<Breakage['breakSource']> =>
  (source) => ({
    ...withReadings(source, (reading) => ({ ...reading, inquiries: reading.inquiries.map(understand) })),
    readPages: async (...args) => {
      const { inquiries, ...rest } = await source.readPages(...args);
      return { inquiries: inquiries.map(understand), ...rest };
    },
    lookUp: withFound(source, understand),
  });

/** Every vendor post ends the posts before it, against Coupang's flag (R10). */
export const flagOverruled: Breakage = {
  caughtBy: ['promise', 'R9', 'R11', 'R14'],
  breakSource: withMisreading((inquiry) => {
    const last = inquiry.posts.findLastIndex(({ by }) => by === 'vendor');
    const posts = inquiry.posts.map((post, index) =>
      index < last && post.by === 'csAgent' ? { ...post, transfer: 'answered' as const } : post,
    );
    return { ...inquiry, posts };
  }),
};

/** A post that had ended and asks again keeps its old deadline (R15). */
export const oldClockKept: Breakage = {
  caughtBy: ['R11'],
  worse: {
    minutes: 40,
    acts: 0.01,
    mostInquiries: 3,
    pageFaults: 0,
    coupangFails: 0,
    pollEveryMs: 30_000,
  },
  breakPorts: (ports) =>
    instead(ports, 'writer', 'change', (change) => (before, facts, event, at) => {
      const { askedAt, askedAtUncertain, dueAt } = before.facts;
      const kept = event === 'TicketReopened' ? { ...facts, askedAt, askedAtUncertain, dueAt } : facts;
      return change(before, kept, event, at);
    }),
};

/** Sees only the newest of several asking posts (R10). */
export const oneTicketForTwoPosts: Breakage = {
  caughtBy: ['promise', 'R9', 'R14'],
  breakSource: withMisreading((inquiry) => {
    const newest = inquiry.posts.findLast(isAsking);
    return { ...inquiry, posts: inquiry.posts.filter((post) => post === newest || !isAsking(post)) };
  }),
};

/** The system's post wins over an answer that came in time (R14). */
export const systemPostDecides: Breakage = {
  caughtBy: ['R14'],
  worse: { acts: 0.2, mostInquiries: 12, minutes: 10 },
  breakSource: withMisreading((inquiry) => {
    const hasSpoken = inquiry.posts.some(({ by }) => by === 'system');
    return { ...inquiry, posts: inquiry.posts.filter(({ by }) => !hasSpoken || by !== 'vendor') };
  }),
};

/** The received rows count as all rows, whatever total Coupang gives (R7). */
export const totalsIgnored: Breakage = {
  caughtBy: ['R7'],
  readPages: (source) =>
    readAllPages({
      ...source,
      page: async (...args) => {
        const { totalElements, ...page } = await source.page(...args);
        return page;
      },
    }),
};

/** A closed ticket stays closed even if Coupang lists it. */
export const noReOpening: Breakage = {
  caughtBy: ['R14', 'promise'],
  breakPorts: (ports) =>
    instead(
      ports,
      'writer',
      'change',
      (change) => async (before, facts, event, at) =>
        event === 'TicketReopened' ? before : change(before, facts, event, at),
    ),
};
