import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { openTalk } from '../../../../admin/setup/talk.ts';

const open = (isTTY: boolean) => {
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: () => undefined });
  const output = new PassThrough();
  let shown = '';
  output.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
  });
  return { talk: openTalk(input, output), type: (text: string) => input.write(text), shown: () => shown };
};

describe('what takes long', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const takes = (seconds: number) => () =>
    new Promise<string>((done) => setTimeout(done, seconds * 1000, 'done'));

  test('shows a person each second what is done, and wipes that away at the end', async () => {
    const { talk, shown } = open(true);
    const work = talk.during('Deploys', takes(3.5));
    await jest.advanceTimersByTimeAsync(3400);
    expect(shown()).toMatch(/Deploys … 1 s.*Deploys … 2 s.*Deploys … 3 s$/s);
    await jest.advanceTimersByTimeAsync(200);
    expect(await work).toBe('done');
    expect(shown()).toMatch(/3 s\r.\[K$/);
  });

  test('writes into a log a line at once and one every half minute', async () => {
    const { talk, shown } = open(false);
    const work = talk.during('Deploys', takes(70));
    await jest.advanceTimersByTimeAsync(70_000);
    await work;
    expect(shown()).toBe('Deploys …\nDeploys … 31 s\nDeploys … 61 s\n');
  });

  test.each([true, false])('shows nothing within the first second (a person: %s)', async (isPerson) => {
    const { talk, shown } = open(isPerson);
    const work = talk.during('Looks', takes(0.5));
    await jest.advanceTimersByTimeAsync(600);
    await work;
    expect(shown()).toBe('');
  });

  test('shows nothing more after a failure', async () => {
    const { talk, shown } = open(false);
    await expect(talk.during('Looks', () => Promise.reject(new Error('made up')))).rejects.toThrow('made up');
    await jest.advanceTimersByTimeAsync(5000);
    expect(shown()).toBe('');
  });
});

describe('a question with yes or no', () => {
  test.each([
    ['y', true],
    ['No', false],
    ['', true],
  ])('"%s" is %s', async (typed, expected) => {
    const { talk, type } = open(true);
    const answer = talk.confirm('Deploy?', 'y');
    type(`${typed}\r`);
    expect(await answer).toBe(expected);
  });

  test('takes nothing else', async () => {
    const { talk, type, shown } = open(true);
    const answer = talk.confirm('Deploy?', 'n');
    type('maybe\r');
    type('y\r');
    expect(await answer).toBe(true);
    expect(shown()).toContain('It must be y or n.');
  });

  test('lets the terminal go between two questions, so that Ctrl-C ends what runs', async () => {
    const { talk, type } = open(true);
    const first = talk.confirm('One?', 'y');
    type('\r');
    await first;
    const second = talk.confirm('Two?', 'n');
    type('y\r');
    expect(await second).toBe(true);
  });
});
