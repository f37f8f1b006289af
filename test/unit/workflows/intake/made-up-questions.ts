import type { Inquiry, Post } from '../../../../lib/domain/inquiry/inquiry.ts';
import { dateAt } from '../../../../lib/domain/time/dates.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { poll, type PollSummary } from '../../../../lib/workflows/intake/poll.ts';
import type { PollPorts } from '../../../../lib/workflows/intake/source-run.ts';
import type {
  InquirySource,
  LookedUp,
  NameStore,
  ProductNames,
  SourceError,
} from '../../../../lib/workflows/ports/coupang.ts';
import { makeVendorPost } from '../../../fixtures/domain/make-post.ts';
import { createWorld, POLL_SETTINGS, VENDOR } from '../../../simulation/create-world.ts';

type Question = { inquiry: Inquiry; isListed: boolean; isInAll: boolean };

/** A world whose vendor reads product questions, too. The test decides what each list shows. */
export const createQuestions = (options: Parameters<typeof createWorld>[0] = {}) => {
  const world = createWorld(options);
  const questions = new Map<string, Question>();
  const calls = { reads: 0, lookUps: 0, names: 0 };
  const failing: {
    read?: SourceError;
    lookUp?: SourceError;
    names?: SourceError;
    isIncomplete?: true;
    incompleteBefore?: number;
  } = {};
  const names = new Map<string, ProductNames>();
  let ids = 0;

  const client: InquirySource = {
    source: 'product',
    read: async (window) => {
      calls.reads += 1;
      const inquiries = [...questions.values()]
        .filter(({ isListed, inquiry }) => isListed && isWithin(window, inquiry))
        .map(({ inquiry }) => structuredClone(inquiry));
      const reading = {
        window,
        status: 'NOANSWER' as const,
        beganAt: world.now(),
        complete: !failing.read && !failing.isIncomplete && !isHidden(window),
        inquiries: failing.read ? [] : inquiries,
        unusable: [],
        droppedFields: [],
      };
      return failing.read ? { reading, failure: failing.read } : { reading };
    },
    lookUp: async (inquiries) => {
      calls.lookUps += 1;
      const tried = new Set(inquiries.map(({ inquiryId }) => inquiryId));
      if (failing.lookUp) return failedLookUp(tried, failing.lookUp);
      const shown = inquiries.flatMap(({ inquiryId }) => {
        const question = questions.get(inquiryId);
        return question?.isInAll ? [[inquiryId, structuredClone(question.inquiry)] as const] : [];
      });
      const found = new Map(shown);
      const missing = new Map([...tried].filter((id) => !found.has(id)).map((id) => [id, true]));
      return { found, missing, tried, made: tried.size };
    },
    readPages: async (window, status) => {
      const shown = [...questions.values()].filter(
        ({ inquiry, isListed, isInAll }) =>
          isWithin(window, inquiry) && (status === 'NOANSWER' ? isListed : isInAll),
      );
      return { inquiries: shown.map(({ inquiry }) => structuredClone(inquiry)), pages: 1 };
    },
    productNames: async (id) => {
      calls.names += 1;
      if (failing.names) throw failing.names;
      return names.get(id);
    },
  };
  /** A window with dates of so long ago is never complete. */
  const isHidden = ({ firstDate }: { firstDate: string }): boolean =>
    failing.incompleteBefore !== undefined &&
    firstDate < dateAt(world.now() - failing.incompleteBefore, POLL_SETTINGS.zone);
  const isWithin = (
    window: { firstDate: string; lastDate: string },
    { inquiryAt = world.now() }: Inquiry,
  ): boolean => {
    // A written time may be ahead. Coupang itself knows when the question was asked.
    const date = dateAt(Math.min(inquiryAt, world.now()), POLL_SETTINGS.zone);
    return window.firstDate <= date && date <= window.lastDate;
  };

  const kept = new Map<string, { names: ProductNames; until: number }>();
  const nameStore: NameStore = {
    read: async (_vendor, id, now) => {
      const stored = kept.get(id);
      return stored && stored.until > now ? stored.names : undefined;
    },
    note: async (_vendor, id, stored, until) => void kept.set(id, { names: stored, until }),
  };

  const change = (id: string, to: (question: Question) => Question): void => {
    const question = questions.get(id);
    if (!question) throw new RangeError(`no question ${id}`);
    questions.set(id, to(question));
  };
  const ports: PollPorts = {
    ...world.pollPorts,
    clients: [...world.pollPorts.clients, client],
    names: nameStore,
  };

  return {
    world,
    client,
    calls,
    failing,
    names,
    ask: (ageMs = 0, facts: Partial<Inquiry> = {}): string => {
      const inquiryId = String(880_000_000 + (ids += 1));
      const inquiry = {
        inquiryId,
        inquiryAt: world.now() - ageMs,
        content: '지어낸 상품 문의입니다.',
        posts: [],
        ...facts,
      };
      questions.set(inquiry.inquiryId, { inquiry, isListed: true, isInAll: true });
      return inquiry.inquiryId;
    },
    /** The seller's comment. The question stays listed until `drop`. */
    comment: (id: string, overrides: Partial<Post> = {}): string => {
      const answerId = String(990_000_000 + (ids += 1));
      const post = makeVendorPost({ answerId, at: world.now(), ...overrides });
      change(id, (question) => ({
        ...question,
        inquiry: { ...question.inquiry, posts: [...question.inquiry.posts, post] },
      }));
      return answerId;
    },
    removeComments: (id: string) =>
      change(id, (question) => ({ ...question, inquiry: { ...question.inquiry, posts: [] } })),
    /** NOANSWER no longer lists it. */
    drop: (id: string) => change(id, (question) => ({ ...question, isListed: false })),
    list: (id: string) => change(id, (question) => ({ ...question, isListed: true })),
    delete: (id: string) => change(id, (question) => ({ ...question, isListed: false, isInAll: false })),
    poll: (others: Partial<PollPorts> = {}): Promise<PollSummary> =>
      poll(VENDOR, POLL_SETTINGS, { ...ports, ...others }),
    pollWithout: (): Promise<PollSummary> => poll(VENDOR, POLL_SETTINGS, world.pollPorts),
    /** Advances by `ms` in minutes and polls after each. */
    pollFor: async (ms: number): Promise<void> => {
      for (let passed = 0; passed < ms; passed += 60_000) {
        world.advance(60_000);
        await poll(VENDOR, POLL_SETTINGS, ports);
      }
    },
    ticketsOf: (id: string): Ticket[] => world.tickets().filter(({ key }) => key.inquiryId === id),
  };
};

const failedLookUp = (tried: ReadonlySet<string>, failure: SourceError): LookedUp => ({
  found: new Map(),
  missing: new Map(),
  tried,
  made: tried.size,
  failed: { failure, inARow: 1 },
});
