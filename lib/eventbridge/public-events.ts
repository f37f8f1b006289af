import * as z from 'zod/mini';
import { findVendor } from '../config/find-vendor.ts';
import { EVENT_SOURCE } from '../config/names.ts';
import type { Config } from '../config/schema.ts';
import { defined } from '../domain/defined.ts';
import { deliverableId } from '../domain/delivery/deliverable.ts';
import { MARKETS } from '../domain/inquiry/inquiry.ts';
import { levelOfTicket, WARNING_LEVELS } from '../domain/ladder/warning-level.ts';
import type { Notice } from '../domain/notice/notice.ts';
import { BLIND_CAUSES } from '../domain/reading/vendor-state.ts';
import { KINDS, type Source, SOURCE_NAMES, WING_LISTS } from '../domain/sources.ts';
import { OUTCOMES } from '../domain/ticket/ticket.ts';
import type { DeliverableEvent, TicketEvent } from '../workflows/ports/events.ts';
import { toIso } from './to-iso.ts';

/** The version of `data`. Adding a field does not raise it: readers ignore unknown fields. */
const SCHEMA_VERSION = 1;

const instant = z.iso.datetime('must be a UTC time such as 2026-11-25T05:17:00.000Z');
const count = z.int().check(z.minimum(0));
const text = z.string().check(z.maxLength(1000));

const everyEvent = {
  schemaVersion: z.literal(SCHEMA_VERSION),
  vendor: z.strictObject({ id: text, name: text }),
  market: z.enum(MARKETS),
  source: z.enum(SOURCE_NAMES),
  link: z.url(),
  version: count,
};
const ticketData = z.strictObject({
  ...everyEvent,
  kind: z.enum(KINDS),
  inquiry: text,
  product: z.optional(text),
  askedAt: instant,
  dueAt: instant,
  level: z.optional(z.enum(WARNING_LEVELS)),
  outcome: z.optional(z.enum(OUTCOMES)),
  inTime: z.optional(z.boolean()),
  claimedBy: z.optional(z.strictObject({ slackId: text, wingId: z.optional(text) })),
});
const blindData = z.strictObject({
  ...everyEvent,
  since: instant,
  cause: z.enum(BLIND_CAUSES),
  deadlines: count,
});
const seenData = z.strictObject({ ...everyEvent, since: instant, until: instant, opened: count });

const eventOf = <Type extends string, Data extends z.ZodMiniType>(type: Type, data: Data) =>
  z.strictObject({
    specversion: z.literal('1.0'),
    id: text,
    source: z.literal(EVENT_SOURCE),
    type: z.literal(type),
    time: instant,
    subject: text,
    datacontenttype: z.literal('application/json'),
    data,
  });

/**
 * The events for other tools, by type: CloudEvents 1.0 in JSON, as the detail of an event on the bus. Explained in
 * docs/events.md. Source: github.com/cloudevents/spec, "CloudEvents - Version 1.0.2".
 */
export const PUBLIC_EVENTS = {
  TicketOpened: eventOf('TicketOpened', ticketData),
  TicketChanged: eventOf('TicketChanged', ticketData),
  TicketWarned: eventOf('TicketWarned', ticketData),
  TicketClosed: eventOf('TicketClosed', ticketData),
  TicketReopened: eventOf('TicketReopened', ticketData),
  VendorBlind: eventOf('VendorBlind', blindData),
  VendorSeen: eventOf('VendorSeen', seenData),
} as const;
export type PublicType = keyof typeof PUBLIC_EVENTS;

/** `vendors`: their labels, ladders and people. `now`: when the level is judged, epoch ms. */
export type Publication = { vendors: Config['vendors']; now: number };

/** An event for other tools, not checked yet. Undefined: the event is for this program alone. */
export const toPublicEvent = (
  event: DeliverableEvent,
  publication: Publication,
): { type: PublicType; detail: unknown } | undefined => {
  const described = 'ticket' in event ? describeTicket(event, publication) : describeSight(event.notice);
  if (described === undefined) return undefined;
  const { deliverable, version, occurredAt } = event;
  const subject = deliverableId(deliverable);
  const { label } = findVendor(publication, deliverable) ?? { label: deliverable.vendorId };
  const detail = {
    specversion: '1.0',
    // A repetition has the same id.
    id: `${subject}/${version}`,
    source: EVENT_SOURCE,
    type: described.type,
    time: toIso(occurredAt),
    subject,
    datacontenttype: 'application/json',
    data: {
      schemaVersion: SCHEMA_VERSION,
      vendor: { id: deliverable.vendorId, name: label },
      market: deliverable.market,
      source: described.source,
      link: WING_LISTS[described.source],
      version,
      ...defined(described.facts),
    },
  };
  return { type: described.type, detail };
};

type Description = { type: PublicType; source: Source; facts: object };

const describeTicket = (
  { type, ticket: { key, facts } }: TicketEvent,
  publication: Publication,
): Description | undefined => {
  if (type === 'ActAsked') return undefined;
  const vendor = findVendor(publication, key);
  const { state, kind, product, askedAt, dueAt, outcome, inTime, claimedBy } = facts;
  const wingId = claimedBy === undefined ? undefined : vendor?.acting.people[claimedBy]?.wingId;
  return {
    type,
    source: key.source,
    facts: {
      kind,
      inquiry: key.inquiryId,
      product,
      askedAt: toIso(askedAt),
      dueAt: toIso(dueAt),
      level: state === 'closed' || !vendor ? undefined : levelOfTicket(facts, vendor, publication.now),
      outcome,
      inTime,
      claimedBy: claimedBy === undefined ? undefined : { slackId: claimedBy, ...defined({ wingId }) },
    },
  };
};

/** If a source becomes unreadable again soon after its all-clear, the edited all-clear says so. */
const describeSight = ({ facts }: Notice): Description | undefined => {
  const blind = facts.about === 'all-clear' ? facts.again : facts.about === 'blind' ? facts : undefined;
  if (facts.about === 'all-clear' && !facts.again)
    return {
      type: 'VendorSeen',
      source: facts.source,
      facts: { since: toIso(facts.since), until: toIso(facts.until), opened: facts.opened },
    };
  if (!blind || !('source' in facts) || ('state' in facts && facts.state !== 'open')) return undefined;
  const { since, cause, deadlineCount } = blind;
  return {
    type: 'VendorBlind',
    source: facts.source,
    facts: { since: toIso(since), cause, deadlines: deadlineCount },
  };
};
