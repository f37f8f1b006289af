/** The buttons and menus of a card that do something, by the name that Slack sends back. */
export const ACTIONS = ['claim', 'release', 'assign', 'snooze', 'confirm', 'reply', 'look-up'] as const;
export type ActionId = (typeof ACTIONS)[number];

/** The form of a reply, and its fields. */
export const REPLY_FORM = { callbackId: 'reply', text: 'text', template: 'template' } as const;
