import { defined } from '../../domain/defined.ts';
import { decideAct, LONGEST_ACT_MS } from '../../domain/act/decide-act.ts';
import type { Inquiry } from '../../domain/inquiry/inquiry.ts';
import { type Act, isPending } from '../../domain/ticket/act.ts';
import type { TicketChange } from '../../domain/ticket/ticket-changes.ts';
import { answerableUntil } from '../../domain/ticket/answer.ts';
import { ownPostId, ticketId } from '../../domain/ticket/ticket-id.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { writeDecided } from '../outbox/write-decided.ts';
import type { ActionResult, InquiryActions } from '../ports/coupang.ts';
import type { ActPorts } from './act-ports.ts';

/** No call starts later than this after the run began, so that a frozen run sends nothing late (R28). */
export const CALL_WITHIN_MS = LONGEST_ACT_MS / 2;

type UnsentAct = Act & { progress: 'asked' };
export const isUnsent = (act: Act): act is UnsentAct => act.progress === 'asked';

/**
 * Sends a reply or a confirmation to Coupang only once (R28). It notes the act as `sending`, which only one run can do, and
 * then makes one call. Whatever the result, the act is never sent again, only read back.
 * @param shown `inquiry`: the inquiry as Coupang shows it now
 * @returns the written ticket, and Coupang's answer if the call was made
 */
export const replyOnce = async (
  { ticket, act, inquiry }: { ticket: Ticket; act: UnsentAct; inquiry: Inquiry | undefined },
  beganAt: number,
  ports: ActPorts,
): Promise<{ noted: Ticket | undefined; result?: ActionResult }> => {
  const { actions, clock } = ports;
  const noted = await changeAct(
    act,
    ticket,
    (fresh, same) => decideAct(fresh, same, inquiry, clock.now()),
    ports,
  );
  if (noted?.facts.act?.progress !== 'sending') return { noted };
  // Make the call directly after the note. The note's event is published with the result.
  const stopAt = Math.min(beganAt + CALL_WITHIN_MS, answerableUntil(noted));
  return { noted, result: await call(noted, act, stopAt, actions) };
};

/**
 * Writes the progress of an act.
 * @param known the ticket as this run last read or wrote it
 * @returns `undefined` if another run has changed the act, or there is nothing to write
 */
export const changeAct = (
  act: Act,
  known: Ticket,
  decide: (ticket: Ticket, act: Act) => TicketChange | undefined,
  { reader, writer, clock }: ActPorts,
): Promise<Ticket | undefined> =>
  writeDecided<TicketChange, Ticket>(
    ticketId(known.key),
    async (isAgain) => {
      const fresh = isAgain ? await reader.ticket(known.key) : known;
      const current = fresh?.facts.act;
      // Another run may have ended an accepted act, which stays `sent`.
      const isKnown =
        current?.id === act.id && isPending(current) && current.progress === known.facts.act?.progress;
      return fresh && isKnown ? decide(fresh, current) : undefined;
    },
    ({ before, facts, event }) => writer.change(before, facts, event, clock.now()),
  );

const call = async (
  ticket: Ticket,
  { do: does, wingId = '', text = '' }: Act,
  stopAt: number,
  actions: InquiryActions,
): Promise<ActionResult> => {
  const { source, inquiryId } = ticket.key;
  if (does === 'confirm') return actions.confirm({ inquiryId, confirmBy: wingId }, stopAt);
  const reply = { source, inquiryId, content: text, replyBy: wingId };
  return actions.reply({ ...reply, ...defined({ parentAnswerId: ownPostId(ticket.key) }) }, stopAt);
};
