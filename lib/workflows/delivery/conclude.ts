import { type Deliverable, deliverableId } from '../../domain/delivery/deliverable.ts';
import { placeOf } from '../../domain/delivery/place-of.ts';
import type { AttemptName } from '../../domain/ticket/ticket.ts';
import type { SlackFailure } from '../ports/slack-error.ts';
import { afterFailure, editAfterUnsure, type Failed, type Rest, retryAfterRefusal } from './after-failure.ts';
import { type Aim, formKey } from './aim-action.ts';
import type { DrainRun, ActionOutcome } from './drain-run.ts';
import { SEND_SPANS } from './send-spans.ts';

type Call = {
  what: Failed['what'];
  deliverable: Deliverable;
  name: AttemptName | 'edit';
  aim: Aim;
  onlyFinds?: boolean;
};

/** Does what follows from a failed call, and returns what to write (R19, R21, R22). */
export const conclude = (
  failure: SlackFailure,
  { what, deliverable, name, aim, onlyFinds = false }: Call,
  run: DrainRun,
): Exclude<ActionOutcome, string> => {
  const { attempt, retries } = deliverable.delivery;
  const { version } = deliverable.outbox;
  const { log, clock, spans = SEND_SPANS } = run.services;
  const { kind, reason } = failure;
  const id = deliverableId(deliverable.key);
  const now = clock.now();
  const channel = (name !== 'edit' && attempt?.channel) || aim.channel;
  const next = afterFailure(failure, {
    what,
    options: aim.options,
    isDigest: deliverable.type === 'notice' && deliverable.facts.about === 'digest',
    // Or a new card did not help before. Another one would only be one more for people to see.
    isReplaced: run.replaced.has(id) || (retries[name]?.times ?? 0) > 0,
    unsure: run.unsure,
    answeredAt: run.answeredAt,
    refused: attempt?.refused,
    onlyFinds,
    now,
    lookUpForMs: spans.lookUpForMs,
  });
  if ('wait' in next && next.wait) run.waits.add(waitKey(next.wait, aim), next.wait.forMs);
  switch (next.do) {
    case 'another-form':
      // Each form is an attempt of its own and waits for the channel's next second.
      run.forms.set(formKey(deliverable, name), next.options);
      return attempt ? { deliverable, result: {} } : { deliverable };
    case 'nothing':
      return { deliverable };
    case 'wait':
      // The next try begins with the channel itself.
      if (next.wait.on === 'channel') run.forms.delete(formKey(deliverable, name));
      return attempt ? { deliverable, result: {} } : { deliverable };
    case 'unsure':
      if (what !== 'edit-along') run.unsure += 1;
      return name === 'edit'
        ? { deliverable, result: { retries: { edit: editAfterUnsure(reason, now) } } }
        : { deliverable };
    case 'replace': {
      run.replaced.add(id);
      const replaced = aim.options.thread ?? placeOf(deliverable);
      if (!replaced) return { deliverable, result: {} };
      // A ticket keeps its card's channel if that channel takes messages (R22).
      const kept = kind === 'card-unusable' ? { channel: replaced.channel } : {};
      // This worker has no attempt, so another may have posted a new card meanwhile.
      return { deliverable, result: { replaced, ...kept }, ...(!attempt && { ifMoved: 'let-be' }) };
    }
    case 'pass-over':
      return { deliverable, result: { shownVersion: version } };
    case 'retry-later': {
      run.refused += 1;
      const retry = retryAfterRefusal(retries[name], { version, now, reason });
      return { deliverable, result: { retries: { [name]: retry } } };
    }
    case 'look-up-again': {
      if (!attempt || next.refused === attempt.refused) return { deliverable };
      const { refused, ...unrefused } = attempt;
      return { deliverable, attempt: { ...unrefused, ...(next.refused && { refused: next.refused }) } };
    }
    case 'give-up':
      log.error(
        'Slack refuses the look-up, so a message may be posted twice: give the app its history scopes and invite it',
        { deliverable: id, attempt: name, reason, channel },
      );
      return { deliverable, result: {} };
  }
};

export const waitKey = ({ on }: Rest, { method, channel, home = channel }: Aim): string => {
  if (on === 'method') return `${method}:${channel}`;
  return on === 'channel' ? `channel:${home}` : on;
};
