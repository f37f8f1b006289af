import type * as z from 'zod/mini';

/** A fault of blocks or of a view, with a path close to Slack's own. */
export const describeFault = (issue: z.core.$ZodIssue, root: 'blocks' | 'view'): string =>
  `${inWords(issue)} [json-pointer:/${root}${issue.path.map((step) => `/${String(step)}`).join('')}]`;

const inWords = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'array'
        ? `no more than ${issue.maximum} items allowed`
        : `must be less than ${Number(issue.maximum) + 1} characters`;
    case 'too_small':
      return issue.origin === 'array' ? 'at least one item is needed' : 'must be more than 0 characters';
    case 'unrecognized_keys':
      return `invalid additional property: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return 'unsupported type';
    default:
      return issue.message;
  }
};
