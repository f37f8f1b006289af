import { describe, expect, test } from '@jest/globals';
import { REFUSALS, type Refusal } from '../../../../lib/domain/ticket/act.ts';
import { buildRefusal, sayInForm, sayRefusal } from '../../../../lib/slack/acts/build-refusal.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import { makeAct } from '../../../fixtures/domain/make-act.ts';
import { madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { faultsOfMessage } from '../validate-blocks.ts';

const closed = madeUpTicket({ state: 'closed', outcome: 'answered', closedAt: 0 });
const HOSTILE = '<!channel> <@U0OTHER> *bold* & "quoted" `code`\n> end ';

describe.each(['ko', 'en'] as const)('a refusal in %s', (language) => {
  const vendor = madeUpVendor({ language });

  test.each(REFUSALS)('%s: names one thing to do, in blocks that Slack accepts', (code) => {
    const refusal: Refusal = { code, by: 'U0CLAIMER', cause: 'coupang-down' };
    const message = buildRefusal(closed, refusal, vendor, { text: HOSTILE.repeat(20).slice(0, 1000) });
    // A message that only one person sees sends no push.
    expect(faultsOfMessage({ ...message, text: '-' })).toEqual([]);
    expect(message.text.length).toBeGreaterThan(10);
    expect(message.text).not.toContain('undefined');
  });

  test.each(REFUSALS)('%s: leaves no gap if only its person is known', (code) => {
    const text = sayRefusal({ code, by: 'U0CLAIMER' }, undefined, WORDING[language]);
    expect(text).not.toMatch(/\(\)|undefined|: \./);
  });
});

test('R29: a refusal returns the whole text, to copy, and renders no markup in it', () => {
  const text = HOSTILE.repeat(20).slice(0, 1000);
  const { blocks, text: push } = buildRefusal(madeUpTicket(), { code: 'closed' }, madeUpVendor(), { text });
  expect(blocks).toContainEqual({
    type: 'rich_text',
    elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text }] }],
  });
  expect(push).not.toContain('bold');
});

describe('a refusal names its subject', () => {
  const texts = WORDING.en;
  const withLogin = madeUpTicket({ act: makeAct({ wingId: 'cs\n01' }) });

  test.each<[string, Refusal, Parameters<typeof sayRefusal>[1], string]>([
    ['the login, as one line', { code: 'wing-id-520' }, withLogin, '“cs 01”'],
    ['the login, as one line', { code: 'wing-id-521' }, withLogin, '“cs 01”'],
    ['no known login', { code: 'wing-id-520' }, madeUpTicket(), '“?”'],
    ['how the ticket ended', { code: 'ended' }, closed, `: ${texts.outcome.answered}.`],
    ['an end that nobody knows', { code: 'ended' }, undefined, `: ${texts.outcome.unknown}.`],
    [
      'why Coupang was not called',
      { code: 'unreachable', cause: 'throttled' },
      closed,
      texts.blindCause.throttled.name,
    ],
    ['no known reason', { code: 'unreachable' }, closed, texts.blindCause['coupang-down'].name],
    ['who was faster', { code: 'claimed', by: 'U0CLAIMER' }, closed, '<@U0CLAIMER> has claimed it'],
    ['who has it', { code: 'not-claimer', by: 'U0CLAIMER' }, closed, '<@U0CLAIMER> has claimed it'],
    ['who is on it', { code: 'busy', by: 'U0CLAIMER' }, closed, '<@U0CLAIMER> is on it'],
    ['nobody who is known', { code: 'busy' }, closed, ' is on it'],
  ])('%s', (_what, refusal, ticket, about) => {
    const text = sayRefusal(refusal, ticket, texts, 'U0ME');
    expect(text).toContain(about);
    expect(text.startsWith(about)).toBe(about.startsWith('<') || about.startsWith(' '));
  });

  test('and states that the person already has the ticket', () => {
    const textFor = (to?: string) => sayRefusal({ code: 'busy', by: 'U0ME' }, closed, texts, to);
    expect(textFor('U0ME')).toBe(texts.act.busyYourself);
    expect([textFor('U0OTHER'), textFor()]).not.toContain(texts.act.busyYourself);
    expect(sayRefusal({ code: 'busy' }, closed, texts)).not.toBe(texts.act.busyYourself);
  });

  test('under a form it names the person without a mention', () => {
    const busy = (name?: string) =>
      sayInForm(
        { code: 'busy', by: 'U0CLAIMER' },
        madeUpTicket({ act: makeAct({ by: 'U0CLAIMER', ...(name !== undefined && { name }) }) }),
        texts,
        'U0ME',
      );
    expect(busy('minji')).toMatch(/^@minji is on it/);
    expect(sayInForm({ code: 'busy', by: 'U0CLAIMER' }, closed, texts, 'U0ME')).toMatch(
      new RegExp(`^${texts.act.someone} is on it`),
    );
  });
});
