import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { ReadingIntervals } from '../../domain/reading/plan-readings.ts';
import type { Repairs } from '../../domain/reading/repairs.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import type { VendorState } from '../../domain/reading/vendor-state.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { SourceError } from '../ports/inquiry-source.ts';
import type { SecondaryCalls } from './secondary-calls.ts';

export type IntakeSettings = {
  zone: string;
  intervals: ReadingIntervals;
  /** Single look-ups a run, without those before a step (R14). */
  lookUps: number;
  /**
   * `blindMs`: how long the recent week may be without a complete reading before the vendor is blind (R17). `pollMs`: the
   * interval of polls.
   */
  spans: { blindMs: number; pollMs: number };
};

export type SweepSettings = IntakeSettings & {
  /** No call to Coupang starts later; epoch ms. */
  stopAt: number;
  startedAt: number;
  /** Identifies the key of this run: another key ends stops. */
  keyFingerprint: string;
};

export type SweepRun = SweepSettings & {
  vendor: VendorRef;
  state: VendorState;
  /** Times without a complete reading of the recent week that got a notice (R17). */
  blindTimes: readonly { since: number; until: number }[];
  /** How pages that fail are read in parts (R7). */
  repairs: Repairs;
};

/** The input of the stages that make secondary calls. None of these calls begins after its `stopAt`. */
export type SecondaryRun = SweepRun & { secondary: SecondaryCalls };

export type SweepDone = {
  readings: readonly Reading[];
  /** Each ticket after each write. Its newest event is not yet noted as published. */
  written: readonly Ticket[];
  published: number;
  /** Pages of answered lists that were read in place of look-ups (R14) or after blind times (R17). */
  catchUpPages: number;
  failed: number;
  /** Listed inquiries that the store may take later. */
  unstored: readonly string[];
  failure?: SourceError;
  /** Whether any reading had an answer, even a refusal. Then the network works. */
  answered: boolean;
  /** The primary calls ended early. */
  ended: boolean;
};

export const NOTHING_DONE: SweepDone = {
  readings: [],
  written: [],
  published: 0,
  catchUpPages: 0,
  failed: 0,
  unstored: [],
  answered: false,
  ended: false,
};

export const addDone = (done: SweepDone, ...stages: Partial<SweepDone>[]): SweepDone =>
  stages.reduce<SweepDone>((sum, stage) => {
    const { failure = sum.failure, ...added } = { ...NOTHING_DONE, ...stage };
    return {
      readings: [...sum.readings, ...added.readings],
      written: [...sum.written, ...added.written],
      published: sum.published + added.published,
      catchUpPages: sum.catchUpPages + added.catchUpPages,
      failed: sum.failed + added.failed,
      unstored: [...sum.unstored, ...added.unstored],
      answered: sum.answered || added.answered,
      ended: sum.ended || added.ended,
      ...(failure && { failure }),
    };
  }, done);

/** A list with an inquiry that may be stored later does not count as read (R8), so it is read again at once. */
export const storedReadings = ({ readings, unstored }: SweepDone): Reading[] =>
  readings.filter(({ inquiries }) => !inquiries.some(({ inquiryId }) => unstored.includes(inquiryId)));
