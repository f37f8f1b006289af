import { claimGroup } from '../../config/acting.ts';
import type { VendorConfig } from '../../config/schema.ts';
import type { Act, Press, Refusal } from '../../domain/ticket/act.ts';
import { type UserGroups, SlackFailure } from '../ports/slack.ts';
import type { Log } from '../ports/log.ts';

/** `wingId`: the login that Coupang gets as author. Only people who may confirm and reply have it. */
export type Permission = { may: true; wingId?: string } | { may: false; refusal: Refusal };

type Vendor = Pick<VendorConfig, 'acting'>;
type GroupPorts = { door: UserGroups; log: Log };

/**
 * Whether a person may do this with the vendor's tickets (A6). Everybody who sees the card may claim, unless the
 * configuration contains `claim: 'people'` or a user group. Only `people` confirm and reply, each with a WING login.
 */
export const mayAct = async (
  user: string,
  does: Press['do'],
  { acting: { people, claim } }: Vendor,
  ports: GroupPorts,
): Promise<Permission> => {
  const person = Object.hasOwn(people, user) ? people[user] : undefined;
  if (does === 'confirm' || does === 'reply')
    return person ? { may: true, wingId: person.wingId } : refuse('no-wing-id');
  if (claim === 'channel' || person) return { may: true };
  const group = claimGroup(claim);
  return group === undefined ? refuse('not-allowed') : isMember(user, group, ports);
};

/**
 * Whether an act may still be sent. After the press, its person may have left `people` or got another WING login. A look-up
 * sends nothing, so it needs no right.
 */
export const maySend = ({ by, do: does, wingId }: Act, { acting: { people } }: Vendor): boolean =>
  does === 'look-up' || (Object.hasOwn(people, by) && people[by]?.wingId === wingId);

const refuse = (code: Refusal['code']): Permission => ({ may: false, refusal: { code } });

/** If the members are unknown, refuses everybody. */
const isMember = async (user: string, group: string, { door, log }: GroupPorts): Promise<Permission> => {
  try {
    return (await door.membersOf(group)).includes(user) ? { may: true } : refuse('not-member');
  } catch (error) {
    if (!(error instanceof SlackFailure)) throw error;
    log.warn(error.message, { code: error.code });
    return refuse('group-unreadable');
  }
};

/** Whether a ticket may be assigned to a person. Slack's menu of people also offers the app's own bot. */
export const mayBeAssigned = async (user: string, vendor: Vendor, ports: GroupPorts): Promise<boolean> =>
  user !== 'USLACKBOT' && (await mayAct(user, 'claim', vendor, ports)).may;

/** Checks several people, but reads each user group only once, even after a failure. */
export const whoMayBeAssigned = async (
  users: readonly string[],
  vendor: Vendor,
  { door, log }: GroupPorts,
): Promise<readonly string[]> => {
  let read: Promise<readonly string[]> | undefined;
  const once = { membersOf: (group: string) => (read ??= door.membersOf(group)) };
  const may = await Promise.all(users.map((user) => mayBeAssigned(user, vendor, { door: once, log })));
  return users.filter((_user, at) => may[at]);
};
