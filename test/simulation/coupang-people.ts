import type { Inquiry, ListStatus, Post } from '../../lib/domain/inquiry.ts';
import type { UnusableItem } from '../../lib/domain/reading.ts';
import type { Kind, Outcome } from '../../lib/domain/ticket.ts';

export type Listed = { inquiry: Inquiry; list: ListStatus };

/** `ageDays`: how much older the inquiry is than the post that asks. */
export type HandOver = { kind?: Kind; ageDays?: number; askedAgoMs?: number; text?: string };

/** A post that asked: when by its own account, and when it came into being, which may be later. */
export type Asked = { inquiryId: string; answerId: string; at: number; madeAt: number };

const DAY_MS = 24 * 60 * 60 * 1000;

/** What buyers, agents and the seller's people do at Coupang, and the truth of it. */
export const createCoupangPeople = (now: () => number) => {
  const inquiries = new Map<string, Listed>();
  let nextId = 1;
  /** How and when each post that asked has ended, by `endsKey`, in order: the truth that outcomes are held against. */
  const ends = new Map<string, { outcome: Outcome; at: number }[]>();
  const asked: Asked[] = [];
  /** Inquiries of which more happened than one hand-over and its end: what one sees of them is a matter of the moment. */
  const entangled = new Set<string>();
  /** Moments at which something left the answered list, so that its pages shifted under a reader. */
  const spoilt: number[] = [];
  /** What stands in a list and cannot be read (R13). */
  const unusable: { status: ListStatus; item: UnusableItem }[] = [];

  const need = (inquiryId: string): Listed => {
    const listed = inquiries.get(inquiryId);
    if (!listed) throw new Error(`no inquiry ${inquiryId} was made`);
    return listed;
  };
  const entangle = (inquiryId: string): Listed => {
    const listed = need(inquiryId);
    entangled.add(inquiryId);
    if (listed.list === 'ANSWER') spoilt.push(now());
    return listed;
  };
  const post = (fields: Partial<Post> & Pick<Post, 'by'>): Post & { answerId: string } => ({
    at: now(),
    text: 'Made-up text.',
    transfer: 'none',
    needAnswer: false,
    completeReason: 'NONE',
    ...fields,
    answerId: String((nextId += 1)),
  });
  const ask = (inquiryId: string, text: string, at = now()): Post => {
    const asking = post({ by: 'csAgent', transfer: 'requestAnswer', needAnswer: true, text, at });
    asked.push({ inquiryId, answerId: asking.answerId, at, madeAt: now() });
    return asking;
  };
  const make = (posts: (inquiryId: string) => Post[], inquiryAt: number, list: ListStatus): string => {
    const inquiryId = String((nextId += 1));
    const inquiry = { inquiryId, inquiryAt, product: 'Made-up skirt', content: '', posts: posts(inquiryId) };
    inquiries.set(inquiryId, { inquiry, list });
    return inquiryId;
  };
  const noteEnd = (inquiryId: string, answerId: string, outcome: Outcome): void => {
    const key = endsKey(inquiryId, answerId);
    ends.set(key, [...(ends.get(key) ?? []), { outcome, at: now() }]);
  };
  const endAsking = (inquiryId: string, outcome: Outcome): void => {
    const listed = need(inquiryId);
    const agents = listed.inquiry.posts.filter(({ by }) => by === 'csAgent');
    const asking = agents.filter(({ transfer }) => transfer === 'requestAnswer');
    for (const one of asking) {
      Object.assign(one, {
        transfer: 'answered',
        needAnswer: false,
        completeReason: COMPLETE_REASONS[outcome] ?? 'NONE',
      });
      noteEnd(inquiryId, one.answerId ?? '', outcome);
    }
    // What stood for the inquiry while nobody asked ends with it, too (R10).
    for (const one of agents) if (one.transfer === 'none') noteEnd(inquiryId, one.answerId ?? '', outcome);
    noteEnd(inquiryId, '0', outcome);
    listed.list = 'ANSWER';
  };

  return {
    inquiries,
    ends,
    asked,
    entangled,
    spoilt,
    unusable,
    handOver: ({
      kind = 'reply',
      ageDays = 0,
      askedAgoMs = 0,
      text = 'Please check the return.',
    }: HandOver = {}): string => {
      const at = now() - askedAgoMs;
      return make((inquiryId) => [ask(inquiryId, text, at)], at - ageDays * DAY_MS, listOf(kind));
    },
    /** Listed though no post asks (R10, R11); `agentSpoke`: some agent's post stands in it. */
    listUnasked: ({
      kind = 'reply',
      agentSpoke = false,
    }: {
      kind?: Kind;
      agentSpoke?: boolean;
    } = {}): string => make(() => (agentSpoke ? [post({ by: 'csAgent' })] : []), now(), listOf(kind)),
    handOverAgain: (inquiryId: string): void => {
      const listed = entangle(inquiryId);
      listed.inquiry.posts.push(ask(inquiryId, 'And again.'));
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
      const last = entangle(inquiryId).inquiry.posts.findLast((one) => one.by === 'csAgent');
      if (!last) return;
      Object.assign(last, { transfer: 'requestAnswer', needAnswer: true, completeReason: 'NONE' });
      need(inquiryId).list = list;
    },
    /** Listed under no status and found by nobody. */
    lose: (inquiryId: string): void => {
      entangle(inquiryId);
      inquiries.delete(inquiryId);
    },
    /** Moves an inquiry out of every list that we read, its posts as they are. */
    hide: (inquiryId: string, list: ListStatus = 'ANSWER'): void => {
      entangle(inquiryId).list = list;
    },
    breakItem: (status: ListStatus): string => {
      const hash = `made-up-${(nextId += 1)}`;
      unusable.push({ status, item: { hash, problem: 'inquiryId: made up to be missing' } });
      return hash;
    },
  };
};

/** Ids of posts are Coupang's own, `0` is every inquiry's. */
export const endsKey = (inquiryId: string, answerId: string): string =>
  answerId === '0' ? `${inquiryId}/0` : answerId;

/** A hand-over that nobody has ended yet. */
export const isAsking = (post: Post): boolean => post.by === 'csAgent' && post.transfer === 'requestAnswer';

const listOf = (kind: Kind): ListStatus => (kind === 'reply' ? 'NO_ANSWER' : 'TRANSFER');

const COMPLETE_REASONS: Partial<Record<Outcome, Post['completeReason']>> = {
  withdrawn: 'CANCEL',
  'decided-by-coupang': 'DISPUTE_PROCESS',
  confirmed: 'DISPUTE_PROCESS_COMPLETE',
};
