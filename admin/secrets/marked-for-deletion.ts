/**
 * A deleted secret keeps its name for 30 days, and AWS neither reads nor writes it: `InvalidRequestException`. Source: the API reference of
 * Secrets Manager.
 */
export const markedForDeletion = (name: string, region: string): string =>
  `The secret ${name} in ${region} is marked for deletion. Take it back first: aws secretsmanager restore-secret --region ${region} --secret-id ${name}`;
