import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import type { AllClearFacts } from '../../domain/notice/notice-facts.ts';
import { context, section, type Message } from '../format/blocks.ts';
import {
  formatAbsolute,
  formatBetween,
  formatDuration,
  formatSlackDate,
  formatSlackTime,
  formatTime,
} from '../format/format-due.ts';
import { buildBlindAgain, sideSightOf } from './build-blindness.ts';
import { noticePush } from './notice-push.ts';
import { noticeTitle, shopName } from '../format/message-title.ts';
import type { Cards } from './render-open-tickets.ts';
import { WORDING } from '../wording/wording.ts';

/** The all-clear, or the report after a pause of the program, with what is new since then (R17). */
export const buildAllClear = (
  facts: AllClearFacts,
  vendor: VendorConfig,
  now: number,
  cards: Cards,
): Message => {
  const { pause, again } = facts;
  if (again) return buildBlindAgain(again, facts, vendor, { now, cards });
  const { since, until } = pause ?? facts;
  const texts = WORDING[vendor.language];
  const words = texts.notice;
  const zone = MARKET_ZONES[vendor.market];
  const side = sideSightOf(facts, texts);
  const time = formatTime(until, zone);
  const span =
    facts.lastedMs === undefined ? formatBetween(since, until, texts) : formatDuration(facts.lastedMs, texts);
  const lasted = words.wasBlindFor(span);
  const newSince = words.newSince(facts.opened);
  const title = pause
    ? words.pausedTitle(span)
    : `${side?.clearTitle(time) ?? words.allClearTitle(time)}${texts.aside(lasted)}`;
  const push = [formatAbsolute(until, zone, texts), newSince, pause ? words.pausedFor(span) : lasted];
  return {
    text: noticePush(pause ? words.paused : (side?.allClear ?? words.allClear), push, vendor),
    blocks: [
      noticeTitle(pause ? '⏸️' : '✅', title, newSince),
      section(
        words.fromTo(formatSlackDate(since, zone, texts), formatSlackTime(until, since, zone, texts)),
        words.endedUnseen,
      ),
      context(shopName(vendor)),
    ],
  };
};
