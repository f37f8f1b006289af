import { defined } from '../defined.ts';
import type { AttemptName, Destination, Place } from '../ticket/ticket.ts';
import type { Rest } from './after-failure.ts';
import { type Deliverable, deliverableId } from './deliverable.ts';
import { type Channels, destinationOf, type Form, placeOf } from './destination.ts';
import { actionName, type DeliveryAction, messageName } from './plan-delivery.ts';

/** The call for an action, its channel, and the form of the message. */
export type Aim = { channel: string; form: Form } & (
  | { method: 'edit' }
  | { method: 'look-up' }
  /** `home`: the channel of the first form, if `channel` is the fallback. */
  | { method: 'post'; name: AttemptName; to: Destination; home: string }
);

/** The item as last read. Without an aim the action makes no call. */
export type Planned = { deliverable: Deliverable; action: DeliveryAction; aim: Aim | undefined };

/** `thread`: the message to which a card replies. `form`: set after an earlier form was refused. */
type Aiming = { channels: Channels; thread?: Place | undefined; form?: Form | undefined };

export const aimOf = (
  deliverable: Deliverable,
  action: DeliveryAction,
  { channels, thread, form = {} }: Aiming,
): Aim | undefined => {
  const { delivery } = deliverable;
  switch (action.do) {
    case 'edit':
      return { method: 'edit', channel: delivery.channel ?? '', form };
    case 'redact-line': {
      const isPlain = delivery.retries[action.name] !== undefined;
      const channel = placeOf(deliverable, action.name)?.channel ?? '';
      return { method: 'edit', channel, form: isPlain ? { plain: true } : {} };
    }
    case 'look-up':
      return { method: 'look-up', channel: delivery.attempt?.channel ?? '', form };
    case 'post':
    case 'post-line': {
      const name = action.do === 'post' ? messageName(deliverable) : action.line.name;
      const first: Form = defined({ thread });
      const home = destinationOf(deliverable, name, first, channels).channel;
      const next = { ...first, ...form };
      const to = destinationOf(deliverable, name, next, channels);
      return { method: 'post', name, to, home, channel: to.channel, form: next };
    }
    case 'wait':
    case 'nothing':
    case 'pass':
    case 'leave-list':
    case 'skip':
      return undefined;
  }
};

/** The waits that apply to an action (R21). */
export const waitKeys = (aim: Aim | undefined): string[] => {
  if (!aim) return [];
  const ofChannel = aim.method === 'post' ? [`channel:${aim.home}`] : [];
  return [`${aim.method}:${aim.channel}`, ...ofChannel, 'token', 'slack'];
};

export const restKey = ({ on }: Rest, aim: Aim): string => {
  if (on === 'method') return `${aim.method}:${aim.channel}`;
  return on === 'channel' ? `channel:${aim.method === 'post' ? aim.home : aim.channel}` : on;
};

/** A new version starts again with the first form. */
export const formKey = (deliverable: Deliverable, action: DeliveryAction): string =>
  `${deliverableId(deliverable.key)} ${actionName(deliverable, action)} ${deliverable.outbox.version}`;
