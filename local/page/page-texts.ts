import type { HeldCalls } from '../../lib/domain/reading/stops.ts';
import type { SlackFailureKind } from '../../lib/domain/delivery/after-failure.ts';
import type { StepName } from '../../lib/domain/ticket/step.ts';
import type { LeapTo } from '../board/next-event.ts';
import type { ActTexts } from './acts/act-texts.ts';
import type { SceneName } from './day/plan-day.ts';
import type { ActionDone, ActionName, CoupangTrouble, RefusalCode, SlackTrouble } from './command.ts';

/** The page's own texts, in one language. The texts of messages are in `lib/slack`. */
export type PageTexts = {
  title: string;
  local: string;
  skipToBoard: string;
  skipToChannels: string;
  /** The page's parts, as headings and as links. */
  channels: string;
  board: string;
  controls: string;
  views: string;
  preferences: string;
  language: string;
  theme: string;
  themes: Record<'system' | 'light' | 'dark', string>;

  polls: string;
  neverPolled: string;
  sight: { seeing: string; troubled: string; blind: (duration: string) => string };
  coupangOf: (vendor: string) => string;
  lastComplete: string;
  noneComplete: string;
  /** `lasts`: a duration. */
  clockDiffers: (lasts: string) => string;
  slackHealth: {
    fine: string;
    sending: string;
    failing: string;
    late: string;
    pending: (count: number) => string;
    oldest: (duration: string) => string;
    nothingPending: string;
    lastFailure: string;
    failures: Record<SlackFailureKind, string>;
    /** Explains what happens to the messages, and what to do. */
    byItself: string;
    bySomebody: string;
  };
  readings: (complete: number, all: number) => string;
  listed: (count: number) => string;
  nothingNew: string;
  counts: Record<'opened' | 'changed' | 'closed' | 'reopened' | 'unverified' | 'unusable' | 'past', string>;
  skipped: string;
  backingOff: string;
  untilThen: string;
  held: (calls: string) => string;
  /** Each before a time. */
  heldSince: string;
  heldUntil: string;
  heldToDo: Record<'throttled' | 'other', string>;
  heldCalls: Record<HeldCalls['calls'], string>;
  pollThrew: string;
  details: string;

  noMessages: string;
  channelLinks: string;
  older: (count: number) => string;
  mainChannel: string;
  fallbackChannel: string;
  stepChannel: string;
  edited: string;
  deleted: string;
  replies: (count: number) => string;
  broadcast: string;

  /** Before the first poll has ended. */
  boardToCome: string;
  noneOpen: string;
  openTickets: (count: number) => string;
  moreOpen: (count: number) => string;
  due: string;
  /** The heads of the columns. */
  columns: Record<'kind' | 'product' | 'progress' | 'number', string>;
  pastTickets: (count: number) => string;
  pastHint: string;
  stillListed: string;
  wasPast: string;
  dismiss: string;
  dismissOf: (id: string) => string;
  dismissAll: string;
  bringBack: string;
  tools: {
    label: string;
    search: string;
    searchHint: string;
    kind: string;
    vendor: string;
    state: string;
    states: Record<'open' | 'unverified' | 'claimed' | 'unclaimed', string>;
    hour: string;
    hours: Record<'over' | 'h1' | 'h3' | 'h6', string>;
    all: string;
    mine: string;
    showAll: string;
    more: string;
    sound: string;
    title: string;
    only: string;
  };
  life: {
    open: (product: string, id: string) => string;
    heading: string;
    close: string;
    back: string;
    events: (zone: string) => string;
    noEvents: string;
    inner: string;
    requested: string;
    firstSeen: string;
    order: string;
    category: string;
    request: string;
    claim: string;
    warnings: string;
    state: Record<'open' | 'unverified' | 'closed', string>;
    unknown: string;
  };
  estimate: string;
  unverified: string;
  left: string;
  /** The meaning of each step of the ladder. */
  warnings: Record<StepName, string>;
  /** The same, as short as in a row. */
  steps: Record<StepName, string>;
  /** Shown beside the time of the next warning. */
  toCome: (warning: string) => string;
  copy: (id: string) => string;
  card: string;
  cardOf: (id: string) => string;
  closedTickets: string;
  noneClosed: string;
  took: (duration: string) => string;
  boardUnreadable: string;
  /** Instead of the whole page. */
  pageFailed: string;

  reports: string;
  noReports: string;
  /** The chart's description, and one of each day in words. A day without counted tickets has no share. */
  chart: (days: number) => string;
  chartDay: (day: string, closed: number, share: string | undefined) => string;
  asTable: string;
  figures: Record<'day' | 'opened' | 'closed' | 'share' | 'median' | 'rolling', string>;

  controlsIntro: string;
  needsScript: string;
  target: string;
  newest: string;
  groups: Record<'arrive' | 'end' | 'coupang' | 'slack' | 'clock', string>;
  actions: Record<ActionName, string>;
  coupang: Record<CoupangTrouble, string>;
  slack: Record<SlackTrouble, string>;
  normal: string;
  /** Where the clock leaps to. */
  leaps: Record<LeapTo, string>;
  /** `{when}`: a time of day, which the browser writes in its own zone. Only in the text of a leap. */
  done: (done: ActionDone) => string;
  refused: Record<RefusalCode, string>;

  day: {
    play: string;
    next: string;
    stop: string;
    /** Explains what happens, and why. */
    scenes: Record<SceneName, { title: string; why: string }>;
  };

  acts: ActTexts;
  client: ClientTexts;
};

export type LeftStep = 'calm' | 'under-3h' | 'under-1h' | 'over';

/** The texts of the script in the browser. `{…}` are values. */
export type ClientTexts = LeftTexts & {
  connecting: string;
  copied: string;
  notCopied: string;
  newMessage: string;
  failed: string;
  /** After a leap past midnight. `{time}`: a time of day. */
  nextDay: string;
  /** `{shown}` and `{all}`: counts of open tickets under a filter. */
  shown: string;
  noneFits: string;
  /** `{count}`: tickets that came while nobody looked. */
  newTickets: string;
  soundNeedsPress: string;
  dismissed: string;
  lifeFailed: string;
};

/** `{h}`, `{m}`, `{s}`: hours, minutes, seconds. `{left}`: one of the other texts. */
export type LeftTexts = {
  hours: string;
  minutes: string;
  passed: string;
  steps: Record<LeftStep, string>;
};
