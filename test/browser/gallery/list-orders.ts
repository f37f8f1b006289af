import { buildOrderView } from '../../../lib/slack/acts/build-order-view.ts';
import type { Entry, Team } from './made-up-team.ts';

const SHOWN_TO = { by: 'U0CS', channel: 'C0CS', order: 0 };

/** The view of an order in each of its states, and the view of exchanges. */
export const listOrders = ({ vendor, ticket }: Team): Entry[] => [
  opened('order, waiting for Coupang', buildOrderView(ticket(), vendor, { ...SHOWN_TO, part: 'order' })),
  opened(
    'exchanges, waiting for Coupang',
    buildOrderView(ticket(), vendor, { ...SHOWN_TO, part: 'exchanges' }),
  ),
];

const opened = (occasion: string, view: NonNullable<Entry['view']>): Entry => ({
  occasion,
  message: { text: '', blocks: [] },
  view,
});
