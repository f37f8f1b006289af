import { describe, expect, test } from '@jest/globals';
import { REFUSALS, type Refusal } from '../../../../lib/domain/ticket/act.ts';
import { buildRefusal, sayRefusal } from '../../../../lib/slack/acts/build-refusal.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import { madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { faultsOfMessage } from '../validate-blocks.ts';

const closed = madeUpTicket({ state: 'closed', outcome: 'answered', closedAt: 0 });
const HOSTILE = '<!channel> <@U0OTHER> *bold* & "quoted" `code`\n> end ';

describe.each(['ko', 'en'] as const)('a refusal in %s', (language) => {
  const vendor = madeUpVendor({ language });

  test.each(REFUSALS)('%s: says one thing to do, in blocks that Slack takes', (code) => {
    const refusal: Refusal = { code, by: 'U0CLAIMER', cause: 'coupang-down' };
    const message = buildRefusal(closed, refusal, vendor, { text: HOSTILE.repeat(20).slice(0, 1000) });
    // What one person alone sees is no push.
    expect(faultsOfMessage({ ...message, text: '-' })).toEqual([]);
    expect(message.text.length).toBeGreaterThan(10);
    expect(message.text).not.toContain('undefined');
  });

  test.each(REFUSALS)('%s: has no empty place if only its person is known', (code) => {
    const said = sayRefusal({ code, by: 'U0CLAIMER' }, undefined, WORDING[language]);
    expect(said).not.toMatch(/\(\)|undefined|: \./);
  });
});

test('R29: the text comes back whole, to copy, and nothing in it is markup', () => {
  const text = HOSTILE.repeat(20).slice(0, 1000);
  const { blocks, text: push } = buildRefusal(madeUpTicket(), { code: 'closed' }, madeUpVendor(), { text });
  expect(blocks).toContainEqual({
    type: 'rich_text',
    elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text }] }],
  });
  expect(push).not.toContain('bold');
});
