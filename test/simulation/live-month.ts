import { MADE_UP_ACCESS, NO_NAMES } from './look-up-each.ts';
import { holidaysOf } from '../../lib/config/holidays.ts';
import { createCalendar } from '../../lib/domain/time/calendar.ts';
import type { Notice } from '../../lib/domain/notice/notice.ts';
import { deliverableId } from '../../lib/domain/delivery/deliverable.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import { drain } from '../../lib/workflows/delivery/drain.ts';
import { poll } from '../../lib/workflows/intake/poll.ts';
import type { TextRemoval } from '../../lib/workflows/ports/store.ts';
import { report } from '../../lib/workflows/reports/report.ts';
import { SlackFailure } from '../../lib/workflows/ports/slack.ts';
import type { VendorState } from '../../lib/domain/reading/vendor-state.ts';
import { trackAll } from '../../lib/workflows/sla/track-sla.ts';
import { DRAIN_MS, POLL_SETTINGS, silent, teamOf, TRACK_SETTINGS, VENDOR } from './create-world.ts';
import { afterYield, type Effect } from './effect.ts';
import { createMemoryBus } from './memory-bus.ts';
import { ZONE } from './memory-coupang.ts';
import { CHANNEL, channelsWith, createMemorySlack, type Message } from './memory-slack.ts';
import { createMemoryStore } from './memory-store.ts';
import { createMonthCoupang } from './month-coupang.ts';
import { MONTH_FROM, MONTH_UNTIL, type MonthScript, type Scripted } from './month-script.ts';
import { makePolicy } from '../fixtures/domain/make-ladder.ts';
import { SECOND_MS, MINUTE_MS, HOUR_MS } from '../../lib/domain/time/durations.ts';

const HOURS = {
  mon: ['09:00-12:00', '13:00-18:00'],
  tue: ['09:00-12:00', '13:00-18:00'],
  wed: ['09:00-12:00', '13:00-18:00'],
  thu: ['09:00-12:00', '13:00-18:00'],
  fri: ['09:00-12:00', '13:00-18:00'],
  sat: ['10:00-14:00'],
} as const;

export const MONTH_LADDER = makePolicy({
  targetMs: 4 * HOUR_MS,
  nightPages: ['1h'],
  ownChannel: ['1h', 'overdue'],
});

/** Each function runs at its own second of the minute, so that no two things happen at once. */
export const TRACK_AT_MS = 30 * SECOND_MS;
const REPORT_AT_MS = 50 * SECOND_MS;
const REPORT_EVERY_MS = 5 * MINUTE_MS;
/** Blind after five minutes. While nothing happens at Coupang, a poll every four minutes prevents that. */
const POLL_AT_LEAST_MS = 4 * MINUTE_MS;
/** Track-sla must run within ten minutes, else it sees a gap (R16). Its own note may be four minutes older. */
const TRACK_AT_LEAST_MS = 6 * MINUTE_MS;
/** The last report of the last day comes on the next morning. */
export const ENDS_AT = MONTH_UNTIL + 11 * HOUR_MS;

/** The result of a month, for the checks. */
export type MonthRecord = {
  tickets: Ticket[];
  notices: Notice[];
  messages: readonly Message[];
  /** The times at which a poll read the recent week whole, in order. */
  sightings: number[];
  /** When each ticket's text was removed. */
  textsRemoved: Map<string, number>;
  counts: { polls: number; looks: number; drains: number; lostAnswers: number };
};

type Act = { at: number; take: () => Promise<void> | void };

/**
 * The whole program on in-memory ports through a scripted month, from event to event. Events: something happens at
 * Coupang or an agent claims a ticket; a poll, after such an event or after four minutes; track-sla has work; a report
 * may be due.
 */
