import type { ClientTexts } from '../texts.ts';

export type LeftTexts = Pick<ClientTexts, 'hours' | 'minutes' | 'passed'>;
export const formatLeft: (leftMs: number, texts: LeftTexts) => string;
export const formatFromNow: (ms: number, language: string) => string;
export const formatShort: (at: number, timeZone?: string) => string;
