import { STACKS } from '../../lib/config/names.ts';
import { signRequest } from '../../lib/slack/requests/verify-request.ts';
import { type Check, fail, ok, warn } from './check.ts';

const NAME = 'Slack requests';
const TIMEOUT_MS = 10_000;
const DEPLOY = `Deploy: npx cdk deploy ${STACKS.notifier}`;
/**
 * Slack sends such a challenge when somebody enters an address in an app's settings. Source: docs.slack.dev,
 * `url_verification`.
 */
const CHALLENGE = 'doctor';
const BODY = JSON.stringify({ type: 'url_verification', challenge: CHALLENGE });

/**
 * Sends an unsigned and a signed request. This cannot show whether Slack has the same secret and address.
 * @param now epoch ms
 */
export const checkSlackRequests = async (
  url: string | undefined,
  signingSecret: string | undefined,
  now: () => number,
): Promise<Check[]> => {
  if (url === undefined) return [fail(NAME, 'the stack has no address that Slack could call', DEPLOY)];
  const stranger = await send(url, {});
  if ('failed' in stranger)
    return [
      fail(
        NAME,
        `${url} does not answer: ${stranger.failed}`,
        'Check the connection from here, then run the doctor again.',
      ),
    ];
  if (stranger.status !== 401) return [judgeStranger(url, stranger.status)];
  if (signingSecret === undefined)
    return [
      warn(
        NAME,
        `${url} refuses unsigned requests; a signed request was not tried`,
        'First store the signing secret.',
      ),
    ];
  const signed = await send(url, sign(signingSecret, now()));
  if ('status' in signed && signed.status === 200 && signed.text.includes(CHALLENGE))
    return [ok(NAME, `${url} takes what is signed, and refuses the rest`)];
  return [
    fail(
      NAME,
      `${url} refuses requests that are signed with the stored secret: ${'status' in signed ? signed.status : signed.failed}`,
      'A new secret counts after five minutes. For 401, store it again: npm run secrets -- slack. Otherwise see the log of slack-actions (RUNBOOK.md).',
    ),
  ];
};

const judgeStranger = (url: string, status: number): Check => {
  if (status === 403)
    return fail(
      NAME,
      `AWS lets nobody call ${url} (403)`,
      "The function's policy must grant lambda:InvokeFunctionUrl and lambda:InvokeFunction to everybody. A deploy without changes does not fix it: set acting: 'off', deploy, set acting: 'on', deploy.",
    );
  if (status < 300)
    return fail(
      NAME,
      `${url} accepts an unsigned request (${status})`,
      'Close it at once: RUNBOOK.md, Requests refused. Then report it: docs/SECURITY.md.',
    );
  return fail(
    NAME,
    `${url} answers ${status}`,
    'See the log of slack-actions (RUNBOOK.md, A function fails).',
  );
};

type Answer = { status: number; text: string } | { failed: string };

const send = async (url: string, headers: Record<string, string>): Promise<Answer> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: BODY,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    return { failed: error instanceof Error ? error.name : 'unknown' };
  }
};

const sign = (secret: string, now: number): Record<string, string> => {
  const timestamp = String(Math.floor(now / 1000));
  return {
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signRequest(secret, timestamp, BODY),
  };
};
