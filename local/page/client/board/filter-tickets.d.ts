/**
 * By name: `q` (words of the search), `source`, `kind`, `vendor`, `state`, `hour`, `mine`. An absent filter accepts every ticket.
 */
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

export const readFilter: (search: string) => Filter;
export const writeFilter: (search: string, filter: Filter) => string;
export const fits: (row: Row, filter: Filter, reader: { now: number; name: string }) => boolean;
export const fitsEnded: (row: Row, filter: Filter, name: string) => boolean;
