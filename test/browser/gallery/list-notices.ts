import { HOUR_MS, MINUTE_MS, DAY_MS } from '../../../lib/domain/time/durations.ts';
import { BLIND_CAUSES, TEAM_CAUSE } from '../../../lib/domain/reading/vendor-state.ts';
import { dateAt } from '../../../lib/domain/time/dates.ts';
import type {
  HandOverFacts,
  NoticeFacts,
  OpenLine,
  ReportFacts,
} from '../../../lib/domain/notice/notice-facts.ts';
import { OPEN_LISTS, SOURCE_NAMES } from '../../../lib/domain/sources.ts';
import type { ListSort } from '../../../lib/domain/ticket/line.ts';
import { STEP_NAMES } from '../../../lib/domain/ticket/step.ts';
import { buildNotice } from '../../../lib/slack/notices/build-notice.ts';
import { makeNotice } from '../../fixtures/domain/make-notice.ts';
import { makeDailyReport } from '../../unit/local/page/make-daily-report.ts';
import { DUE_AT } from '../../unit/slack/made-up-ticket.ts';
import { type Entry, linkTo, NOW, type Team } from './made-up-team.ts';

type About = Exclude<NoticeFacts['about'], 'unknown'>;
/** Facts by their `about`, then by the rest of the occasion. */
type Notices = { [Name in About]: Record<string, NoticeFacts & { about: Name }> };

/** Wednesday, with the hours of a team. */
const dayOf = ({ vendor }: Team) => {
  const begins = Date.parse(`2026-11-25T00:00:00${vendor.market === 'TW' ? '+08:00' : '+09:00'}`);
  return { begins, opens: begins + 9 * HOUR_MS, ends: begins + 18 * HOUR_MS };
};
const SPAN = { since: NOW - 42 * MINUTE_MS, until: NOW };
const NONE = { count: 0, lines: [] };
const SORTS: readonly ListSort[] = ['breach', ...STEP_NAMES.map((name) => `step/${name}` as const)];

export const figures = {
  opened: 12,
  closed: { answered: 8, confirmed: 2, 'auto-closed': 1, withdrawn: 1, 'decided-by-coupang': 1, unknown: 1 },
  share: { inTime: 8, counted: 9 },
  medianMs: 134 * MINUTE_MS,
  p90Ms: 303 * MINUTE_MS,
  rolling: { inTime: 101, counted: 105 },
};

const NO_QUESTION = { opened: 0, inTime: 0, missed: 0, late: 0, open: 0 };
const QUESTIONS = {
  bySource: { product: { opened: 12, inTime: 9, missed: 2, late: 1, open: 3, medianMs: 96 * MINUTE_MS } },
  rollingBySource: { 'call-center': { inTime: 61, counted: 64 }, product: { inTime: 40, counted: 41 } },
};

