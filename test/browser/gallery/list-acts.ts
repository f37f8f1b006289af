import { wordsOf } from 'fake-coupang';
import { MARKET_LANGUAGES } from '../../../lib/config/market.ts';
import { defined } from '../../../lib/domain/defined.ts';
import { PUBLIC_RULES } from '../../../lib/domain/act/public-faults.ts';
import { openQueue } from '../../../lib/domain/act/queue.ts';
import { GUARD_RULES } from '../../../lib/domain/act/guard-rules.ts';
import { type Refusal, REFUSALS } from '../../../lib/domain/ticket/act.ts';
import { BEFORE_DUE_MS } from '../../../lib/domain/ticket/step.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { HOUR_MS, MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import { buildHome } from '../../../lib/slack/acts/build-home.ts';
import { buildRefusal, sayInForm } from '../../../lib/slack/acts/build-refusal.ts';
import { buildReplyForm, sayBlocked } from '../../../lib/slack/acts/build-reply-form.ts';
import { buildOwnList, buildSearch } from '../../../lib/slack/acts/build-search.ts';
import type { HomeRefusal, OwnTickets } from '../../../lib/workflows/ports/slack.ts';
import { WORDING } from '../../../lib/slack/wording/wording.ts';
import { FIRST_FILTER } from '../../../lib/slack/format/home-filter.ts';
import { rowOf, type TicketFields } from '../../fixtures/domain/make-ticket.ts';
import { DUE_AT } from '../../unit/slack/made-up-ticket.ts';
import { figures } from './list-notices.ts';
import { listOrders } from './list-orders.ts';
import { type Entry, linkTo, madeUpAnswer, NOW, opened, type Team } from './made-up-team.ts';

/** Messages and views for a person who acts, in addition to the cards. */
export const listActs = (
  team: Team,
): Record<'refusals' | 'forms' | 'orders' | 'home' | 'search', Entry[]> => ({
  refusals: listRefusals(team),
  forms: listForms(team),
  orders: listOrders(team),
  home: listHomes(team),
  search: listAnswers(team),
});

const listRefusals = (team: Team): Entry[] => {
  const { vendor, ticket, rewrite } = team;
  const text = madeUpAnswer(team);
  const ended = ticket({ outcome: 'answered', act: { ...ACT, wingId: 'cs01' } });
  const refused = (refusal: Refusal, about?: Parameters<typeof buildRefusal>[3]): Entry['message'] =>
    buildRefusal(ended, refusal, vendor, about);
  const messages = {
    ...Object.fromEntries(
      REFUSALS.map((code) => [code, refused({ code, by: 'U0CS', cause: 'coupang-down' })]),
    ),
    'busy, of the same person': refused({ code: 'busy', by: 'U0CS' }, { to: 'U0CS' }),
    'with the text that was not sent': refused({ code: 'closed' }, { text }),
    'of a reply to an answered inquiry': buildRefusal(
      ended,
      {
        code: 'answered-already',
        answer: rewrite(wordsOf(vendor.market, 'laundry')?.answer ?? '', 'answer'),
      },
      vendor,
      { text },
    ),
    'with a text that may have been sent': refused({ code: 'not-arrived' }, { text, mayBeSent: true }),
  };
  return Object.entries(messages).map(([about, message]) => ({
    occasion: `refusal, ${about}`,
    message,
    isForOne: true,
  }));
};

const ACT = { id: '1', do: 'reply', by: 'U0CS', channel: 'C0CS', at: NOW, progress: 'sending' } as const;

const listForms = (team: Team): Entry[] => {
  const { vendor, ticket, rewrite } = team;
  const sampleTicket = ticket();
  const text = madeUpAnswer(team);
  const found = GUARD_RULES.map((rule) => ({
    rule,
    does: 'warn' as const,
    ...(rule === 'link' && { found: rewrite('https://a.example') }),
  }));
  const shown = { channel: 'C0CS', mark: 'made-up', text };
  const actOf = (name?: string) => ticket({ act: { ...ACT, ...defined({ name }) } });
  const forms = {
    'reply form': buildReplyForm(sampleTicket, vendor, { ...shown, text: '' }),
    'reply form, with a signature': buildReplyForm(
      sampleTicket,
      { ...vendor, acting: { ...vendor.acting, signature: vendor.label } },
      { ...shown, text: '' },
    ),
    ...factForms(team),
    'reply form, after a reply that may have arrived': buildReplyForm(
      ticket({ act: { ...ACT, progress: 'told', sendingAt: NOW } }),
      vendor,
      shown,
    ),
    'preview of a reply': buildReplyForm(sampleTicket, vendor, {
      ...shown,
      preview: { content: text, findings: found },
    }),
  };
  return [
    ...Object.entries({ ...forms, ...questionForms(team) }).map(([occasion, view]) => opened(occasion, view)),
    { occasion: 'reply that the guard blocks', message: say(sayBlocked(found, vendor)) },
    ...['minji', undefined].map((name) => ({
      occasion: `refusal in a form, of ${name ?? 'nobody known'}`,
      message: say(sayInForm({ code: 'busy', by: 'U0CS' }, actOf(name), WORDING[vendor.language], 'U0LEAD')),
    })),
  ];
};

