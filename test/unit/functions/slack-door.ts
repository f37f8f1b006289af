import { expect } from '@jest/globals';
import { createTakeRequest, type TakeServices } from '../../../functions/slack-actions/take-request.ts';
import * as z from 'zod/mini';
import type { ConfigInput } from '../../../lib/config/schema.ts';
import { findVendor, languageIn } from '../../../lib/config/find-vendor.ts';
import { ticketId } from '../../../lib/domain/ticket/ticket-id.ts';
import type { VendorRef } from '../../../lib/domain/inquiry/inquiry.ts';
import type { OrderRequest } from '../../../lib/workflows/ports/events.ts';
import type { HomeView } from '../../../lib/workflows/ports/store.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { StoreError } from '../../../lib/dynamodb/store-error.ts';
import { confirmValue } from '../../../lib/slack/format/blocks.ts';
import { createDoorMessenger } from '../../../lib/slack/create-door-messenger.ts';
import type { RawRequest } from '../../../lib/slack/requests/verify-request.ts';
import { vendorConfig } from '../../../functions/wiring/read-config.ts';
import { plain } from '../../simulation/effect.ts';
import { createMemoryStore } from '../../simulation/memory-store.ts';
import { makeTicket, type TicketFields, withoutFields } from '../../fixtures/domain/make-ticket.ts';
import { HOUR } from '../../fixtures/domain/made-up.ts';
import { madeUpConfig } from '../../fixtures/made-up-config.ts';
import { keepLog } from '../slack/keep-log.ts';
import { SIGNING_SECRET, signRequest } from '../slack/requests/sign-request.ts';
import { slackAt } from '../slack/slack-at.ts';
import { type SlackAnswer, startSlack } from '../slack/start-slack.ts';

/** All names here are made up. */
export const NOW = Date.UTC(2026, 10, 25, 5, 0);
export const WORKSPACE = { teamId: 'T0OURS' };
const CHANNELS = { A00012345: 'C0CS', A00054321: 'C0OTHER' } as const;

/** The text of a reply. */
export const TEXT = '교환은 가능합니다. 내일 새 상품을 보내 드리겠습니다.';
export const OUTAGE = new StoreError('unavailable', 'made-up outage');

/** The view that Slack opened. */
export const OPENED = { id: 'V0ORDER', hash: '1764046806.order' };
/** The form of a reply after an update. */
export const FILLED = { id: 'V0MADEUP', hash: '1764046807.filled' };
const ANSWERS: Record<string, SlackAnswer> = {
  'views.update': { ok: true, view: FILLED },
  'views.open': { ok: true, view: OPENED },
  'views.push': { ok: true, view: OPENED },
};

type Acting = NonNullable<ConfigInput['vendors'][number]['acting']>;
export type Options = {
  acting?: Acting;
  live?: boolean;
  language?: ConfigInput['vendors'][number]['language'];
  config?: Partial<ConfigInput>;
  sources?: ConfigInput['vendors'][number]['sources'];
  slack?: (method: string) => SlackAnswer;
  requestKeys?: TakeServices['requestKeys'];
};

