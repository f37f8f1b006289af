import { DAY_MS, HOUR_MS } from '../../../lib/domain/time/durations.ts';
import { dateAhead } from '../plain-calendar.ts';
import { findActive, type Habit, isOldCopy, type Spell } from '../inconsistent/habits.ts';
import type { Shown } from '../inconsistent/judge.ts';
import type { Question, QuestionTruth } from './record.ts';

type QuestionList = 'NOANSWER' | 'ALL';

type ServeOptions = {
  truth: QuestionTruth;
  spells: readonly Spell[];
  now: () => number;
  /** Decides about one call, from the time alone. */
  chance: (probability: number) => boolean;
  onCall: (call: Shown) => void;
  /** The market's clock ahead of UTC, ms. */
  aheadMs: number;
  /** The clock ahead of UTC by whose dates the endpoint filters, ms. */
  filterAheadMs: number;
  /** `pacific`: −08:00, whatever the market. `market`: the market's time, without an offset. */
  times: 'pacific' | 'market';
};

export const PACIFIC_AHEAD_MS = -8 * HOUR_MS;

/** A made-up Coupang that answers calls for questions. Each habit is applied in one place. */
export const createQuestionPages = (options: ServeOptions) => {
  const { truth, now } = options;
  const active = findActive(options.spells, now);
  const viewOf = (list: QuestionList): { rowsAt: number; commentsAt: number } => {
    let [rowsAt, commentsAt] = [now(), now()];
    for (const { habit } of active('behind')) {
      if (!habit.on.includes(list) || !isOldCopy(habit.share, now(), options.chance)) continue;
      if (habit.what !== 'posts') rowsAt = Math.min(rowsAt, now() - habit.byMs);
      if (habit.what !== 'rows') commentsAt = Math.min(commentsAt, now() - habit.byMs);
    }
    for (const { from, habit } of active('frozen'))
      if (habit.on.includes(list))
        [rowsAt, commentsAt] = [Math.min(rowsAt, from), Math.min(commentsAt, from)];
    return { rowsAt, commentsAt };
  };
  const stampOf = (at: number): string =>
    options.times === 'pacific'
      ? `${new Date(at + PACIFIC_AHEAD_MS).toISOString().slice(0, -1)}885-08:00`
      : new Date(at + options.aheadMs).toISOString().slice(0, 19).replace('T', ' ');
  const itemOf = ({ inquiryId, inquiryAt }: Question, commentsAt: number): object => {
    const renamed = new Set<string>(active('renames').map(({ habit }) => habit.field));
    const item = {
      inquiryId: Number(inquiryId),
      productId: 71,
      sellerProductId: 72,
      sellerItemId: 73,
      vendorItemId: 74,
      content: 'Does it fit?\r\nI am tall.',
      inquiryAt: stampOf(inquiryAt),
      orderIds: [],
      commentDtoList: truth.versionAt(inquiryId, commentsAt).comments.map(({ commentId, at }) => ({
        inquiryCommentId: Number(commentId),
        inquiryId: Number(inquiryId),
        content: 'It does.',
        inquiryCommentAt: stampOf(at),
      })),
    };
    return Object.fromEntries(
      Object.entries(item).map(([name, value]) => [renamed.has(name) ? `${name}V2` : name, value]),
    );
  };
  const isBroken = ({ inquiryId }: Question): boolean =>
    active('breaks-row').some(({ habit }) => Number(inquiryId) % 5 === habit.rest);
  const isHidden = ({ inquiryId }: Question, list: QuestionList, isCounted: boolean): boolean =>
    active('hides-rows').some(({ habit }) => habit.on.includes(list) && habit.isCounted === isCounted) &&
    Number(inquiryId) % 2 === 0;

  const refusalOf = (
    list: QuestionList,
    days: number,
    rows: number,
    pageNum: number,
  ): Response | undefined => {
    const refusal = active('refuses').find(({ habit }) => habit.on.includes(list))?.habit;
    if (refusal) return refuse(refusal);
    const isTimedOut = active('times-out').some(
      ({ habit }) => habit.on.includes(list) && (!habit.isLarge || days > 1 || rows > 10),
    );
    if (isTimedOut) return respond(400, { code: 400, message: 'Read timed out' });
    const isBrokenPage = rows > 10 && active('breaks-page').some(({ habit }) => habit.pageNum === pageNum);
    return isBrokenPage ? respond(500, { code: 500, message: 'made-up fault' }) : undefined;
  };

  const respond = (status: number, body: object, headers: Record<string, string> = {}): Response =>
    new Response(JSON.stringify(body), {
      status,
      headers: { date: new Date(now()).toUTCString(), 'content-type': 'application/json', ...headers },
    });
  const refuse = ({ status, body, retryAfterS }: Extract<Habit, { is: 'refuses' }>): Response => {
    const headers = retryAfterS === undefined ? undefined : { 'retry-after': String(retryAfterS) };
    if (status !== 403 || body === 'plain')
      return respond(status, { code: status, message: 'made-up refusal' }, headers);
    if (body === 'address')
      return respond(403, { code: 403, message: 'Your ip address 192.0.2.1 is not allowed.' });
    return new Response('<html><body>Access Denied</body></html>', {
      status: 403,
      headers: { 'content-type': 'text/html' },
    });
  };

  return {
    /** The names of a product. */
    product: (): Response =>
      respond(200, {
        code: 'SUCCESS',
        message: '',
        data: {
          sellerProductId: 72,
          sellerProductName: 'Made-up skirt',
          items: [{ vendorItemId: 74, itemName: 'red, long' }],
        },
      }),
    page: (query: URLSearchParams): Response => {
      const list = query.get('answeredType') === 'NOANSWER' ? 'NOANSWER' : 'ALL';
      const [first, last] = [query.get('inquiryStartAt') ?? '', query.get('inquiryEndAt') ?? ''];
      const [pageNum, pageSize] = [Number(query.get('pageNum')), Number(query.get('pageSize'))];
      const days = (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;
      const call = { at: now(), endpoint: list, ok: false, rows: [] } as const;
      if (days > 7) {
        options.onCall(call);
        return respond(400, { code: 400, message: 'time interval needs to be at most 7 days，' });
      }
      const refused = refusalOf(list, days, pageSize, pageNum);
      if (refused) return (options.onCall(call), refused);
      const { rowsAt, commentsAt } = viewOf(list);
      const ignored = active('ignores-filter').map(({ habit }) => habit.filter);
      const isEmpty = active('empty').some(({ habit }) => habit.on.includes(list));
      const counted = [...truth.questions.values()].filter((question) => {
        const { isListed, isDeleted } = truth.versionAt(question.inquiryId, rowsAt);
        const date = dateAhead(question.inquiryAt, options.filterAheadMs);
        return (
          !isEmpty &&
          !isDeleted &&
          (isListed || list === 'ALL' || ignored.includes('status')) &&
          ((first <= date && date <= last) || ignored.includes('dates')) &&
          !isHidden(question, list, false)
        );
      });
      const shown = counted
        .filter((question) => !isHidden(question, list, true))
        .toSorted((a, b) => b.inquiryAt - a.inquiryAt);
      const page = shown.slice((pageNum - 1) * pageSize, pageNum * pageSize);
      const isFirstBroken = pageNum === 1 && page.length > 0 && active('breaks-first-row').length > 0;
      if (isFirstBroken || page.some(isBroken))
        return (options.onCall(call), respond(500, { code: 500, message: 'made-up fault' }));
      const isNamed = !active('renames').some(({ habit }) => habit.field === 'inquiryId');
      const rows = (isNamed ? page : []).map(({ inquiryId }) => {
        const newest = truth.versionAt(inquiryId, commentsAt).comments.at(-1);
        const shows = [newest ? `after-${newest.commentId}` : '0'];
        return { inquiryId, rowsAt, postsAt: commentsAt, shows, isTimed: false };
      });
      options.onCall({ ...call, ok: true, isUnreadable: page.length > 0 && !isNamed, rows });
      return respond(200, {
        code: 200,
        message: 'OK',
        data: {
          content: page.map((question) => itemOf(question, commentsAt)),
          pagination: {
            currentPage: pageNum,
            totalPages: Math.ceil(counted.length / pageSize),
            totalElements: counted.length,
            countPerPage: pageSize,
          },
        },
      });
    },
  };
};
