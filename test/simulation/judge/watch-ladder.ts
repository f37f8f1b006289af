import type { ReachedStep } from '../../../lib/domain/ticket/step.ts';
import type { Deliverable } from '../../../lib/domain/delivery/deliverable.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import {
  hasStep,
  lastAnnounced,
  nearestOf,
  ownFrom,
  type OwnStep,
  ownLastShift,
  ownStale,
  ownSteps,
  pendingOwn,
  targetOf,
  timeOf,
} from './own-ladder.ts';
import type { Process, Waiting } from '../scheduler.ts';
import { type Check, checkOf, idOf } from './violation.ts';
import type { Watched } from './watch-calls.ts';

/** A write may come a little later than its look, but not after the machine slept. */
const LONGEST_RUN_MS = 60_000;
/** How long `overdue` waits after a gap without track-sla. A run's own note may be two minutes older (R16). */
const GRACE_MS = 10 * 60_000;
const LONGEST_GAP_MS = 6 * 60_000;
/** From the look at a ticket until Slack has the message. */
const MOST_ON_ITS_WAY_MS = 20_000;

/**
 * A run of track-sla that ended normally. Epoch ms. `failed`: the number of tickets and notices that it could not
 * track.
 */
export type LadderRun = { process: Process; startedAt: number; failed: number };

/**
 * The ladder's rules at every moment (R16, R23, S4, S6): each step once, none for a closed ticket, early rather than
 * late, only the nearest. Each run of track-sla handles every step that was due at its start.
 */
