import type { VendorConfig } from '../../lib/config/schema.ts';
import type { Person } from '../slack/acts/direct.ts';
import type { Message } from '../slack/message.ts';
import type { Acting } from './acts/render-element.ts';
import { type Language, PAGE_TEXTS, type PageTexts } from './texts.ts';

export type PageVendor = Pick<
  VendorConfig,
  'id' | 'market' | 'label' | 'language' | 'channel' | 'fallbackChannel' | 'stepChannels'
>;

export type View = {
  language: Language;
  texts: PageTexts;
  vendors: readonly PageVendor[];
  /** The people who can press. Empty: nobody can act. */
  people: readonly Person[];
  /** Whether the browser already has this version of the message. Absent while the page is opened. */
  isShown?: (ts: string) => boolean;
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

/** @param isView true in a modal or on the Home tab */
export const actingIn = ({ people, texts }: View, isView: boolean): Acting | undefined =>
  people.length === 0 ? undefined : { people, texts: texts.acts, isView };
