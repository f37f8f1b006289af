import { expect, test } from '@jest/globals';
import { cleanReply } from '../../lib/domain/act/reply-content.ts';
import { LANGUAGES } from '../../local/page/texts.ts';
import { listGallery } from '../browser/gallery/list-gallery.ts';
import { type Entry, type Language, type Rewrite, teamIn } from '../browser/gallery/made-up-team.ts';
import { fc } from '../fixtures/fast-check.ts';
import { hostileText } from '../unit/slack/arbitrary-ticket.ts';
import { faultsOfMessage, faultsOfView } from '../unit/slack/validate-blocks.ts';

const languages = fc.constantFrom(...LANGUAGES);
/** Chapters of messages that many people get. Each has a push text. */
const CARDS = ['cards', 'acting-cards', 'lines', 'steps'];
const NOTICES = ['lists', 'blindness', 'reports'];

const entriesOf = (language: Language, chapters?: readonly string[], rewrite?: Rewrite): Entry[] =>
  Object.entries(listGallery(language, teamIn(language, rewrite)))
    .filter(([chapter]) => chapters?.includes(chapter) ?? true)
    .flatMap(([, entries]) => entries);

const faultsOf = ({ message, view, isForOne }: Entry): string[] => {
  if (view) return faultsOfView(view);
  // An error under a form has no push, and Slack shows it as plain text.
  if (message.text === '') return [];
  // No push goes out for a message that only one person sees.
  return faultsOfMessage({ blocks: message.blocks, text: isForOne ? '-' : message.text });
};

/** Everything that a reader sees of a message, line by line. */
const linesIn = ({ message: { text, blocks } }: Entry): string[] => {
  const textsIn = (part: unknown): string[] => {
    if (typeof part !== 'object' || part === null) return [];
    if ('fallback' in part) return ['<!date>'];
    if ('text' in part && typeof part.text === 'string') return [part.text];
    return Object.values(part).flatMap(textsIn);
  };
  return [text, ...textsIn(blocks)].flatMap((shown) => shown.split('\n'));
};

test('C6: Slack accepts every message, form and Home, and text of buyers, agents and sellers makes no mention, link or format in them', () => {
  const texts = fc.array(hostileText, { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(texts, languages, (hostile, language) => {
      let count = 0;
      const rewrite: Rewrite = (_words, of) => {
        count += 1;
        const words = hostile[count % hostile.length] ?? '';
        if (of === 'name') return words.slice(0, 40).trim() || 'x';
        return of === 'answer' ? cleanReply(words.slice(0, 900)) || 'x' : words;
      };
      for (const entry of entriesOf(language, undefined, rewrite))
        expect([entry.occasion, faultsOf(entry)]).toEqual([entry.occasion, []]);
    }),
    { numRuns: 40 },
  );
});

test.each(LANGUAGES)(
  'C1: in %s, a push says what it is about and quotes nobody; the push of a card names the product',
  (language) => {
    const secret: Rewrite = (words, of) => (of === 'name' ? words : 'SECRETWORD');
    const ofPeople: Rewrite = (words, of) => (of === 'product' ? words : secret(words, of));
    const pushes = [...entriesOf(language, CARDS, ofPeople), ...entriesOf(language, NOTICES, secret)];
    expect(pushes.length).toBeGreaterThan(150);
    expect(JSON.stringify(pushes)).toContain('SECRETWORD');
    for (const { occasion, message } of pushes) {
      expect([occasion, message.text]).toEqual([occasion, expect.stringMatching(/^\[[^\]]+\] \S/)]);
      expect([occasion, message.text]).not.toEqual([occasion, expect.stringContaining('SECRETWORD')]);
    }
  },
);

test.each(LANGUAGES)(
  'C1: in %s, a card shows each time of day in the zone of its reader alone, and no line of a notice shows two zones',
  (language) => {
    const lines = [...CARDS, ...NOTICES].flatMap((chapter) =>
      entriesOf(language, [chapter]).flatMap((entry) =>
        linesIn(entry)
          // A push has no tokens.
          .slice(1)
          .filter((line) => CARDS.includes(chapter) || line.includes('<!date'))
          .map((line) => [chapter, entry.occasion, line.replaceAll(/<!date[^>]*>/g, '')]),
      ),
    );
    expect(lines.length).toBeGreaterThan(500);
    expect(lines.filter(([, , line = '']) => /(?<!\d)\d\d:\d\d(?!\d)/.test(line))).toEqual([]);
  },
);

test.each(LANGUAGES)(
  'in %s, no message about a question speaks of an agent, a hand-over or a closing by Coupang, and each has its symbol',
  (language) => {
    const questions = entriesOf(language, CARDS).filter(({ occasion }) => /question/.test(occasion));
    expect(questions.length).toBeGreaterThan(20);
    for (const entry of questions) {
      const shown = linesIn(entry);
      expect([entry.occasion, shown[0]]).toEqual([entry.occasion, expect.stringContaining('🛍️')]);
      const others = /상담사|이관|자동 ?종료|agent|hand-over|clos|客服|轉交|結案/i;
      expect([entry.occasion, shown.filter((line) => others.test(line))]).toEqual([entry.occasion, []]);
    }
  },
);
