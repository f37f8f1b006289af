import type { CardDelivery, LineName } from './ticket.ts';

/**
 * An entry of `posted` is one of these:
 * - `in/<list>`: the message belongs to that list (R24);
 * - `alone`: it was in a list that does not show it. No list takes it again;
 * - `passed`: it is not sent any more;
 * - otherwise the `ts` of its message in Slack.
 *
 * A card has only the first two. Its `ts` is a field of its own.
 */
export const PASSED = 'passed';
export const ALONE = 'alone';

/** A random token. Earlier releases wrote the other two names. */
export type ListName = `list/${string}` | `digest/${number}` | `bundle/${string}`;

const IN = 'in/';
const LIST = 'list/';

type Posted = Pick<CardDelivery, 'posted'>;

/** The entry of a message in a list. Lists of earlier releases are named in full. */
export const markOf = (list: ListName): string =>
  `${IN}${list.startsWith(LIST) ? list.slice(LIST.length) : list}`;

/** The list that a message belongs to (R24). */
export const listOf = ({ posted }: Posted, name: 'card' | LineName): ListName | undefined => {
  const entry = posted[name];
  if (!entry?.startsWith(IN)) return undefined;
  const list = entry.slice(IN.length);
  return isFormerList(list) ? list : `${LIST}${list}`;
};

/** Whether an entry names a list of an earlier release. */
export const isOfFormerList = (entry: string): boolean =>
  entry.startsWith(IN) && isFormerList(entry.slice(IN.length));

const isFormerList = (list: string): list is ListName => /^(digest|bundle)\//.test(list);

/** The `ts` of a line in Slack. */
export const tsOfLine = ({ posted }: Posted, name: LineName): string | undefined => {
  const entry = posted[name];
  return entry === undefined || entry === PASSED || entry === ALONE || entry.startsWith(IN)
    ? undefined
    : entry;
};

/** Whether a line still has to be sent. */
export const isUnsent = ({ posted }: Posted, name: LineName): boolean =>
  posted[name] !== PASSED && tsOfLine({ posted }, name) === undefined;
