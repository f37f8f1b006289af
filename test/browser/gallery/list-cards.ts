import { HOUR_MS, MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import type { StepName } from '../../../lib/domain/ticket/step.ts';
import { OUTCOMES } from '../../../lib/domain/ticket/ticket.ts';
import { buildCard } from '../../../lib/slack/card/build-card.ts';
import { withoutFields, type TicketFields } from '../../fixtures/domain/make-ticket.ts';
import { DUE_AT } from '../../unit/slack/made-up-ticket.ts';
import { type Entry, linkTo, NOW, type Team } from './made-up-team.ts';

const CLAIM: TicketFields = { claimedBy: 'U0CS', claimedAt: NOW };
const warned = (name: StepName): TicketFields => ({ steps: [{ name, deadline: DUE_AT, at: NOW }] });
const ended = (outcome: (typeof OUTCOMES)[number], changes: TicketFields = {}): TicketFields => ({
  state: 'closed',
  outcome,
  closedAt: DUE_AT,
  ...changes,
});
const answeredAt = DUE_AT - 22 * HOUR_MS + 14 * MINUTE_MS;
const sibling = { answerId: '2', askedAt: DUE_AT - 30 * HOUR_MS, channel: 'C0CS', ts: '1.2' };

const QUESTION: TicketFields = { source: 'product' };
const KINDS_OF_ENDS: Partial<Record<(typeof OUTCOMES)[number], TicketFields>> = {
  confirmed: { kind: 'confirm' },
  deleted: QUESTION,
  'left-unanswered': QUESTION,
};

const CARDS: Record<string, TicketFields> = {
  'open, reply': {},
  'open, confirm': { kind: 'confirm' },
  'a form in a link': { formLink: 'https://coupa.ng/example123' },
  'a form elsewhere': { formLink: 'https://forms.example/123' },
  'uncertain time': { askedAtUncertain: true },
  siblings: { siblings: [sibling, { ...sibling, answerId: '3', askedAt: DUE_AT - 26 * HOUR_MS }] },
  replaced: { replaced: { channel: 'C0CS', ts: '1.1' } },
  'no text': { text: '' },
  'a long template': { text: `◼입고일자: ${'가'.repeat(900)}\n◼문의내용: 환불` },
  'only the beginning of a long text': { text: '가'.repeat(3100), isTextCut: true },
  'warned, 3h': warned('3h'),
  'warned, 1h': warned('1h'),
  'claimed, after an edit': { ...warned('1h'), ...CLAIM },
  overdue: warned('overdue'),
  'overdue, confirm': { ...warned('overdue'), kind: 'confirm' },
  unverified: { state: 'unverified' },
  ...Object.fromEntries(
    OUTCOMES.map((outcome) => [`closed, ${outcome}`, ended(outcome, KINDS_OF_ENDS[outcome])]),
  ),
  'auto-closed after a warning': ended('auto-closed', {
    steps: [{ name: '3h', deadline: DUE_AT, at: DUE_AT - HOUR_MS, tells: 'team' }],
  }),
  'answered in time, by a login': ended('answered', { answeredAt, inTime: true, answeredBy: 'cs01' }),
  'answered late, about': ended('answered', {
    answeredAt: DUE_AT + HOUR_MS,
    inTime: false,
    askedAtUncertain: true,
  }),
};

const FIVE_ORDERS = ['1', '2', '3', '4', '5'].map((end) => `1200001234567${end}`);
const answered = (changes: TicketFields): TicketFields => ({ ...QUESTION, ...ended('answered', changes) });

/** Cards of product questions. */
const QUESTIONS: Record<string, TicketFields> = {
  open: QUESTION,
  'without orders': { ...QUESTION, orderIds: [] },
  'five orders': { ...QUESTION, orderIds: FIVE_ORDERS },
  'asked again': { ...QUESTION, answerId: 'after-31', askedAtUncertain: true, siblings: [sibling] },
  'time moved later': { ...QUESTION, askedAt: DUE_AT - 20 * HOUR_MS },
  'warned, 1h': { ...QUESTION, ...warned('1h') },
  'claimed, after an edit': { ...QUESTION, ...CLAIM },
  overdue: { ...QUESTION, ...warned('overdue') },
  unverified: { ...QUESTION, state: 'unverified' },
  'answered in time': answered({ answeredAt, inTime: true }),
  'answered late': answered({ answeredAt: DUE_AT + HOUR_MS, inTime: false }),
  'answered, time unknown': answered({}),
  'closed, unknown': { ...QUESTION, ...ended('unknown') },
};

const PUT_OFF = { by: 'U0CS', until: NOW + HOUR_MS / 2 };

const act = { id: '1', do: 'reply', by: 'U0CS', name: 'minji', channel: 'C0CS', at: NOW } as const;

/** Cards with acting on. */
const ACTING: Record<string, TicketFields> = {
  'reply, unclaimed': {},
  'confirm, claimed': { kind: 'confirm', ...CLAIM },
  snoozed: { ...CLAIM, snoozed: PUT_OFF },
  'snoozed to the last warnings': { ...CLAIM, snoozed: { ...PUT_OFF, until: DUE_AT } },
  'a form in a link': { formLink: 'https://coupa.ng/example123' },
  'reply under way': { ...CLAIM, act: { ...act, progress: 'sending' } },
  'reply sent': { ...CLAIM, act: { ...act, progress: 'sent' } },
  'confirmation under way': { kind: 'confirm', act: { ...act, do: 'confirm', progress: 'asked' } },
  'confirmation sent': { kind: 'confirm', act: { ...act, do: 'confirm', progress: 'sent' } },
  'look-up done': { act: { ...act, do: 'look-up', progress: 'sent' } },
  'look-up under way': { act: { ...act, do: 'look-up', progress: 'asked' } },
  unverified: { state: 'unverified' },
  'past due': { dueAt: NOW },
  'question, unclaimed': QUESTION,
  'question, of several orders': { ...QUESTION, orderIds: ['12000012345678', '12000087654321'] },
  'question past due, claimed': {
    ...QUESTION,
    ...CLAIM,
    ...warned('overdue'),
    askedAt: NOW - 25 * HOUR_MS,
    dueAt: NOW - HOUR_MS,
  },
  'answered by a person whose login is known': ended('answered', {
    answeredAt,
    inTime: true,
    answeredBy: 'cs01',
  }),
  'answered by a login that is nobody’s': ended('answered', { answeredAt, inTime: true, answeredBy: 'cs02' }),
};

export const listCards = ({ vendor, ticket }: Team): Entry[] => [
  ...Object.entries(CARDS).map(([occasion, changes]) => ({
    occasion,
    message: buildCard(ticket(changes), vendor, { linkTo, back: linkTo(), isEdit: 'claimedBy' in changes }),
  })),
  ...Object.entries(QUESTIONS).map(([occasion, changes]) => ({
    occasion: `question, ${occasion}`,
    message: buildCard(ticket(changes), vendor, { linkTo, isEdit: 'claimedBy' in changes }),
  })),
  {
    occasion: 'question, names of product and option unknown',
    message: buildCard(withoutFields(ticket(QUESTION), 'product', 'option'), vendor),
  },
  {
    occasion: 'question, only the number of its page known',
    message: buildCard(
      withoutFields(ticket(QUESTION), 'product', 'option', 'sellerProductId', 'vendorItemId'),
      vendor,
    ),
  },
  {
    occasion: 'no time left, mention on new',
    message: buildCard(ticket(), { ...vendor, timeLeft: false, mentionOnNew: ['S0CS'] }),
  },
  {
    occasion: 'without product and order',
    message: buildCard(withoutFields(ticket(), 'product', 'orderId', 'orderDate'), vendor),
  },
];

export const listActingCards = ({ vendor, ticket }: Team): Entry[] => {
  const people = { U0CS: { wingId: 'cs01' } };
  const known = { ...vendor, acting: { ...vendor.acting, people } };
  return Object.entries(ACTING).map(([occasion, changes]) => ({
    occasion,
    message: buildCard(ticket(changes), known, { acting: true, isEdit: true, now: NOW }),
  }));
};
