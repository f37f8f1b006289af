import { isAsking, type SimulatedInquiry, type SimulatedQuestion } from 'fake-coupang';
import { DAY_MS, HOUR_MS } from '../../../lib/domain/time/durations.ts';
import { dateAhead } from '../plain-calendar.ts';
import { type Endpoint, findActive, type Habit, isOldCopy, restOf, type Spell } from './habits.ts';
import type { Shown } from '../judge/judge.ts';
import type { CoupangRecord, History } from './record.ts';

/** One call of the program. `inquiryId`: of a look-up. */
export type ServedCall = Shown & { inquiryId?: string };

type ServeOptions = {
  coupang: CoupangRecord;
  spells: readonly Spell[];
  questionSpells: readonly Spell[];
  now: () => number;
  /** Decides about one call. */
  chance: (often: number) => boolean;
  onHandOvers: (call: ServedCall) => void;
  onQuestions: (call: ServedCall) => void;
  /** Coupang's clock minus ours, and how far the time of a hand-over's post may be from the truth. */
  offsetMs: number;
  stampErrorMs: number;
  /** Whether the posts of hand-overs have the field that names the post that they answer. */
  hasParents: boolean;
  /** The market's clock ahead of UTC, ms. */
  aheadMs: number;
  /** The clock ahead of UTC by whose dates the lists of questions filter, ms. */
  filterAheadMs: number;
  /** The times of questions. `pacific`: −08:00, whatever the market. `market`: the market's time, without an offset. */
  times: 'pacific' | 'market';
};

export const PACIFIC_AHEAD_MS = -8 * HOUR_MS;
const DAYS_OF_RECENT = 7;

/** The made-up Coupang behind `fetch`, with its habits. */
export const createInconsistentCoupang = (options: ServeOptions): typeof fetch => {
  const { coupang, now, chance, offsetMs, aheadMs } = options;
  const isRecent = (query: URLSearchParams): boolean =>
    (query.get('inquiryStartAt') ?? '') >= dateAhead(now() - DAYS_OF_RECENT * DAY_MS, aheadMs);
  const common = { now, chance, offsetMs, fetch: coupang.fetch };
  const handOvers = hinder<SimulatedInquiry>({
    ...common,
    history: coupang.handOvers,
    show: coupang.show,
    spells: options.spells,
    onCall: options.onHandOvers,
    aheadMs,
    isListed: ({ list }, of = list) => list === of,
    endpointOf: (list, query) => (list === 'ANSWER' || isRecent(query) ? list : 'older'),
    withoutPosts: (inquiry) => ({ ...inquiry, posts: [] }),
    requestsOf: ({ posts }) => posts.filter(isAsking).map(({ answerId }) => answerId),
    isTimed: true,
    ...(options.stampErrorMs > 0 && { stamp: createStamp(options.stampErrorMs) }),
    ...(!options.hasParents && { write: (text) => text.replaceAll(/"parentAnswerId":\d+,/g, '') }),
  });
  const questions = hinder<SimulatedQuestion>({
    ...common,
    history: coupang.questions,
    show: coupang.showQuestions,
    spells: options.questionSpells,
    onCall: options.onQuestions,
    aheadMs: options.filterAheadMs,
    isListed: ({ list }, of = 'ALL') => list === of || (of === 'ALL' && list !== 'DELETED'),
    endpointOf: (list) => list,
    withoutPosts: (question) => ({ ...question, comments: [] }),
    requestsOf: ({ comments }) => {
      const newest = comments.at(-1);
      return [newest ? `after-${newest.commentId}` : '0'];
    },
    isTimed: false,
    ...(options.times === 'market' && { write: (text) => withMarketTimes(text, aheadMs) }),
  });
  return (url, init) => {
    const { pathname, searchParams } = new URL(url instanceof Request ? url.url : url);
    if (pathname.includes('/seller-products/')) return coupang.fetch(url, init);
    const hindered = pathname.includes('/onlineInquiries') ? questions : handOvers;
    return hindered(pathname, searchParams, () => coupang.fetch(url, init));
  };
};

/** The calls for one source: their rows, and how they fail. */
type Hindered<Row> = Pick<ServeOptions, 'now' | 'chance' | 'offsetMs' | 'aheadMs' | 'spells'> & {
  history: History<Row>;
  show: (
    view: (
      saved: Row[],
      call: { of: string; query: URLSearchParams; fits: (row: Row) => boolean },
    ) => (Row | undefined)[],
  ) => void;
  onCall: (call: ServedCall) => void;
  /** Whether a list, or any list, shows a version. */
  isListed: (row: Row, list: List | undefined) => boolean;
  endpointOf: (list: List, query: URLSearchParams) => Endpoint;
  withoutPosts: (row: Row) => Row;
  /** The requests that a row recognisably asks. */
  requestsOf: (row: Row) => string[];
  isTimed: boolean;
  /** Changes the times of posts. */
  stamp?: (row: Row) => Row;
  /** Changes the text of an answer. */
  write?: (text: string) => string;
};

