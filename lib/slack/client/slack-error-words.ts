import type { SlackFailureKind } from '../../domain/delivery/after-failure.ts';

/**
 * Maps Slack's `error` words to kinds of failure (R19, R21, R22). A word that is not listed here is `refused`. Source:
 * docs.slack.dev, errors of chat.postMessage, chat.update, conversations.history and conversations.replies.
 */
export const SLACK_ERROR_WORDS: Record<
  Exclude<SlackFailureKind, 'unreached' | 'look-up-refused' | 'refused'>,
  string[]
> = {
  /** Slack itself says that a part may have been done. */
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
    // We send none.
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
