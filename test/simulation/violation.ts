import type { DeliverableKey } from '../../lib/domain/delivery/deliverable.ts';

/** A rule that was broken. `concerns`: the inquiry, or the notice's own part of its name, by which a trace finds it. */
export type Violation = { rule: string; problem: string; concerns?: string };

export type Report = (violation: Violation) => void;

export const concernsOf = (key: DeliverableKey): string =>
  'notice' in key ? (key.notice.split('/').at(-1) ?? '') : key.inquiryId;
