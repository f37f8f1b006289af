import * as z from 'zod/mini';
import { parseJson } from '../../domain/parse-json.ts';
import { defined } from '../../domain/defined.ts';
import { SNOOZE_MS, type SnoozeSpan } from '../../domain/ticket/act.ts';
import { readTicketId } from '../../domain/ticket/ticket-id.ts';
import type { FormState } from '../../workflows/ports/slack.ts';
import { BLOCK_LIMITS } from '../format/block-limits.ts';
import { ACTIONS, ORDER_VIEW, REPLY_FORM } from '../format/blocks.ts';
import { filterAfter, HOME_ACTIONS } from '../format/home-filter.ts';
import { channelId, OTHER, type SlackRequest, ts, userId, word } from './slack-request.ts';
import type { Origin } from './verify-request.ts';

/** A menu of Slack has at most 100 options. */
const LAST_ORDER = BLOCK_LIMITS.optionsPerMenu - 1;

const team = z.nullish(z.object({ id: word, enterprise_id: z.nullish(word) }));
const enterprise = z.nullish(z.object({ id: word }));
const user = z.object({
  id: userId,
  name: z.optional(z.string()),
  username: z.optional(z.string()),
  team_id: z.optional(word),
});

const action = z.object({
  action_id: word,
  block_id: z.optional(z.string()),
  value: z.optional(z.string()),
  action_ts: ts,
  selected_user: z.nullish(userId),
  selected_option: z.nullish(z.object({ value: z.string() })),
});
const pressed = z.object({
  type: z.literal('block_actions'),
  team,
  enterprise,
  user,
  trigger_id: word,
  container: z.object({
    type: z.literal('message'),
    message_ts: ts,
    channel_id: channelId,
    thread_ts: z.optional(ts),
  }),
  actions: z.tuple([action], action),
});
/** The field is found by its block: the id changes with each filled-in text. */
const view = z.object({
  id: word,
  hash: word,
  callback_id: z.literal(REPLY_FORM.callbackId),
  private_metadata: z.string(),
  blocks: z.array(
    z.object({
      type: z.string(),
      block_id: z.optional(z.string()),
      element: z.optional(z.object({ initial_value: z.optional(z.string()) })),
    }),
  ),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});
const chosen = z.object({
  type: z.literal('block_actions'),
  team,
  enterprise,
  user,
  view,
  actions: z.tuple([action], action),
});
const usedOrder = z.object({
  type: z.literal('block_actions'),
  team,
  enterprise,
  user,
  trigger_id: word,
  view: z.object({
    id: word,
    hash: word,
    callback_id: z.literal(ORDER_VIEW.callbackId),
    private_metadata: z.string(),
  }),
  actions: z.tuple([action], action),
});
const orderMetadata = z.object({
  ticket: z.string(),
  channel: channelId,
  by: userId,
  order: z.int().check(z.minimum(0), z.maximum(LAST_ORDER)),
  // A view of an older version has no part, and no button but the one for exchanges.
  part: z._default(z.enum(['order', 'exchanges']), 'order'),
});
const usedHome = z.object({
  type: z.literal('block_actions'),
  team,
  enterprise,
  user,
  view: z.object({ type: z.literal('home'), private_metadata: z.string() }),
  actions: z.tuple([action], action),
});
const submitted = z.object({ type: z.literal('view_submission'), team, enterprise, user, view });
const metadata = z.object({
  ticket: z.string(),
  mark: word,
  channel: channelId,
  seen: z.optional(word),
  version: z.optional(z.int()),
  facts: z.optional(
    z.object({
      status: z.exactOptional(z.string()),
      carrier: z.exactOptional(z.string()),
      invoice: z.exactOptional(z.string()),
      delivered: z.exactOptional(z.string()),
    }),
  ),
});
const typed = z.object({ value: z.nullish(z.string()) });

export const readInteraction = (payload: unknown): SlackRequest => {
  const button = pressed.safeParse(payload);
  if (button.success) return readButton(button.data);
  const option = chosen.safeParse(payload);
  if (option.success) return readChoice(option.data);
  const order = usedOrder.safeParse(payload);
  if (order.success) return readOrderView(order.data);
  const home = usedHome.safeParse(payload);
  if (home.success) return readHomeUse(home.data);
  const form = submitted.safeParse(payload);
  const state = form.success ? readForm(form.data.view) : undefined;
  if (!form.success || !state) return OTHER;
  const submission = { ...state, ...personOf(form.data.user), id: form.data.view.id };
  return { is: 'submission', origin: originOf(form.data), submission };
};

