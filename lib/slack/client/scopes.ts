/**
 * The bot scopes that the app needs, by name, and what is lost without each; the app's manifest holds the same. Source:
 * docs.slack.dev, the scopes of each method called.
 */
export const SLACK_SCOPES = {
  'chat:write': 'nothing is posted',
  'channels:read': 'nobody sees whether the app is in its public channels',
  'groups:read': 'nobody sees whether the app is in its private channels',
  'channels:history': 'a message whose answer was lost may be posted twice in public channels',
  'groups:history': 'a message whose answer was lost may be posted twice in private channels',
  'metadata.message:read': 'a message whose answer was lost is not known again, and may be posted twice',
} as const;
