import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import type { Deliverable } from '../../../lib/domain/delivery/deliverable.ts';
import { CHANNEL, FALLBACK_CHANNEL, type SlackCall, STEP_CHANNEL } from '../memory-slack.ts';
import type { SlackSickness } from '../slack-sickness.ts';
import { checkOf, idOf, type Report } from './violation.ts';
import { newestOnCard } from './check-cards.ts';
import { isStillTrue } from './watch-calm.ts';
import { MINUTE_MS, SECOND_MS } from '../../../lib/domain/time/durations.ts';

type Watched = {
  /** Epoch ms. */
  now: () => number;
  /** Longest lag of the index, ms. */
  indexLagMs: number;
  deliverables: () => Iterable<Deliverable>;
  sickness: SlackSickness;
  /** The channel in the configuration of a process that starts now. */
  channel: () => string;
  report: Report;
};

/**
 * The limit, apart from the index's lag, until a healthy pending message is in Slack. The worst case: the wake-up is lost,
 * so the next run of `track-sla` wakes notify, after a minute and some seconds; the drain has just begun a look, which
 * takes ten seconds; and two calls time out.
 */
const BOUND_MS = 120 * SECOND_MS;
/** The time of each message before it: an attempt, a call and a result with a slow store, and the channel's second. */
const EACH_MS = 8 * SECOND_MS;
/** The most calls of one message, apart from those that its problem causes. */
const MOST_CALLS = 40;
/**
 * A message refused in every form is tried about 100 times a day, in three forms each (R22), and at once for each new
 * version.
 */
const MOST_CALLS_OF_REFUSED = 330;

