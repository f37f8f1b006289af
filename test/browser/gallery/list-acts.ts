import { defined } from '../../../lib/domain/defined.ts';
import { openQueue } from '../../../lib/domain/act/queue.ts';
import { GUARD_RULES } from '../../../lib/domain/act/guard-rules.ts';
import { REFUSALS } from '../../../lib/domain/ticket/act.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import { buildHome } from '../../../lib/slack/acts/build-home.ts';
import { buildRefusal } from '../../../lib/slack/acts/build-refusal.ts';
import { buildReplyForm, sayBlocked } from '../../../lib/slack/acts/build-reply-form.ts';
import { buildSearch } from '../../../lib/slack/acts/build-search.ts';
import type { HomeRefusal } from '../../../lib/workflows/ports/door-messenger.ts';
import { FIRST_FILTER } from '../../../lib/slack/format/home-filter.ts';
import { MARKET_TEXTS } from '../../../local/simulator/market-texts.ts';
import { createRandom } from '../../../local/simulator/random.ts';
import { rowOf } from '../../fixtures/domain/make-ticket.ts';
import { DUE_AT } from '../../unit/slack/made-up-ticket.ts';
import { figures } from './list-notices.ts';
import { type Entry, linkTo, NOW, type Team } from './made-up-team.ts';

/** What a person who acts sees besides the cards. */
export const listActs = (team: Team): Entry[] => [
  ...REFUSALS.map((code) => ({
    occasion: `refusal, ${code}`,
    message: buildRefusal(
      team.ticket({ outcome: 'answered' }),
      { code, by: 'U0CS', cause: 'coupang-down' },
      team.vendor,
    ),
    isForOne: true as const,
  })),
  ...listForms(team),
  ...listHomes(team),
  ...listAnswers(team),
];

const listForms = ({ vendor, ticket }: Team): Entry[] => {
  const one = ticket();
  const text = MARKET_TEXTS[vendor.market].sellersAnswer(createRandom(7), vendor.label);
  const found = GUARD_RULES.map((rule) => ({
    rule,
    does: 'warn' as const,
    ...(rule === 'link' && { found: 'https://a.example' }),
  }));
  const shown = { channel: 'C0CS', mark: 'made-up', text };
  const forms = {
    'reply form': buildReplyForm(one, vendor, { ...shown, text: '' }),
    'preview of a reply': buildReplyForm(one, vendor, {
      ...shown,
      preview: { content: text, findings: found },
    }),
  };
  return [
    ...Object.entries(forms).map(([occasion, view]) => opened(occasion, view)),
    {
      occasion: 'refusal, with the text that was not sent',
      message: buildRefusal(one, { code: 'closed' }, vendor, { text }),
      isForOne: true,
    },
    {
      occasion: 'refusal, with a text that may have been sent',
      message: buildRefusal(one, { code: 'not-arrived' }, vendor, { text, mayBeSent: true }),
      isForOne: true,
    },
    { occasion: 'reply that the guard blocks', message: say(sayBlocked(found, vendor)) },
  ];
};

export const listHomes = ({ vendor, ticket }: Team): Entry[] => {
  const many = Array.from({ length: 17 }, (_, at) =>
    ticket({
      inquiryId: `${at + 1}`,
      dueAt: DUE_AT + (at - 3) * 20 * MINUTE_MS,
      kind: at % 4 === 3 ? 'confirm' : 'reply',
      ...(at % 3 === 2 && { claimedBy: 'U0CS', claimedAt: NOW }),
    }),
  );
  const other = { ...vendor, id: 'A00099999', label: 'BB' };
  const homeOf = (tickets: Ticket[], vendors = [vendor], said?: HomeRefusal) => {
    const queue = openQueue(
      tickets.map((one) => rowOf(one)),
      FIRST_FILTER,
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
    const about = { vendors, language: vendor.language, linkTo, now: NOW, ...defined({ said }) };
    return buildHome({ queue, tickets: shown, figures: days, mark: '' }, FIRST_FILTER, about);
  };
  const refused: HomeRefusal = {
    refusal: { code: 'claimed', by: 'U0LEAD' },
    ...defined({ ticket: many[2] }),
  };
  return [
    opened('Home, two shops', homeOf(many, [vendor, other])),
    opened('Home, one ticket', homeOf(many.slice(0, 1))),
    opened('Home, after a refused claim', homeOf(many.slice(1, 6), [vendor], refused)),
    opened('Home, five tickets', homeOf(many.slice(2, 7))),
    opened('Home, nothing open', homeOf([])),
    opened('Home, of nobody’s shop', homeOf([], [])),
  ];
};

const listAnswers = ({ vendor, ticket }: Team): Entry[] => {
  const answer = (words: string, tickets: Ticket[], vendors = [vendor]) =>
    buildSearch(words, tickets, vendors, vendor.language, linkTo);
  return [
    {
      occasion: '/coupang, found',
      message: answer('8177', [ticket(), ticket({ kind: 'confirm', claimedBy: 'U0CS' })]),
      isForOne: true,
    },
    {
      occasion: '/coupang, closed',
      message: answer('8177', [ticket({ state: 'closed', outcome: 'answered', inTime: true })]),
      isForOne: true,
    },
    { occasion: '/coupang, not found', message: answer('8177', []), isForOne: true },
    { occasion: '/coupang, without words', message: answer('', []), isForOne: true },
    { occasion: '/coupang, of nobody’s shop', message: answer('8177', [], []), isForOne: true },
  ];
};

const opened = (occasion: string, view: object): Entry => ({ occasion, message: say(''), view });

const say = (text: string) => ({
  text: '',
  blocks: [{ type: 'section', text: { type: 'plain_text', text } }],
});
