import { countEvidence, type Evidence } from '../../domain/assumptions/assumptions.ts';
import {
  type Cases,
  type FirstSights,
  type ListRead,
  listsToLearnFrom,
  sightingsIn,
} from '../../domain/assumptions/evidence.ts';
import { type ListFigures, listFigures } from '../../domain/assumptions/list-figures.ts';
import { defined } from '../../domain/defined.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { SourceState, VendorState } from '../../domain/reading/vendor-state.ts';
import { type Source, SOURCES } from '../../domain/sources.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { DAY_MS, HOUR_MS } from '../../domain/time/durations.ts';
import { type CheckPorts, type CheckSettings, checkSources, type VendorCheck } from './check-vendor.ts';
import type { InquirySource, SourceError } from '../ports/coupang.ts';
import type { InquiryReader } from '../ports/store.ts';

export type LearnPorts = CheckPorts & { reader: InquiryReader };

/** `stopAt`: epoch ms; no page is requested later. */
export type LearnSettings = Omit<CheckSettings, 'timeoutMs'> & { stopAt: number };

/** A vendor's last weeks as evidence for our assumptions. Plain JSON, numbers only. */
export type Learnt = VendorCheck & {
  evidence: Evidence[];
  /** Only for sources whose posts have flags. */
  lists: ListFigures[];
  windows: number;
  pages: number;
  inquiries: number;
  /** Why it ended early. For `coupang`, see the result and the problem. */
  stopped?: 'pages' | 'time' | 'coupang';
};

/** Half a minute at two calls a second. Sources share them. */
const MOST_PAGES = 60;

/**
 * Reads a vendor's lists of the last five weeks and counts the cases for and against each assumption. Takes no lease and
 * changes no ticket. Reads nothing that the doctor's check would not read.
 */
export const learn = async (
  vendor: VendorRef,
  settings: LearnSettings,
  ports: LearnPorts,
): Promise<Learnt> => {
  const { states, clock, clients, reader } = ports;
  const state = await states.read(vendor);
  const reads = new Map<Source, ListsRead>();
  const pagesRead = (): number => [...reads.values()].reduce((sum, { pages }) => sum + pages, 0);
  const check = await checkSources({ vendor, state }, settings, ports, async (client) => {
    const most = Math.floor((MOST_PAGES - pagesRead()) / (clients.length - reads.size));
    const read = await readLists(client, most, settings, clock.now);
    reads.set(client.source, read);
    return read.failure;
  });
  const evidence: Evidence[] = [];
  const figures: ListFigures[] = [];
  for (const { source } of clients) {
    const { lists = [] } = reads.get(source) ?? {};
    const seen = { source, lists, totals: countTotals(state), zone: settings.zone, now: clock.now() };
    const tickets = await readTickets(vendor, source, lists, reader);
    const firstSights = findFirstSights(state?.sources[source], tickets, clock.now());
    evidence.push(...countEvidence({ ...seen, ...(firstSights && { firstSights }) }));
    if (SOURCES[source].asker === 'agent') figures.push(...listFigures(lists, tickets));
  }
  const allLists = [...reads.values()].map(({ lists }) => lists);
  return {
    ...check,
    ...defined({ stopped: [...reads.values()].find(({ stopped }) => stopped)?.stopped }),
    evidence,
    lists: figures,
    windows: new Set(allLists.flat().map(({ window }) => window.firstDate)).size,
    pages: pagesRead(),
    inquiries: allLists.reduce((sum, lists) => sum + sightingsIn(lists).length, 0),
  };
};

type ListsRead = { lists: ListRead[]; pages: number; failure?: SourceError; stopped?: Learnt['stopped'] };

const readLists = async (
  { source, readPages }: InquirySource,
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

const MOST_INQUIRIES = 50;

/** Reads the tickets of the newest inquiries, by inquiry id. */
const readTickets = async (
  vendor: VendorRef,
  source: Source,
  lists: readonly ListRead[],
  reader: InquiryReader,
): Promise<Map<string, Ticket[]>> => {
  const newest = sightingsIn(lists)
    .map(({ inquiry }) => inquiry)
    .toSorted((a, b) => (b.inquiryAt ?? 0) - (a.inquiryAt ?? 0))
    .slice(0, MOST_INQUIRIES);
  const found = new Map<string, Ticket[]>();
  for (const { inquiryId } of newest) {
    const tickets = await reader.ticketsOf({ ...vendor, source, inquiryId });
    if (tickets.length > 0) found.set(inquiryId, tickets);
  }
  return found;
};

/** Younger sights alone count, since the state keeps the newest times without readings alone. */
const SIGHTS_MS = 7 * DAY_MS;

/** Older requests are seen in the first hour of a source. @returns `undefined` before the source was read completely */
const findFirstSights = (
  state: SourceState | undefined,
  tickets: ReadonlyMap<string, Ticket[]>,
  now: number,
): FirstSights | undefined => {
  if (state?.recentCompleteAt === undefined) return undefined;
  const { firstPollAt, blindTimes = [] } = state;
  const seenAt = new Map(
    [...tickets].map(([id, own]) => [id, Math.min(...own.map(({ facts }) => facts.openedAt))]),
  );
  return { seenAt, readSince: Math.max(firstPollAt + HOUR_MS, now - SIGHTS_MS), gaps: blindTimes };
};

const countTotals = (state: VendorState | undefined): Cases => {
  const sources = Object.values(state?.sources ?? {});
  const short = sources.flatMap(({ shortReadings }) => Object.keys(shortReadings));
  const read = sources.flatMap(({ completeReadings }) => Object.keys(completeReadings));
  return { for: read.filter((list) => !short.includes(list)).length, against: short.length };
};
