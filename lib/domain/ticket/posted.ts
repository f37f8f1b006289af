import type { CardDelivery, LineName } from './ticket.ts';

/**
 * An entry of `posted` is `in/<list>` for a message in a list, `alone` after its list did not show it, `passed` if it is no longer sent, or
 * else the `ts` of its message in Slack. A card has only the first two.
 */
export const PASSED = 'passed';
export const ALONE = 'alone';

/** `list/` and a random token. */
export type ListName = `list/${string}`;

const IN = 'in/';
const LIST = 'list/';

type Posted = Pick<CardDelivery, 'posted'>;

export const markOf = (list: ListName): string => `${IN}${list.slice(LIST.length)}`;

export const listOf = ({ posted }: Posted, name: 'card' | LineName): ListName | undefined => {
  const entry = posted[name];
  return entry?.startsWith(IN) ? `${LIST}${entry.slice(IN.length)}` : undefined;
};

export const tsOfLine = ({ posted }: Posted, name: LineName): string | undefined => {
  const entry = posted[name];
  return entry === undefined || entry === PASSED || entry === ALONE || entry.startsWith(IN)
    ? undefined
    : entry;
};

export const isUnsent = ({ posted }: Posted, name: LineName): boolean =>
  posted[name] !== PASSED && tsOfLine({ posted }, name) === undefined;
