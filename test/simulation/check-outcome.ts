import type { Notice, NoticeName } from '../../lib/domain/notice/notice.ts';
import { deliverableId } from '../../lib/domain/delivery/deliverable.ts';
import type { ReachedStep } from '../../lib/domain/ticket/step.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import type { Lane } from '../../lib/workflows/ports/lanes.ts';
import { checkAnnouncement, checkDigest } from './check-announcements.ts';
import { checkBlindness } from './check-blindness.ts';
import { checkCard } from './check-cards.ts';
import { checkHandOvers } from './check-hand-overs.ts';
import { checkNotice, checkUnusable } from './check-notices.ts';
import { checkLastShifts, checkOpenings, checkStepLines } from './check-ladder.ts';
import { checkAtRest } from './check-rest.ts';
import type { DayLadder } from './draw-ladder.ts';
import type { MemoryCoupang } from './memory-coupang.ts';
import type { Message } from './memory-slack.ts';
import type { ReadingLedger, ShownInquiry } from './reading-ledger.ts';
import type { SightLedger } from './sight-ledger.ts';
import type { Violation } from './violation.ts';

export type Aftermath = {
  tickets: readonly Ticket[];
  notices: readonly Notice[];
  messages: readonly Message[];
  coupang: MemoryCoupang;
  /** What pages showed in runs that ended well. */
  promised: readonly ShownInquiry[];
  /** Those of these runs that did all their work, and when they ended, corrected clock. */
  endedWell: readonly { ledger: ReadingLedger; endedAt: number }[];
  /** When a ticket was closed, each time, corrected clock. */
  closingsOf: (ticket: Ticket) => readonly number[];
  /** How often a card or a notice had to give way to another (R22), by its deliverable's id. */
  replacements: ReadonlyMap<string, number>;
  /** Ids of what may stand in Slack twice, since it let nobody look (R19). */
  unsearched: ReadonlySet<string>;
  /** Longest lag of the indexes, ms. */
  indexLagMs: number;
  /** Pages may hide an inquiry while their totals know nothing of it. */
  pagesLie: boolean;
  sight: SightLedger;
  /** When a notice came into being, raw clock. */
  bornAt: (notice: NoticeName) => number | undefined;
  /** Whether any page listed an inquiry under what needs the seller. */
  seen: (inquiryId: string) => boolean;
  digestAbove: number;
  ladder: DayLadder;
  /** Coupang's clock minus ours, ms. */
  offsetMs: number;
  /** Beginnings of shifts that a whole run of track-sla was in. */
  openingsSeen: ReadonlySet<number>;
  /** Whether a step was reached so long before a moment, raw clock, that every index told of it then, and nothing else came. */
  wasReached: (ticket: Ticket, step: ReachedStep, by: number) => boolean;
  /** When a ticket or notice came into being, and when its publication was noted first; raw clock. */
  createdAt: (id: string) => number | undefined;
  publishedAt: (id: string) => number | undefined;
  lane: Lane | undefined;
  /** Corrected clock. */
  now: number;
};

/**
 * The rules that hold once the faults are over and everything had its time: the first that does not.
 * @param ignored rules that are not looked at
 */
export const checkOutcome = (
  aftermath: Aftermath,
  ignored: readonly string[] = [],
): Violation | undefined => {
  const { tickets, notices, lane } = aftermath;
  const known = new Set([...tickets, ...notices].map(({ key }) => deliverableId(key)));
  const problems = [
    ...(lane?.token === undefined ? [] : [{ rule: 'R18', problem: 'the lane is held by nobody at work' }]),
    ...checkHandOvers(aftermath),
    ...tickets.flatMap((ticket) => [
      ...checkAtRest(ticket),
      ...checkCard(ticket, aftermath),
      ...checkAnnouncement(ticket, aftermath),
      ...checkStepLines(ticket, aftermath),
    ]),
    ...notices.flatMap((notice) => [
      ...checkAtRest(notice),
      ...checkNotice(notice, aftermath),
      ...checkDigest(notice, aftermath),
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
