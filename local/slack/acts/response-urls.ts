import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import * as z from 'zod/mini';
import { defined } from '../../../lib/domain/defined.ts';
import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import type { Channels } from '../channels.ts';
import { LONGEST_TEXT, refuseContent } from '../check-content.ts';
import { block } from '../message.ts';
import type { Ephemerals } from './ephemerals.ts';

/** Where the app may answer, and whom. `ts`: the message that was pressed. */
type Place = { user: string; channel: string; ts?: string };

export type ResponseUrls = {
  issue: (place: Place) => string;
  app: Hono;
};

type Options = { channels: Channels; ephemerals: Ephemerals; now: () => number; baseUrl: () => string };

/** Source: docs.slack.dev, handling interactions: five times within 30 minutes. */
const MOST_USES = 5;
const LIFE_MS = 30 * MINUTE_MS;

const answer = z.looseObject({
  text: z._default(z.string(), ''),
  blocks: z.optional(z.array(block)),
  response_type: z._default(z.enum(['ephemeral', 'in_channel']), 'ephemeral'),
  replace_original: z._default(z.boolean(), false),
});

/** The addresses at which the app may answer a press or a command. */
export const createResponseUrls = ({ channels, ephemerals, now, baseUrl }: Options): ResponseUrls => {
  const issued = new Map<string, Place & { at: number; uses: number }>();
  const app = new Hono();
  app.post('/actions/:id', async (c) => {
    const place = issued.get(c.req.param('id'));
    if (place === undefined) return c.text('invalid_url', 404);
    if (now() - place.at > LIFE_MS) return c.text('expired_url', 404);
    if (place.uses >= MOST_USES) return c.text('used_url', 404);
    place.uses += 1;
    const given = await c.req.json<unknown>().catch(() => undefined);
    const error = await takeAnswer(given, place, { channels, ephemerals });
    return error === undefined ? c.text('ok') : c.text(error, 400);
  });
  return {
    issue: (place) => {
      const id = randomBytes(16).toString('hex');
      issued.set(id, { ...place, at: now(), uses: 0 });
      return `${baseUrl()}/actions/${id}`;
    },
    app,
  };
};

/** Does what an answer says. @returns Slack's word for what is wrong with it */
export const takeAnswer = async (
  given: unknown,
  { user, channel, ts }: Place,
  { channels, ephemerals }: Pick<Options, 'channels' | 'ephemerals'>,
): Promise<string | undefined> => {
  const parsed = z.safeParse(answer, given);
  if (!parsed.success) return 'invalid_payload';
  const { text, blocks, response_type: type, replace_original: replaces } = parsed.data;
  const refused = refuseContent({ text, ...defined({ blocks }) }, LONGEST_TEXT.post, true);
  if (refused !== undefined) return refused.error;
  const content = { channel, text, ...defined({ blocks }) };
  const original = ts === undefined ? undefined : channels.find(channel, ts);
  if (replaces && original !== undefined) await channels.edit({ ...original, ...content });
  else if (type === 'in_channel') await channels.post(content);
  else ephemerals.post({ ...content, user });
  return undefined;
};
