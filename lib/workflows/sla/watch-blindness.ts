import { forEachSettled } from '../outbox/for-each-settled.ts';
import { isStored } from '../outbox/create-notice.ts';
import {
  blindDeadlines,
  countNew,
  ENDING_READINGS,
  judgeBlindness,
  pauseWithin,
  type ReadingTimes,
  readingTimesOf,
  type Sight,
} from '../../domain/blindness/blindness.ts';
import { defined } from '../../domain/defined.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { AllClearFacts, Blind, BlindFacts, NoticeFacts } from '../../domain/notice/notice-facts.ts';
import {
  newNotice,
  type Notice,
  type NoticeKey,
  type NoticeName,
  sightNoticeName,
  sightSourceOf,
} from '../../domain/notice/notice.ts';
import { deliverableId } from '../../domain/delivery/deliverable.ts';
import { type BlindTime, type Pause, TEAM_CAUSE } from '../../domain/reading/vendor-state.ts';
import { type Source, SOURCE_NAMES, SOURCES } from '../../domain/sources.ts';
import type { AttentionRows } from '../ports/store.ts';
import type { AttentionRow } from '../../domain/ticket/ticket.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/time/durations.ts';
import { writeDecided } from '../outbox/write-decided.ts';
import type { SeenState, TrackedVendor, TrackSlaPorts } from './track-sla-run.ts';

/**
 * `written`: all written notices. `failures`: work for the next run. `turnedBlind`: an id of the blind time that its own
 * notice announces, if it began within the last hour.
 */
export type Watched = { written: Notice[]; failures: unknown[]; turnedBlind?: string };

/**
 * Announces that a vendor's source could not be read for too long, and that it can be read again (D10, R17). Also announces a pause
 * of the program, and a blind time that ended before any run noticed it. Writes the all-clear before it ends the blindness, so that a
 * crash repeats nothing and leaves no blindness open. Only for live vendors: a vendor without polls looks blind.
 * @param rows the vendor's whole index, which keeps each open blindness
 */
export const watchBlindness = async (
  { vendor, settings: { spans, sources } }: TrackedVendor,
  { tickets, notices }: AttentionRows,
  { readAt: now, state }: SeenState,
  ports: TrackSlaPorts,
): Promise<Watched> => {
  const watched: Watched = { written: [], failures: [] };
  if (!state) return watched;
  const { blindMs } = spans;
  const watchOf = (source: Source, times: ReadingTimes): Watch => ({
    vendor,
    source,
    state: times,
    tickets: tickets.filter((row) => row.source === source),
    names: notices.map(({ notice }) => notice).filter((name) => sightSourceOf(name) === source),
    now,
    blindMs,
    ports,
    watched,
  });
  const failures: unknown[] = [];
  const before: Watch[] = [];
  for (const source of SOURCE_NAMES) {
    const times = readingTimesOf(state, source);
    const watch = watchOf(source, times ?? NEVER_READ);
    if (!times || !sources.includes(source)) {
      failures.push(...(await forgetSource(watch)));
      continue;
    }
    failures.push(...(await watchSource(watch, before)));
    before.push(watch);
  }
  return { ...watched, failures };
};

const NEVER_READ: ReadingTimes = { blindTimes: [] };

/** @param before the sources whose notices may already say enough */
const watchSource = async (watch: Watch, before: readonly Watch[]): Promise<unknown[]> => {
  const { state, names, now, blindMs } = watch;
  const sight = judgeBlindness({ state, now, blindMs });
  const isSteady = (state.completeInARow ?? 0) >= ENDING_READINGS;
  const failures = isSteady ? await run(names.map((name) => () => endBlindness(name, watch))) : [];
  // A blindness whose end failed must not look unannounced.
  if (isSteady && failures.length === 0) {
    const ended = state.blindTimes.filter((blind) => !before.some((other) => sharesBlindTime(other, blind)));
    failures.push(...(await run(ended.map((blind) => () => announceEnded(blind, watch)))));
  }
  if (sight.is === 'blind')
    failures.push(
      ...(await run([
        async () => ((await isCovered(before, sight, watch)) ? undefined : announceBlindness(sight, watch)),
      ])),
    );
  return failures;
};

/** Whether another source was blind at the same time, so that its all-clear says enough. */
const sharesBlindTime = ({ state }: Watch, { since, until }: BlindTime): boolean =>
  state.blindTimes.some((other) => other.since < until && since < other.until);

const run = (works: (() => Promise<void>)[]): Promise<unknown[]> => forEachSettled(works, (work) => work());

