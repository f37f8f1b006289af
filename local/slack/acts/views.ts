import { randomBytes } from 'node:crypto';
import { BOT } from '../render-message.ts';
import { withBlockIds } from './elements.ts';
import * as z from 'zod/mini';
import { identifier, plainText } from '../block-elements.ts';
import { areUnique, viewBlock } from '../check-blocks.ts';

const blocks = z.array(viewBlock).check(
  z.maxLength(100),
  z.refine((all) => areUnique(all.map((block) => block.block_id)), 'block_id must be unique'),
);
const common = {
  blocks,
  private_metadata: z.optional(z.string().check(z.maxLength(3000))),
  callback_id: identifier,
};
const modal = z
  .strictObject({
    type: z.literal('modal'),
    title: plainText(24),
    submit: z.optional(plainText(24)),
    close: z.optional(plainText(24)),
    ...common,
  })
  .check(
    z.refine(
      (view) => view.submit !== undefined || view.blocks.every(({ type }) => type !== 'input'),
      'submit is required when an input block is within the blocks',
    ),
  );
const home = z.strictObject({ type: z.literal('home'), ...common });
/** Slack's limits for modals and the Home tab. Source: docs.slack.dev, views; @slack/types, views.d.ts. */
export const sentView = z.discriminatedUnion('type', [modal, home]);
export type SentView = z.infer<typeof sentView>;

export type StoredView = {
  id: string;
  user: string;
  hash: string;
  sent: SentView;
};

/** Each person's open modal and Home tab. They last as long as the process. */
export type Views = {
  find: (id: string) => StoredView | undefined;
  modal: (user: string) => StoredView | undefined;
  home: (user: string) => StoredView | undefined;
  open: (user: string, sent: SentView) => StoredView;
  update: (view: StoredView, sent: SentView) => StoredView;
  publish: (user: string, sent: SentView) => StoredView;
  close: (user: string) => void;
};

export const createViews = (now: () => number, changed: (user: string) => void): Views => {
  const modals = new Map<string, StoredView>();
  const homes = new Map<string, StoredView>();
  const newHash = () => `${Math.floor(now() / 1000)}.${randomBytes(4).toString('hex')}`;
  const make = (user: string, sent: SentView): StoredView => ({
    id: `V${randomBytes(5).toString('hex').toUpperCase()}`,
    user,
    hash: newHash(),
    sent,
  });
  const keep = (kept: Map<string, StoredView>, view: StoredView) => {
    kept.set(view.user, view);
    changed(view.user);
    return view;
  };
  return {
    find: (id) => [...modals.values(), ...homes.values()].find((view) => view.id === id),
    modal: (user) => modals.get(user),
    home: (user) => homes.get(user),
    open: (user, sent) => keep(modals, make(user, sent)),
    update: (view, sent) =>
      keep(view.sent.type === 'home' ? homes : modals, { ...view, sent, hash: newHash() }),
    publish: (user, sent) => {
      const before = homes.get(user);
      return keep(homes, before ? { ...before, sent, hash: newHash() } : make(user, sent));
    },
    close: (user) => {
      modals.delete(user);
      changed(user);
    },
  };
};

/** A view in a payload or an answer. Source: docs.slack.dev, view payloads; @slack/bolt 5.1.0, types/view. */
export const renderView = (
  { id, hash, sent }: StoredView,
  values: Record<string, unknown> = {},
): Record<string, unknown> => ({
  title: null,
  submit: null,
  close: null,
  private_metadata: '',
  callback_id: '',
  ...sent,
  id,
  hash,
  team_id: BOT.teamId,
  app_id: BOT.appId,
  app_installed_team_id: BOT.teamId,
  bot_id: BOT.botId,
  blocks: withBlockIds(sent.blocks),
  external_id: '',
  clear_on_close: false,
  notify_on_close: false,
  root_view_id: id,
  previous_view_id: null,
  state: { values },
});
