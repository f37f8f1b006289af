import { describe, expect, test } from '@jest/globals';
import { applied, updateExpressions } from '../../../lib/dynamodb/expressions.ts';

describe('the expressions of an update', () => {
  test('set what is defined, remove what is not, and name every attribute', () => {
    const { UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues } = updateExpressions({
      write: { 'posted.changed-3': '1.2', retryAt: undefined, 'events.3': undefined },
      condition: '#lease.#token = :token',
      values: { ':token': 't' },
    });
    expect(UpdateExpression).toBe(
      'SET #posted.#changed_3 = :new_posted_changed_3 REMOVE #retryAt, #events.#3',
    );
    expect(ExpressionAttributeNames).toEqual({
      '#posted': 'posted',
      '#changed_3': 'changed-3',
      '#retryAt': 'retryAt',
      '#events': 'events',
      '#3': '3',
      '#lease': 'lease',
      '#token': 'token',
    });
    expect(ExpressionAttributeValues).toEqual({ ':new_posted_changed_3': '1.2', ':token': 't' });
  });

  test('set some attributes only on an item without them', () => {
    const { UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues } = updateExpressions({
      write: { lease: 'made up' },
      writeIfAbsent: { firstPollAt: 5, polledAt: undefined },
      condition: 'attribute_exists(#pk)',
    });
    expect(UpdateExpression).toBe(
      'SET #lease = :new_lease, #firstPollAt = if_not_exists(#firstPollAt, :new_firstPollAt)',
    );
    expect(ExpressionAttributeNames).toEqual({
      '#lease': 'lease',
      '#firstPollAt': 'firstPollAt',
      '#pk': 'pk',
    });
    expect(ExpressionAttributeValues).toEqual({ ':new_lease': 'made up', ':new_firstPollAt': 5 });
  });

  test('carry no empty map of values, which DynamoDB refuses', () => {
    expect(
      updateExpressions({ write: { lease: undefined }, condition: 'attribute_exists(#lease)' }),
    ).not.toHaveProperty('ExpressionAttributeValues');
  });

  test('use a placeholder for an attribute name that a placeholder cannot spell', () => {
    const { ExpressionAttributeNames } = updateExpressions({
      write: { attempt: 'made up' },
      condition: 'attribute_not_exists(#posted.#line)',
      names: { '#line': 'changed-3' },
    });
    expect(ExpressionAttributeNames).toEqual({
      '#posted': 'posted',
      '#line': 'changed-3',
      '#attempt': 'attempt',
    });
  });
});

test('applies a change to an item: paths lead into its maps, and undefined values are removed', () => {
  const item = { text: 'old', posted: { breach: '1' }, events: { 1: 'first' }, product: 'made up' };
  const write = {
    text: 'new',
    'posted.changed-3': '2',
    'events.1': undefined,
    product: undefined,
    rank: undefined,
    'retries.edit': 5,
  };
  expect(applied(item, write)).toEqual({
    text: 'new',
    posted: { breach: '1', 'changed-3': '2' },
    events: {},
    retries: { edit: 5 },
  });
  expect(item.posted).toEqual({ breach: '1' });
});
