import { withFields } from '../../fixtures/domain/make-ticket.ts';
import { fc } from '../../fixtures/fast-check.ts';
import { anyCharacter, anyUrl } from '../../fixtures/domain/any-text.ts';
import { KINDS, SOURCE_NAMES } from '../../../lib/domain/sources.ts';
import { type ReachedStep, STEP_NAMES } from '../../../lib/domain/ticket/step.ts';
import { OUTCOMES, type HistoryLine, type Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { madeUpTicket } from './made-up-ticket.ts';

/** Words of a hostile writer; made up. */
const HOSTILE = [
  '<!channel>',
  '<!here|x>',
  '<@U0BOSS>',
  '<#C0CS>',
  '<https://evil.example|https://wing.coupang.com>',
  '<!date^0^{date}|x>',
  '<!subteam^S0BOSS>',
  '@here @channel #general',
  '&lt;!channel&gt;',
  '&amp;',
  '```',
  '`',
  '*bold* _it_ ~no~',
  '\u202Eabc\u2066',
  '\u0000\u0007',
  '\r\n\r\n\r\n',
  '\u2028> quote',
  '>>> all',
  '👩‍👩‍👧‍👦',
  '가\u0301\u0301',
  '\ud800',
  '\udc00x',
  'مرحبا',
  '|',
  '$&$1',
];

export const hostileText = fc.oneof(
  fc.constant(''),
  fc.string({ unit: anyCharacter, maxLength: 40 }),
  fc
    .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme', maxLength: 12 })), {
      maxLength: 12,
    })
    .map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom(...HOSTILE), fc.integer({ min: 50, max: 5000 }))
    .map(([part, times]) => part.repeat(times)),
);

export const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) });
/** The claimer: an id in Slack's form, or anything else. */
const claimer = fc.oneof(fc.constant('U0CLAIMER'), hostileText);

const reached = fc.record(
  {
    name: fc.constantFrom(...STEP_NAMES),
    deadline: fc.oneof(instant, fc.constant('due' as const)),
    at: instant,
    passed: fc.constant(true as const),
    tells: fc.constantFrom('team' as const, 'claimer' as const, 'nobody' as const),
    quietFrom: instant,
  },
  { requiredKeys: ['name', 'deadline', 'at'] },
);
type Reached = Omit<ReachedStep, 'deadline'> & { deadline: number | 'due' };

/** Some of its steps in history, some escalated, some posted. */
const withSteps = (ticket: Ticket, arbitrarySteps: readonly Reached[], mask: number): Ticket => {
  const steps = arbitrarySteps.map(({ deadline, ...step }) => ({
    ...step,
    deadline: deadline === 'due' ? ticket.facts.dueAt : deadline,
  }));
  const history = steps.flatMap(({ name, deadline, at }, index): HistoryLine[] => [
    ...(mask & (1 << index) ? [{ name: `step/${name}/${deadline}` as const, at }] : []),
    ...(mask & (2 << index) ? [{ name: `escalation/${name}/${deadline}` as const, at }] : []),
  ]);
  const posted: Record<string, string> = {};
  history.forEach(({ name }, index) => {
    posted[name] = mask & (4 << index) ? 'passed' : '1795583900.000300';
  });
  return withFields(ticket, { steps, history, posted });
};

const id = fc.oneof(fc.bigInt({ min: 1n, max: 2n ** 63n }).map(String), hostileText);

/** Any ticket that the types allow, with texts as hostile and as long as possible. */
export const arbitraryTicket: fc.Arbitrary<Ticket> = fc
  .record(
    {
      market: fc.constantFrom('KR', 'TW'),
      inquiryId: id,
      source: fc.constantFrom(...SOURCE_NAMES),
      kind: fc.constantFrom(...KINDS),
      state: fc.constantFrom('open', 'unverified', 'closed'),
      askedAt: instant,
      dueAt: instant,
      askedAtUncertain: fc.boolean(),
      text: hostileText,
      product: hostileText,
      category: hostileText,
      orderId: hostileText,
      orderDate: instant,
      orderIds: fc.array(id, { maxLength: 50 }),
      option: hostileText,
      productId: id,
      sellerProductId: id,
      vendorItemId: id,
      formLink: fc.oneof(anyUrl, hostileText, fc.constant('https://coupa.ng/a|b>c<!here>`')),
      outcome: fc.constantFrom(...OUTCOMES),
      answeredAt: instant,
      inTime: fc.boolean(),
      threadTs: fc.constant('1795583800.000100'),
      claimedBy: claimer,
      claimedAt: instant,
      snoozed: fc.record({ by: claimer, until: instant }),
      answeredBy: hostileText,
      closedAt: instant,
      siblings: fc.array(
        fc.record({ answerId: id, askedAt: instant, channel: fc.constant('C0CS'), ts: fc.constant('1.2') }),
        { maxLength: 9 },
      ),
    },
    {
      requiredKeys: [
        'market',
        'inquiryId',
        'source',
        'kind',
        'state',
        'askedAt',
        'dueAt',
        'askedAtUncertain',
        'text',
      ],
    },
  )
  .chain((fields) =>
    fc
      .tuple(fc.array(reached, { maxLength: 6 }), fc.nat(255))
      .map(([steps, mask]) => withSteps(madeUpTicket(fields), steps, mask)),
  );

export const arbitraryLabel = hostileText.map((text) => text.slice(0, 40)).filter((text) => text !== '');
