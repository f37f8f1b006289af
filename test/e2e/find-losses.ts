import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { VendorConfig } from '../../lib/config/schema.ts';
import { deliverableId } from '../../lib/domain/delivery/deliverable.ts';
import { isNoticeName, type Notice } from '../../lib/domain/notice/notice.ts';
import { type ListFacts, memberOf } from '../../lib/domain/notice/notice-facts.ts';
import { sortOf, lineName } from '../../lib/domain/ticket/line.ts';
import type { Ticket, TicketKey } from '../../lib/domain/ticket/ticket.ts';
import { rankOf } from '../../lib/domain/delivery/urgency.ts';
import { createTicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { buildMessage } from '../../lib/slack/create-messenger.ts';
import { linksIn } from '../../lib/slack/client/links.ts';
import { startStore } from '../../local/aws/store.ts';
import { coupangFile } from '../../local/run/coupang-file.ts';
import { readSettings } from '../../local/run/read-settings.ts';
import { type Message, WORKSPACE } from 'fake-slack';
import { openMessageLog } from '../../local/run/message-log.ts';
import { type HandOver, handOvers, questionId } from './hand-overs.ts';
import { LEDGER, withVendors } from './kill-plan.ts';

export type Aftermath = {
  losses: string[];
  cards: number;
  /** The cards of questions among them. */
  questionCards: number;
  lines: number;
  breaches: number;
  /** Lists by the sort of their messages. */
  lists: Record<string, number>;
};

/**
 * Compares Coupang's hand-overs and questions, the store and the local Slack, from the files of a stopped system. `losses` has one
 * line for everything that is missing, doubled or wrong.
 */
export const findLosses = async (dataDir: string): Promise<Aftermath> => {
  const { config } = withVendors(await readSettings({ DATA_DIR: dataDir }));
  const state = await coupangFile(dataDir).load();
  const inquiries = state?.inquiries ?? [];
  const questions = state?.product?.questions ?? [];
  const messages = await openMessageLog(join(dataDir, 'slack.jsonl')).load();
  const promised = new Set((await readFile(join(dataDir, LEDGER), 'utf8')).split('\n'));
  const { tickets, stored } = await readStored(
    { dataDir, region: config.region },
    [
      ...inquiries.map((inquiry) => ({ ...inquiry, source: 'call-center' as const })),
      ...questions.map((question) => ({ ...question, source: 'product' as const })),
    ],
    messages,
  );
  const vendorOf = ({ key: { vendorId } }: Ticket) => config.vendors.find(({ id }) => id === vendorId);

  const perInquiry = inquiries.flatMap((inquiry) => {
    const own = tickets.filter(
      ({ key }) => key.source === 'call-center' && key.inquiryId === inquiry.inquiryId,
    );
    return handOvers(inquiry).flatMap((handOver) => {
      const ticket = own.find(({ key: { answerId } }) => handOver.id === `${inquiry.inquiryId}/${answerId}`);
      if (ticket) return compareEnd(ticket, handOver);
      return handOver.isShown || promised.has(handOver.id) ? [`${handOver.id}: has no ticket`] : [];
    });
  });
  const perQuestion = questions.flatMap((question) => {
    const { inquiryId, list, comments } = question;
    const [ticket, ...more] = tickets.filter(
      ({ key }) => key.source === 'product' && key.inquiryId === inquiryId,
    );
    const id = questionId(question);
    if (more.length > 0) return [`${id}: has ${1 + more.length} tickets`];
    if (!ticket) return list === 'NOANSWER' || promised.has(id) ? [`${id}: has no ticket`] : [];
    const isAnswered = comments.length > 0;
    const end = wasPastAtFirstSight(ticket) ? 'unknown' : isAnswered ? 'answered' : 'open';
    return compareEnd(ticket, { id, end });
  });
  const notices = messages.filter((message) => nameOf(message) === 'notice');
  const lists = listsIn(stored, notices);
  const perTicket = tickets.flatMap((ticket) => {
    const vendor = vendorOf(ticket);
    const own = messages.filter((message) => keyOf(message) === deliverableId(ticket.key));
    if (wasPastAtFirstSight(ticket))
      return own.map((message) => `${keyOf(message)}: was past at first sight, and has a ${nameOf(message)}`);
    return vendor
      ? [
          ...compareMessages(ticket, own, vendor, config.acting === 'on'),
          ...compareAnnouncements(ticket, own, lists),
        ]
      : [`${deliverableId(ticket.key)}: of no vendor`];
  });
  const known = new Set(tickets.map(({ key }) => deliverableId(key)));
  const strays = messages.filter((message) => !known.has(keyOf(message)) && !notices.includes(message));
  return {
    losses: [
      ...perInquiry,
      ...perQuestion,
      ...perTicket,
      ...strays.map((message) => `${keyOf(message)}: a message of no ticket`),
      ...[...Map.groupBy(notices, keyOf)].flatMap(([key, same]) =>
        same.length > 1 ? [`${key}: posted ${same.length} times`] : [],
      ),
    ],
    cards: messages.filter((message) => nameOf(message) === 'card').length,
    questionCards: messages.filter(
      (message) => nameOf(message) === 'card' && keyOf(message).includes('/product/'),
    ).length,
    lines: messages.filter((message) => message.thread_ts !== undefined).length,
    breaches: messages.filter((message) => message.broadcast === true).length,
    lists: Object.fromEntries(
      [...Map.groupBy(lists, ({ facts }) => facts.of)].map(([sort, same]) => [sort, same.length]),
    ),
  };
};

/** A question that was past when the source was switched on has a ticket without messages. */
const wasPastAtFirstSight = ({ key, facts }: Ticket): boolean =>
  key.source === 'product' && facts.announcement === 'none' && facts.openedAt >= facts.dueAt;

const readStored = async (
  { dataDir, region }: { dataDir: string; region: string },
  inquiries: readonly Omit<TicketKey, 'answerId'>[],
  messages: Message[],
): Promise<{ tickets: Ticket[]; stored: Notice[] }> => {
  const { client, stop } = await startStore(join(dataDir, 'dynalite'), 'tickets', region);
  const { notices, reader } = createTicketStore({ client, tableName: 'tickets', newToken: () => 'unused' });
  const tickets: Ticket[] = [];
  for (const { market, vendorId, source, inquiryId } of inquiries) {
    tickets.push(...(await reader.ticketsOf({ market, vendorId, source, inquiryId })));
  }
  const stored: Notice[] = [];
  for (const key of new Set(messages.filter((message) => nameOf(message) === 'notice').map(keyOf))) {
    const [market, vendorId = '', ...name] = key.split('/');
    const notice = name.join('/');
    if ((market !== 'KR' && market !== 'TW') || !isNoticeName(notice)) continue;
    const found = await notices.read({ market, vendorId, notice });
    if (found) stored.push(found);
  }
  await stop();
  return { tickets, stored };
};

type ShownList = { facts: ListFacts; message: Message };

/** Each list of pending messages that is in Slack. */
const listsIn = (stored: readonly Notice[], messages: readonly Message[]): ShownList[] =>
  stored.flatMap(({ key, facts }) => {
    const message = messages.find((shown) => keyOf(shown) === deliverableId(key));
    return facts.about === 'list' && message ? [{ facts, message }] : [];
  });

const keyOf = ({ metadata }: Message): string => String(metadata?.event_payload['key']);
const nameOf = ({ metadata }: Message): string => String(metadata?.event_payload['name']);

/** A ticket's outcome must match the end of its post. */
const compareEnd = (
  ticket: Ticket,
  { id, end }: { id: string; end: HandOver['end'] | 'unknown' },
): string[] => {
  const recorded = ticket.facts.state === 'closed' ? ticket.facts.outcome : ticket.facts.state;
  return recorded === end ? [] : [`${id}: is ${end} and the ticket has ${recorded}`];
};

const compareMessages = (ticket: Ticket, own: Message[], vendor: VendorConfig, acting: boolean): string[] => {
  const id = deliverableId(ticket.key);
  const named = Map.groupBy(own, nameOf);
  const cards = named.get('card') ?? [];
  const [card] = cards;
  if (!card || cards.length > 1) return [`${id}: has ${cards.length} cards`];
  const shown = { text: card.text, blocks: card.blocks };
  const inThread = ticket.delivery.threadTs !== undefined;
  // Without Slack's workspace address, only the links to the inquiry's other cards are missing on its cards.
  // Its buttons go with the first change after the deadline, and the killed system's clock is ahead.
  const times = [ticket.facts.dueAt - 1, ticket.facts.dueAt];
  // A step without a line may have coloured the card at an edit, but causes none.
  const withLine = ticket.facts.steps.filter((step) =>
    ticket.facts.history.some(({ name }) => name === lineName('step', step)),
  );
  const coloured = [ticket, { ...ticket, facts: { ...ticket.facts, steps: withLine } }];
  const wantedCards = [linksIn(WORKSPACE.url), undefined].flatMap((linkTo) =>
    times.flatMap((now) => {
      const cardOptions = { vendor, acting, now, members: [], inThread, ...(linkTo && { linkTo }) };
      // Slack gets no undefined fields.
      return coloured.map((as) => asSent(buildMessage(as, cardOptions)));
    }),
  );
  const breaches = named.get('breach') ?? [];
  const wanted = ticket.facts.outcome === 'auto-closed' ? 1 : 0;
  return [
    ...(isAtRest(ticket) ? [] : [`${id}: something is still pending`]),
    ...(ticket.delivery.ts === card.ts ? [] : [`${id}: does not know its card`]),
    ...(wantedCards.some((wantedCard) => isDeepStrictEqual(wantedCard, shown))
      ? []
      : [`${id}: the card does not show it: ${card.text}`]),
    ...[...named].flatMap(([name, same]) => (same.length > 1 ? [`${id}: ${same.length} times ${name}`] : [])),
    ...(breaches.length === wanted ? [] : [`${id}: ${breaches.length} of ${wanted} breaches posted`]),
    ...own
      .filter((message) => message !== card && !nameOf(message).startsWith('escalation/'))
      .filter((message) => message.thread_ts !== (ticket.delivery.threadTs ?? card.ts))
      .map((message) => `${id}: ${nameOf(message)} is outside the thread`),
  ];
};

const asSent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/**
 * Each message is announced to a channel once: alone, or by a list that shows it. The card of a list is in its thread (R24). A
 * ticket that is aged may get a warning. The simulation judges whom it mentions, so here a warning may be announced to nobody.
 */
const compareAnnouncements = (ticket: Ticket, own: Message[], lists: ShownList[]): string[] => {
  const id = deliverableId(ticket.key);
  const ownLists = lists.filter(({ facts }) =>
    facts.members.some((member) => isDeepStrictEqual(member, memberOf(ticket.key))),
  );
  const names = new Set(['card' as const, ...ticket.facts.history.map(({ name }) => name)]);
  const announced = [...Map.groupBy(names, sortOf)].flatMap(([sort, same]) => {
    if (sort === undefined) return [];
    const alone = own.filter((message) => same.some((name) => name === nameOf(message)) && isAlone(message));
    const times = alone.length + ownLists.filter(({ facts }) => facts.of === sort).length;
    const isRight = sort === 'new' || sort === 'breach' ? times === same.length : times <= same.length;
    return isRight ? [] : [`${id}: ${sort} is announced ${times} times`];
  });
  const list = ownLists.find(({ facts }) => facts.of === 'new')?.message;
  const card = own.find((message) => nameOf(message) === 'card');
  const misplaced = own.filter(
    (message) => message.broadcast === true && !/^(breach$|step\/)/.test(nameOf(message)),
  );
  return [
    ...announced,
    ...(card?.thread_ts === list?.ts ? [] : [`${id}: its card is outside the thread of its list`]),
    ...ownLists
      .filter((shown) => !shows(shown, ticket))
      .map(({ facts }) => `${id}: its list of ${facts.of} does not show it`),
    ...misplaced.map((message) => `${id}: ${nameOf(message)} is wrongly sent to the channel`),
  ];
};

/** The most lines of a list. */
const MOST_LINES = 20;

/** A list names its tickets, or links to their cards. It counts those that it has no room for. */
const shows = ({ facts, message }: ShownList, { key, delivery: { ts } }: Ticket): boolean => {
  const texts = [key.inquiryId, ...(ts ? [`/p${ts.replace('.', '')}`] : [])];
  const blocks = JSON.stringify(message.blocks);
  return facts.members.length > MOST_LINES || texts.some((text) => blocks.includes(text));
};

/** A card outside of threads, a message in a step's own channel, or a line that its channel shows, too. */
const isAlone = (message: Message): boolean => message.thread_ts === undefined || message.broadcast === true;

const isAtRest = (ticket: Ticket): boolean =>
  ticket.outbox.publishedVersion === ticket.outbox.version &&
  ticket.delivery.shownVersion === ticket.outbox.version &&
  rankOf(ticket) === undefined;
