import { expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { schemaOf } from '../../../lib/dynamodb/parse-item.ts';

type Stored = { at: number; note?: string; lines: { kind: 'new' | 'old'; by?: string }[] };

const at = z.number();
const note = z.exactOptional(z.string());
const kind = z.enum(['new', 'old']);
const by = z.exactOptional(z.string());
const lines = z.array(z.object({ kind, by }));
const tied = schemaOf<Stored>();

test('the compiler refuses a schema that differs from its type in a field or value, at any depth', () => {
  const schema = z.object({ at, note, lines });
  expect(tied(schema)).toBe(schema);
  // @ts-expect-error an optional field is missing
  tied(z.object({ at, lines }));
  // @ts-expect-error an optional field is one too many
  tied(z.object({ at, note, lines, extra: note }));
  // @ts-expect-error an optional field is required
  tied(z.object({ at, note: z.string(), lines }));
  // @ts-expect-error a required field is optional
  tied(z.object({ at: z.exactOptional(at), note, lines }));
  // @ts-expect-error an optional field of a part is missing
  tied(z.object({ at, note, lines: z.array(z.object({ kind })) }));
  // @ts-expect-error a value of a part is missing
  tied(z.object({ at, note, lines: z.array(z.object({ kind: z.literal('new'), by })) }));
});
