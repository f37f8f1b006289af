import { expect, test } from '@jest/globals';
import { NotSetUp } from '../../../lib/config/config-error.ts';
import { SourceError } from '../../../lib/workflows/ports/coupang.ts';
import { against, page, WINDOW } from './loopback-coupang.ts';
import { NO_REPAIRS } from '../../fixtures/domain/no-repairs.ts';

const credentials = async (): Promise<never> => {
  throw new NotSetUp('made-up/secret', 'A00012345');
};

test('sends nothing to Coupang without a stored key, and fails with a separate code (O5)', async () => {
  await against(
    [page([])],
    async (client, { seen }) => {
      const { failure } = await client.read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);
      expect(failure).toMatchObject({ code: 'NOT_SET_UP', reach: 'reading', retryable: false });
      expect(failure?.message).toContain('npm run secrets');
      expect(seen).toEqual([]);
      const fingerprint: unknown = await client.keyFingerprint().catch((error: unknown) => error);
      expect(fingerprint).toBeInstanceOf(SourceError);
      expect(fingerprint).toMatchObject({ code: 'NOT_SET_UP' });
    },
    { credentials },
  );
});
