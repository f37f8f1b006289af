import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { openPrompt } from '../../../admin/secrets/open-prompt.ts';
import { openTalk } from '../../../admin/setup/talk.ts';
import { ADMIN_WORDING } from '../../../admin/wording/wording.ts';

const texts = ADMIN_WORDING.en.prompt;
const anything = () => undefined;

/** A terminal or a pipe: its input, and everything that it shows. */
const openTerminal = (isTTY = true) => {
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: () => undefined });
  const output = new PassThrough();
  let shown = '';
  output.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
  });
  return {
    prompt: openPrompt(input, output, texts),
    talk: openTalk(input, output, texts),
    type: (text: string) => input.write(text),
    shown: () => shown,
  };
};

describe('a person at a terminal', () => {
  test('sees the question, and nothing of a hidden answer', async () => {
    const { prompt, type, shown } = openTerminal();
    const answer = prompt.ask({ text: 'Secret key', check: anything, hidden: true });
    for (const letter of 'hush-hush') type(letter);
    type('\r');
    expect(await answer).toBe('hush-hush');
    expect(shown()).toContain('Secret key\n');
    const first = shown();
    expect(first).not.toMatch(/hush|[*•▪]/);
    const empty = openTerminal();
    const nothing = empty.prompt.ask({ text: 'Secret key', check: anything, hidden: true });
    empty.type('\r');
    expect(await nothing).toBe('');
    expect(empty.shown()).toBe(first);
    prompt.close();
  });

  test('sees an answer that is not secret, and accepts the default with Enter', async () => {
    const { prompt, type, shown } = openTerminal();
    const first = prompt.ask({ text: 'Last day', check: anything, otherwise: '2027-05-24' });
    type('\r');
    expect(await first).toBe('2027-05-24');
    const second = prompt.ask({ text: 'Last day', check: anything, otherwise: '2027-05-24' });
    type('2027-01-01\r');
    expect(await second).toBe('2027-01-01');
    expect(shown()).toContain('2027-05-24');
    expect(shown()).toContain('2027-01-01');
    prompt.close();
  });

  test('is asked again until the answer is usable', async () => {
    const { prompt, type, shown } = openTerminal();
    const check = (answer: string) => (answer === 'good' ? undefined : 'must be good');
    const answer = prompt.ask({ text: 'Key', check, hidden: true });
    type('bad-hush\r');
    type('good\r');
    expect(await answer).toBe('good');
    expect(shown()).toContain('must be good');
    expect(shown()).not.toContain('hush');
    prompt.close();
  });

  test('cannot recall a hidden answer with Up at a visible question', async () => {
    const { prompt, type, shown } = openTerminal();
    const hidden = prompt.ask({ text: 'Secret key', check: anything, hidden: true });
    type('hush-hush\r');
    expect(await hidden).toBe('hush-hush');
    const visible = prompt.ask({ text: 'Last day', check: anything, otherwise: '2027-05-24' });
    type('\u001b[A');
    type('\r');
    expect(await visible).toBe('2027-05-24');
    expect(shown()).not.toContain('hush');
    prompt.close();
  });

  test('stops with Ctrl-C, and shows nothing of what was typed', async () => {
    const { prompt, type, shown } = openTerminal();
    const answer = prompt.ask({ text: 'Key', check: anything, hidden: true });
    type('hush\u0003');
    await expect(answer).rejects.toThrow('Nothing was stored');
    expect(shown()).not.toContain('hush');
  });

  test.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
    ['Escape', '\u001b'],
  ])('stops with %s', async (_name, key) => {
    const { prompt, type } = openTerminal();
    const answer = prompt.ask({ text: 'Label', check: anything });
    type(key);
    await expect(answer).rejects.toThrow('Nothing was stored: the input ended before Label.');
  });

  test('keeps a stored value with Enter, and never sees it', async () => {
    const { prompt, type, shown } = openTerminal();
    const answer = prompt.ask({ text: 'Bot token', check: anything, hidden: true, stored: 'hush-hush' });
    type('\r');
    expect(await answer).toBe('hush-hush');
    expect(shown()).toContain('[Enter keeps the stored one]');
    expect(shown()).not.toContain('hush');
  });

  test('selects one of the choices, from the usual one on', async () => {
    const { prompt, type, shown } = openTerminal();
    const choices = ['ko', 'en', 'zh-TW'].map((value) => ({ value, label: `in ${value}` }));
    const answer = prompt.ask({ text: 'Language', check: anything, choices, otherwise: 'en' });
    type('\u001b[B');
    type('\r');
    expect(await answer).toBe('zh-TW');
    expect(shown()).toContain('in ko');
  });
});

