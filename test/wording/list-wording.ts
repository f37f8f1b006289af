import type { Texts } from '../../lib/slack/wording/texts.ts';
import type { VendorConfig } from '../../lib/config/schema.ts';
import { WORDING } from '../../lib/slack/wording/wording.ts';
import { OCCASIONS } from './occasions.ts';

type Language = VendorConfig['language'];

/** Every text that people read in Slack by its occasion, in all languages: `docs/wording.md`. */
export const listWording = (): string => {
  const others = (['en', 'zh-TW'] as const).map((language) => new Map(textsIn(language)));
  const groups = Map.groupBy(textsIn('ko'), ([path]) => groupOf(path));
  const lists = [...groups].flatMap(([group, texts]) => [
    `**${OCCASIONS[group]}** (\`${group}\`)`,
    '',
    ...texts.map(([path, said]) =>
      ['-', [said, ...others.map((other) => other.get(path) ?? [])].map(show).join(' · ')].join(' '),
    ),
    '',
  ]);
  return [
    '# Wording',
    '',
    'Every text that people read in Slack, by its occasion and its name in `lib/slack/wording`: Korean, English, then Chinese',
    'as in Taiwan. Times, counts and names are samples. `npm run wording` writes this page, so change the texts, not the page.',
    '',
    ...lists,
  ].join('\n');
};

/** What each text of a language makes of samples, by its path. One that depends on a sample is said once for each. */
export const textsIn = (language: Language): [path: string, said: string[]][] =>
  sentencesOf(WORDING[language], { ...WORDING[language], names: NAMES[language] });

type Names = { user: string; product: string; template: string };
const NAMES: Record<Language, Names> = {
  ko: {
    user: '@김상담',
    product: '인조가죽 스커트 Khaki L',
    template: '[입고완료이관] · 입고일자: 12/30',
  },
  en: {
    user: '@Kim',
    product: 'Faux leather skirt Khaki L',
    template: '[Goods returned] · Arrived: 12/30',
  },
  'zh-TW': {
    user: '@小林',
    product: '仿皮短裙，卡其，L',
    template: '[退貨已入庫] · 入庫日期：12/30',
  },
};

type Sampled = Texts & { names: Names };

const sentencesOf = (node: unknown, texts: Sampled, path = ''): [path: string, said: string[]][] => {
  if (typeof node === 'string') return [[path, [node]]];
  if (typeof node === 'function') {
    const values = namesOf(node).map((name) => samplesOf(name, path, texts));
    return [[path, [...new Set(combine(values).map((some) => `${Reflect.apply(node, undefined, some)}`))]]];
  }
  return Object.entries(node ?? {}).flatMap(([key, value]) =>
    sentencesOf(value, texts, path === '' ? key : `${path}.${key}`),
  );
};

const namesOf = (text: object): string[] =>
  (/^\(?([^()=]*)\)?\s*=>/.exec(Function.prototype.toString.call(text))?.[1] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

const combine = (values: unknown[][]): unknown[][] =>
  values.reduce<unknown[][]>((all, some) => all.flatMap((one) => some.map((value) => [...one, value])), [[]]);

const samplesOf = (name: string, path: string, texts: Sampled): unknown[] => {
  const due = texts.absolute('11/25', texts.weekdays[3], '14:17');
  const samples: Record<string, unknown[]> = {
    monthAndDay: ['11/25'],
    weekday: [texts.weekdays[3]],
    time: ['14:17'],
    hours: [2, 0],
    minutes: [14, 0],
    duration: [texts.duration(2, 14)],
    due: [due],
    since: [texts.duration(2, 14)],
    'notice.since.since': [due],
    left: [texts.duration(0, 58)],
    'more.left': ['1,204'],
    'notice.more.left': [7],
    'report.missesLeft.left': [3, 0],
    step: [texts.step.before(texts.duration(3, 0))],
    lasted: [texts.duration(0, 12)],
    'notice.blindTitle.lasted': [texts.notice.blindFor(texts.duration(0, 12))],
    by: [texts.names.user],
    'act.deed.assigned.to': [texts.names.user],
    until: [due],
    'act.shared.to': [texts.names.user],
    words: ['○○'],
    outcome: [texts.outcome.answered],
    overdue: [1],
    dueWithinHour: [2],
    mine: [3],
    unclaimed: [4],
    'home.counts.open': [12],
    page: [1],
    pages: [3],
    'home.notFound.words': ['8177'],
    login: ['cs01'],
    wingId: ['cs01'],
    user: [texts.names.user],
    product: [texts.names.product],
    template: [texts.names.template],
    inquiry: [texts.inquiry('1015668177')],
    id: ['1015668177'],
    cards: [due],
    count: [3],
    'notice.deadlinesWhileBlind.count': [3, 0],
    from: [due],
    to: [due],
    cause: [texts.blindCause['ip-not-allowed'].name],
    said: [texts.notice.askedMeanwhile(3, false)],
    'aside.said': [due],
    atLeast: [false, true],
    asked: [3],
    person: ['@minji'],
    claims: [3],
    confirms: [1],
    replies: [2],
    missed: [1],
    counted: [12],
    'notice.unusableTitle.counted': [texts.notice.unusableCount(3)],
    problem: ['inquiryId is missing'],
    next: [`${texts.weekdays[1]} 09:00`, undefined],
    end: [due, undefined],
    'shift.handOverTitle.end': [due],
    days: [14, 0, -1],
    'keyExpiry.daysLeft.days': [14, -1],
    date: ['2026-12-09'],
    command: ['npm run secrets -- A00012345 --market KR'],
    'alarmMail.title.missing': [1],
    'alarmMail.toDo.command': ['npm run doctor'],
    opened: [12],
    closed: [9],
    share: ['96.1%'],
    of: ['49/51'],
    median: [texts.duration(2, 14)],
    p90: [texts.duration(9, 5)],
    at: ['95%'],
    needed: [20],
    year: [2028],
  };
  return samples[`${path}.${name}`] ?? samples[name] ?? [`{${name}}`];
};

/** The longest beginning of its path that has an occasion. */
const groupOf = (path: string): string => {
  const parts = path.split('.');
  const beginnings = parts.map((_, index) => parts.slice(0, parts.length - index).join('.'));
  const group = beginnings.find((beginning) => beginning in OCCASIONS);
  if (group === undefined) throw new Error(`${path} has no occasion: add it to test/wording/occasions.ts`);
  return group;
};

/** As people see it: Slack shows `&gt;` as `>`. */
const show = (said: readonly string[]): string => said.map(code).join(' / ');

const code = (text: string): string => {
  const shown = text.trim().replaceAll('&gt;', '>');
  return shown.includes('`') ? `\`\`${shown}\`\`` : `\`${shown}\``;
};
