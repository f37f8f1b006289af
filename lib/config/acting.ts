import * as z from 'zod/mini';
import { GUARD_RULES } from '../domain/act/guard-rules.ts';
import { PLACES, type Source, SOURCE_NAMES, SOURCES } from '../domain/sources.ts';
import { isBlank, listPlaces } from '../domain/act/reply-content.ts';
import { listStrangers, sharing } from './sharing.ts';

const userId = z
  .string()
  .check(
    z.regex(/^[UW][A-Z0-9]{2,}$/, 'must be a Slack user id such as U0123456789; ⋮ in the profile copies it'),
  );
const wingId = z
  .string()
  .check(z.regex(/^[\w.@-]{2,50}$/, 'must be the login with which this person opens WING'));
const shortText = z
  .string()
  .check(z.minLength(1, 'must not be empty'), z.maxLength(75, 'must be 75 characters or fewer'));
const replyText = z.string().check(
  z.minLength(2, 'must be 2 characters or more'),
  z.maxLength(1000, 'must be 1000 characters or fewer'),
  z.refine((text) => !isBlank(text), 'must have visible characters'),
);

const template = z
  .strictObject({
    name: shortText,
    source: z._default(z.enum(SOURCE_NAMES, `must be one of ${SOURCE_NAMES.join(', ')}`), 'call-center'),
    category: z.optional(shortText),
    text: replyText,
  })
  .check(({ value: { source, text }, issues }) => {
    const place = findOrderPlace(text, source);
    if (place !== undefined)
      issues.push({
        code: 'custom',
        input: text,
        path: ['text'],
        message: `must not contain ${place}: everybody reads a reply to a question of '${source}', and nothing of an order may be in it; remove that place`,
      });
  });

/** A place of a public template that is, or may be meant as, a fact of an order. */
const findOrderPlace = (text: string, source: Source): string | undefined => {
  const { isPublic, places } = SOURCES[source];
  const allowed: readonly string[] = places;
  return isPublic
    ? listPlaces(text).find(
        ({ name }) => !allowed.includes(name) && (PLACES.includes(name) || OF_AN_ORDER.test(name)),
      )?.written
    : undefined;
};
const OF_AN_ORDER = /order|date|buyer|invoice|주문|구매|송장|訂單|訂購|買家/i;

const settings = z.strictObject({
  /** Who may confirm and reply, by Slack user id, with their WING logins. Default: nobody. */
  people: z._default(z.record(userId, z.strictObject({ wingId })), {}),
  /**
   * Who may claim, snooze, release and assign: `channel` (everybody who sees the card), `people`, or the id of a user
   * group (S…), which adds its members to `people`. Default: `channel`.
   */
  claim: z._default(
    z
      .string()
      .check(
        z.regex(
          /^(channel|people|S[A-Z0-9]{2,})$/,
          "must be 'channel', 'people' or a Slack user group id such as S0123456789; ⋮ in the group copies it",
        ),
      ),
    'channel',
  ),
  /** Whether a day's report lists each person's claims, confirmations and replies. Default: `off`. */
  report: z._default(z.enum(['off', 'on'], "must be 'off' or 'on'"), 'off'),
  /**
   * Texts to begin a reply with. `{product}`, `{order}` and `{date}` (`{상품명}`, `{주문번호}`, `{주문일}`; `{商品名稱}`,
   * `{訂單編號}`, `{訂購日期}`) become the product, the order number and the date of the order, such as 2026-11-25.
   * `{invoice}`, `{carrier}`, `{status}` and `{delivered}` (`{송장번호}`, `{택배사}`, `{배송상태}`, `{배송완료일}`; `{物流單號}`,
   * `{物流公司}`, `{配送狀態}`, `{送達日期}`) become the invoice number, the carrier, the status and the date of delivery,
   * which the form reads from Coupang when the template is chosen. A reply that
   * still contains one of these places, in capitals or with spaces too, is not sent; the guard warns of any other `{…}`. A
   * template with `category` comes first for inquiries of that category. `source`: the inbox whose forms offer the
   * template; default `call-center`. Everybody reads a reply to a question on a product page: no `{…}` may remain in
   * it, and templates of `product` may contain `{product}`, but nothing of an order.
   * Default: none.
   */
  templates: z._default(
    z.array(template).check(z.maxLength(100, 'must be 100 or fewer: a menu of Slack holds no more')),
    [],
  ),
  /**
   * The last lines of each reply. A public reply leaves out a signature that may not be public, such as one with a phone
   * number. Default: none.
   */
  signature: z.optional(
    z
      .string()
      .check(z.minLength(1, 'must not be empty'), z.maxLength(200, 'must be 200 characters or fewer')),
  ),
  /** Whether 👀 on a card claims it, and ✅ requests a look-up. Default: `off`. */
  reactions: z._default(z.enum(['off', 'on'], "must be 'off' or 'on'"), 'off'),
  /** The guard's reaction to each finding: `block` the reply, `warn` its author, or `off`. Default: `warn` for each. */
  guard: z._default(
    z.partialRecord(
      z.enum(GUARD_RULES, `must be one of ${GUARD_RULES.join(', ')}`),
      z.enum(['block', 'warn', 'off'], "must be 'block', 'warn' or 'off'"),
    ),
    {},
  ),
  /**
   * Who shares the vendor's tickets, by Slack user id, and when (A9). A new unclaimed ticket goes to the person on
   * shift who has the fewest open tickets relative to their weight. Default: nobody; no ticket is assigned.
   */
  sharing: z._default(sharing(userId), {}),
});

/** Who may act from Slack on a vendor's tickets, and help with replies. Needs `acting: 'on'`. */
export const actingSettings = settings.check(({ value, issues }) => {
  for (const user of listStrangers(value))
    issues.push({
      code: 'custom',
      input: value,
      path: ['sharing', user],
      message:
        "must be in acting.people, or this person could not release a ticket; add it there with its wingId, or set claim: 'channel'",
    });
});

export const claimGroup = (claim: string): string | undefined => (claim.startsWith('S') ? claim : undefined);
