import { countEvidence, type Evidence } from '../../domain/assumptions/assumptions.ts';
import {
  type Cases,
  type ListRead,
  listsToLearnFrom,
  sightingsIn,
} from '../../domain/assumptions/evidence.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { VendorState } from '../../domain/reading/vendor-state.ts';
import {
  type CheckPorts,
  type CheckSettings,
  checkVendor,
  describeFailure,
  type VendorCheck,
} from './check-vendor.ts';
import type { SourceError } from '../ports/inquiry-source.ts';

/** `stopAt`: epoch ms; no page is requested later. */
export type LearnSettings = CheckSettings & { stopAt: number };

/** A vendor's last weeks as evidence for our assumptions. Plain JSON, numbers only (I9). */
export type Learnt = VendorCheck & {
  evidence: Evidence[];
  windows: number;
  pages: number;
  inquiries: number;
  /** Why it ended early. For `coupang`, see the result and the problem. */
  stopped?: 'pages' | 'time' | 'coupang';
};

/** Half a minute at two calls a second. Includes the page of the check. */
const MOST_PAGES = 60;

/**
 * Reads a vendor's lists of the last five weeks and counts the cases for and against each assumption. Takes no lease and
 * changes no ticket. Stops if the check shows that Coupang cannot or must not be read.
 */
export const learn = async (
  vendor: VendorRef,
  settings: LearnSettings,
  ports: CheckPorts,
): Promise<Learnt> => {
  const { states, clock } = ports;
  const check = await checkVendor(vendor, settings, ports);
  const { now } = clock;
  const { lists, pages, failure, stopped } =
    check.result === 'ok' ? await learnFromLists(check, now(), settings, ports) : NOTHING_READ;
  const totals = countTotals(await states.read(vendor));
  return {
    ...check,
    ...(failure && { result: failure.blindCause, ...describeFailure(failure) }),
    evidence: countEvidence({ lists, totals, zone: settings.zone, now: now() }),
    windows: new Set(lists.map(({ window }) => window.firstDate)).size,
    pages,
    inquiries: sightingsIn(lists).length,
    ...(stopped && { stopped }),
  };
};

type ListsRead = { lists: ListRead[]; pages: number; failure?: SourceError; stopped?: Learnt['stopped'] };

const NOTHING_READ: ListsRead = { lists: [], pages: 0 };

const learnFromLists = async (
  { until }: VendorCheck,
  now: number,
  settings: LearnSettings,
  ports: CheckPorts,
): Promise<ListsRead> =>
  until === undefined ? readLists(now, settings, ports) : { ...NOTHING_READ, stopped: 'coupang' };

const readLists = async (
  now: number,
  { zone, stopAt }: LearnSettings,
  { source, clock }: CheckPorts,
): Promise<ListsRead> => {
  const lists: ListRead[] = [];
  let pages = 1;
  const whatIsSpent = (): Learnt['stopped'] =>
    clock.now() >= stopAt ? 'time' : pages >= MOST_PAGES ? 'pages' : undefined;
  for (const { window, status } of listsToLearnFrom(now, zone)) {
    const spent = whatIsSpent();
    if (spent) return { lists, pages, stopped: spent };
    const from = { page: 1, most: MOST_PAGES - pages };
    const read = await source.readPages(window, status, from, stopAt);
    const { inquiries, nextPage, isCut, failure } = read;
    pages += read.pages;
    lists.push({ window, status, inquiries, isWhole: nextPage === undefined && !isCut });
    if (failure) return { lists, pages, failure, stopped: 'coupang' };
    const cutBy = nextPage === undefined ? undefined : whatIsSpent();
    if (cutBy) return { lists, pages, stopped: cutBy };
  }
  return { lists, pages };
};

const countTotals = (state: VendorState | undefined): Cases => {
  const { completeReadings = {}, shortReadings = {} } = state ?? {};
  const right = Object.keys(completeReadings).filter((list) => !(list in shortReadings));
  return { for: right.length, against: Object.keys(shortReadings).length };
};
