import { SourceError } from '../workflows/source-error.ts';
import type { Page } from './read-envelope.ts';

export type PageSource = {
  /** Throws SourceError. */
  page: (pageNum: number) => Promise<Page>;
  /** Raw clock, epoch ms. */
  now: () => number;
  timeIsUp: () => boolean;
};

export type PagesRead = {
  /** Raw clock, epoch ms: when the pass that was complete began, or else the first. */
  beganAt: number;
  complete: boolean;
  incompleteBecause?: string;
  /** In the order in which they came, of both passes. */
  items: unknown[];
  failure?: SourceError;
};

export const PAGE_SIZE = 30;
/** Three thousand inquiries of one status in a week: beyond that something is wrong with the totals. */
export const MAX_PAGES = 100;

/**
 * Reads all pages, once more if the first pass was not complete (R7). Never throws a SourceError: what was read
 * before it counts, so it comes back beside that.
 */
export const readAllPages = async (source: PageSource): Promise<PagesRead> => {
  const first = await readPass(source);
  if (first.complete || !first.mayReadAgain) return first;
  const second = await readPass(source);
  return {
    ...second,
    beganAt: second.complete ? second.beganAt : first.beganAt,
    items: [...first.items, ...second.items],
  };
};

type Pass = PagesRead & { mayReadAgain: boolean };

const readPass = async (source: PageSource): Promise<Pass> => {
  const beganAt = source.now();
  const items: unknown[] = [];
  const doubts: string[] = [];
  let before: Page | undefined;
  const end = (reason: string, mayReadAgain: boolean, failure?: SourceError): Pass => ({
    beganAt,
    complete: false,
    incompleteBecause: [...doubts, reason].join('; '),
    items,
    mayReadAgain,
    ...(failure === undefined ? {} : { failure }),
  });

  for (let pageNum = 1, last = 1; pageNum <= last; pageNum += 1) {
    if (pageNum > MAX_PAGES) return end(`more than ${MAX_PAGES} pages`, false);
    if (source.timeIsUp()) return end(`the time was up before page ${pageNum}`, false);
    const page = await source.page(pageNum).catch(asSourceError);
    if (page instanceof SourceError) return end(`page ${pageNum} failed: ${page.code}`, false, page);
    if (page.items === undefined) return end(`page ${pageNum} had no data`, true);
    items.push(...page.items);
    last = page.totalPages ?? (page.items.length < PAGE_SIZE ? pageNum : pageNum + 1);
    if (page.items.length === 0 && (pageNum < last || items.length < (page.totalElements ?? 0))) {
      return end(`page ${pageNum} of ${last} was empty`, true);
    }
    const doubt = doubtTotals(page, before);
    if (doubt !== undefined) doubts.push(`${doubt} on page ${pageNum}`);
    before = page;
  }
  // Pages shifted while one paged: what came twice hides what did not come at all.
  if (new Set(items.map(nameOf)).size < items.length) doubts.push('an item came twice');
  const reason = doubts.pop();
  return reason === undefined ? { beganAt, complete: true, items, mayReadAgain: false } : end(reason, true);
};

/** By its inquiryId, for it may change between two pages; an item without one by all that it holds. */
const nameOf = (item: unknown): string => {
  const named = typeof item === 'object' && item !== null && 'inquiryId' in item;
  return JSON.stringify((named ? item.inquiryId : undefined) ?? item);
};

const asSourceError = (error: unknown): SourceError => {
  if (error instanceof SourceError) return error;
  throw error;
};

const doubtTotals = (page: Page, before: Page | undefined): string | undefined => {
  if (page.totalPages === undefined) return 'no total of pages';
  if (before === undefined) return undefined;
  const same = page.totalPages === before.totalPages && page.totalElements === before.totalElements;
  return same ? undefined : 'the totals changed';
};
