import { defined } from '../defined.ts';
import { isClaimFresh } from '../ladder/ladder-claim.ts';
import type { HistoryLine, Ticket, TicketFacts } from '../ticket/ticket.ts';
import { answerableUntil, answerOf, isAnswerable } from '../ticket/answer.ts';
import type { TicketChange } from '../ticket/ticket-changes.ts';
import { MINUTE_MS } from '../time/durations.ts';
import {
  type Act,
  type Deed,
  idsUpTo,
  isPending,
  mayArriveTwice,
  type Press,
  type Refusal,
  SNOOZE_MS,
} from '../ticket/act.ts';
import { requestMark } from './reply-content.ts';
import { ROSTER } from './roster.ts';

/** A pending act is checked again after this time. */
const ACT_AGAIN_MS = MINUTE_MS;
/** The ledger is part of the ticket's item, whose size is limited. */
const MOST_DEEDS = 100;
/** One person's deeds must not displace everybody else's. */
const MOST_DEEDS_PER_PERSON = 20;
/** Anybody may request a look-up, and Coupang limits the calls. */
const LOOK_UP_EVERY_MS = MINUTE_MS;

/** `done`: nothing changes, since the ticket is already as requested. */
export type Pressed =
  | { is: 'change'; change: TicketChange }
  | { is: 'done' }
  | { is: 'refused'; refusal: Refusal };

/**
 * Decides the effect of a press on a ticket. A repeated press changes nothing.
 * @param claimStaleMs the age at which a claim expires (S6)
 */
export const decidePress = (
  ticket: Ticket,
  press: Press,
  now: number,
  claimStaleMs = Number.POSITIVE_INFINITY,
): Pressed => {
  const { facts } = ticket;
  const isKnown =
    [facts.act?.id, ...(facts.act?.earlier ?? [])].includes(press.id) ||
    facts.history.some(({ deed }) => deed?.press === press.id);
  if (isKnown) return DONE;
  if (facts.state === 'closed') return refuse({ code: 'ended' });
  switch (press.do) {
    case 'claim':
      return claim(ticket, press, now, claimStaleMs);
    case 'assign':
      return facts.claimedBy === press.to && isClaimFresh(facts, { claimStaleMs }, now)
        ? DONE
        : change(
            ticket,
            claimed(facts, press.to, now),
            { did: 'assigned', ...deedOf(press), to: press.to },
            now,
          );
    case 'release':
      return release(ticket, press, now, claimStaleMs);
    case 'snooze':
      return snooze(ticket, press, now, claimStaleMs);
    case 'look-up':
      return ask(ticket, press, now);
    case 'confirm':
      return confirm(ticket, press, now);
    case 'reply':
      return reply(ticket, press, now);
  }
};

const deedOf = ({ id, by, name }: Pick<Press, 'id' | 'by' | 'name'>) => ({
  press: id,
  by,
  ...defined({ name }),
});
const DONE = { is: 'done' } as const;
const refuse = (refusal: Refusal): Pressed => ({ is: 'refused', refusal });

/** A press may be late, after somebody else's claim. Only an assignment replaces a fresh claim. */
const claim = (ticket: Ticket, press: Press, now: number, claimStaleMs: number): Pressed => {
  const { by } = press;
  const { claimedBy } = ticket.facts;
  if (claimedBy !== undefined && isClaimFresh(ticket.facts, { claimStaleMs }, now))
    return claimedBy === by ? DONE : refuse({ code: 'claimed', by: claimedBy });
  return change(ticket, claimed(ticket.facts, by, now), { did: 'claimed', ...deedOf(press) }, now);
};

/** A snooze ends with its claim (R23). */
const claimed = ({ snoozed, ...facts }: TicketFacts, claimedBy: string, claimedAt: number): TicketFacts => ({
  ...facts,
  claimedBy,
  claimedAt,
});

const release = (ticket: Ticket, press: Press, now: number, claimStaleMs: number): Pressed => {
  const { claimedBy, claimedAt, snoozed, ...facts } = ticket.facts;
  if (claimedBy === undefined) return DONE;
  if (claimedBy !== press.by && isClaimFresh(ticket.facts, { claimStaleMs }, now))
    return refuse({ code: 'not-claimer', by: claimedBy });
  return change(ticket, facts, { did: 'released', ...deedOf(press) }, now);
};

/** Only the claimer gets the warnings, so only the claimer can postpone them, at most until the deadline or the end of the claim (R23). */
const snooze = (
  ticket: Ticket,
  press: Extract<Press, { do: 'snooze' }>,
  now: number,
  claimStaleMs: number,
): Pressed => {
  const { by, span } = press;
  const { claimedBy, claimedAt = now, dueAt } = ticket.facts;
  const isOwn = claimedBy === by && isClaimFresh(ticket.facts, { claimStaleMs }, now);
  if (!isOwn || now >= dueAt) return refuse({ code: 'not-snoozable' });
  const until = span === 'last' ? dueAt : Math.min(now + SNOOZE_MS[span], claimedAt + claimStaleMs, dueAt);
  const facts = { ...ticket.facts, snoozed: { by, until } };
  return change(ticket, facts, { did: 'snoozed', ...deedOf(press), until }, now);
};

