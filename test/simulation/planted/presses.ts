import { GUARD_RULES } from '../../../lib/domain/act/guard-rules.ts';
import { replyMark, requestMark } from '../../../lib/domain/act/reply-content.ts';
import { levelOfStep } from '../../../lib/domain/ladder/warning-level.ts';
import { withFields } from '../../fixtures/domain/make-ticket.ts';
import type { Breakage } from '../breakage.ts';
import { instead } from './instead.ts';

const OFF = Object.fromEntries(GUARD_RULES.map((rule) => [rule, 'off' as const]));

/** A reply is taken before the guard blocks it (A8). */
export const actGuardedAfterSending: Breakage = {
  caughtBy: ['A8'],
  worse: { presses: 0.06 },
  breakReply: (answer) => async (submission, services) => {
    const judged = await answer(submission, services);
    if (judged.is !== 'blocked') return judged;
    const { vendor } = judged;
    const unguarded = { ...vendor, acting: { ...vendor.acting, guard: OFF } };
    const taken = await answer(submission, { ...services, vendorOf: () => unguarded });
    return taken.is === 'sent' ? judged : taken;
  },
};

/** An act for an earlier request counts as an act for the present request (R28). */
export const actMarkNotChecked: Breakage = {
  caughtBy: ['R28'],
  worse: { presses: 0.06, acts: 0.05, kills: 0, storeFails: 0, slackFails: 0, coupangFails: 0 },
  breakPress: (press, ticket) =>
    'mark' in press && ticket ? { ...press, mark: requestMark(ticket) } : press,
};

/** A text that was edited after its preview is sent without another preview (A3). */
export const actSentUnseen: Breakage = {
  caughtBy: ['A3'],
  worse: { presses: 0.06 },
  breakReply: (answer) => async (submission, services) => {
    const shown = await answer(submission, services);
    if (shown.is !== 'preview' || submission.seen === undefined) return shown;
    return answer({ ...submission, seen: replyMark(shown.content) }, services);
  },
};

/** A person gets the confirmation of a press before the press is in the table (R29). */
export const actTakenBeforeStored: Breakage = {
  caughtBy: ['R29'],
  worse: { presses: 0.06 },
  breakPorts: (ports) =>
    instead(ports, 'writer', 'change', (change) => async (before, facts, event, at) => {
      if (event !== 'ActAsked') return change(before, facts, event, at);
      void change(before, facts, event, at).catch(() => {});
      return withFields(before, facts.act ? { act: facts.act } : {});
    }),
};

/** A snooze puts off the last warnings, too (A1). */
export const snoozeStopsLast: Breakage = {
  caughtBy: ['S2'],
  worse: { presses: 0.2 },
  breakTrack: (ports) =>
    instead(ports, 'writer', 'change', (change) => async (before, facts, event, at) => {
      const { snoozed, claimedBy } = before.facts;
      const isSnoozed = snoozed !== undefined && snoozed.by === claimedBy && at < snoozed.until;
      const isLast = facts.steps
        .slice(before.facts.steps.length)
        .some(({ name }) => levelOfStep(name, { ladder: [] }) === 'last');
      return isSnoozed && isLast ? before : change(before, facts, event, at);
    }),
};

/** A claimed ticket is withheld from the team for good (S6). */
export const claimNeverStale: Breakage = {
  caughtBy: ['S2'],
  breakTrack: (ports) =>
    instead(ports, 'writer', 'change', (change) => async (before, facts, event, at) => {
      const isStale = facts.steps.slice(before.facts.steps.length).some(({ name }) => name === 'stale');
      return isStale ? before : change(before, facts, event, at);
    }),
};
