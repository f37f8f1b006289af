import { makeTicket, withFields, withoutFields } from '../../fixtures/domain/make-ticket.ts';
import { defined } from '../../../lib/domain/defined.ts';
import { DEEDS, REFUSALS } from '../../../lib/domain/ticket/act.ts';
import { STEP_NAMES } from '../../../lib/domain/ticket/step.ts';
import { fc } from '../../fixtures/fast-check.ts';
import { anyUrl } from '../../fixtures/domain/any-text.ts';
import type { Deliverable } from '../../../lib/domain/delivery/deliverable.ts';
import {
  type LineName,
  LOOK_UP_RESULTS,
  OUTCOMES,
  type Retries,
  type RetryName,
  type Ticket,
} from '../../../lib/domain/ticket/ticket.ts';
import { rankOf } from '../../../lib/domain/delivery/urgency.ts';
import { provisionalId } from '../../../lib/domain/ticket/ticket-id.ts';
import { record } from '../../fixtures/domain/any-notice-facts.ts';
import { NOW } from '../../fixtures/domain/made-up.ts';

/** The fields of a ticket that only poll writes, and the fields that only delivery writes (R1). */
export const factsIn = ({ facts }: Ticket) => facts;
export const deliveryIn = ({ delivery }: Ticket) => delivery;

const instant = fc.integer({ min: NOW, max: NOW + 10 ** 10 });
const count = fc.nat({ max: 9 });
const word = fc.string({ unit: 'grapheme', maxLength: 12 });
// As often beyond 2^53 as below it.
const id = fc.bigInt({ min: 1n, max: 10n ** 20n }).map(String);
const lineName: fc.Arbitrary<LineName> = fc.oneof(
  fc.constant('breach' as const),
  count.map((n) => `changed-${n}` as const),
  count.map((n) => `closed-${n}` as const),
  count.map((n) => `reopened-${n}` as const),
  count.map((n) => `act-${n}` as const),
  instant.map((deadline) => `step/3h/${deadline}` as const),
  instant.map((deadline) => `step/last-shift/${deadline}` as const),
  instant.map((deadline) => `escalation/1h/${deadline}` as const),
);
const events = fc.array(
  fc.tuple(
    fc.integer({ min: 1, max: 300 }).map(String),
    fc.record({
      type: fc.constantFrom(
        'TicketOpened',
        'TicketChanged',
        'TicketWarned',
        'TicketClosed',
        'TicketReopened',
        'ActAsked',
      ),
      at: instant,
    }),
  ),
  { maxLength: 4 },
);

/** Retries by name (R22). */
export const anyRetries = (name: fc.Arbitrary<RetryName>): fc.Arbitrary<Retries> =>
  fc
    .array(
      fc.tuple(name, fc.record({ at: instant, version: count, since: instant, times: count, reason: word })),
      {
        maxLength: 3,
      },
    )
    .map((entries) => Object.fromEntries(entries));

const anyDeed = fc.record(
  { did: fc.constantFrom(...DEEDS), press: word, by: word, name: word, to: word },
  { requiredKeys: ['did', 'press', 'by'] },
);

const anyAct = fc.record(
  {
    id: word,
    by: word,
    name: word,
    channel: word,
    do: fc.constantFrom('reply' as const, 'confirm' as const, 'look-up' as const),
    at: instant,
    wingId: word,
    text: word,
    mark: word,
    progress: fc.constantFrom('asked', 'sending', 'sent', 'refused', 'told'),
    sendingAt: instant,
    nextAt: instant,
    earlier: fc.array(word, { maxLength: 2 }),
    refusal: fc.record(
      { code: fc.constantFrom(...REFUSALS), by: word, cause: fc.constant('coupang-down' as const) },
      { requiredKeys: ['code'] },
    ),
  },
  { requiredKeys: ['id', 'by', 'channel', 'do', 'at', 'progress'] },
);

/** The rank that the index must show. */
export const rankIn = (deliverable: Deliverable): { rank?: number } => {
  const rank = rankOf(deliverable);
  return rank === undefined ? {} : { rank };
};

/** Without the optional fields of a ticket. */
const BARE = withoutFields(makeTicket(), 'inquiryAt', 'product', 'category', 'orderId', 'fingerprint');

