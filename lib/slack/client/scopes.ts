import { claimGroup } from '../../config/acting.ts';
import type { Config } from '../../config/schema.ts';
import { hasSharing } from '../../config/sharing.ts';

/**
 * The bot scopes that the app and its manifest always need, and what is lost without each. Source: docs.slack.dev, the
 * scopes of each method called.
 * @internal
 */
export const SLACK_SCOPES = {
  'chat:write': 'nothing is posted',
  'channels:read': 'the app cannot check whether it is in its public channels',
  'groups:read': 'the app cannot check whether it is in its private channels',
  'channels:history': 'a message whose answer was lost may be posted twice in public channels',
  'groups:history': 'a message whose answer was lost may be posted twice in private channels',
  'metadata.message:read': 'a message whose answer was lost is not found, and may be posted twice',
} as const;

export type ScopeSettings = {
  acting: Config['acting'];
  vendors: readonly {
    acting: Pick<Config['vendors'][number]['acting'], 'reactions' | 'claim' | 'sharing'>;
  }[];
};

/** The scopes that a configuration needs, and what is lost without each. Buttons, forms and the Home need none. */
export const slackScopes = ({ acting, vendors }: ScopeSettings): Record<string, string> => ({
  ...SLACK_SCOPES,
  ...(acting === 'on' && { commands: '/coupang does not find a ticket' }),
  ...(hasReactions({ acting, vendors }) && { 'reactions:read': '👀 and ✅ on a card do nothing' }),
  ...(claimGroups({ acting, vendors }).length > 0 && {
    'usergroups:read': 'nobody of a user group may claim',
  }),
  ...(hasSharing({ acting, vendors }) && {
    'dnd:read': 'the roster assigns tickets to people in do-not-disturb',
    'im:write': 'a direct message whose answer was lost may be posted twice',
    'im:history': 'a direct message whose answer was lost may be posted twice',
  }),
});

export const hasReactions = ({ acting, vendors }: ScopeSettings): boolean =>
  acting === 'on' && vendors.some((vendor) => vendor.acting.reactions === 'on');

export const claimGroups = ({ acting, vendors }: ScopeSettings): string[] => {
  const groups = acting === 'on' ? vendors.map((vendor) => claimGroup(vendor.acting.claim)) : [];
  return [...new Set(groups.filter((group) => group !== undefined))];
};
