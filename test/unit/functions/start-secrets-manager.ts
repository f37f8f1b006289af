import * as z from 'zod/mini';
import { serve } from '../../fixtures/serve.ts';

const request = z.object({
  SecretId: z.optional(z.string()),
  Name: z.optional(z.string()),
  KmsKeyId: z.optional(z.string()),
  SecretString: z.optional(z.string()),
});

/**
 * A Secrets Manager on the loopback address. It makes, gets and puts the values of its made-up secrets, refuses the operations
 * in `denied`, and has deleted the secrets in `deleted`.
 */
export const startSecretsManager = async (
  secrets: Record<string, string>,
  storedAt = new Map<string, number>(),
) => {
  const requestedIds: string[] = [];
  const missed: string[] = [];
  const put: string[] = [];
  const denied: string[] = [];
  const deleted: string[] = [];
  const made: object[] = [];
  const keys: Record<string, string | undefined> = {};
  const { url, close } = await serve((incoming, response, body) => {
    const { Name, SecretString, KmsKeyId, ...asks } = request.parse(JSON.parse(body));
    const SecretId = asks.SecretId ?? Name ?? '';
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    const [, operation = ''] = String(incoming.headers['x-amz-target']).split('.');
    const refusal = denied.includes(operation)
      ? 'AccessDeniedException'
      : SecretId in secrets || operation === 'CreateSecret'
        ? deleted.includes(SecretId) && operation !== 'DescribeSecret'
          ? 'InvalidRequestException'
          : undefined
        : 'ResourceNotFoundException';
    if (refusal !== undefined) {
      if (operation === 'GetSecretValue') missed.push(SecretId);
      response.statusCode = 400;
      response.end(JSON.stringify({ __type: refusal, message: 'made up' }));
      return;
    }
    if (operation === 'CreateSecret') made.push({ SecretId, KmsKeyId });
    if (operation === 'UpdateSecret' || operation === 'CreateSecret') {
      put.push(SecretId);
      keys[SecretId] = KmsKeyId;
      secrets[SecretId] = SecretString ?? '';
      response.end(JSON.stringify({ Name: SecretId }));
      return;
    }
    if (operation === 'DescribeSecret') {
      response.end(
        JSON.stringify({
          Name: SecretId,
          ...(deleted.includes(SecretId) && { DeletedDate: 1_764_000_000 }),
        }),
      );
      return;
    }
    requestedIds.push(SecretId);
    const at = storedAt.get(SecretId);
    response.end(
      JSON.stringify({
        Name: SecretId,
        SecretString: secrets[SecretId],
        ...(at !== undefined && { CreatedDate: at / 1000 }),
      }),
    );
  });
  const env = {
    AWS_REGION: 'ap-northeast-2',
    AWS_ACCESS_KEY_ID: 'madeup',
    AWS_SECRET_ACCESS_KEY: 'made-up',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
  };
  return { asked: requestedIds, missed, put, made, keys, denied, deleted, env, secrets, storedAt, close };
};

export type SecretsManager = Awaited<ReturnType<typeof startSecretsManager>>;
