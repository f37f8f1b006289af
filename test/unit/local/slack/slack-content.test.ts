import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { CHANNEL, refusalOf, type StartedSlack, startLocalSlack } from './start-local-slack.ts';
import { removeTempDirs } from '../temp-dirs.ts';

let started: StartedSlack;
beforeEach(async () => {
  started = await startLocalSlack();
});
afterEach(() => started.stop());
afterAll(removeTempDirs);

const standing = () => started.slack().channels.messages(CHANNEL);
const post = (args: Record<string, unknown>) => started.call('chat.postMessage', { text: 'x', ...args });

const plain = (text: string, more = {}) => ({ type: 'plain_text', text, ...more });
const mrkdwn = (text: string, more = {}) => ({ type: 'mrkdwn', text, ...more });
const section = (more: Record<string, unknown> = {}) => ({ type: 'section', text: mrkdwn('x'), ...more });
const header = (text: string) => ({ type: 'header', text: plain(text) });
const button = (more: Record<string, unknown> = {}) => ({ type: 'button', text: plain('WING'), ...more });
const actions = (...elements: unknown[]) => ({ type: 'actions', elements });
const context = (...elements: unknown[]) => ({ type: 'context', elements });
const urlOf = (length: number) => `https://wing.coupang.com/${'x'.repeat(length - 25)}`;
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const confirm = (title: string) => ({
  title: plain(title),
  text: mrkdwn('sure?'),
  confirm: plain('yes'),
  deny: plain('no'),
});

const richText = (...elements: unknown[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_quote', elements }],
});

