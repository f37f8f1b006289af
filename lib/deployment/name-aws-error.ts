import * as z from 'zod/mini';
import { NotifierError } from '../domain/notifier-error.ts';

export const HOW_TO_SIGN_IN =
  'Sign in to the AWS account first: aws sso login --profile <name>, then export AWS_PROFILE=<name>. aws configure sso makes such a profile.';

/**
 * Describes a failed request to AWS and what to do. Uses only the error's name, since the message may quote the
 * request. For our own error it uses the cause, or else its message.
 */
export const nameAwsError = (error: unknown): string => {
  if (isOurs(error)) return error.message;
  const name = nameOf(error);
  return `${name}. ${ADVICE.find(([pattern]) => pattern.test(name))?.[1] ?? 'See the documents of AWS for this name.'}`;
};

/** No request can be signed, or AWS accepts none. */
export const isCredentialsError = (error: unknown): boolean => CREDENTIALS.test(nameOf(error));

/** AWS accepts the signature, but the user has no right to the request. */
export const isAccessDenied = (error: unknown): boolean => ACCESS_DENIED.test(nameOf(error));

const ACCESS_DENIED = /AccessDenied|NotAuthorized|Unauthorized/;

const CREDENTIALS =
  /^(CredentialsProviderError|ExpiredToken(Exception)?|InvalidClientTokenId|UnrecognizedClient(Exception)?|TokenProviderError|InvalidSignatureException|SignatureDoesNotMatch)$/;

const ADVICE: [RegExp, string][] = [
  [CREDENTIALS, HOW_TO_SIGN_IN],
  [
    /CERT|SSL|TLS|_SIGNATURE$/,
    "The connection is not trusted. A company's proxy may intercept it: NODE_EXTRA_CA_CERTS=<file of its certificate> lets Node trust it.",
  ],
  [ACCESS_DENIED, 'Your AWS user or role may not do this: use another user or role.'],
  [
    /^E[A-Z_]+$|Timeout|NetworkingError/,
    'AWS could not be reached: check the region and the internet connection.',
  ],
  [
    /^(SyntaxError|Unknown(Error)?|ServiceUnavailable.*|Internal(Failure|Error|ServerError|Service.*))$/,
    'AWS gave no answer that can be read: is there a proxy, or is AWS in trouble (health.aws.amazon.com)? Then try again.',
  ],
  [/Throttl|TooManyRequests/, 'AWS limits the rate of requests: try again in a minute.'],
];

const coded = z.object({ code: z.string().check(z.regex(/^[A-Z][A-Z_]+$/)) });
const named = z.object({ name: z.string().check(z.regex(/^[A-Za-z]\w*$/)) });

export const isOurs = (error: unknown): error is NotifierError =>
  error instanceof NotifierError && error.cause === undefined;

const nameOf = (error: unknown): string => {
  if (error instanceof NotifierError && error.cause !== undefined) return nameOf(error.cause);
  const network = coded.safeParse(error);
  if (network.success) return network.data.code;
  const read = named.safeParse(error);
  return read.success ? read.data.name : 'UnknownError';
};
