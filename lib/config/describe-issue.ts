import type * as z from 'zod/mini';

/** One fault of an input that a schema refuses: path, value, reason. */
export const describeIssue = (issue: z.core.$ZodIssue, input: unknown): string => {
  const path = issue.path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('');
  const place = path.replace(/^\./, '') || 'the file';
  if (issue.code === 'unrecognized_keys') {
    return `${place}: unknown ${issue.keys.join(', ')}. Remove it, or look for a misspelt name.`;
  }
  const value = issue.path.reduce<unknown>(
    (node, part) => (typeof node === 'object' && node !== null ? Reflect.get(node, part) : undefined),
    input,
  );
  if (value === undefined) return `${place}: is missing.`;
  const reason = issue.message === 'Invalid input' ? `must be of type ${expected(issue)}` : issue.message;
  // Of anything larger the path says enough.
  const shown = ['string', 'number', 'boolean'].includes(typeof value) ? `${JSON.stringify(value)} ` : '';
  return `${place}: ${shown}${reason}.`;
};

const expected = (issue: z.core.$ZodIssue): string =>
  issue.code === 'invalid_type' ? issue.expected : 'another shape';
