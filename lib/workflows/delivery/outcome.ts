import {
  type Consequence,
  type Consequences,
  editAfterUnsure,
  retryAfterRefusal,
} from '../../domain/delivery/after-failure.ts';
import type { Planned } from '../../domain/delivery/aim.ts';
import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import { versionAfterPost } from '../../domain/delivery/lists.ts';
import { placeOf } from '../../domain/delivery/destination.ts';
import {
  actionName,
  type DeliveryAction,
  isLine,
  linesShownByCard,
  MOST_PASSED,
} from '../../domain/delivery/plan-delivery.ts';
import type { Attempt, LineName, RetryName } from '../../domain/ticket/ticket.ts';
import type { DeliveryResult } from '../ports/store.ts';
import type { SlackFailure } from '../ports/slack.ts';
import type { Call, Sent } from './call-slack.ts';

/**
 * The changes to write after an action; nothing is written if all are absent.
 * - `result`: ends the attempt. Without `ifMoved`, it is written on the current item while the attempt is ours. If the item
 * has changed, `let-be` writes nothing and `edit-again` makes the edit pending again (R19);
 * - `attempt`: adds to the open attempt;
 * - `leaves`: a message that leaves its list (R24).
 */
export type Outcome = {
  result?: DeliveryResult;
  ifMoved?: 'let-be' | 'edit-again';
  attempt?: Attempt;
  leaves?: 'card' | LineName;
};

export const outcomeOf = (
  planned: Planned,
  sent: Exclude<Sent, string>,
  { own, along }: Consequences,
  now: number,
): Outcome => {
  const { action } = planned;
  const { deliverable, call } = sent;
  if (!call) return withoutCall(deliverable, action);
  if (call.failure && own) return afterRefusal({ ...planned, deliverable }, call.failure, own, now);
  const outcome = accepted(deliverable, action, call);
  if (!outcome.result || action.do === 'look-up') return outcome;
  const edited = sent.along && resultAlong(deliverable, sent.along, along, now);
  const retries = { ...edited?.retries, ...ended(deliverable, actionName(deliverable, action)) };
  const hasRetries = Object.keys(retries).length > 0;
  return { ...outcome, result: { ...outcome.result, ...edited, ...(hasRetries && { retries }) } };
};

const withoutCall = (deliverable: Deliverable, action: DeliveryAction): Outcome => {
  switch (action.do) {
    case 'pass':
      // If the item has changed, the line may be pending again.
      return { result: { posted: passed(action.names) }, ifMoved: 'let-be' };
    case 'leave-list':
      return { leaves: action.name };
    case 'skip':
      return { result: { shownVersion: deliverable.outbox.version }, ifMoved: 'let-be' };
    case 'post':
    case 'post-line':
      // It was too late for the call.
      return { result: {} };
    default:
      return {};
  }
};

const accepted = (deliverable: Deliverable, action: DeliveryAction, { ref, cut }: Call): Outcome => {
  const { version } = deliverable.outbox;
  switch (action.do) {
    case 'look-up': {
      const { attempt } = deliverable.delivery;
      // The version of a found card is unknown, so edit it next.
      if (ref && attempt)
        return { result: isLine(attempt.name) ? { posted: { [attempt.name]: ref.ts } } : ref };
      // The history lags, so an early search proves nothing.
      if (action.onlyFinds) return {};
      if (!cut || !attempt) return { result: {} };
      const { refused, ...unrefused } = attempt;
      return { attempt: { ...unrefused, search: cut.search } };
    }
    case 'edit':
      return { result: { shownVersion: version }, ifMoved: 'edit-again' };
    case 'redact-line':
      return { result: { posted: passed([action.name]) }, ifMoved: 'let-be' };
    case 'post-line':
      return { result: ref ? { posted: { [action.line.name]: ref.ts } } : {} };
    case 'post': {
      if (deliverable.type === 'notice')
        return { result: { ...ref, shownVersion: versionAfterPost(deliverable) } };
      // Newer lines replace the other lines.
      return {
        result: {
          ...ref,
          shownVersion: version,
          posted: passed(linesShownByCard(deliverable).slice(-MOST_PASSED)),
        },
      };
    }
    default:
      return {};
  }
};

const resultAlong = (
  { outbox: { version } }: Deliverable,
  { failure }: Call,
  next: Consequence | undefined,
  now: number,
): DeliveryResult => {
  if (!failure) return { shownVersion: version };
  return next?.do === 'unsure' ? { retries: { edit: editAfterUnsure(failure.reason, now) } } : {};
};

const afterRefusal = (
  { deliverable, action, aim }: Planned,
  { kind, reason }: SlackFailure,
  next: Consequence,
  now: number,
): Outcome => {
  const { attempt, retries } = deliverable.delivery;
  const { version } = deliverable.outbox;
  const name = actionName(deliverable, action) ?? 'edit';
  switch (next.do) {
    case 'another-form':
    case 'wait':
      return attempt ? { result: {} } : {};
    case 'nothing':
      return {};
    case 'unsure':
      return name === 'edit' ? { result: { retries: { edit: editAfterUnsure(reason, now) } } } : {};
    case 'replace': {
      const replaced = aim?.form.thread ?? placeOf(deliverable);
      if (!replaced) return { result: {} };
      // A ticket keeps its card's channel if that channel takes messages (R22).
      const kept = kind === 'card-unusable' ? { channel: replaced.channel } : {};
      // Without an attempt of this worker, another worker may have posted a new card meanwhile.
      return { result: { replaced, ...kept }, ...(!attempt && { ifMoved: 'let-be' }) };
    }
    case 'pass-over':
      return { result: { shownVersion: version } };
    case 'retry-later':
    case 'redact-later': {
      const retry = retryAfterRefusal(retries[name], { version, now, reason });
      const ifMoved = next.do === 'redact-later' ? { ifMoved: 'let-be' as const } : {};
      return { result: { retries: { [name]: retry } }, ...ifMoved };
    }
    case 'forget-line': {
      const cleared = retries[name] && { retries: ended(deliverable, name) };
      return { result: { posted: passed([name]), ...cleared }, ifMoved: 'let-be' };
    }
    case 'look-up-again': {
      if (!attempt || next.refused === attempt.refused) return {};
      const { refused, ...unrefused } = attempt;
      return { attempt: { ...unrefused, ...(next.refused && { refused: next.refused }) } };
    }
    case 'give-up':
      return { result: {} };
  }
};

const ended = (
  { delivery: { retries } }: Deliverable,
  name: RetryName | undefined,
): Partial<Record<RetryName, undefined>> =>
  name !== undefined && retries[name] ? { [name]: undefined } : {};

const passed = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, 'passed']));
