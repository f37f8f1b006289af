import { describe, expect, test } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import PQueue from '../../infra/stand-ins/p-queue.ts';
import callOnce, { AbortError } from '../../infra/stand-ins/p-retry.ts';
import * as sdk from '../../infra/stand-ins/sdk-parts.ts';
import { Methods } from '../../infra/stand-ins/slack-methods.ts';
import * as slackParts from '../../infra/stand-ins/slack-parts.ts';

/** The names of all functions inside, such as `chat.update`. */
const namesIn = (value: unknown, path: string): string[] => {
  if (typeof value === 'function') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => namesIn(inner, `${path}.${name}`));
};
const inherited = new Set(['logger', 'requestQueue', 'retryConfig', 'fetchFn', 'defaultHeaders']);
const METHODS = Object.entries(new WebClient())
  .filter(([name]) => !inherited.has(name))
  .flatMap(([name, value]) => namesIn(value, name));

class Recorder extends Methods {
  readonly recorded: unknown[] = [];
  override apiCall(method: string, options?: object): Promise<unknown> {
    this.recorded.push([method, options]);
    return Promise.resolve('done');
  }
}

describe('the stand-in for Slack’s methods', () => {
  test('has them all, by the same names', async () => {
    expect(METHODS.length).toBeGreaterThan(250);
    for (const method of METHODS) {
      const recorder = new Recorder();
      const call = method
        .split('.')
        .reduce<unknown>((inner, name) => Reflect.get(Object(inner), name), recorder);
      if (typeof call !== 'function') throw new Error(method);
      expect(await Reflect.apply(call, undefined, [{ a: 1 }])).toBe('done');
      expect(recorder.recorded).toEqual([[method, { a: 1 }]]);
    }
  });
});

describe('the stand-in for p-retry', () => {
  test('R20: makes a call once, and fails as it does', async () => {
    let calls = 0;
    const fail = async (): Promise<never> => {
      calls += 1;
      throw new RangeError('made up');
    };
    await expect(callOnce(fail, { retries: 0 })).rejects.toThrow(RangeError);
    expect(calls).toBe(1);
    const cause = new Error('inner');
    await expect(callOnce(() => Promise.reject(new AbortError(cause)), { retries: 0 })).rejects.toBe(cause);
  });

  test('refuses to repeat a call', async () => {
    await expect(callOnce(async () => 'done', { retries: 1 })).rejects.toThrow(
      'p-retry is not in the bundle',
    );
    await expect(callOnce(async () => 'done', {})).rejects.toThrow('p-retry is not in the bundle');
  });
});

test('what is left out throws where it is reached', async () => {
  const reached = [
    () => new PQueue().pause(),
    () => new PQueue().start(),
    () => new sdk.EndpointCache().get(),
    () => new sdk.EndpointCache().set(),
    () => sdk.Sha256Js(),
    () => sdk.AdaptiveRetryStrategy(),
    () => slackParts.ChatStreamer(),
    () => slackParts.getLogger(),
    () => slackParts.getFileUploadJob(),
  ];
  for (const call of reached) expect(call).toThrow(/ is not in the bundle\. Take its stand-in out of/);
  await expect(sdk.getInstanceMetadataRegion()).rejects.toThrow('is not in the bundle');
  await expect(import('../../infra/stand-ins/event-streams.ts')).rejects.toThrow(
    'event-streams is not in the bundle',
  );
});
