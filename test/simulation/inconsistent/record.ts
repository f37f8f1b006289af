import type { ListStatus } from '../../../lib/domain/sources.ts';

/** A post as Coupang's own record has it. Epoch ms. */
export type MadePost = {
  answerId: string;
  by: 'csAgent' | 'vendor';
  at: number;
  text: string;
  asks: boolean;
  /** Whether it ever asked. Then its flag says `answered` after its end. */
  wasRequest: boolean;
  /** The post that an answer names. Without it, none or 0. */
  parentAnswerId?: number;
  reason: 'NONE' | 'CANCEL' | 'DISPUTE_PROCESS' | 'DISPUTE_PROCESS_COMPLETE';
};

/** An inquiry from one moment on, until its next version. */
export type Version = { at: number; list: ListStatus; posts: readonly MadePost[] };

export type MadeInquiry = { inquiryId: string; inquiryAt: number; versions: Version[] };

/** One request of an agent to the seller. `ended`: when it was answered, withdrawn, decided or closed. */
export type Request = {
  inquiryId: string;
  answerId: string;
  askedAt: number;
  /** When Coupang's record first had it. */
  madeAt: number;
  ended?: { at: number; how: string };
  /** When its post's time last moved. */
  movedAt?: number;
};

/**
 * The true record of a made-up Coupang: every inquiry with all its versions, and every request.
 * @param now epoch ms
 */
export const createRecord = (now: () => number) => {
  const inquiries = new Map<string, MadeInquiry>();
  const requests: Request[] = [];
  let nextId = 1000;
  const newId = (): string => String((nextId += 1));

  const latest = (inquiryId: string): Version => {
    const version = inquiries.get(inquiryId)?.versions.at(-1);
    if (!version) throw new Error(`no inquiry ${inquiryId} was made`);
    return version;
  };
  const change = (inquiryId: string, list: ListStatus, posts: readonly MadePost[]): void =>
    void inquiries.get(inquiryId)?.versions.push({ at: now(), list, posts });
  const openRequests = (inquiryId: string): Request[] =>
    requests.filter((request) => request.inquiryId === inquiryId && !request.ended);
  const ask = (inquiryId: string, at: number): MadePost => {
    const answerId = newId();
    requests.push({ inquiryId, answerId, askedAt: at, madeAt: now() });
    const text = `Please check the return ${answerId}.`;
    return { answerId, by: 'csAgent', at, text, asks: true, wasRequest: true, reason: 'NONE' };
  };
  const vendorPost = (at: number, text: string): MadePost => ({
    answerId: newId(),
    by: 'vendor',
    at,
    text,
    asks: false,
    wasRequest: false,
    reason: 'NONE',
  });
  /** Ends the open requests among these posts. */
  const end = (inquiryId: string, answerIds: ReadonlySet<string>, how: string): void => {
    for (const request of openRequests(inquiryId))
      if (answerIds.has(request.answerId)) request.ended = { at: now(), how };
  };
  const endAll = (inquiryId: string, how: string, changes: Partial<MadePost>, more: MadePost[]): void => {
    const { posts } = latest(inquiryId);
    end(inquiryId, new Set(posts.map(({ answerId }) => answerId)), how);
    change(inquiryId, 'ANSWER', [
      ...posts.map((post) => (post.asks ? { ...post, asks: false, ...changes } : post)),
      ...more,
    ]);
  };
  const changeNewestAsk = (inquiryId: string, changes: Partial<MadePost>): void => {
    const { list, posts } = latest(inquiryId);
    const newest = posts.findLast(({ wasRequest }) => wasRequest);
    change(
      inquiryId,
      list,
      posts.map((post) => (post === newest ? { ...post, ...changes } : post)),
    );
  };

  return {
    inquiries,
    requests,
    latest,
    openRequests,
    versionAt: ({ versions }: MadeInquiry, at: number): Version | undefined =>
      versions.findLast((version) => version.at <= at),
    /** An agent hands a new inquiry over. `agoMs`: how long ago, though it appears only now. */
    handOver: (list: ListStatus, agoMs = 0, ageMs = 0): string => {
      const inquiryId = newId();
      const at = now() - agoMs;
      inquiries.set(inquiryId, { inquiryId, inquiryAt: at - ageMs, versions: [] });
      change(inquiryId, list, [ask(inquiryId, at)]);
      return inquiryId;
    },
    /** The agent writes another post that asks. */
    askAgain: (inquiryId: string, list: ListStatus): void =>
      change(inquiryId, list, [...latest(inquiryId).posts, ask(inquiryId, now())]),
    /** The ended post asks again, with a new time. */
    askAnew: (inquiryId: string, list: ListStatus): void => {
      const { posts } = latest(inquiryId);
      const newest = posts.findLast(({ wasRequest }) => wasRequest);
      if (!newest) return;
      requests.push({ inquiryId, answerId: newest.answerId, askedAt: now(), madeAt: now() });
      const renewed = { ...newest, asks: true, reason: 'NONE', at: now() } as const;
      change(
        inquiryId,
        list,
        posts.map((post) => (post === newest ? renewed : post)),
      );
    },
    /** One answer ends every request of the inquiry. @param names the post that the answer names */
    answer: (inquiryId: string, names?: 'none' | 'newest'): void => {
      const newest = latest(inquiryId).posts.findLast(({ asks }) => asks);
      const parentAnswerId = names === 'newest' ? Number(newest?.answerId) : 0;
      const answer = vendorPost(now(), 'It is on its way.');
      endAll(inquiryId, 'answered', {}, [{ ...answer, ...(names && { parentAnswerId }) }]);
    },
    withdraw: (inquiryId: string): void => endAll(inquiryId, 'withdrawn', { reason: 'CANCEL' }, []),
    decide: (inquiryId: string): void => endAll(inquiryId, 'decided', { reason: 'DISPUTE_PROCESS' }, []),
    confirm: (inquiryId: string): void =>
      endAll(inquiryId, 'confirmed', { reason: 'DISPUTE_PROCESS_COMPLETE' }, []),
    closeAutomatically: (inquiryId: string): void =>
      endAll(inquiryId, 'closed', {}, [vendorPost(now(), '[쿠팡 시스템] made-up closing')]),
    editText: (inquiryId: string): void => changeNewestAsk(inquiryId, { text: `Edited at ${now()}.` }),
    /** The post's time moves later. It is still the same request. */
    moveTime: (inquiryId: string): void => {
      const newest = latest(inquiryId).posts.findLast(({ wasRequest }) => wasRequest);
      for (const request of openRequests(inquiryId))
        if (request.answerId === newest?.answerId) request.movedAt = now();
      changeNewestAsk(inquiryId, { at: now() });
    },
  };
};

export type CoupangTruth = ReturnType<typeof createRecord>;
