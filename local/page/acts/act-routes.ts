import { type Context, Hono } from 'hono';
import * as z from 'zod/mini';
import { defined } from '../../../lib/domain/defined.ts';
import type { InputFault, Interactions, Outcome, StoredView } from 'fake-slack';
import type { DayState } from '../day/guided-day.ts';
import { sayWhy } from '../day/render-day.ts';
import { toHtml } from '../render-mrkdwn.ts';
import type { ActTexts } from '../texts.ts';
import type { View } from '../view.ts';
import { type ActCommand, actCommand } from './act-command.ts';
import { renderHome, renderModal, renderOnlyYou } from './render-acts.ts';

/** The content that only one person sees. `hash` changes with the modal. */
export type ActsShown = {
  modal?: { id: string; hash: string; html: string };
  home: string;
  onlyYou: string;
};
/** `errors`: by block id. */
export type ActAnswer = { error?: string; errors?: Record<string, string> };

type Options = {
  interactions: Interactions;
  viewFor: (c: Context) => View;
  day: () => DayState | undefined;
};

const COMMAND = '/coupang';

/**
 * `/acts`: GET returns the content that only one person sees. POST carries out that person's act. `visit`: one person on
 * one loaded page. Answers appear only in the visit that acted last, and the next act ends them. A modal appears only in
 * the visit that opened it.
 */
export const createActRoutes = ({ interactions, viewFor, day }: Options): Hono => {
  const app = new Hono();
  const lastVisits = new Map<string, string>();
  const openedIn = new Map<string, { root: string; visit: string | undefined }>();
  const modalIn = (by: string, visit: string | undefined): StoredView | undefined => {
    const modal = interactions.modal(by);
    if (modal === undefined) return undefined;
    const known = openedIn.get(by);
    const opened = known?.root === modal.root ? known : { root: modal.root, visit: lastVisits.get(by) };
    openedIn.set(by, opened);
    return opened.visit === visit ? modal : undefined;
  };
  app.get('/acts', async (c) => {
    const by = c.req.query('as') ?? '';
    const visit = c.req.query('visit');
    const hasActed = lastVisits.get(by) === visit;
    const shown = viewFor(c);
    const state = day();
    const hint = state?.act?.is === 'waiting' ? sayWhy(state, shown) : undefined;
    return c.json({
      ...(await showModal(modalIn(by, visit), shown, hint)),
      home: await toHtml(renderHome(interactions.home(by), shown)),
      onlyYou: hasActed ? await toHtml(renderOnlyYou(interactions.ephemerals(by)[0], shown)) : '',
    } satisfies ActsShown);
  });
  app.post('/acts', async (c) => {
    const shown = viewFor(c);
    const parsed = z.safeParse(actCommand, await c.req.json<unknown>().catch(() => undefined));
    const isPerson = interactions.people.some(({ id }) => parsed.success && id === parsed.data.as);
    if (!parsed.success || !isPerson) return c.json({ error: 'No such act.' }, 400);
    const { as, do: deed } = parsed.data;
    const channel = shown.vendors[0]?.channel ?? '';
    if (deed === 'close' || deed === 'clear' || deed === 'dismiss')
      return c.json(answerTo(await run(parsed.data, interactions, channel), shown.texts.acts));
    // Notes the visit of an open modal before another visit acts.
    modalIn(as, undefined);
    lastVisits.set(as, c.req.query('visit') ?? '');
    const earlier = interactions.ephemerals(as)[0];
    const outcome = await run(parsed.data, interactions, channel);
    if (earlier !== undefined) interactions.dismiss(as, earlier.ts);
    return c.json(answerTo(outcome, shown.texts.acts));
  });
  return app;
};

const run = async (command: ActCommand, on: Interactions, channel: string): Promise<Outcome> => {
  const { as } = command;
  switch (command.do) {
    case 'press':
      return on.press(as, command, elementOf(command));
    case 'press-in-view':
      return on.pressInView(as, command.view, elementOf(command), command.filled);
    case 'submit':
      return on.submit(as, command.view, command.filled);
    case 'react':
      return on.react(as, command, command.name);
    case 'command':
      return on.command(as, channel, COMMAND, command.text);
    case 'home':
      // Slack repeats the event for minutes. The page does not wait for it.
      void on.openHome(as);
      return { is: 'done' };
    case 'close':
      on.close(as);
      return { is: 'done' };
    case 'clear':
      on.clear(as);
      return { is: 'done' };
    case 'dismiss':
      on.dismiss(as, command.ts);
      return { is: 'done' };
  }
};

type Pressed = { blockId: string; actionId: string; choice?: string | undefined };

const elementOf = ({ blockId, actionId, choice }: Pressed) => ({ blockId, actionId, ...defined({ choice }) });

const showModal = async (
  modal: StoredView | undefined,
  view: View,
  hint: string | undefined,
): Promise<Pick<ActsShown, 'modal'>> =>
  modal === undefined
    ? {}
    : { modal: { id: modal.id, hash: modal.hash, html: await toHtml(renderModal(modal, view, hint)) } };

const answerTo = (outcome: Outcome, texts: ActTexts): ActAnswer => {
  switch (outcome.is) {
    case 'done':
      return {};
    case 'gone':
      return { error: texts.gone };
    case 'unanswered':
      return { error: texts.unanswered };
    case 'errors': {
      const errors = [...outcome.errors].map(([id, fault]) => [id, sayFault(fault, texts)] as const);
      return { errors: Object.fromEntries(errors) };
    }
  }
};

const sayFault = (fault: string | InputFault, texts: ActTexts): string => {
  if (typeof fault === 'string') return fault;
  return fault.is === 'missing' ? texts.missing : texts[fault.is](fault.limit);
};
