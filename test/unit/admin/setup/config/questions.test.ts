import { describe, expect, test } from '@jest/globals';
import {
  type Answers,
  checkAnswer,
  parseHours,
  QUESTION_NAMES,
  type QuestionName,
  questionOf,
  toConfigInput,
} from '../../../../../admin/setup/config/questions.ts';
import { ADMIN_WORDING } from '../../../../../admin/wording/wording.ts';
import { parseConfig } from '../../../../../lib/config/parse-config.ts';

const NOW = Date.parse('2026-11-25T05:00:00Z');
const ANSWERS: Answers = {
  region: 'ap-northeast-2',
  market: 'KR',
  vendor: 'A00012345',
  label: 'AA몰',
  'card-language': 'ko',
  hours: 'mon-fri 09:00-18:00',
  'alarm-mail': 'ops@example.com',
  acting: 'off',
  channel: 'C0CS',
  'fallback-channel': 'C0OPS',
};

const HANGUL = /\p{Script=Hangul}/u;
const words = ADMIN_WORDING.en.setup;
const korean = ADMIN_WORDING.ko.setup;
/** The configuration of the usual answers, with these changes. */
const configOf = (given: Answers) => parseConfig(toConfigInput({ ...ANSWERS, ...given }, NOW), 'the answers');
const contextOf = (answers: Answers, now: number) => ({ answers, now, words });

describe('an answer', () => {
  test.each<[QuestionName, string, RegExp]>([
    ['region', 'seoul', /AWS region/],
    ['market', 'JP', /'KR' or 'TW'/],
    ['vendor', '12345', /vendor id such as A00012345/],
    ['label', 'x'.repeat(41), /40 characters/],
    ['card-language', 'jp', /'ko', 'en' or 'zh-TW'/],
    ['hours', '9-18', /mon-fri 09:00-18:00/],
    ['hours', 'mon 9:00-18:00', /range such as/],
    ['hours', 'mon 18:00-09:00', /end after it begins/],
    ['alarm-mail', 'ops', /mail address/],
    ['heartbeat', 'http://hc-ping.com/made-up', /https address/],
    ['heartbeat', 'hc-ping.com', /https address/],
    ['acting', 'yes', /'off' or 'on'/],
    ['product-questions', 'yes', /on or off/],
    ['product-questions', 'product', /on or off/],
    ['channel', '#cs', /channel id such as/],
    ['fallback-channel', 'C0CS', /name another/],
    ['mention', '@minji', /user group id/],
    ['mention', 'S0CS cs-team', /user group id/],
    ['lead-channel', '#lead', /channel id such as/],
    ['lead-channel', 'C0CS', /channel/],
  ])('to %s that is "%s" is refused by the rules of the configuration', (name, answer, why) => {
    expect(checkAnswer(name, answer, { ...contextOf(ANSWERS, NOW), words: korean })).toMatch(HANGUL);
    expect(checkAnswer(name, answer, contextOf(ANSWERS, NOW))).toMatch(why);
  });

  test('is accepted if it is valid, whatever was asked before', () => {
    for (const name of QUESTION_NAMES.filter((question) => question !== 'holidays'))
      expect([name, checkAnswer(name, ANSWERS[name] ?? '', contextOf({}, NOW))]).toEqual([name, undefined]);
  });

  test.each<[QuestionName, string]>([
    ['market', 'tw'],
    ['vendor', 'a00012345'],
    ['card-language', 'EN'],
    ['card-language', 'zh-tw'],
    ['acting', 'ON'],
    ['product-questions', 'ON'],
    ['mention', '@Here'],
    ['mention', 'Nobody'],
    ['lead-channel', 'None'],
    ['heartbeat', 'None'],
  ])('to %s may be in upper or lower case: %s', (name, answer) => {
    expect(checkAnswer(name, answer, contextOf(ANSWERS, NOW))).toBeUndefined();
  });
});

