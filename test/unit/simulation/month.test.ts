import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Notice } from '../../../lib/domain/notice/notice.ts';
import type { NoticeFacts, ReportFacts } from '../../../lib/domain/notice/notice-facts.ts';
import { ticketId } from '../../../lib/domain/ticket/ticket-id.ts';
import { type Outcome, OUTCOMES, type Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { checkWarnings, countOpening, countShown } from '../../simulation/check-month.ts';
import { ENDS_AT, liveMonth, type MonthRecord } from '../../simulation/live-month.ts';
import { climbMonth, type Due, type MonthLadder } from '../../simulation/month-ladder.ts';
import { countHandOver, countReport, countUnseen } from '../../simulation/month-reports.ts';
import {
  MONTH_CALENDAR,
  MONTH_DAYS,
  MONTH_FROM,
  MONTH_UNTIL,
  type MonthScript,
  type Scripted,
  writeMonth,
} from '../../simulation/month-script.ts';
import { type Known, knowMonth } from '../../simulation/month-sight.ts';
import { DAY, MINUTE } from '../../fixtures/domain/made-up.ts';

const TICKETS = 3000;
const SEED = 1;
/** The most members of a list. */
const MOST_MEMBERS = 300;

let script: MonthScript;
let record: MonthRecord;
let known: Known[];
let ladder: MonthLadder;
let ticketOf: Map<string, Ticket>;

beforeAll(async () => {
  script = writeMonth(SEED, TICKETS);
  record = await liveMonth(script);
  known = knowMonth(script, record.sightings);
  ladder = climbMonth(known, MONTH_CALENDAR);
  ticketOf = new Map(record.tickets.map((ticket) => [ticket.key.answerId, ticket]));
});

/** The notices of one kind, with its facts. */
const about = <About extends NoticeFacts['about']>(kind: About) =>
  record.notices.flatMap((notice) =>
    isAbout(notice.facts, kind) ? [{ notice, facts: notice.facts, at: notice.outbox.changedAt }] : [],
  );

const isAbout = <About extends NoticeFacts['about']>(
  facts: NoticeFacts,
  kind: About,
): facts is Extract<NoticeFacts, { about: About }> => facts.about === kind;

const names = (notices: readonly { notice: Notice }[]): string[] =>
  notices.map(({ notice }) => notice.key.notice).sort();

const ended = (facts: readonly { closed: ReportFacts['closed'] }[]) =>
  facts.flatMap(({ closed }) => Object.entries(closed));

describe('a scripted month of 3,000 hand-overs, with outages of Coupang and of Slack', () => {
  test('contains every kind of event', () => {
    const sums = new Map<string, number>();
    for (const [outcome, count] of ended(about('daily').map(({ facts }) => facts)))
      sums.set(outcome, (sums.get(outcome) ?? 0) + count);
    // Two are outcomes of questions. No report counts `replaced`.
    const uncounted: Outcome[] = ['deleted', 'left-unanswered', 'replaced'];
    for (const outcome of OUTCOMES.filter((each) => !uncounted.includes(each)))
      expect(sums.get(outcome)).toBeGreaterThan(20);
    expect(record.tickets.filter(({ facts: { state } }) => state === 'unverified').length).toBeGreaterThan(0);
    expect(known.filter(({ isSilent }) => isSilent).length).toBeGreaterThan(0);
    expect(known.filter(({ closings }) => closings.length > 1).length).toBeGreaterThan(20);
    expect(known.filter(({ follows }) => follows !== undefined).length).toBeGreaterThan(50);
    const steps = [...ladder.steps.values()].flat();
    for (const name of ['off-hours', 'target', '3h', '1h', 'last-shift', 'overdue', 'stale'])
      expect(steps.filter((step) => step.name === name).length).toBeGreaterThan(20);
    for (const kind of ['list', 'blind', 'all-clear'] as const) expect(about(kind).length).toBeGreaterThan(0);
    expect(record.counts.lostAnswers).toBeGreaterThan(5);
  });

  test('creates a ticket for each hand-over that a list showed, seen, closed and claimed as in the script, and no other', () => {
    const found = known.flatMap(({ answerId }) => ticketOf.get(answerId) ?? []);

    expect(record.tickets).toHaveLength(known.length);
    expect(found.map(ticketSummary)).toEqual(known.map(summary));
    // A poll makes 20 look-ups. Before holidays more tickets need one before their last shift, and a closing waits for the next poll.
    const late = known.flatMap(({ answerId, closings, fate }) => {
      const { closedAt } = ticketOf.get(answerId)?.facts ?? {};
      const end = closings.findLast(({ until }) => until === Infinity);
      // A look-up gives up a lost one within an hour.
      const isExact = fate !== 'lost' && closedAt !== undefined && end !== undefined;
      return isExact && closedAt !== end.at ? [closedAt - end.at] : [];
    });
    expect(late.filter((ms) => ms < 0 || ms > MINUTE)).toEqual([]);
    expect(late.length).toBeLessThan(5);
    const unseen = script.handOvers.filter(
      ({ answerId, listedAt }) => listedAt < ENDS_AT - MINUTE && !ticketOf.has(answerId),
    );
    expect(unseen.length).toBeGreaterThan(5);
    expect(unseen.filter((handOver) => !isHidden(handOver))).toEqual([]);
  });

  test('writes a report for each day, each week and each shift that ends, in Slack once (S7)', () => {
    const days = Array.from({ length: MONTH_DAYS }, (_, day) => `daily/${MONTH_FROM + day * DAY}`);
    const weeks = Array.from({ length: 4 }, (_, week) => `weekly/${MONTH_FROM + week * 7 * DAY}`);
    const shifts: string[] = [];
    for (
      let shift = MONTH_CALENDAR.nextShift(MONTH_FROM);
      shift;
      shift = MONTH_CALENDAR.nextShift(shift.endsAt)
    )
      if (shift.endsAt <= MONTH_UNTIL) shifts.push(`hand-over/${shift.endsAt}`);
      else break;
    const all = [...about('daily'), ...about('weekly'), ...about('hand-over')];

    expect(names(all)).toEqual([...days, ...weeks, ...shifts].sort());
    expect(all.map(({ notice }) => countShown(record, notice))).toEqual(all.map(() => 1));
  });

  test('writes each daily and weekly report equal to a count of the script, to the ticket (S7, S8)', () => {
    for (const { facts, at } of [...about('daily'), ...about('weekly')])
      expect(facts).toEqual({
        ...countReport(known, facts, at, MONTH_CALENDAR),
        ...countUnseen(record.sightings, facts),
      });
  });

  test('counts in each all-clear the hand-overs that the lists first showed since the blind time began (R17)', () => {
    for (const { facts, at } of about('all-clear'))
      expect(facts.opened).toBe(
        known.filter(({ openedAt }) => openedAt > facts.since && openedAt <= at).length,
      );
  });

  test('writes each hand-over of a shift equal to a count of the script, to the ticket (S7)', () => {
    for (const { facts, at } of about('hand-over'))
      expect(facts).toEqual(countHandOver(known, facts.endsAt, at, MONTH_CALENDAR));
  });

  test('reaches each step of each ladder at its time, and no other (R16, R23, S3, S4, S6, C4)', () => {
    const wanted = known.map(({ answerId }) => [answerId, lines(ladder.steps.get(answerId) ?? [])]);
    const found = known.map(({ answerId }) => [answerId, lines(ticketOf.get(answerId)?.facts.steps ?? [])]);

    expect(found).toEqual(wanted);
  });

  test('sends every warning once, none late, none after the end, and after an outage of Slack only the nearest (R23, S2)', () => {
    const { outages } = script;
    const { problems, ...counts } = checkWarnings({ record, known, ladder, outages });

    expect(problems).toEqual([]);
    expect(counts.announced).toBeGreaterThan(3000);
    expect(counts.overtaken).toBeGreaterThan(5);
    expect(counts.afterAnOutage).toBeGreaterThan(5);
  });

  test("lists the last chances of each shift once, and the night's events at each opening once (S4, C4)", () => {
    const lists = about('last-shift').map(({ facts, at }) => [facts.endsAt, at, idsOf(facts.members)]);
    const wanted = [...ladder.lastShifts].map(([endsAt, { at, members }]) => [
      endsAt,
      at,
      [...members].sort(),
    ]);
    expect(lists.sort(byFirst)).toEqual(wanted.sort(byFirst));
    for (const { facts, at } of about('opening')) {
      const alerted = countOpening({ known, ladder }, facts.until, MONTH_CALENDAR, at);
      const listed = idsOf(facts.members);
      // The others are only counted: those a day past their deadline, and those beyond the limit of a list.
      expect(listed.length + (facts.more ?? 0)).toBe(alerted.length);
      expect(listed.length).toBeLessThanOrEqual(MOST_MEMBERS);
      expect(alerted).toEqual(expect.arrayContaining(listed));
    }
    for (const { notice } of [...about('last-shift'), ...about('opening')])
      expect(countShown(record, notice)).toBe(1);
  });

  test('removes free text after 30 days, within a day, and not before', () => {
    const removed = record.tickets.filter((ticket) => record.textsRemoved.has(ticketId(ticket.key)));
    for (const ticket of removed)
      expect(
        (record.textsRemoved.get(ticketId(ticket.key)) ?? 0) - (ticket.facts.closedAt ?? 0),
      ).toBeGreaterThan(30 * DAY);
    const old = record.tickets.filter(({ facts: { closedAt = Infinity } }) => closedAt + 31 * DAY < ENDS_AT);
    expect(old.length).toBeGreaterThan(20);
    expect(old.filter(({ facts: { text } }) => text !== '')).toEqual([]);
  });
});

/** An outage covers its whole life. A poll comes within a minute of a request, and within four minutes of an outage's end. */
const isHidden = ({ listedAt, endsAt = Infinity }: Scripted): boolean =>
  script.outages.some(
    ({ of, from, until }) => of === 'coupang' && listedAt > from - MINUTE && endsAt < until + 4 * MINUTE,
  );

const summary = ({ openedAt, dueAt, closings, taken, isSilent, lostAt }: Known) => {
  const end = closings.findLast(({ until }) => until === Infinity);
  return {
    openedAt,
    dueAt,
    isSilent,
    state: end ? 'closed' : lostAt === undefined ? 'open' : 'unverified',
    ...(end && { outcome: end.outcome }),
    ...(end?.answeredAt !== undefined && { answeredAt: end.answeredAt }),
    ...(end?.inTime !== undefined && { inTime: end.inTime }),
    ...(taken && { claimedBy: taken.by, claimedAt: taken.at }),
  };
};

const ticketSummary = ({ facts }: Ticket) => {
  const { openedAt, dueAt, state, outcome } = facts;
  const { answeredAt, inTime, claimedBy, claimedAt, announcement } = facts;
  return {
    openedAt,
    dueAt,
    isSilent: announcement === 'none',
    state,
    ...(outcome !== undefined && { outcome }),
    ...(answeredAt !== undefined && { answeredAt }),
    ...(inTime !== undefined && { inTime }),
    ...(claimedBy !== undefined && { claimedBy, claimedAt }),
  };
};

const lines = (steps: readonly Due[]): string[] =>
  steps
    .map(({ name, deadline, at, passed, tells }) => [name, deadline, at, passed ? 'passed' : tells].join(' '))
    .sort();

const idsOf = (members: readonly { answerId: string }[]): string[] =>
  members.map(({ answerId }) => answerId).sort();

const byFirst = (a: readonly unknown[], b: readonly unknown[]): number => Number(a[0]) - Number(b[0]);
