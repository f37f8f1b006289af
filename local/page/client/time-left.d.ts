import type { LeftStep, LeftTexts } from '../page-texts.ts';

export type { LeftTexts };
export const stepOfLeft: (leftMs: number) => LeftStep;
export const formatLeft: (leftMs: number, texts: LeftTexts) => string;
