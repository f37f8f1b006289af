import type { VendorConfig } from '../../lib/config/schema.ts';
import type { Message, Person } from 'fake-slack';
import { type Names, namesOf } from './names.ts';
import type { Acting } from './acts/render-element.ts';
import { type Language, PAGE_TEXTS, type PageTexts } from './texts.ts';

export type PageVendor = Pick<
  VendorConfig,
  | 'id'
  | 'market'
  | 'label'
  | 'language'
  | 'sources'
  | 'channel'
  | 'fallbackChannel'
  | 'stepChannels'
  | 'inTimeThreshold'
> & { acting?: Pick<VendorConfig['acting'], 'people'> };

export type View = {
  language: Language;
  texts: PageTexts;
  vendors: readonly PageVendor[];
  /** The people who can press. Empty: nobody can act. */
  people: readonly Person[];
  /** The known names of people, channels and user groups, by id. */
  names: Names;
  /** Whether the browser already has this version of the message. Absent while the page is opened. */
  isShown?: (ts: string) => boolean;
  languageOf: (message: Pick<Message, 'channel' | 'metadata'>) => Language;
};

export const createView = (
  language: Language,
  vendors: readonly PageVendor[],
  people: readonly Person[] = [],
): View => {
  const names = namesOf(people, vendors[0]?.language);
  return {
    language,
    texts: PAGE_TEXTS[language],
    vendors,
    people: people.map(({ id, name }) => ({ id, name: names.get(id) ?? name })),
    names,
    languageOf: ({ channel, metadata }) => {
      const key = metadata?.event_payload['key'];
      const vendor =
        vendors.find(({ id, market }) => typeof key === 'string' && key.startsWith(`${market}/${id}/`)) ??
        vendors.find((candidate) => candidate.channel === channel);
      return vendor?.language ?? 'ko';
    },
  };
};

/** @param isView true in a modal or on the Home tab */
export const actingIn = ({ people, texts }: View, isView: boolean): Acting | undefined =>
  people.length === 0 ? undefined : { people, texts: texts.acts, isView };
