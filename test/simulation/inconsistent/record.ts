import {
  createFakeCoupang,
  isAsking,
  type SimulatedInquiry,
  type SimulatedPost,
  type SimulatedQuestion,
} from 'fake-coupang';
import type { VendorRef } from '../../../lib/domain/inquiry/inquiry.ts';
import type { ListStatus } from '../../../lib/domain/sources.ts';

/** An inquiry or a question from one moment on, until its next version. Epoch ms. */
export type Version<Row> = { at: number; row: Row };

/** One request of a person to the seller. Epoch ms. */
export type Request = {
  inquiryId: string;
  /** The last part of its ticket's key. */
  answerId: string;
  askedAt: number;
  /** When Coupang's record first had it. */
  madeAt: number;
  /** `hidden`: no page shows why it is no longer listed. */
  ended?: { at: number; how: string };
  /** When the answer came after which it asks again. */
  answeredAt?: number;
  /** When its time last moved. */
  movedAt?: number;
};

/** All versions of the inquiries of one source. */
export type History<Row> = {
  versions: ReadonlyMap<string, readonly Version<Row>[]>;
  versionAt: (inquiryId: string, at: number) => Row | undefined;
};

const createHistory = <Row extends { inquiryId: string }>(rows: () => Row[], now: () => number) => {
  const versions = new Map<string, Version<Row>[]>();
  return {
    versions,
    versionAt: (inquiryId: string, at: number): Row | undefined =>
      versions.get(inquiryId)?.findLast((version) => version.at <= at)?.row,
    /** Notes what changed, and returns it with what it was before. */
    note: (): { before: Row | undefined; row: Row }[] =>
      rows().flatMap((row) => {
        const known = versions.get(row.inquiryId) ?? [];
        const before = known.at(-1)?.row;
        if (before === row) return [];
        versions.set(row.inquiryId, [...known, { at: now(), row }]);
        return [{ before, row }];
      }),
  };
};

type RecordOptions = {
  /** Epoch ms. */
  now: () => number;
  /** Coupang's clock minus ours. */
  offsetMs?: number;
  closesAfterMs?: number;
  longIds?: boolean;
};

/** A vendor's hand-overs and questions at a made-up Coupang, with all that people did. */
export const createRecord = async (
  vendor: VendorRef,
  { now: plannedNow, offsetMs = 0, closesAfterMs = 0, longIds = false }: RecordOptions,
) => {
  let now = plannedNow;
  const fake = await createFakeCoupang({
    vendors: [vendor],
    keys: { accessKey: 'made-up', secretKey: 'made-up' },
    now: () => now() + offsetMs,
    examples: false,
    callsPerSecond: Infinity,
    closesAfterMs,
    longIds,
  });
  return {
    fetch: fake.fetch,
    show: fake.show,
    showQuestions: fake.product.show,
    /** Answers calls at the time of another clock. */
    liveBy: (clock: () => number): void => {
      now = clock;
    },
    handOvers: createHandOvers(fake, () => now(), offsetMs),
    questions: createQuestions(fake, () => now()),
  };
};

export type CoupangRecord = Awaited<ReturnType<typeof createRecord>>;
export type HandOvers = CoupangRecord['handOvers'];
export type Questions = CoupangRecord['questions'];

type Fake = Awaited<ReturnType<typeof createFakeCoupang>>;

