import type { Deliverable } from '../../../lib/domain/delivery/deliverable.ts';
import type { Attempt, Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { isMemberKey } from './check-ladder.ts';
import type { Message } from '../memory-slack.ts';
import type { Process, Waiting } from '../scheduler.ts';
import { checkOf, idOf } from './violation.ts';
import type { Watched } from './watch-calls.ts';

/** A look-up that Slack refuses this often in a row, and for this long, is given up (R19). */
const MOST_LOOK_UPS = 10;
const LONGEST_LOOK_UP_MS = 10 * 60_000;
/** An older attempt is not used (R19). */
const OLDEST_ATTEMPT_MS = 5000;
/** Before the result: reading again what others changed, and editing the card together with a thread line. */
const BEFORE_A_RESULT = /^(store\.(ticket|noticeRead|check)|lane\.renew|prepare\.edit|slack\.edit)$/;

/** The answer of a post that is not written yet. `tries`: how often another writer was faster. */
type Debt = { deliverable: Deliverable; name: string; ts: string; at: number; tries: number };
/** As many as the drain makes. */
const TRIES = 5;

/** The rules of every Slack call: one attempt, one message, its answer written at once (R19, R24). */
export const createSlackWatch = ({
  now,
  deliverable: find,
  messages,
  report,
}: Pick<Watched, 'now' | 'deliverable' | 'messages' | 'report'>) => {
  const pendingNotes = new Map<Process, Debt>();
  /** Ids of messages that may have been posted twice, because Slack did not allow the look-up (R19). */
  const unsearched = new Set<string>();
  /** The last attempt that each process noted. */
  const noted = new Map<Process, { id: string; attempt: Attempt; isUsed: boolean }>();

  const checkMembers = ({ members = [], deliverable: list }: Message): void => {
    for (const id of members) {
      const ticket = find(id);
      const isListed = ticket?.type === 'ticket' && isMember(ticket, find(list));
      const problem = `${list} shows ${id}, which ${ticket ? 'is none of it' : 'does not exist'}`;
      if (!isListed) report({ rule: 'R24', problem, concerns: id.split('/')[3] ?? id });
    }
  };

  const checkAttempt = ({ about, process, since }: Waiting, deliverable: Deliverable): void => {
    const { message = '', channel, thread } = about;
    const id = idOf(deliverable.key);
    const check = (holds: boolean, problem: string): void =>
      checkOf(report, deliverable)(holds, 'R19', `${process.name} posts ${message} ${problem}`);
    const own = noted.get(process);
    if (!own || own.id !== id) return check(false, 'without a noted attempt');
    const { attempt } = own;
    check(!own.isUsed, 'a second time on one attempt');
    own.isUsed = true;
    const isOf = attempt.name === message && attempt.channel === channel && attempt.threadTs === thread;
    check(isOf, `on an attempt of ${attempt.name} in ${attempt.channel}`);
    check(since - attempt.at <= OLDEST_ATTEMPT_MS, `on an attempt of ${since - attempt.at} ms before`);
    check(
      find(id)?.delivery.attempt?.token === attempt.token,
      'while its attempt is not the one that is open',
    );
  };

  return {
    unsearched,
    /** Before a call of Slack takes effect. */
    onSlackCall: (call: Waiting): void => {
      const { deliverable } = call.about;
      if (!deliverable || !(call.name === 'slack.post' || call.name === 'slack.edit')) return;
      const { publishedVersion = 0 } = find(idOf(deliverable.key))?.outbox ?? {};
      checkOf(report, deliverable)(publishedVersion > 0, 'R24', 'is shown, and was never published');
      if (call.name === 'slack.post') checkAttempt(call, deliverable);
    },
    /** After a message was posted or edited. */
    onShown: ({ about: { deliverable } }: Waiting): void => {
      const id = deliverable && idOf(deliverable.key);
      for (const shown of messages()) if (shown.deliverable === id) checkMembers(shown);
    },
    /** Slack's answer reached its caller, which writes it at once (R19). */
    onAnswered: ({ name, process, about: { deliverable, message = '' } }: Waiting): void => {
      if (name !== 'slack.post' || !deliverable) return;
      const id = idOf(deliverable.key);
      const posted = messages().findLast(
        (candidate) => candidate.deliverable === id && candidate.name === message,
      );
      if (posted)
        pendingNotes.set(process, { deliverable, name: message, ts: posted.ts, at: now(), tries: 0 });
    },
    onTaken: (call: Waiting): void => {
      const { name, process, about } = call;
      if (name === 'store.noteAttempt' && about.deliverable && about.attempt) {
        const id = idOf(about.deliverable.key);
        const isNoted = find(id)?.delivery.attempt?.token === about.attempt.token;
        if (isNoted) noted.set(process, { id, attempt: about.attempt, isUsed: false });
      }
      const debt = pendingNotes.get(process);
      if (!debt || call.since < debt.at || BEFORE_A_RESULT.test(name)) return;
      const stored = find(idOf(debt.deliverable.key));
      if (name === 'store.noteResult' && stored?.delivery.attempt) {
        debt.tries += 1;
        return;
      }
      // Other writers were faster each time. The attempt stays open, and is looked up.
      if (debt.tries >= TRIES) return void pendingNotes.delete(process);
      pendingNotes.delete(process);
      const isOwn = debt.name === 'card' || debt.name === 'notice';
      const shown =
        !stored || isOwn || stored.type === 'notice'
          ? stored?.delivery.ts
          : stored.delivery.posted[debt.name];
      const isMissing =
        shown !== debt.ts && noted.get(process)?.attempt.token === stored?.delivery.attempt?.token;
      const problem = `the answer for ${debt.name} was not written at once, but ${name} came`;
      checkOf(report, debt.deliverable)(!isMissing, 'R19', problem);
    },
    /**
     * After a failed call nothing must be written. If Slack keeps refusing the look-up, the promise ends for its
     * deliverable (R19).
     */
    onFailed: ({ process, name, about: { deliverable, attempt } }: Waiting, error: Error): void => {
      pendingNotes.delete(process);
      if (!deliverable || name !== 'slack.find' || !('kind' in error)) return;
      // A dead token or an outage is not an answer to the look-up.
      const isAnswer = error.kind !== 'token-unusable' && error.kind !== 'unreached';
      const { since = now(), times = 0 } = attempt?.refused ?? {};
      const isGivenUp = isAnswer && times + 1 >= MOST_LOOK_UPS && now() - since >= LONGEST_LOOK_UP_MS;
      if (error.kind === 'look-up-refused' || isGivenUp) unsearched.add(idOf(deliverable.key));
    },
  };
};

/** A list names its tickets. */
const isMember = ({ key }: Ticket, list: Deliverable | undefined): boolean => {
  if (!list || list.type === 'ticket') return false;
  // Both link to the deadlines in a blind time, and these may have changed since the notice was read.
  if (list.facts.about === 'blind' || list.facts.about === 'all-clear') return true;
  return 'members' in list.facts && list.facts.members.some((member) => isMemberKey(key, member));
};