const LISTS = ['NO_ANSWER', 'TRANSFER', 'ANSWER', 'NOANSWER', 'ALL'] as const;
type List = (typeof LISTS)[number];
type Page<Row> = { rowsAt: number; postsAt: number; rows: Row[] };

/** Applies each habit in one place. */
const hinder = <Row extends { inquiryId: string; inquiryAt: number }>(options: Hindered<Row>) => {
  const { history, now, onCall, isListed, stamp = (row) => row } = options;
  const active = findActive(options.spells, now);

  /** When the state that a call shows was true: of the rows' membership in a list, and of the posts. */
  const viewOf = (of: Endpoint): { rowsAt: number; postsAt: number } => {
    let [rowsAt, postsAt] = [now(), now()];
    for (const { habit } of active('behind')) {
      if (!habit.on.includes(of) || !isOldCopy(habit.share, now(), options.chance)) continue;
      if (habit.what !== 'posts') rowsAt = Math.min(rowsAt, now() - habit.byMs);
      if (habit.what !== 'rows') postsAt = Math.min(postsAt, now() - habit.byMs);
    }
    for (const { from, habit } of active('frozen'))
      if (habit.on.includes(of)) [rowsAt, postsAt] = [Math.min(rowsAt, from), Math.min(postsAt, from)];
    return { rowsAt, postsAt };
  };
  const isBroken = (inquiryId: string): boolean =>
    active('breaks-row').some(({ habit }) => restOf(inquiryId, 5) === habit.rest);
  const isHidden = (inquiryId: string, list: List, isCounted: boolean): boolean =>
    active('hides-rows').some(({ habit }) => habit.on.includes(list) && habit.isCounted === isCounted) &&
    restOf(inquiryId, 2) === 0;
  const pageOf = (query: URLSearchParams): number[] =>
    ['pageNum', 'pageSize'].map((name) => Number(query.get(name)));

  const pages = new Map<string, Page<Row>>();
  const showList = (list: List, query: URLSearchParams): (Row | undefined)[] => {
    const { rowsAt, postsAt } = viewOf(list);
    const ignored = active('ignores-filter').map(({ habit }) => habit.filter);
    const [first, last] = [query.get('inquiryStartAt') ?? '', query.get('inquiryEndAt') ?? ''];
    const isEmpty = active('empty').some(({ habit }) => habit.on.includes(list));
    const counted = [...history.versions.keys()].flatMap((inquiryId) => {
      const row =
        isEmpty || isHidden(inquiryId, list, false) ? undefined : history.versionAt(inquiryId, rowsAt);
      if (!row || !isListed(row, ignored.includes('status') ? undefined : list)) return [];
      const date = dateAhead(row.inquiryAt, options.aheadMs);
      return ignored.includes('dates') || (first <= date && date <= last) ? [row] : [];
    });
    const shown = counted
      .filter(({ inquiryId }) => !isHidden(inquiryId, list, true))
      .toSorted((a, b) => b.inquiryAt - a.inquiryAt)
      .map((row) => stamp(history.versionAt(row.inquiryId, postsAt) ?? options.withoutPosts(row)));
    const [pageNum = 1, pageSize = 1] = pageOf(query);
    const rows = shown.slice((pageNum - 1) * pageSize, pageNum * pageSize);
    pages.set(String(query), { rowsAt, postsAt, rows });
    return Array.from({ length: counted.length }, (_, index) => shown[index]);
  };
  options.show((_saved, { of, query, fits }) => {
    const list = LISTS.find((known) => known === of);
    if (list) return showList(list, query);
    const { postsAt } = viewOf('look-up');
    return [...history.versions].flatMap(([inquiryId, [first]]) => {
      const row = first && fits(first.row) ? history.versionAt(inquiryId, postsAt) : undefined;
      return row ? [stamp(row)] : [];
    });
  });

  const respond = (status: number, message: string, headers: Record<string, string> = {}): Response =>
    new Response(JSON.stringify({ code: status, message }), {
      status,
      headers: { date: dateNow(), 'content-type': 'application/json', ...headers },
    });
  const dateNow = (): string => {
    const [wrong] = active('wrong-date');
    return new Date(now() + options.offsetMs + (wrong?.habit.byMs ?? 0)).toUTCString();
  };
  const refuse = ({ status, body, retryAfterS }: Extract<Habit, { is: 'refuses' }>): Response => {
    if (status === 403 && body === 'address')
      return respond(403, 'Your ip address 192.0.2.1 is not allowed.');
    if (status === 403 && body === 'page')
      return new Response('<html><body>Access Denied</body></html>', {
        status,
        headers: { 'content-type': 'text/html' },
      });
    const headers = retryAfterS === undefined ? undefined : { 'retry-after': String(retryAfterS) };
    return respond(status, 'made-up refusal', headers);
  };
  const refusalOf = (endpoint: Endpoint, query: URLSearchParams): Response | undefined => {
    const refusal = active('refuses').find(({ habit }) => habit.on.includes(endpoint))?.habit;
    if (refusal) return refuse(refusal);
    const [pageNum = 1, pageSize = 1] = pageOf(query);
    const isLarge = pageSize > 10 || query.get('inquiryStartAt') !== query.get('inquiryEndAt');
    if (active('times-out').some(({ habit }) => habit.on.includes(endpoint) && (!habit.isLarge || isLarge)))
      return respond(400, 'Read timed out');
    return pageSize > 10 && active('breaks-page').some(({ habit }) => habit.pageNum === pageNum)
      ? respond(500, 'made-up fault')
      : undefined;
  };

  /** Whether an asking post has its id and a word that asks. */
  const isRecognisable = (): boolean =>
    active('no-ids').length === 0 &&
    active('unknown-flags').every(({ habit }) => habit.keepsNeedAnswer) &&
    !active('renames').some(({ habit }) => habit.field === 'answerId');
  const rowsOf = ({ rows, ...view }: Page<Row>): Shown['rows'] =>
    rows.map((row) => ({
      inquiryId: row.inquiryId,
      ...view,
      shows: isRecognisable() ? options.requestsOf(row) : [],
      isTimed: options.isTimed && !active('renames').some(({ habit }) => habit.field === 'replyAt'),
    }));

  const spoil = async (response: Response): Promise<Response> => {
    const { write } = options;
    const spoilers = [...active('no-ids'), ...active('unknown-flags'), ...active('renames')];
    if (!write && spoilers.length === 0 && active('wrong-date').length === 0) return response;
    const text = spoilers.reduce((spoilt, { habit }) => spoilText(spoilt, habit), await response.text());
    const headers = new Headers(response.headers);
    headers.set('date', dateNow());
    return new Response(write?.(text) ?? text, { status: response.status, headers });
  };

  return async (
    pathname: string,
    query: URLSearchParams,
    send: () => Promise<Response>,
  ): Promise<Response> => {
    const word = query.get('partnerCounselingStatus') ?? query.get('answeredType');
    const list = LISTS.find((known) => known === word);
    const endpoint = list ? options.endpointOf(list, query) : 'look-up';
    const inquiryId = pathname.split('/').at(-1) ?? '';
    const call = { at: now(), endpoint, ...(!list && { inquiryId }) };
    const fail = (response: Response): Response => {
      onCall({ ...call, ok: false, rows: [] });
      return response;
    };
    const refusal = refusalOf(endpoint, query);
    if (refusal) return fail(refusal);
    const response = await send();
    if (response.status === 401) return spoil(response);
    if (!response.ok) return fail(response);
    const page = list && pages.get(String(query));
    const isFirstBroken =
      active('breaks-first-row').length > 0 && page && page.rows.length > 0 && pageOf(query)[0] === 1;
    if (isFirstBroken || (page ? page.rows.some((row) => isBroken(row.inquiryId)) : isBroken(inquiryId)))
      return fail(respond(500, 'made-up fault'));
    const isNamed = !active('renames').some(({ habit }) => habit.field === 'inquiryId');
    const rows = page ? rowsOf(page) : [];
    onCall({ ...call, ok: true, isUnreadable: rows.length > 0 && !isNamed, rows: isNamed ? rows : [] });
    return spoil(response);
  };
};

