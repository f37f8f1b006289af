import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Credentials, type Knock, send, startWatchedSystem } from './start-watched-system.ts';
import { makeTempDir, removeTempDirs } from '../temp-dirs.ts';

type Watched = Awaited<ReturnType<typeof startWatchedSystem>>;

let watched: Watched;
let other: Watched;
beforeAll(async () => {
  watched = await startWatchedSystem(makeTempDir());
  other = await startWatchedSystem(makeTempDir());
});
afterAll(async () => {
  await watched.stop();
  await other.stop();
  removeTempDirs();
});

/** Sends the requests, which must change nothing. Returns the answers. */
const knockInVain = async (knocks: Knock[], more: (knock: Knock) => Record<string, string> = () => ({})) => {
  const before = await watched.state();
  const answers = [];
  for (const knock of knocks)
    answers.push({ door: `${knock.server} ${knock.what}`, ...(await send(knock, more(knock))) });
  expect(await watched.state()).toEqual(before);
  return answers;
};

const expectForbidden = (answers: Awaited<ReturnType<typeof knockInVain>>): void => {
  for (const { door, status, text, headers } of answers) {
    expect({ door, status, text }).toEqual({ door, status: 403, text: 'Forbidden' });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
};

const ownKnocks = () => watched.knocks(watched.credentials);

describe('the internal servers', () => {
  test.each<[string, (url: URL) => Record<string, string>]>([
    ['another site', () => ({ origin: 'https://evil.example' })],
    ['another port of this machine', () => ({ origin: 'http://127.0.0.1:1' })],
    ['a page that names their own origin', ({ origin }) => ({ origin })],
    ['a page that does not say who it is', () => ({ origin: 'null' })],
    ['a page of another site that the browser reports', () => ({ 'sec-fetch-site': 'cross-site' })],
    ['a page of another port that the browser reports', () => ({ 'sec-fetch-site': 'same-site' })],
    ['a page whose name was made to point here', () => ({ 'sec-fetch-site': 'same-origin' })],
    ['a request for a foreign name that points here', ({ port }) => ({ host: `evil.example:${port}` })],
    ['a request for a name of this machine', ({ port }) => ({ host: `localhost:${port}` })],
    ['a request for the other loopback address', ({ port }) => ({ host: `[::1]:${port}` })],
    ['a request for another port', () => ({ host: '127.0.0.1:1' })],
    ['a request for no port', () => ({ host: '127.0.0.1' })],
  ])("refuse %s, even with this run's credentials", async (_who, headersTo) => {
    expectForbidden(await knockInVain(ownKnocks(), ({ url }) => headersTo(new URL(url))));
  });
});

describe('the credentials of the internal servers', () => {
  const expectRefused = async (credentials: Credentials): Promise<void> => {
    const answers = await knockInVain(watched.knocks(credentials));
    expect(answers.map(({ door, status, text }) => `${door}: ${status} ${text}`)).toEqual([
      expect.stringMatching(/^DynamoDB reads: 400 .*UnrecognizedClientException/),
      expect.stringMatching(/^DynamoDB writes: 400 .*UnrecognizedClientException/),
      expect.stringMatching(/^the bus writes: 400 .*UnrecognizedClientException/),
      expect.stringMatching(/^Slack reads: 200 .*invalid_auth/),
      expect.stringMatching(/^Slack writes: 200 .*invalid_auth/),
      expect.stringMatching(/^Coupang reads: 401 /),
      expect.stringMatching(/^Coupang writes: 401 /),
    ]);
  };

  test('are not constants in the source', async () => {
    await expectRefused({
      accessKeyId: 'local',
      botToken: 'xoxb-local',
      coupang: { accessKey: 'local-access-key', secretKey: 'local-secret-key' },
    });
  });

  test('of one run are useless in another', async () => {
    await expectRefused(other.credentials);
  });

  test.each([
    ['shorter', (secret: string) => secret.slice(0, -1)],
    ['longer', (secret: string) => `${secret}0`],
    ['empty', () => ''],
  ])('are refused if they are %s', async (_how, change) => {
    const { accessKeyId, botToken, coupang } = watched.credentials;
    const { accessKey, secretKey } = coupang;
    await expectRefused({
      accessKeyId: change(accessKeyId),
      botToken: change(botToken) || 'none',
      coupang: { accessKey, secretKey: change(secretKey) || 'none' },
    });
  });

  test('are required, and not accepted in the address', async () => {
    const { accessKeyId } = watched.credentials;
    const knocks = ownKnocks().filter(({ server }) => server === 'DynamoDB' || server === 'the bus');
    const query = new URLSearchParams({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': `${accessKeyId}/20260115/ap-northeast-2/any/aws4_request`,
      'X-Amz-Signature': '00',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Date': '20260115T050000Z',
    });
    const bare = knocks.map((knock) => {
      const { Authorization: _, ...headers } = knock.headers;
      return { ...knock, headers };
    });
    const presigned = bare.map((knock) => ({ ...knock, url: `${knock.url}/?${query.toString()}` }));
    for (const { status, text } of await knockInVain([...bare, ...presigned])) {
      expect(status).toBe(400);
      expect(text).toMatch(/UnrecognizedClientException/);
    }
  });

  test('open every server of this run, as a cross-check', async () => {
    const before = await watched.state();
    for (const knock of ownKnocks()) {
      const { status, text } = await send(knock, { 'sec-fetch-site': 'none' });
      expect([knock.server, knock.what, status, text]).toEqual([
        knock.server,
        knock.what,
        200,
        expect.not.stringContaining('"ok":false'),
      ]);
    }
    const after = await watched.state();
    expect(after.items?.length).toBe((before.items?.length ?? 0) + 1);
    expect(after.messages).toEqual([...before.messages, 'planted']);
    expect(after.inquiries).not.toEqual(before.inquiries);
  });
});
