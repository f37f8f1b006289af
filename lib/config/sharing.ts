import * as z from 'zod/mini';
import { hours } from './hours.ts';

/** Slack returns the state of at most so many people in one call. Source: docs.slack.dev, `dnd.teamInfo`. */
const MOST_PEOPLE = 50;

const LEAVE = 'must be a date such as 2026-12-24, or two with a slash such as 2026-12-24/2026-12-31';
const isDate = (text: string | undefined): boolean => z.iso.date().safeParse(text).success;

const leave = z.string().check(
  z.refine((text) => text.split('/').length <= 2 && text.split('/').every(isDate), {
    error: LEAVE,
    abort: true,
  }),
  z.refine((text) => text.slice(0, 10) <= text.slice(-10), 'must end on the day it begins, or later'),
);

const shifts = hours.check(
  z.refine(
    (week) => Object.values(week).some((ranges) => ranges.length > 0),
    'must have a range, or this person is never on shift; write one, or remove the person',
  ),
);

const person = z.strictObject({
  /** A person of weight 2 gets twice as many open tickets as a person of weight 1. Default: 1. */
  weight: z._default(z.number().check(z.positive('must be above 0'), z.maximum(10, 'must be 10 or less')), 1),
  /**
   * When this person takes tickets, by weekday, in the market's time, within the team's `hours`. Public holidays count.
   * Default: the team's hours.
   */
  shifts: z.optional(shifts),
  /** Days off, in the market's time: dates, or first and last day with a slash. Default: none. */
  leave: z._default(z.array(leave), []),
});

/** The roster, by Slack user id (A9). */
export const sharing = (userId: z.ZodMiniType<string, string>) =>
  z
    .record(userId, person)
    .check(
      z.refine(
        (people) => Object.keys(people).length <= MOST_PEOPLE,
        `must name ${MOST_PEOPLE} people or fewer: Slack shows no more at once`,
      ),
    );

/** With `claim: 'people'` other people get no ticket. The members of a user group are not known here. */
export const listStrangers = (settings: { claim: string; people: object; sharing: object }): string[] =>
  settings.claim === 'people'
    ? Object.keys(settings.sharing).filter((user) => !Object.hasOwn(settings.people, user))
    : [];

export const hasSharing = ({
  acting,
  vendors,
}: {
  acting: 'off' | 'on';
  vendors: readonly { acting: { sharing: object } }[];
}): boolean => acting === 'on' && vendors.some((vendor) => Object.keys(vendor.acting.sharing).length > 0);
