import {
  decideAct,
  LONGEST_ACT_MS,
  newerConfirmed,
  noteAccepted,
  noteExplained,
  noteRefused,
  noteUnseen,
  refuseAct,
} from '../../domain/act/decide-act.ts';
import { defined } from '../../domain/defined.ts';
import { postKey } from '../../domain/inquiry/asking-posts.ts';
import type { Inquiry } from '../../domain/inquiry/inquiry.ts';
import { SOURCES } from '../../domain/sources.ts';
import { type Act, isPending, type Refusal } from '../../domain/ticket/act.ts';
import type { TicketChange } from '../../domain/ticket/ticket-changes.ts';
import { answerableUntil } from '../../domain/ticket/answer.ts';
import type { Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import { isInForce, stopCaller } from '../../domain/reading/stops.ts';
import type { Stop, VendorState } from '../../domain/reading/vendor-state.ts';
import { endStopsOfOldKey } from '../outbox/end-old-stops.ts';
import { publishEvents } from '../outbox/publish-events.ts';
import { type InquiryDate, SourceError } from '../ports/coupang.ts';
import type { InquiryReader } from '../ports/store.ts';
import { DAY_MS, HOUR_MS } from '../../domain/time/durations.ts';
import { SlackFailure } from '../ports/slack.ts';
import type { ActPorts } from './act-ports.ts';
import { CALL_WITHIN_MS, changeAct, isUnsent, replyOnce } from './reply-once.ts';

/** `egress`: the name of the IP address that calls Coupang (R5). */
export type CarryOutSettings = { egress: string };

/** `nothing`: there is no act, or another run works on it. */
export type CarriedOut = 'nothing' | 'sent' | 'ended' | 'refused' | 'waits';

/**
 * Carries out a person's act on a ticket at Coupang (A2, A3, R28). It reads the inquiry, sends the act once, and reads the
 * inquiry again. If Coupang does not show the act yet, later runs read it back for ten minutes.
 */
export const carryOut = async (
  key: TicketKey,
  settings: CarryOutSettings,
  ports: ActPorts,
): Promise<CarriedOut> => {
  const { reader, states, source, clock } = ports;
  const beganAt = clock.now();
  const ticket = await reader.ticket(key);
  const act = ticket?.facts.act;
  // The run that noted the act may still be calling.
  const isCalling = act?.progress === 'sending' && beganAt < (act.sendingAt ?? 0) + LONGEST_ACT_MS;
  if (!ticket || !isPending(act) || isCalling) return 'nothing';
  const state = await states.read(key);

  const change = (
    known: Ticket,
    decide: (ticket: Ticket, act: Act) => TicketChange | undefined,
  ): Promise<Ticket | undefined> => changeAct(act, known, decide, ports);
  const publish = async (written: Ticket | undefined): Promise<Ticket | undefined> => {
    if (written) await publishEvents([written], ports);
    return written;
  };
  /** The inquiry as last read. */
  let seen: Inquiry | undefined;
  const conclude = async (written: Ticket | undefined): Promise<CarriedOut> => {
    await publish(written);
    const next = written?.facts.act;
    if (written && next?.progress === 'refused') return notifyPerson(written, next);
    if (next?.progress === 'sent') return 'sent';
    return written && !next ? 'ended' : 'waits';
  };
  const notifyPerson = async (refused: Ticket, ended: Act): Promise<CarriedOut> => {
    // An earlier run read the answer, and did not reach the person.
    const isUnread = !seen && ended.refusal?.code === 'answered-already';
    if (isUnread && clock.now() < (ended.nextAt ?? 0) + READ_AGAIN_FOR_MS) await read();
    const noted = await explainRefusal(refused, ended, seen, ports);
    if (!noted) return 'waits';
    await publish(await change(refused, noted));
    return 'refused';
  };
  const read = async (known = state): Promise<{ inquiry: Inquiry | undefined } | { refusal: Refusal }> => {
    const stop = await findStop(known, settings.egress, ports);
    if (stop) return { refusal: { code: 'unreachable', cause: stop.cause } };
    try {
      seen = await source.inquiry(dateOf(ticket), clock.now() + CALL_WITHIN_MS);
      return { inquiry: seen };
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      return { refusal: await noteFailure(key, error, ports) };
    }
  };

  /**
   * Writes the state of the act that Coupang shows after the call. First notes other requests that a confirmation ended
   * (R28).
   */
  const settle = async (called: Ticket, inquiry: Inquiry | undefined): Promise<Ticket | undefined> => {
    const isUnseen = act.do === 'confirm' && inquiry && (await hasEndedUnseen(called, inquiry, reader));
    const noted = isUnseen
      ? await change(called, (fresh, same) => noteUnseen(fresh, same, clock.now()))
      : undefined;
    return (
      (await change(noted ?? called, (fresh, same) => decideAct(fresh, same, inquiry, clock.now()))) ?? noted
    );
  };
  /** @returns `undefined` if nothing was written, so that a later run tries again */
  const readBack = async (called: Ticket): Promise<Ticket | undefined> => {
    const after = await read(await states.read(key));
    return 'refusal' in after ? undefined : settle(called, after.inquiry);
  };

  if (act.progress === 'refused') return notifyPerson(ticket, act);
  // Read back an act that may have been sent, even if its person lost the right.
  const mayBeSent = isUnsent(act);
  if (mayBeSent && !ports.maySend(act))
    return conclude(
      await change(ticket, (fresh, same) => refuseAct(fresh, same, { code: 'right-lost' }, clock.now())),
    );
  // A poll may have closed the ticket after a confirmation. Only the inquiry shows which other requests it ended.
  const needsLook = ticket.facts.state !== 'closed' || (!mayBeSent && act.do === 'confirm');
  const shown = needsLook ? await read() : { inquiry: undefined };
  if ('refusal' in shown) {
    // Coupang may have accepted the act. Only a read shows that.
    if (!mayBeSent) return 'waits';
    return conclude(
      await change(ticket, (fresh, same) => refuseAct(fresh, same, shown.refusal, clock.now())),
    );
  }
  if (!mayBeSent) return conclude(await settle(ticket, shown.inquiry));
  const { noted, result } = await replyOnce({ ticket, act, inquiry: shown.inquiry }, beganAt, ports);
  if (!noted || !result) return conclude(noted);
  /** Coupang did nothing. */
  const undo = (decide: (ticket: Ticket, unsent: Act) => TicketChange): Promise<Ticket | undefined> =>
    change(noted, (fresh, { sendingAt: _, ...unsent }) => decide(fresh, unsent));
  switch (result.is) {
    case 'refused':
      return conclude(await undo((fresh, unsent) => noteRefused(fresh, unsent, result.refusal, clock.now())));
    case 'failed': {
      const failed = await noteFailure(key, result.failure, ports);
      const refusal = clock.now() >= answerableUntil(noted) ? { code: 'past-due' as const } : failed;
      return conclude(await undo((fresh, unsent) => refuseAct(fresh, unsent, refusal, clock.now())));
    }
    case 'unsure': {
      await noteFailure(key, result.failure, ports);
      return conclude(await readBack(noted));
    }
    case 'done': {
      const accepted = await change(noted, (fresh, same) => noteAccepted(fresh, same, clock.now()));
      return conclude((accepted && (await readBack(accepted))) ?? accepted);
    }
  }
};

/** Whether a confirmation ended a newer request that has no ticket. */
const hasEndedUnseen = async (
  confirmed: Ticket,
  inquiry: Inquiry,
  reader: InquiryReader,
): Promise<boolean> => {
  const posts = newerConfirmed(confirmed, inquiry);
  if (posts.length === 0) return false;
  const tickets = await reader.ticketsOf(confirmed.key);
  return posts.some(({ answerId }) => !tickets.some((known) => known.key.answerId === answerId));
};

/** Returns why `act` may not call Coupang now: its own stop, or that of the address. The stops of the polls do not hold it. */
const findStop = async (
  known: VendorState | undefined,
  egress: string,
  { states, source, clock }: ActPorts,
): Promise<Stop | undefined> => {
  const now = clock.now();
  const state = known && (await endStopsOfOldKey(known, now, source));
  return [await states.egressBlock(egress), state?.actStop].find((stop) => isInForce(stop, now));
};

/**
 * After too many calls or a block of the address, `act` stops. A key that may not write may still read, so no other refusal stops it. Too
 * many calls for one public reply refuse only that reply.
 */
const noteFailure = async (
  key: TicketKey,
  failure: SourceError,
  { states, source, clock }: ActPorts,
): Promise<Refusal> => {
  const { blindCause: cause, reach } = failure;
  if ((cause === 'throttled' && !SOURCES[key.source].isPublic) || reach === 'egress') {
    const stop = stopCaller(failure, clock.now());
    await states.noteActStop(key, { ...stop, keyFingerprint: await source.keyFingerprint() });
  }
  return { code: 'unreachable', cause };
};

/** While Slack is unreachable, later runs try to notify the person. After this time nobody waits for the answer. */
const RETRY_FOR_MS = DAY_MS;
/** Limits the calls to Coupang while Slack is unreachable. */
const READ_AGAIN_FOR_MS = HOUR_MS;

/**
 * Explains to a person why an act did nothing (R29). If the run dies before the note, the person gets the message twice.
 * @returns the change to write; `undefined` if a later run must try again
 */
const explainRefusal = async (
  ticket: Ticket,
  act: Act,
  inquiry: Inquiry | undefined,
  { people, clock, log }: ActPorts,
): Promise<((ticket: Ticket, act: Act) => TicketChange) | undefined> => {
  try {
    const refusal = { ...(act.refusal ?? { code: 'unknown' as const }), ...answerIn(inquiry, ticket) };
    await people.refused(act, ticket, refusal, act.text);
  } catch (error) {
    if (!(error instanceof SlackFailure)) throw error;
    log.warn(error.message, { code: error.code });
    const mayHelp = error.retryable || error.kind === 'token-unusable';
    const waitsSince = act.nextAt ?? clock.now();
    if (mayHelp && clock.now() < waitsSince + RETRY_FOR_MS) return undefined;
  }
  return noteExplained;
};

/** The text of the post that ended the ticket. The program does not store it. */
const answerIn = (inquiry: Inquiry | undefined, { facts }: Ticket): { answer?: string } => {
  const ends = inquiry?.posts.find((post) => `post/${postKey(post)}` === facts.endedBy);
  return defined({ answer: ends?.text });
};

/** A source without a call for one inquiry finds it by its date. A question is asked when it is written. */
const dateOf = ({ key: { inquiryId }, facts: { inquiryAt, askedAt } }: Ticket): InquiryDate => ({
  inquiryId,
  inquiryAt: inquiryAt ?? askedAt,
});
