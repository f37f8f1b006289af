import * as z from 'zod/mini';
import { findVendor } from '../config/find-vendor.ts';
import { EVENT_SOURCE } from '../config/names.ts';
import type { Config, VendorConfig } from '../config/schema.ts';
import { defined } from '../domain/defined.ts';
import { deliverableId } from '../domain/delivery/deliverable.ts';
import { MARKETS } from '../domain/inquiry/inquiry.ts';
import { levelOfTicket, WARNING_LEVELS } from '../domain/ladder/warning-level.ts';
import type { Blind } from '../domain/notice/notice-facts.ts';
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
  { vendors, now }: Publication,
): { type: PublicType; detail: unknown } | undefined => {
  const { deliverable, version, occurredAt } = event;
  const vendor = findVendor({ vendors }, deliverable);
  const described = 'ticket' in event ? describeTicket(event, vendor, now) : describeSight(event.notice);
  if (described === undefined) return undefined;
  const { type, source, facts } = described;
  const subject = deliverableId(deliverable);
  const detail = {
    specversion: '1.0',
    // A repetition has the same id.
    id: `${subject}/${version}`,
    source: EVENT_SOURCE,
    type,
    time: toIso(occurredAt),
    subject,
    datacontenttype: 'application/json',
    data: {
      schemaVersion: SCHEMA_VERSION,
      vendor: { id: deliverable.vendorId, name: vendor?.label ?? deliverable.vendorId },
      market: deliverable.market,
      source,
      link: WING_LISTS[source],
      version,
      ...defined(facts),
    },
  };
  return { type, detail };
};

type Description = { type: PublicType; source: Source; facts: object };

const describeTicket = (
  { type, ticket: { key, facts } }: TicketEvent,
  vendor: VendorConfig | undefined,
  now: number,
): Description | undefined => {
  if (type === 'ActAsked') return undefined;
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
      level: state === 'closed' || !vendor ? undefined : levelOfTicket(facts, vendor, now),
      outcome,
      inTime,
      claimedBy: claimedBy === undefined ? undefined : { slackId: claimedBy, ...defined({ wingId }) },
    },
  };
};

const describeSight = ({ facts }: Notice): Description | undefined => {
  switch (facts.about) {
    case 'blind':
      return facts.state === 'open' ? describeBlind(facts.source, facts) : undefined;
    case 'all-clear': {
      // If a source becomes unreadable again soon after its all-clear, the edited all-clear says so.
      const { source, since, until, opened, again } = facts;
      if (again) return describeBlind(source, again);
      return { type: 'VendorSeen', source, facts: { since: toIso(since), until: toIso(until), opened } };
    }
    default:
      return undefined;
  }
};

const describeBlind = (source: Source, { since, cause, deadlineCount }: Blind): Description => ({
  type: 'VendorBlind',
  source,
  facts: { since: toIso(since), cause, deadlines: deadlineCount },
});
