import * as z from 'zod/mini';
import { isOfFormerList, markOf } from '../domain/ticket/posted.ts';
import type { CardDelivery } from '../domain/ticket/ticket.ts';
import type { Item } from './table.ts';

// Earlier releases wrote digests of new tickets and bundles of lines instead of lists.

const digestName = z.templateLiteral(['digest/', z.int()]);
const ticket = z.object({
  announcement: z.optional(z.unknown()),
  ts: z.optional(z.unknown()),
  replaced: z.optional(z.unknown()),
  posted: z.optional(z.record(z.string(), z.unknown())),
  history: z.optional(z.array(z.object({ name: z.string(), bundle: z.optional(z.int()) }))),
});

/** Gives a ticket an entry for each list that it names. A message that was sent has its entry already. */
export const withMarks = (item: Item): Item => {
  const read = z.safeParse(ticket, item);
  if (!read.success) return item;
  const { announcement, ts, replaced, posted = {}, history = [] } = read.data;
  const digest = z.safeParse(digestName, announcement).data;
  const bundled = history.flatMap(({ name, bundle }) =>
    bundle === undefined ? [] : [[name, markOf(`bundle/${sortNamed(name)}/${bundle}`)] as const],
  );
  if (digest === undefined && bundled.length === 0) return item;
  const isFirstCard = digest !== undefined && ts === undefined && replaced === undefined;
  return {
    ...item,
    ...(digest !== undefined && { announcement: 'card' }),
    posted: { ...Object.fromEntries(bundled), ...(isFirstCard && { card: markOf(digest) }), ...posted },
  };
};

/** The entries of earlier lists. New facts no longer name the list, so their write stores these entries. */
export const formerMarks = ({ posted }: Pick<CardDelivery, 'posted'>): Item =>
  Object.fromEntries(
    Object.entries(posted)
      .filter(([, entry]) => isOfFormerList(entry))
      .map(([name, entry]) => [`posted.${name}`, entry]),
  );

/** `step/3h/<deadline>` is of the sort `step/3h`. */
const sortNamed = (line: string): string => line.split('/').slice(0, 2).join('/');

const digest = z.object({ about: z.literal('digest') });
const bundle = z.object({ about: z.literal('bundle'), at: z.number() });

/** A digest is as urgent as when it was written. */
export const withListFacts = (item: Item): Item => {
  const { facts, changedAt } = item;
  if (z.safeParse(digest, facts).success)
    return { ...item, facts: { ...Object(facts), about: 'list', of: 'new', by: changedAt } };
  const bundled = z.safeParse(bundle, facts).data;
  return bundled ? { ...item, facts: { ...Object(facts), about: 'list', by: bundled.at } } : item;
};