const readButton = (payload: z.infer<typeof pressed>): SlackRequest => {
  const { container, trigger_id: triggerId, actions } = payload;
  const [
    { action_id: name, action_ts: at, value, block_id: block, selected_user: to, selected_option: option },
  ] = actions;
  const does = ACTIONS.find((known) => known === name);
  const origin = originOf(payload);
  if (does === undefined) return { is: 'other', origin };
  // A menu has no value of its own.
  const [named = '', mark = ''] = (value ?? block ?? '').split(' ');
  // Slack may give a card with replies a `thread_ts` of its own.
  const isReply = container.thread_ts !== container.message_ts;
  const pressedOn = {
    ...personOf(payload.user),
    channel: container.channel_id,
    ...defined({ threadTs: isReply ? container.thread_ts : undefined }),
    key: readTicketId(named),
  };
  if (does === 'order') {
    const order = option ? positionOf(option.value) : 0;
    return order === undefined
      ? { is: 'other', origin }
      : { is: 'order', origin, press: { ...pressedOn, order, part: 'order', triggerId } };
  }
  const common = { ...pressedOn, id: [payload.user.id, container.message_ts, name, at].join('/') };
  if (does === 'assign') {
    return to ? { is: 'button', origin, press: { ...common, do: does, to } } : { is: 'other', origin };
  }
  if (does === 'snooze') {
    const span = option?.value;
    return isSpan(span)
      ? { is: 'button', origin, press: { ...common, do: does, span } }
      : { is: 'other', origin };
  }
  if (does === 'confirm') return { is: 'button', origin, press: { ...common, do: does, mark } };
  return {
    is: 'button',
    origin,
    press: does === 'reply' ? { ...common, do: does, triggerId } : { ...common, do: does },
  };
};

const isSpan = (value: string | undefined): value is SnoozeSpan =>
  value !== undefined && Object.hasOwn(SNOOZE_MS, value);

const positionOf = (text: string): number | undefined => (/^\d{1,2}$/.test(text) ? Number(text) : undefined);

const readChoice = (payload: z.infer<typeof chosen>): SlackRequest => {
  const origin = originOf(payload);
  const [{ action_id: name, selected_option: option }] = payload.actions;
  const state = readForm(payload.view);
  if (!state) return { is: 'other', origin };
  const { id, hash } = payload.view;
  const template = Number(option?.value);
  return name === REPLY_FORM.template && Number.isInteger(template)
    ? {
        is: 'template',
        origin,
        choice: { ...state, ...personOf(payload.user), view: { id, hash }, template },
      }
    : { is: 'other', origin };
};

/** A button in the view of an order or of its exchanges. The view of another person is not trusted. */
const readOrderView = (payload: z.infer<typeof usedOrder>): SlackRequest => {
  const origin = originOf(payload);
  const [{ action_id: name }] = payload.actions;
  const read = orderMetadata.safeParse(parseJson(payload.view.private_metadata));
  if (!read.success || read.data.by !== payload.user.id) return { is: 'other', origin };
  const { ticket, channel, order, part } = read.data;
  const from = { ...personOf(payload.user), channel, key: readTicketId(ticket), order };
  if (name === ORDER_VIEW.exchanges)
    return { is: 'order', origin, press: { ...from, part: 'exchanges', triggerId: payload.trigger_id } };
  const { id, hash } = payload.view;
  return name === ORDER_VIEW.again
    ? { is: 'order', origin, press: { ...from, part, view: { id, hash } } }
    : { is: 'other', origin };
};

const readHomeUse = (payload: z.infer<typeof usedHome>): SlackRequest => {
  const [{ action_id: name, action_ts: at, value, selected_option: option }] = payload.actions;
  const origin = originOf(payload);
  const filter = filterAfter(payload.view.private_metadata, name, option?.value);
  if (!filter) return { is: 'other', origin };
  const person = personOf(payload.user);
  const id = [person.by, 'home', name, at].join('/');
  const claim = name === HOME_ACTIONS.claim && { claim: { id, key: readTicketId(value ?? '') } };
  return { is: 'home', origin, use: { ...person, filter, ...claim } };
};

const readForm = ({
  private_metadata: hidden,
  blocks,
  state: { values },
}: z.infer<typeof view>): FormState | undefined => {
  const read = metadata.safeParse(parseJson(hidden));
  const input = blocks.find(({ type }) => type === 'input');
  const field = input?.block_id;
  if (!read.success || field === undefined) return undefined;
  const { ticket, mark, channel, seen, version, facts } = read.data;
  const value = values[field]?.[REPLY_FORM.text];
  // An update that keeps the block may hide a text that nobody edited (bolt-js issue 1258).
  const unedited = hasOlderText(values, field) ? '' : (input?.element?.initial_value ?? '');
  const text = value === undefined ? unedited : (typed.safeParse(value).data?.value ?? '');
  return { key: readTicketId(ticket), mark, channel, text, field, ...defined({ seen, version, facts }) };
};

/** After an update Slack may still send the text of an earlier block (bolt-js issue 625), which is no longer shown. */
const hasOlderText = (values: z.infer<typeof view>['state']['values'], field: string): boolean =>
  Object.entries(values).some(([block, elements]) => block !== field && REPLY_FORM.text in elements);

/** A name is kept with the act. Slack's own are shorter. */
const LONGEST_NAME = 80;

const personOf = ({ id: by, name, username }: z.infer<typeof user>) => ({
  by,
  ...defined({ name: (name ?? username)?.toWellFormed().slice(0, LONGEST_NAME) }),
});

type Interaction = {
  team?: z.infer<typeof team>;
  enterprise?: z.infer<typeof enterprise>;
  user: z.infer<typeof user>;
};

const originOf = ({
  team: workspace,
  enterprise: organisation,
  user: { team_id: person },
}: Interaction): Origin => ({
  person,
  team: workspace?.id,
  enterprise: organisation?.id ?? workspace?.enterprise_id ?? undefined,
});
