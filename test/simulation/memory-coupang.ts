import { dateAt } from '../../lib/domain/dates.ts';
import type { Inquiry, ListStatus, Post } from '../../lib/domain/inquiry.ts';
import type { Reading } from '../../lib/domain/reading.ts';
import type { Kind } from '../../lib/domain/ticket.ts';
import type { InquirySource } from '../../lib/workflows/ports.ts';
import type { SourceError } from '../../lib/workflows/source-error.ts';
import { type Effect, plain } from './effect.ts';

const ZONE = 'Asia/Seoul';
const DAY_MS = 24 * 60 * 60 * 1000;

type Listed = { inquiry: Inquiry; list: ListStatus };

/** How a reading goes wrong, for the next reading that it is asked of; `undefined` lets it pass. */
export type Fault = { failure?: SourceError; hideEvery?: number };

/** A made-up Coupang behind the InquirySource port: what its people did, and the two calls that we make. */
export const createMemoryCoupang = (now: () => number, effect: Effect = plain) => {
  const inquiries = new Map<string, Listed>();
  let nextId = 1;
  const faults: Fault[] = [];
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
  const endAsking = (inquiryId: string, completeReason: Post['completeReason']): void => {
    for (const one of need(inquiryId).inquiry.posts) {
      if (one.transfer === 'requestAnswer') Object.assign(one, { transfer: 'answered', completeReason });
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
    calls,
    faults,
    handOver: ({ kind = 'reply', ageDays = 0, text = 'Please check the return.' }: HandOver = {}): string => {
      const inquiryId = String((nextId += 1));
      const asking = post({ by: 'csAgent', transfer: 'requestAnswer', needAnswer: true, text });
      const inquiry = {
        inquiryId,
        inquiryAt: now() - ageDays * DAY_MS,
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
      endAsking(inquiryId, 'NONE');
      need(inquiryId).inquiry.posts.push(post({ by: 'vendor' }));
    },
    autoClose: (inquiryId: string): void => {
      endAsking(inquiryId, 'NONE');
      need(inquiryId).inquiry.posts.push(
        post({ by: 'system', text: '[쿠팡 시스템] made-up automatic closing' }),
      );
    },
    withdraw: (inquiryId: string): void => endAsking(inquiryId, 'CANCEL'),
    decide: (inquiryId: string): void => endAsking(inquiryId, 'DISPUTE_PROCESS'),
    confirm: (inquiryId: string): void => endAsking(inquiryId, 'DISPUTE_PROCESS_COMPLETE'),
    /** Listed under no status and found by nobody. */
    lose: (inquiryId: string): boolean => inquiries.delete(inquiryId),
    /** Moves an inquiry out of every list that we read, its posts as they are. */
    hide: (inquiryId: string, list: ListStatus = 'ANSWER'): void => {
      need(inquiryId).list = list;
    },
  };
};

export type HandOver = { kind?: Kind; ageDays?: number; text?: string };
