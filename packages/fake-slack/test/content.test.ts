import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import {
  CHANNEL,
  refusalOf,
  type TestSlack,
  startTestSlack,
} from '../../../test/fixtures/slack/start-test-slack.ts';

let started: TestSlack;
beforeEach(async () => {
  started = await startTestSlack();
});
afterEach(() => started.stop());

const standing = () => started.slack().channels.messages(CHANNEL);
const post = (args: Record<string, unknown>) => started.call('chat.postMessage', { text: 'x', ...args });

const plain = (text: string, more = {}) => ({ type: 'plain_text', text, ...more });
const mrkdwn = (text: string, more = {}) => ({ type: 'mrkdwn', text, ...more });
const section = (more: Record<string, unknown> = {}) => ({ type: 'section', text: mrkdwn('x'), ...more });
const header = (text: string) => ({ type: 'header', text: plain(text) });
const button = (more: Record<string, unknown> = {}) => ({ type: 'button', text: plain('WING'), ...more });
const actions = (...elements: unknown[]) => ({ type: 'actions', elements });
const context = (...elements: unknown[]) => ({ type: 'context', elements });
const x = (length: number) => 'x'.repeat(length);
const urlOf = (length: number) => `https://wing.coupang.com/${x(length - 25)}`;
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const confirm = (title: string) => ({
  title: plain(title),
  text: mrkdwn('sure?'),
  confirm: plain('yes'),
  deny: plain('no'),
});

const SAME = button({ action_id: 'a' });
const DATE = { type: 'date', timestamp: 1, format: '{ago}' };
const richText = (...elements: unknown[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_quote', elements }],
});

/** Content that has so many characters or items in one place. */
const LIMITS: [what: string, most: number, content: (size: number) => unknown[]][] = [
  ['blocks', 50, (size) => times(size, () => section())],
  ['characters of a section', 3000, (size) => [section({ text: mrkdwn(x(size), { verbatim: true }) })]],
  [
    'fields of a section',
    10,
    (size) => [section({ fields: times(size, () => plain('x', { emoji: true })) })],
  ],
  ['characters of a field', 2000, (size) => [{ type: 'section', fields: [mrkdwn(x(size))] }]],
  ['characters of a header', 150, (size) => [header(x(size))]],
  ['elements of a context', 10, (size) => [context(...times(size, () => mrkdwn('x')))]],
  ['characters of a context element', 3000, (size) => [context(mrkdwn(x(size)))]],
  ['buttons', 25, (size) => [actions(...times(size, () => button()))]],
  ['characters of a button', 75, (size) => [actions(button({ text: plain(x(size)) }))]],
  ['characters of an address', 3000, (size) => [actions(button({ url: urlOf(size) }))]],
  ['characters of an action_id', 255, (size) => [actions(button({ action_id: x(size) }))]],
  ['characters of a value', 2000, (size) => [actions(button({ value: x(size) }))]],
  ['characters of a question', 100, (size) => [actions(button({ confirm: confirm(x(size)) }))]],
  ['characters of a block_id', 255, (size) => [section({ block_id: x(size) })]],
];

/** With the place of the fault behind `/blocks`, or words of the refusal. */
const REFUSED: [what: string, blocks: unknown[], fault: string][] = [
  ['a block of no known type', [{ type: 'nonsense' }], 'unsupported type [json-pointer:/blocks/0/type]'],
  ['a block without a type', [{}], 'unsupported type [json-pointer:/blocks/0/type]'],
  ['something that is no block', ['x'], '/0'],
  ['a section without a text', [{ type: 'section' }], '/0'],
  ['an empty section', [section({ text: mrkdwn('') })], '/0/text/text'],
  ['no field', [{ type: 'section', fields: [] }], '/0/fields'],
  ['an accessory that is no button', [section({ accessory: { type: 'nonsense' } })], '/0/accessory'],
  ['an empty rich text', [richText()], '/0/elements/0/elements'],
  ['mrkdwn in a rich text', [richText(mrkdwn('x'))], '/0/elements/0/elements/0/type'],
  [
    'a date whose time is a text',
    [richText({ ...DATE, timestamp: '1' })],
    '/0/elements/0/elements/0/timestamp',
  ],
  ['an empty header', [header('')], 'must be more than 0 characters'],
  ['a header in mrkdwn', [{ type: 'header', text: mrkdwn('x') }], '/0/text/type'],
  ['a header without a text', [{ type: 'header' }], '/0/text'],
  ['no context element', [context()], '/0/elements'],
  ['an empty context element', [context(mrkdwn('x'), mrkdwn(''))], '/0/elements/1/text'],
  ['no button', [actions()], '/0/elements'],
  ['a button’s text in mrkdwn', [actions(button({ text: mrkdwn('x') }))], '/0/elements/0/text/type'],
  ['an address that is none', [actions(button({ url: 'wing' }))], '/0/elements/0/url'],
  ['an empty address', [actions(button({ url: '' }))], '/0/elements/0/url'],
  ['a style that is none', [actions(button({ style: 'large' }))], '/0/elements/0/style'],
  ['an action_id twice in one block', [actions(SAME, SAME)], 'action_id must be unique'],
  ['a block_id twice', [section({ block_id: 'a' }), section({ block_id: 'a' })], 'block_id must be unique'],
  ['a field that no block has', [section({ colour: 'red' })], 'invalid additional property: colour'],
  ['emoji of mrkdwn', [context(mrkdwn('x', { emoji: true }))], 'invalid additional property: emoji'],
  ['verbatim of plain text', [context(plain('x', { verbatim: true }))], 'additional property: verbatim'],
  ['a text that is a number', [section({ text: mrkdwn('x', { text: 7 }) })], '/0/text/text'],
  ['half a surrogate pair', [section({ text: mrkdwn('\ud83d') })], 'half a surrogate pair'],
];

