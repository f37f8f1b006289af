import { expect, test } from '@jest/globals';
import { DEEDS, REFUSALS } from '../../../lib/domain/ticket/act.ts';
import { STEP_NAMES } from '../../../lib/domain/ticket/step.ts';
import { OUTCOMES } from '../../../lib/domain/ticket/ticket.ts';
import { WORDING } from '../../../lib/slack/wording/wording.ts';
import { LANGUAGES } from '../../../local/page/texts.ts';
import { listGallery } from '../../browser/gallery/list-gallery.ts';

const gallery = listGallery('ko');
const occasionsIn = (...chapters: string[]) =>
  chapters.flatMap((name) => gallery[name] ?? []).map(({ occasion }) => occasion);
const beginnings = (occasions: string[]) => new Set(occasions.map((occasion) => occasion.split(', ')[0]));

test('the gallery shows each outcome, line, step, notice, cause of blindness, and refusal', () => {
  expect(occasionsIn('cards')).toEqual(expect.arrayContaining(OUTCOMES.map((one) => `closed, ${one}`)));
  const lines = beginnings(occasionsIn('lines'));
  expect(lines).toEqual(new Set(['changed-2', 'closed-3', 'reopened-4', 'breach', 'act-5']));
  expect(occasionsIn('lines')).toEqual(expect.arrayContaining(DEEDS.map((one) => `act-5, ${one}`)));
  const steps = STEP_NAMES.flatMap((name) => [`step/${name}`, `escalation/${name}`]);
  expect(beginnings(occasionsIn('steps'))).toEqual(new Set(steps));
  const notices = occasionsIn('lists', 'blindness', 'reports');
  expect(notices).toEqual(
    expect.arrayContaining(
      ['breach', ...STEP_NAMES.map((name) => `step/${name}`)].map((of) => `bundle, ${of}`),
    ),
  );
  expect(notices).toEqual(
    expect.arrayContaining(Object.keys(WORDING.ko.blindCause).map((cause) => `blind, ${cause}`)),
  );
  // The compiler holds that the list of notices has each kind.
  expect(beginnings(notices).size).toBe(12);
  expect(occasionsIn('acts')).toEqual(expect.arrayContaining(REFUSALS.map((code) => `refusal, ${code}`)));
});

test.each(LANGUAGES)('each message has an occasion of its own, and content in %s', (language) => {
  for (const entries of Object.values(listGallery(language))) {
    const names = entries.map(({ occasion }) => occasion);
    expect(new Set(names).size).toBe(names.length);
    const shown = entries.map(({ message }) => JSON.stringify([message.text, message.blocks]));
    expect(shown.filter((said) => /\[\]|undefined|NaN/.test(said))).toEqual([]);
  }
});
