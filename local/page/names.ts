import type { Language } from './texts.ts';

/** Names by id, without `@` and `#`. */
export type Names = ReadonlyMap<string, string>;

/**
 * The names of the people, channels and user groups in the sample configurations, in the team's language. The ids are too
 * short for real ones, so no team's id gets a made-up name.
 */
export const MADE_UP_NAMES: Record<Language, Names> = {
  ko: new Map([
    ['C0CS', 'cs-문의'],
    ['C0OPS', 'cs-운영'],
    ['C0LEAD', 'cs-팀장'],
    ['S0CS', 'cs팀'],
    ['U0HANA', '하나'],
    ['U0DURI', '두리'],
    ['U0SENA', '세나'],
    ['U0LEAD', '팀장'],
    ['U0MEI', '메이'],
    ['U0AN', '안'],
  ]),
  en: new Map([
    ['C0CS', 'cs-inquiries'],
    ['C0OPS', 'cs-ops'],
    ['C0LEAD', 'cs-leads'],
    ['S0CS', 'cs-team'],
    ['U0HANA', 'Hana'],
    ['U0DURI', 'Duri'],
    ['U0SENA', 'Sena'],
    ['U0LEAD', 'Lead'],
    ['U0MEI', 'Mei'],
    ['U0AN', 'An'],
  ]),
  'zh-TW': new Map([
    ['C0CS', '客服-詢問'],
    ['C0OPS', '客服-維運'],
    ['C0LEAD', '客服-主管'],
    ['S0CS', '客服團隊'],
    ['U0HANA', '荷娜'],
    ['U0DURI', '杜莉'],
    ['U0SENA', '世娜'],
    ['U0LEAD', '主管'],
    ['U0MEI', '小美'],
    ['U0AN', '小安'],
  ]),
};

/** The names of people, and the made-up names in the team's language, which win. */
export const namesOf = (people: readonly { id: string; name: string }[], language: Language = 'ko'): Names =>
  new Map([...people.map(({ id, name }) => [id, name] as const), ...MADE_UP_NAMES[language]]);

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
