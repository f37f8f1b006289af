import type { TeamSettings } from '../ladder/team-settings.ts';
import type { LastShiftFacts } from '../notice/notice.ts';
import type { Ticket } from '../ticket/ticket.ts';

type Open = Pick<Ticket, 'state' | 'claimedBy'>;
type NewSettings = Pick<TeamSettings, 'mentionOnNew'>;

/** Whom a card mentions: only while its ticket is open, and not in a digest's thread, for the digest has done so. */
export const mentionsOfCard = (
  { state }: Pick<Ticket, 'state'>,
  isInThread: boolean,
  { mentionOnNew }: NewSettings,
): readonly string[] => (state === 'open' && !isInThread ? mentionOnNew : []);

/** Whom the line of a re-opening mentions: nobody where it comes so late that the ticket is closed again (R15, R16). */
export const mentionsOfReopening = (
  { state }: Pick<Ticket, 'state'>,
  { mentionOnNew }: NewSettings,
): readonly string[] => (state === 'closed' ? [] : mentionOnNew);

/** Whom a digest mentions, as long as one of its tickets is open (D6). */
export const mentionsOfDigest = (
  members: readonly Open[],
  { mentionOnNew }: NewSettings,
): readonly string[] => (members.some(({ state }) => state !== 'closed') ? mentionOnNew : []);

/**
 * Whom the list of a shift's last chances mentions, as long as nobody has one of its open tickets; once the shift has ended nobody
 * (S4, C4).
 * @param now epoch ms
 */
export const mentionsOfLastShift = (
  { endsAt }: Pick<LastShiftFacts, 'endsAt'>,
  members: readonly Open[],
  { mentions }: Pick<TeamSettings, 'mentions'>,
  now: number,
): readonly string[] => {
  const isWanting = members.some(({ state, claimedBy }) => state !== 'closed' && claimedBy === undefined);
  return isWanting && now < endsAt ? (mentions['last-shift'] ?? []) : [];
};
