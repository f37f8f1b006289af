import type { DeliverableKey } from '../../../lib/domain/delivery/deliverable.ts';

/** A broken rule. `concerns` finds it in a trace: the inquiry, or the notice's own part of its name. */
export type Violation = { rule: string; problem: string; concerns?: string };

/** The name of a ticket or notice in all records of a day. */
export const idOf = (key: DeliverableKey): string =>
  ('notice' in key
    ? [key.market, key.vendorId, key.notice]
    : [key.market, key.vendorId, key.source, key.inquiryId, key.answerId]
  ).join('/');

export type Report = (violation: Violation) => void;

export const concernsOf = (key: DeliverableKey): string =>
  'notice' in key ? (key.notice.split('/').at(-1) ?? '') : key.inquiryId;

/** Makes violations. @param what begins each problem */
export const violationsOf =
  (what: string, concerns: string) =>
  (rule: string, problem: string): Violation => ({ rule, problem: `${what} ${problem}`, concerns });

/** Makes violations of a ticket or notice. */
export const violationsOfItem = ({ key }: { key: DeliverableKey }) =>
  violationsOf(idOf(key), concernsOf(key));

export type Check = (holds: boolean, rule: string, problem: string) => void;

/** Reports a violation of a ticket or notice whenever something does not hold. */
export const checkOf =
  (report: Report, { key }: { key: DeliverableKey }): Check =>
  (holds, rule, problem) => {
    if (!holds) report({ rule, problem: `${problem} (${idOf(key)})`, concerns: concernsOf(key) });
  };
