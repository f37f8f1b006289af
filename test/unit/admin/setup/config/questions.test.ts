import { describe, expect, test } from '@jest/globals';
import {
  type Answers,
  checkAnswer,
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

const ASIAN = /[\p{Script=Hangul}\p{Script=Han}]/u;
const OTHERS = [ADMIN_WORDING.ko.setup, ADMIN_WORDING['zh-TW'].setup];
const words = ADMIN_WORDING.en.setup;
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
    for (const others of OTHERS)
      expect(checkAnswer(name, answer, { ...contextOf(ANSWERS, NOW), words: others })).toMatch(ASIAN);
    expect(checkAnswer(name, answer, contextOf(ANSWERS, NOW))).toMatch(why);
  });

  test('is accepted if it is valid, whatever was asked before', () => {
    for (const name of QUESTION_NAMES.filter((question) => question !== 'holidays'))
      expect([name, checkAnswer(name, ANSWERS[name] ?? '', contextOf({}, NOW))]).toEqual([name, undefined]);
  });

  test('may be in upper or lower case where case does not matter', () => {
    expect(checkAnswer('market', 'tw', contextOf(ANSWERS, NOW))).toBeUndefined();
    expect(checkAnswer('vendor', 'a00012345', contextOf(ANSWERS, NOW))).toBeUndefined();
    expect(checkAnswer('card-language', 'EN', contextOf(ANSWERS, NOW))).toBeUndefined();
    expect(checkAnswer('card-language', 'zh-tw', contextOf(ANSWERS, NOW))).toBeUndefined();
    expect(checkAnswer('acting', 'ON', contextOf(ANSWERS, NOW))).toBeUndefined();
    expect(checkAnswer('product-questions', 'ON', contextOf(ANSWERS, NOW))).toBeUndefined();
    expect(checkAnswer('mention', '@Here', contextOf(ANSWERS, NOW))).toBeUndefined();
    expect(checkAnswer('mention', 'Nobody', contextOf(ANSWERS, NOW))).toBeUndefined();
    expect(checkAnswer('lead-channel', 'None', contextOf(ANSWERS, NOW))).toBeUndefined();
    expect(checkAnswer('heartbeat', 'None', contextOf(ANSWERS, NOW))).toBeUndefined();
  });
});

describe('the questions', () => {
  test.each(QUESTION_NAMES)('are in Korean and Traditional Chinese, too: %s', (name) => {
    const far = Date.parse('2040-01-01T05:00:00Z');
    for (const others of OTHERS)
      expect(questionOf(name, { ...contextOf(ANSWERS, far), words: others })?.text).toMatch(ASIAN);
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
    parseConfig(toConfigInput({ ...ANSWERS, ...given }, NOW), 'the answers').vendors.map(
      ({ mentions, stepChannels }) => ({ mentions, stepChannels }),
    );
  for (const none of [{}, { mention: '', 'lead-channel': '' }, { mention: 'nobody', 'lead-channel': 'none' }])
    expect(settingsOf(none)).toEqual([{ mentions: {}, stepChannels: {} }]);
  expect(settingsOf({ mention: 'S0CS, U0LEAD @here', 'lead-channel': 'C0LEAD' })).toEqual([
    { mentions: { '1h': ['S0CS', 'U0LEAD', 'here'] }, stepChannels: { '1h': 'C0LEAD' } },
  ]);
});

test.each(['KR', 'TW'])('product questions are read only after the answer on: %s', (market) => {
  const sourcesOf = (answer: Answers) =>
    parseConfig(toConfigInput({ ...ANSWERS, market, holidays: '2026-01-01', ...answer }, NOW), 'the answers')
      .vendors[0]?.sources;
  for (const off of [{}, { 'product-questions': '' }, { 'product-questions': 'OFF' }])
    expect(sourcesOf(off)).toEqual(['call-center']);
  expect(sourcesOf({ 'product-questions': 'on' })).toEqual(['call-center', 'product']);
});

test('the heartbeat goes to the address of the answer, or nowhere', () => {
  const urlOf = (answer: Answers) =>
    parseConfig(toConfigInput({ ...ANSWERS, ...answer }, NOW), 'the answers').heartbeatUrl;
  expect([{}, { heartbeat: '' }, { heartbeat: 'none' }].map(urlOf)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(urlOf({ heartbeat: 'https://hc-ping.com/Made-Up' })).toBe('https://hc-ping.com/Made-Up');
});

test('the answers produce a configuration whose vendor is not live', () => {
  const far = Date.parse('2040-01-01T05:00:00Z');
  const answers = { ...ANSWERS, market: 'kr', vendor: 'a00012345', holidays: '2040-01-01 2040-02-12' };
  const { vendors, ...rest } = parseConfig(toConfigInput(answers, far), 'the answers');
  expect(rest).toMatchObject({
    region: 'ap-northeast-2',
    egress: 'nat-instance',
    alarmMail: ['ops@example.com'],
  });
  expect(vendors).toMatchObject([
    {
      id: 'A00012345',
      market: 'KR',
      label: 'AA몰',
      live: false,
      language: 'ko',
      channel: 'C0CS',
      fallbackChannel: 'C0OPS',
      hours: { mon: ['09:00-18:00'], fri: ['09:00-18:00'] },
      holidays: { add: ['2040-01-01', '2040-02-12'], years: [2040] },
    },
  ]);
});
