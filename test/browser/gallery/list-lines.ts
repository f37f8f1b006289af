import { HOUR_MS, MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import { ROSTER } from '../../../lib/domain/act/roster.ts';
import { type Deed, DEEDS } from '../../../lib/domain/ticket/act.ts';
import type { StepLine } from '../../../lib/domain/ticket/line.ts';
import { BEFORE_DUE_MS, STEP_NAMES, type StepName } from '../../../lib/domain/ticket/step.ts';
import type { LineName } from '../../../lib/domain/ticket/ticket.ts';
import { buildLine } from '../../../lib/slack/card/build-line.ts';
import type { TicketFields } from '../../fixtures/domain/make-ticket.ts';
import { DUE_AT } from '../../unit/slack/made-up-ticket.ts';
import { type Entry, linkTo, NOW, type Team } from './made-up-team.ts';

const CLOSED: TicketFields = {
  state: 'closed',
  outcome: 'answered',
  closedAt: NOW,
  answeredAt: NOW,
  inTime: true,
};
const LOST: TicketFields = { state: 'closed', outcome: 'auto-closed', closedAt: DUE_AT };
const CLAIM: TicketFields = { claimedBy: 'U0CS', claimedAt: DUE_AT - 5 * HOUR_MS };

const LEFT_MS: Record<StepName, number> = {
  ...BEFORE_DUE_MS,
  target: 20 * HOUR_MS,
  'last-shift': 14 * HOUR_MS,
  'off-hours': 9 * HOUR_MS,
  overdue: -10 * MINUTE_MS,
  stale: 3 * HOUR_MS,
};

const QUESTION: TicketFields = { source: 'product' };

export const listLines = (team: Team): Entry[] => [
  plain(team, 'changed-2'),
  plain(team, 'closed-3', CLOSED),
  plain(team, 'closed-3', {}, ', open again since'),
  plain(team, 'reopened-4'),
  plain(team, 'breach', LOST),
  plain(team, 'changed-2', QUESTION, ', question'),
  plain(team, 'closed-3', { ...QUESTION, ...CLOSED }, ', question'),
  plain(team, 'reopened-4', QUESTION, ', question'),
  ...DEEDS.map((did) =>
    plain(team, 'act-5', deed(did, did === 'snoozed' ? { until: NOW + HOUR_MS / 2 } : {}), `, ${did}`),
  ),
  plain(team, 'act-5', { ...CLOSED, ...deed('replied') }, ', replied, and closed by that'),
  plain(
    team,
    'act-5',
    { ...CLOSED, outcome: 'confirmed', ...deed('confirmed') },
    ', confirmed, and closed by that',
  ),
  plain(team, 'act-5', deed('snoozed', { until: DUE_AT }), ', snoozed to the last warnings'),
  plain(team, 'act-5', deed('assigned', { by: ROSTER }), ', assigned by the roster'),
  plain(team, 'act-5', { ...deed('not-done'), act: GIVEN_UP }, ', not done, with the text'),
];

const deed = (did: Deed['did'], more: Partial<Deed> = {}): TicketFields => {
  const done = { did, press: '1', by: 'U0CS', name: 'minji', to: 'U0LEAD', ...more };
  return { history: [{ name: 'act-5', at: NOW, deed: done }] };
};

const GIVEN_UP = {
  id: '1',
  do: 'reply',
  by: 'U0CS',
  channel: 'C0CS',
  at: NOW,
  progress: 'told',
  text: '환불했습니다.',
} as const;

/** The warnings of each step, in the thread and in a channel of its own. */
export const listSteps = (team: Team): Entry[] => [
  ...STEP_NAMES.flatMap((name) => [warning(team, 'step', name), warning(team, 'escalation', name)]),
  warning(team, 'step', '1h', { more: ', confirm', changes: { kind: 'confirm' } }),
  ...(['1h', 'last-shift', 'overdue'] as const).map((name) =>
    warning(team, 'step', name, { more: ', question', changes: QUESTION }),
  ),
  warning(team, 'escalation', 'overdue', { more: ', question', changes: QUESTION }),
  warning(team, 'step', '1h', { more: ', claimed', changes: CLAIM }),
  warning(team, 'step', '1h', { more: ', in a list’s thread', changes: { threadTs: '1.1' } }),
  warning(team, 'step', '1h', { more: ', closed since', changes: CLOSED }),
  warning(team, 'step', '3h', { more: ', gone from the lists', changes: { state: 'unverified' } }),
  warning(team, 'step', 'overdue', { more: ', gone from the lists', changes: { state: 'unverified' } }),
  warning(team, 'step', 'overdue', { more: ', confirm', changes: { kind: 'confirm' } }),
  warning(team, 'step', '15m', { more: ', in the last minute', now: DUE_AT - MINUTE_MS / 2 }),
  warning(team, 'step', '1h', { more: ', sent past the deadline', now: DUE_AT + MINUTE_MS }),
  warning(team, 'direct', '1h', { more: ', to the claimer', changes: CLAIM }),
];

const plain = ({ vendor, ticket }: Team, name: LineName, changes: TicketFields = {}, more = ''): Entry => ({
  occasion: `${name}${more}`,
  message: buildLine(ticket(changes), name, vendor, { now: NOW }),
});

const warning = (
  { vendor, ticket }: Team,
  type: StepLine['type'],
  name: StepName,
  {
    more = '',
    changes = {},
    now = DUE_AT - LEFT_MS[name],
  }: { more?: string; changes?: TicketFields; now?: number } = {},
): Entry => {
  const claim = name === 'stale' ? CLAIM : {};
  const deadline = claim.claimedAt ?? DUE_AT;
  const line = { name: `${type}/${name}/${deadline}`, at: now } as const;
  const steps = [{ name, deadline, at: now, tells: 'team' as const }];
  return {
    occasion: `${type}/${name}${more}`,
    message: buildLine(ticket({ ...claim, steps, history: [line], ...changes }), line.name, vendor, {
      now,
      link: linkTo(),
    }),
  };
};
