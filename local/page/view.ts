import type { VendorConfig } from '../../lib/config/schema.ts';
import type { Person } from '../slack/acts/person.ts';
import type { Message } from '../slack/message.ts';
import type { Acting } from './acts/render-element.ts';
import { type Language, PAGE_TEXTS } from './texts.ts';
import type { PageTexts } from './page-texts.ts';

/** The fields of a vendor that the page needs. */
export type PageVendor = Pick<
  VendorConfig,
  'id' | 'market' | 'label' | 'language' | 'channel' | 'fallbackChannel' | 'stepChannels'
>;

/** Who the page is rendered for. */
export type View = {
  language: Language;
  texts: PageTexts;
  vendors: readonly PageVendor[];
  /** Who can press. Empty: nobody acts. */
  people: readonly Person[];
  /** Whether the reader's page already shows the message as it is now. Absent while the page is opened. */
  isShown?: (ts: string) => boolean;
  /** The language of a message, which is its vendor's. */
  languageOf: (message: Pick<Message, 'channel' | 'metadata'>) => Language;
};

export const createView = (
  language: Language,
  vendors: readonly PageVendor[],
  people: readonly Person[] = [],
): View => ({
  language,
  texts: PAGE_TEXTS[language],
  vendors,
  people,
  languageOf: ({ channel, metadata }) => {
    const key = metadata?.event_payload['key'];
    const vendor =
      vendors.find(({ id, market }) => typeof key === 'string' && key.startsWith(`${market}/${id}/`)) ??
      vendors.find((candidate) => candidate.channel === channel);
    return vendor?.language ?? 'ko';
  },
});

/** `isView`: in a modal or on the Home tab. */
export const actingIn = ({ people, texts }: View, isView: boolean): Acting | undefined =>
  people.length === 0 ? undefined : { people, texts: texts.acts, isView };
