import { withFields, type NoticeFields } from '../../fixtures/domain/make-ticket.ts';
/** Notices for tests. Every name, number and word is made up. */
import * as fc from 'fast-check';
import {
  type DigestFacts,
  newNotice,
  type Notice,
  type NoticeFacts,
  type NoticeKey,
  type NoticeName,
} from '../../../lib/domain/notice/notice.ts';
import type { LineSort } from '../../../lib/domain/ticket/line.ts';
import { VENDOR } from '../../fixtures/domain/made-up.ts';
import { anyRetries, rankIn } from './arbitrary-ticket.ts';

const T0 = Date.UTC(2026, 0, 15, 5, 0, 0);

export const madeUpNoticeKey = (notice: NoticeName): NoticeKey => ({ ...VENDOR, notice });

export const madeUpDigestFacts = (overrides: Partial<DigestFacts> = {}): DigestFacts => ({
  about: 'digest',
  members: [{ source: 'call-center', inquiryId: '90071992547409931', answerId: '700000001' }],
  past: 2,
  ...overrides,
});

/** A digest of one member that names its event. Each instant gives another digest. */
export const madeUpDigest = (at: number, overrides: NoticeFields = {}): Notice =>
  withFields(newNotice(madeUpNoticeKey(`digest/${at}`), madeUpDigestFacts(), T0), { ...overrides });

/** The fields of a notice that its makers write, and the fields that only delivery writes (R1). */
export const factsInNotice = ({ facts, outbox: { changedAt } }: Notice) => ({ facts, changedAt });
export const deliveryInNotice = ({ delivery }: Notice) => delivery;

const instant = fc.integer({ min: T0, max: T0 + 10 ** 10 });
const count = fc.nat({ max: 9 });
const word = fc.string({ unit: 'grapheme', maxLength: 12 });
// As often beyond 2^53 as below it.
const id = fc.bigInt({ min: 1n, max: 10n ** 20n }).map(String);
const status = fc.constantFrom('NO_ANSWER' as const, 'TRANSFER' as const, 'ANSWER' as const);
const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const place = fc.record({ channel: word, ts: word });

const anySort: fc.Arbitrary<LineSort> = fc.constantFrom(
  'breach',
  'step/1h',
  'step/off-hours',
  'escalation/overdue',
);

export const anyNoticeName: fc.Arbitrary<NoticeName> = fc.oneof(
  instant.map((at) => `digest/${at}` as const),
  fc.tuple(anySort, instant).map(([of, at]) => `bundle/${of}/${at}` as const),
  instant.map((at) => `blind/${at}` as const),
  instant.map((at) => `all-clear/${at}` as const),
  instant.map((at) => `key-expiry/${at}` as const),
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
  fc.record({ source: fc.constant('call-center' as const), inquiryId: id, answerId: id }),
  { maxLength: 12 },
);
const openLine = fc.record(
  {
    source: fc.constant('call-center' as const),
    inquiryId: id,
    answerId: id,
    kind: fc.constantFrom('reply' as const, 'confirm' as const),
    dueAt: instant,
    product: word,
    claimedBy: word,
  },
  { requiredKeys: ['source', 'inquiryId', 'answerId', 'kind', 'dueAt'] },
);
const listed = fc.record({ count, lines: fc.array(openLine, { maxLength: 5 }) });
const share = fc.record({ inTime: count, counted: count });

const anyFacts: fc.Arbitrary<NoticeFacts> = fc.oneof(
  fc.record({
    about: fc.constant('digest' as const),
    members,
    past: count,
  }),
  fc.record({ about: fc.constant('bundle' as const), members, of: anySort, at: instant }),
  fc.record(
    {
      about: fc.constant('blind' as const),
      state: fc.constantFrom('open' as const, 'over' as const),
      since: instant,
      until: instant,
      cause: fc.constantFrom('credentials' as const, 'incomplete' as const, 'not-polling' as const),
      ip: fc.ipV4(),
      deadlines: fc.array(
        fc.record(
          {
            source: fc.constant('call-center' as const),
            inquiryId: id,
            answerId: id,
            dueAt: instant,
            product: word,
          },
          { requiredKeys: ['source', 'inquiryId', 'answerId', 'dueAt'] },
        ),
        {
          maxLength: 10,
        },
      ),
      deadlineCount: count,
    },
    { requiredKeys: ['about', 'state', 'since', 'cause', 'deadlines', 'deadlineCount'] },
  ),
  fc.record({
    about: fc.constant('all-clear' as const),
    state: fc.constantFrom('counting' as const, 'final' as const),
    since: instant,
    until: instant,
    asked: count,
    missed: count,
  }),
  fc.record({ about: fc.constant('unusable' as const), status, count, problem: word }),
  fc.record({ about: fc.constant('alarm-mail' as const), missing: count }),
  fc.record({
    about: fc.constant('key-expiry' as const),
    expiresOn: fc.constantFrom('2027-01-31', '2027-02-28'),
  }),
  fc.record(
    { about: fc.constant('last-shift' as const), members, endsAt: instant, nextShiftAt: instant },
    { requiredKeys: ['about', 'members', 'endsAt'] },
  ),
  fc.record(
    { about: fc.constant('opening' as const), members, more: count, since: instant, until: instant },
    { requiredKeys: ['about', 'members', 'since', 'until'] },
  ),
  fc.record(
    {
      about: fc.constant('hand-over' as const),
      endsAt: instant,
      nextEndsAt: instant,
      unclaimed: listed,
      claimed: listed,
      dueSoon: listed,
    },
    { requiredKeys: ['about', 'endsAt', 'unclaimed', 'claimed', 'dueSoon'] },
  ),
  fc.record(
    {
      about: fc.constantFrom('daily' as const, 'weekly' as const),
      from: instant,
      until: instant,
      opened: count,
      closed: fc.record({
        answered: count,
        confirmed: count,
        'auto-closed': count,
        withdrawn: count,
        'decided-by-coupang': count,
        unknown: count,
      }),
      share,
      medianMs: count,
      p90Ms: count,
      worst: fc.array(fc.record({ category: word, missed: count, counted: count }), { maxLength: 3 }),
      rolling: share,
      dueBeforeNextShift: listed,
      acts: fc.array(
        fc.record(
          { by: word, name: word, claimed: count, confirmed: count, replied: count },
          { requiredKeys: ['by', 'claimed', 'confirmed', 'replied'] },
        ),
        { maxLength: 3 },
      ),
      holidaysUnknown: fc.integer({ min: 2026, max: 2099 }),
    },
    {
      requiredKeys: [
        'about',
        'from',
        'until',
        'opened',
        'closed',
        'share',
        'worst',
        'rolling',
        'dueBeforeNextShift',
      ],
    },
  ),
);

/** Any notice that can be in the table. */
export const anyNotice: fc.Arbitrary<Notice> = fc
  .record(
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
      channel: word,
      ts: word,
      replaced: place,
      attempt: fc.record({
        name: fc.constant('notice' as const),
        at: instant,
        token: fc.uuid(),
        channel: word,
      }),
      retries: anyRetries(fc.constantFrom('notice' as const, 'edit' as const)),
      attentionAt: instant,
    },
    {
      requiredKeys: [
        'market',
        'vendorId',
        'notice',
        'facts',
        'version',
        'publishedVersion',
        'events',
        'changedAt',
        'writeToken',
        'shownVersion',
        'retries',
        'attentionAt',
      ],
    },
  )
  .map(({ market, vendorId, notice, facts, ...fields }) =>
    withFields(newNotice({ market, vendorId, notice }, facts, T0), fields),
  )
  .map((notice) => withFields(notice, rankIn(notice)));