/** The forms with a template that needs facts of the order, as they wait for them, have them, and cannot have them. */
const factForms = ({ vendor, ticket, rewrite }: Team): Record<string, NonNullable<Entry['view']>> => {
  const { status } = WORDING[MARKET_LANGUAGES[vendor.market]].orderView;
  const text = '{carrier} {invoice}';
  const template = { source: 'call-center' as const, name: vendor.label, text };
  const offering = { ...vendor, acting: { ...vendor.acting, templates: [template] } };
  const shown = { channel: 'C0CS', mark: 'made-up' };
  const facts = {
    status: status.FINAL_DELIVERY,
    carrier: rewrite('AA', 'name'),
    invoice: rewrite('000000000000', 'name'),
    delivered: '2026-11-25',
  };
  const { noFact, unclearBox, cancelled } = WORDING[vendor.language].act.form;
  const formWith = (more: object) => buildReplyForm(ticket(), offering, { ...shown, text, ...more });
  return {
    'reply form, while a template’s facts are read': formWith({ text: '', isLoading: true }),
    'reply form, with facts of the order': formWith({ text: `${facts.carrier} ${facts.invoice}`, facts }),
    'reply form, with facts beside a typed text': formWith({ text: '', keep: 'text-made-up', facts }),
    'reply form, with a part of the facts': formWith({ facts: { status: facts.status } }),
    'reply form, for an order without facts': formWith({ noFacts: noFact }),
    'reply form, for an order in several boxes': formWith({ noFacts: unclearBox }),
    'reply form, for a cancelled or returned order': formWith({ noFacts: cancelled }),
    'reply form, for an inquiry without an order': formWith({}),
  };
};

/** The forms of a product question, whose answer everybody reads. */
const questionForms = ({ vendor, ticket, rewrite }: Team): Record<string, NonNullable<Entry['view']>> => {
  const { text, answer } = wordsOf(vendor.market, 'laundry') ?? { text: '', answer: '' };
  const question = ticket({
    source: 'product',
    answerId: '0',
    kind: 'question',
    text,
    category: '',
  });
  const templates = [{ source: 'product' as const, name: vendor.label, text: '{product}' }];
  const offering = { ...vendor, acting: { ...vendor.acting, templates } };
  const shown = { channel: 'C0CS', mark: 'made-up', text: rewrite(answer, 'answer') };
  const findings = PUBLIC_RULES.map((rule) => ({ rule, does: 'warn' as const }));
  return {
    'reply form of a product question': buildReplyForm(question, offering, { ...shown, text: '' }),
    'preview of a public reply': buildReplyForm(question, offering, {
      ...shown,
      preview: { content: shown.text, findings },
    }),
  };
};

