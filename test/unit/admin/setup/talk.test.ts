import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ADMIN_WORDING } from '../../../../admin/wording/wording.ts';
import { openTalk } from '../../../../admin/setup/talk.ts';

/** Ctrl-U. */
const ERASE_LINE = '\u0015';

const open = (isTTY: boolean) => {
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: () => undefined });
  const output = new PassThrough();
  let shown = '';
  output.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
  });
  return {
    talk: openTalk(input, output, ADMIN_WORDING.en.prompt),
    type: (text: string) => input.write(text),
    shown: () => shown,
  };
};

describe('the progress of a long step', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const takes = (seconds: number) => () =>
    new Promise<string>((done) => setTimeout(done, seconds * 1000, 'done'));

  test('is shown to a person each second, and wiped at the end', async () => {
    const { talk, shown } = open(true);
    const work = talk.during('Deploys', takes(3.5));
    await jest.advanceTimersByTimeAsync(3400);
    expect(shown()).toMatch(/Deploys … 1 s.*Deploys … 2 s.*Deploys … 3 s$/s);
    await jest.advanceTimersByTimeAsync(200);
    expect(await work).toBe('done');
    expect(shown()).toMatch(/3 s\r.\[K$/);
  });

  test('is logged at once and then every half minute', async () => {
    const { talk, shown } = open(false);
    const work = talk.during('Deploys', takes(70));
    await jest.advanceTimersByTimeAsync(70_000);
    await work;
    expect(shown()).toBe('Deploys …\nDeploys … 31 s\nDeploys … 61 s\n');
  });

  test.each([true, false])('is not shown within the first second (a person: %s)', async (isPerson) => {
    const { talk, shown } = open(isPerson);
    const work = talk.during('Looks', takes(0.5));
    await jest.advanceTimersByTimeAsync(600);
    await work;
    expect(shown()).toBe('');
  });

  test('is not shown after a failure', async () => {
    const { talk, shown } = open(false);
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
    const { talk, type } = open(true);
    const answer = talk.confirm('Deploy?', 'y');
    type(`${typed}\r`);
    expect(await answer).toBe(expected);
  });

  test('accepts nothing else', async () => {
    const { talk, type, shown } = open(true);
    const answer = talk.confirm('Deploy?', 'n');
    type('maybe\r');
    type(`${ERASE_LINE}y\r`);
    expect(await answer).toBe(true);
    expect(shown()).toContain('It must be y or n.');
  });

  test('releases the terminal between two questions, so that Ctrl-C ends the process', async () => {
    const { talk, type } = open(true);
    const first = talk.confirm('One?', 'y');
    type('\r');
    await first;
    const second = talk.confirm('Two?', 'n');
    type('y\r');
    expect(await second).toBe(true);
  });
});
