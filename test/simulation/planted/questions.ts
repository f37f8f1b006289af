import type { Inquiry, Post } from '../../../lib/domain/inquiry/inquiry.ts';
import { HOUR_MS, MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import type { Breakage } from '../breakage.ts';
import { type Halt, haltedBy, instead, withFound, withReadings } from './instead.ts';

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
  return (client) =>
    withReadings(client, (reading) => ({
      ...reading,
      inquiries: change(reading.inquiries, reading.beganAt),
    }));
};

/** Some questions are passed over, although listed means open. */
export const someQuestionsIgnored: Breakage = {
  caughtBy: ['card'],
  breakQuestions: withRows((inquiries) => inquiries.filter(({ inquiryId }) => Number(inquiryId) % 3 !== 0)),
};

/** A comment closes a question whichever list shows it. Here ALL shows none. */
export const commentsUnseen: Breakage = {
  caughtBy: ['warned'],
  breakQuestions: (client) => ({
    ...client,
    lookUp: withFound(client, (inquiry) => ({ ...inquiry, posts: [] })),
  }),
};

/** An absence from NOANSWER alone counts as a deletion, although ALL shows the question. */
export const allIgnored: Breakage = {
  caughtBy: ['deleted'],
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
  caughtBy: ['card'],
  breakQuestions: withRows((inquiries, at) =>
    inquiries.map((inquiry) =>
      inquiry.posts.length > 0 ? inquiry : { ...inquiry, posts: [comment('999999', at - 2 * HOUR_MS)] },
    ),
  ),
};

export const twoTickets: Breakage = {
  caughtBy: ['twice'],
  breakPoll: (ports) =>
    instead(ports, 'writer', 'create', (create) => async (ticket) => {
      const key = { ...ticket.key, answerId: 'after-0' };
      if (ticket.key.source === 'product') await create({ ...ticket, key });
      return create(ticket);
    }),
};

/** Re-opening knows no limit: each closing is undone at once. */
export const flappingComments: Breakage = {
  caughtBy: ['flaps'],
  breakPoll: (ports) =>
    instead(ports, 'writer', 'change', (change) => async (before, facts, event, at) => {
      const changed = await change(before, facts, event, at);
      if (!changed || event !== 'TicketClosed' || before.key.source !== 'product') return changed;
      const name = `reopened-${changed.outbox.version + 1}` as const;
      const history = [...changed.facts.history, { name, at }];
      return change(changed, { ...before.facts, history }, 'TicketReopened', at);
    }),
};

/** Nobody learns of the questions that were past when the source was switched on. */
export const pastUnreported: Breakage = {
  caughtBy: ['past'],
  breakPoll: (ports) =>
    instead(
      ports,
      'notices',
      'create',
      (create) => async (notice) => (notice.facts.about === 'past' ? notice : create(notice)),
    ),
};

let halt: Halt | undefined;

/** A list of questions that Coupang refuses stops the hand-overs for ten minutes. */
export const refusalStopsHandOvers: Breakage = {
  caughtBy: ['call'],
  breakQuestions: (client) => ({
    ...client,
    read: async (window, status, stopAt, repairs) => {
      const answer = await client.read(window, status, stopAt, repairs);
      if (answer.failure) halt = { until: stopAt + 10 * MINUTE_MS, failure: answer.failure };
      return answer;
    },
  }),
  breakSource: (source) => {
    halt = undefined;
    return haltedBy(source, () => halt);
  },
};

/** A hand-over's card waits while questions have no card yet. */
export const questionsGoFirst: Breakage = {
  caughtBy: ['later'],
  breakDrain: (services, { sleep }) =>
    instead(services, 'messenger', 'preparePost', (preparePost) => async (deliverable, name, ...more) => {
      const isCard = deliverable.type === 'ticket' && name === 'card';
      if (isCard && deliverable.key.source === 'call-center') {
        const { tickets } = await services.reader.attention(deliverable.key);
        const isWaiting = tickets.some(
          ({ source, shownVersion }) => source === 'product' && shownVersion === 0,
        );
        if (isWaiting) await sleep(5000);
      }
      return preparePost(deliverable, name, ...more);
    }),
};
