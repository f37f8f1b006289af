import type { Markup } from './render-mrkdwn.ts';

/** One change of the page in the browser. `flash` highlights it for a moment as new or edited. */
export type Patch = { id: string; flash?: 'new' | 'edited' } & (
  | { do: 'fill'; html: string }
  /** Replaces the element with that id. If there is none, it is added to `into`, at its start or end. */
  | { do: 'put'; html: string; into: string; at: 'start' | 'end' }
  | { do: 'replace'; html: string }
  | { do: 'remove' }
);

export const toHtml = async (markup: Markup): Promise<string> => String(await markup);