export const createLadderWatch = (
  watched: Pick<Watched, 'now' | 'indexLagMs' | 'ladder' | 'tickets' | 'acting' | 'report'>,
) => {
  const { now, ladder, acting, report } = watched;
  const { policy, plain } = ladder;
  const lastStep = nearestOf(policy.steps);
  /** The writes of each ticket. Delivery's writes change neither facts nor ladder. */
  const writes = new Map<string, { at: number; by: Process | undefined; isOfFacts: boolean }[]>();
  const openingsSeen = new Set<number>();
  /** When each step was reached. */
  const reachedAt = new Map<string, number>();
  /** The last message that Slack refused, by process. */
  const failures = new Map<Process, string>();
  /** The starts of normally ended runs of track-sla. */
  const runs: number[] = [];
  /** When each was closed. */
  const closings = new Map<string, number>();
  /** When each provisional ticket was announced. */
  const announcedAt = new Map<string, number>();

  const onWrite = (before: Deliverable | undefined, after: Deliverable): void => {
    if (after.type === 'notice' || (before && before.type === 'notice')) return;
    noteWrite(before, after);
    const check = checkOf(report, after);
    const isReplaced = after.delivery.replaced?.ts !== before?.delivery.replaced?.ts;
    const by = acting()?.process;
    const refused = by && failures.get(by);
    check(
      !isReplaced || !/^(escalation|direct)\//.test(refused ?? ''),
      'R22',
      'a card was replaced because of another channel',
    );
    const known = before?.facts.steps ?? [];
    check(
      known.length === 0 ||
        JSON.stringify(after.facts.steps.slice(0, known.length)) === JSON.stringify(known),
      'S7',
      'the ledger of steps lost some, or changed them',
    );
    if (/^store\.(settle|noteResult)$/.test(acting()?.name ?? '')) checkIndexTime(after, check);
    const reached = after.facts.steps.slice(known.length);
    for (const { name, deadline } of reached) reachedAt.set(`${idOf(after.key)} ${name}/${deadline}`, now());
    if (before && reached.length > 0) checkReached(before, after, reached, check);
    const isLonger = after.facts.history.length !== before?.facts.history.length;
    if (isLonger || reached.length > 0) checkLines(before, after, reached, check);
  };

  const noteWrite = (before: Ticket | undefined, ticket: Ticket): void => {
    const id = idOf(ticket.key);
    if (ticket.facts.state !== 'closed') closings.delete(id);
    else if (before?.facts.state !== 'closed') closings.set(id, now());
    if (isUnannounced(before) && !isUnannounced(ticket)) announcedAt.set(id, now());
    const list = writes.get(id) ?? [];
    const isOfFacts = !before || before.outbox.version < ticket.outbox.version;
    list.push({ at: now(), by: acting()?.process, isOfFacts });
    writes.set(id, list);
  };

  /** An open ticket's index time is not later than its next step, whatever waits in Slack. */
  const checkIndexTime = ({ facts, index, ladder: { nextStepAt } }: Ticket, check: Check): void =>
    check(
      facts.state === 'closed' || (index.attentionAt ?? Infinity) <= Math.max(nextStepAt ?? now(), now()),
      'R3',
      `has the index time ${index.attentionAt}, later than its next step at ${nextStepAt}`,
    );

  const checkReached = (
    before: Ticket,
    after: Ticket,
    reached: readonly ReachedStep[],
    check: Check,
  ): void => {
    const call = acting();
    const startedAt = call?.process.startedAt ?? now();
    check(call?.process.kind === 'track-sla', 'R23', 'another than track-sla reached a step');
    check(
      before.facts.state !== 'closed' && after.facts.state !== 'closed',
      'R16',
      'a step of a closed ticket was reached',
    );
    const decidedAt = call?.since ?? now();
    const own = (step: ReachedStep): OwnStep | undefined => {
      if (step.name === 'stale') return ownStale(before, ladder);
      if (step.name === 'last-shift') return ownLastShift(before, ladder, step.at);
      return ownSteps(before, ladder, step.at).find(({ name }) => name === step.name);
    };
    for (const step of reached) {
      const { name, deadline, at } = step;
      const known = after.facts.steps.filter((other) => other.name === name && other.deadline === deadline);
      check(known.length === 1, 'R23', `${name} was reached ${known.length} times`);
      const scheduled = own(step);
      if (!scheduled) {
        check(false, 'R23', `${name} was reached, and the ticket has none at ${at}`);
        continue;
      }
      check(
        deadline === scheduled.deadline,
        'R23',
        `${name} was reached of ${deadline}, and it is of ${scheduled.deadline}`,
      );
      const rule = name === 'overdue' ? 'R16' : 'R23';
      const from = step.passed ? scheduled.from : ownFrom(before, scheduled, ladder);
      check(at >= from, rule, `${name} was reached too early, at ${at}`);
      check(at < scheduled.until, rule, `${name} was reached after its time, at ${at}`);
      check(
        decidedAt < scheduled.until + LONGEST_RUN_MS || name === 'last-shift',
        rule,
        `${name} was written after its time, at ${decidedAt}`,
      );
      check(
        at >= startedAt && at <= decidedAt,
        'S7',
        `${name} has the time ${at}, and it was reached at ${decidedAt}`,
      );
    }
    const fired = reached.filter(({ tells }) => tells !== undefined);
    check(fired.length <= 1, 'R23', `${fired.length} steps were announced at once`);
    const [announced] = fired;
    if (!announced) return;
    checkAudience(before, announced, check);
    const announcedStepAt = own(announced)?.at ?? Infinity;
    const nearer = reached.filter(
      (step) => step.passed && step.name !== 'last-shift' && (own(step)?.at ?? -Infinity) > announcedStepAt,
    );
    check(
      announced.name === 'last-shift' || nearer.length === 0,
      'R23',
      `${announced.name} was announced, and ${nearer[0]?.name} was nearer`,
    );
  };

  /** Whether a claim keeps the team and the step's own channel out (S6). */
  const isFresh = ({ facts: { claimedBy, claimedAt } }: Ticket, at: number): boolean =>
    claimedBy !== undefined && claimedAt !== undefined && at < claimedAt + policy.claimStaleMs;

  /**
   * Checks whom a step mentions, and until when. It may mention somebody in a shift, early for a time within a shift, or at
   * any time if it is in `nightPages` (C4).
   */
  const checkAudience = (before: Ticket, step: ReachedStep, check: Check): void => {
    const { name, at, tells, quietFrom } = step;
    // `stale` represents the withheld step.
    const as = name === 'stale' ? lastAnnounced(before)?.name : name;
    const isAnyTime =
      plain === undefined || as === undefined || as === 'off-hours' || policy.nightPages.includes(as);
    const properAt = name === 'target' ? targetOf(before, ladder) : timeOf(step);
    const shift = plain?.shiftAt(at) ?? plain?.shiftAt(properAt ?? at);
    const audience = isFresh(before, at) ? 'claimer' : 'team';
    const wanted = isAnyTime || shift ? audience : 'nobody';
    check(tells === wanted, 'C4', `${name} mentions ${tells} and not ${wanted}`);
    const until = isAnyTime ? undefined : shift?.endsAt;
    check(quietFrom === until, 'C4', `${name} is quiet from ${quietFrom} and not from ${until}`);
  };

  /** The new lines are exactly those of the steps reached in the same write. */
  const checkLines = (
    before: Ticket | undefined,
    after: Ticket,
    reached: readonly ReachedStep[],
    check: Check,
  ): void => {
    const known = before?.facts.history.length ?? 0;
    const added = after.facts.history
      .slice(known)
      .map(({ name }) => name)
      .filter(isWarning);
    const expectedLines = reached
      .filter(({ tells }) => tells !== undefined)
      .flatMap(({ name, deadline, at, tells }) => {
        const line = `step/${name}/${deadline}`;
        const mayEscalate = !isFresh(after, at) && (name === 'stale' || policy.ownChannel.includes(name));
        const escalation = `escalation/${name}/${deadline}`;
        const isEscalated =
          mayEscalate && !(name === 'stale' && !added.some((addedLine) => addedLine === escalation));
        const isDirect =
          policy.remindsClaimer === true &&
          name === lastStep &&
          tells !== 'nobody' &&
          after.facts.claimedBy !== undefined;
        return [
          line,
          ...(isEscalated ? [escalation] : []),
          ...(isDirect ? [`direct/${name}/${deadline}`] : []),
        ];
      });
    check(
      added.join() === expectedLines.join(),
      'R23',
      `reached ${expectedLines.join()}, and announces ${added.join()}`,
    );
  };

  /** Whether track-sla has run without a gap for so long that `overdue` no longer waits (R16). A run may sleep, too. */
  const runsWithoutGap = (startedAt: number): boolean => {
    if (now() - startedAt > LONGEST_GAP_MS) return false;
    // A run writes its note a little after its start.
    const since = startedAt - GRACE_MS - LONGEST_RUN_MS;
    const recent = runs.filter((at) => at > since - LONGEST_GAP_MS);
    const gaps = recent.map((at, index) => at - (recent[index - 1] ?? -Infinity)).slice(1);
    return (recent[0] ?? Infinity) <= since && gaps.every((ms) => ms <= LONGEST_GAP_MS);
  };

  /** A normally ended run leaves nothing that was due at its start (S2). */
  const onRun = ({ process, startedAt, failed }: LadderRun): void => {
    runs.push(startedAt);
    const [begun, ended] = [startedAt, now()];
    const shift = plain?.shiftAt(begun);
    if (shift && ended < shift.endsAt && failed === 0) openingsSeen.add(shift.startsAt);
    const left: { ticket: Ticket; step: OwnStep }[] = [];
    for (const ticket of watched.tickets()) {
      if (ticket.facts.state === 'closed' || isDisturbed(ticket, process, startedAt)) continue;
      const id = idOf(ticket.key);
      if (isUnannounced(ticket) || (announcedAt.get(id) ?? 0) > startedAt) continue;
      const due = pendingOwn(ticket, ladder, begun).filter(
        ({ name, from, until }) =>
          from <= begun && ended < until && (name !== 'overdue' || runsWithoutGap(startedAt)),
      );
      const last = ownLastShift(ticket, ladder, begun);
      const stale = ownStale(ticket, ladder);
      for (const step of [last, stale])
        if (step && !hasStep(ticket, step) && step.from <= begun && ended < step.until) due.push(step);
      const [step] = due;
      if (step) left.push({ ticket, step });
    }
    const [first] = left;
    const words = left
      .map(({ ticket, step }) => `${step.name} of ${idOf(ticket.key)}, due from ${step.from}`)
      .join('; ');
    // If a shift's list cannot be written, all its tickets are left.
    const ofShift = left.filter(({ step: { name } }) => name === 'last-shift').length;
    if (first && left.length - Math.max(0, ofShift - 1) > failed)
      report({
        rule: 'S2',
        problem: `${process.name}, which failed ${failed} times, left ${words}`,
        concerns: first.ticket.key.inquiryId,
      });
  };

  /** Another process wrote it during the run or shortly before, so the run may not have seen the present state. */
  const isDisturbed = (ticket: Ticket, process: Process, startedAt: number): boolean =>
    (writes.get(idOf(ticket.key)) ?? []).some(
      ({ at, by, isOfFacts }) => by !== process && at >= startedAt - (isOfFacts ? watched.indexLagMs : 0),
    );

  /**
   * No warning for a ticket that was closed before the line was decided, and none for a step if a nearer step is pending
   * (R16, R23).
   */
  const onSlackCall = ({ name, about: { deliverable, message = '' } }: Waiting): void => {
    if (name !== 'slack.post' || !deliverable || deliverable.type === 'notice' || !isWarning(message)) return;
    const check = checkOf(report, deliverable);
    const closedAt = closings.get(idOf(deliverable.key)) ?? Infinity;
    check(
      deliverable.facts.state !== 'closed' && now() < closedAt + MOST_ON_ITS_WAY_MS,
      'R16',
      `${message} is sent, and the ticket was closed`,
    );
    const names = deliverable.facts.history.map((line) => line.name);
    const later = names.slice(names.findIndex((lineName) => lineName === message) + 1);
    const nearer = later.find(
      (lineName) => lineName.startsWith('step/') && !lineName.endsWith(message.split('/').slice(1).join('/')),
    );
    check(nearer === undefined, 'R23', `${message} is sent, and ${nearer} is pending or was sent`);
  };

  const onFailed = ({ process, name, about: { message } }: Waiting): void => {
    if (name.startsWith('slack.')) failures.set(process, message ?? '');
  };

  const wasReached = (ticket: Ticket, { name, deadline }: ReachedStep, by: number): boolean => {
    const id = idOf(ticket.key);
    const from = by - watched.indexLagMs - LONGEST_RUN_MS;
    const isUnderWay = (writes.get(id) ?? []).some(({ at }) => at >= from && at <= by);
    return (reachedAt.get(`${id} ${name}/${deadline}`) ?? Infinity) < from && !isUnderWay;
  };

  return { onWrite, onRun, onSlackCall, onFailed, openingsSeen, wasReached };
};

/** Before its announcement a provisional ticket has no steps. */
const isUnannounced = (ticket: Ticket | undefined): boolean =>
  ticket?.facts.provisional?.announceAt !== undefined;

const isWarning = (name: string): boolean => /^(step|escalation|direct)\//.test(name);
