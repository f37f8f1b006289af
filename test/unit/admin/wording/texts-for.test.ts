import { expect, test } from '@jest/globals';
import { ADMIN_WORDING, joinSentences, textsFor } from '../../../../admin/wording/wording.ts';

test.each(['alarms', 'erase', 'secrets', 'setup', 'ticket'] as const)(
  '%s speaks each language in its own texts, and names refusals of AWS in it',
  (command) => {
    for (const language of ['ko', 'zh-TW'] as const) {
      const texts = textsFor(command, language);
      expect(texts[command]).not.toBe(ADMIN_WORDING.en[command]);
      expect(texts.awsErrors).not.toBe(ADMIN_WORDING.en.awsErrors);
    }
  },
);

test.each(['bench', 'doctor', 'manifest', 'restore', 'simulate'] as const)(
  '%s has no texts in Chinese, and speaks English entirely',
  (command) => {
    expect(textsFor(command, 'zh-TW')).toBe(ADMIN_WORDING.en);
  },
);

test('Chinese sentences are joined without a blank, others with one', () => {
  expect(joinSentences('沒有。', '您要？', '頻道 C1。')).toBe('沒有。您要？頻道 C1。');
  expect(joinSentences('No.', '', 'Yes.')).toBe('No. Yes.');
});

test('no text in Chinese has a blank after a full stop', () => {
  const sources = (words: unknown): string[] =>
    typeof words === 'object' && words !== null ? Object.values(words).flatMap(sources) : [String(words)];
  expect(sources(ADMIN_WORDING['zh-TW']).filter((text) => /[。？] /.test(text))).toEqual([]);
});
