import * as fc from 'fast-check';
import type { Outcome, Ticket } from '../../../lib/domain/ticket.ts';
import { madeUpTicket } from './made-up-ticket.ts';

/** Words that somebody hostile would write; made up. */
const HOSTILE = [
  '<!channel>',
  '<!here|x>',
  '<@U0BOSS>',
  '<#C0CS>',
  '<https://evil.example|https://wing.coupang.com>',
  '<!date^0^{date}|x>',
  '<!subteam^S0CS>',
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

const OUTCOMES: Outcome[] = [
  'answered',
  'confirmed',
  'auto-closed',
  'withdrawn',
  'decided-by-coupang',
  'unknown',
];

export const hostileText = fc.oneof(
  fc.constant(''),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme', maxLength: 12 })), {
      maxLength: 12,
    })
    .map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom(...HOSTILE), fc.integer({ min: 50, max: 5000 }))
    .map(([part, times]) => part.repeat(times)),
);

const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) });
const id = fc.oneof(fc.bigInt({ min: 1n, max: 2n ** 63n }).map(String), hostileText);

/** Any ticket that the types allow, with texts as hostile and as long as they come. */
export const arbitraryTicket: fc.Arbitrary<Ticket> = fc
  .record(
    {
      market: fc.constantFrom('KR', 'TW'),
      inquiryId: id,
      kind: fc.constantFrom('reply', 'confirm'),
      state: fc.constantFrom('open', 'unverified', 'closed'),
      askedAt: instant,
      dueAt: instant,
      askedAtUncertain: fc.boolean(),
      text: hostileText,
      product: hostileText,
      category: hostileText,
      orderId: hostileText,
      orderDate: instant,
      formLink: fc.oneof(fc.webUrl(), hostileText, fc.constant('https://coupa.ng/a|b>c<!here>`')),
      outcome: fc.constantFrom(...OUTCOMES),
      answeredAt: instant,
      inTime: fc.boolean(),
      listedPast: fc.boolean(),
      threadTs: fc.constant('1795583800.000100'),
    },
    {
      requiredKeys: ['market', 'inquiryId', 'kind', 'state', 'askedAt', 'dueAt', 'askedAtUncertain', 'text'],
    },
  )
  .map((fields) => madeUpTicket(fields));

export const arbitraryLabel = hostileText.map((text) => text.slice(0, 40)).filter((text) => text !== '');
