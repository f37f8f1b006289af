import * as z from 'zod/mini';
import type { VendorConfig } from '../config/schema.ts';
import { defined } from '../domain/defined.ts';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import { requestMark } from '../domain/act/reply-content.ts';
import { readTicketId, ticketId } from '../domain/ticket/ticket-id.ts';
import { type DoorMessenger, SlackFailure, type ViewRef } from '../workflows/ports/slack.ts';
import { buildOrderView } from './acts/build-order-view.ts';
import { buildReplyForm, fieldOf } from './acts/build-reply-form.ts';
import { sayNoFacts } from './acts/describe-order.ts';
import { orClosed } from './client/classify-slack-error.ts';
import { createLinks } from './client/links.ts';
import { readCardKey } from './client/message-metadata.ts';
import type { SlackCalls } from './client/prepare-call.ts';
import { AS_IT_IS } from './client/prepare-post.ts';
import { createUserGroups } from './client/user-groups.ts';
import { createShowHome } from './create-show-home.ts';
import { createPersonMessenger } from './create-person-messenger.ts';
import { WORDING } from './wording/wording.ts';

type Options = {
  vendorOf: (vendor: VendorRef) => VendorConfig;
  languageIn: (channel: string) => VendorConfig['language'];
  language: VendorConfig['language'];
  now: () => number;
};

export const createDoorMessenger = (
  slack: SlackCalls,
  { vendorOf, languageIn, language, now }: Options,
): DoorMessenger => {
  const { client, prepareCall } = slack;
  const links = createLinks(slack);
  return {
    ...createPersonMessenger(slack, vendorOf),

    failed: async ({ by, channel, threadTs }, why) => {
      const texts = WORDING[languageIn(channel)].act;
      const content = { failed: texts.failed, 'no-ticket': texts.refusal['no-ticket'] }[why];
      const text = typeof content === 'string' ? content : '';
      const call = await prepareCall({ call: 'post', what: `an answer to ${by}` });
      const place = { channel, ...defined({ thread_ts: threadTs }) };
      await call((token) => client.chat.postEphemeral({ text, ...AS_IT_IS, ...place, user: by, token }));
    },

    openReply: async (triggerId, ticket, channel, text = '') => {
      const shown = { channel, mark: requestMark(ticket), version: ticket.outbox.version, text };
      const view = buildReplyForm(ticket, vendorOf(ticket.key), shown);
      const call = await prepareCall({ call: 'post', what: `form for ${ticketId(ticket.key)}` });
      await call((token) => client.views.open({ trigger_id: triggerId, view, token }));
    },

    fillReply: async ({ id, hash }, ticket, { filling, ...state }) => {
      const vendor = vendorOf(ticket.key);
      const view = buildReplyForm(ticket, vendor, {
        ...state,
        ...(filling === 'keeps-text' && { keep: state.field }),
        ...(typeof filling === 'object'
          ? { noFacts: sayNoFacts(filling, WORDING[vendor.language]) }
          : { isLoading: filling !== undefined }),
      });
      const what = `form for ${ticketId(ticket.key)}`;
      const call = await prepareCall({ call: 'edit', what });
      const answer = await call((token) => client.views.update({ view_id: id, hash, view, token }));
      return { view: readView(answer, what), field: fieldOf(view) };
    },

    openOrder: async (press, ticket) => {
      const view = buildOrderView(ticket, vendorOf(ticket.key), press);
      const what = `order view for ${ticketId(ticket.key)}`;
      const call = await prepareCall({ call: 'view' in press ? 'edit' : 'post', what });
      const opening = call((token) => {
        if ('view' in press)
          return client.views.update({ view_id: press.view.id, hash: press.view.hash, view, token });
        const opened = { trigger_id: press.triggerId, view, token };
        return press.part === 'order' ? client.views.open(opened) : client.views.push(opened);
      });
      const answer = await ('view' in press ? orClosed(opening) : opening);
      if (answer === 'closed') return answer;
      return readView(answer, what);
    },

    showHome: createShowHome(slack, language),

    linkToCards: () => links.toCards({ call: 'look-up', what: 'cards' }),

    membersOf: createUserGroups(slack, now),

    ticketAt: async ({ channel, ts }) => {
      const call = await prepareCall({ call: 'look-up', what: `the message ${ts}` });
      const place = { channel, ts, oldest: ts, latest: ts, inclusive: true, limit: 1 };
      const answer = await call((token) =>
        client.conversations.replies({ ...place, include_all_metadata: true, token }),
      );
      const read = page.safeParse(answer);
      const message = read.data?.messages.find((found) => found.ts === ts);
      return readTicketId(readCardKey(message) ?? '');
    },
  };
};

const readView = (answer: unknown, what: string): ViewRef => {
  const read = openedView.safeParse(answer);
  if (read.success) return read.data.view;
  throw new SlackFailure('unsure', 'unreadable_answer', `Slack: ${what}: the answer names no view.`);
};

const openedView = z.object({ view: z.object({ id: z.string(), hash: z.string() }) });

const page = z.object({ messages: z.array(z.looseObject({ ts: z.optional(z.string()) })) });
