import type { ClientTexts, LeftStep } from '../texts.ts';

export type LeftTexts = Pick<ClientTexts, 'hours' | 'minutes' | 'passed' | 'steps'>;
export const stepOfLeft: (leftMs: number) => LeftStep;
export const formatLeft: (leftMs: number, texts: LeftTexts) => string;
