import * as z from 'zod/mini';
import type {
  ButtonPress,
  HomeUse,
  OrderPress,
  Reaction,
  Search,
  Submission,
  TemplateChoice,
} from '../../workflows/ports/slack.ts';
import type { Origin } from './verify-request.ts';

export type SlackRequest = { origin: Origin } & (
  | { is: 'challenge'; challenge: string }
  | { is: 'button'; press: ButtonPress }
  | { is: 'template'; choice: TemplateChoice }
  | { is: 'order'; press: OrderPress }
  | { is: 'submission'; submission: Submission }
  | { is: 'search'; search: Search }
  | { is: 'home'; use: HomeUse }
  | { is: 'reaction'; reaction: Reaction }
  | { is: 'other' }
);

export const OTHER: SlackRequest = { is: 'other', origin: {} };

/** An event or a command names one workspace. */
export const originOfEvent = (event: {
  team_id: string;
  enterprise_id?: string | null | undefined;
}): Origin => ({
  team: event.team_id,
  enterprise: event.enterprise_id ?? undefined,
});

export const userId = z.string().check(z.regex(/^[UW][A-Z0-9]{2,30}$/));
export const channelId = z.string().check(z.regex(/^[CGD][A-Z0-9]{2,30}$/));
export const ts = z.string().check(z.regex(/^\d{1,12}\.\d{1,9}$/));
export const word = z.string().check(z.minLength(1), z.maxLength(300));