const anyFields = record(
  {
    market: fc.constantFrom('KR' as const, 'TW' as const),
    vendorId: fc.constantFrom('A00099998', 'C00099999'),
    source: fc.constant('call-center' as const),
    inquiryId: id,
    answerId: fc.oneof(id, fc.constantFrom('0', 'after-0'), id.map(provisionalId)),
    kind: fc.constantFrom('reply' as const, 'confirm' as const),
    state: fc.constantFrom('open' as const, 'unverified' as const, 'closed' as const),
    askedAt: instant,
    askedAtUncertain: fc.boolean(),
    dueAt: instant,
    openedAt: instant,
    text: word,
    siblings: fc.array(fc.record({ answerId: id, askedAt: instant, channel: word, ts: word }), {
      maxLength: 2,
    }),
    announcement: fc.constantFrom('card' as const, 'none' as const),
    steps: fc.array(
      fc.record(
        {
          name: fc.constantFrom(...STEP_NAMES),
          deadline: instant,
          at: instant,
          passed: fc.constant(true as const),
          tells: fc.constantFrom('team' as const, 'claimer' as const, 'nobody' as const),
          quietFrom: instant,
        },
        { requiredKeys: ['name', 'deadline', 'at'] },
      ),
      { maxLength: 3 },
    ),
    history: fc.array(
      fc.record({ name: lineName, at: instant, deed: anyDeed }, { requiredKeys: ['name', 'at'] }),
      { maxLength: 4 },
    ),
    version: count,
    publishedVersion: count,
    events: events.map((entries) => Object.fromEntries(entries)),
    changedAt: instant,
    writeToken: word,
    shownVersion: count,
    retries: anyRetries(fc.oneof(fc.constantFrom('card' as const, 'edit' as const), lineName)),
    posted: fc.dictionary(lineName, word, { maxKeys: 3 }),
    lookUps: count,
    attentionAt: instant,
  },
  {
    inquiryAt: instant,
    product: word,
    category: word,
    orderId: id,
    orderDate: instant,
    formLink: anyUrl,
    reopenedFrom: instant,
    postAt: instant,
    provisional: fc.record({ seenAt: instant, announceAt: instant }, { requiredKeys: ['seenAt'] }),
    knownPosts: fc.array(word, { maxLength: 2 }),
    outcome: fc.constantFrom(...OUTCOMES),
    answeredAt: instant,
    inTime: fc.boolean(),
    endedBy: fc.oneof(
      fc.constantFrom('flag' as const, 'past' as const),
      word.map((name) => `post/${name}` as const),
    ),
    answeredBy: word,
    claimedBy: word,
    claimedAt: instant,
    snoozed: fc.record({ by: word, until: instant }),
    act: anyAct,
    fingerprint: word,
    channel: word,
    ts: word,
    threadTs: word,
    replaced: fc.record({ channel: word, ts: word }),
    attempt: fc.record(
      {
        name: fc.oneof(fc.constant('card' as const), lineName),
        at: instant,
        token: fc.uuid(),
        channel: word,
        threadTs: word,
        after: word,
        search: fc.record({ in: fc.constantFrom('channel' as const, 'thread' as const), cursor: word }),
      },
      { requiredKeys: ['name', 'at', 'token', 'channel'] },
    ),
    lookUpAt: instant,
    lookedUpAt: instant,
    agreedAt: instant,
    answer: fc.record({ is: fc.constantFrom(...LOOK_UP_RESULTS), since: instant, times: count }),
    wasFound: fc.constant(true as const),
    absentSince: instant,
    contradictsAt: instant,
    listedSince: instant,
    lackedAt: instant,
    olderSince: instant,
    nextStepAt: instant,
  },
);

/** Any ticket that can be in the table. Only a closed one has an end. Each has the rank of its most urgent pending message. */
export const anyTicket: fc.Arbitrary<Ticket> = fc
  .tuple(anyFields, instant)
  .map(([{ outcome = 'unknown', answeredAt, inTime, answeredBy, endedBy, ...fields }, closedAt]) => {
    const end = { outcome, closedAt, ...defined({ answeredAt, inTime, answeredBy, endedBy }) };
    return withFields(BARE, fields.state === 'closed' ? { ...fields, ...end } : fields);
  })
  .map((ticket) => withFields(ticket, rankIn(ticket)));