describe('piped input', () => {
  test('is read line by line in order, even if many lines come at once', async () => {
    const input = new PassThrough();
    const prompt = openPrompt(input, new PassThrough(), texts);
    input.end('one\r\n two \nthree');
    const ask = () => prompt.ask({ text: 'Next', check: anything });
    expect([await ask(), await ask(), await ask()]).toEqual(['one', 'two', 'three']);
    await expect(ask()).rejects.toThrow('the input ended before Next');
  });
});

/** Ctrl-U. */
const ERASE_LINE = '\u0015';

describe('the progress of a long step', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const takes = (seconds: number) => () =>
    new Promise<string>((done) => setTimeout(done, seconds * 1000, 'done'));

  test('is shown to a person each second, and wiped at the end', async () => {
    const { talk, shown } = openTerminal(true);
    const work = talk.during('Deploys', takes(3.5));
    await jest.advanceTimersByTimeAsync(3400);
    expect(shown()).toMatch(/Deploys … 1 s.*Deploys … 2 s.*Deploys … 3 s$/s);
    await jest.advanceTimersByTimeAsync(200);
    expect(await work).toBe('done');
    expect(shown()).toMatch(/3 s\r.\[K$/);
  });

  test('is logged at once and then every half minute', async () => {
    const { talk, shown } = openTerminal(false);
    const work = talk.during('Deploys', takes(70));
    await jest.advanceTimersByTimeAsync(70_000);
    await work;
    expect(shown()).toBe('Deploys …\nDeploys … 31 s\nDeploys … 61 s\n');
  });

  test.each([true, false])('is not shown within the first second (a person: %s)', async (isPerson) => {
    const { talk, shown } = openTerminal(isPerson);
    const work = talk.during('Looks', takes(0.5));
    await jest.advanceTimersByTimeAsync(600);
    await work;
    expect(shown()).toBe('');
  });

  test('is not shown after a failure', async () => {
    const { talk, shown } = openTerminal(false);
    await expect(talk.during('Looks', () => Promise.reject(new Error('made up')))).rejects.toThrow('made up');
    await jest.advanceTimersByTimeAsync(5000);
    expect(shown()).toBe('');
  });
});

describe('a yes-or-no question', () => {
  test.each([
    ['y', true],
    ['No', false],
    ['', true],
  ])('takes "%s" as %s', async (typed, expected) => {
    const { talk, type } = openTerminal(true);
    const answer = talk.confirm('Deploy?', 'y');
    type(`${typed}\r`);
    expect(await answer).toBe(expected);
  });

  test('accepts nothing else', async () => {
    const { talk, type, shown } = openTerminal(true);
    const answer = talk.confirm('Deploy?', 'n');
    type('maybe\r');
    type(`${ERASE_LINE}y\r`);
    expect(await answer).toBe(true);
    expect(shown()).toContain('It must be y or n.');
  });

  test('releases the terminal between two questions, so that Ctrl-C ends the process', async () => {
    const { talk, type } = openTerminal(true);
    const first = talk.confirm('One?', 'y');
    type('\r');
    await first;
    const second = talk.confirm('Two?', 'n');
    type('y\r');
    expect(await second).toBe(true);
  });
});