const createHandOvers = (fake: Fake, now: () => number, offsetMs: number) => {
  const { note, ...history } = createHistory(fake.inquiries, now);
  const requests: Request[] = [];
  const openRequests = (inquiryId: string): Request[] =>
    requests.filter((request) => request.inquiryId === inquiryId && !request.ended);
  const latest = (inquiryId: string): SimulatedInquiry => {
    const row = history.versionAt(inquiryId, Infinity);
    if (!row) throw new Error(`no inquiry ${inquiryId} was made`);
    return row;
  };
  /** Reads from the posts which requests began, ended and moved. */
  const noteRequests = (how: string): string[] =>
    note().map(({ before, row: { inquiryId, posts } }) => {
      const open = openRequests(inquiryId);
      for (const post of posts) {
        const { answerId, replyAt } = post;
        const request = open.find((each) => each.answerId === answerId);
        const was = before?.posts.find((each) => each.answerId === answerId);
        if (isAsking(post) && !request)
          requests.push({ inquiryId, answerId, askedAt: replyAt - offsetMs, madeAt: now() });
        else if (request && !isAsking(post)) request.ended = { at: now(), how };
        else if (request && was?.replyAt !== replyAt) request.movedAt = now();
      }
      return inquiryId;
    });
  const after = async (act: Promise<unknown>, how: string): Promise<string[]> => {
    await act;
    return noteRequests(how);
  };
  const editNewest = (
    inquiryId: string,
    changes: Partial<SimulatedPost>,
    more: Partial<SimulatedInquiry> = {},
  ): Promise<string[]> => {
    const edit = (inquiry: SimulatedInquiry): SimulatedInquiry => {
      const newest = inquiry.posts.findLast(wasRequest);
      const posts = inquiry.posts.map((post) => (post === newest ? { ...post, ...changes } : post));
      return { ...inquiry, ...more, posts };
    };
    return after(fake.edit(inquiryId, edit), 'edited');
  };

  return {
    ...history,
    requests,
    openRequests,
    latest,
    /** An agent hands a new inquiry over. `agoMs`: how long ago, though it appears only now. */
    handOver: async (list: ListStatus, agoMs = 0, ageMs = 0): Promise<string> => {
      const askedAt = now() + offsetMs - agoMs;
      const content = 'Please check the return.';
      const how = { kind: kindOf(list), askedAt, inquiryAt: askedAt - ageMs, content };
      const { inquiryId } = await fake.handOver(how);
      noteRequests('');
      return inquiryId;
    },
    /** The agent writes another post that asks. */
    askAgain: (inquiryId: string, list: ListStatus) => after(fake.handOverAgain(inquiryId, kindOf(list)), ''),
    /** The ended post asks again, with a new time. */
    askAnew: (inquiryId: string, list: ListStatus) => {
      const isReply = list === 'NO_ANSWER';
      const asks = { transferStatus: 'requestAnswer', completeReason: 'NONE', needAnswer: isReply } as const;
      return editNewest(
        inquiryId,
        { ...asks, replyAt: now() + offsetMs },
        isReply
          ? { list: 'NO_ANSWER', inquiryStatus: 'progress', answeredAt: null }
          : { list: 'TRANSFER', inquiryStatus: 'complete', answeredAt: null },
      );
    },
    /** Ends every request, or only the newest, which the answer then names. */
    answer: (inquiryId: string, names?: 'none' | 'newest') => {
      const newest = latest(inquiryId).posts.findLast(isAsking)?.answerId;
      return after(fake.answer(inquiryId, names === 'newest' ? newest : undefined), 'answered');
    },
    withdraw: (inquiryId: string) => after(fake.withdraw(inquiryId), 'withdrawn'),
    decide: (inquiryId: string) => after(fake.decide(inquiryId), 'decided'),
    /** Ends the requests that want no reply. */
    confirm: (inquiryId: string) => after(fake.confirm(inquiryId), 'confirmed'),
    /** Coupang closes what nobody answered. Returns its inquiries. */
    close: () => after(fake.tick(), 'closed'),
    editText: (inquiryId: string) => editNewest(inquiryId, { content: `Edited at ${now()}.` }),
    /** The post's time moves later. It is still the same request. */
    moveTime: (inquiryId: string) => editNewest(inquiryId, { replyAt: now() + offsetMs }),
  };
};

const kindOf = (list: ListStatus): 'reply' | 'confirm' => (list === 'NO_ANSWER' ? 'reply' : 'confirm');

const wasRequest = ({ transferStatus }: SimulatedPost): boolean =>
  transferStatus === 'requestAnswer' || transferStatus === 'answered';

/** How far the fake's numbers of questions are from those of hand-overs. */
const NUMBERS_APART = 30_000_000n;

const createQuestions = ({ product }: Fake, now: () => number) => {
  const { note, ...history } = createHistory(product.questions, now);
  const after = async (act: Promise<unknown>): Promise<void> => {
    await act;
    note();
  };
  const edit = (inquiryId: string, changes: (question: SimulatedQuestion) => Partial<SimulatedQuestion>) =>
    after(product.edit(inquiryId, (question) => ({ ...question, ...changes(question) })));
  return {
    ...history,
    latest: product.questions,
    /** A buyer asks. `agoMs`: how long ago, though it appears only now. */
    ask: async (agoMs = 0): Promise<string> => {
      const made = await product.ask({ inquiryAt: now() - agoMs });
      // Both sources then have the same numbers.
      const inquiryId = String(BigInt(made.inquiryId) - NUMBERS_APART);
      const short = { content: 'Does it fit?\r\nI am tall.', sellerItemId: '73', orderIds: [] };
      await edit(made.inquiryId, () => ({ ...short, inquiryId }));
      return inquiryId;
    },
    /** The seller writes a comment in WING. */
    answer: (inquiryId: string) => after(product.answer(inquiryId, 'It does.')),
    /** The buyer asks again below the answer. */
    askAgain: (inquiryId: string) => after(product.askAgain(inquiryId)),
    /** The seller deletes the newest comment. */
    deleteComment: (inquiryId: string) =>
      edit(inquiryId, ({ comments }) => ({
        comments: comments.slice(0, -1),
        list: comments.length > 1 ? 'ANSWERED' : 'NOANSWER',
      })),
    /** Coupang counts it as answered, and shows no comment. */
    hideAnswer: (inquiryId: string) => after(product.move(inquiryId, 'ANSWERED')),
    /** The buyer deletes it. */
    remove: (inquiryId: string) => after(product.remove(inquiryId)),
  };
};
