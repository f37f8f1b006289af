import { type Act, isPending, type Refusal } from '../../domain/ticket/act.ts';
import {
  decideAct,
  forgetAct,
  LONGEST_ACT_MS,
  noteSending,
  noteSent,
  refuseAct,
} from '../../domain/act/decide-act.ts';
import { postToAnswer } from '../../domain/act/decide-press.ts';
import type { Inquiry } from '../../domain/inquiry/inquiry.ts';
import type { TicketChange } from '../../domain/ticket/ticket-changes.ts';
import type { Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import { HOUR_MS } from '../../domain/time/durations.ts';
import { findBackOff } from '../intake/back-off.ts';
import { publishEvents, type PublishServices } from '../outbox/publish-events.ts';
import type { ActionResult, InquiryActions } from '../ports/inquiry-actions.ts';
import type { InquirySource } from '../ports/inquiry-source.ts';
import type { Log } from '../ports/log.ts';
import type { PersonMessenger } from '../ports/person-messenger.ts';
import { SlackFailure } from '../ports/slack-error.ts';
import { SourceError } from '../ports/source-error.ts';
import type { TicketReader, TicketWriter } from '../ports/ticket-store.ts';
import type { VendorStates } from '../ports/vendor-states.ts';

export type CarryOutServices = PublishServices & {
  reader: Pick<TicketReader, 'ticket'>;
  writer: Pick<TicketWriter, 'change' | 'notePublished'>;
  states: Pick<VendorStates, 'read' | 'egressBlock' | 'blockEgress'>;
  source: Pick<InquirySource, 'inquiry' | 'keyFingerprint' | 'useClockOffset' | 'clockOffsetMs'>;
  actions: InquiryActions;
  people: PersonMessenger;
  log: Log;
};

/** A person who presses a button waits no longer for its answer. */
const TELL_FOR_MS = HOUR_MS;

/** `egress`: the name of the IP from which Coupang is called (R5). */
export type CarryOutSettings = { egress: string };

/** `nothing`: there is no act, or another run is at work on it. */
export type CarriedOut = 'nothing' | 'sent' | 'ended' | 'refused' | 'waits';

/**
 * Does at Coupang what a person asked for with one ticket (A2, A3). It reads the inquiry, notes the act as `sending`, makes
 * one call, and reads the inquiry again. An act that was noted is never sent again, however the call ended: it is read back.
 */
export const carryOut = async (
  key: TicketKey,
  { egress }: CarryOutSettings,
  services: CarryOutServices,
): Promise<CarriedOut> => {
  const { reader, writer, states, source, actions, clock } = services;
  const ticket = await reader.ticket(key);
  const act = ticket?.facts.act;
  if (!ticket || !isPending(act)) return 'nothing';
  if (act.progress === 'refused') return tell(ticket, act, services);
  const rawNow = clock.now();
  // The run that noted it may still be calling.
  if (act.progress === 'sending' && rawNow < (act.sendingAt ?? 0) + LONGEST_ACT_MS) return 'nothing';
  const state = await states.read(key);
  if (state?.clockOffsetMs !== undefined) source.useClockOffset(state.clockOffsetMs);
  const now = () => clock.now() + (source.clockOffsetMs() ?? 0);
  const stopAt = rawNow + LONGEST_ACT_MS / 2;
  const write = async ({ before, facts, event }: TicketChange): Promise<Ticket | undefined> => {
    const written = await writer.change(before, facts, event, now());
    if (written) await publishEvents([written], services);
    return written;
  };
  /** `undefined`: another writer was faster. Its event, or the next run of `track-sla`, wakes this function again. */
  const conclude = async (change: TicketChange): Promise<CarriedOut> => {
    const written = await write(change);
    const next = written?.facts.act;
    if (!written) return 'waits';
    if (next?.progress === 'refused') return tell(written, next, services);
    if (next?.progress === 'sent') return 'sent';
    return next ? 'waits' : 'ended';
  };
  const read = async (): Promise<{ inquiry: Inquiry | undefined } | { refusal: Refusal }> => {
    const stop = await findBackOff(state, clock.now(), egress, services);
    if (stop) return { refusal: { code: 'unreachable', cause: stop.cause } };
    try {
      return { inquiry: await source.inquiry(key.inquiryId, stopAt) };
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      await noteFailure(error, egress, services);
      return { refusal: { code: 'unreachable', cause: error.blindCause } };
    }
  };

  const shown = await read();
  if ('refusal' in shown) {
    // Coupang may have taken it. Only reading shows that, so it waits for Coupang.
    return act.progress === 'sending' ? 'waits' : conclude(refuseAct(ticket, act, shown.refusal, now()));
  }
  const decision = decideAct(ticket, act, shown.inquiry, now());
  if (decision.do === 'write') return conclude(decision.change);

  const noted = await write(noteSending(ticket, act, now(), clock.now()));
  if (!noted) return 'waits';
  const result = await call(noted, act, stopAt, actions);
  const sending = noted.facts.act ?? act;
  switch (result.is) {
    case 'refused':
      return conclude(refuseAct(noted, sending, { code: result.refusal.code }, now()));
    case 'failed':
      await noteFailure(result.failure, egress, services);
      return conclude(
        refuseAct(noted, sending, { code: 'unreachable', cause: result.failure.blindCause }, now()),
      );
    case 'done':
    case 'unsure': {
      const after = await read();
      const ended = 'inquiry' in after ? decideAct(noted, sending, after.inquiry, now()) : undefined;
      if (ended?.do === 'write' && ended.change.facts.state === 'closed') return conclude(ended.change);
      return result.is === 'done' ? conclude(noteSent(noted, sending, now())) : 'waits';
    }
  }
};

const call = async (
  ticket: Ticket,
  act: Act,
  stopAt: number,
  actions: InquiryActions,
): Promise<ActionResult> => {
  const { inquiryId } = ticket.key;
  const { wingId = '', text = '' } = act;
  if (act.do === 'confirm') return actions.confirm({ inquiryId, confirmBy: wingId }, stopAt);
  const parentAnswerId = postToAnswer(ticket) ?? '';
  return actions.reply({ inquiryId, parentAnswerId, content: text, replyBy: wingId }, stopAt);
};

/** The poll notes a vendor's stop itself, under its lease. */
const noteFailure = async (
  { reach, aloneForMs, code, message: problem, blindCause: cause }: SourceError,
  egress: string,
  { states, clock }: CarryOutServices,
): Promise<void> => {
  if (reach === 'egress')
    await states.blockEgress(egress, { until: clock.now() + aloneForMs, code, problem, cause });
};

/** Tells the person, then forgets the act with its text. If Slack cannot be reached, a later run tells. */
const tell = async (ticket: Ticket, act: Act, services: CarryOutServices): Promise<CarriedOut> => {
  const { people, writer, clock, log } = services;
  try {
    await people.refused(act, ticket, act.refusal ?? { code: 'unknown' }, act.text);
  } catch (error) {
    if (!(error instanceof SlackFailure)) throw error;
    log.warn(error.message, { code: error.code });
    if (error.retryable && clock.now() < act.at + TELL_FOR_MS) return 'waits';
  }
  const { before, facts, event } = forgetAct(ticket);
  const written = await writer.change(before, facts, event, clock.now());
  if (written) await publishEvents([written], services);
  return 'refused';
};
