import { defined } from '../defined.ts';
import { type AllClearFacts, type BlindFacts, type Member, memberOf } from '../notice/notice-facts.ts';
import type { AttentionRow, ClosedRow } from '../ticket/ticket.ts';
import { ticketId } from '../ticket/ticket-id.ts';
import { isSideSource, type Source } from '../sources.ts';
import {
  type BlindTime,
  type Failure,
  type Pause,
  type SourceState,
  type VendorState,
} from '../reading/vendor-state.ts';
import { DAY_MS, HOUR_MS } from '../time/durations.ts';

export type Sight = { is: 'sighted' } | ({ is: 'blind'; since: number } & Failure);

/** When a source was read. */
export type ReadingTimes = Pick<
  VendorState,
  | 'recentCompleteAt'
  | 'completeInARow'
  | 'failure'
  | 'firstPollAt'
  | 'polledAt'
  | 'watchedSince'
  | 'pause'
  | 'catchUps'
>;

/** The reading times of a source. A source beside the hand-overs that was never polled has none, since the hand-overs show why. */
export const readingTimesOf = (state: VendorState, source: Source): ReadingTimes | undefined => {
  if (!isSideSource(source)) return state;
  const own = state.sources?.[source];
  if (!own) return undefined;
  const { recentCompleteAt, completeInARow, failure, firstPollAt, blindTimes = [] } = own;
  const { polledAt, pause } = state;
  return {
    ...defined({ recentCompleteAt, completeInARow, firstPollAt, polledAt, pause }),
    ...defined({ failure: failure ?? (own.stop && { cause: own.stop.cause }) }),
    catchUps: blindTimes.map((blindTime) => ({
      ...blindTime,
      ...NOTHING_TO_CATCH_UP,
      doneAt: blindTime.until,
    })),
  };
};

/** A source beside the hand-overs is read as a whole list, so nothing is missing after a blind time. */
const NOTHING_TO_CATCH_UP = { windows: [], page: 1 };

const BLIND_TIMES_KEPT_MS = 7 * DAY_MS;
const BLIND_TIMES_KEPT = 20;

/**
 * The blind times of a source beside the hand-overs after a poll.
 * @param readAt when this poll's complete reading of the recent week began; `undefined` if it was not complete
 */
export const rememberBlindTimes = (
  state: Pick<SourceState, 'recentCompleteAt' | 'firstPollAt' | 'blindTimes'>,
  readAt: number | undefined,
  now: number,
  blindMs: number,
): BlindTime[] | undefined => {
  const since = sightedUntil(state) ?? now;
  const ended = readAt !== undefined && now - since > blindMs ? [{ since, until: readAt }] : [];
  const kept = [...(state.blindTimes ?? []), ...ended]
    .filter(({ until }) => now - until < BLIND_TIMES_KEPT_MS)
    .slice(-BLIND_TIMES_KEPT);
  return kept.length > 0 ? kept : undefined;
};

/**
 * The start of a possible blindness (R17): the last complete reading of the recent week. Before the first reading: when
 * `track-sla` first saw the vendor, or the first poll.
 */
export const sightedUntil = ({
  recentCompleteAt,
  watchedSince,
  firstPollAt,
}: Pick<VendorState, 'recentCompleteAt' | 'watchedSince' | 'firstPollAt'>) =>
  recentCompleteAt ?? watchedSince ?? firstPollAt;

/**
 * The part of a blind time that a pause explains (R17): a reading was complete within `blindMs` of the pause's start, and the blind time
 * ended within `blindMs` of the pause's end.
 * @param blind from the last complete reading to the next, or to now
 */
export const pauseWithin = (
  blind: { since: number; until: number },
  pause: Pause | undefined,
  blindMs: number,
): Pause | undefined => {
  if (!pause) return undefined;
  const since = Math.max(pause.since, blind.since);
  const until = Math.min(pause.until, blind.until);
  const isWhy = Math.abs(pause.since - blind.since) <= blindMs && blind.until - pause.until <= blindMs;
  return isWhy && since < until ? { since, until } : undefined;
};

