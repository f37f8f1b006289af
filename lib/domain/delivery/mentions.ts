import { isClaimFresh } from '../ladder/ladder-claim.ts';
import { findMentions, type Mentions, NOBODY } from '../ladder/step-mentions.ts';
import { reachedStep } from '../ladder/step-line.ts';
import type { TeamSettings } from '../ladder/team-settings.ts';
import type { BundleFacts, LastShiftFacts } from '../notice/notice.ts';
import { isStepLine, lineInBundle, lineOf } from '../ticket/line.ts';
import type { Ticket, TicketFacts } from '../ticket/ticket.ts';

type NewSettings = Pick<TeamSettings, 'mentionOnNew'>;

/**
 * Whom a card mentions. A closed ticket mentions nobody. Neither does a card in a digest's thread: the digest has mentioned
 * them.
 */
export const mentionsOfCard = (
  { state }: Pick<TicketFacts, 'state'>,
  isInThread: boolean,
  { mentionOnNew }: NewSettings,
): readonly string[] => (state === 'open' && !isInThread ? mentionOnNew : []);

/** Whom the line of a re-opening mentions. If the ticket is closed again by now, the line mentions nobody (R15, R16). */
export const mentionsOfReopening = (
  { state }: Pick<TicketFacts, 'state'>,
  { mentionOnNew }: NewSettings,
): readonly string[] => (state === 'closed' ? [] : mentionOnNew);

/** Whom a digest mentions, while one of its tickets is open (D6). */
export const mentionsOfDigest = (
  members: readonly Pick<Ticket, 'facts'>[],
  { mentionOnNew }: NewSettings,
): readonly string[] => (members.some(({ facts }) => facts.state !== 'closed') ? mentionOnNew : []);

/**
 * Whom the list of a shift's last chances mentions, while one of its open tickets has no claim that counts (S6). After the end
 * of the shift it mentions nobody (S4, C4).
 * @param now epoch ms
 */
export const mentionsOfLastShift = (
  { endsAt }: Pick<LastShiftFacts, 'endsAt'>,
  members: readonly Pick<Ticket, 'facts'>[],
  { mentions }: Pick<TeamSettings, 'mentions'>,
  now: number,
  claimStaleMs = Number.POSITIVE_INFINITY,
): readonly string[] => {
  const isWanting = members.some(
    ({ facts }) => facts.state !== 'closed' && !isClaimFresh(facts, { claimStaleMs }, now),
  );
  return isWanting && now < endsAt ? (mentions['last-shift'] ?? []) : [];
};

/**
 * Whom a bundle mentions for one of its tickets (R27): whom the ticket's own line would have. A breach mentions nobody (R16).
 * @param now epoch ms
 */
export const mentionsInBundle = (
  ticket: Ticket,
  bundle: Pick<BundleFacts, 'of' | 'at'>,
  team: Pick<TeamSettings, 'mentions' | 'offHours'>,
  now: number,
): Mentions => {
  const told = lineInBundle(ticket.facts, bundle);
  const line = told && lineOf(told.name);
  return line && isStepLine(line) ? findMentions(ticket, reachedStep(ticket.facts, line), team, now) : NOBODY;
};
