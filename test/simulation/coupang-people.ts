import type { Kind, ListStatus } from '../../lib/domain/sources.ts';
import type { Inquiry, Post } from '../../lib/domain/inquiry/inquiry.ts';
import type { UnusableItem } from '../../lib/domain/reading/reading.ts';
import type { Outcome } from '../../lib/domain/ticket/ticket.ts';
import { copy } from './copy.ts';
import { type Habits, PLAIN_HABITS, type Stamp } from './coupang-habits.ts';
import { type RequestPost, createCoupangRecord, isAsking, isOrdered, type Listed } from './coupang-record.ts';
import { MINUTE_MS, DAY_MS } from '../../lib/domain/time/durations.ts';

/** `ageDays`: how many days before the asking post the inquiry began. */
export type HandOver = {
  kind?: Kind;
  ageDays?: number;
  requestAgeMs?: number;
  text?: string;
  stamp?: Stamp;
};

/** Another hand-over of the same inquiry. */
export type Again = { list?: ListStatus; requestAgeMs?: number; stamp?: Stamp };

const STAMPED_AFTER_MS = 2 * MINUTE_MS;
const LOGINS = ['made-up-1', 'made-up-2'] as const;

/** The acts of buyers, agents, sellers and Coupang itself, and the true record of them. */
export const createCoupangPeople = (now: () => number, habits: Habits = PLAIN_HABITS) => {
  const inquiries = new Map<string, Listed>();
  const record = createCoupangRecord(now);
  let nextId = 1;
  /** Inquiries with more than one hand-over and its end. What a reader sees of them depends on the moment. */
  const entangled = new Set<string>();
  /** Moments at which something left the answered list and shifted its pages. */
  const spoilt: number[] = [];
  /** Unreadable items in a list (R13). */
  const unusable: { status: ListStatus; item: UnusableItem }[] = [];
  /** Posts without a time so far. */
  const unstamped = new Set<RequestPost>();
  let shown = 0;

  const need = (inquiryId: string): Listed => {
    const listed = inquiries.get(inquiryId);
    if (!listed) throw new Error(`no inquiry ${inquiryId} was made`);
    return listed;
  };
  const note = (inquiryId: string, at?: number): void => record.note(inquiryId, inquiries.get(inquiryId), at);
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
  const ask = (inquiryId: string, text: string, at: number, stamp: Stamp): Post => {
    const { at: _, ...asking } = post({ by: 'csAgent', transfer: habits.flag, needAnswer: true, text });
    const stamped = { ...asking, ...timeOf(stamp, at, now()) };
    record.add(stamped, { inquiryId, at, stamp });
    const request = record.posts.get(asking.answerId);
    if (request && stamp === 'later') unstamped.add(request);
    if (stamp !== 'true') entangled.add(inquiryId);
    return stamped;
  };
  const make = (posts: (inquiryId: string) => Post[], inquiryAt: number, list: ListStatus): string => {
    const inquiryId = String((nextId += 1));
    const orderId = `3000${inquiryId}`;
    const named = { product: 'Made-up skirt', orderId, vendorItemId: '90012345678' };
    const inquiry = { inquiryId, inquiryAt, ...named, content: '', posts: posts(inquiryId) };
    inquiries.set(inquiryId, { inquiry, list });
    note(inquiryId);
    return inquiryId;
  };
  const askingOf = (inquiryId: string): RequestPost[] =>
    record.of(inquiryId).filter((request) => isAsking(request.post));
  /** The posts that really wait, not only by a flag that stayed. */
  const waitingOf = (inquiryId: string): RequestPost[] =>
    askingOf(inquiryId).filter(({ ends, spells }) => {
      const [end, spell] = [ends.at(-1), spells.at(-1)];
      return !end || (spell !== undefined && end.at <= spell.from);
    });
  const dropFlag = ({ post: flagged }: RequestPost): void =>
    void Object.assign(flagged, { transfer: 'answered', needAnswer: false });
  /** @param end `shownFor`: which posts' end the inquiry shows: each post's, only the newest post's, or none */
  const endAsking = (
    inquiryId: string,
    asking: readonly RequestPost[],
    end: { outcome: Outcome; at: number; shownFor: 'each' | 'newest' | 'none'; login?: string },
    keepsFlag: boolean,
  ): void => {
    const { shownFor, ...how } = end;
    const reason = COMPLETE_REASONS[end.outcome];
    for (const request of asking) {
      if (!keepsFlag) dropFlag(request);
      if (reason) request.post.completeReason = reason;
      const isMeant = request === asking.at(-1) && isOrdered(record.of(inquiryId)) && !request.isWrittenTo;
      record.end(request, { ...how, isShown: shownFor === 'each' || (isMeant && shownFor !== 'none') });
    }
    record.endInquiry(inquiryId, { ...how, isShown: true });
  };
  const end = (inquiryId: string, outcome: Outcome): void => {
    endAsking(
      inquiryId,
      askingOf(inquiryId),
      { outcome, at: now(), shownFor: 'each' },
      habits.keepsFlag.atReason,
    );
    need(inquiryId).list = 'ANSWER';
    note(inquiryId);
  };
  /** Coupang's own closing of all posts whose 24 hours are over, or of all posts if there is none. */
  const close = (inquiryId: string, at: number): void => {
    const listed = need(inquiryId);
    const asking = waitingOf(inquiryId);
    const over = asking.filter((request) => request.at + DAY_MS <= at);
    const closing = over.length > 0 ? over : asking;
    // If two deadlines are within minutes, the system's post could mean either.
    const next = record
      .of(inquiryId)
      .some((request) => !closing.includes(request) && isAbout(request.at + DAY_MS, at));
    const shownFor = next ? 'none' : 'newest';
    endAsking(inquiryId, closing, { outcome: 'auto-closed', at, shownFor }, habits.keepsFlag.atAnswer);
    record.spokenIn.add(inquiryId);
    listed.inquiry.posts.push(post({ by: 'system', text: '[쿠팡 시스템] made-up automatic closing', at }));
    if (closing.length === asking.length) listed.list = 'ANSWER';
    note(inquiryId, at);
  };
  const leave = (inquiryId: string, at: number): void => {
    need(inquiryId).list = 'ANSWER';
    if (!habits.keepsFlag.atDeadline)
      for (const request of askingOf(inquiryId)) {
        dropFlag(request);
        record.end(request, { outcome: 'unknown', at, isShown: false });
      }
    note(inquiryId, at);
  };

  return {
    inquiries,
    record,
    entangled,
    spoilt,
    unusable,
    /** Carries out everything that happens by itself. */
    goOn: (): void => {
      for (const request of unstamped)
        if (now() >= request.madeAt + STAMPED_AFTER_MS) {
          request.post.at = request.at;
          unstamped.delete(request);
        }
      for (const [inquiryId, { list }] of inquiries) {
        if (list === 'ANSWER') continue;
        const afterMs = list === 'TRANSFER' ? habits.listsTransferForMs : habits.closesAfterMs;
        if (afterMs === Infinity) continue;
        // A post that is listed again has a new clock.
        const ats = waitingOf(inquiryId).map(({ at, spells: [, ...later] }) =>
          Math.max((later.at(-1)?.from ?? at) + DAY_MS + afterMs, record.listedSince(inquiryId)),
        );
        const at = list === 'TRANSFER' ? Math.max(...ats) : Math.min(...ats);
        if (ats.length === 0 || at > now()) continue;
        if (list === 'TRANSFER') leave(inquiryId, at);
        else close(inquiryId, at);
      }
    },
    /** Whether a deadline is over, so that Coupang closes it. */
    isOver: (inquiryId: string): boolean => waitingOf(inquiryId).some(({ at }) => at + DAY_MS <= now()),
    /** The inquiry as a page shows it. */
    show: (inquiry: Inquiry): Inquiry => {
      const shownInquiry = copy(inquiry);
      const asking = habits.flapsText ? shownInquiry.posts.findLast(isAsking) : undefined;
      if (asking && (shown += 1) % 2 === 0) asking.text = `${asking.text} ${asking.text}`;
      return shownInquiry;
    },
    handOver: ({
      kind = 'reply',
      ageDays = 0,
      requestAgeMs = 0,
      text = 'Please check the return.',
      stamp = 'true',
    }: HandOver = {}): string => {
      const at = now() - requestAgeMs;
      return make((inquiryId) => [ask(inquiryId, text, at, stamp)], at - ageDays * DAY_MS, listOf(kind));
    },
    /** Lists an inquiry without an asking post (R10, R11). `agentSpoke`: it contains an agent's post. */
    listUnasked: ({
      kind = 'reply',
      agentSpoke = false,
    }: {
      kind?: Kind;
      agentSpoke?: boolean;
    } = {}): string => make(() => (agentSpoke ? [post({ by: 'csAgent' })] : []), now(), listOf(kind)),
    handOverAgain: (inquiryId: string, again: Again = {}): void => {
      const { list = 'NO_ANSWER', requestAgeMs = 0, stamp = 'true' } = again;
      const listed = entangle(inquiryId);
      if (!habits.keepsFlag.atHandOver)
        for (const request of askingOf(inquiryId)) {
          dropFlag(request);
          record.end(request, { outcome: 'unknown', at: now(), isShown: false });
        }
      listed.inquiry.posts.push(ask(inquiryId, 'And again.', now() - requestAgeMs, stamp));
      listed.list = list;
      note(inquiryId);
    },
    editRequest: (inquiryId: string, text: string): void => {
      const asking = need(inquiryId).inquiry.posts.findLast(isAsking);
      if (asking) asking.text = text;
    },
    answer: (inquiryId: string, login: string = LOGINS[nextId % LOGINS.length] ?? LOGINS[0]): void => {
      const asking = askingOf(inquiryId);
      const named = habits.namesParent ? asking.at(-1)?.answerId : undefined;
      const how = { outcome: 'answered', at: now(), shownFor: 'newest', login } as const;
      endAsking(inquiryId, asking, how, habits.keepsFlag.atAnswer);
      const { inquiry } = need(inquiryId);
      inquiry.posts.push(
        post({ by: 'vendor', login, ...(named !== undefined && { parentAnswerId: named }) }),
      );
      need(inquiryId).list = 'ANSWER';
      note(inquiryId);
    },
    /** A vendor's post that Coupang does not count as an answer. The asking posts still ask. */
    write: (inquiryId: string): void => {
      entangle(inquiryId).inquiry.posts.push(post({ by: 'vendor', login: LOGINS[0] }));
      for (const request of askingOf(inquiryId)) request.isWrittenTo = true;
    },
    autoClose: (inquiryId: string): void => close(inquiryId, now()),
    /** The system's text on an answered inquiry. */
    closeAnswered: (inquiryId: string): void => {
      record.spokenIn.add(inquiryId);
      entangle(inquiryId).inquiry.posts.push(post({ by: 'system', text: '[쿠팡 시스템] made-up text' }));
    },
    withdraw: (inquiryId: string): void => end(inquiryId, 'withdrawn'),
    decide: (inquiryId: string): void => end(inquiryId, 'decided-by-coupang'),
    confirm: (inquiryId: string): void => end(inquiryId, 'confirmed'),
    /** A post that had ended asks again (R15). */
    askAgain: (inquiryId: string, list: ListStatus): void => {
      const last = entangle(inquiryId).inquiry.posts.findLast((candidate) => candidate.by === 'csAgent');
      if (!last) return;
      Object.assign(last, { transfer: 'requestAnswer', needAnswer: true, completeReason: 'NONE' });
      need(inquiryId).list = list;
      note(inquiryId);
    },
    /** Listed under no status, and no look-up finds it. */
    lose: (inquiryId: string): void => {
      entangle(inquiryId);
      inquiries.delete(inquiryId);
      note(inquiryId);
    },
    /** Moves an inquiry out of every list that we read, without changing its posts. */
    hide: (inquiryId: string, list: ListStatus = 'ANSWER'): void => {
      entangle(inquiryId).list = list;
      note(inquiryId);
    },
    breakItem: (status: ListStatus): string => {
      const hash = `made-up-${(nextId += 1)}`;
      unusable.push({ status, item: { hash, problem: 'inquiryId: made up to be missing' } });
      return hash;
    },
  };
};

const isAbout = (instant: number, other: number): boolean => Math.abs(instant - other) <= 6 * MINUTE_MS;

const timeOf = (stamp: Stamp, at: number, now: number): { at?: number } => {
  switch (stamp) {
    case 'true':
      return { at };
    case 'none':
    case 'later':
      return {};
    case 'late':
      return { at: Math.min(now, at + 40 * MINUTE_MS) };
    case 'ahead':
      return { at: now + 5 * MINUTE_MS };
    case 'future':
      return { at: now + 180 * MINUTE_MS };
  }
};

const listOf = (kind: Kind): ListStatus => (kind === 'reply' ? 'NO_ANSWER' : 'TRANSFER');

const COMPLETE_REASONS: Partial<Record<Outcome, Post['completeReason']>> = {
  withdrawn: 'CANCEL',
  'decided-by-coupang': 'DISPUTE_PROCESS',
  confirmed: 'DISPUTE_PROCESS_COMPLETE',
};
