import * as z from 'zod/mini';
import type { SlackFailureKind } from '../../domain/delivery/after-failure.ts';
import { SlackFailure } from '../../workflows/ports/slack.ts';

/**
 * Maps Slack's `error` words to kinds of failure (R19, R21, R22). An unlisted word is `refused`. Source:
 * docs.slack.dev, errors of chat.postMessage, chat.update, conversations.history and conversations.replies.
 */
export const SLACK_ERROR_WORDS: Record<
  Exclude<SlackFailureKind, 'unreached' | 'look-up-refused' | 'refused'>,
  string[]
> = {
  /** Slack itself warns that a part may have been done. */
  unsure: ['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable'],
  /** Not done, for no fault of the message. It works later. */
  'rate-limited': [
    'external_channel_migrating',
    'message_limit_exceeded',
    'org_login_required',
    'rate_limited',
    'ratelimited',
    'team_added_to_org',
  ],
  'card-unusable': [
    'cannot_reply_to_message',
    'cant_update_message',
    'edit_window_closed',
    'message_not_found',
    'restricted_action_thread_locked',
    'thread_not_found',
  ],
  'content-refused': [
    'block_mismatch',
    'invalid_attachments',
    'invalid_blocks',
    'invalid_blocks_format',
    'msg_blocks_too_long',
    'msg_too_long',
    'no_text',
  ],
  'channel-unusable': [
    'access_denied',
    'accesslimited',
    'cannot_dm_bot',
    'channel_not_found',
    'ekm_access_denied',
    'enterprise_is_restricted',
    'is_archived',
    'is_inactive',
    'messages_tab_disabled',
    'missing_scope',
    'no_permission',
    'not_allowed_token_type',
    'not_in_channel',
    'restricted_action',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
    'team_access_not_granted',
    'user_disabled',
    'user_not_found',
  ],
  /** After a rotation the secret holds a new token. */
  'token-unusable': ['account_inactive', 'invalid_auth', 'not_authed', 'token_expired', 'token_revoked'],
};

/** `what` names the message and its ticket. */
export type CallContext = { call: 'post' | 'edit' | 'look-up'; what: string };

type Verdict = { kind: SlackFailureKind; reason: string; retryAfterMs?: number };

/** The errors of @slack/web-api, by their `code`, with the fields that are read. */
const slackError = z.discriminatedUnion('code', [
  z.object({ code: z.literal('slack_webapi_platform_error'), data: z.object({ error: z.unknown() }) }),
  z.object({ code: z.literal('slack_webapi_rate_limited_error'), retryAfter: z.number() }),
  z.object({ code: z.literal('slack_webapi_http_error'), statusCode: z.number() }),
  z.object({ code: z.literal('slack_webapi_request_error'), original: z.unknown() }),
]);

/**
 * Classifies a failed call by its consequence for the message. The client's error is not kept as a cause: it may
 * contain Slack's whole answer or the token.
 */
export const classifySlackError = (error: unknown, context: CallContext): SlackFailure => {
  const { call, what } = context;
  const verdict = judge(error);
  const kind = kindIn(context, verdict.kind);
  const { reason, retryAfterMs } = verdict;
  return new SlackFailure(
    kind,
    reason,
    `Slack: ${call} of ${what} failed: ${reason}. ${ADVICE[kind]}`,
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );
};

/** The person closed the view, or it was updated meanwhile. Source: docs.slack.dev, errors of views.update. */
const CLOSED = ['not_found', 'hash_conflict'];

export const orClosed = async <T>(update: Promise<T>): Promise<T | 'closed'> => {
  try {
    return await update;
  } catch (error) {
    if (error instanceof SlackFailure && CLOSED.includes(error.reason)) return 'closed';
    throw error;
  }
};

const kindIn = ({ call }: CallContext, kind: SlackFailureKind): SlackFailureKind =>
  call === 'look-up' && kind === 'channel-unusable' ? 'look-up-refused' : kind;

