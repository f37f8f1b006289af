import { dateAt } from '../../lib/domain/dates.ts';
import type { Inquiry, ListStatus, Post } from '../../lib/domain/inquiry.ts';
import type { Reading } from '../../lib/domain/reading.ts';
import type { Kind, Outcome } from '../../lib/domain/ticket.ts';
import type { InquirySource } from '../../lib/workflows/ports.ts';
import type { SourceError } from '../../lib/workflows/source-error.ts';
import { type Effect, plain } from './effect.ts';

export const ZONE = 'Asia/Seoul';
const DAY_MS = 24 * 60 * 60 * 1000;

export type Listed = { inquiry: Inquiry; list: ListStatus };

/** How a reading goes wrong, for the next reading that it is asked of; `undefined` lets it pass. */
export type Fault = { failure?: SourceError; hideEvery?: number };

/** A made-up Coupang behind the InquirySource port: what its people did, and the two calls that we make. */
export const createMemoryCoupang = (now: () => number, effect: Effect = plain) => {
  const inquiries = new Map<string, Listed>();
  let nextId = 1;
  const faults: Fault[] = [];
  /** How and when each post that asked has ended, by answerId, in order: the truth that outcomes are held against. */
  const ends = new Map<string, { outcome: Outcome; at: number }[]>();
  const calls = { reads: 0, inquiries: 0 };
  const need = (inquiryId: string): Listed => {
    const listed = inquiries.get(inquiryId);
    if (!listed) throw new Error(`no inquiry ${inquiryId} was made`);
    return listed;
  };
  const post = (fields: Partial<Post> & Pick<Post, 'by'>): Post => ({
    answerId: String((nextId += 1)),
    at: now(),
    text: 'Made-up text.',
    transfer: 'none',
    needAnswer: false,
    completeReason: 'NONE',
    ...fields,
  });
  const endAsking = (inquiryId: string, outcome: Outcome): void => {
    for (const one of need(inquiryId).inquiry.posts) {
      if (one.transfer !== 'requestAnswer') continue;
      Object.assign(one, {
        transfer: 'answered',
        needAnswer: false,
        completeReason: COMPLETE_REASONS[outcome] ?? 'NONE',
      });
      const id = one.answerId ?? '';
      ends.set(id, [...(ends.get(id) ?? []), { outcome, at: now() }]);
    }
    need(inquiryId).list = 'ANSWER';
  };

  const source: InquirySource = {
    read: (window, status) =>
      effect('coupang.read', () => {
        calls.reads += 1;
        const fault = faults.shift();
        const inWindow = [...inquiries.values()].filter(({ inquiry, list }) => {
          const date = dateAt(inquiry.inquiryAt ?? 0, ZONE);
          return list === status && date >= window.firstDate && date <= window.lastDate;
        });
        const hides = (index: number): boolean =>
          fault?.failure !== undefined || (fault?.hideEvery !== undefined && index % fault.hideEvery === 0);
        const reading: Reading = {
          window,
          status,
          beganAt: now(),
          complete: fault === undefined,
          inquiries: inWindow
            .filter((_, index) => !hides(index))
            .map(({ inquiry }) => structuredClone(inquiry)),
          unusable: [],
          droppedFields: [],
        };
        return fault?.failure ? { reading, failure: fault.failure } : { reading };
      }),
    inquiry: (inquiryId) =>
      effect('coupang.inquiry', () => {
        calls.inquiries += 1;
        return structuredClone(inquiries.get(inquiryId)?.inquiry);
      }),
    clockOffsetMs: () => 0,
    useClockOffset: () => {},
    keyFingerprint: async () => 'made-up-key',
  };

  return {
    source,
    inquiries,
    ends,
    calls,
    faults,
    handOver: ({
      kind = 'reply',
      ageDays = 0,
      askedAgoMs = 0,
      text = 'Please check the return.',
    }: HandOver = {}): string => {
      const inquiryId = String((nextId += 1));
      const at = now() - askedAgoMs;
      const asking = post({ by: 'csAgent', transfer: 'requestAnswer', needAnswer: true, text, at });
      const inquiry = {
        inquiryId,
        inquiryAt: at - ageDays * DAY_MS,
        product: 'Made-up skirt',
        content: '',
        posts: [asking],
      };
      inquiries.set(inquiryId, { inquiry, list: kind === 'reply' ? 'NO_ANSWER' : 'TRANSFER' });
      return inquiryId;
    },
    handOverAgain: (inquiryId: string): void => {
      const listed = need(inquiryId);
      listed.inquiry.posts.push(
        post({ by: 'csAgent', transfer: 'requestAnswer', needAnswer: true, text: 'And again.' }),
      );
      listed.list = 'NO_ANSWER';
    },
    editRequest: (inquiryId: string, text: string): void => {
      const asking = need(inquiryId).inquiry.posts.findLast((one) => one.transfer === 'requestAnswer');
      if (asking) asking.text = text;
    },
    answer: (inquiryId: string): void => {
      endAsking(inquiryId, 'answered');
      need(inquiryId).inquiry.posts.push(post({ by: 'vendor' }));
    },
    autoClose: (inquiryId: string): void => {
      endAsking(inquiryId, 'auto-closed');
      need(inquiryId).inquiry.posts.push(
        post({ by: 'system', text: '[쿠팡 시스템] made-up automatic closing' }),
      );
    },
    withdraw: (inquiryId: string): void => endAsking(inquiryId, 'withdrawn'),
    decide: (inquiryId: string): void => endAsking(inquiryId, 'decided-by-coupang'),
    confirm: (inquiryId: string): void => endAsking(inquiryId, 'confirmed'),
    /** What had ended without an answer is asked again, by the same post (R15). */
    askAgain: (inquiryId: string, list: ListStatus): void => {
      const last = need(inquiryId).inquiry.posts.findLast((one) => one.by === 'csAgent');
      if (!last) return;
      Object.assign(last, { transfer: 'requestAnswer', needAnswer: true, completeReason: 'NONE' });
      need(inquiryId).list = list;
    },
    /** Listed under no status and found by nobody. */
    lose: (inquiryId: string): boolean => inquiries.delete(inquiryId),
    /** Moves an inquiry out of every list that we read, its posts as they are. */
    hide: (inquiryId: string, list: ListStatus = 'ANSWER'): void => {
      need(inquiryId).list = list;
    },
  };
};

/** `ageDays`: how much older the inquiry is than the post that asks. */
export type HandOver = { kind?: Kind; ageDays?: number; askedAgoMs?: number; text?: string };

const COMPLETE_REASONS: Partial<Record<Outcome, Post['completeReason']>> = {
  withdrawn: 'CANCEL',
  'decided-by-coupang': 'DISPUTE_PROCESS',
  confirmed: 'DISPUTE_PROCESS_COMPLETE',
};

export type MemoryCoupang = ReturnType<typeof createMemoryCoupang>;

/** A hand-over that nobody has ended yet. */
export const isAsking = (post: Post): boolean => post.by === 'csAgent' && post.transfer === 'requestAnswer';