/** Whether the recent week has had no complete reading for longer than `blindMs`, and why (R17). A pause is no blindness. */
export const judgeBlindness = (input: { state: ReadingTimes; now: number; blindMs: number }): Sight => {
  const { state, now, blindMs } = input;
  const since = sightedUntil(state);
  if (since === undefined || now - since <= blindMs) return { is: 'sighted' };
  if (pauseWithin({ since, until: now }, state.pause, blindMs)) return { is: 'sighted' };
  const polledAt = state.polledAt ?? state.firstPollAt;
  const isPolled = polledAt !== undefined && now - polledAt <= blindMs;
  const failure = isPolled ? (state.failure ?? { cause: 'incomplete' }) : { cause: 'not-polling' as const };
  return { is: 'blind', since, ...failure };
};

/** This many complete readings of the recent week in a row end a blindness. */
export const ENDING_READINGS = 3;

/** Earlier releases did not count the readings. */
export const readInARow = ({
  completeInARow,
  failure,
}: Pick<VendorState, 'completeInARow' | 'failure'>): number =>
  completeInARow ?? (failure ? 0 : ENDING_READINGS);

/** During a blind time people work in WING, so they also need the deadlines of the next hour. */
const DEADLINES_AHEAD_MS = HOUR_MS;
const LISTED_DEADLINES = 10;

/** Deadlines of open tickets in the blind time and in the next hour, nearest first (D10). */
export const blindDeadlines = (
  rows: readonly (Member & Pick<AttentionRow, 'dueAt' | 'product' | 'closedAt'>)[],
  since: number,
  now: number,
): Pick<BlindFacts, 'deadlines' | 'deadlineCount'> => {
  const due = rows
    .filter(
      ({ closedAt, dueAt }) => closedAt === undefined && dueAt >= since && dueAt <= now + DEADLINES_AHEAD_MS,
    )
    // Equal deadlines need a fixed order. Otherwise the notice would be edited every minute.
    .sort((a, b) => a.dueAt - b.dueAt || orderOf(a).localeCompare(orderOf(b)));
  const deadlines = due
    .slice(0, LISTED_DEADLINES)
    .map((row) => ({ ...memberOf(row), dueAt: row.dueAt, ...defined({ product: row.product }) }));
  return { deadlines, deadlineCount: due.length };
};

const orderOf = ({ product = '', inquiryId, answerId }: Member & Pick<AttentionRow, 'product'>): string =>
  [product, inquiryId, answerId].join('\n');

/**
 * The figures of the all-clear (R17): hand-overs asked in the blind time, and deadlines missed in it. A ticket in both indexes counts once,
 * as closed.
 */
export const countBlindTime = (
  rows: readonly AttentionRow[],
  closed: readonly ClosedRow[],
  spans: readonly { since: number; until: number }[],
): Pick<AllClearFacts, 'asked' | 'missed'> => {
  const isWithin = (at: number): boolean => spans.some(({ since, until }) => at > since && at <= until);
  const tickets = new Map<string, AttentionRow | ClosedRow>(rows.map((row) => [ticketId(row), row]));
  for (const row of closed) tickets.set(ticketId(row), row);
  const all = [...tickets.values()];
  const duringBlindness = all.filter(({ askedAt }) => isWithin(askedAt));
  const missed = all.filter((row) => isWithin(row.dueAt) && wasMissed(row, isWithin(row.askedAt)));
  return { asked: duringBlindness.length, missed: missed.length };
};

const wasMissed = (row: AttentionRow | ClosedRow, wasHandedOverThen: boolean): boolean => {
  if (row.closedAt === undefined) return true;
  if (!('outcome' in row)) return false;
  switch (row.outcome) {
    case 'auto-closed':
      return true;
    case 'answered':
      return row.inTime === false;
    case 'left-unanswered':
      return true;
    case 'unknown':
      // A ticket that was past at first sight missed its deadline before the blind time, if at all.
      return wasHandedOverThen || row.openedAt !== row.closedAt;
    default:
      return false;
  }
};
