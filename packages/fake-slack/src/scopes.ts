/** The scopes that our calls need. Source: docs.slack.dev, scopes. */
export type Scope =
  | 'channels:history'
  | 'channels:read'
  | 'chat:write'
  | 'chat:write.public'
  | 'commands'
  | 'dnd:read'
  | 'groups:history'
  | 'groups:read'
  | 'im:history'
  | 'im:write'
  | 'metadata.message:read'
  | 'mpim:history'
  | 'reactions:read'
  | 'usergroups:read'
  | 'users:read';

const GRANTED: Scope[] = [
  'chat:write',
  'channels:history',
  'groups:history',
  'channels:read',
  'groups:read',
  'metadata.message:read',
];
/** The additional scopes of an app that accepts people's acts. */
const GRANTED_TO_ACT: Scope[] = [
  'commands',
  'reactions:read',
  'usergroups:read',
  'users:read',
  'dnd:read',
  'im:write',
  'im:history',
];

export type Scopes = {
  /** In the order of granting. */
  granted: () => Scope[];
  has: (scope: Scope) => boolean;
  take: (scope: Scope) => void;
  give: (scope: Scope) => void;
};

/** The app's scopes, which a person may remove and restore. */
export const createScopes = (acts = false): Scopes => {
  const granted = new Set([...GRANTED, ...(acts ? GRANTED_TO_ACT : [])]);
  return {
    granted: () => [...granted],
    has: (scope) => granted.has(scope),
    take: (scope) => void granted.delete(scope),
    give: (scope) => void granted.add(scope),
  };
};
