import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { buildManifest } from '../../admin/manifest/build-manifest.ts';
import { showPlan } from '../../admin/setup/show-plan.ts';
import { buildReminder } from '../../functions/report/send-reminder.ts';
import { BLIND_CAUSES, TEAM_CAUSE } from '../../lib/domain/reading/vendor-state.ts';
import { DEEDS, REFUSALS } from '../../lib/domain/ticket/act.ts';
import { STEP_NAMES } from '../../lib/domain/ticket/step.ts';
import { OUTCOMES } from '../../lib/domain/ticket/ticket.ts';
import { ADMIN_WORDING } from '../../admin/wording/wording.ts';
import { en } from '../../lib/life/words-en.ts';
import { ko } from '../../lib/life/words-ko.ts';
import { zhTw } from '../../lib/life/words-zh-tw.ts';
import { WORDING } from '../../lib/slack/wording/wording.ts';
import { LANGUAGES } from '../../local/page/texts.ts';
import { listGallery } from '../browser/gallery/list-gallery.ts';
import { teamIn } from '../browser/gallery/made-up-team.ts';
import { listFiles } from '../unit/repository/list-files.ts';
import { expectGolden, expectSame } from './golden-file.ts';
import { renderEntry } from './render-entry.ts';
import { renderLife } from './render-life.ts';
import { watchTexts } from './watch-texts.ts';

const watched = LANGUAGES.map((language) => ({ language, ...watchTexts(WORDING[language]) }));

const galleries = LANGUAGES.map((language) => ({ language, gallery: listGallery(language) }));

/** Each message, form and Home, by language and chapter. */
const shown = galleries.flatMap(({ language, gallery }) =>
  Object.entries(gallery).map(([chapter, entries]) => ({
    path: `${language}/${chapter}.txt`,
    text: entries.map((entry) => `${renderEntry(entry, teamIn(language))}\n`).join('\n'),
  })),
);

const lives = Object.entries({ ko, en, 'zh-TW': zhTw }).map(([language, words]) => ({
  path: `${language}/life.txt`,
  text: renderLife(words),
}));

/** The reminder of each cause of blindness, of several vendors. */
const reminders = LANGUAGES.map((language) => {
  const { vendor } = teamIn(language);
  const blind = BLIND_CAUSES.filter((cause) => TEAM_CAUSE[cause] === cause).map((cause, index) => ({
    vendor: { market: vendor.market, vendorId: vendor.id },
    since: Date.UTC(2026, 10, 24, index),
    cause,
    ...(cause === 'ip-not-allowed' && { ip: '203.0.113.7' }),
  }));
  return { path: `${language}/reminder.txt`, text: `${buildReminder(blind, { vendors: [vendor] })}\n` };
});

/** The names and texts of the Slack app. */
const apps = LANGUAGES.map((language) => {
  const { vendor } = teamIn(language);
  const { display_information, features } = buildManifest({ acting: 'on', vendors: [vendor] });
  return {
    path: `${language}/app.txt`,
    text: `${JSON.stringify({ display_information, features }, undefined, 2)}\n`,
  };
});

