/**
 * The bot scopes that the app needs, and what is lost without each. The app's manifest has the same scopes. Source:
 * docs.slack.dev, the scopes of each method called.
 */
export const SLACK_SCOPES = {
  'chat:write': 'nothing is posted',
  'channels:read': 'the app cannot check whether it is in its public channels',
  'groups:read': 'the app cannot check whether it is in its private channels',
  'channels:history': 'a message whose answer was lost may be posted twice in public channels',
  'groups:history': 'a message whose answer was lost may be posted twice in private channels',
  'metadata.message:read': 'a message whose answer was lost is not found, and may be posted twice',
} as const;