/** The function behind Slack's URL, with a store in memory, a made-up Slack, and two vendors with a ticket each. */
export const openDoor = async ({
  acting = {},
  live = true,
  language,
  config: changes = {},
  sources,
  slack: answer,
  requestKeys = async () => ({ signingSecrets: [SIGNING_SECRET], workspace: WORKSPACE }),
}: Options = {}) => {
  const people = { U0CS: { wingId: 'cs01' }, ...acting.people };
  const config = madeUpConfig(
    Object.entries(CHANNELS).map(([id, channel]) => ({
      id,
      live,
      channel,
      ...(language && { language }),
      ...(sources && { sources }),
      acting: id === 'A00012345' ? { ...acting, people } : {},
    })),
    { acting: 'on', ...changes },
  );
  const store = createMemoryStore();
  const views: { vendor: VendorRef; view: HomeView }[] = [];
  let fault: Error | undefined;
  let afterRead: (() => void) | undefined;
  const slack = await startSlack(({ method }) => answer?.(method) ?? ANSWERS[method] ?? { ok: true });
  const log = keepLog();
  const published: { type: string }[] = [];
  const requests: OrderRequest[] = [];
  let isBusUp = true;
  let reads = 0;
  let now = NOW;
  const clock = { now: () => now };
  const door = createDoorMessenger(slackAt(slack.url, { log }), {
    vendorOf: (vendor) => vendorConfig(config, vendor),
    languageIn: (channel) => languageIn(channel, config),
    language: 'ko',
    now: clock.now,
  });
  const ports = {
    ...store,
    reader: {
      ...store.reader,
      ticket: async (key: Ticket['key']) => {
        reads += 1;
        if (fault) throw fault;
        const ticket = await store.reader.ticket(key);
        afterRead?.();
        afterRead = undefined;
        return ticket;
      },
    },
    homes: {
      note: (vendor: VendorRef, view: HomeView) =>
        plain('store.noteHome', () => void views.push({ vendor, view })),
    },
    acting: config.acting === 'on',
    claimStaleMs: 2 * HOUR,
    vendors: config.vendors,
    vendorOf: (vendor: Parameters<typeof findVendor>[1]) => findVendor(config, vendor),
    publisher: {
      publish: (events: { type: string }[]) =>
        plain('bus.publish', () => events.map((event) => published.push(event) > 0)),
      wake: async () => true,
      requestOrder: async (request: OrderRequest) => {
        requests.push(request);
        return isBusUp;
      },
    },
    clock,
    door,
    log,
  };
  const takeRequest = createTakeRequest({ config, requestKeys, ports });
  const take = (request: RawRequest) => takeRequest(request);
  return {
    log,
    published,
    /** The requests to `act` for an order. */
    requests,
    /** How often a ticket was read. */
    reads: () => reads,
    stopBus: (): void => void (isBusUp = false),
    /** The Homes that were noted as looked at. */
    views,
    /** The requests to Slack. */
    asked: slack.requests,
    advance: (ms: number): void => void (now += ms),
    /** `without`: names of fields that the ticket does not have. */
    put: (fields: TicketFields = {}, ...without: string[]): Ticket => {
      const vendorId = fields.vendorId ?? 'A00012345';
      const made = makeTicket({
        vendorId,
        askedAt: NOW - HOUR,
        dueAt: NOW + 23 * HOUR,
        channel: vendorId === 'A00012345' ? 'C0CS' : 'C0OTHER',
        ts: '1764046800.000100',
        attentionAt: NOW,
        ...fields,
      });
      const ticket = withoutFields(made, ...without);
      store.put(ticket);
      // As stored, with its place in the index.
      return store.tickets.get(ticketId(ticket.key)) ?? ticket;
    },
    ticket: (ticket: Ticket): Ticket | undefined => store.tickets.get(ticketId(ticket.key)),
    /** Runs this once, right after the next read of a ticket. */
    afterRead: (happens: () => void): void => void (afterRead = happens),
    breakStore: (by: Error): void => void (fault = by),
    take,
    /** Sends a payload as Slack signs it now. */
    send: (payload: object) =>
      take(signRequest(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), now)),
    sendText: (text: string) => take(signRequest(text, now)),
  };
};
export type Door = Awaited<ReturnType<typeof openDoor>>;

/** The function with a ticket of the first vendor. `put`: what `put` takes. */
export const openTicket = async (options: Options = {}, ...put: Parameters<Door['put']>) => {
  const door = await openDoor(options);
  return { door, ticket: door.put(...put) };
};

const USER = { id: 'U0CS', username: 'minji', name: 'minji', team_id: 'T0OURS' };

export type Click = {
  user?: { [name in keyof typeof USER]?: string | undefined };
  channel?: string;
  team?: string | null;
  enterprise?: string;
  value?: string;
  /** `to`: for an `assign`. `option`: for a `snooze`. */
  to?: string;
  option?: string;
  at?: string;
};

/** The payload of a button on a ticket's card. */
export const click = (
  ticket: Ticket,
  action: string,
  { user, channel = 'C0CS', team, enterprise, value, to, option, at }: Click = {},
) => ({
  type: 'block_actions',
  team: team === null ? null : { id: team ?? 'T0OURS', domain: 'made-up' },
  enterprise: enterprise === undefined ? null : { id: enterprise, name: 'made-up' },
  user: { ...USER, ...user },
  api_app_id: 'A0MADEUP',
  trigger_id: '1.2.made-up',
  container: { type: 'message', message_ts: '1764046800.000100', channel_id: channel, is_ephemeral: false },
  channel: { id: channel, name: 'cs' },
  actions: [
    {
      type: to === undefined ? (option === undefined ? 'button' : 'static_select') : 'users_select',
      action_id: action,
      block_id: ticketId(ticket.key),
      ...(to === undefined && option === undefined && { value: value ?? valueOf(ticket, action) }),
      ...(to !== undefined && { selected_user: to }),
      ...(option !== undefined && { selected_option: { value: option } }),
      action_ts: at ?? '1764046805.000200',
    },
  ],
});

