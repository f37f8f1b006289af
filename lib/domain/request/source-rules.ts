import type { AskingPost } from '../inquiry/asking-posts.ts';
import type { Inquiry, Post, VendorRef } from '../inquiry/inquiry.ts';
import type { CompleteReadings } from '../reading/plan-readings.ts';
import type { Source } from '../sources.ts';
import type { FoundEnd, ListedFacts, TicketKey } from '../ticket/ticket.ts';

export type JudgedRequest = {
  key: Pick<TicketKey, 'source' | 'answerId'>;
  facts: Pick<
    ListedFacts,
    'askedAt' | 'askedAtUncertain' | 'dueAt' | 'provisional' | 'knownPosts' | 'inquiryAt' | 'act'
  >;
};

/** `answered-but-asks`: its own flag asks after an answer, since the agent asks again or the flag lags. `isNew`: a post or reason shows the end. */
export type Verdict = { is: 'asks' } | { is: 'ended' | 'answered-but-asks'; end: FoundEnd; isNew: boolean };

/** A request that an inquiry shows. The newest comes last. */
export type ShownRequest = { answerId: string; post?: AskingPost };

/** The rules of the requests of one source. All functions are pure. */
export type SourceRules = {
  /** The requests that an inquiry shows as asking, and without a ticket one to record. Without any, a row is a provisional request. */
  requestsOf: (inquiry: Inquiry, hasTicket: boolean) => ShownRequest[];
  judge: (request: JudgedRequest, inquiry: Inquiry, now: number) => Verdict;
  /** @param post the request's own post, if it has one */
  textOf: (inquiry: Inquiry, post: Post | undefined) => Pick<ListedFacts, 'text' | 'isTextCut' | 'formLink'>;
  /** An open ticket ends so long after its inquiry, whatever the lists show. */
  leftAfterMs?: number;
};

/** The knowledge beside rows and tickets. `now`: epoch ms. */
export type IntakeContext = {
  vendor: VendorRef;
  source: Source;
  zone: string;
  now: number;
  /** Before this run. */
  completeReadings: CompleteReadings;
};