const spoilText = (
  text: string,
  habit: Extract<Habit, { is: 'no-ids' | 'unknown-flags' | 'renames' }>,
): string => {
  switch (habit.is) {
    case 'no-ids':
      return text.replaceAll(
        /"answerId":\d+(?=,"parentAnswerId":\d+,"partnerTransferStatus":")/g,
        '"answerId":null',
      );
    case 'unknown-flags': {
      const renamed = text.replaceAll(
        /"partnerTransferStatus":"\w+"/g,
        '"partnerTransferStatus":"madeUpWord"',
      );
      return habit.keepsNeedAnswer ? renamed : renamed.replaceAll('"needAnswer":true', '"needAnswer":false');
    }
    // Comments name their question, too.
    case 'renames':
      return habit.field === 'inquiryId'
        ? text.replaceAll('{"inquiryId":', '{"inquiryIdV2":')
        : text.replaceAll(`"${habit.field}":`, `"${habit.field}V2":`);
  }
};

/** The times of a hand-over's posts are wrong, by their ids. Each version is changed once. */
const createStamp = (errorMs: number) => {
  const stamped = new WeakMap<SimulatedInquiry, SimulatedInquiry>();
  return (inquiry: SimulatedInquiry): SimulatedInquiry => {
    const known = stamped.get(inquiry);
    if (known) return known;
    const posts = inquiry.posts.map((post) => ({
      ...post,
      replyAt: post.replyAt + (restOf(post.answerId, 5) - 2) * 0.5 * errorMs,
    }));
    stamped.set(inquiry, { ...inquiry, posts });
    return { ...inquiry, posts };
  };
};

const withMarketTimes = (text: string, aheadMs: number): string =>
  text.replaceAll(/[\d-]{10}T[\d:.]+-08:00/g, (stamp) =>
    new Date(Date.parse(stamp) + aheadMs).toISOString().slice(0, 19).replace('T', ' '),
  );