const valueOf = (ticket: Ticket, action: string): string =>
  action === 'confirm' ? confirmValue(ticket) : ticketId(ticket.key);

type Form = { private_metadata: string; blocks: { type: string; block_id?: string | undefined }[] };

/** The payload of a form that is sent off, or in which a template is chosen, with this text typed. */
export const fill = (
  form: Form,
  text: string,
  { user, id = 'V0MADEUP', template, metadata, field = fieldOf(form) }: Fill = {},
) => {
  return {
    type: template === undefined ? 'view_submission' : 'block_actions',
    team: { id: 'T0OURS', domain: 'made-up' },
    user: { ...USER, ...user },
    trigger_id: '1.2.made-up',
    view: {
      id,
      hash: '1764046805.abc',
      callback_id: 'reply',
      private_metadata: metadata ?? form.private_metadata,
      blocks: form.blocks,
      state: { values: { [field]: { text: { type: 'plain_text_input', value: text } } } },
    },
    ...(template !== undefined && {
      container: { type: 'view', view_id: id },
      actions: [
        {
          type: 'static_select',
          action_id: 'template',
          block_id: 'x',
          selected_option: { value: String(template) },
          action_ts: '1764046806.000300',
        },
      ],
    }),
  };
};
type Fill = {
  user?: Partial<typeof USER>;
  id?: string;
  template?: number;
  metadata?: string;
  field?: string;
};

/** The block into which a text is typed. */
export const fieldOf = ({ blocks }: Form): string =>
  blocks.find(({ type }) => type === 'input')?.block_id ?? 'none';

/** A Slack that answers one method with an error. */
export const refusing = (refused: string, error: string) => ({
  slack: (method: string): SlackAnswer => (method === refused ? { ok: false, error } : { ok: true }),
});

/** The receipt of a request. */
export const EMPTY = { statusCode: 200, body: '' };
/** The methods of Slack that were called. */
export const methods = (door: Door): string[] => door.asked.map(({ method }) => method);
export const untouched = (door: Door, ...tickets: Ticket[]): void => {
  for (const ticket of tickets) expect(door.ticket(ticket)).toEqual(ticket);
  expect(door.published).toEqual([]);
};
/** The messages that only one person got. */
export const ephemerals = (door: Door): string =>
  door.asked
    .filter(({ method }) => method === 'chat.postEphemeral')
    .map(({ form }) => `${form['channel']} ${form['user']}: ${form['text']}`)
    .join('\n');

const formSchema = z.object({
  private_metadata: z.string(),
  blocks: z.array(z.looseObject({ type: z.string(), block_id: z.optional(z.string()) })),
});
/** The form or view that Slack was last asked to show. */
export const shownForm = (door: Door) =>
  formSchema.parse(
    JSON.parse(door.asked.findLast(({ method }) => method.startsWith('views'))?.form['view'] ?? ''),
  );
const answerSchema = z.object({
  response_action: z.string(),
  errors: z.optional(z.record(z.string(), z.string())),
  view: z.optional(formSchema),
});
export const answerOf = ({ body }: { body: string }) => answerSchema.parse(JSON.parse(body));
export const errorOf = (response: { body: string }): string =>
  Object.values(answerOf(response).errors ?? {}).join();
/** Opens the form of a ticket. */
export const openForm = async (door: Door, ticket: Ticket) => {
  await door.send(click(ticket, 'reply'));
  return shownForm(door);
};
/** The function with a ticket whose form is open. */
export const openReplyForm = async (...args: Parameters<typeof openTicket>) => {
  const { door, ticket } = await openTicket(...args);
  return { door, ticket, form: await openForm(door, ticket) };
};
/** Submits a text for the first time. */
export const previewOf = async (door: Door, form: Form, text: string) => {
  const { view } = answerOf(await door.send(fill(form, text)));
  if (!view) throw new Error('there was no preview');
  return view;
};

/** Submits a text twice: first for the preview, then for good. */
export const sendTwice = async (door: Door, ticket: Ticket, text = TEXT) => {
  const preview = await previewOf(door, await openForm(door, ticket), text);
  return { preview, response: await door.send(fill(preview, text)) };
};
