import type { HomeView, KnownBlock } from '@slack/web-api';
import type { VendorConfig } from '../../config/schema.ts';
import { findVendor } from '../../config/find-vendor.ts';
import { MARKET_ZONES } from '../../config/market.ts';
import { kindsIn, type QueueFilter } from '../../domain/act/queue.ts';
import { missesLeft } from '../../domain/report/report-figures.ts';
import { SOURCE_NAMES } from '../../domain/sources.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { HomeRefusal, Home } from '../../workflows/ports/slack.ts';
import { nameState } from '../card/describe-state.ts';
import { nameTicket } from '../card/describe-ticket.ts';
import { nameClaimer } from '../card/name-claimer.ts';
import { shortRequest } from '../card/quote-request.ts';
import {
  actionButton,
  actions,
  besideMenu,
  context,
  header,
  plainContext,
  section,
} from '../format/blocks.ts';
import { formatSlackDate, formatSlackTime, sayLeft } from '../format/format-due.ts';
import { HOME_ACTIONS } from '../format/home-filter.ts';
import type { LinkTo } from '../format/format-link.ts';
import { formatThreshold } from '../format/format-share.ts';
import { linkOrNumber, joinParts, listedProduct } from '../format/list-lines.ts';
import { markOf } from '../format/marks.ts';
import { nameProduct } from '../format/name-product.ts';
import { shopName } from '../format/message-title.ts';
import { sayScoreShare } from '../notices/key-figures.ts';
import { type Texts, WORDING } from '../wording/wording.ts';
import { sayRefusal } from './build-refusal.ts';

export type HomeContext = {
  vendors: readonly VendorConfig[];
  language: VendorConfig['language'];
  linkTo: LinkTo;
  now: number;
  refusal?: HomeRefusal;
};

type Shown = Omit<HomeView, 'blocks'> & { blocks: KnownBlock[] };

/** One person's App Home: the queue by time left, with filters, and the day's figures (A7). */
export const buildHome = (home: Home, filter: QueueFilter, about: HomeContext): Shown => {
  const { vendors, language, refusal } = about;
  const texts = WORDING[vendors[0]?.language ?? language];
  const view = (...blocks: KnownBlock[]): Shown => ({
    type: 'home',
    private_metadata: JSON.stringify({ ...filter, page: home.queue.page }),
    blocks,
  });
  if (vendors.length === 0) return view(section(texts.home.noVendor));
  const { counts, found, page, pages } = home.queue;
  return view(
    ...(refusal ? sayWhyNot(refusal, texts) : []),
    header(texts.home.title),
    section(
      texts.home.counts(counts.open, counts.overdue, counts.dueWithinHour),
      joinParts(texts.home.yours(counts.mine, counts.unclaimed), asOf(about, texts)),
    ),
    ...figures(home, vendors),
    ...filters(filter, vendors, texts),
    ...home.tickets.flatMap((ticket) => {
      const vendor = findVendor({ vendors }, ticket.key);
      return vendor ? row(ticket, vendor, about) : [];
    }),
    ...(found === 0 ? [section(counts.open === 0 ? texts.home.nothingOpen : texts.home.nothingFound)] : []),
    ...(pages > 1 ? [turnPage(page, pages, texts)] : []),
  );
};

const sayWhyNot = ({ refusal, ticket }: HomeRefusal, texts: Texts): KnownBlock[] => [
  section(`⚠️ ${refusal ? sayRefusal(refusal, ticket, texts) : texts.act.failed}`),
  ...(ticket ? [context(nameTicket(ticket, texts))] : []),
];

/** The time left in a row is that of this time: Slack keeps a Home as it is until somebody opens or uses it. */
const asOf = ({ vendors, now }: HomeContext, texts: Texts): string =>
  texts.home.asOf(formatSlackTime(now, now, MARKET_ZONES[vendors[0]?.market ?? 'KR'], texts));

