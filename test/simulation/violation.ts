import type { DeliverableKey } from '../../lib/domain/delivery/deliverable.ts';

/** A broken rule. `concerns` finds it in a trace: the inquiry, or the notice's own part of its name. */
export type Violation = { rule: string; problem: string; concerns?: string };

export type Report = (violation: Violation) => void;

export const concernsOf = (key: DeliverableKey): string =>
  'notice' in key ? (key.notice.split('/').at(-1) ?? '') : key.inquiryId;
