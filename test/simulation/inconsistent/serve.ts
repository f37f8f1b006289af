import type { ListStatus } from '../../../lib/domain/sources.ts';
import { DAY_MS, MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import { AHEAD_MS, dateAhead } from '../plain-calendar.ts';
import type { Random } from '../random.ts';
import { type Endpoint, findActive, isOldCopy, type Spell } from './habits.ts';
import type { Shown } from './judge.ts';
import type { CoupangTruth, MadeInquiry, MadePost } from './record.ts';

/** One call of the program. `inquiryId`: of a look-up. */
export type ServedCall = Shown & { inquiryId?: string };

type ServeOptions = {
  truth: CoupangTruth;
  random: Pick<Random, 'chance'>;
  spells: readonly Spell[];
  now: () => number;
  /** A call takes some time, in which Coupang's people may act. */
  pass: () => void;
  onCall: (call: ServedCall) => void;
  /** Coupang's clock minus ours, and how far a post's time may be from the truth. */
  offsetMs: number;
  stampErrorMs: number;
  /** The market's clock ahead of UTC, ms. Korea's without it. */
  aheadMs?: number;
};

const STATUSES: readonly ListStatus[] = ['NO_ANSWER', 'TRANSFER', 'ANSWER'];
const SIGNATURE_LIVES_MS = 5 * MINUTE_MS;
const DAYS_OF_RECENT = 7;

/** A made-up Coupang behind `fetch`. Each habit is applied in one place. */
export const createInconsistentCoupang = (options: ServeOptions): typeof fetch => {
  const { truth, random, now, offsetMs, aheadMs = AHEAD_MS } = options;
  const dateOf = (instant: number): string => dateAhead(instant, aheadMs);
  const active = findActive(options.spells, now);

  /** When the state that a call shows was true: of the rows' membership in a list, and of the posts. */
  const viewOf = (of: ListStatus | 'look-up'): { rowsAt: number; postsAt: number } => {
    let [rowsAt, postsAt] = [now(), now()];
    for (const { habit } of active('behind')) {
      if (!habit.on.includes(of) || !isOldCopy(habit.share, now(), random.chance)) continue;
      if (habit.what !== 'posts') rowsAt = Math.min(rowsAt, now() - habit.byMs);
      if (habit.what !== 'rows') postsAt = Math.min(postsAt, now() - habit.byMs);
    }
    for (const { from, habit } of active('frozen'))
      if (habit.on.includes(of)) [rowsAt, postsAt] = [Math.min(rowsAt, from), Math.min(postsAt, from)];
    return { rowsAt, postsAt };
  };

  const stampOf = ({ answerId, at }: MadePost): string => {
    const skewMs = ((Number(answerId) % 5) - 2) * 0.5 * options.stampErrorMs;
    return new Date(at + offsetMs + skewMs).toISOString();
  };
  const renamedFields = (): Set<string> => new Set(active('renames').map(({ habit }) => habit.field));
  const rename = (item: Record<string, unknown>): Record<string, unknown> => {
    const fields = renamedFields();
    return Object.fromEntries(
      Object.entries(item).map(([name, value]) => [fields.has(name) ? `${name}V2` : name, value]),
    );
  };
  const postItem = (post: MadePost): Record<string, unknown> => {
    const isAgents = post.by === 'csAgent';
    const flag = post.asks ? 'requestAnswer' : post.wasRequest ? 'answered' : 'none';
    const [unknown] = active('unknown-flags');
    return rename({
      answerId: active('no-ids').length > 0 && isAgents ? null : Number(post.answerId),
      answerType: post.text.startsWith('[') ? 'csAgent' : post.by,
      receptionist: isAgents ? undefined : 'made-up-1',
      replyAt: stampOf(post),
      parentAnswerId: post.parentAnswerId,
      content: post.text,
      partnerTransferStatus: unknown && isAgents ? 'madeUpWord' : flag,
      needAnswer: post.asks && (unknown?.habit.keepsNeedAnswer ?? true),
      partnerTransferCompleteReason: post.reason,
    });
  };
  const itemOf = ({ inquiryId, inquiryAt }: MadeInquiry, posts: readonly MadePost[]): object =>
    rename({
      inquiryId: Number(inquiryId),
      inquiryAt: new Date(inquiryAt + offsetMs).toISOString(),
      itemName: 'Made-up skirt',
      content: '',
      csPartnerCounselingStatus: posts.some(({ asks }) => asks) ? 'requestAnswer' : 'answered',
      replies: posts.map(postItem),
    });

  const isBroken = (inquiryId: string): boolean =>
    active('breaks-row').some(({ habit }) => Number(inquiryId) % 5 === habit.rest);
  const isHidden = (inquiryId: string, list: ListStatus, isCounted: boolean): boolean =>
    active('hides-rows').some(({ habit }) => habit.on.includes(list) && habit.isCounted === isCounted) &&
    Number(inquiryId) % 2 === 0;

  /** Whether an asking post has its id and a word that asks. */
  const isRecognisable = (): boolean =>
    active('no-ids').length === 0 &&
    active('unknown-flags').every(({ habit }) => habit.keepsNeedAnswer) &&
    !active('renames').some(({ habit }) => habit.field === 'answerId');

  const list = (query: URLSearchParams): Response => {
    const status = STATUSES.find((known) => known === query.get('partnerCounselingStatus')) ?? 'ANSWER';
    const [first, last] = [query.get('inquiryStartAt') ?? '', query.get('inquiryEndAt') ?? ''];
    const [pageNum, pageSize] = [Number(query.get('pageNum')), Number(query.get('pageSize'))];
    const isRecent = first >= dateOf(now() - DAYS_OF_RECENT * DAY_MS);
    const endpoint = status === 'ANSWER' ? 'ANSWER' : isRecent ? status : 'older';
    const ignored = active('ignores-filter').map(({ habit }) => habit.filter);
    const refused =
      refusalOf(endpoint) ??
      (pageSize > 10 && active('breaks-page').some(({ habit }) => habit.pageNum === pageNum)
        ? 500
        : undefined);
    const call = { at: now(), endpoint, ok: false, rows: [] } as const;
    if (refused !== undefined) return (options.onCall(call), refuse(refused, endpoint));
    const view = viewOf(status);
    const all = [...truth.inquiries.values()].filter((inquiry) => {
      const listed = truth.versionAt(inquiry, view.rowsAt);
      const date = dateOf(inquiry.inquiryAt);
      return (
        listed &&
        (listed.list === status || ignored.includes('status')) &&
        ((first <= date && date <= last) || ignored.includes('dates')) &&
        !isHidden(inquiry.inquiryId, status, false)
      );
    });
    const isEmpty = active('empty').some(({ habit }) => habit.on.includes(status));
    const found = isEmpty ? [] : all;
    const shown = found.filter(({ inquiryId }) => !isHidden(inquiryId, status, true));
    const page = shown.slice((pageNum - 1) * pageSize, pageNum * pageSize);
    const isFirstBroken = pageNum === 1 && page.length > 0 && active('breaks-first-row').length > 0;
    if (isFirstBroken || page.some(({ inquiryId }) => isBroken(inquiryId)))
      return (options.onCall(call), refuse(500, endpoint));
    const rows = page.map((inquiry) => {
      const version = truth.versionAt(inquiry, view.postsAt);
      return { inquiry, posts: version?.posts ?? [] };
    });
    const renamed = renamedFields();
    const isNamed = !renamed.has('inquiryId');
    options.onCall({
      ...call,
      ok: true,
      isUnreadable: rows.length > 0 && !isNamed,
      rows: (isNamed ? rows : []).map(({ inquiry: { inquiryId }, posts }) => ({
        inquiryId,
        ...view,
        shows: posts.filter(({ asks }) => asks && isRecognisable()).map(({ answerId }) => answerId),
        isTimed: !renamed.has('replyAt'),
      })),
    });
    return respond(200, {
      code: 200,
      message: 'OK',
      data: {
        content: rows.map(({ inquiry, posts }) => itemOf(inquiry, posts)),
        pagination: {
          currentPage: pageNum,
          totalPages: Math.ceil(found.length / pageSize),
          totalElements: found.length,
          countPerPage: pageSize,
        },
      },
    });
  };

  const lookUp = (inquiryId: string): Response => {
    const inquiry = truth.inquiries.get(inquiryId);
    const view = viewOf('look-up');
    const version = inquiry && truth.versionAt(inquiry, view.postsAt);
    const refused = refusalOf('look-up') ?? (isBroken(inquiryId) ? 500 : undefined);
    const ok = refused === undefined && version !== undefined;
    options.onCall({ at: now(), endpoint: 'look-up', inquiryId, ok, rows: [] });
    if (refused !== undefined) return refuse(refused, 'look-up');
    if (!inquiry || !version) return respond(404, { code: 404, message: 'not found' });
    return respond(200, { code: 200, message: 'OK', data: itemOf(inquiry, version.posts) });
  };

  const refusalOf = (endpoint: Endpoint): number | undefined =>
    active('refuses').find(({ habit }) => habit.on.includes(endpoint))?.habit.status;
  const refuse = (status: number, endpoint: Endpoint): Response => {
    const refusal = active('refuses').find(({ habit }) => habit.on.includes(endpoint));
    const { retryAfterS } = refusal?.habit ?? {};
    const headers = retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };
    return respond(status, { code: status, message: 'made-up refusal' }, headers);
  };
  const respond = (status: number, body: object, headers: Record<string, string> = {}): Response => {
    const [wrong] = active('wrong-date');
    const date = new Date(now() + offsetMs + (wrong?.habit.byMs ?? 0)).toUTCString();
    return new Response(JSON.stringify(body), {
      status,
      headers: { date, 'content-type': 'application/json', ...headers },
    });
  };

  return async (url, init) => {
    options.pass();
    const { pathname, searchParams } = new URL(url instanceof Request ? url.url : url);
    const signedAt = signedDate(new Headers(init?.headers).get('authorization') ?? '');
    const isExpired = Math.abs(signedAt - (now() + offsetMs)) > SIGNATURE_LIVES_MS;
    if (isExpired) return respond(401, { code: 401, message: 'HMAC signature is expired' });
    return searchParams.has('partnerCounselingStatus')
      ? list(searchParams)
      : lookUp(pathname.split('/').at(-1) ?? '');
  };
};

/** `signed-date=yyMMddTHHmmssZ` in UTC, epoch ms. */
const signedDate = (authorization: string): number => {
  const [, date = '', hours, minutes, seconds] =
    /signed-date=(\d{6})T(\d\d)(\d\d)(\d\d)Z/.exec(authorization) ?? [];
  const day = `20${date.slice(0, 2)}-${date.slice(2, 4)}-${date.slice(4)}`;
  return Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`);
};
