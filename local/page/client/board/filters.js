import { countDown } from '../count-down.js';
import { texts } from '../page-texts.js';
import { serverNow } from '../server-clock.js';
import { fits, fitsEnded, readFilter, writeFilter } from './filter-tickets.js';

let filter = readFilter(location.search);

/** Filters from the address; every change goes there, so that a view can be reloaded or shared. */
export const startFilters = () => {
  const tools = document.getElementById('board-tools');
  tools?.addEventListener('input', ({ target }) => {
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
const me = () => {
  const chosen = document.getElementById('act-as');
  return chosen instanceof HTMLSelectElement ? chosen.value : '';
};

/** @param {import('./filter-tickets.js').Filter} next */
const change = (next) => {
  filter = next;
  history.replaceState(
    history.state,
    '',
    `${location.pathname}${writeFilter(location.search, filter)}${location.hash}`,
  );
  showFilter();
  keepInLinks();
  applyFilters();
  countDown();
};

const showFilter = () => {
  for (const field of document.querySelectorAll('[data-filter]')) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) continue;
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
const keepInLinks = () => {
  for (const link of document.querySelectorAll('.choice a')) {
    if (!(link instanceof HTMLAnchorElement)) continue;
    link.href = `/${writeFilter(link.search, filter)}`;
  }
};

/** Hides what does not fit, and says how much that is. */
export const applyFilters = () => {
  const reader = { now: serverNow(), name: me() };
  const open = [...document.querySelectorAll('.tickets > li')];
  let shown = 0;
  for (const row of open) {
    const fit = row instanceof HTMLElement && fits(rowOf(row), filter, reader);
    if (row instanceof HTMLElement && row.hidden === fit) row.hidden = !fit;
    if (fit) shown += 1;
  }
  for (const row of document.querySelectorAll('.rows:not(.tickets) > li')) {
    if (row instanceof HTMLElement) row.hidden = !fitsEnded(rowOf(row), filter, reader.name);
  }
  const isSet = Object.values(filter).some((value) => value !== undefined);
  const hasClosed = document.querySelector('.closed > li:not([hidden])') !== null;
  const noClosed = filter['mine'] === undefined ? texts.noneClosedFits : texts.noneOfYours;
  write(document.getElementById('no-closed'), hasClosed ? '' : noClosed);
  const sum = document.getElementById('open-sum');
  const { open: all = '', text: unfiltered = '' } = sum?.dataset ?? {};
  write(sum, isSet ? fill(texts.openShown, shown, all) : unfiltered);
  const template = shown === 0 && open.length > 0 ? texts.noneFits : texts.shown;
  const state = document.getElementById('filter-said');
  write(state, isSet && state !== null ? fill(template, shown, String(open.length)) : '');
  const showAll = document.getElementById('show-all');
  if (showAll !== null) showAll.hidden = !isSet;
};

/**
 * @param {string} template
 * @param {number} shown
 * @param {string} all
 */
const fill = (template, shown, all) => template.replace('{shown}', String(shown)).replace('{all}', all);

/** @param {HTMLElement} row */
const rowOf = ({ dataset }) => ({
  source: dataset['source'] ?? '',
  kind: dataset['kind'] ?? '',
  vendor: dataset['vendor'] ?? '',
  state: dataset['state'] ?? '',
  people: (dataset['people'] ?? '').split(' ').filter(Boolean),
  due: Number(dataset['due']),
  found: dataset['find'] ?? '',
});

/**
 * @param {Element | null} element
 * @param {string} text
 */
const write = (element, text) => {
  if (element !== null && element.textContent !== text) element.textContent = text;
};
