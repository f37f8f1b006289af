import { describe, expect, test } from '@jest/globals';
import type { KnownBlock } from '@slack/web-api';
import { buildCard } from '../../../lib/slack/card/build-card.ts';
import { type Block, header, quote, section } from '../../../lib/slack/format/blocks.ts';
import { madeUpTicket, madeUpVendor } from './made-up-ticket.ts';
import { faultsOfMessage } from './validate-blocks.ts';

const push = 'made up';

describe('the validator of the tests', () => {
  test.each([
    ['a mention', section('<!channel>')],
    ['a mention of a user', section('hello <@U0BOSS>')],
    ['a disguised link', section('<https://evil.example|WING>')],
    ['a link to elsewhere', section('<https://evil.example/>')],
    ['a date with something in its fallback', section('<!date^1^{date_short_pretty} {time}|<!here>>')],
    ['half an entity', section('a &am')],
    ['what Slack itself would refuse', section('x'.repeat(3001))],
    ['a mention in a header', header('<!here>')],
    ['text that Slack may parse', { type: 'section', text: { type: 'mrkdwn', text: 'a' } }],
    [
      'a mention in a rich text',
      {
        ...quote('a'),
        elements: [{ type: 'rich_text_section', elements: [{ type: 'broadcast', range: 'here' }] }],
      },
    ],
  ])('finds %s', (_name, block) => {
    expect(faultsOfMessage({ text: push, blocks: [block] })).not.toEqual([]);
  });

  test.each([['x'.repeat(81)], ['a\nb'], ['<!here>'], ['']])('finds the push %j', (text) => {
    expect(faultsOfMessage({ text, blocks: [section('a')] })).not.toEqual([]);
  });

  test('R22: knows for each of our blocks a type that Slack publishes, which the compiler checks', () => {
    const asPublished = (blocks: Block[]): KnownBlock[] => blocks;
    expect(asPublished(buildCard(madeUpTicket(), madeUpVendor()).blocks)).toHaveLength(5);
  });

  test('accepts our own blocks', () => {
    const text =
      '*마감* <!date^1^{date_short_pretty} {time}|11/25(수) 14:17>\n> a &lt; b\n<https://coupa.ng/x>';
    expect(faultsOfMessage({ text: push, blocks: [header('a'), section(text)] })).toEqual([]);
  });
});
