import {
  afterFailure,
  callOf,
  type Consequence,
  type Consequences,
  type Failed,
} from '../../domain/delivery/after-failure.ts';
import { type Aim, formKey, type Planned, restKey, waitKeys } from '../../domain/delivery/aim.ts';
import { type Deliverable, deliverableId } from '../../domain/delivery/deliverable.ts';
import { tryAgainInMs, withPost, withRefusal } from '../../domain/delivery/known-channel.ts';
import { type Form, isUnderEarlier } from '../../domain/delivery/destination.ts';
import { actionName, type DeliveryAction } from '../../domain/delivery/plan-delivery.ts';
import type { Attempt } from '../../domain/ticket/ticket.ts';
import { MINUTE_MS } from '../../domain/time/durations.ts';
import { type Clock, elapsedOf } from '../ports/clock.ts';
import { type LaneEnd, SLOW, type Wait } from '../ports/store.ts';
import type { Log } from '../ports/log.ts';
import type { SlackFailure } from '../ports/slack.ts';
import type { HeldLane } from './lane.ts';
import type { Call, Sent } from './call-slack.ts';

/**
 * One post a second in each channel, and about fifty edits a minute (tier 3). Source: docs.slack.dev, rate limits, "Posting
 * messages", and `chat.update`.
 */
const EVERY_MS = { post: 1_000, edit: 1_200, 'look-up': 0 };
/** The pace after a 429, since another vendor's lane may post to the same channel. At twice the interval two lanes still collide. */
const SLOWER = 2.5;
const SLOW_FOR_MS = 10 * MINUTE_MS;
export const LONGEST_PACE_MS = SLOWER * EVERY_MS.edit;

/** The pause before an interrupted search continues. Slack allows about fifty look-ups a minute; each try makes five. */
const NEXT_PAGES_MS = 6_000;

