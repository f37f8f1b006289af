const HOUR_MS = 3_600_000;
/** @type {Record<string, number>} */
const WITHIN_MS = { over: 0, h1: HOUR_MS, h3: 3 * HOUR_MS, h6: 6 * HOUR_MS };

/** The filters that the address keeps, in its order. */
const FILTERS = ['q', 'source', 'kind', 'vendor', 'state', 'hour', 'mine'];

/**
 * The filters in an address. Unknown names and empty values are left out.
 * @param {string} search
 * @returns {import('./filter-tickets.js').Filter}
 */
export const readFilter = (search) => {
  const given = new URLSearchParams(search);
  /** @type {import('./filter-tickets.js').Filter} */
  const filter = {};
  for (const name of FILTERS) {
    const value = given.get(name) ?? '';
    if (value !== '') filter[name] = value;
  }
  return filter;
};

/**
 * The address's query with these filters. What else it holds stays.
 * @param {string} search
 * @param {import('./filter-tickets.js').Filter} filter
 */
export const writeFilter = (search, filter) => {
  const query = new URLSearchParams(search);
  for (const name of FILTERS) {
    const value = filter[name] ?? '';
    if (value === '') query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
};

/**
 * Whether an open ticket fits all filters.
 * @param {import('./filter-tickets.js').Row} row
 * @param {import('./filter-tickets.js').Filter} filter
 * @param {{ now: number, name: string }} reader
 */
export const fits = (row, filter, { now, name }) =>
  fitsEnded(row, filter, name) &&
  fitsState(row, filter['state']) &&
  (filter['hour'] === undefined || row.due - now <= (WITHIN_MS[filter['hour']] ?? Infinity));

/**
 * Whether a ticket that has ended fits. State and hour are no matter any more.
 * @param {import('./filter-tickets.js').Row} row
 * @param {import('./filter-tickets.js').Filter} filter
 * @param {string} name the Slack id of the reader
 */
export const fitsEnded = ({ source, kind, vendor, found, people }, filter, name) =>
  (filter['mine'] === undefined || people.includes(name)) &&
  (filter['source'] === undefined || source === filter['source']) &&
  (filter['kind'] === undefined || kind === filter['kind']) &&
  (filter['vendor'] === undefined || vendor === filter['vendor']) &&
  fold(filter['q'] ?? '')
    .split(/\s+/)
    .every((word) => fold(found).includes(word));

/**
 * @param {import('./filter-tickets.js').Row} row
 * @param {string | undefined} state
 */
const fitsState = (row, state) => {
  if (state === 'claimed') return row.people.length > 0;
  if (state === 'unclaimed') return row.people.length === 0;
  return state === undefined || row.state === state;
};

/** @param {string} text */
const fold = (text) => text.normalize('NFKC').toLowerCase().trim();
