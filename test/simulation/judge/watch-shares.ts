import type { Deliverable } from '../../../lib/domain/delivery/deliverable.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import { saysEnd } from './check-ladder.ts';
import { FALLBACK_CHANNEL } from '../memory-slack.ts';
import type { Process, Waiting } from '../scheduler.ts';
import { checkOf, idOf } from './violation.ts';
import type { Watched } from './watch-calls.ts';

/** The author of what the roster does, in the ledger. */
export const ROSTER = 'roster';

/** The rules of load sharing, by the harness's own view of the roster (A9, R30). */
export const createShareWatch = ({
  now,
  sharing,
  acting,
  report,
}: Pick<Watched, 'now' | 'sharing' | 'acting' | 'report'>) => {
  /** The people in do-not-disturb by Slack's answer, by the process that asked. */
  const resting = new Map<Process, ReadonlySet<string>>();
  /** Tickets whose direct message had no recipient for a while. */
  const orphaned = new Set<string>();
  let assigned = 0;
  let direct = 0;
  const checkTicket =
    (ticket: Ticket) =>
    (holds: boolean, problem: string): void =>
      checkOf(report, ticket)(holds, 'R30', problem);
  const worked = (user: string, call: Waiting): boolean =>
    [call.process.startedAt, call.since, now()].some((at) => sharing?.works(user, at));

  return {
    counts: () => ({ assigned, direct }),
    onRests: (process: Process, users: ReadonlySet<string>): void => void resting.set(process, users),
    onWrite: (before: Deliverable | undefined, after: Deliverable): void => {
      if (before?.type !== 'ticket' || after.type !== 'ticket') return;
      const check = checkTicket(after);
      const { claimedBy } = after.facts;
      const hasDirect = after.facts.history.some(({ name }) => name.startsWith('direct/'));
      if (hasDirect && claimedBy === undefined) orphaned.add(idOf(after.key));
      const added = after.facts.history.slice(before.facts.history.length);
      const shared = added.filter(({ deed }) => deed?.by === ROSTER);
      const call = acting();
      if (call?.process.kind !== 'share')
        return check(shared.length === 0, 'another assigned for the roster');
      if (after.outbox.version === before.outbox.version) return;
      check(sharing !== undefined, 'was assigned, and nobody shares');
      check(shared.length === 1 && claimedBy !== undefined, 'was not assigned to one person');
      if (claimedBy === undefined) return;
      assigned += 1;
      const { claimedBy: had, claimedAt = Infinity, state, dueAt } = before.facts;
      const at = now();
      check(shared[0]?.deed?.to === claimedBy, 'the ledger names another person');
      check(state === 'open', `was assigned, and is ${state}`);
      // Its card may just be replaced.
      const { ts, replaced } = before.delivery;
      check((ts ?? replaced) !== undefined, 'was assigned before it was shown');
      check(call.process.startedAt < dueAt, 'was assigned after its deadline');
      check(
        had === undefined || at >= claimedAt + (sharing?.policy.passOnMs ?? Infinity),
        `was taken from ${had}, whose claim counts`,
      );
      check(had !== claimedBy, 'was assigned to the person who already had it');
      check(worked(claimedBy, call), `was assigned to ${claimedBy}, who does not work`);
      check(!resting.get(call.process)?.has(claimedBy), `was assigned to ${claimedBy}, who rests`);
      check(
        !before.facts.history.some(({ deed }) => deed?.did === 'released' && deed.by === claimedBy),
        `was assigned to ${claimedBy}, who gave it back`,
      );
      check(!listAssigned(before).includes(claimedBy), `was assigned to ${claimedBy} before`);
    },
    onSlackCall: ({ name, about: { deliverable, message = '', channel } }: Waiting): void => {
      if (name !== 'slack.post' || deliverable?.type !== 'ticket' || !message.startsWith('direct/')) return;
      direct += 1;
      checkTicket(deliverable)(
        channel === deliverable.facts.claimedBy || channel === FALLBACK_CHANNEL,
        `${message} goes to ${channel}, and ${deliverable.facts.claimedBy} has claimed it`,
      );
    },
    /** Checks the invariants once all is at rest. */
    check: (tickets: readonly Ticket[]): void => {
      for (const ticket of tickets) {
        const check = checkTicket(ticket);
        for (const [index, { name }] of ticket.facts.history.entries()) {
          if (!name.startsWith('direct/') || ticket.delivery.posted[name] !== 'passed') continue;
          const later = ticket.facts.history.slice(index + 1);
          const isOvertaken = later.some((line) => saysEnd(line) || line.name.startsWith('step/'));
          check(isOvertaken || orphaned.has(idOf(ticket.key)), `${name} never reached its claimer`);
        }
        const { state, claimedBy, dueAt, act, history, announcement } = ticket.facts;
        const at = now();
        const isFree = claimedBy === undefined && (act === undefined || act.progress === 'told');
        if (state !== 'open' || announcement === 'none' || !isFree || at >= dueAt) continue;
        const gaveBack = history.flatMap(({ deed }) => (deed?.did === 'released' ? [deed.by] : []));
        const takers = sharing?.policy.roster.people.filter(
          ({ user }) =>
            !gaveBack.includes(user) &&
            !listAssigned(ticket).includes(user) &&
            SETTLED_MS.every((ms) => sharing.works(user, at - ms) && !sharing.rests(user, now() - ms)),
        );
        check((takers ?? []).length === 0, `nobody got it, and ${takers?.[0]?.user} works`);
      }
    },
  };
};

/** The people to whom the roster gave the ticket. */
const listAssigned = ({ facts: { history } }: Ticket): string[] =>
  history.flatMap(({ deed }) => (deed?.by === ROSTER && deed.to !== undefined ? [deed.to] : []));

/** Long enough for a run of track-sla, the lag of the index, and the work after them. */
const SETTLED_MS = [0, 1, 2, 3, 4, 5].map((minutes) => minutes * MINUTE_MS);
