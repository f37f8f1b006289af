import { defined } from '../../domain/defined.ts';
import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import type {
  AlarmMailFacts,
  KeyExpiryFacts,
  OlderUnreadFacts,
  UnusableFacts,
  WrongClockFacts,
} from '../../domain/notice/notice-facts.ts';
import type { Notice } from '../../domain/notice/notice.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { buildAllClear } from './build-all-clear.ts';
import { buildBlindness } from './build-blindness.ts';
import { buildAlertList } from './build-alert-list.ts';
import { buildHandOver } from './build-hand-over.ts';
import { buildLastShift } from './build-last-shift.ts';
import { buildNewList } from './build-new-list.ts';
import { buildOpening } from './build-opening.ts';
import { buildPast } from './build-past.ts';
import { buildReport } from './build-report.ts';
import { section, type Message } from '../format/blocks.ts';
import { formatDuration, formatSlackDate } from '../format/format-due.ts';
import { listLines } from '../format/list-lines.ts';
import { noticeTitle, shopName } from '../format/message-title.ts';
import { tidyLine, cutText } from '../format/cut-text.ts';
import { wingButton } from '../card/wing.ts';
import { noticePush } from './notice-push.ts';
import { replacedNote } from '../card/replaced-note.ts';
import { WORDING } from '../wording/wording.ts';
import type { LinkTo } from '../format/format-link.ts';
import { keyDaysLeft } from '../../domain/notice/key-expiry.ts';
import { sourceOfStatus } from '../../domain/sources.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';

type NoticeContext = {
  vendor: VendorConfig;
  now: number;
  members: readonly Ticket[];
  linkTo?: LinkTo;
  back?: string;
  claimStaleMs?: number;
};

/** The one message of a notice (R24), in its present state. */
export const buildNotice = (notice: Notice, about: NoticeContext): Message => {
  const message = contentOf(notice, about);
  if (!notice.delivery.replaced) return message;
  message.blocks.push(replacedNote(WORDING[about.vendor.language], about.back));
  return message;
};

const contentOf = (
  notice: Notice,
  { vendor, now, members, linkTo = noLink, claimStaleMs }: NoticeContext,
): Message => {
  const { facts } = notice;
  switch (facts.about) {
    case 'list':
      return facts.of === 'new'
        ? buildNewList(members, { vendor, now, linkTo })
        : buildAlertList({ ...notice, facts }, members, { vendor, now, linkTo });
    case 'blind':
      return buildBlindness(facts, vendor, now, { members, linkTo });
    case 'all-clear':
      return buildAllClear(facts, vendor, now, { members, linkTo });
    case 'unusable':
      return buildUnusable(facts, vendor);
    case 'key-expiry':
      return buildKeyExpiry(facts, vendor, now);
    case 'alarm-mail':
      return buildAlarmMail(facts, vendor);
    case 'wrong-clock':
      return buildWrongClock(facts, vendor);
    case 'older-unread':
      return buildOlderUnread(facts, vendor);
    case 'past':
      return buildPast(facts, vendor);
    case 'last-shift':
      return buildLastShift(facts, members, { vendor, now, linkTo, ...defined({ claimStaleMs }) });
    case 'opening':
      return buildOpening(facts, members, { vendor, now, linkTo });
    case 'hand-over':
      return buildHandOver(facts, vendor, { members, linkTo }, now);
    case 'daily':
    case 'weekly':
      return buildReport(facts, vendor, { members, now, linkTo });
    case 'unknown':
      return { text: '', blocks: [] };
  }
};

const buildWrongClock = ({ slowByMs }: WrongClockFacts, vendor: VendorConfig): Message => {
  const words = WORDING[vendor.language].wrongClock;
  const lasts = formatDuration(Math.abs(slowByMs), WORDING[vendor.language]);
  return {
    text: noticePush(words.wrongClock, [words.offBy(lasts, slowByMs > 0)], vendor),
    blocks: [noticeTitle('🕰️', words.title(lasts, slowByMs > 0)), section(words.effect, words.toDo)],
  };
};

const buildOlderUnread = ({ dates, readAt }: OlderUnreadFacts, vendor: VendorConfig): Message => {
  const texts = WORDING[vendor.language];
  const words = texts.olderUnread;
  const lines = dates.map(({ from, to }) => words.dates(tidyLine(from), tidyLine(to)));
  return {
    text: noticePush(words.olderUnread, [...lines.slice(0, 1), texts.notice.lookInWingShort], vendor),
    blocks: [
      noticeTitle('⚠️', words.title, shopName(vendor)),
      ...listLines({ heading: words.heading, lines, count: lines.length }, texts),
      section(
        readAt === undefined
          ? words.lastReadLongAgo
          : words.lastRead(formatSlackDate(readAt, MARKET_ZONES[vendor.market], texts)),
        words.effect,
      ),
      section(...words.toDo),
      wingButton(texts.notice.openWing),
    ],
  };
};

const noLink: LinkTo = () => undefined;

/** Alarm mails do not reach somebody, so Slack reports it (O14). It names no address. */
const buildAlarmMail = ({ missing }: AlarmMailFacts, vendor: VendorConfig): Message => {
  const words = WORDING[vendor.language].alarmMail;
  return {
    text: noticePush(words.alarmMail, [words.title(missing)], vendor),
    blocks: [noticeTitle('📭', words.title(missing)), section(words.effect, words.toDo)],
  };
};

/**
 * Coupang's key ends soon (O7): days left, consequences, and steps in order.
 * @param now epoch ms: the days left are those at the moment of sending
 */
const buildKeyExpiry = ({ expiresOn }: KeyExpiryFacts, vendor: VendorConfig, now: number): Message => {
  const words = WORDING[vendor.language].keyExpiry;
  const days = keyDaysLeft(expiresOn, now, MARKET_ZONES[vendor.market]);
  const date = cutText(tidyLine(expiresOn), { limit: OUR_LIMITS.detail });
  return {
    text: noticePush(words.keyExpiry, [words.daysLeft(days), words.lastDayShort(date)], vendor),
    blocks: [
      noticeTitle('🔑', words.title(days), shopName(vendor)),
      section(words.lastDay(date), words.loses),
      section(...words.toDo, words.store),
    ],
  };
};

/** Items without a readable inquiryId, which get no card (R13). The fault is in the log, for the engineer. */
const buildUnusable = ({ status, count }: UnusableFacts, vendor: VendorConfig): Message => {
  const texts = WORDING[vendor.language];
  const words = texts.notice;
  const counted = words.unusableCount(count);
  const list = words.list[status];
  const source = sourceOfStatus(status);
  return {
    text: noticePush(words.unusable, [counted, list, words.lookInWingShort], vendor),
    blocks: [
      noticeTitle('⚠️', words.unusableTitle(counted), list, shopName(vendor)),
      section(words.noCard(texts.wingPlace[source])),
      wingButton(words.openWing, source),
    ],
  };
};