export const liveMonth = async (script: MonthScript): Promise<MonthRecord> => {
  let time = MONTH_FROM;
  let tokens = 0;
  const clock = { now: () => time };
  const isOut = (of: 'coupang' | 'slack'): boolean =>
    script.outages.some((outage) => outage.of === of && time >= outage.from && time < outage.until);
  const counts = { polls: 0, looks: 0, drains: 0, lostAnswers: 0 };

  const newToken = (): string => `token-${(tokens += 1)}`;
  const store = createMemoryStore(undefined, newToken);
  const coupang = createMonthCoupang(clock.now, () => isOut('coupang'));
  const slack = createMemorySlack(clock.now, afterYield(failWhileOut(() => isOut('slack'), counts)));
  const bus = createMemoryBus();
  const textsRemoved = new Map<string, number>();
  const common = {
    ...store,
    notices: store.noticeStore,
    publisher: bus.publisher,
    messenger: slack.slack,
    onSlackFailure: () => {},
    channelsOf: () => channelsWith(CHANNEL),
    teamOf: () => teamOf(TRACK_SETTINGS.ladder),
    clock,
    newToken,
    log: silent,
  };
  const known = new Set<string>();
  const lastSeen = new Map<string, VendorState>();
  const reported = {
    known: new Set<string>(),
    removedUntil: new Map<string, number>(),
    warnedAt: new Map<string, number>(),
    ranOutAt: new Map<string, number>(),
  };
  const calendar = createCalendar({
    zone: ZONE,
    hours: HOURS,
    holidays: holidaysOf({ market: 'KR', hours: {}, holidays: { add: [], remove: [] } }),
  });
  const texts = watchTexts(store, textsRemoved, clock.now);

  const sightings: number[] = [];
  const acts = actsOf(script, coupang, (handOver) => claim(handOver, store, clock.now)).sort(
    (a, b) => a.at - b.at,
  );
  let nextPoll = MONTH_FROM;
  let lastTrack = MONTH_FROM;

  /** For each wake-up. Only the drain's own time passes while it waits; nothing else happens. */
  const notify = async (): Promise<void> => {
    for (let woken = bus.wakeUps.shift(); woken; woken = bus.wakeUps.shift()) {
      counts.drains += 1;
      let waitedMs = 0;
      const own = {
        clock: { now: () => time + waitedMs },
        sleep: async (ms: number): Promise<void> => {
          waitedMs += ms;
        },
      };
      await drain(VENDOR, woken.deliverables, { stopAfterMs: DRAIN_MS }, { ...common, ...own });
    }
  };

  const runPoll = async (): Promise<void> => {
    counts.polls += 1;
    nextPoll = time + POLL_AT_LEAST_MS;
    const { result } = await poll(VENDOR, POLL_SETTINGS, {
      ...common,
      access: MADE_UP_ACCESS,
      clients: [coupang.source],
      names: NO_NAMES,
    });
    if (result === 'swept') sightings.push(time);
  };
  const runTrack = async (): Promise<void> => {
    counts.looks += 1;
    lastTrack = time;
    const settings = {
      sources: TRACK_SETTINGS.sources,
      spans: TRACK_SETTINGS.spans,
      intervals: TRACK_SETTINGS.intervals,
      ladder: MONTH_LADDER,
      calendar,
      acting: TRACK_SETTINGS.acting,
    };
    await trackAll([{ vendor: VENDOR, settings }], { ...common, known, lastSeen });
  };
  const runReport = async (): Promise<void> => {
    const settings = {
      zone: ZONE,
      calendar,
      leadMs: REPORT_EVERY_MS + 15_000,
      blindMs: TRACK_SETTINGS.spans.blindMs,
      sources: ['call-center'] as const,
      holidaysUnknown: () => undefined,
    };
    await report(VENDOR, settings, { ...common, texts, ...reported });
  };

  /** The next time at which track-sla has work: from its index, a shift's start, or a possible blindness. */
  const nextTrack = (): number => {
    const after = toMinute(time - TRACK_AT_MS + 1) + TRACK_AT_MS;
    if (isOut('coupang') || time - (sightings.at(-1) ?? 0) > POLL_AT_LEAST_MS) return after;
    const opening = calendar.nextShift(after - MINUTE_MS)?.startsAt ?? Infinity;
    return Math.max(
      after,
      toMinute(Math.min(store.earliestAttention(), opening, lastTrack + TRACK_AT_LEAST_MS) - TRACK_AT_MS) +
        TRACK_AT_MS,
    );
  };

  for (;;) {
    const act = acts[0];
    const track = nextTrack();
    const reporting = Math.ceil((time + 1 - REPORT_AT_MS) / REPORT_EVERY_MS) * REPORT_EVERY_MS + REPORT_AT_MS;
    const next = Math.min(act?.at ?? Infinity, nextPoll, track, reporting);
    if (next >= ENDS_AT) break;
    time = next;
    if (act?.at === time) {
      acts.shift();
      await act.take();
      nextPoll = Math.min(nextPoll, toMinute(time));
    } else if (time === nextPoll) await runPoll();
    else if (time === track) await runTrack();
    else await runReport();
    await notify();
  }
  return {
    tickets: [...store.tickets.values()],
    notices: [...store.notices.values()],
    messages: slack.messages,
    sightings,
    textsRemoved,
    counts,
  };
};

