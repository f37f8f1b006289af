import { replyMark, requestMark } from '../../lib/domain/act/reply-content.ts';
import type { Press } from '../../lib/domain/ticket/act.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import { BLOCKED_PHRASE } from './acting-vendor.ts';
import type { ReplyAnswer } from '../../lib/workflows/acts/answer-reply.ts';
import type { Random } from './random.ts';

const PEOPLE = ['U0MADEUP1', 'U0MADEUP2', 'U0MADEUP3'] as const;
const SPANS = ['30m', '1h', '2h', 'last'] as const;
const MOST_VIEWS = 6;
/** Slack gives up after three tries, the last after five minutes. Source: docs.slack.dev, Events API. */
const REPEATED_FOR_MS = 6 * MINUTE_MS;

/** One press, and the ticket as its person saw it. `form`: of a reply, which the press opened. */
export type MadeUpPress = { press: Press; seen: Ticket; at: number; form?: Form };

/** The form of a reply, on its person's screen. */
export type Form = {
  /** As typed. */
  text: string;
  /** `replyMark` of the preview that its person saw last. */
  shown?: string;
  /** Its person is about to send it off. */
  isReady: boolean;
  /** It was sent off, and no answer has come. */
  isLost: boolean;
};

/** The login at Coupang of one request of a person. So Coupang's own record names the press. */
export const loginOf = (place: string): string => `wing-${place}`;

/**
 * People who press at random: on the present or an older card, twice, from two places, and acts that the ticket does not
 * need.
 */
export const createPressers = (random: Random) => {
  const views: Ticket[] = [];
  const made: MadeUpPress[] = [];
  let count = 0;
  let edits = 0;
  const edit = (form: Form): void => void (form.text = `Another text ${(edits += 1)}.`);

  const make = (seen: Ticket, at: number): MadeUpPress => {
    const id = `press${(count += 1)}`;
    const { kind: requestedKind, claimedBy } = seen.facts;
    const own = requestedKind === 'confirm' ? 'confirm' : 'reply';
    const kind = random.chance(0.9) ? own : random.pick(['reply', 'confirm'] as const);
    const does = random.pick([kind, kind, kind, 'look-up', 'claim', 'release', 'assign', 'snooze'] as const);
    // Only the claimer may snooze.
    const isClaimer = does === 'snooze' && claimedBy !== undefined && random.chance(0.8);
    const by = isClaimer ? claimedBy : random.pick(PEOPLE);
    const who = { id, by, name: `name of ${by}`, channel: `D-${id}` };
    const wingId = loginOf(id);
    const press = ((): Press => {
      switch (does) {
        case 'reply':
          return {
            ...who,
            do: does,
            wingId,
            text: '',
            mark: requestMark(seen),
            version: seen.outbox.version,
          };
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
    if (does !== 'reply') return { press, seen, at };
    const text = random.chance(0.2) ? `Text of ${id}. ${BLOCKED_PHRASE}` : `Text of ${id}.`;
    return { press, seen, at, form: { text, isReady: false, isLost: false } };
  };

  return {
    /** The forms that their people send off next: once, or by a double click. */
    goOn: (): MadeUpPress[] =>
      made.flatMap((madeUpPress) => {
        if (!madeUpPress.form?.isReady || !random.chance(0.3)) return [];
        madeUpPress.form.isReady = false;
        return random.chance(0.2) ? [madeUpPress, madeUpPress] : [madeUpPress];
      }),
    onAnswered: (form: Form, answer: ReplyAnswer): void => {
      form.isLost = false;
      form.isReady = answer.is === 'preview' || answer.is === 'blocked';
      if (answer.is === 'preview') form.shown = replyMark(answer.content);
      const changesMind = answer.is === 'preview' && random.chance(0.1);
      if (answer.is === 'blocked' || changesMind) edit(form);
    },
    /** Draws the presses of this moment. A person may have looked at the card long before. */
    draw: (tickets: readonly Ticket[], now: number): MadeUpPress[] => {
      const recent = made.filter(({ at }) => at >= now - REPEATED_FOR_MS);
      const again = random.chance(0.15) ? random.pickAny(recent) : undefined;
      if (again?.form?.isLost && random.chance(0.5)) edit(again.form);
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
