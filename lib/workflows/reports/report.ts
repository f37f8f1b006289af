import { defined } from '../../domain/defined.ts';
import { sourcesBlindIn } from '../../domain/blindness/blindness.ts';
import type { Calendar } from '../../domain/time/calendar.ts';
import { dueReports } from '../../domain/report/due-reports.ts';
import type { ScoreScope } from '../../domain/report/source-figures.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import { endSwitchedOff, endUnpolled } from './end-unpolled.ts';
import { removeTexts } from './remove-texts.ts';
import type { ReportPorts } from './report-ports.ts';
import { findRemoved, runOut } from './run-out.ts';
import { forEachSettled, REQUESTS_AT_ONCE } from '../outbox/for-each-settled.ts';
import { writeReports } from './write-reports.ts';

export type ReportSettings = ScoreScope & {
  zone: string;
  /** Absent if a team has no hours. Then there is no hand-over, and the daily report comes at nine. */
  calendar?: Calendar;
  leadMs: number;
  /** How long a source may go without a complete reading (R17). */
  blindMs: number;
  /** The approaching year whose holidays the calendar does not know, if any. */
  holidaysUnknown: (now: number) => number | undefined;
  countsActs?: true;
  /** The vendor is not live. It gets no report, but its tickets still end and its texts are still removed. */
  isUnpolled?: true;
};

export type ReportTally = { written: number; textsRemoved: number };

/**
 * Writes a vendor's due reports (S7, S8), and removes old texts once a day. An idle run reads only the vendor's state. A
 * vendor that was never polled or watched gets no report. Throws an error at the end; the next run tries again.
 * @internal
 */
export const report = async (
  vendor: VendorRef,
  settings: ReportSettings,
  ports: ReportPorts,
): Promise<ReportTally> => {
  const { zone, calendar, leadMs, blindMs, sources, scoreSources, isUnpolled, countsActs } = settings;
  const { states, clock } = ports;
  const state = await states.read(vendor);
  const knownSince = state?.firstPollAt ?? state?.watchedSince;
  const now = clock.now();
  const tally: ReportTally = { written: 0, textsRemoved: 0 };
  try {
    if (isUnpolled) await endUnpolled(vendor, now, false, ports);
    else if (state && knownSince !== undefined) {
      const due = dueReports({ now, leadMs, zone, ...(calendar && { calendar }), knownSince });
      const blindIn = sourcesBlindIn(state, sources, { now, blindMs });
      const holidays = settings.holidaysUnknown(now);
      const scope = { sources, scoreSources, blindIn };
      const day = { now, zone, ...scope, holidaysUnknown: holidays, ...defined({ countsActs }) };
      tally.written = await writeReports(vendor, due, day, ports);
    }
    if (!isUnpolled) await endSwitchedOff(vendor, sources, now, ports);
  } finally {
    tally.textsRemoved = await removeTexts(vendor, now, ports);
  }
  return tally;
};

/**
 * Reports for all vendors, several at a time. Then ends the stored data of vendors that the configuration no longer names.
 * Logs a failure and continues with the others.
 * @param vendors all configured vendors
 * @throws the first error, after all vendors
 */
export const reportAll = async (
  vendors: readonly { vendor: VendorRef; settings: ReportSettings }[],
  ports: ReportPorts,
): Promise<ReportTally> => {
  const total: ReportTally = { written: 0, textsRemoved: 0 };
  const add = async (vendor: VendorRef, work: () => Promise<ReportTally>): Promise<void> => {
    try {
      const { written, textsRemoved } = await work();
      total.written += written;
      total.textsRemoved += textsRemoved;
    } catch (error) {
      if (error instanceof NotifierError) ports.log.error(error.message, { ...vendor, code: error.code });
      throw error;
    }
  };
  const configured = vendors.map(({ vendor }) => vendor);
  const errors = [
    ...(await forEachSettled(
      vendors,
      ({ vendor, settings }) => add(vendor, () => report(vendor, settings, ports)),
      REQUESTS_AT_ONCE,
    )),
    ...(await forEachSettled([ports.states], async (states) => {
      const removed = findRemoved(await states.vendors(), configured);
      const failed = await forEachSettled(removed, (vendor) =>
        add(vendor, async () => ({ written: 0, textsRemoved: await runOut(vendor, ports) })),
      );
      if (failed.length > 0) throw failed[0];
    })),
  ];
  if (errors.length > 0) throw errors[0];
  return total;
};
