const HOUR_MS = 3_600_000;
const WITHIN_MS: Record<string, number> = { over: 0, h1: HOUR_MS, h3: 3 * HOUR_MS, h6: 6 * HOUR_MS };

/** The filters that the address keeps, in its order. `q`: words of the search. */
const FILTERS = ['q', 'source', 'kind', 'vendor', 'state', 'hour', 'mine'];

/** By name. An absent filter accepts every ticket. */
export type Filter = Record<string, string | undefined>;

export type Row = {
  source: string;
  kind: string;
  /** `KR/A00012345` */
  vendor: string;
  state: string;
  /** Slack ids: the claimer, or those who handled a ticket that has ended. */
  people: readonly string[];
  /** Epoch ms. */
  due: number;
  found: string;
};

/** The filters in an address. Unknown names and empty values are left out. */
export const readFilter = (search: string): Filter => {
  const given = new URLSearchParams(search);
  return Object.fromEntries(
    FILTERS.flatMap((name) => {
      const value = given.get(name) ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
};

/** The address's query with these filters. What else it holds stays. */
export const writeFilter = (search: string, filter: Filter): string => {
  const query = new URLSearchParams(search);
  for (const name of FILTERS) {
    const value = filter[name] ?? '';
    if (value === '') query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
};

/** Whether an open ticket fits all filters. */
export const fits = (row: Row, filter: Filter, { now, name }: { now: number; name: string }): boolean =>
  fitsEnded(row, filter, name) &&
  fitsState(row, filter['state']) &&
  (filter['hour'] === undefined || row.due - now <= (WITHIN_MS[filter['hour']] ?? Infinity));

/**
 * Whether a ticket that has ended fits. State and hour are no matter any more.
 * @param name the Slack id of the reader
 */
export const fitsEnded = (row: Row, filter: Filter, name: string): boolean =>
  (filter['mine'] === undefined || row.people.includes(name)) &&
  (['source', 'kind', 'vendor'] as const).every((of) => filter[of] === undefined || row[of] === filter[of]) &&
  fold(filter['q'] ?? '')
    .split(/\s+/)
    .every((word) => fold(row.found).includes(word));

const fitsState = (row: Row, state: string | undefined): boolean => {
  if (state === 'claimed') return row.people.length > 0;
  if (state === 'unclaimed') return row.people.length === 0;
  return state === undefined || row.state === state;
};

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().trim();
