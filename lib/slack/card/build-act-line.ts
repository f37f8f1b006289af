import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { ROSTER } from '../../domain/act/roster.ts';
import { type Deed, isAnswer, lastSending } from '../../domain/ticket/act.ts';
import { lineOf } from '../../domain/ticket/line.ts';
import type { HistoryLine, LineName, Ticket } from '../../domain/ticket/ticket.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { type Block, context, quote, section } from '../format/blocks.ts';
import { cutText, tidyLine } from '../format/cut-text.ts';
import { formatSlackTime } from '../format/format-due.ts';
import { formatMentions } from '../format/format-mentions.ts';
import { shopName } from '../format/message-title.ts';
import { joinParts } from '../format/list-lines.ts';
import { describeState } from './describe-state.ts';
import { nameTicket } from './describe-ticket.ts';
import { wayToWing } from './wing.ts';
import { type Texts, WORDING } from '../wording/wording.ts';

/** The thread's line about an act of a person or the roster (A1, A9). It mentions only the assignee. */
export const buildActLine = (ticket: Ticket, name: LineName, vendor: VendorConfig): Block[] => {
  const texts = WORDING[vendor.language];
  const line = ticket.facts.history.find((entry) => entry.name === name);
  if (!line?.deed) return [];
  if (endsTicket(line, ticket)) return [section(sayEnd(ticket, line.deed, vendor))];
  const { by, did, to, until } = line.deed;
  const mention = to === undefined ? '' : formatMentions([to]);
  const end = until === undefined ? mention : sayUntil(ticket, until, line.at, texts);
  const deed = by === ROSTER ? texts.act.shared(mention) : texts.act.deed[did](namePerson(line.deed), end);
  const act = lastSending(ticket.facts.act);
  const text = act?.id === line.deed.press && act.progress === 'told' ? act.text : undefined;
  const named = ticket.delivery.threadTs === undefined ? [] : [context(nameTicket(ticket, texts))];
  if (did === 'confirmed-unseen')
    return [
      section(deed),
      context(`${nameTicket(ticket, texts)} · ${shopName(vendor)}`),
      wayToWing(ticket, texts),
    ];
  return [context(deed), ...(text === undefined ? [] : [quote(text)]), ...named];
};

/** Whether the line of a reply or confirmation is also that of the closing. */
const endsTicket = (line: HistoryLine, { facts: { state, history } }: Ticket): boolean =>
  state === 'closed' && line === history.findLast((other) => isAnswer(other.deed) || isClosing(other));

const isClosing = ({ name }: HistoryLine): boolean => ['closed', 'breach'].includes(lineOf(name).type);

/** `✅ 답변 완료 · 23시간 · 기한 내 · 답변자 @minji`: the name instead of the login. */
const sayEnd = (ticket: Ticket, deed: Deed, vendor: VendorConfig): string => {
  const { answeredBy: _, ...facts } = ticket.facts;
  const name = namePerson(deed);
  const by = deed.did === 'replied' ? WORDING[vendor.language].answeredBy(name) : name;
  return joinParts(describeState({ ...ticket, facts }, vendor), by);
};

/** The line also goes to the channel, since nobody has seen the other request that a confirmation ended (R28). */
export const isActBroadcast = (ticket: Ticket, name: LineName): boolean =>
  ticket.facts.history.find((line) => line.name === name)?.deed?.did === 'confirmed-unseen';

/**
 * The end of a snooze, epoch ms. A snooze until the deadline ends at the last warnings, which it never postpones (A1).
 */
export const sayUntil = (
  { key: { market }, facts: { dueAt } }: Ticket,
  until: number,
  now: number,
  texts: Texts,
): string =>
  until >= dueAt ? texts.act.untilLast : formatSlackTime(until, now, MARKET_ZONES[market], texts);

/** `@minji`: a name without a mention. An unknown name becomes a mention. */
export const namePerson = ({ by, name }: { by: string; name?: string }): string =>
  name === undefined ? formatMentions([by]) : `@${cutText(tidyLine(name), { limit: OUR_LIMITS.idInList })}`;
