import type { Act, Press } from '../../../lib/domain/ticket/act.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { DAY_MS, MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import type { ReplyAnswer } from '../../../lib/workflows/acts/answer-reply.ts';
import type { PressResult } from '../../../lib/workflows/acts/press.ts';
import { isAsking, type SimulatedInquiry } from 'fake-coupang';
import { type CoupangRecord, isOrdered } from '../coupang-record.ts';
import { BLOCKED_PHRASE } from '../acting-vendor.ts';
import { loginOf, type MadeUpPress } from '../made-up-pressers.ts';
import type { Sent } from '../memory-actions.ts';
import { idOf, type Report } from './violation.ts';
import { ROSTER } from './watch-shares.ts';

/** A message that only one person got. `place`: of the request. `isGivenUp`: Slack refused it for good. */
export type PersonMessage = { place: string; at: number; code: string; text?: string; isGivenUp?: true };

type Watched = {
  now: () => number;
  /** The run whose call takes effect. */
  run: () => string;
  record: () => CoupangRecord;
  sent: () => readonly Sent[];
  report: Report;
};

/** The rules of acts, by the records of the people, of Coupang and of Slack (R28, R29). */
export const createActWatch = ({ now, run, record, sent, report }: Watched) => {
  const presses = new Map<string, MadeUpPress & { results: PressResult[] }>();
  /** Acts that were in the table, as they were asked for. */
  const actsById = new Map<string, Act>();
  /** When each was noted as `sending`, with its deadline and its post. */
  const noted = new Map<string, { at: number; dueAt: number; own: string }>();
  /** The asking posts that Coupang showed a run last, oldest first. By run. */
  const shown = new Map<string, { answerId: string; text: string }[]>();
  const personMessages: PersonMessage[] = [];
  /** The texts that a form showed as they would be sent. */
  const previews = new Map<string, Set<string>>();
  const isForAct = (id: string, { place }: PersonMessage): boolean =>
    actsById.get(id)?.channel === `D-${place}`;
  const loginAt = (id: string): string => loginOf(actsById.get(id)?.channel.replace('D-', '') ?? '');
  const violation = (rule: string, problem: string, ticket?: Ticket): void =>
    report({ rule, problem, ...(ticket && { concerns: ticket.key.inquiryId }) });

  return {
    onPress: (made: MadeUpPress): void => {
      presses.set(made.press.id, presses.get(made.press.id) ?? { ...made, results: [] });
    },
    onPressed: ({ press: { id } }: MadeUpPress, result: PressResult): void => {
      const known = presses.get(id);
      known?.results.push(result);
      if (result.is === 'done' && known && isForCoupang(known.press) && !actsById.has(id))
        violation('R29', `${id} is taken, and is not in the table`, known.seen);
    },
    onAnswered: ({ press: { id }, seen }: MadeUpPress, text: string, answer: ReplyAnswer): void => {
      if (answer.is === 'preview') previews.set(id, new Set(previews.get(id)).add(answer.content));
      const isStored = [...actsById.values()].some(
        (act) => pressOf(act.id) === id && act.text?.startsWith(text) === true,
      );
      if (answer.is === 'sent' && !isStored)
        violation('R29', `${id} is taken, and is not in the table`, seen);
    },
    onInquiry: (inquiry: SimulatedInquiry | undefined): void => {
      const asking = inquiry?.posts.filter(isAsking) ?? [];
      shown.set(
        run(),
        asking.map(({ answerId, content: text }) => ({ answerId, text })),
      );
    },
    onTold: (message: PersonMessage): void => void personMessages.push(message),
    onWrite: (before: Ticket, after: Ticket): void => {
      const { act } = after.facts;
      if (!act) return;
      const made = presses.get(pressOf(act.id));
      if (!made) return violation('R28', `${act.id} was asked for by nobody`, after);
      actsById.set(act.id, actsById.get(act.id) ?? act);
      if (act.progress !== 'sending' || before.facts.act?.progress === 'sending') return;
      const asks = record().posts.get(after.key.answerId);
      // A clock that is an estimate of ours may say more than Coupang (R15).
      const isTrue = asks?.stamp === 'true' && asks.spells.length === 1 && !after.facts.askedAtUncertain;
      const dueAt = Math.min(after.facts.dueAt, isTrue ? asks.at + DAY_MS : Infinity);
      const own = after.key.answerId;
      noted.set(act.id, { at: now(), dueAt, own });
      const { text, kind, askedAt } = made.seen.facts;
      const posts = shown.get(run()) ?? [];
      const isSame =
        posts.some((post) => post.answerId === own && post.text === text) &&
        after.facts.kind === kind &&
        after.facts.askedAt === askedAt;
      if (!isSame) violation('R28', `${act.id} is for another request than its person saw`, after);
      const isKnownOrder = isOrdered(record().of(after.key.inquiryId));
      if (act.do === 'confirm' && isKnownOrder && posts.at(-1)?.answerId !== own)
        violation('R28', `${act.id} confirms a newer request than its card's`, after);
    },
    onSent: (post: Sent): void => {
      const id = [...actsById.keys()].find((actId) => loginAt(actId) === post.login);
      const made = id === undefined ? undefined : presses.get(pressOf(id));
      if (id === undefined || !made) return violation('R28', `${post.login} was sent without an act`);
      const { key } = made.seen;
      if (sent().filter(({ login }) => login === post.login).length > 1)
        violation('R28', `${id} was sent twice`, made.seen);
      if (post.inquiryId !== key.inquiryId || post.does !== made.press.do)
        violation('R28', `${id} was sent to another inquiry`, made.seen);
      const { at = -Infinity, dueAt = -Infinity, own } = noted.get(id) ?? {};
      const { parentAnswerId } = post;
      // The person saw the ticket before any post asked. The ticket has got its post since.
      if (
        parentAnswerId !== undefined &&
        parentAnswerId !== (/^[1-9]/.test(key.answerId) ? key.answerId : own)
      )
        violation('R28', `${id} was sent to another post`, made.seen);
      if (at === -Infinity) violation('R28', `${id} was sent before its note`, made.seen);
      if (post.sentAt >= at + MINUTE_MS) violation('R28', `${id} was sent when another run may read it`);
      if (post.sentAt >= dueAt) violation('R28', `${id} was sent after the deadline`, made.seen);
      const { content } = post;
      if (content?.includes(BLOCKED_PHRASE)) violation('A8', `${id} has what the guard blocks`, made.seen);
      if (content !== undefined && !previews.get(made.press.id)?.has(content))
        violation('A3', `${id} was sent without its preview`, made.seen);
      if (personMessages.some((message) => isForAct(id, message)))
        violation('R29', `${id} was sent after its person got the result`);
    },
    /** Checks the invariants once all is at rest. */
    check: (tickets: readonly Ticket[]): void => {
      const deeds = tickets.flatMap((ticket) =>
        ticket.facts.history.flatMap(({ deed }) => (deed ? [{ ticket, deed }] : [])),
      );
      for (const { ticket, deed } of deeds.filter((entry) => entry.deed.by !== ROSTER)) {
        const made = presses.get(pressOf(deed.press));
        if (made?.press.by !== deed.by || idOf(made.seen.key) !== idOf(ticket.key))
          violation('R28', `the ledger has ${deed.did} of ${deed.press}, which nobody pressed`, ticket);
        const lines = deeds.filter(
          (entry) => entry.deed.press === deed.press && entry.deed.did !== 'confirmed-unseen',
        );
        if (lines.length > 1) violation('R28', `the ledger has ${deed.press} twice`, ticket);
      }
      for (const [id, { text }] of actsById) {
        const made = presses.get(pressOf(id));
        if (!made) continue;
        const { press, seen } = made;
        const act = tickets.find((candidate) => candidate.facts.act?.id === id)?.facts.act;
        const posts = sent().filter(({ login }) => login === loginAt(id));
        const done = posts.find(({ doneAt }) => doneAt !== undefined);
        const answers = personMessages.filter((message) => isForAct(id, message));
        const isInLedger = deeds.some(({ deed }) => deed.press === id);
        const say = (problem: string): void => violation('R29', `${id} ${problem}`, seen);
        if (act && isUnfinished(act)) say(`is still ${act.progress}`);
        if (!isInLedger && answers.length === 0) say('has no answer');
        // Coupang does not show who confirmed.
        const ends = record().inquiryEnds.get(seen.key.inquiryId) ?? [];
        const isConfirmed = press.do === 'confirm' && ends.some(({ outcome }) => outcome === 'confirmed');
        if (press.do !== 'look-up' && isInLedger && !done && !isConfirmed)
          say('is in the ledger, and was not done');
        // None of these codes claims that Coupang did nothing.
        const mayBeUnseen = answers.every(({ code }) =>
          ['not-arrived', 'not-shown', 'ended', 'answered-already'].includes(code),
        );
        if (done && !isInLedger && !mayBeUnseen) say('was done, and its person was informed that it was not');
        if (done && answers.some(({ at }) => at <= (done.doneAt ?? 0)))
          say('was done after its person was informed');
        if (press.do === 'reply' && answers.some((message) => !message.isGivenUp && message.text !== text))
          say('lost its text');
      }
    },
    counts: () => ({ presses: presses.size, acts: actsById.size, personMessages: personMessages.length }),
  };
};

/** Its person has no result yet, or Coupang is to be looked at once more. */
const isUnfinished = ({ progress, nextAt }: Act): boolean =>
  progress === 'sent' ? nextAt !== undefined : progress !== 'told';

/** The press of an act. A reply's act has the form's press, then the text's mark. */
const pressOf = (actId: string): string => actId.split('/')[0] ?? actId;

const isForCoupang = ({ do: does }: Press): boolean =>
  does === 'reply' || does === 'confirm' || does === 'look-up';
