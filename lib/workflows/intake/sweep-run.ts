import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { ReadingIntervals } from '../../domain/reading/plan-readings.ts';
import type { Repairs } from '../../domain/reading/repairs.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import type { VendorState } from '../../domain/reading/vendor-state.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { SourceError } from '../ports/inquiry-source.ts';
import type { SecondaryCalls } from './secondary-calls.ts';

export type IntakeSettings = {
  /** The market's zone. */
  zone: string;
  intervals: ReadingIntervals;
  /** Single look-ups a run, without those before a step (R14). */
  lookUps: number;
  /**
   * `blindMs`: without a complete reading of the recent week for longer than this, the vendor is blind (R17). `pollMs`: from
   * one poll to the next.
   */
  spans: { blindMs: number; pollMs: number };
};

/** The settings and the times of one run. */
export type SweepSettings = IntakeSettings & {
  /** Nothing more is requested from Coupang later; epoch ms. */
  stopAt: number;
  /** When the poll began, epoch ms. */
  startedAt: number;
  /** Identifies the key of this run: another key ends stops. */
  keyFingerprint: string;
};

/** The input of each stage of one sweep. It never changes. */
export type SweepRun = SweepSettings & {
  vendor: VendorRef;
  /** The state that earlier runs left. */
  state: VendorState;
  /** Times without a complete reading of the recent week that got a notice (R17). */
  blindTimes: readonly { since: number; until: number }[];
  /** How pages that fail are read in parts (R7). */
  repairs: Repairs;
};

/** The input of the stages that make secondary calls. None of these calls begins after its `stopAt`. */
export type SecondaryRun = SweepRun & { secondary: SecondaryCalls };

/** The results of a sweep. Each stage returns its part. */
export type SweepDone = {
  readings: readonly Reading[];
  /** Each ticket after each write, with its newest event not yet noted as published. */
  written: readonly Ticket[];
  /** The number of events. */
  published: number;
  /** Pages of answered lists that were read in place of look-ups (R14) or after blind times (R17). */
  catchUpPages: number;
  /** Listings and ends that could not be stored. */
  failed: number;
  /** Inquiries that were listed, and that the store may take later. */
  unstored: readonly string[];
  /** The last failure of a primary call. */
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

/** Adds what stages did, in their order. */
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

/** A list of which an inquiry may be stored later is read again at once. It is no reading without that inquiry (R8). */
export const storedReadings = ({ readings, unstored }: SweepDone): Reading[] =>
  readings.filter(({ inquiries }) => !inquiries.some(({ inquiryId }) => unstored.includes(inquiryId)));