/** Whether the notice about another source says enough: it is blind for the same reason, or was until a moment ago. */
const isCovered = async (
  before: readonly Watch[],
  { cause }: Extract<Sight, { is: 'blind' }>,
  watch: Watch,
): Promise<boolean> => {
  // Its own notice is open, so it says more.
  if (await findOpenBlindness(watch)) return false;
  for (const other of before) {
    const { state, now, blindMs } = other;
    const sight = judgeBlindness({ state, now, blindMs });
    const isOpen = sight.is === 'sighted' && (state.completeInARow ?? 0) < ENDING_READINGS;
    const blind = sight.is === 'blind' ? sight : isOpen ? await findOpenBlindness(other) : undefined;
    if (blind && TEAM_CAUSE[blind.cause] === TEAM_CAUSE[cause]) return true;
  }
  return false;
};

/** The vendor no longer reads this source, or was never polled for it: its blindness ends without an all-clear. */
const forgetSource = (watch: Watch): Promise<unknown[]> =>
  run(
    watch.names.map((name) => async () => {
      await writeNotice(name, watch, (before) => {
        if (before && isOpenBlindness(before.facts)) return { ...before.facts, state: 'off' };
        return withoutAgain(before);
      });
    }),
  );

/** `source`: the one that is watched. `state`, `tickets` and `names` are its own. */
type Watch = {
  vendor: VendorRef;
  source: Source;
  state: ReadingTimes;
  tickets: readonly AttentionRow[];
  names: readonly NoticeName[];
  now: number;
  blindMs: number;
  ports: TrackSlaPorts;
  watched: Watched;
};

/** A vendor that turns blind this soon after its all-clear gets no new notice, unless the blindness lasts. */
const SOON_MS = HOUR_MS;
const LASTS_MS = 30 * MINUTE_MS;

type AllClear = { name: NoticeName; facts: AllClearFacts };

/** Keeps one notice about the blindness: its own, or a recent all-clear. */
const announceBlindness = async (sight: Extract<Sight, { is: 'blind' }>, watch: Watch): Promise<void> => {
  const { tickets, now } = watch;
  const { is, ...why } = sight;
  const own = await findOpenBlindness(watch);
  const clear = own ? undefined : await findLastAllClear(sight.since, watch);
  const since = own?.since ?? clear?.facts.again?.since ?? sight.since;
  const blind: Blind = { ...why, since, ...blindDeadlines(tickets, since, now) };
  const isSoon = clear && since - clear.facts.until < SOON_MS;
  if (isSoon && now - since < LASTS_MS)
    return writeNotice(clear.name, watch, (before) => {
      const facts = before?.facts;
      if (facts?.about !== 'all-clear' || (facts.again && saysTheSame(facts.again, blind))) return undefined;
      return { ...facts, again: blind };
    });
  noteTurnedBlind(since, watch);
  await writeNotice(nameOf('blind', since, watch), watch, (before) => {
    const facts: BlindFacts = { about: 'blind', source: watch.source, state: 'open', ...blind };
    if (!before) return facts;
    return isOpenBlindness(before.facts) && !saysTheSame(before.facts, facts) ? facts : undefined;
  });
  // The new notice replaces this text.
  if (clear?.facts.again) await writeNotice(clear.name, watch, withoutAgain);
};

/** The alarm rings for a blind time with its own notice. Another process needs an hour to notice it reliably. */
const noteTurnedBlind = (
  since: number,
  { vendor: { market, vendorId }, source, now, blindMs, watched }: Watch,
): void => {
  if (SOURCES[source].closesAtDeadline && now - since - blindMs < HOUR_MS)
    watched.turnedBlind = `${market}/${vendorId}/${since}`;
};

const withoutAgain = (before: Notice | undefined): AllClearFacts | undefined => {
  if (before?.facts.about !== 'all-clear' || !before.facts.again) return undefined;
  const { again: _, ...facts } = before.facts;
  return facts;
};

/** A blindness lasts until readings are complete in a row, so a later gap belongs to it. */
const findOpenBlindness = async (watch: Watch): Promise<BlindFacts | undefined> => {
  for (const name of watch.names.filter((each) => each.startsWith('blind/'))) {
    const facts = (await watch.ports.notices.read(keyOf(name, watch)))?.facts;
    if (facts && isOpenBlindness(facts)) return facts;
  }
  return undefined;
};

/** The last all-clear before an instant. If it covers several blind times, its name contains the first. */
const findLastAllClear = async (before: number, watch: Watch): Promise<AllClear | undefined> => {
  for (const { since, until } of watch.state.blindTimes.toReversed()) {
    if (until > before) continue;
    const name = nameOf('all-clear', since, watch);
    const facts = (await watch.ports.notices.read(keyOf(name, watch)))?.facts;
    if (facts?.about === 'all-clear') return facts.pause ? undefined : { name, facts };
  }
  return undefined;
};

/** Compares the fields separately, since the store may change their order. */
const saysTheSame = (a: Blind, b: Blind): boolean => {
  const textOf = ({ cause, ip, deadlines, deadlineCount }: Blind) =>
    JSON.stringify([
      TEAM_CAUSE[cause],
      ip,
      deadlineCount,
      deadlines.map(({ inquiryId, answerId, dueAt, product }) => [inquiryId, answerId, dueAt, product]),
    ]);
  return textOf(a) === textOf(b);
};

