import type { FakeCoupang } from 'fake-coupang';
import { defined } from '../../../../lib/domain/defined.ts';
import { createBoardFeed } from '../../../../local/board/board-feed.ts';
import type { LifeReader } from '../../../../local/board/life-reader.ts';
import type { Board } from '../../../../local/board/board.ts';
import { type Listening, listen } from '../../../../local/common/listen.ts';
import { type ControlsParts, createControls } from '../../../../local/page/controls.ts';
import { createPage } from '../../../../local/page/page.ts';
import type { PageOptions } from '../../../../local/page/page-state.ts';
import { createSlackLog } from '../../../../local/page/board/slack-log.ts';
import { createPollLog } from '../../../../local/page/board/poll-log.ts';
import type { PageVendor } from '../../../../local/page/view.ts';
import { type Channels, type FakeSlack, type Interactions, startFakeSlack } from 'fake-slack';

export const NOW = Date.parse('2026-01-15T05:00:00Z');
export const CHANNEL = 'C0CS';
export const HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(1)">&"\'';
export const COUPANG_KEYS = { accessKey: 'ACCESS', secretKey: 'SECRET' };
export const VENDOR = { market: 'KR', vendorId: 'A00012345' } as const;

export const PAGE_VENDOR: PageVendor = {
  id: VENDOR.vendorId,
  market: VENDOR.market,
  label: 'AA몰',
  language: 'ko',
  sources: ['call-center', 'product'],
  channel: CHANNEL,
  fallbackChannel: 'C0OPS',
  stepChannels: { '1h': 'C0LEAD' },
  inTimeThreshold: 0.95,
};

export const EMPTY_BOARD: Board = {
  vendors: [{ ...VENDOR, label: 'AA몰', polledAt: NOW, sight: { is: 'sighted' }, held: [] }],
  slack: { pending: 0, isLate: false },
  open: [],
  openCount: 0,
  past: [],
  closed: [],
  reports: [],
};

/** Channels that no program can reach. */
export const openInMemory = async (ids = [CHANNEL, 'C0OPS', 'C0LEAD']): Promise<Channels> => {
  const slack = await startFakeSlack({ channels: ids, token: 'made-up', now: () => NOW });
  await slack.stop();
  return slack.channels;
};

export type PageUnderTest = {
  server: Listening;
  channels: Channels;
  polls: ReturnType<typeof createPollLog>;
  slackLog: ReturnType<typeof createSlackLog>;
  /** Puts another board into the store, and signals the change. */
  show: (board: Board) => void;
  /** How often the store was read. */
  reads: () => number;
  errors: unknown[];
  stop: () => Promise<void>;
};

type Given = {
  channels?: Channels;
  interactions?: Interactions;
  board?: Board;
  readLife?: LifeReader;
  /** Replaces a store with `board`. */
  readBoard?: () => Promise<Board>;
  simulator?: FakeCoupang;
  slack?: Pick<FakeSlack, 'fail' | 'recover'>;
  leap?: ControlsParts['leap'];
  vendors?: PageVendor[];
  cards?: PageOptions['cards'];
};

/** The sources of a page, with a store whose board the test decides. */
export const makePageOptions = async (given: Given = {}) => {
  const channels = given.channels ?? (await openInMemory());
  const vendors = given.vendors ?? [PAGE_VENDOR];
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  let board = given.board ?? EMPTY_BOARD;
  let reads = 0;
  const feed = createBoardFeed(
    async () => {
      reads += 1;
      return given.readBoard === undefined ? board : given.readBoard();
    },
    onError,
    10,
  );
  const polls = createPollLog(() => NOW);
  const slackLog = createSlackLog(() => NOW);
  const options = {
    vendors,
    channels,
    ...(given.interactions && { interactions: given.interactions }),
    board: feed,
    polls,
    slackLog,
    ...(given.readLife && { readLife: given.readLife }),
    ...defined({ cards: given.cards }),
    controls: createControls({
      simulator: given.simulator,
      slack: given.slack ?? { fail: () => undefined, recover: () => undefined },
      vendors: vendors.map(({ id, market, label, sources }) => ({ vendorId: id, market, label, sources })),
      ...(given.leap && { leap: given.leap }),
    }),
    now: () => NOW,
    onError,
  } satisfies PageOptions;
  const show = (next: Board): void => {
    board = next;
    feed.touch();
  };
  return { options, show, reads: () => reads, errors };
};

/** The real page on its own port. */
export const startPage = async ({
  port,
  ...given
}: Given & { port?: number } = {}): Promise<PageUnderTest> => {
  const { options, ...rest } = await makePageOptions(given);
  const { channels, polls, slackLog, board: feed } = options;
  const page = await createPage(options);
  const server = await listen(page.fetch, { isPage: true, ...defined({ port }) });
  return {
    ...rest,
    server,
    channels,
    polls,
    slackLog,
    stop: async () => {
      page.stop();
      await feed.stop();
      await server.close();
    },
  };
};

/** The page as a browser gets it. */
export const getPage = async (
  { server }: Pick<PageUnderTest, 'server'>,
  path = '/',
  headers: Record<string, string> = {},
) => {
  const response = await fetch(`${server.url}${path}`, { headers, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

const TAG = /<[^>]*>?/g;
const WELL_FORMED = /^<\/?[a-z][a-z0-9]*((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*\/?>$/;
const ATTRIBUTE = /\s+([a-z-]+)(?:="([^"]*)")?/g;

/** Elements and attribute names in order, without text and values. A tag of unknown shape stays as it is. */
export const skeletonOf = (html: string): string[] =>
  (html.match(TAG) ?? []).map((tag) => {
    const shape = WELL_FORMED.exec(tag);
    if (shape === null) return `?? ${tag}`;
    const attributes = [...(shape[1] ?? '').matchAll(ATTRIBUTE)].map(([, name]) => name);
    return `${tag.slice(0, tag.search(/[\s>]/))} ${attributes.join(' ')}`.trim();
  });
