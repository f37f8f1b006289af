import { leftOut } from './left-out.ts';

/** Replaces `@smithy/core/event-streams`. The SDK imports it when a call streams events. */
throw leftOut('@smithy/core/event-streams');
