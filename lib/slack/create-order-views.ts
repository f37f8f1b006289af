import { setTimeout as wait } from 'node:timers/promises';
import { MARKET_ZONES } from '../config/market.ts';
import type { VendorConfig } from '../config/schema.ts';
import { fillTemplate } from '../domain/act/reply-content.ts';
import { defined } from '../domain/defined.ts';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import { ticketId } from '../domain/ticket/ticket-id.ts';
import { SECOND_MS } from '../domain/time/durations.ts';
import type { OrderViews, ViewRef } from '../workflows/ports/slack.ts';
import { buildOrderView } from './acts/build-order-view.ts';
import { buildReplyForm } from './acts/build-reply-form.ts';
import { readReplyFacts } from './acts/reply-facts.ts';
import { type CallContext, orClosed } from './client/classify-slack-error.ts';
import { createLinks } from './client/links.ts';
import type { SlackCalls } from './client/prepare-call.ts';
import type { LinkTo } from './format/format-link.ts';

/** A person waits for the view, which is useful without links. */
const LINKS_WITHIN_MS = SECOND_MS;
const noLink: LinkTo = () => undefined;

export const createOrderViews = (
  slack: SlackCalls,
  {
    vendorOf,
    linksWithinMs = LINKS_WITHIN_MS,
  }: { vendorOf: (vendor: VendorRef) => VendorConfig; linksWithinMs?: number },
): OrderViews => {
  const { client, prepareCall } = slack;
  const links = createLinks(slack);
  const update = async (
    { id, hash }: ViewRef,
    view: ReturnType<typeof buildOrderView | typeof buildReplyForm>,
    context: CallContext,
  ): Promise<'shown' | 'closed'> => {
    const call = await prepareCall(context);
    const answer = await orClosed(call((token) => client.views.update({ view_id: id, hash, view, token })));
    return answer === 'closed' ? 'closed' : 'shown';
  };
  return {
    showOrder: async (view, ticket, { part, ...content }, shownTo) => {
      const context: CallContext = { call: 'edit', what: `order view for ${ticketId(ticket.key)}` };
      const hasCards = content.contacts?.some(({ card }) => card !== undefined) === true;
      const linkTo = hasCards
        ? await within(linksWithinMs, links.toCards({ ...context, call: 'look-up' }), noLink)
        : noLink;
      const filled = { ...content, linkTo };
      return update(
        view,
        buildOrderView(ticket, vendorOf(ticket.key), { ...shownTo, part }, filled),
        context,
      );
    },

    fillFacts: async (view, ticket, found, { channel, mark, field, version, template }) => {
      const vendor = vendorOf(ticket.key);
      const read = readReplyFacts(found, ticket, vendor);
      const chosen = template === undefined ? undefined : vendor.acting.templates[template]?.text;
      const facts = 'facts' in read ? read.facts : {};
      const shown =
        chosen === undefined
          ? { text: '', keep: field }
          : { text: fillTemplate(chosen, ticket, MARKET_ZONES[ticket.key.market], facts), field };
      return update(
        view,
        buildReplyForm(ticket, vendor, { channel, mark, ...defined({ version }), ...shown, ...read }),
        { call: 'edit', what: `form for ${ticketId(ticket.key)}` },
      );
    },
  };
};

/** Returns `otherwise` if the work takes longer. */
const within = async <T>(ms: number, work: Promise<T>, otherwise: T): Promise<T> => {
  const isDone = new AbortController();
  const timeout = wait(ms, otherwise, { signal: isDone.signal }).catch(() => otherwise);
  try {
    return await Promise.race([work, timeout]);
  } finally {
    isDone.abort();
  }
};
