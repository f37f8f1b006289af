import { attemptName, type DeliveryStep, linesShownByCard, planDelivery } from '../domain/plan-delivery.ts';
import type { Place, Ticket, TicketKey } from '../domain/ticket.ts';
import { ClaimLost } from './claim-lost.ts';
import type {
  Clock,
  DeliveryStore,
  Log,
  PostHow,
  SlackChannel,
  TicketReader,
  TicketWriter,
} from './ports.ts';
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

/** `retryAt`: of `waiting`, raw clock, epoch ms. */
export type Delivered = { result: DeliverResult; retryAt?: number };

export type DeliverLimits = {
  /** Notify's time-out and a little more (R18), ms. */
  claimMs: number;
  /** Raw clock, epoch ms: no Slack call is begun after it. */
  stopAt: number;
};

const WAIT_AFTER_UNSURE_EDIT_MS = 15_000;
/** Where Slack says wait and not how long. */
const WAIT_UNTOLD_MS = 30_000;
const WAIT_FOR_A_PERSON_MS = 5 * 60 * 1000;
/** Marks the log lines that tell why a message is not in Slack yet. */
const NOT_DELIVERED = { delivery: 'waiting' } as const;

/**
 * Makes Slack show a ticket (decision 2): under the ticket's delivery claim (R18) it does what `planDelivery` finds
 * missing, one step after the other, and writes each result at once. Duplicate and late events are harmless.
 * Throws SlackFailure where Slack refuses what no waiting and no other form mends; the claim is released first.
 */
export const deliver = async (
  key: TicketKey,
  limits: DeliverLimits,
  services: DeliverServices,
): Promise<Delivered> => {
  const now = services.clock.now();
  const claim = { token: services.newToken(), now, until: now + limits.claimMs };
  const claimed = await services.delivery.claim(key, claim);
  if (claimed === 'held' || claimed === 'absent') return { result: claimed };
  try {
    return await showAll(claimed.ticket, limits, services);
  } catch (error) {
    // Our claim ran out and another worker took it: what is missing is now its work.
    if (error instanceof ClaimLost) return { result: 'held' };
    throw error;
  }
};

const showAll = async (
  claimed: Ticket,
  limits: DeliverLimits,
  services: DeliverServices,
): Promise<Delivered> => {
  const { clock, delivery } = services;
  const wait = async (waiting: Ticket, retryAt: number): Promise<Delivered> => {
    await release(waiting, services, retryAt);
    return { result: 'waiting', retryAt };
  };
  let ticket = claimed;
  let replacements = 0;
  for (;;) {
    const step = planDelivery(ticket, clock.now());
    if (step.do === 'wait') return wait(ticket, step.until);
    if (step.do === 'nothing') {
      if (await settle(ticket, services)) return { result: 'shown' };
      ticket = await readAgain(ticket, services);
      continue;
    }
    if (clock.now() >= limits.stopAt) {
      await release(ticket, services);
      return { result: 'out-of-time' };
    }
    const before = await noteAttempt(ticket, step, services);
    try {
      ticket = await takeInSomeForm(before, step, services);
    } catch (error) {
      if (!(error instanceof SlackFailure)) throw error;
      const { kind, reason } = error;
      services.log.warn(error.message, { ...NOT_DELIVERED, kind, reason });
      if (kind === 'unsure') return wait(before, clock.now() + WAIT_AFTER_UNSURE_EDIT_MS);
      // A refused look-up says nothing about the attempt; else Slack answered, so nothing was posted.
      if (step.do === 'look-up') return wait(before, clock.now() + (error.retryAfterMs ?? WAIT_UNTOLD_MS));
      const card = unusableCard(before, step, error);
      if (card && replacements === 0) {
        replacements += 1;
        ticket = await delivery.noteResult(before, { replaced: card });
        continue;
      }
      const after = await delivery.noteResult(before, {});
      if (kind === 'rate-limited') return wait(after, clock.now() + (error.retryAfterMs ?? WAIT_UNTOLD_MS));
      // No channel, or no token: no fault of this message, and mended by a person.
      if (kind === 'channel-unusable') return wait(after, clock.now() + WAIT_FOR_A_PERSON_MS);
      await release(after, services);
      throw error;
    }
  }
};

/** The card that a step could not edit or reply to, so that a new one must stand for it (R22). */
const unusableCard = (
  { channel, ts }: Ticket,
  step: DeliveryStep,
  { kind }: SlackFailure,
): Place | undefined =>
  step.do !== 'post-card' &&
  (kind === 'card-unusable' || kind === 'channel-unusable') &&
  channel !== undefined &&
  ts !== undefined
    ? { channel, ts }
    : undefined;

/** Blocks refused: plain text. A channel that cannot be posted to: the fallback channel (R22). */
const takeInSomeForm = async (
  noted: Ticket,
  step: DeliveryStep,
  services: DeliverServices,
): Promise<Ticket> => {
  let ticket = noted;
  let how: PostHow = {};
  for (;;) {
    try {
      return await take(ticket, step, how, services);
    } catch (error) {
      if (!(error instanceof SlackFailure)) throw error;
      const other = otherForm(error, step, how);
      if (!other) throw error;
      services.log.error(error.message, {
        delivery: 'in another form',
        kind: error.kind,
        reason: error.reason,
      });
      // Where a crash would have to look for it.
      if (other.fallback && !how.fallback) ticket = await noteAttempt(ticket, step, services, true);
      how = other;
    }
  }
};

const otherForm = ({ kind }: SlackFailure, step: DeliveryStep, how: PostHow): PostHow | undefined => {
  if (kind === 'content-refused' && !how.plain) return { ...how, plain: true };
  if (kind === 'channel-unusable' && step.do === 'post-card' && !how.fallback)
    return { ...how, fallback: true };
  return undefined;
};

/** Written before the call, so that a crash in between is known for what it is (R19). */
const noteAttempt = async (
  ticket: Ticket,
  step: DeliveryStep,
  services: DeliverServices,
  fallback?: true,
): Promise<Ticket> => {
  const name = attemptName(step);
  if (name === undefined) return ticket;
  const attempt = { name, at: services.clock.now(), lookUps: 0, ...(fallback && { fallback }) };
  return services.delivery.noteAttempt(ticket, attempt);
};

const take = async (
  ticket: Ticket,
  step: DeliveryStep,
  how: PostHow,
  services: DeliverServices,
): Promise<Ticket> => {
  const { slack, delivery } = services;
  switch (step.do) {
    case 'look-up':
      return lookUpAttempt(ticket, services);
    case 'post-card': {
      const { channel, ts } = await slack.postCard(ticket, how);
      const passed = passedLines(linesShownByCard(ticket));
      return delivery.noteResult(ticket, { channel, ts, shownVersion: ticket.version, posted: passed });
    }
    case 'edit-card':
      await slack.editCard(ticket, how);
      return delivery.noteResult(ticket, { shownVersion: ticket.version });
    case 'post-line': {
      const { ts } = await slack.postLine(ticket, step.line, how);
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
