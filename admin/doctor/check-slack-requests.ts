import { STACKS } from '../../lib/config/names.ts';
import { signRequest } from '../../lib/slack/requests/verify-request.ts';
import { type Check, fail, ok, warn, type Words } from './check.ts';

const TIMEOUT_MS = 10_000;
const DEPLOY = `npx cdk deploy ${STACKS.notifier}`;
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
  { doctor }: Words,
): Promise<Check[]> => {
  const words = doctor.slack.requests;
  const { name } = words;
  if (url === undefined) return [fail(name, words.noAddress, doctor.deploy(DEPLOY))];
  const stranger = await send(url, {});
  if ('failed' in stranger) return [fail(name, words.noAnswer(url, stranger.failed), words.checkConnection)];
  if (stranger.status !== 401) return [judgeStranger(url, stranger.status, words)];
  if (signingSecret === undefined) return [warn(name, words.notTried(url), words.storeFirst)];
  const signed = await send(url, sign(signingSecret, now()));
  if ('status' in signed && signed.status === 200 && signed.text.includes(CHALLENGE))
    return [ok(name, words.ok(url))];
  const answer = 'status' in signed ? String(signed.status) : signed.failed;
  return [fail(name, words.refusesSigned(url, answer), words.storeAgain('npm run secrets -- slack'))];
};

const judgeStranger = (url: string, status: number, words: Words['doctor']['slack']['requests']): Check => {
  if (status === 403) return fail(words.name, words.nobodyMay(url), words.grant);
  return status < 300
    ? fail(words.name, words.acceptsUnsigned(url, status), words.close)
    : fail(words.name, words.answers(url, status), words.seeLog);
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
