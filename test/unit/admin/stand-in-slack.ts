import { listen, type Listening } from '../../../local/common/listen.ts';
import { createWebClient } from '../../../lib/slack/client/create-web-client.ts';

/** The answers of each method, by its arguments. */
type Methods = Record<string, (args: Record<string, string>) => object>;

/** A stand-in for Slack's API with the methods that a test gives it, and the calls that it got. */
export const startStandInSlack = async (methods: Methods, scopes: readonly string[] = []) => {
  const calls: { method: string; args: Record<string, string>; token: string }[] = [];
  const server: Listening = await listen(async (request) => {
    const method = new URL(request.url).pathname.replace('/api/', '');
    const args = Object.fromEntries(new URLSearchParams(await request.text()));
    calls.push({ method, args, token: request.headers.get('authorization') ?? '' });
    const answer = methods[method]?.(args) ?? { ok: false, error: 'unknown_method' };
    return Response.json(answer, { headers: { 'x-oauth-scopes': scopes.join(',') } });
  });
  const slackApiUrl = `${server.url}/api/`;
  return { slackApiUrl, client: createWebClient({ slackApiUrl }), calls, close: server.close };
};