const REFUSED: [string, unknown[], string][] = [
  ['more than 50 blocks', times(51, () => section()), 'no more than 50 items allowed [json-pointer:/blocks]'],
  ['a block of no known type', [{ type: 'nonsense' }], 'unsupported type [json-pointer:/blocks/0/type]'],
  ['a block without a type', [{}], 'unsupported type [json-pointer:/blocks/0/type]'],
  ['something that is no block', ['x'], 'json-pointer:/blocks/0'],
  ['a section without a text', [{ type: 'section' }], 'json-pointer:/blocks/0'],
  [
    'a section over 3000',
    [section({ text: mrkdwn('x'.repeat(3001)) })],
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'an empty section',
    [section({ text: mrkdwn('') })],
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'more than ten fields',
    [section({ fields: times(11, () => mrkdwn('x')) })],
    'no more than 10 items allowed',
  ],
  ['no field', [{ type: 'section', fields: [] }], 'json-pointer:/blocks/0/fields'],
  [
    'a field over 2000',
    [section({ fields: [mrkdwn('x'.repeat(2001))] })],
    'must be less than 2001 characters',
  ],
  [
    'an accessory that is no button',
    [section({ accessory: { type: 'nonsense' } })],
    'json-pointer:/blocks/0/accessory',
  ],
  ['an empty rich text', [richText()], 'json-pointer:/blocks/0/elements/0/elements'],
  ['mrkdwn in a rich text', [richText(mrkdwn('x'))], 'json-pointer:/blocks/0/elements/0/elements/0/type'],
  [
    'a date whose time is a text',
    [richText({ type: 'date', timestamp: '1', format: '{ago}' })],
    'json-pointer:/blocks/0/elements/0/elements/0/timestamp',
  ],
  ['a header over 150', [header('x'.repeat(151))], 'must be less than 151 characters'],
  ['an empty header', [header('')], 'must be more than 0 characters'],
  ['a header in mrkdwn', [{ type: 'header', text: mrkdwn('x') }], 'json-pointer:/blocks/0/text/type'],
  ['a header without a text', [{ type: 'header' }], 'json-pointer:/blocks/0/text'],
  [
    'more than ten context elements',
    [context(...times(11, () => mrkdwn('x')))],
    'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
  ],
  ['no context element', [context()], 'json-pointer:/blocks/0/elements'],
  [
    'an empty context element',
    [context(mrkdwn('x'), mrkdwn(''))],
    '[json-pointer:/blocks/0/elements/1/text]',
  ],
  ['a context element over 3000', [context(mrkdwn('x'.repeat(3001)))], 'must be less than 3001 characters'],
  ['more than 25 buttons', [actions(...times(26, () => button()))], 'no more than 25 items allowed'],
  ['no button', [actions()], 'json-pointer:/blocks/0/elements'],
  [
    'a button’s text over 75',
    [actions(button({ text: plain('x'.repeat(76)) }))],
    'must be less than 76 characters',
  ],
  [
    'a button’s text in mrkdwn',
    [actions(button({ text: mrkdwn('x') }))],
    'json-pointer:/blocks/0/elements/0/text/type',
  ],
  ['an address over 3000', [actions(button({ url: urlOf(3001) }))], 'must be less than 3001 characters'],
  ['an address that is none', [actions(button({ url: 'wing' }))], 'json-pointer:/blocks/0/elements/0/url'],
  ['an empty address', [actions(button({ url: '' }))], 'json-pointer:/blocks/0/elements/0/url'],
  [
    'an action_id over 255',
    [actions(button({ action_id: 'x'.repeat(256) }))],
    'must be less than 256 characters',
  ],
  ['a value over 2000', [actions(button({ value: 'x'.repeat(2001) }))], 'must be less than 2001 characters'],
  ['a style that is none', [actions(button({ style: 'large' }))], 'json-pointer:/blocks/0/elements/0/style'],
  [
    'a question over 100',
    [actions(button({ confirm: confirm('x'.repeat(101)) }))],
    'must be less than 101 characters',
  ],
  [
    'an action_id twice in one block',
    [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
    'action_id must be unique',
  ],
  ['a block_id over 255', [section({ block_id: 'x'.repeat(256) })], 'must be less than 256 characters'],
  [
    'a block_id twice',
    [section({ block_id: 'a' }), { type: 'divider', block_id: 'a' }],
    'block_id must be unique',
  ],
  [
    'a field that no block has',
    [section({ colour: 'red' })],
    'invalid additional property: colour [json-pointer:/blocks/0]',
  ],
  [
    'emoji of mrkdwn',
    [section({ text: mrkdwn('x', { emoji: true }) })],
    'invalid additional property: emoji',
  ],
  [
    'verbatim of plain text',
    [{ type: 'header', text: plain('x', { verbatim: true }) }],
    'invalid additional property: verbatim',
  ],
  [
    'a text that is a number',
    [section({ text: mrkdwn('x', { text: 7 }) })],
    'json-pointer:/blocks/0/text/text',
  ],
  ['half a surrogate pair', [section({ text: mrkdwn('\ud83d') })], 'half a surrogate pair'],
];

describe('R22: invalid_blocks', () => {
  test.each(REFUSED)('%s', async (_what, blocks, fault) => {
    const refusal = await refusalOf(post({ blocks }));
    expect(refusal.error).toBe('invalid_blocks');
    expect(JSON.stringify(refusal['errors'])).toContain(fault);
    const messages = z
      .array(z.string())
      .parse(refusal['errors'])
      .map((error) => `[ERROR] ${error}`);
    expect(refusal['response_metadata']).toMatchObject({ messages });
    expect(standing()).toEqual([]);
  });

  test('an edit is refused like a post, and changes nothing', async () => {
    const ts = await started.post('before');
    for (const [, blocks] of REFUSED.slice(0, 3)) {
      const edit = started.call('chat.update', { ts, text: 'after', blocks });
      expect((await refusalOf(edit)).error).toBe('invalid_blocks');
    }
    expect(standing()).toMatchObject([{ text: 'before' }]);
  });

  test('content just within the limits is accepted', async () => {
    await post({ blocks: times(50, () => ({ type: 'divider' })) });
    await post({
      blocks: [
        header('x'.repeat(150)),
        section({ block_id: 'b'.repeat(255), text: mrkdwn('x'.repeat(3000), { verbatim: true }) }),
        section({ fields: times(10, () => plain('x', { emoji: true })), accessory: button(), expand: true }),
        context(...times(10, () => mrkdwn('x'))),
        actions(
          button({ action_id: 'a'.repeat(255), url: urlOf(3000), style: 'primary' }),
          button({ action_id: 'b', value: 'x'.repeat(2000), confirm: confirm('x'.repeat(100)) }),
          ...times(23, () => button()),
        ),
        actions(button({ action_id: 'b' })),
        { type: 'divider' },
      ],
    });
    await post({ blocks: [{ type: 'section', fields: [mrkdwn('x'.repeat(2000))] }] });
    await post({
      blocks: [
        richText({ type: 'text', text: 'x'.repeat(3000) }, { type: 'date', timestamp: 1, format: '{ago}' }),
      ],
    });
    expect(standing()).toHaveLength(4);
  });

  test('no mrkdwn is refused, whatever its content', async () => {
    const odd = [
      '<!channel>',
      '<',
      '<@',
      '```',
      '*',
      '<https://a|b',
      '&amp',
      '\u0000',
      '<!date^x^{y}|>',
      '> > >',
    ];
    for (const text of odd)
      await post({ text, blocks: [section({ text: mrkdwn(text) }), context(mrkdwn(text))] });
    expect(standing()).toHaveLength(odd.length);
  });
});

describe('other content that Slack refuses', () => {
  const long = (length: number) =>
    times(Math.ceil(length / 2900), () => section({ text: mrkdwn('x'.repeat(2900)) }));

  test.each([
    ['no_text', { text: '' }],
    ['no_text', { text: ' \n' }],
    ['no_text', { text: '', blocks: [] }],
    ['msg_too_long', { text: 'x'.repeat(40_001) }],
    ['invalid_blocks_format', { blocks: 'blocks' }],
    ['invalid_blocks_format', { blocks: { type: 'section' } }],
    ['msg_blocks_too_long', { blocks: long(14_000) }],
    ['invalid_metadata_format', { metadata: 'x' }],
    ['invalid_metadata_format', { metadata: { event_type: 'ticket' } }],
    ['invalid_metadata_format', { metadata: { event_type: '', event_payload: {} } }],
    ['invalid_metadata_format', { metadata: { event_type: 'ticket', event_payload: 'x' } }],
    ['metadata_too_large', { metadata: { event_type: 'ticket', event_payload: { key: 'x'.repeat(8000) } } }],
    ['invalid_thread_ts', { thread_ts: '0' }],
    ['channel_not_found', { channel: 'C0NONE' }],
    ['invalid_arguments', { channel: undefined }],
  ])('%s', async (error, args) => {
    expect(await refusalOf(post(args))).toMatchObject({ ok: false, error });
    expect(standing()).toEqual([]);
  });

  test('content just within the limits is accepted', async () => {
    await post({ text: 'x'.repeat(40_000) });
    await post({ blocks: long(11_000) });
    await post({ text: '', blocks: [section()] });
    await post({ metadata: { event_type: 'ticket', event_payload: { key: 'x'.repeat(7900) } } });
    expect(standing()).toHaveLength(4);
  });

  test('an edit’s text may have 4,000 characters', async () => {
    const ts = await started.post('x');
    await started.call('chat.update', { ts, text: 'x'.repeat(4000) });
    expect((await refusalOf(started.call('chat.update', { ts, text: 'x'.repeat(4001) }))).error).toBe(
      'msg_too_long',
    );
    expect((await refusalOf(started.call('chat.update', { ts, text: '' }))).error).toBe('no_text');
  });

  test('R19: metadata with a name that Slack does not accept is ignored with a warning, and not found again', async () => {
    const answer = await post({ metadata: { event_type: 'ticket.card', event_payload: { name: 'card' } } });
    expect(answer).toMatchObject({ ok: true, warning: 'invalid_metadata_schema' });
    expect((await started.history({ include_all_metadata: true }))[0]).not.toHaveProperty('metadata');
  });
});
