import { join } from 'node:path';
import { MARKET_LANGUAGES } from '../../lib/config/market.ts';
import type { Config } from '../../lib/config/schema.ts';
import { writeAtomically } from '../../lib/config/write-atomically.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import { isOneOf } from '../../lib/domain/is-one-of.ts';
import type { TicketChange } from '../../lib/domain/ticket/ticket-changes.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import { createTicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { forEachSettled } from '../../lib/workflows/outbox/for-each-settled.ts';
import { writeChange } from '../../lib/workflows/outbox/write-change.ts';
import { readIfPresent } from '../common/read-if-present.ts';
import type { CardLanguage } from '../page/page-state.ts';
import { LANGUAGES, type Language } from '../page/texts.ts';

/** The sample's shop, as a reader of the language would name it. */
export const SHOPS: Record<Language, string> = { ko: 'AA몰', en: 'AA Mall', 'zh-TW': 'AA商店' };

/**
 * Whether a configuration is one of this repository's, without changes that matter here. The laptop then chooses the
 * language. A team's own configuration has its own mail, or names another language than the market's.
 */
export const isSample = ({ alarmMail, vendors }: Config): boolean =>
  alarmMail.every((mail) => mail.endsWith('@example.com')) &&
  vendors.every(({ market, language }) => language === MARKET_LANGUAGES[market]);

export const inLanguage = (config: Config, language: Language): Config => ({
  ...config,
  vendors: config.vendors.map((vendor) => ({ ...vendor, language })),
});

export const withShop = (config: Config): Config => ({
  ...config,
  vendors: config.vendors.map((vendor) => ({ ...vendor, label: SHOPS[vendor.language] })),
});

const fileIn = (dataDir: string): string => join(dataDir, 'language');

/** The choice of an earlier start. */
export const readChoice = async (dataDir: string): Promise<Language | undefined> => {
  const kept = (await readIfPresent(fileIn(dataDir)))?.trim();
  return isOneOf(kept, LANGUAGES) ? kept : undefined;
};

/**
 * @param first the choice of an earlier start, and the language that the cards have at the start
 * @param show shows the cards in another language
 * @returns also `settled`, which resolves when the last choice has taken effect
 */
export const createCardLanguage = (
  dataDir: string,
  first: { kept: Language | undefined; shown: Language },
  show: (language: Language) => Promise<void>,
  onError: (error: unknown) => void,
): CardLanguage & { settled: () => Promise<void> } => {
  let chosen = first.kept;
  let { shown } = first;
  let last = Promise.resolve();
  const takeEffect = async (language: Language): Promise<void> => {
    await writeAtomically(fileIn(dataDir), `${language}\n`);
    if (language === shown) return;
    await show(language);
    shown = language;
  };
  return {
    chosen: () => chosen,
    choose: (language) => {
      if (language === chosen) return;
      chosen = language;
      last = last.then(() => takeEffect(language)).catch(onError);
    },
    settled: () => last,
  };
};

/** Makes the edit of each open card pending, as any change of its ticket does. */
export const redrawOpenCards = async (
  store: Parameters<typeof createTicketStore>[0],
  vendors: readonly VendorRef[],
  now: number,
): Promise<void> => {
  const { reader, writer } = createTicketStore(store);
  for (const vendor of vendors) {
    const { tickets } = await reader.attention(vendor);
    const failures = await forEachSettled(
      tickets,
      async (key) => void (await writeChange(key, redraw, now, { reader, writer })),
    );
    if (failures.length > 0) throw failures[0];
  }
};

const redraw = (ticket: Ticket): TicketChange | undefined => {
  const { facts, delivery } = ticket;
  if (facts.state === 'closed' || delivery.ts === undefined) return undefined;
  return { before: ticket, facts, event: 'TicketChanged' };
};
