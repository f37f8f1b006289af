import type { ListStatus } from '../../lib/domain/sources.ts';
import type { Inquiry, Post } from '../../lib/domain/inquiry/inquiry.ts';
import { lookUpEach } from './look-up-each.ts';
import type { InquirySource } from '../../lib/workflows/ports/coupang.ts';
import { makeUpSourceError } from './made-up-errors.ts';
import type { Fate, Scripted } from './month-script.ts';
import { dateOf } from './plain-calendar.ts';
import type { DateWindow } from '../../lib/domain/time/date-windows.ts';

/**
 * A made-up Coupang for thousands of inquiries, behind the InquirySource port. An inquiry is replaced, never changed,
 * so that readers need no copy.
 * @param now the one clock, epoch ms
 */
export const createMonthCoupang = (now: () => number, isDown: () => boolean) => {
  const lists = new Map<string, ListStatus>();
  const inquiries = new Map<string, Inquiry>();
  /** By list and date. */
  const byDate = new Map<string, Map<string, Inquiry>>();
  const shelf = (list: ListStatus, { inquiryAt = 0 }: Inquiry): Map<string, Inquiry> => {
    const name = `${list} ${dateOf(inquiryAt)}`;
    const known = byDate.get(name) ?? new Map<string, Inquiry>();
    byDate.set(name, known);
    return known;
  };
  const put = (inquiry: Inquiry, list: ListStatus): void => {
    const { inquiryId } = inquiry;
    take(inquiryId);
    lists.set(inquiryId, list);
    inquiries.set(inquiryId, inquiry);
    shelf(list, inquiry).set(inquiryId, inquiry);
  };
  const take = (inquiryId: string): void => {
    const [list, inquiry] = [lists.get(inquiryId), inquiries.get(inquiryId)];
    if (list && inquiry) shelf(list, inquiry).delete(inquiryId);
    lists.delete(inquiryId);
    inquiries.delete(inquiryId);
  };
  const need = (inquiryId: string): Inquiry => {
    const inquiry = inquiries.get(inquiryId);
    if (!inquiry) throw new Error(`no inquiry ${inquiryId} was made`);
    return inquiry;
  };
  const listedIn = ({ firstDate, lastDate }: DateWindow, list: ListStatus): Inquiry[] =>
    [...byDate].flatMap(([name, shelved]) => {
      const [of, date = ''] = name.split(' ');
      return of === list && date >= firstDate && date <= lastDate ? [...shelved.values()] : [];
    });

  const source: InquirySource = {
    source: 'call-center',
    read: async (window, status) => {
      const isRead = !isDown();
      const reading = {
        window,
        status,
        beganAt: now(),
        complete: isRead,
        inquiries: isRead ? listedIn(window, status) : [],
        unusable: [],
        droppedFields: [],
      };
      return isRead ? { reading } : { reading, failure: makeUpSourceError('reading') };
    },
    readPages: () => Promise.reject(new Error('only `doctor` reads pages')),
    lookUp: lookUpEach(async (inquiryId) => {
      if (isDown()) throw makeUpSourceError('reading');
      return inquiries.get(inquiryId);
    }),
  };

  return {
    source,
    /** An agent asks, in a new inquiry or in one that was handed over before. */
    ask: ({ inquiryId, answerId, inquiryAt, askedAt, kind, category, follows }: Scripted): void => {
      const known: Inquiry =
        follows === undefined
          ? { inquiryId, inquiryAt, product: '지어낸 상품', category, content: '', posts: [] }
          : need(inquiryId);
      put(
        { ...known, posts: [...known.posts, asking(answerId, askedAt)] },
        kind === 'reply' ? 'NO_ANSWER' : 'TRANSFER',
      );
    },
    /** It ends. `withdrawn` may be only a pause. */
    end: ({ inquiryId, answerId }: Scripted, fate: Fate): void => {
      if (fate === 'lost') return take(inquiryId);
      const inquiry = need(inquiryId);
      const closing = closingPost(fate, answerId, now());
      const posts = inquiry.posts.map((post) => (post.answerId === answerId ? ended(post, fate) : post));
      put({ ...inquiry, posts: [...posts, ...closing] }, 'ANSWER');
    },
    /** The withdrawn post asks again. */
    askAgain: ({ inquiryId, answerId, kind }: Scripted): void => {
      const inquiry = need(inquiryId);
      const posts = inquiry.posts.map((post) =>
        post.answerId === answerId ? asking(answerId, post.at ?? 0) : post,
      );
      put({ ...inquiry, posts }, kind === 'reply' ? 'NO_ANSWER' : 'TRANSFER');
    },
  };
};

const asking = (answerId: string, at: number): Post => ({
  answerId,
  by: 'csAgent',
  at,
  text: '지어낸 요청입니다.',
  transfer: 'requestAnswer',
  needAnswer: true,
  completeReason: 'NONE',
});

const REASONS: Partial<Record<Fate, Post['completeReason']>> = {
  withdrawn: 'CANCEL',
  'decided-by-coupang': 'DISPUTE_PROCESS',
  confirmed: 'DISPUTE_PROCESS_COMPLETE',
};

const ended = (post: Post, fate: Fate): Post => ({
  ...post,
  transfer: 'answered',
  needAnswer: false,
  completeReason: REASONS[fate] ?? 'NONE',
});

/** Answers and automatic closings have a post of their own. */
const closingPost = (fate: Fate, answerId: string, at: number): Post[] => {
  const common = {
    answerId: `9${answerId}`,
    at,
    transfer: 'none',
    needAnswer: false,
    completeReason: 'NONE',
  } as const;
  if (fate === 'answered') return [{ ...common, by: 'vendor', login: 'made-up', text: '지어낸 답변입니다.' }];
  return fate === 'auto-closed' ? [{ ...common, by: 'system', text: '[쿠팡 시스템] 지어낸 종료' }] : [];
};
