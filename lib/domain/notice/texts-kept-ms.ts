/** So long after its closing a ticket keeps its free text and its link (docs/architecture.md, Security). */
export const TEXTS_KEPT_MS = 30 * 24 * 60 * 60 * 1000;
