import { afterEach, expect, jest, test } from '@jest/globals';
import middy from '@middy/core';
import { observeInLambda } from '../../../functions/wiring/observe.ts';
import { METRICS } from '../../../lib/config/names.ts';
import { madeUpContext as context } from './made-up-context.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

test('a run without a figure logs no warning of that', async () => {
  const warned = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  await middy(async () => 'done').use(observeInLambda('report').middlewares)({}, context);
  expect(warned).not.toHaveBeenCalled();
});

test('S9: what was counted before a run failed is written', async () => {
  let written = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
  const { middlewares, count } = observeInLambda('poll');
  const fails = middy(async () => {
    count(METRICS.listingsFailed, 3);
    throw new Error('made up');
  }).use(middlewares);
  await expect(fails({}, context)).rejects.toThrow('made up');
  expect(written).toContain('"ListingsFailed":3');
});
