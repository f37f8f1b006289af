import { MARKET_ZONES } from '../config/market.ts';
import { describeLine, type LineText } from './describe-line.ts';
import type { LogLine } from './log-line.ts';
import type { LifeWords } from './words.ts';

/** One ticket's life: what the log says of it, in order. */
export type TicketLife = {
  id: string;
  /** The zone of the times. */
  zone: string;
  /** Formats an instant, epoch ms, in that zone. */
  time: (at: number) => string;
  events: ({ at: number; did?: string } & LineText)[];
};

/**
 * The life of each of an inquiry's tickets, in order, in its market's zone.
 * @param ids the tickets that the table knows; the log may name more
 */
export const describeLife = (
  ids: readonly string[],
  lines: readonly LogLine[],
  words: LifeWords,
): TicketLife[] => {
  const inOrder = lines.toSorted((a, b) => a.at - b.at);
  const named = inOrder.map(({ deliverable = '' }) => deliverable).filter(isTicketId);
  return [...new Set([...named, ...ids])].map((id) => {
    const zone = MARKET_ZONES[id.startsWith('TW/') ? 'TW' : 'KR'];
    const time = formatterOf(zone);
    return {
      id,
      zone,
      time,
      events: inOrder
        .filter((line) => isAbout(line, id))
        .map((line) => ({
          at: line.at,
          ...(line.did !== undefined && { did: line.did }),
          ...describeLine(line, words, time),
        })),
    };
  });
};

const isTicketId = (id: string): boolean => id.split('/').length === 5;

/** A line about the whole inquiry belongs to each of its tickets. */
const isAbout = ({ deliverable }: LogLine, id: string): boolean =>
  deliverable === undefined ||
  deliverable === id ||
  (!isTicketId(deliverable) && id.startsWith(`${deliverable}/`));

const formatterOf = (timeZone: string): ((at: number) => string) => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (at) => format.format(at);
};
