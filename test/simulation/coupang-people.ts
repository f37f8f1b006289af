import { hash } from 'node:crypto';
import {
  type Act,
  type ActHow,
  createWorld,
  isAsking,
  type Json,
  type Kind,
  listedAs,
  newState,
  renderInquiry,
  type Shapes,
  DOCUMENT_SHAPES,
  type SimulatedInquiry,
  type SimulatedPost,
} from 'fake-coupang';
import type { OpenStatus, ListStatus } from '../../lib/domain/sources.ts';
import type { DateWindow } from '../../lib/domain/time/date-windows.ts';
import { MINUTE_MS, DAY_MS } from '../../lib/domain/time/durations.ts';
import { type Habits, PLAIN_HABITS, type Stamp } from './coupang-habits.ts';
import {
  createCoupangRecord,
  type End,
  isAfter,
  isOfSystem,
  isOrdered,
  type RequestPost,
} from './coupang-record.ts';
import { dateOf } from './plain-calendar.ts';

/** `ageDays`: how many days before the asking post the inquiry began. */
export type HandOver = {
  kind?: Kind;
  ageDays?: number;
  requestAgeMs?: number;
  text?: string;
  stamp?: Stamp;
};

/** Another hand-over of the same inquiry. */
export type Again = { list?: OpenStatus; requestAgeMs?: number; stamp?: Stamp };

/** A row of a page. `inquiry`: as the page shows it, absent if it cannot be read. A post without a time has NaN. */
export type ShownRow = {
  inquiryId: string;
  row: Json;
  inquiry?: SimulatedInquiry;
  /** The posts that a reader can see asking. After a vendor's post an unknown word says nothing (R10). */
  asking: readonly SimulatedPost[];
};

const SHOP = { market: 'KR', vendorId: 'A00012345' } as const;
const STAMPED_AFTER_MS = 2 * MINUTE_MS;
/** No post has this id. Coupang shows it where a post names no other. */
const NONE = '0';
const LOGINS = ['made-up-1', 'made-up-2'] as const;

/**
 * The acts of buyers, agents, sellers and Coupang itself in the world of the fake, what Coupang shows of them by its habits, and the
 * true record of what was asked.
 * @param now epoch ms
 */
