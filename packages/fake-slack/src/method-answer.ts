import type { Scopes } from './scopes.ts';

/** The answer of a Web API method, always with HTTP 200. */
export type MethodAnswer = { ok: boolean; error?: string; [field: string]: unknown };

/** `error`: Slack's own word. */
export const refuse = (error: string, more: Record<string, unknown> = {}): MethodAnswer => ({
  ok: false,
  error,
  ...more,
});

export const refuseScope = (needed: string, scopes: Pick<Scopes, 'granted'>): MethodAnswer =>
  refuse('missing_scope', { needed, provided: scopes.granted().join(',') });