const endBlindness = async (name: NoticeName, watch: Watch): Promise<void> => {
  const { state, ports } = watch;
  const facts = (await ports.notices.read(keyOf(name, watch)))?.facts;
  const blind =
    facts?.about === 'all-clear' ? facts.again : facts && isOpenBlindness(facts) ? facts : undefined;
  if (!blind || state.recentCompleteAt === undefined || state.recentCompleteAt === blind.since) return;
  const { since } = blind;
  const end = Math.max(since, endOf(since, watch) ?? state.recentCompleteAt);
  if (facts?.about === 'all-clear') {
    const counts = await count({ since: facts.since, until: end }, watch);
    return writeNotice(name, watch, (before) => {
      const rest = withoutAgain(before);
      return rest && { ...rest, ...counts, until: end };
    });
  }
  const until = await giveAllClear({ since, until: end }, watch);
  await writeNotice(name, watch, (before) =>
    before && isOpenBlindness(before.facts) ? { ...before.facts, state: 'over', until } : undefined,
  );
};

/** When the first of the consecutive readings began. Blind times with hardly a reading in between count as one blind time. */
const endOf = (since: number, { state, blindMs }: Watch): number | undefined => {
  let end = state.blindTimes.find((blind) => blind.since === since)?.until;
  for (const next of state.blindTimes)
    if (end !== undefined && next.since >= end && next.since - end <= blindMs) end = next.until;
  return end;
};

/** Writes the all-clear of a blind time; if no blindness was announced, as a pause. */
const announceEnded = async ({ since, until }: BlindTime, watch: Watch): Promise<void> => {
  const key = keyOf(nameOf('all-clear', since, watch), watch);
  if (await isStored(key, watch.ports)) return;
  const before = await findLastAllClear(since, watch);
  if (before && before.facts.until >= until) {
    watch.ports.known.add(deliverableId(key));
    return;
  }
  const wasAnnounced = await isStored(keyOf(nameOf('blind', since, watch), watch), watch.ports);
  const pause = wasAnnounced ? undefined : pauseWithin({ since, until }, watch.state.pause, watch.blindMs);
  await giveAllClear({ since, until }, watch, pause);
};

/** @returns the end that the all-clear shows; an earlier run may have written it */
const giveAllClear = async (blindTime: BlindTime, watch: Watch, pause?: Pause): Promise<number> => {
  const name = nameOf('all-clear', blindTime.since, watch);
  const known = (await watch.ports.notices.read(keyOf(name, watch)))?.facts;
  if (known?.about === 'all-clear') return known.until;
  const counts = await count(blindTime, watch);
  let { until } = blindTime;
  await writeNotice(name, watch, (before) => {
    if (before?.facts.about === 'all-clear') until = before.facts.until;
    return before
      ? undefined
      : {
          about: 'all-clear',
          source: watch.source,
          ...blindTime,
          ...counts,
          ...defined({ pause }),
        };
  });
  return until;
};

/** The length of the blind times that an all-clear covers, and what is new since their beginning. */
const count = async (
  { since, until }: BlindTime,
  { vendor, source, tickets, state, ports: { reader } }: Watch,
): Promise<Pick<AllClearFacts, 'opened' | 'lastedMs'>> => {
  const within = state.blindTimes.filter((blind) => blind.since >= since && blind.until <= until);
  const closed = (await reader.closed(vendor, since)).filter((row) => row.source === source);
  const lastedMs = within.reduce((sum, blind) => sum + blind.until - blind.since, 0);
  return { opened: countNew(tickets, closed, since), ...(within.length > 1 && { lastedMs }) };
};

const writeNotice = async (
  name: NoticeName,
  watch: Watch,
  decide: (before: Notice | undefined) => NoticeFacts | undefined,
): Promise<void> => {
  const { ports, now, watched } = watch;
  const key = keyOf(name, watch);
  const notice = await writeDecided(
    deliverableId(key),
    async () => {
      const before = await ports.notices.read(key);
      const facts = decide(before);
      return facts && { before, facts };
    },
    ({ before, facts }) =>
      before
        ? ports.notices.change(before, facts, 'BlindnessChanged', now)
        : ports.notices.create(newNotice(key, facts, now)),
  );
  if (notice) watched.written.push(notice);
};

const nameOf = (about: 'blind' | 'all-clear', since: number, { source }: Watch): NoticeName =>
  sightNoticeName(about, { source, since });

const keyOf = (notice: NoticeName, { vendor }: Watch): NoticeKey => ({ ...vendor, notice });

const isOpenBlindness = (facts: NoticeFacts): facts is BlindFacts & { state: 'open' } =>
  facts.about === 'blind' && facts.state === 'open';
