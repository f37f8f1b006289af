import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import type { Channels } from '../channels.ts';
import { defined } from '../defined.ts';
import { createTs, type Message } from '../message.ts';
import { parseJson } from '../parse-json.ts';
import { renderMessage } from '../render-message.ts';
import { WORKSPACE } from '../workspace.ts';
import type { Scopes } from '../scopes.ts';
import type { createSockets } from '../sockets.ts';
import {
  withBlockIds,
  actionOf,
  faultsOf,
  type Filled,
  findElement,
  type InputFault,
  stateOf,
} from './elements.ts';
import { type Ephemerals, takeCommandAnswer } from './ephemerals.ts';
import { blockActions, event, slashCommand, urlVerification, viewSubmission } from './payloads.ts';
import type { Person } from './direct.ts';
import {
  type AppAnswer,
  type Delivery,
  postToApp,
  REPEAT_PRESS_MS,
  type Sent,
  sendToApp,
  type Try,
} from './send-to-app.ts';
import type { Triggers } from './triggers.ts';
import { acceptView } from './view-methods.ts';
import { renderView, type StoredView, type Views } from './views.ts';

/**
 * The result of a person's act. `gone`: the element no longer exists. `unanswered`: the app did not acknowledge.
 * `errors`: the faults of the inputs, by block id; a text is the app's own.
 */
export type Outcome =
  | { is: 'done' | 'gone' | 'unanswered' }
  | { is: 'errors'; errors: Map<string, string | InputFault> };

/** `choice`: what the person chooses. Not for a button. */
export type ElementPlace = { blockId: string; actionId: string; choice?: string };

/** People's acts in Slack. Each act reaches the app as Slack sends it. `by`: a person's id. */
export type Interactions = {
  people: readonly Person[];
  /** Presses or chooses in a message, or in a message that only this person sees. */
  press: (by: string, at: { channel: string; ts: string }, element: ElementPlace) => Promise<Outcome>;
  /** In a modal or in the Home tab. */
  pressInView: (
    by: string,
    viewId: string,
    element: ElementPlace,
    filled: readonly Filled[],
  ) => Promise<Outcome>;
  submit: (by: string, viewId: string, filled: readonly Filled[]) => Promise<Outcome>;
  /** Closes the view on top. */
  close: (by: string) => void;
  /** Closes the whole modal. */
  clear: (by: string) => void;
  react: (by: string, at: { channel: string; ts: string }, name: string) => Promise<Outcome>;
  command: (by: string, channel: string, command: string, text: string) => Promise<Outcome>;
  openHome: (by: string) => Promise<Outcome>;
  /** How often somebody has opened the Home tab. */
  homeOpens: () => number;
  modal: Views['modal'];
  home: Views['home'];
  ephemerals: Ephemerals['of'];
  dismiss: Ephemerals['dismiss'];
  /** Reports the person whose modal, Home tab or messages changed. Returns a function that unsubscribes. */
  onChange: (listener: (user: string) => void) => () => void;
};

export type InteractionOptions = {
  people: readonly Person[];
  channels: Channels;
  views: Views;
  triggers: Triggers;
  ephemerals: Ephemerals;
  scopes: Scopes;
  signingSecret: string;
  sockets: ReturnType<typeof createSockets>;
  now: () => number;
  /** The waits before an event is sent again, ms. */
  repeatEventMs: readonly number[];
  onChange: Interactions['onChange'];
};

