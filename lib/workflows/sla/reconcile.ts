import { defined } from '../../domain/defined.ts';
import { giveUpAct } from '../../domain/act/decide-act.ts';
import { isPending } from '../../domain/ticket/act.ts';
import { attentionTime } from '../../domain/delivery/attention-time.ts';
import type { NoticeRow } from '../../domain/notice/notice.ts';
import { type Deliverable, deliverableId, isNoticeKey } from '../../domain/delivery/deliverable.ts';
import type { AttentionRow, Ticket } from '../../domain/ticket/ticket.ts';
import { rankOf } from '../../domain/delivery/urgency.ts';
import { readDeliverable } from '../outbox/read-deliverable.ts';
import { lookAt, type TrackRun } from './track-sla-run.ts';

/** Notes a ticket or notice with unpublished events, or settles it. The drain handles pending messages. */
export const reconcile = async (row: AttentionRow | NoticeRow, run: TrackRun): Promise<void> => {
  if (run.due.reconciled.has(deliverableId(row)) || isTheDrains(row, run)) return;
  const deliverable = await readDeliverable(row, run.ports);
  if (deliverable) await reconcileRead(deliverable, run);
};

export const reconcileRead = async (deliverable: Deliverable, run: TrackRun): Promise<void> => {
  const { due, settings } = run;
  const id = deliverableId(deliverable.key);
  const hasActDue = deliverable.type === 'ticket' && isActDue(deliverable, run.ports.clock.now());
  // Nobody reads a source that was switched off, so its acts have no result.
  const acts =
    settings.acting && deliverable.type === 'ticket' && settings.sources.includes(deliverable.key.source);
  const givenUp = hasActDue && !acts ? await giveUp(deliverable, run) : undefined;
  if (givenUp) due.unpublished.set(id, givenUp);
  else if (deliverable.outbox.publishedVersion < deliverable.outbox.version)
    due.unpublished.set(id, deliverable);
  else if (await settle(deliverable, run)) due.settled += 1;
  if (hasActDue && acts) due.acts.push(deliverable);
  due.reconciled.add(id);
};

const isActDue = ({ facts: { act } }: Ticket, now: number): boolean =>
  isPending(act) && (act.nextAt ?? 0) <= now;

const giveUp = async (ticket: Ticket, run: TrackRun): Promise<Ticket | undefined> => {
  const now = run.ports.clock.now();
  const change = ticket.facts.act && giveUpAct(ticket, ticket.facts.act, now);
  return change && run.ports.writer.change(change.before, change.facts, change.event, now);
};

/** The item is published and pending in Slack, and neither its ladder nor its act is due. There may be thousands. */
const isTheDrains = (row: AttentionRow | NoticeRow, run: TrackRun): boolean =>
  row.rank !== undefined &&
  row.publishedVersion >= row.version &&
  (isNoticeKey(row) || nextLookOf(row) > run.ports.clock.now());

/** A closed ticket has a next look only while its act has no result. */
const nextLookOf = ({ closedAt, nextStepAt = closedAt === undefined ? 0 : Infinity }: AttentionRow): number =>
  nextStepAt;

/** Settles a ticket without a due step by the present ladder. False if another writer works on it. */
export const lookAgain = async (ticket: Ticket, run: TrackRun): Promise<boolean> => {
  const at = nextLookAt(ticket, run.ports.clock.now(), run);
  if (at === undefined || at === ticket.ladder.nextStepAt) return true;
  const attentionAt = Math.min(at, ticket.index.attentionAt ?? at);
  const isSettled = await run.ports.writer.settle(ticket, { attentionAt, nextStepAt: at });
  if (isSettled) run.due.settled += 1;
  return isSettled;
};

const settle = async (deliverable: Deliverable, run: TrackRun): Promise<boolean> => {
  const now = run.ports.clock.now();
  const nextStepAt = nextLookAt(deliverable, now, run);
  const isTicket = deliverable.type === 'ticket';
  const looked =
    isTicket && nextStepAt !== undefined ? { ...deliverable, ladder: { nextStepAt } } : deliverable;
  const attentionAt = attentionTime(looked, now);
  // A pending item stays due and need not be written each minute.
  const isSame =
    deliverable.index.rank === rankOf(deliverable) &&
    (nextStepAt === undefined || (isTicket && nextStepAt === deliverable.ladder.nextStepAt)) &&
    attentionAt !== undefined &&
    attentionAt <= now;
  if (isSame) return false;
  return run.ports.writer.settle(deliverable, defined({ attentionAt, nextStepAt }));
};

/** When the ladder or an unfinished act is checked next. `undefined` for a notice or a closed ticket. */
const nextLookAt = (deliverable: Deliverable, now: number, run: TrackRun): number | undefined => {
  if (deliverable.type === 'notice' || deliverable.facts.state === 'closed') return undefined;
  const { look } = lookAt(deliverable, run);
  // The next run handles steps that could not be written or became due since.
  const isDue = look.fires !== undefined || look.passed.length > 0 || look.lastShift !== undefined;
  const { act } = deliverable.facts;
  const actAt = isPending(act) ? (act.nextAt ?? 0) : Number.POSITIVE_INFINITY;
  return isDue ? now : Math.min(look.lookAgainAt, actAt);
};