/** Healthy messages do not wait for failing ones, and no message is sent again and again. */
export const createHealthWatch = (watched: Watched) => {
  const { now, indexLagMs, sickness, report } = watched;
  /** For each message that is not in Slack: since when nothing keeps it back. Epoch ms. */
  const pendingSince = new Map<string, number>();
  /** Faults of the program itself, and how long each may delay a message. */
  let disturbances: { at: number; forMs: number }[] = [];
  const calls = new Map<string, number>();

  const disturbedMs = (since: number): number =>
    disturbances.reduce((sum, { at, forMs }) => (at + forMs >= since ? sum + forMs : sum), 0);

  const check = (): void => {
    const pending = [...watched.deliverables()].flatMap((deliverable) =>
      missing(deliverable).map((name) => ({
        deliverable,
        name,
        key: `${idOf(deliverable.key)} ${name}`,
      })),
    );
    const sick = new Set(
      pending.filter(({ deliverable, name }) => isSick(deliverable, name, watched)).map(({ key }) => key),
    );
    const hasThreadCard = pending.some(
      ({ deliverable, name }) =>
        deliverable.type === 'ticket' && name === 'card' && isListed(deliverable, name),
    );
    const healthy = pending.filter(({ deliverable, name, key }) => {
      if (sick.has(key)) return false;
      // A list links to its cards once they are there.
      if (deliverable.type === 'notice')
        return !(name === 'edit' && deliverable.facts.about === 'list' && hasThreadCard);
      // A message waits for its list.
      const list = deliverable.delivery.posted[name]?.replace(/^in\//, 'list/');
      const { market, vendorId } = deliverable.key;
      return list === undefined || !sick.has(`${market}/${vendorId}/${list} notice`);
    });
    const keys = new Set(healthy.map(({ key }) => key));
    for (const key of pendingSince.keys()) if (!keys.has(key)) pendingSince.delete(key);
    for (const { deliverable, name, key } of healthy) {
      const since = pendingSince.get(key) ?? now();
      pendingSince.set(key, since);
      // A warning goes before all others. Other messages wait for everything that is pending.
      const before = isWarning(deliverable, name)
        ? healthy.filter((message) => isWarning(message.deliverable, message.name))
        : healthy;
      const boundMs = BOUND_MS + indexLagMs + EACH_MS * before.length + disturbedMs(since);
      const problem = `${name} is pending for ${Math.round((now() - since) / SECOND_MS)} s, and nothing is wrong with it`;
      checkOf(report, deliverable)(now() - since <= boundMs, 'healthy', problem);
    }
    const oldest = Math.min(now(), ...pendingSince.values());
    disturbances = disturbances.filter(({ at, forMs }) => at + forMs >= oldest);
  };

  return {
    check,
    /** A wake-up was lost, or a worker died or was frozen. */
    disturb: (forMs: number): void => void disturbances.push({ at: now(), forMs }),
    onCall: ({ method, deliverable, name }: SlackCall): void => {
      if (method === 'find') return;
      const id = idOf(deliverable.key);
      // Each version may be shown at once.
      const key = `${id} ${name === 'edit' ? `edit of version ${deliverable.outbox.version}` : name}`;
      const count = (calls.get(key) ?? 0) + 1;
      calls.set(key, count);
      const most = (sickness.wasRefused(id, name) ? MOST_CALLS_OF_REFUSED : MOST_CALLS) + sickness.probes();
      checkOf(report, deliverable)(count <= most, 'calls', `${name} was sent for ${count} times`);
    },
  };
};

/** The messages of a ticket or notice that are not in Slack, named as in an attempt, or `edit`. */
const missing = (deliverable: Deliverable): string[] => {
  const { publishedVersion, version } = deliverable.outbox;
  const { shownVersion, ts } = deliverable.delivery;
  if (publishedVersion === 0) return [];
  const isCurrent = shownVersion >= (deliverable.type === 'ticket' ? newestOnCard(deliverable) : version);
  const own = isCurrent ? [] : ['edit'];
  if (deliverable.delivery.attempt) return ['look-up'];
  if (deliverable.type === 'notice') return own.length > 0 && ts === undefined ? ['notice'] : own;
  if (deliverable.facts.announcement === 'none') return [];
  if (ts === undefined) return ['card'];
  return [
    ...own,
    ...deliverable.facts.history
      .map(({ name }) => name)
      .filter((name) =>
        isListed(deliverable, name)
          ? isStillTrue(deliverable.facts, name)
          : (deliverable.delivery.posted[name] ?? 'alone') === 'alone',
      ),
  ];
};

const isListed = ({ delivery }: Ticket, name: string): boolean =>
  delivery.posted[name]?.startsWith('in/') === true;

/** A message of a list waits in its thread like any line that warns of nothing. */
const isWarning = (deliverable: Deliverable, name: string): boolean =>
  deliverable.type === 'notice'
    ? deliverable.facts.about === 'list' && deliverable.facts.of !== 'new'
    : /^(step|escalation|direct|breach)/.test(name) && !isListed(deliverable, name);

/** Whether Slack itself keeps the message back now. */
const isSick = (deliverable: Deliverable, name: string, { now, sickness, channel }: Watched): boolean => {
  const { attempt, retries, replaced } = deliverable.delivery;
  if (sickness.isTokenDead()) return true;
  if (attempt) return now() < attempt.at + MINUTE_MS || sickness.problemOf(attempt.channel) === 'wait';
  const retry = Object.entries(retries).find(([retryName]) => retryName === name)?.[1];
  if (retry && retry.version >= deliverable.outbox.version && retry.at > now()) return true;
  if (sickness.isRefused(idOf(deliverable.key), name)) return true;
  const isForStep =
    deliverable.type === 'notice' &&
    deliverable.facts.about === 'list' &&
    deliverable.facts.of.startsWith('escalation/');
  const claimer = deliverable.type === 'ticket' ? deliverable.facts.claimedBy : undefined;
  if (name.startsWith('direct/')) return sickness.problemOf(claimer ?? CHANNEL) !== undefined;
  const goesTo = name.startsWith('escalation/')
    ? STEP_CHANNEL
    : (deliverable.delivery.channel ??
      (isForStep ? STEP_CHANNEL : deliverable.type === 'notice' || !replaced ? channel() : CHANNEL));
  // A lost channel has a fallback. A channel that must wait has none.
  return (
    sickness.problemOf(goesTo) === 'wait' ||
    (sickness.problemOf(goesTo) === 'gone' && sickness.problemOf(FALLBACK_CHANNEL) !== undefined)
  );
};
