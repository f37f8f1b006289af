import { countEvidence, type Evidence } from '../../domain/assumptions/assumptions.ts';
import {
  type Cases,
  type FirstSights,
  type ListRead,
  listsToLearnFrom,
  sightingsIn,
} from '../../domain/assumptions/evidence.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { VendorState } from '../../domain/reading/vendor-state.ts';
import type { Source } from '../../domain/sources.ts';
import { DAY_MS } from '../../domain/time/durations.ts';
import {
  type CheckPorts,
  type CheckSettings,
  checkVendor,
  describeFailure,
  type VendorCheck,
} from './check-vendor.ts';
import type { InquirySource, SourceError } from '../ports/coupang.ts';
import type { InquiryReader } from '../ports/store.ts';

export type LearnPorts = CheckPorts & { reader: InquiryReader };

/** `stopAt`: epoch ms; no page is requested later. */
export type LearnSettings = CheckSettings & { stopAt: number };

/** A vendor's last weeks as evidence for our assumptions. Plain JSON, numbers only. */
export type Learnt = VendorCheck & {
  evidence: Evidence[];
  windows: number;
  pages: number;
  inquiries: number;
  /** Why it ended early. For `coupang`, see the result and the problem. */
  stopped?: 'pages' | 'time' | 'coupang';
};

/** Half a minute at two calls a second. Includes the pages of the check. Sources share them. */
const MOST_PAGES = 60;

/**
 * Reads a vendor's lists of the last five weeks and counts the cases for and against each assumption. Takes no lease and
 * changes no ticket. Stops if the check shows that Coupang cannot or must not be read.
 */
export const learn = async (
  vendor: VendorRef,
  settings: LearnSettings,
  ports: LearnPorts,
): Promise<Learnt> => {
  const { states, clock, clients } = ports;
  const check = await checkVendor(vendor, settings, ports);
  const { reads, pages, stopped } = await readSources(check, settings, ports);
  const state = await states.read(vendor);
  const evidence: Evidence[] = [];
  for (const { source } of clients) {
    const lists = reads.find((read) => read.source === source)?.lists ?? [];
    const seen = { source, lists, totals: countTotals(state), zone: settings.zone, now: clock.now() };
    const firstSights = await readFirstSights(vendor, source, { state, lists }, ports);
    evidence.push(...countEvidence({ ...seen, ...(firstSights && { firstSights }) }));
  }
  const failed = reads.find(({ source, failure }) => source === clients[0]?.source && failure)?.failure;
  return {
    ...withFailures(check, reads),
    ...(failed && { result: failed.blindCause, ...describeFailure(failed) }),
    evidence,
    windows: new Set(reads.flatMap(({ lists }) => lists.map(({ window }) => window.firstDate))).size,
    pages,
    inquiries: reads.reduce((sum, { lists }) => sum + sightingsIn(lists).length, 0),
    ...(stopped && { stopped }),
  };
};

type ListsRead = { lists: ListRead[]; pages: number; failure?: SourceError; stopped?: Learnt['stopped'] };
type SourceRead = Omit<ListsRead, 'pages' | 'stopped'> & { source: Source };
type SourcesRead = { reads: SourceRead[] } & Pick<ListsRead, 'pages' | 'stopped'>;

/** A source whose list could not be read once is not read. A failure that concerns the key or the vendor ends the run. */
const readSources = async (
  check: VendorCheck,
  settings: LearnSettings,
  { clients, clock }: LearnPorts,
): Promise<SourcesRead> => {
  if (check.result !== 'ok') return { reads: [], pages: 0 };
  const asked = check.sources ?? [];
  const readers = clients.filter(
    (client, index) =>
      index === 0 || asked.some(({ source, result }) => source === client.source && result === 'ok'),
  );
  const reads: SourceRead[] = [];
  let pages = 1 + asked.filter(({ until }) => until === undefined).length;
  let stopped: Learnt['stopped'];
  for (const [index, reader] of readers.entries()) {
    const most = Math.floor((MOST_PAGES - pages) / (readers.length - index));
    const read = await readLists(reader, most, settings, clock.now);
    pages += read.pages;
    stopped ??= read.stopped;
    reads.push({ source: reader.source, lists: read.lists, ...(read.failure && { failure: read.failure }) });
    if (read.failure && read.failure.reach !== 'reading') break;
  }
  return { reads, pages, ...(stopped && { stopped }) };
};

const readLists = async (
  { source, readPages }: Pick<InquirySource, 'readPages'> & { source: Source },
  most: number,
  { zone, stopAt }: LearnSettings,
  now: () => number,
): Promise<ListsRead> => {
  const lists: ListRead[] = [];
  let pages = 0;
  const whatIsSpent = (): Learnt['stopped'] =>
    now() >= stopAt ? 'time' : pages >= most ? 'pages' : undefined;
  for (const { window, status } of listsToLearnFrom(source, now(), zone)) {
    const spent = whatIsSpent();
    if (spent) return { lists, pages, stopped: spent };
    const read = await readPages(window, status, { page: 1, most: most - pages }, stopAt);
    const { inquiries, nextPage, isCut, failure } = read;
    pages += read.pages;
    lists.push({ window, status, inquiries, isWhole: nextPage === undefined && !isCut });
    if (failure) return { lists, pages, failure, stopped: 'coupang' };
    const cutBy = nextPage === undefined ? undefined : whatIsSpent();
    if (cutBy) return { lists, pages, stopped: cutBy };
  }
  return { lists, pages };
};

const withFailures = (check: VendorCheck, reads: readonly SourceRead[]): VendorCheck =>
  check.sources
    ? {
        ...check,
        sources: check.sources.map((asked) => {
          const failure = reads.find(({ source }) => source === asked.source)?.failure;
          return failure ? { ...asked, result: failure.blindCause, ...describeFailure(failure) } : asked;
        }),
      }
    : check;

/** The state keeps the times without readings for a week. */
const SIGHTS_MS = 7 * DAY_MS;
const MOST_SIGHTS = 50;

/** Reads the tickets of the newest inquiries. `undefined` before a source was read completely. */
const readFirstSights = async (
  vendor: VendorRef,
  source: Source,
  { state, lists }: { state: VendorState | undefined; lists: readonly ListRead[] },
  { reader, clock }: LearnPorts,
): Promise<FirstSights | undefined> => {
  const { firstCompleteAt, blindTimes = [] } = state?.sources[source] ?? {};
  if (firstCompleteAt === undefined) return undefined;
  const newest = sightingsIn(lists)
    .map(({ inquiry }) => inquiry)
    .toSorted((a, b) => (b.inquiryAt ?? 0) - (a.inquiryAt ?? 0))
    .slice(0, MOST_SIGHTS);
  const seenAt = new Map<string, number>();
  for (const { inquiryId } of newest) {
    const tickets = await reader.ticketsOf({ ...vendor, source, inquiryId });
    if (tickets.length > 0)
      seenAt.set(inquiryId, Math.min(...tickets.map(({ facts: { openedAt } }) => openedAt)));
  }
  return { seenAt, readSince: Math.max(firstCompleteAt, clock.now() - SIGHTS_MS), gaps: blindTimes };
};

const countTotals = (state: VendorState | undefined): Cases => {
  const sources = Object.values(state?.sources ?? {});
  const short = sources.flatMap(({ shortReadings }) => Object.keys(shortReadings));
  const read = sources.flatMap(({ completeReadings }) => Object.keys(completeReadings));
  return { for: read.filter((list) => !short.includes(list)).length, against: short.length };
};