export const createCoupangPeople = (now: () => number, habits: Habits = PLAIN_HABITS) => {
  const world = createWorld(newState([SHOP], 1, now(), false), [SHOP], now);
  const record = createCoupangRecord(now);
  /** Inquiries with more than one hand-over and its end. What a reader sees of them depends on the moment. */
  const entangled = new Set<string>();
  /** Moments at which something left the answered list and shifted its pages. */
  const spoilt: number[] = [];
  /** Unreadable items in a list (R13). */
  const unusable: (ShownRow & { status: ListStatus })[] = [];
  /** Posts without a time so far. */
  const unstamped = new Set<RequestPost>();
  const rows = new WeakMap<SimulatedInquiry, ShownRow>();
  let flaps = 0;
  const hasUnknownWord = (post: SimulatedPost): boolean =>
    isAsking(post) && record.posts.get(post.answerId)?.isUnknown === true;
  const shapes: Shapes = {
    ...DOCUMENT_SHAPES,
    id: (id) => id,
    vendorItemId: (id) => id,
    instant: (at) => (Number.isNaN(at) ? null : new Date(at).toISOString()),
    parentAnswerId: ({ parentAnswerId = NONE }) => parentAnswerId,
    transferStatus: (post) => (hasUnknownWord(post) ? 'made-up-word' : post.transferStatus),
  };

  /** A lost inquiry is with another shop. */
  const inquiries = (): SimulatedInquiry[] =>
    world.inquiries().filter(({ vendorId }) => vendorId === SHOP.vendorId);
  const inquiry = (inquiryId: string): SimulatedInquiry | undefined =>
    inquiries().find((candidate) => candidate.inquiryId === inquiryId);
  const need = (inquiryId: string): SimulatedInquiry => world.change(inquiryId, (known) => known);
  const changePosts = (inquiryId: string, to: (post: SimulatedPost) => SimulatedPost): SimulatedInquiry =>
    world.change(inquiryId, (known) => ({ ...known, posts: known.posts.map(to) }));

  const showPost = (post: SimulatedPost): SimulatedPost => {
    const request = record.posts.get(post.answerId);
    const keepsFlag = habits.keepsFlag.atReason && post.completeReason !== 'NONE';
    return {
      ...post,
      replyAt: request ? (request.shownAt ?? Number.NaN) : post.replyAt,
      parentAnswerId: habits.namesParent && post.parentAnswerId !== NONE ? post.parentAnswerId : undefined,
      transferStatus: keepsFlag ? 'requestAnswer' : post.transferStatus,
      needAnswer: post.needAnswer || hasUnknownWord(post),
    };
  };
  const draw = (known: SimulatedInquiry): ShownRow => {
    const posts = known.posts.map(showPost);
    const asking = posts.filter(
      (post) =>
        isAsking(post) &&
        post.completeReason === 'NONE' &&
        !(hasUnknownWord(post) && posts.some((other) => isOfVendor(other) && isAfter(posts, other, post))),
    );
    const shown = { ...known, posts };
    return { inquiryId: known.inquiryId, inquiry: shown, asking, row: renderInquiry(shown, shapes) };
  };
  /** The inquiry as a look-up shows it. */
  const show = (known: SimulatedInquiry): ShownRow => {
    const row = rows.get(known) ?? draw(known);
    rows.set(known, row);
    return row;
  };
  const note = (inquiryId: string, at = now()): void => {
    const listed = inquiry(inquiryId);
    record.note(inquiryId, listed, at);
    if (listed && listed.list !== 'ANSWER' && show(listed).asking.length === 0)
      record.listedUnasked.add(inquiryId);
  };
  const entangle = (inquiryId: string): void => {
    entangled.add(inquiryId);
    if (need(inquiryId).list === 'ANSWER') spoilt.push(now());
  };

  const request = (known: SimulatedInquiry, stamp: Stamp): void => {
    const { inquiryId } = known;
    const { answerId, replyAt: at } = known.posts.at(-1) ?? { answerId: '', replyAt: 0 };
    const isUnknown = habits.flag === 'unknown';
    const made = record.add({
      inquiryId,
      answerId,
      at,
      stamp,
      shownAt: SHOWN_AT[stamp](at, now()),
      isUnknown,
    });
    if (stamp === 'later') unstamped.add(made);
    if (stamp !== 'true') entangled.add(inquiryId);
    note(inquiryId);
  };
  const askingOf = (inquiryId: string): RequestPost[] => {
    const asking = new Set(need(inquiryId).posts.flatMap((post) => (isAsking(post) ? post.answerId : [])));
    return record.of(inquiryId).filter(({ answerId }) => asking.has(answerId));
  };
  /** The posts that really wait, not only by a flag that stayed. */
  const waitingOf = (inquiryId: string): RequestPost[] =>
    askingOf(inquiryId).filter(({ ends, spells }) => {
      const [end, spell] = [ends.at(-1), spells.at(-1)];
      return !end || (spell !== undefined && end.at <= spell.from);
    });
  const waitingForReply = (inquiryId: string): RequestPost[] => {
    const { posts } = need(inquiryId);
    return waitingOf(inquiryId)
      .filter(({ answerId }) => posts.some((post) => post.answerId === answerId && post.needAnswer))
      .toSorted((a, b) => dueAtOf(a) - dueAtOf(b));
  };
  const changeFlags = (
    inquiryId: string,
    of: readonly RequestPost[],
    flags: Partial<SimulatedPost>,
  ): void => {
    const ids = new Set(of.map(({ answerId }) => answerId));
    changePosts(inquiryId, (post) => (ids.has(post.answerId) ? { ...post, ...flags } : post));
  };
  /** Flags fall without a reason. */
  const dropFlags = (inquiryId: string, at: number): void => {
    const asking = askingOf(inquiryId);
    for (const { ends } of asking) ends.push({ outcome: 'unknown', at, isShown: false });
    changeFlags(inquiryId, asking, { transferStatus: 'answered', needAnswer: false });
  };
  /** An act that ends posts. `shownFor`: which posts' end the inquiry shows: each post's, only the newest post's, or none. */
  const end = (
    inquiryId: string,
    [act, how]: [Act, ActHow?],
    { shownFor, ...rest }: Omit<End, 'isShown'> & { shownFor: 'each' | 'newest' | 'none' },
  ): void => {
    const asked = askingOf(inquiryId);
    world.act(inquiryId, act, { at: rest.at, content: 'Made-up text.', ...how });
    const still = new Set(askingOf(inquiryId));
    const ended = asked.filter((asking) => !still.has(asking));
    for (const { ends, isWrittenTo, answerId } of ended) {
      const isNewest = answerId === ended.at(-1)?.answerId;
      const isMeant = isNewest && isOrdered(record.of(inquiryId)) && !isWrittenTo;
      ends.push({ ...rest, isShown: shownFor === 'each' || (isMeant && shownFor === 'newest') });
    }
    record.endInquiry(inquiryId, { ...rest, isShown: true });
    if (habits.keepsFlag.atAnswer && shownFor !== 'each')
      changeFlags(inquiryId, ended, { transferStatus: 'requestAnswer' });
    note(inquiryId, rest.at);
  };
  const endByReason = (inquiryId: string, act: Act, outcome: End['outcome']): void =>
    end(inquiryId, [act], { outcome, at: now(), shownFor: 'each' });
  /** Coupang's own closing of the post whose 24 hours are over first. */
  const close = (inquiryId: string, at: number): void => {
    const closing = waitingForReply(inquiryId)[0]?.answerId;
    // If two deadlines are within minutes, the system's post could mean either.
    const isVague = record
      .of(inquiryId)
      .some((other) => other.answerId !== closing && isAbout(other.at + DAY_MS, at));
    const shownFor = isVague ? 'none' : 'newest';
    record.spokenIn.add(inquiryId);
    end(inquiryId, ['auto-close', { parentAnswerId: closing }], { outcome: 'auto-closed', at, shownFor });
  };
  const leave = (inquiryId: string, at: number): void => {
    if (!habits.keepsFlag.atDeadline) dropFlags(inquiryId, at);
    world.change(inquiryId, (known) => ({ ...known, list: 'ANSWER' }));
    note(inquiryId, at);
  };
  /** When an inquiry leaves its list by itself. */
  const leavesAt = (inquiryId: string, list: ListStatus): number => {
    const afterMs = list === 'TRANSFER' ? habits.listsTransferForMs : habits.closesAfterMs;
    if (list === 'ANSWER' || afterMs === Infinity) return Infinity;
    const waiting = list === 'TRANSFER' ? waitingOf(inquiryId) : waitingForReply(inquiryId);
    const ats = waiting.map((asking) => Math.max(dueAtOf(asking) + afterMs, record.listedSince(inquiryId)));
    if (ats.length === 0) return Infinity;
    return list === 'TRANSFER' ? Math.max(...ats) : Math.min(...ats);
  };
  /** Lists an inquiry again, or puts it among the answered ones, without changing what its posts ask. */
  const list = (inquiryId: string, status: ListStatus): void => {
    entangle(inquiryId);
    world.change(inquiryId, (known) => {
      if (status === 'ANSWER') return { ...known, list: status };
      const needAnswer = status === 'NO_ANSWER';
      const posts = known.posts.map((post) => (isAsking(post) ? { ...post, needAnswer } : post));
      return { ...known, ...listedAs(needAnswer ? 'reply' : 'confirm'), posts };
    });
    note(inquiryId);
  };
  const login = (): string => LOGINS[record.posts.size % LOGINS.length] ?? LOGINS[0];

  return {
    inquiries,
    inquiry,
    show,
    record,
    entangled,
    spoilt,
    unusable,
    now,
    isRecent: ({ lastDate }: DateWindow): boolean => lastDate === dateOf(now()),
    /** Carries out everything that happens by itself. */
    goOn: (): void => {
      for (const made of unstamped)
        if (now() >= made.madeAt + STAMPED_AFTER_MS) {
          made.shownAt = made.at;
          unstamped.delete(made);
          world.change(made.inquiryId, (known) => ({ ...known }));
        }
      for (let { inquiryId, list: status } of inquiries())
        for (let at = leavesAt(inquiryId, status); at <= now(); at = leavesAt(inquiryId, status)) {
          if (status === 'TRANSFER') leave(inquiryId, at);
          else close(inquiryId, at);
          status = need(inquiryId).list;
        }
    },
    /** Whether a deadline is over, so that Coupang closes it. */
    isOver: (inquiryId: string): boolean => waitingForReply(inquiryId).some(({ at }) => at + DAY_MS <= now()),
    /** The inquiry as a page shows it. */
    showOnPage: (known: SimulatedInquiry): ShownRow => {
      if (!habits.flapsText || !known.posts.some(isAsking) || (flaps += 1) % 2 === 1) return show(known);
      const last = known.posts.findLast(isAsking);
      const posts = known.posts.map((post) =>
        post === last ? { ...post, content: `${post.content} ${post.content}` } : post,
      );
      return draw({ ...known, posts });
    },
    handOver: (how: HandOver = {}): string => {
      const { kind = 'reply', ageDays = 0, requestAgeMs = 0, stamp = 'true' } = how;
      const askedAt = now() - requestAgeMs;
      const { inquiryId } = world.handOver(SHOP, { kind, askedAt, inquiryAt: askedAt - ageDays * DAY_MS });
      const content = how.text ?? 'Please check the return.';
      world.change(inquiryId, (known) => ({
        ...known,
        itemName: 'Made-up skirt',
        receiptCategory: 'made up',
      }));
      request(
        changePosts(inquiryId, (post) => ({ ...post, content })),
        stamp,
      );
      return inquiryId;
    },
    /** Lists an inquiry without an asking post (R10, R11). `agentSpoke`: it contains an agent's post. */
    listUnasked: ({ kind = 'reply', agentSpoke = false }: { kind?: Kind; agentSpoke?: boolean } = {}) => {
      const { inquiryId } = world.handOver(SHOP, { kind, askedAt: now(), inquiryAt: now() });
      changePosts(inquiryId, (post) => ({ ...post, transferStatus: 'none', needAnswer: false }));
      if (!agentSpoke) world.change(inquiryId, (known) => ({ ...known, posts: [] }));
      note(inquiryId);
      return inquiryId;
    },
    handOverAgain: (inquiryId: string, again: Again = {}): void => {
      const kind = again.list === 'TRANSFER' ? 'confirm' : 'reply';
      entangle(inquiryId);
      if (!habits.keepsFlag.atHandOver) dropFlags(inquiryId, now());
      const at = now() - (again.requestAgeMs ?? 0);
      request(
        world.act(inquiryId, 'hand-over-again', { kind, at, content: 'And again.' }),
        again.stamp ?? 'true',
      );
    },
    editRequest: (inquiryId: string, content: string): void => {
      const last = need(inquiryId).posts.findLast(isAsking);
      changePosts(inquiryId, (post) => (post === last ? { ...post, content } : post));
    },
    renameProduct: (inquiryId: string, itemName: string): void => {
      world.change(inquiryId, (known) => ({ ...known, itemName }));
    },
    answer: (inquiryId: string, by = login()): void => {
      const parentAnswerId = habits.namesParent ? askingOf(inquiryId).at(-1)?.answerId : undefined;
      end(inquiryId, ['answer', { by, parentAnswerId }], {
        outcome: 'answered',
        at: now(),
        shownFor: 'newest',
        login: by,
      });
    },
    /** A vendor's post that Coupang does not count as an answer. The asking posts still ask. */
    write: (inquiryId: string): void => {
      entangle(inquiryId);
      world.act(inquiryId, 'answer', { by: LOGINS[0], parentAnswerId: NONE, content: 'Made-up text.' });
      for (const asking of askingOf(inquiryId)) asking.isWrittenTo = true;
    },
    autoClose: (inquiryId: string): void => close(inquiryId, now()),
    /** The system's text on an answered inquiry. */
    closeAnswered: (inquiryId: string): void => {
      record.spokenIn.add(inquiryId);
      entangle(inquiryId);
      world.act(inquiryId, 'auto-close');
    },
    withdraw: (inquiryId: string): void => endByReason(inquiryId, 'withdraw', 'withdrawn'),
    decide: (inquiryId: string): void => endByReason(inquiryId, 'decide', 'decided-by-coupang'),
    confirm: (inquiryId: string): void => endByReason(inquiryId, 'confirm', 'confirmed'),
    /** The newest post that had ended asks again, in the known word (R15). */
    askAgain: (inquiryId: string, status: OpenStatus): void => {
      const last = record.of(inquiryId).at(-1);
      if (last) last.isUnknown = false;
      changePosts(inquiryId, (post) =>
        post.answerId === last?.answerId
          ? { ...post, transferStatus: 'requestAnswer', completeReason: 'NONE' }
          : post,
      );
      list(inquiryId, status);
    },
    /** Listed under no status, and no look-up finds it. */
    lose: (inquiryId: string): void => {
      entangle(inquiryId);
      world.change(inquiryId, (known) => ({ ...known, vendorId: 'A00000000' }));
      note(inquiryId);
    },
    list,
    /** Moves an inquiry out of every list that we read, without changing its posts. */
    hide: (inquiryId: string): void => list(inquiryId, 'ANSWER'),
    breakItem: (status: ListStatus): string => {
      const row = { inquiryId: null, content: `Made up to be broken, ${unusable.length}.` };
      const inquiryId = hash('sha256', JSON.stringify(row));
      unusable.push({ status, inquiryId, row, asking: [] });
      return inquiryId;
    },
  };
};

export type CoupangPeople = ReturnType<typeof createCoupangPeople>;

/** When the 24 hours of an asking post end. A post that is listed again has a new clock. */
export const dueAtOf = ({ at, spells: [, ...later] }: RequestPost): number =>
  (later.at(-1)?.from ?? at) + DAY_MS;

const isOfVendor = (post: SimulatedPost): boolean => post.answerType === 'vendor' && !isOfSystem(post);

const isAbout = (instant: number, other: number): boolean => Math.abs(instant - other) <= 6 * MINUTE_MS;

const SHOWN_AT: Record<Stamp, (at: number, now: number) => number | undefined> = {
  true: (at) => at,
  none: () => undefined,
  later: () => undefined,
  late: (at, now) => Math.min(now, at + 40 * MINUTE_MS),
  ahead: (_, now) => now + 5 * MINUTE_MS,
  future: (_, now) => now + 180 * MINUTE_MS,
};
