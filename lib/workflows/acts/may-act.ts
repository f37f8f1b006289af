import type { VendorConfig } from '../../config/schema.ts';
import type { Press, Refusal } from '../../domain/ticket/act.ts';

/** `wingId`: the login in whose name Coupang is told. Only those who may confirm and reply have one. */
export type Permission = { may: true; wingId?: string } | { may: false; refusal: Refusal };

/**
 * Whether a person may do this with the vendor's tickets (A6). Who sees the card may claim, unless the configuration says
 * `claim: 'people'`. Only `people` confirm and reply, each in the name of an own WING login.
 * @param user a Slack user id
 */
export const mayAct = (
  user: string,
  does: Press['do'],
  { acting: { people, claim } }: Pick<VendorConfig, 'acting'>,
): Permission => {
  const person = Object.hasOwn(people, user) ? people[user] : undefined;
  if (does === 'confirm' || does === 'reply') {
    return person ? { may: true, wingId: person.wingId } : { may: false, refusal: { code: 'no-wing-id' } };
  }
  return claim === 'channel' || person ? { may: true } : { may: false, refusal: { code: 'not-allowed' } };
};
