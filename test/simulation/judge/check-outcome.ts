import type { Notice, NoticeName } from '../../../lib/domain/notice/notice.ts';
import type { ReachedStep } from '../../../lib/domain/ticket/step.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import type { Lane } from '../../../lib/workflows/ports/store.ts';
import { checkAnnouncements, checkList } from './check-announcements.ts';
import { checkBlindness } from './check-blindness.ts';
import { checkCard } from './check-cards.ts';
import { checkHandOvers } from './check-hand-overs.ts';
import { checkNotice, checkUnusable } from './check-notices.ts';
import { checkLastShifts, checkOpenings, checkStepLines } from './check-ladder.ts';
import { checkAtRest } from './check-rest.ts';
import type { DayLadder } from '../draw-ladder.ts';
import type { CoupangPeople } from '../coupang-people.ts';
import type { Message } from '../memory-slack.ts';
import type { ReadingLedger, ShownInquiry } from './reading-ledger.ts';
import type { SightLedger } from './sight-ledger.ts';
import { pointerNames } from '../memory-store.ts';
import { concernsOf, idOf, type Violation } from './violation.ts';

export type Aftermath = {
  tickets: readonly Ticket[];
  notices: readonly Notice[];
  /** As `pointerNames` has them. */
  pointers: ReadonlySet<string>;
  /** The index lags by more than a poll, or a poll does not learn that its write arrived. Then nobody finds out that a pointer is missing. */
  mayLosePointers: boolean;
  messages: readonly Message[];
  coupang: CoupangPeople;
  /** The inquiries that successful runs saw on pages. */
  promised: readonly ShownInquiry[];
  /** The successful runs that did all their work, and when they ended. */
  endedWell: readonly { ledger: ReadingLedger; endedAt: number }[];
  /** Each time that a ticket was closed. */
  closingsOf: (ticket: Ticket) => readonly number[];
  /** How often a card or a notice was replaced by another (R22), by deliverable id. */
  replacements: ReadonlyMap<string, number>;
  /** Ids of messages that may be in Slack twice, because Slack did not allow the look-up (R19). */
  unsearched: ReadonlySet<string>;
  /** Longest lag of the indexes, ms. */
  indexLagMs: number;
  /** Pages may hide an inquiry without a difference in their totals. */
  pagesLie: boolean;
  sight: SightLedger;
  /** When a notice was created. */
  bornAt: (notice: NoticeName) => number | undefined;
  ladder: DayLadder;
  /** The starts of shifts in which a whole run of track-sla took place. */
  openingsSeen: ReadonlySet<number>;
  /**
   * Whether a step was reached early enough before a moment (epoch ms) for every index to show it, and nothing else
   * came.
   */
  wasReached: (ticket: Ticket, step: ReachedStep, by: number) => boolean;
  lane: Lane | undefined;
  /** Epoch ms. */
  now: number;
};

/**
 * Checks the rules that must hold after the faults are over and everything had time to finish. Returns the first broken
 * one.
 * @param ignored rules that are not checked
 */
export const checkOutcome = (
  aftermath: Aftermath,
  ignored: readonly string[] = [],
): Violation | undefined => {
  const { tickets, notices, lane } = aftermath;
  const known = new Set([...tickets, ...notices].map(({ key }) => idOf(key)));
  const problems = [
    ...(lane?.token === undefined ? [] : [{ rule: 'R18', problem: 'the lane is held by nobody at work' }]),
    ...checkHandOvers(aftermath),
    ...tickets.flatMap((ticket) => [
      ...checkAtRest(ticket),
      ...checkPointers(ticket, aftermath),
      ...checkCard(ticket, aftermath),
      ...checkAnnouncements(ticket, aftermath),
      ...checkStepLines(ticket, aftermath),
    ]),
    ...notices.flatMap((notice) => [
      ...checkAtRest(notice),
      ...checkNotice(notice, aftermath),
      ...checkList(notice, aftermath),
    ]),
    ...checkUnusable(aftermath),
    ...checkBlindness(aftermath),
    ...checkLastShifts(aftermath),
    ...checkOpenings(aftermath),
    ...aftermath.messages.flatMap(({ deliverable }) =>
      known.has(deliverable) ? [] : [{ rule: 'promise', problem: `a message of nothing, ${deliverable}` }],
    ),
  ];
  return problems.find(({ rule }) => !ignored.includes(rule));
};

/** People see a ticket among the earlier contacts of its order (A10). */
const checkPointers = (ticket: Ticket, { pointers, mayLosePointers }: Aftermath): Violation[] =>
  pointerNames(ticket)
    .filter((name) => !mayLosePointers && !pointers.has(name))
    .map((name) => ({ rule: 'A10', problem: `no pointer of ${name}`, concerns: concernsOf(ticket.key) }));
