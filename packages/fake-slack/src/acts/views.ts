import { randomBytes } from 'node:crypto';
import { WORKSPACE } from '../workspace.ts';
import { type Filled, withBlockIds } from './elements.ts';
import * as z from 'zod/mini';
import { identifier, plainText } from '../block-elements.ts';
import { areUnique, describeFault, viewBlock } from '../check-blocks.ts';

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
const sentView = z.discriminatedUnion('type', [modal, home]);
export type SentView = z.infer<typeof sentView>;

/** A view, or the faults for which Slack would refuse it, each with its path. */
export const readView = (candidate: unknown): { view: SentView } | { faults: string[] } => {
  const read = z.safeParse(sentView, candidate);
  return read.success
    ? { view: read.data }
    : { faults: read.error.issues.map((issue) => describeFault(issue, 'view')) };
};

export type StoredView = {
  id: string;
  user: string;
  hash: string;
  sent: SentView;
  /** The values that the person entered. An update keeps those of inputs with the same block and action. */
  filled: readonly Filled[];
  /** The ids of the first view of the stack, and of the view below. */
  root: string;
  below: string | null;
};

/** Each person's open modal, a stack of views, and Home tab. They last as long as the process. */
export type Views = {
  find: (id: string) => StoredView | undefined;
  /** The view on top, which alone is visible. */
  modal: (user: string) => StoredView | undefined;
  home: (user: string) => StoredView | undefined;
  /** Begins a new stack. */
  open: (user: string, sent: SentView) => StoredView;
  push: (user: string, sent: SentView) => StoredView | 'not_found' | 'push_limit_reached';
  update: (view: StoredView, sent: SentView) => StoredView;
  fill: (view: StoredView, filled: readonly Filled[]) => StoredView;
  publish: (user: string, sent: SentView) => StoredView;
  /** Closes the view on top and returns to the view below. */
  close: (user: string) => void;
  /** Closes all views of the modal. */
  clear: (user: string) => void;
};

/** "A modal can hold up to 3 views at a time in a view stack." Source: docs.slack.dev, modals. */
const MOST_STACKED = 3;

export const createViews = (now: () => number, changed: (user: string) => void): Views => {
  const modals = new Map<string, StoredView[]>();
  const homes = new Map<string, StoredView>();
  const newHash = () => `${Math.floor(now() / 1000)}.${randomBytes(4).toString('hex')}`;
  const make = (user: string, sent: SentView, below?: StoredView): StoredView => {
    const id = `V${randomBytes(5).toString('hex').toUpperCase()}`;
    const place = below ? { root: below.root, below: below.id } : { root: id, below: null };
    return { id, user, hash: newHash(), sent, filled: [], ...place };
  };
  const stackOf = (user: string) => modals.get(user) ?? [];
  const keepStack = (user: string, stack: StoredView[]) => {
    if (stack.length === 0) modals.delete(user);
    else modals.set(user, stack);
  };
  const showStack = (user: string, stack: StoredView[]) => {
    keepStack(user, stack);
    changed(user);
  };
  const keep = (view: StoredView) => {
    const { id, user } = view;
    if (view.sent.type === 'home') homes.set(user, view);
    else
      keepStack(
        user,
        stackOf(user).map((other) => (other.id === id ? view : other)),
      );
    return view;
  };
  const show = (view: StoredView) => {
    keep(view);
    changed(view.user);
    return view;
  };
  return {
    find: (id) => [...[...modals.values()].flat(), ...homes.values()].find((view) => view.id === id),
    modal: (user) => stackOf(user).at(-1),
    home: (user) => homes.get(user),
    open: (user, sent) => {
      const view = make(user, sent);
      showStack(user, [view]);
      return view;
    },
    push: (user, sent) => {
      const stack = stackOf(user);
      const below = stack.at(-1);
      if (below === undefined) return 'not_found';
      if (stack.length >= MOST_STACKED) return 'push_limit_reached';
      const view = make(user, sent, below);
      showStack(user, [...stack, view]);
      return view;
    },
    update: (view, sent) => {
      const filled = view.filled.filter(({ blockId, actionId }) => isInput(sent, blockId, actionId));
      return show({ ...view, sent, filled, hash: newHash() });
    },
    fill: (view, filled) => {
      const isNew = ({ blockId, actionId }: Filled) =>
        !filled.some((given) => given.blockId === blockId && given.actionId === actionId);
      return keep({ ...view, filled: [...filled, ...view.filled.filter(isNew)] });
    },
    publish: (user, sent) => {
      const before = homes.get(user);
      return show(before ? { ...before, sent, hash: newHash() } : make(user, sent));
    },
    close: (user) => showStack(user, stackOf(user).slice(0, -1)),
    clear: (user) => showStack(user, []),
  };
};

/** Slack keeps what is entered "in `input` blocks" alone. Source: docs.slack.dev, modal views. */
const isInput = ({ blocks: all }: SentView, blockId: string, actionId: string): boolean =>
  all.some(
    (block) => block.type === 'input' && block.block_id === blockId && block.element.action_id === actionId,
  );

/** A view in a payload or an answer. Source: docs.slack.dev, view payloads; @slack/bolt 5.1.0, types/view. */
export const renderView = (
  { id, hash, sent, root, below }: StoredView,
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
  team_id: WORKSPACE.teamId,
  app_id: WORKSPACE.appId,
  app_installed_team_id: WORKSPACE.teamId,
  bot_id: WORKSPACE.botId,
  blocks: withBlockIds(sent.blocks),
  external_id: '',
  clear_on_close: false,
  notify_on_close: false,
  root_view_id: root,
  previous_view_id: below,
  state: { values },
});
