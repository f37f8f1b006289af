import type { Language } from './texts.ts';

/** Names by id, without `@` and `#`. */
export type Names = ReadonlyMap<string, string>;

/**
 * The names of the people, channels and user groups in the sample configurations, in the team's language. The ids are too
 * short for real ones, so no team's id gets a made-up name.
 */
const MADE_UP: Record<string, Record<Language, string>> = {
  C0CS: { ko: 'cs-문의', en: 'cs-inquiries', 'zh-TW': '客服-詢問' },
  C0OPS: { ko: 'cs-운영', en: 'cs-ops', 'zh-TW': '客服-維運' },
  C0LEAD: { ko: 'cs-팀장', en: 'cs-leads', 'zh-TW': '客服-主管' },
  S0CS: { ko: 'cs팀', en: 'cs-team', 'zh-TW': '客服團隊' },
  U0HANA: { ko: '하나', en: 'Hana', 'zh-TW': '荷娜' },
  U0DURI: { ko: '두리', en: 'Duri', 'zh-TW': '杜莉' },
  U0SENA: { ko: '세나', en: 'Sena', 'zh-TW': '世娜' },
  U0LEAD: { ko: '팀장', en: 'Lead', 'zh-TW': '主管' },
  U0MEI: { ko: '메이', en: 'Mei', 'zh-TW': '小美' },
  U0AN: { ko: '안', en: 'An', 'zh-TW': '小安' },
};

export const madeUpName = (id: string, language: Language): string | undefined => MADE_UP[id]?.[language];

/** The names of people, and the made-up names in the team's language, which win. */
export const namesOf = (people: readonly { id: string; name: string }[], language: Language = 'ko'): Names =>
  new Map([
    ...people.map(({ id, name }) => [id, name] as const),
    ...Object.entries(MADE_UP).map(([id, names]) => [id, names[language]] as const),
  ]);

/** `@하나` for a person, `@cs팀` for a user group and `#cs-문의` for a channel. An id without a name stays. */
export const nameId = (id: string, names: Names): string =>
  `${/^[CG]/.test(id) ? '#' : '@'}${names.get(id) ?? id}`;

/** `#cs-문의`, or `@하나` for the direct messages to a person: `directChannel` of a person's id. */
export const nameChannel = (channel: string, names: Names): string =>
  nameId(channel.replace(/^D/, 'U'), names);

const MENTION = /<(?:@|#|!subteam\^)(\w+)>/g;

/** Labels each mention in mrkdwn that has a name. Slack's clients do the same. */
export const nameMentions = (mrkdwn: string, names: Names): string =>
  mrkdwn.replace(MENTION, (whole, id: string) =>
    names.has(id) ? `${whole.slice(0, -1)}|${nameId(id, names)}>` : whole,
  );

/** Replaces each known id in plain text. */
export const nameIds = (text: string, names: Names): string =>
  text.replace(/\b[A-Z0-9]{3,}\b/g, (id) => (names.has(id) ? nameId(id, names) : id));
