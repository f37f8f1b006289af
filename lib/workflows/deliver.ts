import { attemptName, type DeliveryStep, linesShownByCard, planDelivery } from '../domain/plan-delivery.ts';
import type { Ticket, TicketKey } from '../domain/ticket.ts';
import { ClaimLost } from './claim-lost.ts';
import type { Clock, DeliveryStore, Log, SlackChannel, TicketReader, TicketWriter } from './ports.ts';
import { lookUpAttempt } from './look-up-attempt.ts';
import { readAgain, release, settle } from './release-claim.ts';
import { SlackFailure } from './slack-error.ts';

export type DeliverServices = {
  delivery: DeliveryStore;
  reader: Pick<TicketReader, 'ticket'>;
  writer: Pick<TicketWriter, 'settle'>;
  slack: SlackChannel;
  clock: Clock;
  newToken: () => string;
  log: Log;
};

/**
 * - `shown`: Slack shows all that it should.
 * - `held`: another worker has the claim and will see what we came for.
 * - `absent`: no such ticket.
 * - `waiting`: told to wait, or not sure what Slack has; `track-sla` announces it again at its index time.
 * - `out-of-time`: this run ends before all is shown; the ticket is free again.
 */
export type DeliverResult = 'shown' | 'held' | 'absent' | 'waiting' | 'out-of-time';

export type DeliverLimits = {
  /** Notify's time-out and a little more (R18), ms. */
  claimMs: number;
  /** Raw clock, epoch ms: no Slack call is begun after it. */
  stopAt: number;
};

const WAIT_AFTER_UNSURE_EDIT_MS = 15_000;
/** Where Slack says wait and not how long. */
const WAIT_UNTOLD_MS = 30_000;
/** Marks the log lines that tell why a message is not in Slack yet. */
const NOT_DELIVERED = { delivery: 'waiting' } as const;

/**
 * Makes Slack show a ticket (decision 2): under the ticket's delivery claim (R18) it does what `planDelivery` finds
 * missing, one step after the other, and writes each result at once. Duplicate and late events are harmless.
 * Throws SlackFailure where Slack refuses in a way that waiting does not mend; the claim is released first.
 */
export const deliver = async (
  key: TicketKey,
  limits: DeliverLimits,
  services: DeliverServices,
): Promise<DeliverResult> => {
  const now = services.clock.now();
  const claim = { token: services.newToken(), now, until: now + limits.claimMs };
  const claimed = await services.delivery.claim(key, claim);
  if (claimed === 'held' || claimed === 'absent') return claimed;
  try {
    return await showAll(claimed.ticket, limits, services);
  } catch (error) {
    // Our claim ran out and another worker took it: what is missing is now its work.
    if (error instanceof ClaimLost) return 'held';
    throw error;
  }
};

const showAll = async (
  claimed: Ticket,
  limits: DeliverLimits,
  services: DeliverServices,
): Promise<DeliverResult> => {
  let ticket = claimed;
  for (;;) {
    const now = services.clock.now();
    const step = planDelivery(ticket, now);
    if (step.do === 'wait') return release(ticket, 'waiting', services, step.until);
    if (step.do === 'nothing') {
      if (await settle(ticket, services)) return 'shown';
      ticket = await readAgain(ticket, services);
      continue;
    }
    if (now >= limits.stopAt) return release(ticket, 'out-of-time', services);
    const before = await noteAttempt(ticket, step, services);
    try {
      ticket = await take(before, step, services);
    } catch (error) {
      if (!(error instanceof SlackFailure)) throw error;
      services.log.warn(error.message, { ...NOT_DELIVERED, kind: error.kind, reason: error.reason });
      if (error.kind === 'unsure') {
        return release(before, 'waiting', services, services.clock.now() + WAIT_AFTER_UNSURE_EDIT_MS);
      }
      // Slack answered, so nothing was posted: the attempt is over. A refused look-up says nothing about it.
      const after = step.do === 'look-up' ? before : await services.delivery.noteResult(before, {});
      if (error.kind === 'rate-limited') {
        const waitMs = error.retryAfterMs ?? WAIT_UNTOLD_MS;
        return release(after, 'waiting', services, services.clock.now() + waitMs);
      }
      await release(after, 'waiting', services);
      throw error;
    }
  }
};

/** Written before the call, so that a crash in between is known for what it is (R19). */
const noteAttempt = async (
  ticket: Ticket,
  step: DeliveryStep,
  services: DeliverServices,
): Promise<Ticket> => {
  const name = attemptName(step);
  if (name === undefined) return ticket;
  return services.delivery.noteAttempt(ticket, { name, at: services.clock.now(), lookUps: 0 });
};

const take = async (ticket: Ticket, step: DeliveryStep, services: DeliverServices): Promise<Ticket> => {
  const { slack, delivery } = services;
  switch (step.do) {
    case 'look-up':
      return lookUpAttempt(ticket, services);
    case 'post-card': {
      const { channel, ts } = await slack.postCard(ticket);
      const passed = passedLines(linesShownByCard(ticket));
      return delivery.noteResult(ticket, { channel, ts, shownVersion: ticket.version, posted: passed });
    }
    case 'edit-card':
      await slack.editCard(ticket);
      return delivery.noteResult(ticket, { shownVersion: ticket.version });
    case 'post-line': {
      const { ts } = await slack.postLine(ticket, step.line);
      return delivery.noteResult(ticket, { posted: { [step.line.name]: ts } });
    }
    case 'pass':
      return delivery.noteResult(ticket, { posted: passedLines(step.names) });
    case 'wait':
    case 'nothing':
      return ticket;
  }
};

const passedLines = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, 'passed']));
