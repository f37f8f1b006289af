import { countDown } from '../count-down.ts';
import { all, write } from '../dom.ts';
import { fill } from '../fill.ts';
import { texts } from '../page-texts.ts';
import { serverNow } from '../server-clock.ts';
import { type Filter, fits, fitsEnded, readFilter, type Row, writeFilter } from './filter-tickets.ts';

let filter = readFilter(location.search);

/** Filters from the address; every change goes there, so that a view can be reloaded or shared. */
export const startFilters = (): void => {
  document.getElementById('board-tools')?.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    const name = target.dataset['filter'];
    if (name !== undefined) change({ ...filter, [name]: target.value || undefined });
  });
  document.getElementById('mine')?.addEventListener('click', () => {
    change({ ...filter, mine: filter['mine'] === undefined ? '1' : undefined });
  });
  document.getElementById('show-all')?.addEventListener('click', () => {
    change({});
    document.getElementById('find')?.focus();
  });
  addEventListener('popstate', () => {
    filter = readFilter(location.search);
    showFilter();
    keepInLinks();
    applyFilters();
  });
  showFilter();
};

/** Who acts on this page, as chosen there. Empty: nobody does. */
const me = (): string => document.querySelector<HTMLSelectElement>('#act-as')?.value ?? '';

const change = (next: Filter): void => {
  filter = next;
  const address = `${location.pathname}${writeFilter(location.search, filter)}${location.hash}`;
  history.replaceState(history.state, '', address);
  showFilter();
  keepInLinks();
  applyFilters();
  countDown();
};

const showFilter = (): void => {
  for (const field of all<HTMLInputElement | HTMLSelectElement>('[data-filter]')) {
    const value = filter[field.dataset['filter'] ?? ''] ?? '';
    // Do not touch an equal value: somebody may be typing in the field.
    if (field.value !== value) field.value = value;
    field.classList.toggle('is-set', value !== '');
  }
  const mine = document.getElementById('mine');
  mine?.setAttribute('aria-pressed', String(filter['mine'] !== undefined));
  if (mine !== null) mine.hidden = me() === '';
};

/** A change of the language loads the page again, with the filters as they are now. */
const keepInLinks = (): void => {
  for (const link of all<HTMLAnchorElement>('.choice a')) link.href = `/${writeFilter(link.search, filter)}`;
};

/** Hides what does not fit, and says how much that is. */
export const applyFilters = (): void => {
  const reader = { now: serverNow(), name: me() };
  const open = all('.tickets > li');
  for (const row of open) {
    const fit = fits(rowOf(row), filter, reader);
    if (row.hidden === fit) row.hidden = !fit;
  }
  for (const row of all('.rows:not(.tickets) > li')) row.hidden = !fitsEnded(rowOf(row), filter, reader.name);
  const shown = open.filter(({ hidden }) => !hidden).length;
  const isSet = Object.values(filter).some((value) => value !== undefined);
  const hasClosed = document.querySelector('.closed > li:not([hidden])') !== null;
  const noClosed = filter['mine'] === undefined ? texts.noneClosedFits : texts.noneOfYours;
  write(document.getElementById('no-closed'), hasClosed ? '' : noClosed);
  const sum = document.getElementById('open-sum');
  const { open: count = '', text: unfiltered = '' } = sum?.dataset ?? {};
  write(sum, isSet ? fill(texts.openShown, { shown, all: count }) : unfiltered);
  const template = shown === 0 && open.length > 0 ? texts.noneFits : texts.shown;
  write(document.getElementById('filter-said'), isSet ? fill(template, { shown, all: open.length }) : '');
  const showAll = document.getElementById('show-all');
  if (showAll !== null) showAll.hidden = !isSet;
};

const rowOf = ({ dataset }: HTMLElement): Row => ({
  source: dataset['source'] ?? '',
  kind: dataset['kind'] ?? '',
  vendor: dataset['vendor'] ?? '',
  state: dataset['state'] ?? '',
  people: (dataset['people'] ?? '').split(' ').filter(Boolean),
  due: Number(dataset['due']),
  found: dataset['find'] ?? '',
});
