import type { StepName } from '../../../lib/domain/ticket/step.ts';
import type { Deliverable } from '../../../lib/domain/delivery/deliverable.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import type { Process, Waiting } from '../scheduler.ts';
import { nearestOf } from './own-ladder.ts';
import { checkOf } from './violation.ts';
import type { Watched } from './watch-calls.ts';

/** A drain reads the index every ten seconds, and may be frozen between its decision and the attempt. */
const KNOWN_AFTER_MS = 3 * MINUTE_MS;

/** No drain sends messages one by one that it could send as one list (R24), unless a call of it failed. */
export const createCalmWatch = ({
  now,
  ladder,
  digestAbove,
  indexLagMs,
  tickets,
  acting,
  report,
}: Pick<Watched, 'now' | 'ladder' | 'digestAbove' | 'indexLagMs' | 'tickets' | 'acting' | 'report'>) => {
  const disturbed = new Set<Process>();
  const { steps } = ladder.policy;
  const last = nearestOf(steps);

  /** Lines that go to a channel, whether or not they mention somebody. */
  const isForAll = (line: string): boolean => {
    const [type, name] = line.split('/');
    const isOf = (step: StepName | undefined): boolean => step !== undefined && name === step;
    return type === 'breach' || (type === 'step' && (isOf(last) || isOf('overdue')));
  };
  const isForStepChannel = (line: string): boolean =>
    line.startsWith('escalation/') && !line.startsWith('escalation/stale/');

  /** The messages of a ticket that are pending for so long that the drain must know them, and were in no list. */
  const waiting = ({ facts, outbox, delivery, index }: Ticket): string[] => {
    const { attempt, retries, posted, ts, replaced } = delivery;
    const since = Math.max(outbox.changedAt, index.attentionAt ?? Infinity);
    const isKnown = since + KNOWN_AFTER_MS + indexLagMs < now();
    if (!isKnown || attempt || outbox.publishedVersion < outbox.version || facts.announcement === 'none')
      return [];
    const isLate = Object.keys(posted).some((name) => name.startsWith('step/overdue'));
    const lines = facts.history
      .map(({ name }) => name)
      .filter((name) => isForAll(name) || isForStepChannel(name));
    const isFree = (name: string): boolean =>
      posted[name] === undefined && !Object.keys(retries).includes(name);
    return [
      ...lines.filter((name) => isStillTrue(facts, name) && isFree(name) && !(name === 'breach' && isLate)),
      ...(ts === undefined && !replaced && isFree('card') ? ['card'] : []),
    ];
  };

  return {
    onFailed: ({ process }: Waiting): void => void disturbed.add(process),
    onWrite: (before: Deliverable | undefined, after: Deliverable): void => {
      const { process, name: call } = acting() ?? {};
      if (!process || disturbed.has(process) || call !== 'store.noteAttempt') return;
      if (!before || before.type === 'notice' || after.type === 'notice' || before.delivery.attempt) return;
      const name = after.delivery.attempt?.name;
      if (name === undefined || !waiting(before).includes(name)) return;
      const sort = sortOf(name);
      const same = [...tickets()].filter((ticket) => waiting(ticket).some((other) => sortOf(other) === sort));
      const above = name === 'card' ? digestAbove : ladder.alertsAbove;
      checkOf(report, after)(
        same.length <= above,
        'R24',
        `${process.name} sends ${name} alone, and ${same.length} of its sort wait`,
      );
    },
  };
};

/** Whether a warning or a breach still holds: no nearer step came, and the ticket has not ended otherwise. */
export const isStillTrue = ({ state, outcome, history }: Ticket['facts'], name: string): boolean => {
  if (name === 'breach') return outcome === 'auto-closed';
  const last = history.findLast((line) => line.name.startsWith('step/'))?.name.slice('step/'.length);
  return state !== 'closed' && last !== undefined && name.endsWith(`/${last}`);
};

const sortOf = (name: string): string => name.split('/').slice(0, 2).join('/');