const row = (ticket: Ticket, vendor: VendorConfig, { vendors, linkTo, now }: HomeContext): KnownBlock[] => {
  const texts = WORDING[vendor.language];
  const { dueAt, claimedBy } = ticket.facts;
  const line = joinParts(
    `${markOf(ticket, vendor, now)} *${sayLeft(dueAt, now, texts)}*`,
    formatSlackDate(dueAt, MARKET_ZONES[vendor.market], texts),
    nameState(ticket, texts),
    listedProduct(nameProduct(ticket.facts, texts)),
    // Without a claim the button says so.
    nameClaimer(ticket.facts, texts),
    linkOrNumber(ticket.key.inquiryId, ticket.delivery, linkTo, texts),
    vendors.length > 1 ? shopName(vendor) : undefined,
  );
  const accessory = actionButton(HOME_ACTIONS.claim, texts.home.claim, ticketId(ticket.key));
  return [
    { ...section(line), ...(claimedBy === undefined && { accessory }) },
    plainContext(shortRequest(ticket, texts)),
  ];
};

/** A view of Slack has at most 100 blocks. Source: docs.slack.dev, reference of views. */
const MOST_FIGURES = 20;

const figures = (home: Home, vendors: readonly VendorConfig[]): KnownBlock[] =>
  home.figures.slice(0, MOST_FIGURES).flatMap(({ vendor: ref, today, ...score }) => {
    const vendor = findVendor({ vendors }, ref);
    if (!vendor) return [];
    const texts = WORDING[vendor.language];
    const closed = Object.values(today.closed).reduce((sum, count) => sum + count, 0);
    const share = sayScoreShare(score, vendor.inTimeThreshold, texts);
    const at = formatThreshold(vendor.inTimeThreshold);
    const misses = missesLeft(score.rolling, vendor.inTimeThreshold);
    return [
      context(
        joinParts(
          vendors.length > 1 ? shopName(vendor) : undefined,
          texts.home.today(today.opened, closed),
          share === undefined ? undefined : `${texts.report.rolling} ${share}`,
          share !== undefined && 'left' in misses && misses.left !== 'any'
            ? texts.report.missesLeft(misses.left, at)
            : undefined,
        ),
      ),
    ];
  });

const filters = (filter: QueueFilter, vendors: readonly VendorConfig[], texts: Texts): KnownBlock[] => {
  const { who, kind, menus } = texts.home;
  const sources = SOURCE_NAMES.filter((source) => vendors.some((vendor) => vendor.sources.includes(source)));
  // A filter that was chosen before its source was switched off stays visible.
  const kinds = [...new Set([...kindsIn(sources), filter.kind])].map((name) => [name, kind[name]] as const);
  return [
    besideMenu(menus.who, HOME_ACTIONS.who, Object.entries(who), { chosen: filter.who }),
    besideMenu(menus.kind, HOME_ACTIONS.kind, kinds, { chosen: filter.kind }),
    ...(vendors.length > 1
      ? [
          besideMenu(menus.vendor, HOME_ACTIONS.vendor, vendorChoices(vendors, texts), {
            chosen: vendorName(filter.vendor),
          }),
        ]
      : []),
    actions('home-refresh', actionButton(HOME_ACTIONS.refresh, texts.home.refresh)),
  ];
};

const ALL = 'all';
/** The limit of a Slack menu. Source: docs.slack.dev, select menu element. */
const MOST_OPTIONS = 100;

const vendorChoices = (vendors: readonly VendorConfig[], texts: Texts) => [
  [ALL, texts.home.allVendors] as const,
  ...vendors
    .slice(0, MOST_OPTIONS - 1)
    .map((vendor) => [`${vendor.market}/${vendor.id}`, shopName(vendor)] as const),
];

const vendorName = (vendor: QueueFilter['vendor']): string =>
  vendor ? `${vendor.market}/${vendor.vendorId}` : ALL;

const turnPage = (page: number, pages: number, texts: Texts): KnownBlock => ({
  type: 'actions',
  elements: [
    ...(page > 0 ? [actionButton(HOME_ACTIONS.earlier, texts.home.earlier)] : []),
    ...(page < pages - 1
      ? [
          actionButton(
            HOME_ACTIONS.later,
            `${texts.home.later}${texts.aside(texts.home.page(page + 1, pages))}`,
          ),
        ]
      : []),
  ],
});
