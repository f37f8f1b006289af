import * as z from 'zod/mini';

const EVENT_NAMES = [
  'opened',
  'changed',
  'warned',
  'last-warning',
  'overdue',
  'closed',
  'reopened',
  'blind',
  'seen',
] as const;

/** Selects events of docs/events.md. Without `level` or `outcome`, events of any level or outcome are selected. */
type Wanted = { type: string; level?: string; outcome?: string };

/** The events that a team may choose. */
const WEBHOOK_EVENTS: Record<(typeof EVENT_NAMES)[number], readonly Wanted[]> = {
  opened: [{ type: 'TicketOpened' }],
  changed: [{ type: 'TicketChanged' }],
  warned: [{ type: 'TicketWarned' }],
  'last-warning': [{ type: 'TicketWarned', level: 'last' }],
  // Coupang closes most missed requests before the warning.
  overdue: [
    { type: 'TicketWarned', level: 'overdue' },
    { type: 'TicketClosed', outcome: 'auto-closed' },
  ],
  closed: [{ type: 'TicketClosed' }],
  reopened: [{ type: 'TicketReopened' }],
  blind: [{ type: 'VendorBlind' }],
  seen: [{ type: 'VendorSeen' }],
};

const FORMAT_NAMES = ['json', 'teams', 'text'] as const;
/** Each has a queue and a secret. */
const MOST = 10;

const webhook = z
  .strictObject({
    /** Names the queue and the secret, and is the argument of `npm run webhooks`. */
    name: z.string().check(
      z.regex(
        // The queue for the undelivered events of `erp` is named `erp-undelivered`.
        /^[a-z][a-z0-9-]{0,19}(?<!-undelivered)$/,
        'must be 1 to 20 lower-case letters, digits and hyphens, such as erp, and must not end in -undelivered',
      ),
    ),
    /**
     * `json`: the event, signed. `teams`: an Adaptive Card for a Workflow of Microsoft Teams. `text`: a JSON object with one text,
     * as JANDI, KakaoWork, Google Chat and Mattermost take it.
     */
    as: z.enum(FORMAT_NAMES, `must be one of ${FORMAT_NAMES.join(', ')}`),
    /** Default: all events. */
    events: z._default(
      z
        .array(z.enum(EVENT_NAMES, `must be one of ${EVENT_NAMES.join(', ')}`))
        .check(z.minLength(1, 'must name at least one event')),
      [...EVENT_NAMES],
    ),
    /** Only with as 'text': the name of the text in the object. JANDI takes `body`. Default: `text`. */
    key: z.optional(
      z.string().check(z.regex(/^\w{1,40}$/, 'must be 1 to 40 letters, digits and underscores')),
    ),
  })
  .check(({ value, issues }) => {
    if (value.key === undefined || value.as === 'text') return;
    issues.push({
      code: 'custom',
      input: value,
      path: ['key'],
      message: `has no use with as '${value.as}'. Remove it, or set as: 'text'`,
    });
  });

/** Other tools that get the events, by `npm run webhooks`. Default: none. */
export const webhookSettings = z._default(
  z.array(webhook).check(z.maxLength(MOST, `must be ${MOST} or fewer`), ({ value, issues }) => {
    for (const [index, { name }] of value.entries())
      if (value.findIndex((entry) => entry.name === name) < index)
        issues.push({
          code: 'custom',
          input: value,
          path: [index, 'name'],
          message: 'must not be repeated: each webhook has a queue and a secret of that name',
        });
  }),
  [],
);

export type Webhook = z.infer<typeof webhook>;

/** Returns the types for the rule of the bus, and a predicate that selects among events of these types. */
export const wantedEvents = (
  events: Webhook['events'],
): { types: string[]; wants: (event: Wanted) => boolean } => {
  const wanted: Wanted[] = events.flatMap((name) => WEBHOOK_EVENTS[name]);
  return {
    types: [...new Set(wanted.map(({ type }) => type))],
    wants: (event) =>
      wanted.some(
        ({ type, level = event.level, outcome = event.outcome }) =>
          type === event.type && level === event.level && outcome === event.outcome,
      ),
  };
};
