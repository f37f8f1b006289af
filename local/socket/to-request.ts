import { signRequest } from '../../lib/slack/requests/verify-request.ts';

/** A message that Slack sends over the socket. Source: docs.slack.dev, "Using Socket Mode". */
export type Envelope = { type: string; body: Record<string, unknown> };

/** The signed request that Slack would otherwise send to `slack-actions`. */
export const toRequest = ({ type, body }: Envelope, signingSecret: string, now: number): Request => {
  const text = type === 'events_api' ? JSON.stringify(body) : formOf(type, body).toString();
  const timestamp = String(Math.floor(now / 1000));
  return new Request('http://localhost/', {
    method: 'POST',
    headers: {
      'Content-Type': type === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
      'X-Slack-Request-Timestamp': timestamp,
      'X-Slack-Signature': signRequest(signingSecret, timestamp, text),
    },
    body: text,
  });
};

/** The form of a command has its fields. The form of an interaction has one field with everything. */
const formOf = (type: string, body: Record<string, unknown>): URLSearchParams =>
  type === 'slash_commands'
    ? new URLSearchParams(
        Object.entries(body).map(([name, value]): [string, string] => [name, String(value)]),
      )
    : new URLSearchParams({ payload: JSON.stringify(body) });
