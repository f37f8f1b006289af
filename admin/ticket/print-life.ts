import { ConfigError } from '../../lib/config/config-error.ts';
import { isSource } from '../../lib/domain/sources.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import { describeLife } from '../../lib/life/describe-life.ts';
import type { LogLine } from '../../lib/life/log-line.ts';
import type { AdminTexts } from '../wording/wording.ts';

/**
 * The life of each of an inquiry's tickets, in order, in its market's zone.
 * @param isAll prints the program's own steps, too
 * @throws ConfigError if neither the log nor the table knows the inquiry
 */
export const printLife = (
  inquiryId: string,
  { source, tickets, lines }: Life,
  words: AdminTexts['ticket'],
  isAll = false,
): string => {
  const known = new Map(tickets.map((ticket) => [ticketId(ticket.key), ticket]));
  const lives = describeLife([...known.keys()], lines, words.life, namesIn(tickets));
  if (lives.length === 0) throw new ConfigError(words.none(inquiryId, source));
  const parts = lives.map(({ id, zone, time, events }) => {
    const ticket = known.get(id);
    const shown = events.filter(({ isInner }) => isAll || !isInner);
    return [
      words.ticket(nameTicket(id, words), zone),
      ...(shown.length > 0
        ? shown.map(
            ({ at, text, inner }) => `${time(at)}  ${text}${isAll && inner !== '' ? ` ${inner}` : ''}`,
          )
        : [events.length > 0 ? words.onlyInner : words.noLines]),
      ticket ? [words.now, ...describeNow(ticket, time, { words, isAll })].join('\n  ') : words.notHeld,
    ].join('\n');
  });
  return [words.head(inquiryId, source), ...parts].join('\n\n');
};

/** Slack's names of the people who acted on the tickets. */
const namesIn = (tickets: readonly Ticket[]): ReadonlyMap<string, string> =>
  new Map(
    tickets.flatMap(({ facts: { act, history } }) =>
      [act, ...history.map(({ deed }) => deed)].flatMap((did) =>
        did?.name === undefined ? [] : [[did.by, did.name] as const],
      ),
    ),
  );

/**
 * A ticket's present state in the table, one sentence per fact.
 * @param time formats an instant, epoch ms
 */
const describeNow = (
  { key, facts, outbox, delivery }: Ticket,
  time: (at: number) => string,
  { words, isAll }: { words: AdminTexts['ticket']; isAll: boolean },
): string[] => {
  const { state, outcome, openedAt, dueAt, closedAt, steps, announcement } = facts;
  const { channel, ts, attempt, retries, shownVersion } = delivery;
  const place = channel === undefined || ts === undefined ? undefined : { channel, ts };
  return [
    words.state(ticketId(key), {
      state,
      outcome,
      closedAt: closedAt === undefined ? undefined : time(closedAt),
      openedAt: time(openedAt),
      dueAt: time(dueAt),
    }),
    `${isAll ? `${words.versions(outbox.version, outbox.publishedVersion, shownVersion)} ` : ''}${words.shows(place)}`,
    ...(announcement === 'none' ? [sayWhyNoCard(facts, words)] : []),
    ...(steps.length === 0
      ? []
      : [
          words.steps(steps.map(({ name, at, passed }) => ({ name, at: time(at), passed: passed === true }))),
        ]),
    ...(attempt ? [words.unsure(attempt.name, time(attempt.at))] : []),
    ...Object.entries(retries).flatMap(([name, retry]) =>
      retry ? [words.waits(name, time(retry.at), retry.reason)] : [],
    ),
  ];
};

const sayWhyNoCard = ({ provisional, state }: Ticket['facts'], words: AdminTexts['ticket']): string => {
  if (provisional === undefined) return words.wasOver;
  return state === 'closed' ? words.wasMissing : words.isProvisional;
};

/** A ticket's id behind the name of its source, since the numbers of two sources can be equal. */
export const nameTicket = (id: string, { sources }: Pick<AdminTexts['ticket'], 'sources'>): string => {
  const source = id.split('/')[2];
  return isSource(source) ? `${sources[source]} ${id}` : id;
};

/** The known facts about an inquiry's tickets. */
export type Life = {
  /** Where it was read, for people. */
  source: string;
  tickets: Ticket[];
  /** In any order. */
  lines: LogLine[];
};