/** `--help` of the commands that exist only in English. */
const untranslated = listFiles('.')
  .filter((file) => /^(admin|test\/(bench|simulation))\/.*\.ts$/.test(file))
  .flatMap((file) => /^const USAGE = `([^`]*)`;$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? [])
  .map((usage) => usage.replaceAll('\\\\', '\\'));

/** `--help` of each command. `arguments.test.ts` compares these files with what the commands print. */
const helps = (['ko', 'en'] as const).map((language) => {
  const translated = Object.values(ADMIN_WORDING[language]).flatMap((texts) =>
    typeof texts === 'object' && 'usage' in texts ? [texts.usage] : [],
  );
  const usages = language === 'en' ? [...translated, ...untranslated] : translated;
  return { path: `${language}/help.txt`, text: `${usages.join('\n\n---\n\n')}\n` };
});

/** `npm run setup -- --plan`, before any answer. */
const plans = (['ko', 'en'] as const).map((language) => ({
  path: `${language}/setup-plan.txt`,
  text: `${showPlan({}, Date.UTC(2026, 10, 24), ADMIN_WORDING[language])}\n`,
}));

const goldens = [...shown, ...lives, ...reminders, ...apps, ...helps, ...plans];

/** Compared in test/infra/acting.test.ts and webhooks.test.ts. */
const OTHERS = LANGUAGES.flatMap((language) => [`${language}/mails.txt`, `${language}/webhooks.txt`]);

test.each(goldens)('C5: $path is up to date', (golden) => expectGolden(golden.path, golden.text));

test('a golden file that differs names the command, with - before its lines and + before those of the code', () => {
  const compare = () => expectSame('ko/cards.txt', { golden: 'same\nold\n', text: 'same\nnew\n' });
  expect(compare).toThrow(/^ko\/cards\.txt .*`npm run golden`[^]*- old[^]*\+ new/);
});

test('no golden file is left over; if one is, delete it', () => {
  const files = readdirSync(new URL('./', import.meta.url), { recursive: true, encoding: 'utf8' });
  const expected = [...goldens.map(({ path }) => path), ...OTHERS];
  expect(files.filter((file) => file.endsWith('.txt')).sort()).toEqual(expected.sort());
});

test.each(watched)(
  'each text in $language is in a golden file; if not, add a message that shows it to test/browser/gallery',
  ({ all, read, language }) => {
    const texts = [...shown, ...reminders, ...apps]
      .flatMap(({ path, text }) => (path.startsWith(`${language}/`) ? text : []))
      .join()
      .toLowerCase();
    expect(all.length).toBeGreaterThan(200);
    expect(all.filter(({ path }) => !read.has(path))).toEqual([]);
    const whole = all.flatMap(({ text }) => (typeof text === 'string' ? text.trim() : []));
    // A title begins with a capital letter.
    expect(whole.filter((text) => !texts.includes(text.toLowerCase()))).toEqual([]);
  },
);

test.each(goldens)('in $path, no value is undefined and no heading occurs twice', ({ text }) => {
  expect(text).not.toMatch(/undefined|NaN/);
  const occasions = text.match(/^## .*$/gm) ?? [];
  expect(new Set(occasions).size).toBe(occasions.length);
});

/** Commands, names in code and configuration, environment variables, the log, parts of AWS, stack traces. */
const ENGINEERS_WORDS = [
  /npm run/,
  /\b[a-z]+(?:[A-Z][a-z]+)+\b/,
  /\bacting\.\w+/,
  /\b[A-Z]{2,}(?:_[A-Z]+)+\b/,
  /transaction|\blogs?\b|로그(?=[와의를에])|記錄檔/,
  /\b(?:AWS|Lambda|CloudWatch|DynamoDB|EventBridge)\b/,
  /\bat \S+\.ts\b/,
];

test.each(shown)('$path has no word that only an engineer knows', ({ text }) => {
  const read = text.replaceAll(/^## .*$/gm, '').replaceAll(/https:\/\/\S+/g, '');
  expect(ENGINEERS_WORDS.flatMap((word) => word.exec(read)?.[0] ?? [])).toEqual([]);
});

test('the gallery shows each outcome, line, step, cause of blindness, notice, and refusal', () => {
  const [{ gallery } = { gallery: undefined }] = galleries;
  const occasionsIn = (...chapters: string[]) =>
    chapters.flatMap((name) => gallery?.[name] ?? []).map(({ occasion }) => occasion);
  const beginnings = (occasions: string[]) => new Set(occasions.map((occasion) => occasion.split(', ')[0]));
  expect(occasionsIn('cards')).toEqual(expect.arrayContaining(OUTCOMES.map((name) => `closed, ${name}`)));
  const lines = occasionsIn('lines');
  expect(beginnings(lines)).toEqual(new Set(['changed-2', 'closed-3', 'reopened-4', 'breach', 'act-5']));
  expect(lines).toEqual(expect.arrayContaining(DEEDS.map((name) => `act-5, ${name}`)));
  const steps = STEP_NAMES.flatMap((name) => [`step/${name}`, `escalation/${name}`]);
  expect(beginnings(occasionsIn('steps'))).toEqual(new Set([...steps, 'direct/1h']));
  const notices = occasionsIn('lists', 'blindness', 'reports');
  const sorts = ['breach', ...STEP_NAMES.map((name) => `step/${name}`)];
  expect(notices).toEqual(expect.arrayContaining(sorts.map((of) => `list, ${of}`)));
  const causes = Object.keys(WORDING.ko.blindCause);
  expect(notices).toEqual(expect.arrayContaining(causes.map((cause) => `blind, ${cause}`)));
  // The compiler ensures that the list of notices has each kind.
  expect(beginnings(notices).size).toBe(14);
  const refusals = REFUSALS.map((code) => `refusal, ${code}`);
  expect(occasionsIn('refusals')).toEqual(expect.arrayContaining(refusals));
});