export const listHomes = ({ vendor, ticket }: Team): Entry[] => {
  const many = Array.from({ length: 17 }, (_, at) => {
    const dueAt = DUE_AT + (at - 3) * 20 * MINUTE_MS;
    const due = (['3h', '1h'] as const).filter((name) => NOW >= dueAt - BEFORE_DUE_MS[name]);
    return ticket({
      inquiryId: `${at + 1}`,
      dueAt,
      steps: due.map((name) => ({ name, deadline: dueAt, at: NOW, tells: 'team' })),
      kind: at % 4 === 3 ? 'confirm' : 'reply',
      ...(at % 3 === 2 && { claimedBy: 'U0CS', claimedAt: NOW }),
    });
  });
  const other = { ...vendor, id: 'A00099999', label: 'BB' };
  const homeOf = (tickets: Ticket[], vendors = [vendor], refusal?: HomeRefusal, filter = FIRST_FILTER) => {
    const queue = openQueue(
      tickets.map((homeTicket) => rowOf(homeTicket)),
      filter,
      'U0CS',
      NOW,
    );
    const shown = tickets.filter(({ key }) =>
      queue.rows.some(({ inquiryId }) => inquiryId === key.inquiryId),
    );
    const days = vendors.map(({ id, market }) => ({
      vendor: { market, vendorId: id },
      today: { ...figures, worst: [] },
      rolling: figures.rolling,
    }));
    const about = { vendors, language: vendor.language, linkTo, now: NOW, ...defined({ refusal }) };
    return buildHome({ queue, tickets: shown, figures: days, mark: '' }, filter, about);
  };
  const refused: HomeRefusal = {
    refusal: { code: 'claimed', by: 'U0LEAD' },
    ...defined({ ticket: many[2] }),
  };
  const views = {
    'two shops': homeOf(many, [vendor, other]),
    'one ticket': homeOf(many.slice(0, 1)),
    'after a refused claim': homeOf(many.slice(1, 6), [vendor], refused),
    'after a claim that failed': homeOf(many.slice(0, 1), [vendor], {}),
    'page 2': homeOf(many, [vendor], undefined, { ...FIRST_FILTER, page: 1 }),
    'nothing found': homeOf(many.slice(0, 1), [vendor], undefined, { ...FIRST_FILTER, who: 'mine' }),
    'five tickets': homeOf(many.slice(2, 7)),
    'hand-overs and questions': homeOf(
      [
        ...many.slice(3, 5),
        ticket({ source: 'product', inquiryId: '18' }),
        ticket({ source: 'product', inquiryId: '19', dueAt: NOW - HOUR_MS, claimedBy: 'U0CS' }),
      ],
      [{ ...vendor, sources: ['call-center', 'product'] }],
    ),
    'nothing open': homeOf([]),
    'of nobody’s shop': homeOf([], []),
  };
  return Object.entries(views).map(([occasion, view]) => opened(`Home, ${occasion}`, view));
};

const listAnswers = ({ vendor, ticket }: Team): Entry[] => {
  const about = { vendors: [vendor], language: vendor.language, linkTo, now: NOW };
  const answer = (words: string, tickets: Ticket[], vendors = [vendor]) =>
    buildSearch(words, { tickets, count: tickets.length }, { ...about, vendors });
  const own = (
    mine: Ticket[],
    unclaimed: Ticket[],
    counts: OwnTickets['counts'],
    kind: OwnTickets['kind'] = 'all',
  ) => buildOwnList({ kind, mine, unclaimed, counts }, about);
  const question = (changes: TicketFields = {}) => ticket({ ...changes, source: 'product' });
  const closed: TicketFields = { state: 'closed', outcome: 'answered', inTime: true };
  const nothing = { open: 0, mine: 0, unclaimed: 0 };
  const people = { U0CS: { wingId: 'cs01' } };
  const messages = {
    '/coupang, found': answer('8177', [ticket(), ticket({ kind: 'confirm', claimedBy: 'U0CS' })]),
    '/coupang, one found, in two shops': answer(
      '8177',
      [ticket()],
      [vendor, { ...vendor, id: 'A00099999', label: 'BB' }],
    ),
    '/coupang, closed': answer('8177', [ticket(closed)]),
    '/coupang, both sources under one number': answer('1015668177', [
      ticket(),
      question(),
      question({ ...closed, answeredAt: NOW }),
    ]),
    '/coupang with a kind': own([], [question()], { open: 1, mine: 0, unclaimed: 1 }, 'question'),
    '/coupang with a kind, nothing open': own([], [], nothing, 'question'),
    '/coupang help': answer('Help', []),
    '/coupang, closed by a person whose login is known': answer(
      '8177',
      [ticket({ ...closed, answeredBy: 'cs01' })],
      [{ ...vendor, acting: { ...vendor.acting, people } }],
    ),
    '/coupang, not found': answer('8177', []),
    '/coupang alone': own(
      [ticket({ claimedBy: 'U0CS', claimedAt: NOW })],
      [ticket(), ticket({ kind: 'confirm' })],
      { open: 9, mine: 1, unclaimed: 6 },
    ),
    '/coupang alone, nothing for this person': own([], [], { open: 2, mine: 0, unclaimed: 0 }),
    '/coupang alone, nothing open': own([], [], nothing),
    '/coupang alone, of nobody’s shop': buildOwnList(
      { kind: 'all', mine: [], unclaimed: [], counts: nothing },
      { ...about, vendors: [] },
    ),
    '/coupang, of nobody’s shop': answer('8177', [], []),
  };
  return Object.entries(messages).map(([occasion, message]) => ({ occasion, message, isForOne: true }));
};

const say = (text: string): Entry['message'] => ({
  text: '',
  blocks: [{ type: 'section', text: { type: 'plain_text', text } }],
});