const confirm = (ticket: Ticket, press: Extract<Press, { do: 'confirm' }>, now: number): Pressed => {
  if (answerOf(ticket) !== 'confirm') return refuse({ code: 'wrong-kind' });
  if (!isAnswerable(ticket)) return refuse({ code: 'no-post' });
  if (press.mark !== requestMark(ticket)) return refuse({ code: 'stale' });
  return askInTime(ticket, press, now);
};

const reply = (ticket: Ticket, press: Extract<Press, { do: 'reply' }>, now: number): Pressed => {
  if (answerOf(ticket) !== 'reply') return refuse({ code: 'wrong-kind' });
  if (ticket.facts.formLink !== undefined) return refuse({ code: 'form-link' });
  if (!isAnswerable(ticket)) return refuse({ code: 'no-post' });
  if (press.mark !== requestMark(ticket)) return refuse({ code: 'stale' });
  const decided = askInTime(ticket, press, now);
  if (decided.is !== 'change') return decided;
  // Compares versions, since the ticket does not keep the ids of all acts.
  const { repliedVersion = 0 } = ticket.facts;
  if ((press.version ?? 0) < repliedVersion) return refuse({ code: 'form-used' });
  const facts = { ...decided.change.facts, repliedVersion: ticket.outbox.version + 1 };
  return { is: 'change', change: { ...decided.change, facts } };
};

/** After its deadline Coupang accepts the answer to a hand-over only in WING (A5). */
const askInTime = (ticket: Ticket, press: Asking, now: number): Pressed =>
  now >= answerableUntil(ticket) ? refuse({ code: 'past-due' }) : ask(ticket, press, now);

type Asking = Extract<Press, { do: Act['do'] }>;

const ask = (ticket: Ticket, press: Asking, now: number): Pressed => {
  const { act } = ticket.facts;
  const isLookUp = press.do === 'look-up';
  const blocking = act && findBlocking(act, isLookUp);
  if (blocking) return refuse({ code: 'busy', by: blocking.by });
  if (isLookUp && now < (act?.lookedUpAt ?? -Infinity) + LOOK_UP_EVERY_MS)
    return refuse({ code: 'looked-up' });
  const replaced = isPending(act) && {
    name: `act-${ticket.outbox.version + 1}` as const,
    at: now,
    deed: { did: 'asked-look-up' as const, ...deedOf(act) },
  };
  const { id, by, name, channel } = press;
  const requested: Act = {
    id,
    by,
    ...defined({ name }),
    channel,
    do: press.do,
    at: now,
    progress: 'asked',
    nextAt: now + ACT_AGAIN_MS,
    ...defined({
      wingId: 'wingId' in press ? press.wingId : undefined,
      text: 'text' in press ? press.text : undefined,
      mark: 'mark' in press ? press.mark : undefined,
      earlier: act && idsUpTo(act),
      lookedUpAt: isLookUp ? now : act?.lookedUpAt,
      sent: isLookUp && act?.do !== 'look-up' ? act : undefined,
      mayArrive: mayArriveTwice(act) || undefined,
    }),
  };
  const history = replaced ? [...ticket.facts.history, replaced] : ticket.facts.history;
  return {
    is: 'change',
    change: { before: ticket, facts: { ...ticket.facts, history, act: requested }, event: 'ActAsked' },
  };
};

/**
 * The act that blocks another. A refused act blocks until its author has the text back. A pending look-up blocks only another look-up. A
 * sent act blocks everything except a look-up. A pending act blocks look-ups, too, since it is read back anyway.
 */
const findBlocking = (act: Act, isLookUp: boolean): Pick<Act, 'by'> | undefined => {
  if (isLookUp) return isPending(act) ? act : undefined;
  const kept = act.do === 'look-up' ? act.sent : act;
  return kept?.progress === 'told' ? undefined : kept;
};

const change = (before: Ticket, facts: TicketFacts, deed: Deed, now: number): Pressed => {
  const { history } = before.facts;
  const ownDeeds = history.filter((line) => isMinor(line) && line.deed?.by === deed.by);
  if (deed.by !== ROSTER && ownDeeds.length >= MOST_DEEDS_PER_PERSON) return refuse({ code: 'too-many' });
  const line: HistoryLine = { name: `act-${before.outbox.version + 1}`, at: now, deed };
  return {
    is: 'change',
    change: { before, facts: { ...facts, history: dropOldest([...history, line]) }, event: 'TicketChanged' },
  };
};

/** Drops the oldest claims, releases, assignments and snoozes. Keeps all other lines. */
const dropOldest = (history: readonly HistoryLine[]): HistoryLine[] => {
  const dropped = new Set(history.filter(isMinor).slice(0, -MOST_DEEDS));
  return history.filter((line) => !dropped.has(line));
};

const MINOR: readonly Deed['did'][] = ['claimed', 'released', 'assigned', 'snoozed'];
const isMinor = ({ deed }: HistoryLine): boolean => deed !== undefined && MINOR.includes(deed.did);