const noticesOf = (team: Team): Notices => {
  const { ticket, rewrite } = team;
  const hours = dayOf(team);
  const line = (inquiryId: string, more: Partial<OpenLine> = {}): OpenLine => {
    const { key, facts } = ticket({ inquiryId });
    return {
      ...key,
      kind: 'reply',
      dueAt: DUE_AT + DAY_MS,
      ...(facts.product !== undefined && { product: facts.product }),
      ...more,
    };
  };
  const listed = (...lines: OpenLine[]) => ({ count: lines.length, lines });
  const handOver: HandOverFacts = {
    about: 'hand-over',
    endsAt: hours.ends,
    nextEndsAt: hours.ends + DAY_MS,
    dueSoon: listed(
      line('1'),
      line('2', { kind: 'confirm', claimedBy: 'U0CS' }),
      line('4', { source: 'product', kind: 'question' }),
    ),
    unclaimed: listed(line('3', { dueAt: DUE_AT + 2 * DAY_MS })),
    claimed: listed(line('5', { dueAt: DUE_AT + 2 * DAY_MS, claimedBy: 'U0CS' })),
  };
  const { nextEndsAt: _, ...withoutNext } = handOver;
  const { category = '', product = '' } = ticket().facts;
  const day: ReportFacts & { about: 'daily' } = {
    ...figures,
    about: 'daily',
    from: hours.begins,
    until: hours.begins + DAY_MS,
    worst: [
      { category, missed: 1, counted: 4 },
      { category: '', missed: 1, counted: 1 },
    ],
    dueBeforeNextShift: listed(
      line('1', { dueAt: DUE_AT + 15 * HOUR_MS }),
      line('2', { dueAt: DUE_AT + 16 * HOUR_MS, claimedBy: 'U0CS' }),
    ),
    before: { share: { inTime: 14, counted: 14 }, medianMs: 146 * MINUTE_MS },
    acts: [
      { by: 'U0CS', name: rewrite('minji'), claimed: 5, confirmed: 2, replied: 3 },
      { by: 'U0LEAD', name: 'lead', claimed: 1, confirmed: 0, replied: 0 },
    ],
    holidaysUnknown: 2027,
  };
  const { holidaysUnknown: _unknown, ...knownDay } = day;
  const { before: _before, ...plainDay } = knownDay;
  const blind = {
    about: 'blind' as const,
    source: 'call-center' as const,
    state: 'open' as const,
    since: SPAN.since,
    deadlines: [],
    deadlineCount: 0,
  };
  const clear = { about: 'all-clear', source: 'call-center', ...SPAN, opened: 0 } as const;
  const expiry = (days: number) => ({
    about: 'key-expiry' as const,
    expiresOn: dateAt(NOW + days * DAY_MS, 'Asia/Seoul'),
  });
  return {
    list: Object.fromEntries(
      (['new', ...SORTS] as const).map((of) => [of, { about: 'list', of, members: [], by: DUE_AT }]),
    ),
    blind: {
      ...Object.fromEntries(
        BLIND_CAUSES.filter((cause) => TEAM_CAUSE[cause] === cause).map((cause) => [
          cause,
          { ...blind, cause, ...(cause === 'ip-not-allowed' && { ip: rewrite('203.0.113.7') }) },
        ]),
      ),
      deadlines: {
        ...blind,
        cause: 'coupang-down',
        deadlines: [line('1', { dueAt: NOW, product }), line('2', { dueAt: DUE_AT })],
        deadlineCount: 9,
      },
      ...Object.fromEntries(
        (['credentials', 'throttled', 'format-changed', 'filter-ignored', 'coupang-down'] as const).map(
          (cause) => [`product, ${cause}`, { ...blind, source: 'product' as const, cause }],
        ),
      ),
      'product, over': { ...blind, source: 'product', state: 'over', until: NOW, cause: 'credentials' },
      'product, off': { ...blind, source: 'product', state: 'off', cause: 'credentials' },
      over: { ...blind, state: 'over', until: NOW, cause: 'ip-not-allowed', ip: '203.0.113.7' },
    },
    'all-clear': {
      'nothing new': clear,
      new: { ...clear, opened: 3 },
      product: { ...clear, source: 'product', opened: 3 },
      pause: { ...clear, opened: 3, pause: SPAN },
      'several blind times': { ...clear, opened: 3, lastedMs: 12 * MINUTE_MS },
      'blind again': {
        ...clear,
        until: NOW - 30 * MINUTE_MS,
        again: {
          since: NOW - 12 * MINUTE_MS,
          cause: 'coupang-down',
          deadlines: [line('1', { dueAt: NOW, product })],
          deadlineCount: 1,
        },
      },
    },
    unusable: Object.fromEntries(
      OPEN_LISTS.map((status, at) => [
        status,
        { about: 'unusable', status, count: at + 1, problem: 'inquiryId is missing' },
      ]),
    ),
    'key-expiry': { 'in 14 days': expiry(14), 'in a day': expiry(1), today: expiry(0), ended: expiry(-1) },
    'wrong-clock': {
      slow: { about: 'wrong-clock', slowByMs: 7 * 60_000 - 1 },
      fast: { about: 'wrong-clock', slowByMs: -125 * 60_000 },
    },
    'older-unread': {
      '': {
        about: 'older-unread',
        dates: [
          { from: '2026-11-05', to: '2026-11-17' },
          { from: '2026-05-14', to: '2026-06-10' },
        ],
        readAt: NOW - 70 * MINUTE_MS,
      },
      'for long': { about: 'older-unread', dates: [{ from: '2026-04-30', to: '2026-11-17' }] },
    },
    past: Object.fromEntries(
      SOURCE_NAMES.map((source, at) => [
        source,
        { about: 'past', source, count: at === 0 ? 1 : 412, oldestAt: NOW - 29 * DAY_MS },
      ]),
    ),
    'alarm-mail': { '': { about: 'alarm-mail', missing: 1 }, several: { about: 'alarm-mail', missing: 2 } },
    'last-shift': {
      '': { about: 'last-shift', members: [], endsAt: hours.ends, nextShiftAt: hours.opens + DAY_MS },
      'no next shift': { about: 'last-shift', members: [], endsAt: hours.ends },
    },
    opening: {
      '': { about: 'opening', members: [], more: 4, since: hours.ends - DAY_MS, until: hours.opens },
    },
    'hand-over': {
      '': handOver,
      'no next shift': withoutNext,
      empty: { ...handOver, dueSoon: NONE, unclaimed: NONE, claimed: NONE },
    },
    daily: {
      '': day,
      'with questions': { ...knownDay, ...QUESTIONS },
      'with questions and a hand-over': { ...day, ...QUESTIONS, dueBeforeNextShift: NONE, handOver },
      'without a question': { ...plainDay, bySource: { product: NO_QUESTION } },
      'with a hand-over': { ...day, dueBeforeNextShift: NONE, handOver },
      'without figures of the day before': plainDay,
      'many due, many people': {
        ...plainDay,
        dueBeforeNextShift: { count: 9, lines: ['1', '2', '3', '4'].map((inquiryId) => line(inquiryId)) },
        acts: ['minji', 'jiho', 'sora', 'hana', 'lead', 'yuna'].map((name, index) => ({
          by: `U0${name.toUpperCase()}`,
          name,
          claimed: 6 - index,
          confirmed: index % 2,
          replied: 0,
        })),
      },
      'nothing to count': makeDailyReport(day.from),
      'below the threshold': {
        ...day,
        before: { share: { inTime: 7, counted: 10 }, medianMs: 133.8 * MINUTE_MS },
        rolling: { inTime: 80, counted: 100 },
      },
      'after blind times': {
        ...day,
        ...QUESTIONS,
        unseen: { 'call-center': true, product: true },
        unseenInShare: true,
      },
      'one answer below the threshold': { ...day, rolling: { inTime: 18, counted: 19 } },
      'no miss left': { ...day, rolling: { inTime: 95, counted: 100 } },
    },
    weekly: {
      '': {
        ...day,
        about: 'weekly',
        from: hours.begins - 2 * DAY_MS,
        until: hours.begins + 5 * DAY_MS,
        before: { share: day.share, medianMs: 96 * MINUTE_MS },
        dueBeforeNextShift: NONE,
      },
      'with questions': { ...day, about: 'weekly', ...QUESTIONS, dueBeforeNextShift: NONE },
    },
  };
};

