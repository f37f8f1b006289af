export { type FakeSlack, type FakeSlackOptions, startFakeSlack } from './fake-slack.ts';
export { WORKSPACE } from './workspace.ts';

// The channels.
export type { Change, Channels, MessageLog, NewMessage } from './channels.ts';
export { type Message, parseMessage, readPermalink } from './message.ts';

// People: their acts, and the views that they see.
export type { Person } from './acts/direct.ts';
export { type InputFault, withBlockIds } from './acts/elements.ts';
export type { Ephemeral } from './acts/ephemerals.ts';
export type { Interactions, Outcome } from './acts/interactions.ts';
export type { StoredView } from './acts/views.ts';

// Slack's limits.
export { readView } from './acts/views.ts';
export type { Element, Text } from './block-elements.ts';
export { type Block, type BlockOf, readBlocks } from './check-blocks.ts';

export type { SlackFailureMode } from './failures.ts';
export type { Sockets } from './sockets.ts';