export const slackErrorWord = (error: unknown): string | undefined => {
  const read = slackError.safeParse(error);
  return read.success && read.data.code === 'slack_webapi_platform_error'
    ? wordOf(read.data.data.error)
    : undefined;
};

const judge = (error: unknown): Verdict => {
  const read = slackError.safeParse(error);
  if (!read.success) return hasNoRetryAfter(error) ? NO_RETRY_AFTER : unsure(lostAs(error));
  const failure = read.data;
  switch (failure.code) {
    case 'slack_webapi_rate_limited_error':
      return { kind: 'rate-limited', reason: 'ratelimited', retryAfterMs: failure.retryAfter * 1000 };
    case 'slack_webapi_http_error':
      return failure.statusCode >= 500 || failure.statusCode === 408
        ? unsure(`http_${failure.statusCode}`)
        : { kind: 'refused', reason: `http_${failure.statusCode}` };
    case 'slack_webapi_request_error': {
      const reason = lostAs(failure.original);
      return isUnreached(failure.original) ? { kind: 'unreached', reason } : unsure(reason);
    }
    case 'slack_webapi_platform_error': {
      const word = wordOf(failure.data.error);
      // Without a word it is a page of HTML or half an answer, and the message's fate is unknown.
      return word === undefined ? unsure('unreadable_answer') : { kind: kindOf(word), reason: word };
    }
  }
};

const unsure = (reason: string): Verdict => ({ kind: 'unsure', reason });

/** For a 429 without the header the client throws a plain error. */
const NO_RETRY_AFTER: Verdict = { kind: 'rate-limited', reason: 'no_retry_after' };
const hasNoRetryAfter = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Retry header did not contain a valid timeout');

const wordOf = (word: unknown): string | undefined =>
  typeof word === 'string' && /^[a-z][a-z0-9_]{1,60}$/.test(word) ? word : undefined;

const kinds = new Map<string, SlackFailureKind>();
for (const kind of [
  'unsure',
  'rate-limited',
  'card-unusable',
  'content-refused',
  'channel-unusable',
  'token-unusable',
] as const) {
  for (const word of SLACK_ERROR_WORDS[kind]) kinds.set(word, kind);
}
const kindOf = (word: string): SlackFailureKind => kinds.get(word) ?? 'refused';

const named = z.object({ name: z.string() });
const caused = z.object({
  cause: z.object({
    code: z.string().check(z.regex(/^[A-Z][A-Z0-9_]{1,40}$/)),
    syscall: z.optional(z.string()),
  }),
});

const UNREACHED = new Set([
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** A failure on an open connection has the same codes. Then the message may have been sent. */
const isUnreached = (error: unknown): boolean => {
  const read = caused.safeParse(error);
  if (!read.success) return false;
  const { code, syscall } = read.data.cause;
  return UNREACHED.has(code) && syscall !== 'read' && syscall !== 'write';
};

/** Uses only names and codes: an error's message could quote a header. */
const lostAs = (error: unknown): string => {
  const cause = caused.safeParse(error);
  if (cause.success) return cause.data.cause.code;
  const name = named.safeParse(error);
  return name.success && name.data.name === 'TimeoutError' ? 'timeout' : 'connection_lost';
};

const ADVICE: Record<SlackFailureKind, string> = {
  'rate-limited': 'Nothing was posted; it is tried again later.',
  unreached: 'Nothing was posted; check the network. It is tried again later.',
  unsure: 'It may be in Slack: the history is searched before it is sent again.',
  'card-unusable': 'This message can no longer be used. If it is a card, a new card links back to it.',
  'content-refused': 'Plain text may work. A refused block is a defect of ours: report it.',
  'channel-unusable': 'Check that the channel exists, that the app is in it, and its scopes.',
  'token-unusable': 'Nothing was posted. Store a valid bot token; then everything that waits is sent.',
  'look-up-refused': 'Give the app channels:history and groups:history and invite it to the channel.',
  refused: 'Look the word up among the errors of this method at docs.slack.dev.',
};
