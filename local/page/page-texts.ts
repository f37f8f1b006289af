import type { StepName } from '../../lib/domain/ticket/step.ts';
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
  notReadable: string;
  sight: { seeing: string; troubled: string; blind: (duration: string) => string };
  readings: (complete: number, all: number) => string;
  listed: (count: number) => string;
  nothingNew: string;
  counts: Record<'opened' | 'changed' | 'closed' | 'reopened' | 'unverified' | 'unusable' | 'past', string>;
  skipped: string;
  backingOff: string;
  untilThen: string;
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
  estimate: string;
  unverified: string;
  left: string;
  /** What each step of the ladder means. */
  warnings: Record<StepName, string>;
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
  clockRate: (rate: number) => string;
  done: (done: ActionDone) => string;
  refused: Record<RefusalCode, string>;

  day: {
    play: string;
    next: string;
    stop: string;
    /** What happens, and why. */
    scenes: Record<SceneName, { title: string; why: string }>;
  };

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
};

/** `{h}`, `{m}`, `{s}`: hours, minutes, seconds. `{left}`: one of the other texts. */
export type LeftTexts = {
  hours: string;
  minutes: string;
  passed: string;
  steps: Record<LeftStep, string>;
};
