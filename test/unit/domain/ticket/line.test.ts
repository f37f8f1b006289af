import { describe, expect, test } from '@jest/globals';
import { lineName, isStepLine, lineOf } from '../../../../lib/domain/ticket/line.ts';
import { STEP_NAMES } from '../../../../lib/domain/ticket/step.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';

describe('the name of a line', () => {
  test.each(STEP_NAMES)(
    '`%s` is parsed with its deadline, in the thread and in a channel of its own',
    (name) => {
      const step = { name, deadline: NOW };
      expect(lineOf(lineName('step', step))).toEqual({ type: 'step', ...step });
      expect(lineOf(lineName('escalation', step))).toEqual({ type: 'escalation', ...step });
      expect(isStepLine(lineOf(lineName('step', step)))).toBe(true);
    },
  );

  test('is parsed as the change of a version, or as a breach', () => {
    expect(lineOf('changed-2')).toEqual({ type: 'changed', version: 2 });
    expect(lineOf('closed-13')).toEqual({ type: 'closed', version: 13 });
    expect(lineOf('reopened-4')).toEqual({ type: 'reopened', version: 4 });
    expect(lineOf('breach')).toEqual({ type: 'breach' });
    for (const name of ['changed-2', 'breach'] as const) expect(isStepLine(lineOf(name))).toBe(false);
  });
});
