import { DAY_MS } from '../time/durations.ts';

/** How long after its closing a ticket keeps its free text and its link (docs/architecture.md, Security). */
export const TEXTS_KEPT_MS = 30 * DAY_MS;
