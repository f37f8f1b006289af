import { defined } from '../../domain/defined.ts';
import type { Calendar } from '../../domain/time/calendar.ts';
import { dueReports } from '../../domain/report/due-reports.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import { endUnpolled } from './end-unpolled.ts';
import { removeTexts } from './remove-texts.ts';
import type { ReportPorts } from './report-ports.ts';
import { findRemoved, runOut } from './run-out.ts';
import { forEachSettled, REQUESTS_AT_ONCE } from '../outbox/for-each-settled.ts';
import { writeReports } from './write-reports.ts';

export type ReportSettings = {
  zone: string;
  /** Absent if a team has no hours. Then there is no hand-over, and the report of a day comes at nine. */
  calendar?: Calendar;
  /** How long before its time a report is due. */
  leadMs: number;
  /** The year, if it is near, whose holidays the calendar does not know. */
  holidaysUnknown: (now: number) => number | undefined;
  /** Whether the report of a day counts what each person did (A6). */
  countsActs?: true;
  /** The vendor is not live. It gets no report. Its tickets still end and its texts are still removed. */
  isUnpolled?: true;
};

export type ReportTally = { written: number; textsRemoved: number };

/**
 * Writes the due reports of a vendor (S7, S8), and once a day removes the texts of what closed 30 days ago. A run with
 * nothing to do reads only the vendor's state. A vendor that was never polled or watched has no report. Throws an error once
 * the rest is done. The next run tries again.
 * @internal
 */
export const report = async (
  vendor: VendorRef,
  { zone, calendar, leadMs, holidaysUnknown, isUnpolled, countsActs }: ReportSettings,
  ports: ReportPorts,
): Promise<ReportTally> => {
  const { states, clock } = ports;
  const state = await states.read(vendor);
  const knownSince = state?.firstPollAt ?? state?.watchedSince;
  const now = clock.now();
  const tally: ReportTally = { written: 0, textsRemoved: 0 };
  try {
    if (isUnpolled) await endUnpolled(vendor, now, false, ports);
    else if (knownSince !== undefined) {
      const due = dueReports({ now, leadMs, zone, ...(calendar && { calendar }), knownSince });
      const day = { now, zone, holidaysUnknown: holidaysUnknown(now), ...defined({ countsActs }) };
      tally.written = await writeReports(vendor, due, day, ports);
    }
  } finally {
    tally.textsRemoved = await removeTexts(vendor, now, ports);
  }
  return tally;
};

/**
 * The reports of all vendors, some at a time. Then it ends what the store holds of vendors that the configuration no
 * longer names. A failure is logged and does not block the others.
 * @param vendors all that the configuration names
 * @throws the first error, once all vendors are done
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
