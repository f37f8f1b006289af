import { answerableUntil, answerOf, isAnswerable } from '../../domain/ticket/answer.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import { isClaimFresh } from '../../domain/ladder/ladder-claim.ts';
import { type Act, isAccepted, lastSending } from '../../domain/ticket/act.ts';
import { ordersOf } from '../../domain/order/orders-of.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { BLOCK_LIMITS } from '../format/block-limits.ts';
import { cutText, tidyLine } from '../format/cut-text.ts';
import {
  actionButton,
  actions,
  type Block,
  context,
  menu,
  peopleMenu,
  confirmValue,
} from '../format/blocks.ts';
import { joinParts } from '../format/list-lines.ts';
import type { Texts } from '../wording/wording.ts';
import { namePerson, sayUntil } from './build-act-line.ts';
import { mentionUser } from './name-claimer.ts';

/**
 * The buttons on an open ticket's card (A1 to A3), and the act in progress. Reply and confirmation disappear while such an act is
 * in progress or sent, once Coupang takes no answer any more (A5), and when the ticket has left Coupang's lists. The snooze ends at the
 * deadline. The order can be looked at as long as the card has buttons.
 * @param now epoch ms
 * @param options `claimStaleMs`: the age at which a claim no longer counts (S6)
 */
export const buildButtons = (
  ticket: Ticket,
  texts: Texts,
  now: number,
  { isEdit, claimStaleMs = Number.POSITIVE_INFINITY }: { isEdit: boolean; claimStaleMs?: number },
): Block[] => {
  const { claimedBy, act, dueAt } = ticket.facts;
  const id = ticketId(ticket.key);
  const { button } = texts.act;
  const isUnderWay = act?.progress === 'asked' || act?.progress === 'sending';
  const isSent = lastSending(act)?.progress === 'sent';
  const maySend = !isSent && !(isUnderWay && act.do !== 'look-up');
  const isOver = now >= answerableUntil(ticket);
  return [
    // A snooze counts no longer than its claim (R23).
    ...(isClaimFresh(ticket.facts, { claimStaleMs }, now) ? saySnooze(ticket, texts, now, isEdit) : []),
    ...(act && (isUnderWay || act.progress === 'sent') ? [context(sayProgress(act, texts, isEdit))] : []),
    ...(isOver && !isUnderWay ? [context(texts.act.pastDue)] : []),
    actions(
      id,
      ...(isOver || !maySend ? [] : sendButton(ticket, id, texts)),
      claimedBy === undefined
        ? actionButton('claim', button.claim, id)
        : actionButton('release', button.release, id),
      ...(isUnderWay || (act && isAccepted(act)) ? [] : [actionButton('look-up', button.lookUp, id)]),
      peopleMenu('assign', button.assign),
      ...(claimedBy === undefined || now >= dueAt
        ? []
        : [menu('snooze', Object.entries(texts.act.snooze), { placeholder: button.snooze })]),
      ...orderButton(ticket, id, texts),
    ),
  ];
};

const sendButton = (ticket: Ticket, id: string, texts: Texts) => {
  const { state, formLink } = ticket.facts;
  if (state !== 'open' || !isAnswerable(ticket)) return [];
  if (answerOf(ticket) === 'confirm')
    return [
      actionButton('confirm', texts.act.button.confirm, confirmValue(ticket), {
        isMain: true,
        asks: texts.act.confirmDialog,
      }),
    ];
  return formLink === undefined ? [actionButton('reply', texts.act.button.reply, id, { isMain: true })] : [];
};

/** The button of the order, or a menu of positions: a button is not trusted with the number (A10). */
const orderButton = (ticket: Ticket, id: string, { act: { button } }: Texts) => {
  const orders = ordersOf(ticket.facts);
  if (orders.length === 0) return [];
  if (orders.length === 1) return [actionButton('order', button.order, id)];
  const choices = orders
    .slice(0, BLOCK_LIMITS.optionsPerMenu)
    .map((order, at) => [String(at), nameOrder(order)] as const);
  return [menu('order', choices, { placeholder: button.order })];
};

const nameOrder = (order: string): string =>
  cutText(tidyLine(order), { limit: BLOCK_LIMITS.optionText }) || '?';

/** `🔕 14:17까지 …`: what the claimer postponed, and until when (A1). */
const saySnooze = (ticket: Ticket, texts: Texts, now: number, isEdit: boolean): Block[] => {
  const { claimedBy, snoozed } = ticket.facts;
  if (!snoozed || snoozed.by !== claimedBy || now >= snoozed.until) return [];
  const text = texts.act.snoozed(sayUntil(ticket, snoozed.until, now, texts));
  return [context(joinParts(text, isEdit ? mentionUser(snoozed.by) : undefined))];
};

/** `답변 보내는 중 · @minji`. A new message does not name a person, since it would mention them. */
const sayProgress = (act: Act, texts: Texts, isEdit: boolean): string => {
  const progress = texts.act.progress[act.do];
  const text = act.progress === 'sent' ? progress.sent : progress.underWay;
  return joinParts(text, act.name !== undefined || isEdit ? namePerson(act) : undefined);
};
