import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { VendorConfig } from '../../lib/config/schema.ts';
import { deliverableId } from '../../lib/domain/delivery/deliverable.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import { isBundled } from '../../lib/domain/ticket/line.ts';
import { rankOf } from '../../lib/domain/delivery/urgency.ts';
import { createTicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { buildMessage } from '../../lib/slack/build-message.ts';
import { linksIn } from '../../lib/slack/client/links.ts';
import { startStore } from '../../local/aws/store.ts';
import { readSettings } from '../../local/run/read-settings.ts';
import { keepState } from '../../local/simulator/keep-state.ts';
import type { SimulatedInquiry } from '../../local/simulator/simulated-inquiry.ts';
import type { Message } from '../../local/slack/message.ts';
import { openMessageLog } from '../../local/slack/message-log.ts';
import { WORKSPACE_URL } from '../../local/slack/permalink.ts';
import { type HandOver, handOvers } from './hand-overs.ts';
import { LEDGER, withVendors } from './kill-plan.ts';

export type Aftermath = {
  losses: string[];
  cards: number;
  lines: number;
  breaches: number;
  digests: number;
};

/**
 * Compares Coupang's inquiries, the store and the local Slack, from the files of a stopped system. `losses` has one
 * line for everything that is missing, doubled or wrong.
 */
export const findLosses = async (dataDir: string): Promise<Aftermath> => {
  const { config } = withVendors(await readSettings({ DATA_DIR: dataDir }));
  const inquiries = (await keepState(dataDir).load())?.inquiries ?? [];
  const messages = await openMessageLog(join(dataDir, 'slack.jsonl')).load();
  const promised = new Set((await readFile(join(dataDir, LEDGER), 'utf8')).split('\n'));
  const tickets = await readTickets(dataDir, config.region, inquiries);
  const vendorOf = ({ key: { vendorId } }: Ticket) => config.vendors.find(({ id }) => id === vendorId);

  const perInquiry = inquiries.flatMap((inquiry) => {
    const own = tickets.filter((ticket) => ticket.key.inquiryId === inquiry.inquiryId);
    return handOvers(inquiry).flatMap((handOver) => {
      const ticket = own.find(({ key: { answerId } }) => handOver.id === `${inquiry.inquiryId}/${answerId}`);
      if (ticket) return compareEnd(ticket, handOver);
      return handOver.isShown || promised.has(handOver.id) ? [`${handOver.id}: has no ticket`] : [];
    });
  });
  const digests = messages.filter((message) => nameOf(message) === 'notice');
  const perTicket = tickets.flatMap((ticket) => {
    const vendor = vendorOf(ticket);
    const own = messages.filter((message) => keyOf(message) === deliverableId(ticket.key));
    return vendor
      ? [
          ...compareMessages(ticket, own, vendor, config.acting === 'on'),
          ...compareAnnouncement(ticket, own, digests),
        ]
      : [`${deliverableId(ticket.key)}: of no vendor`];
  });
  const known = new Set(tickets.map(({ key }) => deliverableId(key)));
  const strays = messages.filter((message) => !known.has(keyOf(message)) && !digests.includes(message));
  return {
    losses: [
      ...perInquiry,
      ...perTicket,
      ...strays.map((message) => `${keyOf(message)}: a message of no ticket`),
      ...[...Map.groupBy(digests, keyOf)].flatMap(([key, same]) =>
        same.length > 1 ? [`${key}: posted ${same.length} times`] : [],
      ),
    ],
    cards: messages.filter((message) => nameOf(message) === 'card').length,
    lines: messages.filter((message) => message.thread_ts !== undefined).length,
    breaches: messages.filter((message) => message.broadcast === true).length,
    digests: digests.length,
  };
};

const readTickets = async (
  dataDir: string,
  region: string,
  inquiries: SimulatedInquiry[],
): Promise<Ticket[]> => {
  const { client, stop } = await startStore(join(dataDir, 'dynalite'), 'tickets', region);
  const { reader } = createTicketStore({ client, tableName: 'tickets', newToken: () => 'unused' });
  const tickets: Ticket[] = [];
  for (const { market, vendorId, inquiryId } of inquiries) {
    tickets.push(...(await reader.ticketsOf({ market, vendorId, source: 'call-center', inquiryId })));
  }
  await stop();
  return tickets;
};

const keyOf = ({ metadata }: Message): string => String(metadata?.event_payload['key']);
const nameOf = ({ metadata }: Message): string => String(metadata?.event_payload['name']);

/** A ticket's outcome must match the end of its post. */
const compareEnd = (ticket: Ticket, { id, end }: HandOver): string[] => {
  const told = ticket.facts.state === 'closed' ? ticket.facts.outcome : ticket.facts.state;
  return told === end ? [] : [`${id}: is ${end} and the ticket says ${told}`];
};

const compareMessages = (ticket: Ticket, own: Message[], vendor: VendorConfig, acting: boolean): string[] => {
  const id = deliverableId(ticket.key);
  const named = Map.groupBy(own, nameOf);
  const cards = named.get('card') ?? [];
  const [card] = cards;
  if (!card || cards.length > 1) return [`${id}: has ${cards.length} cards`];
  const shown = { text: card.text, blocks: card.blocks };
  const inThread = ticket.delivery.threadTs !== undefined;
  // Without its workspace address Slack's cards lack only the links to the inquiry's other cards.
  // Its buttons go with the first change after the deadline, and the killed system's clock is ahead.
  const times = [ticket.facts.dueAt - 1, ticket.facts.dueAt];
  const wantedCards = [linksIn(WORKSPACE_URL), undefined].flatMap((linkTo) =>
    times.map((now) => {
      const told = { vendor, acting, now, members: [], inThread, ...(linkTo && { linkTo }) };
      const { text, blocks } = buildMessage(ticket, told);
      // As Slack gets them: without what is undefined.
      return asSent({ text, blocks });
    }),
  );
  const breaches = named.get('breach') ?? [];
  const wanted = ticket.facts.outcome === 'auto-closed' ? 1 : 0;
  return [
    ...(isAtRest(ticket) ? [] : [`${id}: still owes something`]),
    ...(ticket.delivery.ts === card.ts ? [] : [`${id}: does not know its card`]),
    ...(wantedCards.some((one) => isDeepStrictEqual(one, shown))
      ? []
      : [`${id}: the card does not show it: ${card.text}`]),
    ...[...named].flatMap(([name, same]) => (same.length > 1 ? [`${id}: ${same.length} times ${name}`] : [])),
    ...(breaches.length === wanted ? [] : [`${id}: ${breaches.length} of ${wanted} breaches told`]),
    ...own
      .filter((message) => message !== card && !nameOf(message).startsWith('escalation/'))
      .filter((message) => message.thread_ts !== (ticket.delivery.threadTs ?? card.ts))
      .map((message) => `${id}: ${nameOf(message)} stands outside the thread`),
    ...own
      // Whom a warning is told to, the simulation judges: a ticket that is aged may get one.
      .filter((message) => !nameOf(message).startsWith('step/'))
      .filter((message) => (message.broadcast === true) !== isToldToChannel(ticket, nameOf(message)))
      .map((message) => `${id}: ${nameOf(message)} is told to the wrong people`),
  ];
};

const asSent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** A breach is, unless a bundle told it there (R27). */
const isToldToChannel = ({ facts }: Ticket, name: string): boolean =>
  name === 'breach' && !isBundled(facts, name);

/**
 * Announced to the channel once: by its own card, or by the digest that lists it and has the card in its thread (R24).
 * A digest lists it by its number until its card stands, and then by the card.
 */
const compareAnnouncement = (
  { key, facts: { announcement }, delivery: { ts } }: Ticket,
  own: Message[],
  digests: Message[],
): string[] => {
  const id = deliverableId(key);
  const card = own.find((message) => nameOf(message) === 'card');
  const digest = digests.find((message) => keyOf(message).endsWith(`/${announcement}`));
  if (card?.thread_ts !== digest?.ts) return [`${id}: its card stands outside the thread of its digest`];
  if (!digest) return [];
  const list = JSON.stringify(digest.blocks);
  const isListed = [key.inquiryId, ...(ts ? [`/p${ts.replace('.', '')}`] : [])].some((text) =>
    list.includes(text),
  );
  return isListed ? [] : [`${id}: its digest does not list it`];
};

const isAtRest = (ticket: Ticket): boolean =>
  ticket.outbox.publishedVersion === ticket.outbox.version &&
  ticket.delivery.shownVersion === ticket.outbox.version &&
  rankOf(ticket) === undefined;
