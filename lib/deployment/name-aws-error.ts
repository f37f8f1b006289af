import * as z from 'zod/mini';
import { NotifierError } from '../domain/notifier-error.ts';

/** Advice after an error. The commands have it in other languages, too. */
export const AWS_ERROR_TEXTS = {
  signIn:
    'This shell is not signed in to AWS, or its sign-in is no longer valid. Sign in: aws sso login --profile <name>, then export AWS_PROFILE=<name>. aws configure sso makes such a profile.',
  untrusted:
    "The connection is not trusted. A company's proxy may intercept it: NODE_EXTRA_CA_CERTS=<file of its certificate> lets Node trust it.",
  /** @param policy the kind of policy that denies it explicitly, as AWS names it */
  denied: (action: string | undefined, resource: string | undefined, policy: string | undefined) => {
    const place = resource === undefined ? '' : ` on ${resource}`;
    const because = policy === undefined ? '' : `, since a ${policy} denies it`;
    return `Your AWS user or role may not do ${action ?? 'this'}${place}${because}. Use another user or role, or have the right added: docs/operator-policy.json has all that the commands need.`;
  },
  unreachable: 'AWS could not be reached: check the region and the internet connection.',
  unreadable:
    'AWS gave no answer that can be read: is there a proxy, or is AWS in trouble (health.aws.amazon.com)? Then try again.',
  throttled: 'AWS limits the rate of requests: try again in a minute.',
  other: 'See the documents of AWS for this name.',
};

export type AwsErrorTexts = typeof AWS_ERROR_TEXTS;

/**
 * Describes a failed request to AWS and what to do. Uses the error's name, and for a denied request the action and the
 * resource. It leaves out the rest of the message, which may quote the request. For our own error it uses the cause, or
 * else its message.
 */
export const nameAwsError = (error: unknown, texts: AwsErrorTexts = AWS_ERROR_TEXTS): string => {
  if (isOurs(error)) return error.message;
  if (isSignedOut(error)) return texts.signIn;
  const name = nameOf(error);
  if (isAccessDenied(error)) return `${name}. ${describeDenial(error, texts)}`;
  return `${name}. ${texts[ADVICE.find(([pattern]) => pattern.test(name))?.[1] ?? 'other']}`;
};

/**
 * Describes a failed request in a command's sentence. Without a valid sign-in AWS refused nothing, so the sentence is only
 * how to sign in.
 */
export const describeAwsFailure = (
  error: unknown,
  texts: AwsErrorTexts,
  describe: (reason: string) => string,
): string => (isSignedOut(error) ? texts.signIn : describe(nameAwsError(error, texts)));

const isSignedOut = (error: unknown): boolean => !isOurs(error) && SIGNED_OUT.test(nameOf(error));

/** The SDK adds `$metadata` to each error of a request that it tried. */
export const isAwsError = (error: unknown): boolean =>
  isCredentialsError(error) || requested.safeParse(rootOf(error)).success;

/** No request can be signed, or AWS accepts none. */
export const isCredentialsError = (error: unknown): boolean => CREDENTIALS.test(nameOf(error));

/** AWS accepts the signature, but the user has no right to the request. */
export const isAccessDenied = (error: unknown): boolean => ACCESS_DENIED.test(nameOf(error));

const ACCESS_DENIED = /AccessDenied|NotAuthorized|Unauthorized|AuthorizationError/;

const SIGNED_OUT = /^(CredentialsProviderError|TokenProviderError|ExpiredToken(Exception)?)$/;

const CREDENTIALS =
  /^(CredentialsProviderError|ExpiredToken(Exception)?|InvalidClientTokenId|UnrecognizedClient(Exception)?|TokenProviderError|InvalidSignatureException|SignatureDoesNotMatch)$/;

const ADVICE: [RegExp, Exclude<keyof AwsErrorTexts, 'denied'>][] = [
  [CREDENTIALS, 'signIn'],
  [/CERT|SSL|TLS|_SIGNATURE$/, 'untrusted'],
  [/^E[A-Z_]+$|Timeout|NetworkingError/, 'unreachable'],
  [
    /^(SyntaxError|Unknown(Error)?|ServiceUnavailable.*|Internal(Failure|Error|ServerError|Service.*))$/,
    'unreadable',
  ],
  [/Throttl|TooManyRequests/, 'throttled'],
];

/** Source: IAM user guide, "Troubleshoot access denied error messages". KMS names no resource. */
const DENIED_ACTION =
  /not authorized to perform:? (?<action>[\w-]+:\w+)(?: on resource:? (?<resource>[\w:/.*+=@%-]*[\w*/]))?/;
const DENYING_POLICY =
  /explicit deny in an? (?<policy>(?:(?:service|resource) control|identity-based|resource-based|session|VPC endpoint) policy|permissions boundary)/;

const describeDenial = (error: unknown, texts: AwsErrorTexts): string => {
  const { message } = messaged.safeParse(rootOf(error)).data ?? { message: '' };
  const { action, resource } = DENIED_ACTION.exec(message)?.groups ?? {};
  return texts.denied(action, resource, DENYING_POLICY.exec(message)?.groups?.['policy']);
};

const requested = z.object({ $metadata: z.unknown() });
const messaged = z.object({ message: z.string() });
const coded = z.object({ code: z.string().check(z.regex(/^[A-Z][A-Z_]+$/)) });
const named = z.object({ name: z.string().check(z.regex(/^[A-Za-z]\w*$/)) });

export const isOurs = (error: unknown): error is NotifierError =>
  error instanceof NotifierError && error.cause === undefined;

const rootOf = (error: unknown): unknown =>
  error instanceof NotifierError && error.cause !== undefined ? rootOf(error.cause) : error;

const nameOf = (error: unknown): string => {
  const root = rootOf(error);
  const network = coded.safeParse(root);
  if (network.success) return network.data.code;
  const read = named.safeParse(root);
  return read.success ? read.data.name : 'UnknownError';
};