describe('R22: invalid_blocks', () => {
  test.each(LIMITS)('%s: at most %i', async (_what, most, content) => {
    await post({ blocks: content(most) });
    expect(standing()).toHaveLength(1);
    const refusal = await refusalOf(post({ blocks: content(most + 1) }));
    expect(refusal.error).toBe('invalid_blocks');
    expect(JSON.stringify(refusal['errors'])).toMatch(
      new RegExp(`must be less than ${most + 1} characters|no more than ${most} items allowed`),
    );
    expect(standing()).toHaveLength(1);
  });

  test.each(REFUSED)('%s', async (_what, blocks, fault) => {
    const refusal = await refusalOf(post({ blocks }));
    expect(refusal.error).toBe('invalid_blocks');
    expect(JSON.stringify(refusal['errors'])).toContain(
      fault.startsWith('/') ? `[json-pointer:/blocks${fault}` : fault,
    );
    const messages = z
      .array(z.string())
      .parse(refusal['errors'])
      .map((error) => `[ERROR] ${error}`);
    expect(refusal['response_metadata']).toMatchObject({ messages });
    expect(standing()).toEqual([]);
  });

  test('an edit is refused like a post, and changes nothing', async () => {
    const ts = await started.post('before');
    const edit = started.call('chat.update', { ts, text: 'after', blocks: [{ type: 'nonsense' }] });
    expect((await refusalOf(edit)).error).toBe('invalid_blocks');
    expect(standing()).toMatchObject([{ text: 'before' }]);
  });

  test('an accessory, a date, and the same action_id in another block are accepted', async () => {
    await post({
      blocks: [
        section({ accessory: button(), expand: true }),
        actions(button({ action_id: 'a', style: 'primary' }), button({ action_id: 'b' })),
        actions(SAME),
        { type: 'divider' },
        richText({ type: 'text', text: x(3000) }, DATE),
      ],
    });
    expect(standing()).toHaveLength(1);
  });

  test('no mrkdwn is refused, whatever its content', async () => {
    const odd = '<!channel>,<,<@,```,*,<https://a|b,&amp,\u0000,<!date^x^{y}|>,> > >'.split(',');
    for (const text of odd)
      await post({ text, blocks: [section({ text: mrkdwn(text) }), context(mrkdwn(text))] });
    expect(standing()).toHaveLength(odd.length);
  });
});

describe('other content that Slack refuses', () => {
  const long = (length: number) => times(Math.ceil(length / 2900), () => section({ text: mrkdwn(x(2900)) }));

  test.each([
    ['no_text', { text: '' }],
    ['no_text', { text: ' \n' }],
    ['no_text', { text: '', blocks: [] }],
    ['msg_too_long', { text: x(40_001) }],
    ['invalid_blocks_format', { blocks: 'blocks' }],
    ['invalid_blocks_format', { blocks: { type: 'section' } }],
    ['msg_blocks_too_long', { blocks: long(14_000) }],
    ['invalid_metadata_format', { metadata: 'x' }],
    ['invalid_metadata_format', { metadata: { event_type: 'ticket' } }],
    ['invalid_metadata_format', { metadata: { event_type: '', event_payload: {} } }],
    ['invalid_metadata_format', { metadata: { event_type: 'ticket', event_payload: 'x' } }],
    ['metadata_too_large', { metadata: { event_type: 'ticket', event_payload: { key: x(8000) } } }],
    ['invalid_thread_ts', { thread_ts: '0' }],
    ['channel_not_found', { channel: 'C0NONE' }],
    ['invalid_arguments', { channel: undefined }],
  ])('%s', async (error, args) => {
    expect(await refusalOf(post(args))).toMatchObject({ ok: false, error });
    expect(standing()).toEqual([]);
  });

  test('content just within the limits is accepted', async () => {
    await post({ text: x(40_000) });
    await post({ blocks: long(11_000) });
    await post({ text: '', blocks: [section()] });
    await post({ metadata: { event_type: 'ticket', event_payload: { key: x(7900) } } });
    expect(standing()).toHaveLength(4);
  });

  test('an edit’s text may have 4,000 characters', async () => {
    const ts = await started.post('x');
    await started.call('chat.update', { ts, text: x(4000) });
    expect((await refusalOf(started.call('chat.update', { ts, text: x(4001) }))).error).toBe('msg_too_long');
    expect((await refusalOf(started.call('chat.update', { ts, text: '' }))).error).toBe('no_text');
  });

  test('R19: metadata with a name that Slack does not accept is ignored with a warning, and not found again', async () => {
    const answer = await post({ metadata: { event_type: 'ticket.card', event_payload: { name: 'card' } } });
    expect(answer).toMatchObject({ ok: true, warning: 'invalid_metadata_schema' });
    expect((await started.history({ include_all_metadata: true }))[0]).not.toHaveProperty('metadata');
  });
});
