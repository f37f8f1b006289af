import { readAllPages } from '../../../lib/coupang/read-all-pages.ts';
import type { Inquiry } from '../../../lib/domain/inquiry/inquiry.ts';
import type { Breakage } from '../breakage.ts';
import { withFound } from './instead.ts';
import { isAsking } from '../coupang-record.ts';
import { instead } from './instead.ts';

/** A breakage in how an inquiry is understood, for all readers. */
const withMisreading =
  (understand: (inquiry: Inquiry) => Inquiry): NonNullable<Breakage['breakSource']> =>
  (source) => ({
    ...source,
    read: async (...args) => {
      const { reading, ...rest } = await source.read(...args);
      return { reading: { ...reading, inquiries: reading.inquiries.map(understand) }, ...rest };
    },
    readPages: async (...args) => {
      const { inquiries, ...rest } = await source.readPages(...args);
      return { inquiries: inquiries.map(understand), ...rest };
    },
    lookUp: withFound(source, understand),
  });

/** Every vendor post ends the posts before it, against Coupang's flag (R10). */
export const flagOverruled: Breakage = {
  name: "Coupang's flag overruled by a vendor's post",
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
  name: 'the old clock kept by what is listed again',
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
  name: 'one ticket for two posts',
  breakSource: withMisreading((inquiry) => {
    const newest = inquiry.posts.findLast(isAsking);
    return { ...inquiry, posts: inquiry.posts.filter((post) => post === newest || !isAsking(post)) };
  }),
};

/** The system's post wins over an answer that came in time (R14). */
export const systemPostDecides: Breakage = {
  name: 'a system post before the answer in time',
  worse: { acts: 0.2, mostInquiries: 12, minutes: 10 },
  breakSource: withMisreading((inquiry) => {
    const hasSpoken = inquiry.posts.some(({ by }) => by === 'system');
    return { ...inquiry, posts: inquiry.posts.filter(({ by }) => !hasSpoken || by !== 'vendor') };
  }),
};

/** The received rows count as all rows, whatever total Coupang gives (R7). */
export const totalsIgnored: Breakage = {
  name: 'totals ignored',
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
  name: 'no re-opening',
  breakPorts: (ports) =>
    instead(
      ports,
      'writer',
      'change',
      (change) => async (before, facts, event, at) =>
        event === 'TicketReopened' ? before : change(before, facts, event, at),
    ),
};
