import * as z from 'zod/mini';

/** What went wrong with a request to AWS and what to do, by the error's name: its message may quote what was sent. */
export const nameAwsError = (error: unknown): string => {
  const name = nameOf(error);
  return `${name}. ${ADVICE.find(([pattern]) => pattern.test(name))?.[1] ?? 'Look the name up in the documents of AWS.'}`;
};

/** No request can be signed, or none is taken: nothing that is asked of AWS can succeed. */
export const isCredentialsError = (error: unknown): boolean => CREDENTIALS.test(nameOf(error));

const CREDENTIALS =
  /^(CredentialsProviderError|ExpiredToken(Exception)?|InvalidClientTokenId|UnrecognizedClient(Exception)?|TokenProviderError|InvalidSignatureException|SignatureDoesNotMatch)$/;

const ADVICE: [RegExp, string][] = [
  [
    CREDENTIALS,
    'Sign in to the AWS account first, such as by aws sso login, and name its profile in AWS_PROFILE.',
  ],
  [/AccessDenied|NotAuthorized|Unauthorized/, 'Your AWS user or role may not do this: use one that may.'],
  [
    /^E[A-Z_]+$|Timeout|NetworkingError/,
    'AWS could not be reached: check the region and the way to the internet.',
  ],
  [/Throttl|TooManyRequests/, 'AWS asks for patience: try again in a minute.'],
];

const coded = z.object({ code: z.string().check(z.regex(/^E[A-Z_]+$/)) });
const named = z.object({ name: z.string().check(z.regex(/^[A-Za-z]\w*$/)) });

const nameOf = (error: unknown): string => {
  const network = coded.safeParse(error);
  if (network.success) return network.data.code;
  const read = named.safeParse(error);
  return read.success ? read.data.name : 'UnknownError';
};
