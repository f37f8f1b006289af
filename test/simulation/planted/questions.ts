import type { Inquiry, Post } from '../../../lib/domain/inquiry/inquiry.ts';
import { HOUR_MS } from '../../../lib/domain/time/durations.ts';
import { SourceError } from '../../../lib/workflows/ports/coupang.ts';
import type { Breakage } from '../breakage.ts';

const comment = (answerId: string, at: number): Post => ({
  answerId,
  by: 'vendor',
  at,
  text: 'made-up answer',
  transfer: 'none',
  needAnswer: false,
  completeReason: 'NONE',
});

/** Changes the rows of NOANSWER. @param at when the reading began */
const withRows = (
  change: (inquiries: Inquiry[], at: number) => Inquiry[],
): NonNullable<Breakage['breakQuestions']> => {
  return (client) => ({
    ...client,
    read: async (...call) => {
      const { reading, ...rest } = await client.read(...call);
      return { reading: { ...reading, inquiries: change(reading.inquiries, reading.beganAt) }, ...rest };
    },
  });
};

/** Some questions are passed over, although listed means open. */
export const someQuestionsIgnored: Breakage = {
  name: 'questions of every third number are ignored',
  isOfQuestions: true,
  breakQuestions: withRows((inquiries) => inquiries.filter(({ inquiryId }) => Number(inquiryId) % 3 !== 0)),
};

/** A comment closes a question whichever list shows it. Here ALL shows none. */
export const commentsUnseen: Breakage = {
  name: 'a look-up of a question shows no comment',
  isOfQuestions: true,
  breakQuestions: (client) => ({
    ...client,
    lookUp: async (...call) => {
      const { found, ...rest } = await client.lookUp(...call);
      return { ...rest, found: new Map([...found].map(([id, inquiry]) => [id, { ...inquiry, posts: [] }])) };
    },
  }),
};

/** An absence from NOANSWER alone counts as a deletion, although ALL shows the question. */
export const allIgnored: Breakage = {
  name: 'a question that NOANSWER lacks counts as deleted',
  isOfQuestions: true,
  breakQuestions: (client) => ({
    ...client,
    lookUp: async (...call) => {
      const { found, missing, ...rest } = await client.lookUp(...call);
      return {
        ...rest,
        found: new Map(),
        missing: new Map([...missing, ...[...found.keys()].map((id) => [id, true] as const)]),
      };
    },
  }),
};

/** A row without comments gets a comment of two hours ago: the question counts as answered. */
export const commentsMadeUp: Breakage = {
  name: 'a listed question gets a made-up comment',
  isOfQuestions: true,
  breakQuestions: withRows((inquiries, at) =>
    inquiries.map((inquiry) =>
      inquiry.posts.length > 0 ? inquiry : { ...inquiry, posts: [comment('999999', at - 2 * HOUR_MS)] },
    ),
  ),
};

export const twoTickets: Breakage = {
  name: 'a question gets two tickets',
  isOfQuestions: true,
  breakPoll: (ports) => ({
    ...ports,
    writer: {
      ...ports.writer,
      create: async (ticket) => {
        const key = { ...ticket.key, answerId: 'after-0' };
        if (ticket.key.source === 'product') await ports.writer.create({ ...ticket, key });
        return ports.writer.create(ticket);
      },
    },
  }),
};

/** Re-opening knows no limit: each closing is undone at once. */
export const flappingComments: Breakage = {
  name: 'a question closes and re-opens with each reading',
  isOfQuestions: true,
  breakPoll: (ports) => ({
    ...ports,
    writer: {
      ...ports.writer,
      change: async (before, facts, event, at) => {
        const changed = await ports.writer.change(before, facts, event, at);
        if (!changed || event !== 'TicketClosed' || before.key.source !== 'product') return changed;
        const name = `reopened-${changed.outbox.version + 1}` as const;
        const history = [...changed.facts.history, { name, at }];
        return ports.writer.change(changed, { ...before.facts, history }, 'TicketReopened', at);
      },
    },
  }),
};

/** Nobody learns of the questions that were past when the source was switched on. */
export const pastUnreported: Breakage = {
  name: 'past questions without a notice',
  isOfQuestions: true,
  breakPoll: (ports) => ({
    ...ports,
    notices: {
      ...ports.notices,
      create: async (notice) => (notice.facts.about === 'past' ? notice : ports.notices.create(notice)),
    },
  }),
};

let stop: { until: number; failure: SourceError } | undefined;

/** A list of questions that Coupang refuses stops the hand-overs for an hour. */
export const refusalStopsHandOvers: Breakage = {
  name: "a refused list of questions stops the hand-overs' lists",
  isOfQuestions: true,
  breakQuestions: (client) => ({
    ...client,
    read: async (window, status, stopAt, repairs) => {
      const answer = await client.read(window, status, stopAt, repairs);
      if (answer.failure) stop = { until: stopAt + HOUR_MS, failure: answer.failure };
      return answer;
    },
  }),
  breakSource: (source) => {
    stop = undefined;
    return {
      ...source,
      read: async (window, status, stopAt, repairs) => {
        if (!stop || stop.until <= stopAt) return source.read(window, status, stopAt, repairs);
        const nothing = { inquiries: [], unusable: [], droppedFields: [], complete: false, beganAt: stopAt };
        return { reading: { ...nothing, window, status }, failure: stop.failure };
      },
    };
  },
};

/** A hand-over's card waits while questions have no card yet. */
export const questionsGoFirst: Breakage = {
  name: 'a hand-over waits for the questions before it',
  isOfQuestions: true,
  breakDrain: (services, { sleep }) => ({
    ...services,
    messenger: {
      ...services.messenger,
      preparePost: async (deliverable, name, ...more) => {
        const isCard = deliverable.type === 'ticket' && name === 'card';
        if (isCard && deliverable.key.source === 'call-center') {
          const { tickets } = await services.reader.attention(deliverable.key);
          const isWaiting = tickets.some(
            ({ source, shownVersion }) => source === 'product' && shownVersion === 0,
          );
          if (isWaiting) await sleep(5000);
        }
        return services.messenger.preparePost(deliverable, name, ...more);
      },
    },
  }),
};
