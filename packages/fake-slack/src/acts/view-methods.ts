import * as z from 'zod/mini';
import { type MethodAnswer, refuse } from '../method-answer.ts';
import type { Arguments } from '../read-arguments.ts';
import { readView, renderView, type SentView, type StoredView, type Views } from './views.ts';
import type { Person } from './direct.ts';
import type { Triggers } from './triggers.ts';

export type Viewing = { views: Views; triggers: Triggers; people: readonly Person[] };

const MOST_BYTES = 250_000;

const byTrigger = z.looseObject({ trigger_id: z.string(), view: z.unknown() });
const byView = z.looseObject({
  view: z.unknown(),
  view_id: z.string(),
  hash: z.optional(z.string()),
});
const byUser = z.looseObject({ user_id: z.string(), view: z.unknown(), hash: z.optional(z.string()) });

/** `views.open`. Source of these four: docs.slack.dev, the methods' arguments and errors. */
export const openView = (viewing: Viewing, args: Arguments): MethodAnswer =>
  exchangeTrigger(viewing, args, viewing.views.open);

/** `views.push`: on top of the view that the person pressed in. */
export const pushView = (viewing: Viewing, args: Arguments): MethodAnswer =>
  exchangeTrigger(viewing, args, viewing.views.push);

const exchangeTrigger = (
  { triggers }: Viewing,
  args: Arguments,
  place: (user: string, sent: SentView) => StoredView | string,
): MethodAnswer => {
  const parsed = z.safeParse(byTrigger, args);
  if (!parsed.success) return refuse('invalid_arguments');
  const read = acceptView(parsed.data.view, 'modal');
  if ('refused' in read) return read.refused;
  const trigger = triggers.exchange(parsed.data.trigger_id);
  if (typeof trigger === 'string') return refuse(trigger);
  const placed = place(trigger.user, read.sent);
  return typeof placed === 'string' ? refuse(placed) : show(placed);
};

/** `views.update`. */
export const updateView = ({ views }: Viewing, args: Arguments): MethodAnswer => {
  const parsed = z.safeParse(byView, args);
  if (!parsed.success) return refuse('invalid_arguments');
  const { view_id: id, hash, view } = parsed.data;
  const found = views.find(id);
  if (found === undefined) return refuse('not_found');
  if (hash !== undefined && hash !== found.hash) return refuse('hash_conflict');
  const read = acceptView(view, found.sent.type);
  return 'refused' in read ? read.refused : show(views.update(found, read.sent));
};

/** `views.publish`: the Home tab. */
export const publishView = ({ views, people }: Viewing, args: Arguments): MethodAnswer => {
  const parsed = z.safeParse(byUser, args);
  if (!parsed.success) return refuse('invalid_arguments');
  const { user_id: user, hash, view } = parsed.data;
  if (!people.some(({ id }) => id === user)) return refuse('user_not_found');
  const before = views.home(user);
  if (hash !== undefined && before !== undefined && hash !== before.hash) return refuse('hash_conflict');
  const read = acceptView(view, 'home');
  return 'refused' in read ? read.refused : show(views.publish(user, read.sent));
};

export const acceptView = (
  given: unknown,
  type: SentView['type'],
): { sent: SentView } | { refused: MethodAnswer } => {
  const read = readView(given);
  if ('faults' in read) {
    const messages = read.faults.map((fault) => `[ERROR] ${fault}`);
    return { refused: refuse('invalid_arguments', { response_metadata: { messages } }) };
  }
  if (read.view.type !== type) return { refused: refuse('invalid_arguments') };
  if (Buffer.byteLength(JSON.stringify(given)) > MOST_BYTES) return { refused: refuse('view_too_large') };
  return { sent: read.view };
};

const show = (view: StoredView): MethodAnswer => ({ ok: true, view: renderView(view) });
