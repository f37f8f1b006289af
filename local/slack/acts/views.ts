import { randomBytes } from 'node:crypto';
import { defined } from '../../../lib/domain/defined.ts';
import { BOT } from '../render-message.ts';
import { withBlockIds } from './block-ids.ts';
import type { SentView } from './check-view.ts';

export type StoredView = {
  id: string;
  user: string;
  /** Changes with each change of the view. */
  hash: string;
  sent: SentView;
  rootId: string;
  previousId?: string;
};

/** What each person has open: modals on top of each other, and the Home tab. It lives as long as the process. */
export type Views = {
  find: (id: string) => StoredView | undefined;
  findExternal: (externalId: string) => StoredView | undefined;
  /** The modal that the person sees. */
  top: (user: string) => StoredView | undefined;
  home: (user: string) => StoredView | undefined;
  open: (user: string, sent: SentView) => StoredView;
  /** `undefined`: three views are the most. */
  push: (user: string, sent: SentView) => StoredView | undefined;
  update: (view: StoredView, sent: SentView) => StoredView;
  publish: (user: string, sent: SentView) => StoredView;
  /** Closes the person's top view, and all below it if it says so. */
  close: (user: string) => void;
  clear: (user: string) => void;
};

/** Source: docs.slack.dev, views.push. */
const MOST_PUSHED = 3;

export const createViews = (now: () => number, changed: (user: string) => void): Views => {
  const stacks = new Map<string, StoredView[]>();
  const homes = new Map<string, StoredView>();
  const stackOf = (user: string) => stacks.get(user) ?? [];
  const all = () => [...[...stacks.values()].flat(), ...homes.values()];
  const setStack = (user: string, stack: StoredView[]) => {
    stacks.set(user, stack);
    changed(user);
  };
  const newHash = () => `${Math.floor(now() / 1000)}.${randomBytes(4).toString('hex')}`;
  const make = (user: string, sent: SentView, below?: StoredView): StoredView => {
    const id = `V${randomBytes(5).toString('hex').toUpperCase()}`;
    const rootId = below?.rootId ?? id;
    return { id, user, hash: newHash(), sent, rootId, ...defined({ previousId: below?.id }) };
  };
  return {
    find: (id) => all().find((view) => view.id === id),
    findExternal: (externalId) => all().find(({ sent }) => sent.external_id === externalId),
    top: (user) => stackOf(user).at(-1),
    home: (user) => homes.get(user),
    open: (user, sent) => {
      const view = make(user, sent);
      setStack(user, [view]);
      return view;
    },
    push: (user, sent) => {
      const stack = stackOf(user);
      if (stack.length >= MOST_PUSHED) return undefined;
      const view = make(user, sent, stack.at(-1));
      setStack(user, [...stack, view]);
      return view;
    },
    update: (view, sent) => {
      const fresh = { ...view, sent, hash: newHash() };
      if (homes.get(view.user)?.id === view.id) homes.set(view.user, fresh);
      const stack = stackOf(view.user);
      setStack(
        view.user,
        stack.map((one) => (one.id === view.id ? fresh : one)),
      );
      return fresh;
    },
    publish: (user, sent) => {
      const before = homes.get(user);
      const view = before ? { ...before, sent, hash: newHash() } : make(user, sent);
      homes.set(user, view);
      changed(user);
      return view;
    },
    close: (user) => {
      const stack = stackOf(user);
      setStack(user, stack.at(-1)?.sent.clear_on_close === true ? [] : stack.slice(0, -1));
    },
    clear: (user) => setStack(user, []),
  };
};

/** A view in a payload or an answer. Source: docs.slack.dev, view payloads; @slack/bolt 5.1.0, types/view. */
export const renderView = (
  { id, hash, sent, rootId, previousId }: StoredView,
  values: Record<string, unknown> = {},
): Record<string, unknown> => ({
  ...sent,
  id,
  hash,
  team_id: BOT.teamId,
  app_id: BOT.appId,
  app_installed_team_id: BOT.teamId,
  bot_id: BOT.botId,
  blocks: withBlockIds(sent.blocks),
  title: sent.title ?? null,
  submit: sent.submit ?? null,
  close: sent.close ?? null,
  private_metadata: sent.private_metadata ?? '',
  callback_id: sent.callback_id ?? '',
  external_id: sent.external_id ?? '',
  clear_on_close: sent.clear_on_close ?? false,
  notify_on_close: false,
  root_view_id: rootId,
  previous_view_id: previousId ?? null,
  state: { values },
});
