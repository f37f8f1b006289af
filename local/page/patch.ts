import type { Markup } from './render-mrkdwn.ts';

/** One change of the page in the browser. `flash`: show for a moment that it is new or was edited. */
export type Patch = { id: string; flash?: 'new' | 'edited' } & (
  | { do: 'fill'; html: string }
  /** In place of the element with that id, or else into another one, at its start or end. */
  | { do: 'put'; html: string; into: string; at: 'start' | 'end' }
  | { do: 'replace'; html: string }
  | { do: 'remove' }
);

export const toHtml = async (markup: Markup): Promise<string> => String(await markup);