/** The notices about tickets, about blindness, and all others. */
export const listNotices = (team: Team): Record<'lists' | 'blindness' | 'reports', Entry[]> => {
  const whole = { ...team, vendor: { ...team.vendor, inTimeThreshold: 1 } };
  const { blind, 'all-clear': clear, list, 'last-shift': lastShift, opening, ...rest } = noticesOf(team);
  const [day] = Object.values(rest.daily);
  // Coupang closes no question.
  const { breach: _, ...withoutBreaches } = list;
  return {
    lists: [
      ...entriesOf({ list, 'last-shift': lastShift, opening }, team),
      ...entriesOf({ list: withoutBreaches }, askingInProducts(team)).map((entry) => ({
        ...entry,
        occasion: `${entry.occasion}, questions`,
      })),
    ],
    blindness: entriesOf({ blind, 'all-clear': clear }, team),
    reports: [
      ...entriesOf(rest, team),
      ...(day ? entriesOf({ daily: { 'never back above the threshold': day } }, whole) : []),
    ],
  };
};

/** The same team, whose tickets are questions. */
const askingInProducts = (team: Team): Team => ({
  ...team,
  ticket: (changes = {}) => team.ticket({ ...changes, source: 'product', kind: 'question', orderIds: [] }),
});

const entriesOf = (notices: Partial<Notices>, team: Team): Entry[] =>
  Object.entries(notices).flatMap(([about, some]) =>
    Object.entries<NoticeFacts>(some).map(([more, facts]) => ({
      occasion: more === '' ? about : `${about}, ${more}`,
      message: buildNotice(makeNotice('list/made-up', facts), {
        vendor: team.vendor,
        now: NOW,
        members: membersOf(facts, team),
        linkTo,
      }),
    })),
  );

/** The tickets that a notice lists. */
const membersOf = (facts: NoticeFacts, team: Team) => {
  const { opens } = dayOf(team);
  const isNew = facts.about === 'list' && facts.of === 'new';
  const of = facts.about === 'list' && facts.of !== 'new' ? facts.of : 'step/1h';
  const isOpening = facts.about === 'opening';
  // Such a notice lists both sources.
  const questions = isOpening || facts.about === 'last-shift' ? ['4'] : [];
  // The soonest comes last, so that the message shows the sorting.
  return [...questions, '3', '2', '1'].map((inquiryId) => {
    const at = Number(inquiryId) - 1;
    const dueAt = isOpening ? opens + (at * 20 - 10) * MINUTE_MS : DUE_AT + at * MINUTE_MS;
    const isLost = of === 'breach' || (isOpening && at === 0);
    const name = of === 'breach' ? of : (`${of}/${dueAt}` as const);
    const step = STEP_NAMES.find((known) => of.endsWith(`/${known}`));
    return team.ticket({
      inquiryId,
      answerId: inquiryId,
      dueAt,
      kind: at === 1 ? 'confirm' : 'reply',
      ...(at === 3 && { source: 'product' as const, kind: 'question' as const }),
      ...((at === 2 || step === 'stale') && { claimedBy: 'U0CS', claimedAt: NOW - 3 * HOUR_MS }),
      ...(isNew && at === 0 && { state: 'closed', outcome: 'answered', closedAt: dueAt }),
      ...(isLost && { state: 'closed', outcome: 'auto-closed', closedAt: dueAt }),
      ...(step && { steps: [{ name: step, deadline: dueAt, at: dueAt - HOUR_MS, tells: 'team' }] }),
      history: [{ name, at: NOW }],
      posted: { [name]: 'in/made-up' },
    });
  });
};