describe('the questions', () => {
  test.each(QUESTION_NAMES)('are in Korean and Traditional Chinese, too: %s', (name) => {
    const far = Date.parse('2040-01-01T05:00:00Z');
    expect(questionOf(name, { ...contextOf(ANSWERS, far), words: korean })?.text).toMatch(HANGUL);
  });

  test("name the market's zone where they ask for hours", () => {
    expect(questionOf('hours', contextOf({ market: 'KR' }, NOW))?.text).toContain('Asia/Seoul');
    expect(questionOf('hours', contextOf({ market: 'tw' }, NOW))?.text).toContain('Asia/Taipei');
  });

  test('offer the language of the market', () => {
    expect(questionOf('card-language', contextOf({ market: 'kr' }, NOW))?.usual).toBe('ko');
    expect(questionOf('card-language', contextOf({ market: 'tw' }, NOW))?.usual).toBe('zh-TW');
  });

  test('ask for public holidays only if they count and are not known', () => {
    expect(questionOf('holidays', contextOf(ANSWERS, NOW))).toBeUndefined();
    expect(
      questionOf('holidays', contextOf({ ...ANSWERS, hours: 'always', market: 'TW' }, NOW)),
    ).toBeUndefined();
    const far = Date.parse('2040-01-01T05:00:00Z');
    expect(questionOf('holidays', contextOf(ANSWERS, far))?.text).toContain('2040');
    expect(checkAnswer('holidays', '2039-01-01', contextOf(ANSWERS, far))).toMatch(/all public holidays/);
    expect(checkAnswer('holidays', '2040-01-01, 2040-02-12', contextOf(ANSWERS, far))).toBeUndefined();
  });
});

test('the last warning mentions the people of the answers, and also goes to the second channel', () => {
  const settingsOf = (given: Answers) =>
    configOf(given).vendors.map(({ mentions, stepChannels }) => ({ mentions, stepChannels }));
  for (const none of [{}, { mention: '', 'lead-channel': '' }, { mention: 'nobody', 'lead-channel': 'none' }])
    expect(settingsOf(none)).toEqual([{ mentions: {}, stepChannels: {} }]);
  expect(settingsOf({ mention: 'S0CS, U0LEAD @here', 'lead-channel': 'C0LEAD' })).toEqual([
    { mentions: { '1h': ['S0CS', 'U0LEAD', 'here'] }, stepChannels: { '1h': 'C0LEAD' } },
  ]);
});

test.each(['KR', 'TW'])('product questions are read only after the answer on: %s', (market) => {
  const sourcesOf = (answer: Answers) =>
    configOf({ market, holidays: '2026-01-01', ...answer }).vendors[0]?.sources;
  for (const off of [{}, { 'product-questions': '' }, { 'product-questions': 'OFF' }])
    expect(sourcesOf(off)).toEqual(['call-center']);
  expect(sourcesOf({ 'product-questions': 'on' })).toEqual(['call-center', 'product']);
});

test('the heartbeat goes to the address of the answer, or nowhere', () => {
  const urlOf = (answer: Answers) => configOf(answer).heartbeatUrl;
  for (const none of [{}, { heartbeat: '' }, { heartbeat: 'none' }]) expect(urlOf(none)).toBeUndefined();
  expect(urlOf({ heartbeat: 'https://hc-ping.com/Made-Up' })).toBe('https://hc-ping.com/Made-Up');
});

describe('typed hours', () => {
  test.each([
    ['mon-tue 09:00-18:00', { mon: ['09:00-18:00'], tue: ['09:00-18:00'] }],
    [
      'Mon 09:00-12:00 13:00-18:00, sat 10:00-14:00',
      { mon: ['09:00-12:00', '13:00-18:00'], sat: ['10:00-14:00'] },
    ],
    ['mon, wed 10:00-12:00', { mon: ['10:00-12:00'], wed: ['10:00-12:00'] }],
    ['fri-sun 10:00-12:00', { fri: ['10:00-12:00'], sat: ['10:00-12:00'], sun: ['10:00-12:00'] }],
    ['mon 09:00-12:00; mon 13:00-18:00', { mon: ['09:00-12:00', '13:00-18:00'] }],
    ['always', {}],
  ])('%s is understood', (text, hours) => {
    expect(parseHours(text)).toEqual(hours);
  });

  test.each(['', '09:00-18:00', 'mon-fri', 'monday 09:00-18:00', 'mon 09:00-18:00 tue', 'always mon'])(
    '"%s" is refused',
    (text) => {
      expect(parseHours(text)).toBeUndefined();
    },
  );
});