/** The next whole minute, or the instant itself if it is one. */
const toMinute = (instant: number): number => Math.ceil(instant / MINUTE_MS) * MINUTE_MS;

const actsOf = (
  { handOvers }: MonthScript,
  coupang: ReturnType<typeof createMonthCoupang>,
  take: (handOver: Scripted) => Promise<void>,
): Act[] =>
  handOvers.flatMap((handOver) => {
    const { listedAt, fate, endsAt, pause, claim: claimed } = handOver;
    return [
      { at: listedAt, take: () => coupang.ask(handOver) },
      ...(pause
        ? [
            { at: pause.from, take: () => coupang.end(handOver, 'withdrawn') },
            { at: pause.until, take: () => coupang.askAgain(handOver) },
          ]
        : []),
      ...(endsAt === undefined ? [] : [{ at: endsAt, take: () => coupang.end(handOver, fate) }]),
      ...(claimed ? [{ at: claimed.at, take: () => take(handOver) }] : []),
    ];
  });

/** An agent claims an open ticket. */
const claim = async (
  { inquiryId, answerId, claim: claimed }: Scripted,
  { reader, writer }: Pick<ReturnType<typeof createMemoryStore>, 'reader' | 'writer'>,
  now: () => number,
): Promise<void> => {
  const ticket = await reader.ticket({ ...VENDOR, source: 'call-center', inquiryId, answerId });
  if (!ticket || ticket.facts.state === 'closed' || !claimed) return;
  const facts = { ...ticket.facts, claimedBy: claimed.by, claimedAt: now() };
  await writer.change(ticket, facts, 'TicketChanged', now());
};

/**
 * Slack gives no useful answer, but one post in four succeeds. A look-up that must wait for ten minutes would be given
 * up (R19).
 */
const failWhileOut = (isOut: () => boolean, counts: { lostAnswers: number }): Effect => {
  let calls = 0;
  let posts = 0;
  return async (name, take) => {
    if (!isOut() || !name.startsWith('slack.')) return take();
    calls += 1;
    if (calls % 3 === 0 && name !== 'slack.find')
      throw new SlackFailure('rate-limited', 'made_up', `made-up wait of ${name}`, { retryAfterMs: 30_000 });
    if (name.startsWith('slack.post') && (posts += 1) % 4 === 0) {
      take();
      counts.lostAnswers += 1;
    }
    throw new SlackFailure('unsure', 'made_up', `made-up outage of ${name}`);
  };
};

/** Notes when each free text was removed. */
const watchTexts = (
  { texts, get }: Pick<ReturnType<typeof createMemoryStore>, 'texts' | 'get'>,
  textsRemoved: Map<string, number>,
  now: () => number,
): TextRemoval => ({
  ...texts,
  remove: async (key, closedAt) => {
    await texts.remove(key, closedAt);
    const ticket = get(key);
    if (ticket?.type === 'ticket' && ticket.facts.text === '') textsRemoved.set(deliverableId(key), now());
  },
});