export const createTries = (
  lane: Pick<HeldLane, 'waits' | 'channels'>,
  { clock, log }: { clock: Clock; log: Log },
) => {
  const waits = createWaits(lane.waits, clock);
  const elapsed = elapsedOf(clock);
  const forms = new Map<string, Form>();
  /** Ids of the tickets and notices whose message was replaced. */
  const replaced = new Set<string>();
  const lookedUp = new Set<string>();
  let unsure = 0;
  let { channels } = lane;
  let refused = 0;

  const noteFailure = (failure: SlackFailure, tried: Tried): Consequence => {
    const { deliverable, action, aim, what, isGone } = tried;
    const { attempt, retries } = deliverable.delivery;
    const id = deliverableId(deliverable.key);
    const name = actionName(deliverable, action);
    const now = clock.now();
    const isOfChannel = failure.kind === 'channel-unusable';
    const againInMs = isOfChannel ? tryAgainInMs(channels[aim.channel], failure.reason, now) : undefined;
    if (againInMs !== undefined) channels = withRefusal(channels, aim.channel, now);
    const next = afterFailure(failure, {
      what,
      form: aim.form,
      listAgeMs:
        deliverable.type === 'notice' && deliverable.facts.about === 'list'
          ? now - deliverable.outbox.changedAt
          : undefined,
      // Also true if the message failed again after a new card: another card would only add clutter.
      isReplaced: replaced.has(id) || (!isGone && name !== undefined && (retries[name]?.times ?? 0) > 0),
      tryAgainInMs: againInMs,
      isUnderEarlier:
        action.do === 'redact-line' &&
        deliverable.type === 'ticket' &&
        isUnderEarlier(deliverable, action.name),
      unsure,
      refused: attempt?.refused,
      onlyFinds: action.do === 'look-up' && action.onlyFinds === true,
      now,
    });
    const fields = { deliverable: id, reason: failure.reason };
    if ('wait' in next && next.wait) waits.add(restKey(next.wait, aim), next.wait.forMs);
    switch (next.do) {
      case 'another-form':
        // Each form is a separate attempt, and waits until the channel may take the next post.
        forms.set(formKey(deliverable, action), next.form);
        break;
      case 'wait':
        // The next try uses the usual channel again, not the fallback.
        if (next.wait.on === 'channel') forms.delete(formKey(deliverable, action));
        break;
      case 'unsure':
        if (what !== 'edit-along') unsure += 1;
        break;
      case 'replace':
        replaced.add(id);
        break;
      case 'retry-later':
        refused += 1;
        break;
      case 'give-up':
        log.error(
          'Slack refuses the look-up, so a message may be posted twice: give the app its history scopes and invite it',
          { ...fields, attempt: name, channel: aim.channel },
        );
        break;
      case 'forget-line':
        if (next.mayQuote)
          log.warn('slack: a line under an earlier card may still quote an erased text', fields);
        break;
      case 'redact-later':
        log.warn('slack: a line that quotes an erased text could not be edited', fields);
        break;
      default:
    }
    return next;
  };

  const noteCall = ({ begunAt, failure, ref, cut, isGone }: Call, tried: Tried): Consequence | undefined => {
    const { method, channel } = tried.aim;
    const key = `${method}:${channel}`;
    if (begunAt !== undefined) {
      const isTooFast = failure?.kind === 'rate-limited';
      if (isTooFast) waits.add(`${SLOW}${key}`, SLOW_FOR_MS);
      const isSlow = !isTooFast && waits.left([`${SLOW}${key}`]) > 0;
      waits.add(key, EVERY_MS[method] * (isSlow ? SLOWER : 1), begunAt);
    }
    if (failure) return noteFailure(failure, { ...tried, isGone });
    if (ref && method === 'post') channels = withPost(channels, channel, ref.ts);
    if (cut) waits.add(key, Math.max(cut.waitMs ?? 0, NEXT_PAGES_MS));
    unsure = 0;
    return undefined;
  };

  return {
    waitMs: (aim: Aim | undefined): number => waits.left(waitKeys(aim)),
    /** When a channel takes the next edit, monotonic clock. */
    editFreeAt: (channel = ''): number => elapsed() + waits.left([`edit:${channel}`]),
    /** The greatest `ts` of a confirmed post to a channel or person. */
    lastTs: (channel = ''): string | undefined => channels[channel]?.ts,
    formOf: (deliverable: Deliverable, action: DeliveryAction): Form | undefined =>
      forms.get(formKey(deliverable, action)),
    wasLookedUp: ({ token }: Attempt): boolean => lookedUp.has(token),
    refused: (): number => refused,
    kept: (): LaneEnd => ({ waits: waits.kept(), channels }),
    /** Records the answers for later calls, and returns their consequences for the item. */
    note: ({ action, aim }: Planned, { deliverable, call, along }: Exclude<Sent, string>): Consequences => {
      const { attempt, channel = '' } = deliverable.delivery;
      if (action.do === 'look-up' && attempt) lookedUp.add(attempt.token);
      if (!aim || !call) return {};
      const edit = { action: { do: 'edit' }, aim: { method: 'edit', channel, form: {} } } as const;
      return {
        own: noteCall(call, { deliverable, action, aim, what: callOf(action) }),
        along: along && noteCall(along, { deliverable, ...edit, what: 'edit-along' }),
      };
    },
  };
};

/**
 * The waits after Slack's answers. Keys: `post:<channel>`, `edit:<channel>`, `look-up:<channel>`, `channel:<channel>`,
 * `token`, `slack`. Nothing waits for a key that begins with `SLOW`.
 */
export type Waits = {
  /** The longest remaining wait of these keys, ms. 0 if none must wait. */
  left: (keys: readonly string[]) => number;
  /**
   * Makes a key wait. Never shortens a wait.
   * @param from monotonic clock; default: now
   */
  add: (key: string, forMs: number, from?: number) => void;
  kept: () => Record<string, Wait>;
};

/**
 * Uses the monotonic clock, so that a clock that is set back lengthens no wait.
 * @internal
 */
export const createWaits = (stored: Record<string, Wait>, clock: Clock): Waits => {
  const elapsed = elapsedOf(clock);
  const ends = new Map<string, number>();
  const left = (key: string): number => Math.max(0, (ends.get(key) ?? 0) - elapsed());
  const add = (key: string, forMs: number, from = elapsed()): void => {
    ends.set(key, Math.max(ends.get(key) ?? from, from + forMs));
  };
  for (const [key, { until, forMs }] of Object.entries(stored))
    add(key, Math.min(until - clock.now(), forMs));
  return {
    left: (keys) => Math.max(0, ...keys.map(left)),
    add,
    kept: () =>
      Object.fromEntries(
        [...ends.keys()]
          .filter((key) => left(key) > 0)
          .map((key) => [key, { until: clock.now() + left(key), forMs: left(key) }]),
      ),
  };
};

export type Tries = ReturnType<typeof createTries>;

type Tried = Planned & { aim: Aim; what: Failed['what']; isGone?: boolean | undefined };
