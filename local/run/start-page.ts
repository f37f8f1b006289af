import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  MARKET_TEXTS,
  questionTemplatesOf,
  type FakeCoupang,
  takesQuestions,
  templatesOf,
} from 'fake-coupang';
import { defined } from '../../lib/domain/defined.ts';
import { calendarOf, ladderPolicyOf } from '../../functions/wiring/sla-settings.ts';
import { blindMs } from '../../lib/config/reading-intervals.ts';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import type { ConfigError } from '../../lib/config/config-error.ts';
import { startError } from '../common/start-error.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { Source } from '../../lib/domain/sources.ts';
import type { InquiryReader } from '../../lib/workflows/ports/store.ts';
import { createTicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { forgetStops } from '../../lib/dynamodb/laptop-states.ts';
import { createBoardFeed } from '../board/board-feed.ts';
import { createLifeReader } from '../board/life-reader.ts';
import { createBoardReader } from '../board/board-reader.ts';
import { findLeap } from '../board/next-event.ts';
import { LOCAL_EGRESS } from './handler-env.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';
import { listen } from '../common/listen.ts';
import { hasCode } from '../common/read-if-present.ts';
import type { LaptopSettings } from './read-settings.ts';
import { SHOPS } from './sample-language.ts';
import type { FakeSlack } from 'fake-slack';
import type { CardLanguage } from '../page/page-state.ts';
import type { Around } from './start-outside.ts';
import { type ControlsParts, createControls } from '../page/controls.ts';
import { createGuidedDay } from '../page/day/guided-day.ts';
import { planDay } from '../page/day/plan-day.ts';
import { createPage } from '../page/page.ts';
import type { SlackLog } from '../page/board/slack-log.ts';
import type { PollSummary } from '../common/describe-poll.ts';
import type { Deliveries } from '../webhooks/receiver.ts';
import { createPollLog } from '../page/board/poll-log.ts';

export type StartedPage = {
  url: string;
  notePoll: (vendor: VendorRef, summary: PollSummary) => void;
  notePollError: (vendor: VendorRef, error: unknown) => void;
  /** A delivery or a deadline check ended, so the board may have changed. */
  touch: () => void;
};

export type Looked = {
  slack: FakeSlack;
  simulator: FakeCoupang | undefined;
  store: { client: DynamoDBClient; tableName: string };
  slackLog: SlackLog;
  deliveries?: Deliveries;
  leapTo: (at: number) => Promise<void>;
  /** Absent if the configuration decides the language of the cards. */
  cards?: CardLanguage;
  /** How long the guided day shows a caption. */
  captionMs?: number;
  onError: (error: unknown) => void;
};

/** A delivery takes seconds. */
const SLACK_LATE_MS = MINUTE_MS;

/**
 * Serves the page on the port of the settings.
 * @throws ConfigError if the port cannot be used
 */
export const startPage = async (
  { config, port, pollSeconds, dataDir }: Pick<LaptopSettings, 'config' | 'port' | 'pollSeconds' | 'dataDir'>,
  { slack, slackLog, deliveries, simulator, store, leapTo, cards, captionMs, onError }: Looked,
  { closers, clock, print, texts }: Around,
): Promise<StartedPage> => {
  const { reader, states, notices } = createTicketStore({ ...store, onUnreadable: onError });
  /** The shop of a sample has its name in the language of the cards, which the page changes. */
  const shops = config.vendors.map((vendor) => ({
    ...vendor,
    get label() {
      const chosen = cards?.chosen();
      return chosen === undefined ? vendor.label : SHOPS[chosen];
    },
  }));
  const vendors = shops.map((vendor) => {
    const { id: vendorId, market, sources, acting } = vendor;
    const calendar = calendarOf(vendor);
    return {
      vendorId,
      market,
      sources,
      get label() {
        return vendor.label;
      },
      ladder: ladderPolicyOf(vendor, config.settings),
      people: acting.people,
      ...defined({ calendar }),
    };
  });
  const readBoard = createBoardReader({
    reader,
    states,
    notices,
    vendors,
    spans: { blindMs: blindMs(config.settings), lateMs: SLACK_LATE_MS },
    now: clock.now,
  });
  const board = createBoardFeed(readBoard, onError);
  closers.add(board.stop);
  const polls = createPollLog(clock.now);
  const teams = vendors.map(({ market, calendar }) => ({
    zone: MARKET_ZONES[market],
    ...defined({ calendar }),
  }));
  const leap: ControlsParts['leap'] = async (to) => {
    const found = findLeap(to, { now: clock.now(), open: (await readBoard()).open, teams });
    await leapTo(found.at);
    return found;
  };
  const controls = createControls({
    simulator,
    slack,
    vendors,
    pollSeconds,
    ...(simulator && { leap, forgetStops: () => forgetStops(store, vendors, LOCAL_EGRESS) }),
  });
  const [first] = vendors;
  const { interactions, channels } = slack;
  // The acting scenes name the sample's templates.
  const market = first?.market ?? 'KR';
  const hasQuestions = first !== undefined && takesQuestions(first);
  const samples = [
    ...templatesOf(MARKET_TEXTS[market].catalogue),
    ...(hasQuestions ? questionTemplatesOf(market) : []),
  ];
  const hasSample = samples.every((sample) =>
    config.vendors[0]?.acting.templates.some(({ name }) => name === sample.name),
  );
  const canAct = config.acting === 'on' && interactions.people.length > 0 && hasSample;
  const day =
    simulator &&
    first &&
    createGuidedDay({
      clock,
      simulator,
      controls,
      vendor: first,
      plan: (now) =>
        planDay({
          now,
          zone: MARKET_ZONES[first.market],
          calendar: first.calendar,
          ladder: first.ladder,
          canAct,
          hasQuestions,
        }),
      ...(canAct && {
        stage: { interactions, channels, isClaimed: (inquiry) => isClaimed(reader, inquiry) },
      }),
      countOwn: async () => {
        const { waiting, waitingQuestions, hasTouched } = controls;
        const isOwn = (source: Source) => async (inquiry: VendorRef & { inquiryId: string }) =>
          hasTouched(inquiry.inquiryId, source) || isClaimed(reader, inquiry, source);
        const own = [...waiting().map(isOwn('call-center')), ...waitingQuestions().map(isOwn('product'))];
        return (await Promise.all(own)).filter(Boolean).length;
      },
      blindMs: blindMs(config.settings),
      leapTo,
      isShown: async () => (await readBoard()).slack.pending === 0,
      ...defined({ captionMs }),
      onError,
    });
  if (day) closers.add(day.stop);
  const page = await createPage({
    vendors: shops,
    channels: slack.channels,
    ...(slack.interactions.people.length > 0 && { interactions: slack.interactions }),
    board,
    polls,
    slackLog,
    readLife: createLifeReader(reader, dataDir),
    controls,
    ...defined({ day, cards, deliveries }),
    now: clock.now,
    onError,
  });
  closers.add(page.stop);
  const server = await listen(page.fetch, { port, isPage: true }).catch((cause: unknown) => {
    throw portError(port, cause);
  });
  closers.add(server.close);
  const url = `http://localhost:${server.port}`;
  print(texts.localSlack(url));
  return {
    url,
    notePoll: (vendor, summary) => {
      polls.noteSummary(vendor, summary);
      board.touch();
    },
    notePollError: (vendor, error) => {
      polls.noteError(vendor, error);
      board.touch();
    },
    touch: board.touch,
  };
};

/** Whether somebody has claimed an open ticket of the inquiry. */
export const isClaimed = async (
  { ticketsOf }: InquiryReader,
  { market, vendorId, inquiryId }: VendorRef & { inquiryId: string },
  source: Source = 'call-center',
): Promise<boolean> => {
  const tickets = await ticketsOf({ market, vendorId, source, inquiryId });
  return tickets.some(({ facts }) => facts.state !== 'closed' && facts.claimedBy !== undefined);
};

const portError = (port: number, cause: unknown): ConfigError => {
  const isTaken = hasCode(cause, 'EADDRINUSE');
  return startError((errors) => (isTaken ? errors.portTaken(port) : errors.portUnusable(port)), { cause });
};
