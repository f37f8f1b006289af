import { provisionalId } from '../../../lib/domain/ticket/ticket-id.ts';
import { withFields, type NoticeFields } from '../../fixtures/domain/make-ticket.ts';
/** Notices for tests. Every name, number and word is made up. */
import { fc } from '../../fixtures/fast-check.ts';
import type { ListFacts } from '../../../lib/domain/notice/notice-facts.ts';
import {
  newNotice,
  type Notice,
  type NoticeKey,
  type NoticeName,
} from '../../../lib/domain/notice/notice.ts';
import { anyNoticeFacts, record } from '../../fixtures/domain/any-notice-facts.ts';
import { VENDOR } from '../../fixtures/domain/made-up.ts';
import { anyRetries, rankIn } from './arbitrary-ticket.ts';

const T0 = Date.UTC(2026, 0, 15, 5, 0, 0);

export const madeUpNoticeKey = (notice: NoticeName): NoticeKey => ({ ...VENDOR, notice });

export const madeUpListFacts = (overrides: Partial<ListFacts> = {}): ListFacts => ({
  about: 'list',
  of: 'new',
  members: [{ source: 'call-center', inquiryId: '90071992547409931', answerId: '700000001' }],
  by: T0,
  ...overrides,
});

/** An unpublished list of one member. Each number gives another list. */
export const madeUpList = (at: number, overrides: NoticeFields = {}): Notice =>
  withFields(newNotice(madeUpNoticeKey(`list/${at}`), madeUpListFacts(), T0), { ...overrides });

/** The fields of a notice that its makers write, and the fields that only delivery writes (R1). */
export const factsInNotice = ({ facts, outbox: { changedAt } }: Notice) => ({ facts, changedAt });
export const deliveryInNotice = ({ delivery }: Notice) => delivery;

const instant = fc.integer({ min: T0, max: T0 + 10 ** 10 });
const count = fc.nat({ max: 9 });
const word = fc.string({ unit: 'grapheme', maxLength: 12 });
// As often beyond 2^53 as below it.
const id = fc.bigInt({ min: 1n, max: 10n ** 20n }).map(String);
const status = fc.constantFrom('NO_ANSWER' as const, 'TRANSFER' as const, 'NOANSWER' as const);
const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const place = fc.record({ channel: word, ts: word });

export const anyNoticeName: fc.Arbitrary<NoticeName> = fc.oneof(
  fc.stringMatching(/^[\w-]{1,20}$/).map((token): NoticeName => `list/${token}`),
  instant.map((at) => `blind/call-center/${at}` as const),
  instant.map((at) => `all-clear/call-center/${at}` as const),
  instant.map((at) => `key-expiry/${at}` as const),
  instant.map((at) => `wrong-clock/${at}` as const),
  instant.map((at) => `older-unread/${at}` as const),
  instant.map((at) => `past/product/${at}` as const),
  fc.tuple(instant, hash).map(([at, of]) => `alarm-mail/${at}/${of.slice(0, 8)}` as const),
  instant.map((at) => `last-shift/${at}` as const),
  instant.map((at) => `opening/${at}` as const),
  instant.map((at) => `hand-over/${at}` as const),
  instant.map((at) => `daily/${at}` as const),
  instant.map((at) => `weekly/${at}` as const),
  fc.tuple(status, hash).map(([listed, of]) => `unusable/${listed}/${of}` as const),
  status.map((listed) => `unusable/${listed}/2026-01-15` as const),
);

const members = fc.array(
  fc.record({
    source: fc.constant('call-center' as const),
    inquiryId: id,
    answerId: fc.oneof(id, id.map(provisionalId)),
  }),
  { maxLength: 12 },
);
const anyFacts = anyNoticeFacts({ word, id, instant, members });

/** Any notice that can be in the table. */
export const anyNotice: fc.Arbitrary<Notice> = record(
  {
    market: fc.constantFrom('KR' as const, 'TW' as const),
    vendorId: fc.constantFrom('A00099998', 'C00099999'),
    notice: anyNoticeName,
    facts: anyFacts,
    version: count,
    publishedVersion: count,
    events: fc
      .array(
        fc.tuple(
          fc.integer({ min: 1, max: 300 }).map(String),
          fc.record({
            type: fc.constantFrom('NoticeChanged', 'BlindnessChanged', 'ShiftWarned'),
            at: instant,
          }),
        ),
        { maxLength: 4 },
      )
      .map((entries) => Object.fromEntries(entries)),
    changedAt: instant,
    writeToken: word,
    shownVersion: count,
    retries: anyRetries(fc.constantFrom('notice' as const, 'edit' as const)),
    attentionAt: instant,
  },
  {
    channel: word,
    ts: word,
    replaced: place,
    attempt: fc.record({
      name: fc.constant('notice' as const),
      at: instant,
      token: fc.uuid(),
      channel: word,
    }),
  },
)
  .map(({ market, vendorId, notice, facts, ...fields }) =>
    withFields(newNotice({ market, vendorId, notice }, facts, T0), fields),
  )
  .map((notice) => withFields(notice, rankIn(notice)));
