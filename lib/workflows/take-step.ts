import { attemptName, type DeliveryStep, linesShownByCard } from '../domain/plan-delivery.ts';
import { stepOfLine } from '../domain/step-line.ts';
import type { Subject } from '../domain/subject.ts';
import { ClaimLost } from './claim-lost.ts';
import { lookUpAttempt } from './look-up-attempt.ts';
import type { Clock, DeliveryStore, Log } from './ports.ts';
import type { PostHow, SlackChannel } from './slack-port.ts';
import { SlackFailure } from './slack-error.ts';

export type StepServices = { delivery: DeliveryStore; slack: SlackChannel; clock: Clock; log: Log };

/**
 * Takes one step and writes its result at once (R18). Blocks refused: plain text. A channel that cannot be posted to: the
 * fallback channel (R22). Throws SlackFailure where no other form is left.
 * @param subject with the attempt noted
 */
export const takeStep = async (
  subject: Subject,
  step: DeliveryStep,
  told: PostHow,
  services: StepServices,
): Promise<Subject> => {
  let noted = subject;
  let how = told;
  for (;;) {
    try {
      return await take(noted, step, how, services);
    } catch (error) {
      if (!(error instanceof SlackFailure)) throw error;
      const other = otherForm(error, step, how);
      if (!other) throw error;
      const { kind, reason } = error;
      services.log.error(error.message, { delivery: 'in another form', kind, reason });
      // Where a crash would have to look for it.
      if (other.fallback && !how.fallback) noted = await noteAttempt(noted, step, services, true);
      how = other;
    }
  }
};

/** Written before the call, so that a crash in between is known for what it is (R19). */
export const noteAttempt = async (
  subject: Subject,
  step: DeliveryStep,
  { delivery, clock }: Pick<StepServices, 'delivery' | 'clock'>,
  fallback?: true,
): Promise<Subject> => {
  const name = attemptName(subject, step);
  if (name === undefined) return subject;
  const attempt = { name, at: clock.now(), lookUps: 0, ...(fallback && { fallback }) };
  return delivery.noteAttempt(subject, attempt);
};

const otherForm = ({ kind }: SlackFailure, step: DeliveryStep, how: PostHow): PostHow | undefined => {
  if (kind === 'content-refused' && !how.plain) return { ...how, plain: true };
  if (kind === 'channel-unusable' && isOwnMessage(step) && !how.fallback) return { ...how, fallback: true };
  return undefined;
};

/** A message of its own, such as a step's in the step's own channel; a reply has its place in the card's thread alone. */
export const isOwnMessage = (step: DeliveryStep): boolean =>
  step.do === 'post' || (step.do === 'post-line' && stepOfLine(step.line.name)?.kind === 'escalation');

/** A machine that slept has lost its claim, whatever it was about to send (R18). Throws ClaimLost. */
const checkClaim = (subject: Subject, { clock }: Pick<StepServices, 'clock'>): void => {
  if (clock.now() >= (subject.deliveryClaim?.until ?? 0)) throw new ClaimLost(subject);
};

const take = async (
  subject: Subject,
  step: DeliveryStep,
  how: PostHow,
  services: StepServices,
): Promise<Subject> => {
  const { slack, delivery } = services;
  checkClaim(subject, services);
  switch (step.do) {
    case 'look-up':
      return lookUpAttempt(subject, how, services);
    case 'post':
      return post(subject, how, services);
    case 'edit':
      await slack.edit(subject, how);
      return delivery.noteResult(subject, { shownVersion: subject.version });
    case 'post-line': {
      const { ts } = await slack.postLine(step.ticket, step.line, how);
      return delivery.noteResult(subject, { posted: { [step.line.name]: ts } });
    }
    case 'pass':
      return delivery.noteResult(subject, { posted: passedLines(step.names) });
    case 'skip':
      return delivery.noteResult(subject, { shownVersion: subject.version });
    case 'wait':
    case 'nothing':
      return subject;
  }
};

const post = async (subject: Subject, how: PostHow, { slack, delivery }: StepServices): Promise<Subject> => {
  // A digest of which no ticket was written has nothing to say, nor has a list of tickets that are all done.
  if (how.members?.length === 0) return delivery.noteResult(subject, { shownVersion: subject.version });
  const posted = await slack.post(subject, how);
  return delivery.noteResult(subject, {
    ...posted,
    shownVersion: subject.version,
    ...(!('notice' in subject) && { posted: passedLines(linesShownByCard(subject)) }),
  });
};

const passedLines = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, 'passed']));