/** `connect`: sets the app's Request URL, which must answer a challenge. */
export const createInteractions = (
  options: InteractionOptions,
): Interactions & { connect: (url: string) => Promise<void>; stop: () => void } => {
  const { people, channels, views, triggers, ephemerals, scopes, signingSecret, sockets, now } = options;
  const stopping = new AbortController();
  let opens = 0;
  let url: string | undefined;
  const { signal } = stopping;
  const post = async (sent: Sent, how: Try): Promise<Delivery> =>
    url === undefined
      ? // An event waits for a socket (vercel/chat issue 666).
        { failed: 'connection_failed', ...(!sockets.isOn && { isFinal: true }) }
      : postToApp(sent, how, { url, signingSecret, now, signal });
  const deliver = (sent: Sent, how: Try): Promise<Delivery> =>
    sockets.control.open() > 0 ? sockets.deliver(sent, how) : post(sent, how);
  const send = (sent: Sent, repeatAfterMs: readonly number[] = REPEAT_PRESS_MS): Promise<AppAnswer> =>
    sendToApp(sent, { deliver, repeatAfterMs, signal });
  const personOf = (id: string): Person => {
    const found = people.find((person) => person.id === id);
    if (found === undefined) throw new Error(`There is no person ${id}.`);
    return found;
  };
  const newTs = createTs(now);
  const done = (answer: AppAnswer): Outcome => ({ is: answer === undefined ? 'unanswered' : 'done' });
  /** An event is sent only to an app with its scope. Nobody awaits it. */
  const sendEvent = async (inner: Record<string, unknown>): Promise<Outcome> =>
    done(await send(event({ ...inner, event_ts: newTs() }, now()), options.repeatEventMs));
  const viewOf = (by: string, id: string): StoredView | undefined =>
    [views.modal(by), views.home(by)].find((view) => view?.id === id);

  const submitView = async (
    person: Person,
    view: StoredView,
    filled: readonly Filled[],
  ): Promise<Outcome> => {
    const entered = views.fill(view, filled);
    const faults = faultsOf(view.sent.blocks, entered.filled);
    if (faults.size > 0) return { is: 'errors', errors: faults };
    const rendered = renderView(entered, stateOf(view.sent.blocks, entered.filled));
    const triggerId = triggers.issue(person.id);
    const answer = await send(viewSubmission(person, rendered, triggerId));
    return answer === undefined ? { is: 'unanswered' } : obey(person.id, entered, answer.body, views);
  };

  return {
    people,
    press: async (by, { channel, ts }, { blockId, actionId, choice = '' }) => {
      const person = personOf(by);
      const message = channels.find(channel, ts);
      const own =
        message ??
        ephemerals.of(by).find((ephemeral) => ephemeral.ts === ts && ephemeral.channel === channel);
      const blocks = own?.blocks ?? [];
      const found = findElement(blocks, blockId, actionId);
      if (own === undefined || found === undefined) return { is: 'gone' };
      const chosen = [{ blockId, actionId, value: choice }];
      const thread = message?.thread_ts;
      const at = {
        container: {
          type: 'message',
          message_ts: ts,
          channel_id: channel,
          is_ephemeral: message === undefined,
          ...defined({ thread_ts: thread }),
        },
        channel: { id: channel, name: channel.toLowerCase() },
        ...(message && { message: shown(message) }),
        state: { values: stateOf(blocks, chosen) },
      };
      const actions = [actionOf(found, choice, newTs())];
      return done(await send(blockActions(person, actions, triggers.issue(by), at)));
    },
    pressInView: async (by, viewId, { blockId, actionId, choice = '' }, filled) => {
      const person = personOf(by);
      const view = viewOf(by, viewId);
      const found = view && findElement(view.sent.blocks, blockId, actionId);
      if (view === undefined || found === undefined) return { is: 'gone' };
      const given = [{ blockId, actionId, value: choice }, ...filled];
      const entered = views.fill(view, given);
      const rendered = renderView(entered, stateOf(view.sent.blocks, entered.filled));
      const at = { container: { type: 'view', view_id: view.id }, view: rendered };
      const actions = [actionOf(found, choice, newTs())];
      return done(await send(blockActions(person, actions, triggers.issue(by), at)));
    },
    submit: async (by, viewId, filled) => {
      const view = views.modal(by);
      return view?.id === viewId ? submitView(personOf(by), view, filled) : { is: 'gone' };
    },
    close: views.close,
    clear: views.clear,
    react: async (by, { channel, ts }, name) => {
      const message = channels.find(channel, ts);
      if (message === undefined || message.deleted !== undefined) return { is: 'gone' };
      const isAdded = await channels.react(channel, ts, name, by);
      if (!isAdded || !scopes.has('reactions:read')) return { is: 'done' };
      const item = { type: 'message', channel, ts };
      void sendEvent({
        type: 'reaction_added',
        user: by,
        reaction: name,
        item_user: WORKSPACE.botUserId,
        item,
      });
      return { is: 'done' };
    },
    command: async (by, channel, command, text) => {
      const person = personOf(by);
      if (!scopes.has('commands')) return { is: 'unanswered' };
      const answer = await send(slashCommand(person, { command, text, channel }, triggers.issue(by)));
      if (answer === undefined) return { is: 'unanswered' };
      takeCommandAnswer(parseJson(answer.body), { user: by, channel }, ephemerals);
      return { is: 'done' };
    },
    openHome: async (by) => {
      opens += 1;
      const home = views.home(personOf(by).id);
      return sendEvent({
        type: 'app_home_opened',
        user: by,
        channel: `D${by.slice(1)}`,
        tab: 'home',
        ...(home && { view: renderView(home) }),
      });
    },
    homeOpens: () => opens,
    modal: views.modal,
    home: views.home,
    ephemerals: ephemerals.of,
    dismiss: ephemerals.dismiss,
    onChange: options.onChange,
    connect: async (to) => {
      url = to;
      const challenge = randomBytes(24).toString('base64url');
      const answer = await sendToApp(urlVerification(challenge), {
        deliver: post,
        repeatAfterMs: [],
        signal,
      });
      if (answer === undefined || readChallenge(answer.body) !== challenge)
        throw new Error(`The app at ${to} did not answer Slack's challenge.`);
    },
    stop: () => stopping.abort(),
  };
};

const shown = (message: Message): Record<string, unknown> => ({
  ...renderMessage(message, [], true),
  ...(message.blocks && { blocks: withBlockIds(message.blocks) }),
});

const submissionAnswer = z.discriminatedUnion('response_action', [
  z.looseObject({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.looseObject({ response_action: z.literal('update'), view: z.unknown() }),
  z.looseObject({ response_action: z.literal('clear') }),
]);

/**
 * Applies the app's answer to a modal. An empty answer closes the view on top. An unreadable answer leaves it open with a warning.
 * Source: docs.slack.dev, modals.
 */
const obey = (by: string, view: StoredView, body: string, views: Views): Outcome => {
  if (body.trim() === '' || body.trim() === '{}') {
    views.close(by);
    return { is: 'done' };
  }
  const parsed = z.safeParse(submissionAnswer, parseJson(body));
  if (!parsed.success) return { is: 'unanswered' };
  const { data } = parsed;
  switch (data.response_action) {
    case 'errors':
      return { is: 'errors', errors: new Map(Object.entries(data.errors)) };
    case 'clear':
      views.clear(by);
      return { is: 'done' };
    case 'update': {
      const read = acceptView(data.view, 'modal');
      if ('refused' in read) return { is: 'unanswered' };
      views.update(view, read.sent);
      return { is: 'done' };
    }
  }
};

/** The app may answer with plain text or a JSON field. */
const readChallenge = (body: string): string => {
  const parsed = z.safeParse(z.looseObject({ challenge: z.string() }), parseJson(body));
  return parsed.success ? parsed.data.challenge : body;
};
