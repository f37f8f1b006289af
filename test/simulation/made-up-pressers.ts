import { requestMark } from '../../lib/domain/act/request-mark.ts';
import type { Press } from '../../lib/domain/ticket/act.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import type { Random } from './random.ts';

const PEOPLE = ['U0MADEUP1', 'U0MADEUP2', 'U0MADEUP3'] as const;
const SPANS = ['30m', '1h', '2h', 'last'] as const;
const MOST_VIEWS = 6;
/** Slack gives up after three tries, the last after five minutes. Source: docs.slack.dev, Events API. */
const REPEATED_FOR_MS = 6 * MINUTE_MS;

/** One press, and the ticket as its person saw it. */
export type MadeUpPress = { press: Press; seen: Ticket; at: number };

/** The login of a press at Coupang. So Coupang's own record names the press. */
export const loginOf = (pressId: string): string => `wing-${pressId}`;

/**
 * People who press at random: by what they see now or saw a while ago, twice, from two places, and what the ticket does not
 * need.
 */
export const createPressers = (random: Random) => {
  const views: Ticket[] = [];
  const made: MadeUpPress[] = [];
  let count = 0;

  const make = (seen: Ticket, at: number): MadeUpPress => {
    const id = `press${(count += 1)}`;
    const { kind: asked, claimedBy } = seen.facts;
    const kind = random.chance(0.9) ? asked : random.pick(['reply', 'confirm'] as const);
    const does = random.pick([kind, kind, kind, 'look-up', 'claim', 'release', 'assign', 'snooze'] as const);
    // Only the claimer may snooze.
    const isClaimer = does === 'snooze' && claimedBy !== undefined && random.chance(0.8);
    const by = isClaimer ? claimedBy : random.pick(PEOPLE);
    const who = { id, by, name: `name of ${by}`, channel: `D-${id}` };
    const wingId = loginOf(id);
    const press = ((): Press => {
      switch (does) {
        case 'reply':
          return { ...who, do: does, wingId, text: `Text of ${id}.`, mark: requestMark(seen) };
        case 'confirm':
          return { ...who, do: does, wingId, mark: requestMark(seen) };
        case 'assign':
          return { ...who, do: does, to: random.pick(PEOPLE) };
        case 'snooze':
          return { ...who, do: does, span: random.pick(SPANS) };
        case 'look-up':
        case 'claim':
        case 'release':
          return { ...who, do: does };
      }
    })();
    return { press, seen, at };
  };

  return {
    /** What is pressed now, at once; a person may have looked at the card long before. */
    draw: (tickets: readonly Ticket[], now: number): MadeUpPress[] => {
      const recent = made.filter(({ at }) => at >= now - REPEATED_FOR_MS);
      const again = random.chance(0.15) ? random.pickAny(recent) : undefined;
      if (again) return [again];
      const open = tickets.filter(({ facts }) => facts.state !== 'closed');
      const ticket = random.pickAny(open.length > 0 && random.chance(0.9) ? open : tickets);
      if (!ticket) return [];
      const old = random.chance(0.2) ? random.pickAny(views) : undefined;
      views.push(ticket);
      if (views.length > MOST_VIEWS) views.shift();
      const seen = old ?? ticket;
      const drawn = random.chance(0.2) ? [make(seen, now), make(seen, now)] : [make(seen, now)];
      made.push(...drawn);
      // One click that is delivered twice.
      return random.chance(0.1) ? [...drawn, ...drawn] : drawn;
    },
  };
};
