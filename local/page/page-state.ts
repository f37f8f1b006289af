import { createHash, randomUUID } from 'node:crypto';
import { html } from 'hono/html';
import type { Board } from '../board/board.ts';
import type { BoardFeed } from '../board/board-feed.ts';
import type { Change, Channels, Interactions, Message } from 'fake-slack';
import type { LifeReader } from '../board/life-reader.ts';
import type { Controls } from './controls.ts';
import type { GuidedDay } from './day/guided-day.ts';
import { renderDay } from './day/render-day.ts';
import { createLive, type Live } from './live.ts';
import type { PollLog } from './board/poll-log.ts';
import { renderSlack, renderSlackProblem } from './board/render-slack.ts';
import type { SlackLog } from './board/slack-log.ts';
import { renderBoard } from './board/render-board.ts';
import { renderChannels } from './render-channels.ts';
import { renderControls } from './render-controls.ts';
import { type Markup, toHtml } from './render-mrkdwn.ts';
import type { Parts } from './render-page.ts';
import { renderWebhooks } from './board/render-webhooks.ts';
import type { Deliveries } from '../webhooks/receiver.ts';
import { renderReports } from './board/render-reports.ts';
import { renderPolls, renderProblems } from './board/render-polls.ts';
import type { Language } from './texts.ts';
import { createView, type PageVendor, type View } from './view.ts';

export type PageOptions = {
  vendors: readonly PageVendor[];
  channels: Channels;
  interactions?: Interactions;
  board: BoardFeed;
  polls: PollLog;
  slackLog: Pick<SlackLog, 'last' | 'onChange'>;
  /** Absent if no webhook is tried on this machine. */
  deliveries?: Deliveries;
  /** Absent if the page shows no history of a ticket. */
  readLife?: LifeReader;
  controls: Controls;
  day?: GuidedDay;
  /** The language of the cards, if the page chooses it. */
  cards?: CardLanguage;
  /** The clock of the deadlines, epoch ms. */
  now: () => number;
  /** Receives failures that no caller awaits. */
  onError: (error: unknown) => void;
};

export type CardLanguage = {
  /** Absent until the page is opened for the first time. */
  chosen: () => Language | undefined;
  choose: (language: Language) => void;
};

export type Shown = {
  revision: string;
  /** The hashes of the parts that updates brought. */
  hashes: readonly string[];
};

export type Update = {
  /** The page's language now. A page in another one loads itself again. */
  language: Language;
  revision: string;
  parts: { id: string; html: string; hash: string }[];
};

export type PageState = {
  live: Live;
  view: (language: Language) => View;
  renderParts: (language: Language) => Promise<{ parts: Parts; revision: string }>;
  update: (language: Language, shown: Shown) => Promise<Update>;
  controlsChanged: () => void;
  stop: () => void;
};

type BoardParts = Pick<Parts, 'poll-list' | 'problems' | 'board-content' | 'report-list'>;

/** The browser counts down itself. An unchanged part must keep its hash. */
const NOT_COUNTED = 0;

export const createPageState = ({
  vendors,
  channels,
  interactions,
  board: feed,
  polls,
  slackLog,
  deliveries,
  controls,
  day,
  cards,
  now: readClock,
  onError,
}: PageOptions): PageState => {
  const view = (language: Language): View => {
    const chosen = cards?.chosen();
    const shown = chosen === undefined ? vendors : vendors.map((vendor) => ({ ...vendor, language: chosen }));
    return createView(language, shown, interactions?.people);
  };
  const messages = createMessageLedger();

  const ofBoard = (board: Board, shown: View, now: number): BoardParts => ({
    'poll-list': html`${renderPolls(board.vendors, polls, shown, readClock())}${renderSlack(board.slack, slackLog.last(), shown, readClock())}`,
    problems: html`${renderProblems(board.vendors, polls, shown)}${renderSlackProblem(board.slack, slackLog.last(), shown)}`,
    'board-content': renderBoard(board, channels, shown, now),
    'report-list': renderReports(board.reports, shown),
  });
  const readBoardParts = async (shown: View, now: number): Promise<BoardParts> => {
    try {
      return ofBoard(await feed.read(), shown, now);
    } catch (error) {
      onError(error);
      return unreadable(shown);
    }
  };
  const render = async (shown: View, now: number): Promise<Parts> => ({
    // Before the messages, so that a new message belongs to the scene that shows it.
    day: renderDay(day?.state(), shown),
    ...(await readBoardParts(shown, now)),
    'channel-list': renderChannels(channels, shown),
    'webhook-list': renderWebhooks(deliveries?.last() ?? [], shown),
    'controls-content': renderControls(controls, shown),
  });

  const live = createLive(readClock);
  const changed = (): void => live.changed();
  day?.onChange(changed);
  const stopListening = [
    channels.onChange(({ kind, message }) => {
      messages.note(kind, message);
      live.changed(kind === 'posted' && isInChannel(message) ? message.text : undefined);
    }),
    feed.onChange(changed),
    slackLog.onChange(changed),
    deliveries?.onChange(changed) ?? (() => undefined),
    interactions?.onChange((person) => live.acted(person)) ?? (() => undefined),
  ];
  return {
    live,
    view,
    renderParts: async (language) => {
      // Read the revision before rendering, so that a change during the rendering is sent again.
      const revision = messages.revision();
      return { parts: await render(view(language), readClock()), revision };
    },
    update: async (language, { revision: since, hashes }) => {
      const revision = messages.revision();
      const isShown = messages.shownAt(since);
      const parts = await render({ ...view(language), isShown }, NOT_COUNTED);
      const candidates = Object.entries(parts).filter(([id]) => id !== 'channel-list' || since !== revision);
      const rendered = await Promise.all(candidates.map(renderPart));
      return { language, revision, parts: rendered.filter(({ hash }) => !hashes.includes(hash)) };
    },
    controlsChanged: changed,
    stop: () => {
      for (const stop of stopListening) stop();
      live.stop();
    },
  };
};

/** Notes which messages changed after each revision. A revision of an earlier run counts as empty. */
const createMessageLedger = () => {
  const run = randomUUID();
  const changedAt = new Map<string, number>();
  let count = 0;
  let allChangedAt = 0;
  return {
    revision: (): string => `${run}.${count}`,
    note: (kind: Change['kind'], { ts, thread_ts: rootTs = ts }: Message): void => {
      count += 1;
      changedAt.set(ts, count).set(rootTs, count);
      // A deletion is rare, but it can bring back a message that was too old to show.
      if (kind === 'deleted') allChangedAt = count;
    },
    /** A message counts as changed when one of its replies changed. */
    shownAt: (revision: string): ((ts: string) => boolean) => {
      const [of, at] = revision.split('.');
      const shownCount = of === run ? Number(at) : Number.NEGATIVE_INFINITY;
      return (ts) => Math.max(allChangedAt, changedAt.get(ts) ?? 0) <= shownCount;
    },
  };
};

const renderPart = async ([id, markup]: [string, Markup]): Promise<Update['parts'][number]> => {
  const rendered = await toHtml(markup);
  const hash = createHash('sha256').update(`${id} ${rendered}`).digest('base64url').slice(0, HASH_LENGTH);
  return { id, html: rendered, hash };
};

const HASH_LENGTH = 16;

const isInChannel = ({ thread_ts: rootTs, broadcast }: Message): boolean =>
  rootTs === undefined || broadcast === true;

const unreadable = ({ texts }: View): BoardParts => ({
  'poll-list': html``,
  problems: html``,
  'board-content': html`<p class="empty">${texts.boardUnreadable}</p>`,
  'report-list': html``,
});
