import { MARKET_TEXTS, questionTemplatesOf, templatesOf } from 'fake-coupang';
import type { Config, VendorConfig } from '../../lib/config/schema.ts';
import { SOURCE_NAMES } from '../../lib/domain/sources.ts';
import type { Person } from 'fake-slack';
import type { Language } from '../page/texts.ts';
import { madeUpName } from '../page/names.ts';

/** The people of the local Slack. The simulator knows their WING logins; one person has none. */
const PEOPLE: readonly { id: string; wingId?: string }[] = [
  { id: 'U0HANA', wingId: 'hana.cs' },
  { id: 'U0DURI', wingId: 'duri.cs' },
  { id: 'U0SENA' },
  { id: 'U0LEAD', wingId: 'lead.cs' },
];

export const MADE_UP_WING_IDS = PEOPLE.flatMap(({ wingId }) => wingId ?? []);

/** Adds people, templates and all sources, so that a newcomer sees both inboxes, and can claim, confirm, reply and react at once. */
export const withMadeUpPeople = (config: Config): Config => {
  const people = Object.fromEntries(
    PEOPLE.flatMap(({ id, wingId }) => (wingId === undefined ? [] : [[id, { wingId }]])),
  );
  const acting = (vendor: VendorConfig) => ({
    ...vendor.acting,
    people: { ...vendor.acting.people, ...people },
    templates: [
      ...vendor.acting.templates,
      ...templatesOf(MARKET_TEXTS[vendor.market].catalogue).map((template) => ({
        source: 'call-center' as const,
        ...template,
      })),
      ...questionTemplatesOf(vendor.market),
    ],
    reactions: 'on' as const,
  });
  return {
    ...config,
    acting: 'on',
    vendors: config.vendors.map((vendor) => ({
      ...vendor,
      sources: [...SOURCE_NAMES],
      acting: acting(vendor),
    })),
  };
};

export const MADE_UP_PEOPLE: readonly Person[] = PEOPLE.map(({ id }) => ({ id, name: id }));

/** Gives each made-up person the name in the language of the cards, which may change. */
export const inLanguageOf = (people: readonly Person[], language: () => Language): Person[] =>
  people.map(({ id, name }) => ({
    id,
    get name() {
      return madeUpName(id, language()) ?? name;
    },
  }));

/** Names each person by the WING login or else by the id, because a configuration holds no other name. */
export const peopleOf = ({ acting, vendors }: Config): Person[] => {
  if (acting === 'off') return [];
  const named = vendors.flatMap((vendor) => Object.entries(vendor.acting.people));
  const sharing = vendors.flatMap((vendor) => Object.keys(vendor.acting.sharing));
  const all = new Map([
    ...sharing.map((id) => [id, { id, name: id }] as const),
    ...named.map(([id, { wingId }]) => [id, { id, name: wingId }] as const),
  ]);
  return [...all.values()];
};
