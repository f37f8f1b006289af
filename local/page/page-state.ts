import { html } from 'hono/html';
import type { Board } from '../board/board.ts';
import type { BoardFeed } from '../board/board-feed.ts';
import type { Interactions } from '../slack/acts/interactions.ts';
import type { Channels } from '../slack/channels.ts';
import type { Message } from '../slack/message.ts';
import type { LifeReader } from '../board/life-reader.ts';
import type { Controls } from './controls.ts';
import type { GuidedDay } from './day/guided-day.ts';
import { renderDay } from './day/render-day.ts';
import { createLive, type Live } from './live.ts';
import { type Patch, toHtml } from './patch.ts';
import { patchMessages } from './patch-messages.ts';
import type { PollLog } from './board/poll-log.ts';
import { renderSlack, renderSlackProblem } from './board/render-slack.ts';
import type { SlackLog } from './board/slack-log.ts';
import { renderBoard } from './board/render-board.ts';
import { renderChannels } from './render-channels.ts';
import { CONTROL_PART, renderControls, renderTargets, renderTroubles } from './render-controls.ts';
import type { Markup } from './render-mrkdwn.ts';
import { type Parts, PART_ID } from './render-page.ts';
import { renderReports } from './board/render-reports.ts';
import { renderPolls, renderProblems } from './board/render-polls.ts';
import type { Language } from './texts.ts';
import { createView, type PageVendor, type View } from './view.ts';

export type PageOptions = {
  vendors: readonly PageVendor[];
  channels: Channels;
  /** Absent: nobody acts. */
  interactions?: Interactions;
  board: BoardFeed;
  polls: PollLog;
  slackLog: Pick<SlackLog, 'last' | 'onChange'>;
  /** Absent where a page shows no ticket's life. */
  readLife?: LifeReader;
  controls: Controls;
  /** Absent without a simulator. */
  day?: GuidedDay;
  /** The clock of the deadlines, epoch ms. */
  now: () => number;
  /** Gets failures that no caller waits for. */
  onError: (error: unknown) => void;
};

export type PageState = {
  live: Live;
  view: (language: Language) => View;
  renderParts: (language: Language) => Promise<Parts>;
  /** Updates every page after the panel switched something. */
  controlsChanged: () => void;
  stop: () => void;
};

/** The parts that come from the board. */
type BoardParts = Pick<Parts, 'polls' | 'problems' | 'board' | 'reports'>;

/** Patches leave the countdown to the browser. Two patches without a change must be equal. */
const NOT_COUNTED = 0;

/** What the page shows in every language, and the changes sent to its listeners. */
export const createPageState = (options: PageOptions): PageState => {
  const {
    vendors,
    channels,
    interactions,
    board: feed,
    polls,
    slackLog,
    controls,
    day,
    now: readClock,
    onError,
  } = options;
  const view = (language: Language): View => createView(language, vendors, interactions?.people);
  const filled = rememberFilled();

  const ofBoard = (board: Board, shown: View, now: number): BoardParts => ({
    polls: html`${renderPolls(board.vendors, polls, shown, readClock())}${renderSlack(board.slack, slackLog.last(), shown, readClock())}`,
    problems: html`${renderProblems(board.vendors, polls, shown)}${renderSlackProblem(board.slack, slackLog.last(), shown)}`,
    board: renderBoard(board, channels, shown, now),
    reports: renderReports(board.reports, shown),
  });
  const readBoardParts = async (shown: View, now: number) => {
    try {
      return ofBoard(await feed.read(), shown, now);
    } catch (error) {
      onError(error);
      return unreadable(shown);
    }
  };
  const renderParts = async (language: Language): Promise<Parts> => {
    filled.forget(language);
    const shown = view(language);
    return {
      ...(await readBoardParts(shown, readClock())),
      channels: renderChannels(channels, shown),
      controls: renderControls(controls, shown),
      day: renderDay(day?.state(), shown),
    };
  };
  const fillDay = (language: Language): Promise<Patch[]> =>
    fillAll({ [PART_ID.day]: renderDay(day?.state(), view(language)) });

  /** Not the whole panel: a button must not move while somebody is about to press it. */
  const fillControls = (language: Language): Promise<Patch[]> => {
    const shown = view(language);
    return fillAll({
      [CONTROL_PART.troubles]: renderTroubles(controls, shown),
      ...(controls.hasSimulator && { [CONTROL_PART.target]: renderTargets(controls, shown) }),
    });
  };
  const fillBoard = async (language: Language): Promise<Patch[]> => {
    const parts = await readBoardParts(view(language), NOT_COUNTED);
    return fillAll({
      [PART_ID.polls]: parts.polls,
      [PART_ID.problems]: parts.problems,
      [PART_ID.board]: parts.board,
      [PART_ID.reports]: parts.reports,
    });
  };
  const whole = async (language: Language): Promise<Patch[]> => {
    filled.forget(language);
    const channelList = fillAll({ [PART_ID.channels]: renderChannels(channels, view(language)) });
    return [
      ...(await channelList),
      ...(await fillBoard(language)),
      ...(await fillControls(language)),
      ...(await fillDay(language)),
    ];
  };
  const fillChanged = async (language: Language): Promise<Patch[]> =>
    filled.changed(language, [...(await fillBoard(language)), ...(await fillControls(language))]);

  const live = createLive({ now: readClock, whole, onError });
  day?.onChange(() =>
    live.tell(async (language) => [...(await fillDay(language)), ...(await fillChanged(language))]),
  );
  const stopListening = [
    channels.onChange((change) => {
      const { kind, message } = change;
      live.tell(
        async (language) => [
          ...(await patchMessages(change, channels, view(language))),
          // The board links to the card.
          ...(kind === 'posted' && isCard(message) ? await fillChanged(language) : []),
        ],
        kind === 'posted' && isInChannel(message) ? message.text : undefined,
      );
    }),
    feed.onChange(() => live.tell(fillChanged)),
    slackLog.onChange(() => live.tell(fillChanged)),
    interactions?.onChange((person) => live.acted(person)) ?? (() => undefined),
  ];
  return {
    live,
    view,
    renderParts,
    controlsChanged: () =>
      live.tell(async (language) => filled.changed(language, await fillControls(language))),
    stop: () => {
      for (const stop of stopListening) stop();
      live.stop();
    },
  };
};

/** What was last sent, so that it is not sent again. */
const rememberFilled = () => {
  const last = new Map<string, string>();
  return {
    /** A page may now be open that shows something else. */
    forget: (language: Language) => {
      for (const key of last.keys()) if (key.startsWith(`${language} `)) last.delete(key);
    },
    changed: (language: Language, patches: Patch[]): Patch[] =>
      patches.filter((patch) => {
        const key = `${language} ${patch.id}`;
        const filling = 'html' in patch ? patch.html : '';
        if (last.get(key) === filling) return false;
        last.set(key, filling);
        return true;
      }),
  };
};

const fillAll = (parts: Record<string, Markup>): Promise<Patch[]> =>
  Promise.all(
    Object.entries(parts).map(async ([id, markup]): Promise<Patch> => ({
      do: 'fill',
      id,
      html: await toHtml(markup),
    })),
  );

const isCard = ({ metadata }: Message): boolean => metadata?.event_payload['name'] === 'card';

const isInChannel = ({ thread_ts: rootTs, broadcast }: Message): boolean =>
  rootTs === undefined || broadcast === true;

const unreadable = ({ texts }: View): BoardParts => ({
  polls: html``,
  problems: html``,
  board: html`<p class="empty">${texts.boardUnreadable}</p>`,
  reports: html``,
});
