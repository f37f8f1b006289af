import type { Subject } from '../domain/subject.ts';
import { ClaimLost } from '../workflows/claim-lost.ts';
import type { DeliveryResult, DeliveryStore } from '../workflows/ports.ts';
import { allOf, CONDITIONS } from './conditions.ts';
import { definedOnly } from './defined-only.ts';
import { subjectItemKey } from './item-keys.ts';
import { parseSubject } from './subject-item.ts';
import type { Item, Table } from './table.ts';

/** Writes delivery's own fields and nothing else: never the version, never the index time (R1, R18). */
export const createDeliveryStore = (table: Table): DeliveryStore => ({
  claim: async (subject, { token, now, until }) => {
    const key = subjectItemKey(subject);
    const item = await table.update(key, {
      write: { deliveryClaim: { token, until } },
      condition: allOf(CONDITIONS.exists, CONDITIONS.claimIsFree),
      values: { ':now': now, ':token': token },
    });
    if (item) return { subject: parseSubject(item) };
    return (await table.get(key)) ? 'held' : 'absent';
  },

  noteAttempt: async (subject, attempt) => {
    const noted = await writeUnderClaim(table, subject, { attempt });
    if (!noted) throw new ClaimLost(subject);
    return parseSubject(noted);
  },

  noteResult: async (subject, result) => {
    const { shownVersion, ...rest } = resultAttributes(subject, result);
    const risen =
      shownVersion === undefined
        ? undefined
        : await writeUnderClaim(table, subject, { ...rest, shownVersion });
    // Shown is a newer version already, or the claim is lost: the write without it tells which.
    const noted = risen ?? (await writeUnderClaim(table, subject, rest));
    if (!noted) throw new ClaimLost(subject);
    return parseSubject(noted);
  },
});

const writeUnderClaim = async (table: Table, subject: Subject, write: Item): Promise<Item | undefined> => {
  const shown = write['shownVersion'];
  if (!subject.deliveryClaim) throw new ClaimLost(subject);
  return table.update(subjectItemKey(subject), {
    write,
    condition:
      shown === undefined ? CONDITIONS.claimIsMine : allOf(CONDITIONS.claimIsMine, CONDITIONS.shownNotHigher),
    values: { ':token': subject.deliveryClaim.token, ...(shown !== undefined && { ':shown': shown }) },
  });
};

const resultAttributes = (subject: Subject, result: DeliveryResult): Item => {
  const { channel, ts, shownVersion, replaced, posted = {} } = result;
  const shows = ts !== undefined || shownVersion !== undefined || Object.keys(posted).length > 0;
  return {
    ...(replaced && { replaced, channel: undefined, ts: undefined }),
    ...definedOnly({ channel, ts, shownVersion }),
    ...(!('notice' in subject) && cardAttributes(result)),
    ...(shows && { reannounced: 0 }),
    attempt: undefined,
    retryAt: undefined,
  };
};

/** Of a ticket alone: the thread in which its card stands, which changes with the card, and the lines of the card's own. */
const cardAttributes = ({ ts, threadTs, replaced, posted = {} }: DeliveryResult): Item => ({
  ...((ts !== undefined || replaced) && { threadTs: ts === undefined ? undefined : threadTs }),
  ...Object.fromEntries(Object.entries(posted).map(([name, value]) => [`posted.${name}`, value])),
});
