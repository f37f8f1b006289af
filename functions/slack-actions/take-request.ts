import * as z from 'zod/mini';
import { NotSetUp } from '../../lib/config/not-set-up.ts';
import type { Config } from '../../lib/config/schema.ts';
import { parseRequest, type SlackRequest } from '../../lib/slack/requests/parse-request.ts';
import { type RequestFault, verifyRequest } from '../../lib/slack/requests/verify-request.ts';
import type { HomeServices } from '../../lib/workflows/acts/answer-home.ts';
import { parseEvent } from '../wiring/parse-event.ts';
import { answerRequest } from './answer-request.ts';

export type Response = { statusCode: number; headers?: Record<string, string>; body: string };

export type TakeServices = { config: Config; signingSecret: () => Promise<string>; ports: HomeServices };

/** What is read of the event of a function URL. Source: Lambda developer guide, payload format 2.0. */
const eventSchema = z.object({
  headers: z.record(z.string(), z.optional(z.string())),
  body: z.optional(z.string()),
  isBase64Encoded: z.optional(z.boolean()),
});

/** Answers one request to the function's URL. Only what Slack has signed is read. */
export const takeRequest = async (
  event: unknown,
  { config, signingSecret, ports }: TakeServices,
): Promise<Response> => {
  const refuse = (reason: RequestFault | 'wrong-team' | 'not-set-up'): Response => {
    ports.log.warn('a request that is not Slack’s was refused', { reason });
    return { statusCode: reason === 'too-large' ? 413 : 401, body: '' };
  };
  const request = parseEvent(eventSchema, event, 'slack-actions');
  const secret = await signingSecret().catch(unlessNotSetUp);
  if (secret === undefined) return refuse('not-set-up');
  const verified = verifyRequest(request, secret, ports.clock.now());
  if ('fault' in verified) return refuse(verified.fault);
  const read = parseRequest(verified.text);
  if (isOfAnotherTeam(read, config)) return refuse('wrong-team');
  const answer = await answerRequest(read, config, ports);
  if (answer === undefined) return { statusCode: 200, body: '' };
  const headers = { 'content-type': 'application/json' };
  return { statusCode: 200, headers, body: JSON.stringify(answer) };
};

/** What somebody does must name a team, and ours alone. */
const isOfAnotherTeam = ({ is, teams }: SlackRequest, { slackTeam }: Config): boolean => {
  if (slackTeam === undefined || is === 'challenge') return false;
  const namesNone = is !== 'other' && teams.length === 0;
  return namesNone || teams.some((team) => team !== slackTeam);
};

/** A secret that nobody has stored yet is no failure. */
const unlessNotSetUp = (error: unknown): undefined => {
  if (!(error instanceof NotSetUp)) throw error;
};
