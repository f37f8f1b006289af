import { createServer, type ServerOptions } from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createSend, faultOfUrl, sendHttps } from '../../../lib/webhooks/send-https.ts';
import { WebhookError } from '../../../lib/webhooks/webhook-error.ts';
import { listen, type Served } from '../../fixtures/serve.ts';
import { MADE_UP_CERTIFICATE, MADE_UP_KEY } from './made-up-certificate.ts';

const CALL = { headers: { 'content-type': 'application/json' }, body: '{"made":"up"}' };
const NOT_PUBLIC = /^its address is not public: .*\. Store a public address$/;

/** `receiver.example` on the loopback address. Its paths answer in different ways. */
let receiver: Served;
let called: string[] = [];
beforeAll(async () => {
  const options: ServerOptions = { key: MADE_UP_KEY, cert: MADE_UP_CERTIFICATE };
  const server = createServer(options, ({ method, url = '' }, response) => {
    called.push(`${method} ${url}`);
    if (url === '/never') return;
    if (url === '/upgrade')
      return void response.socket?.write(
        'HTTP/1.1 101 Switching Protocols\r\nupgrade: made-up\r\nconnection: upgrade\r\n\r\n',
      );
    if (url === '/hang-up') return void response.socket?.destroy();
    if (url === '/redirect') return void response.writeHead(302, { location: '/taken' }).end();
    if (url === '/slow-down') return void response.writeHead(429, { 'retry-after': '7' }).end();
    response.writeHead(200);
    if (url === '/endless') return void response.write('x'.repeat(100_000));
    response.end();
  });
  receiver = await listen(server);
});
afterAll(() => receiver.close());

type Resolve = Parameters<typeof createSend>[0]['resolve'];
/** A resolver that knows one answer. */
const resolvesTo = (...addresses: string[]): Resolve =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The sender uses only the form with all addresses.
  ((_name: string, _options: object, done: (error: null, found: object[]) => void) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as unknown as Resolve;

const urlOf = (path: string): string => `https://receiver.example:${new URL(receiver.url).port}${path}`;
const toLoopback = {
  timeoutMs: 5000,
  resolve: resolvesTo('127.0.0.1'),
  isAllowed: () => true,
  ca: MADE_UP_CERTIFICATE,
};
const failureOf = async (sent: Promise<unknown>): Promise<string> => {
  const error = await sent.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof WebhookError))
    throw new Error('It did not fail as a webhook does.', { cause: error });
  return error.message;
};

describe('the address of a webhook (O20)', () => {
  test.each([
    'https://localhost/hook',
    'https://a.localhost/hook',
    'https://127.0.0.1/hook',
    'https://10.1.2.3/hook',
    'https://172.16.0.1/hook',
    'https://192.168.0.10/hook',
    'https://100.64.0.1/hook',
    'https://169.254.169.254/latest/meta-data/',
    'https://0.0.0.0/hook',
    'https://2130706433/hook',
    'https://0x7f000001/hook',
    'https://0177.0.0.1/hook',
    'https://127.1/hook',
    'https://[::1]/hook',
    'https://[::ffff:127.0.0.1]/hook',
    'https://[::ffff:8.8.8.8]/hook',
    'https://[64:ff9b::7f00:1]/hook',
    'https://[2002:7f00:1::]/hook',
    'https://[fd00:ec2::254]/hook',
    'https://[fe80::1]/hook',
  ])('%s is refused, and not called', async (url) => {
    expect(faultOfUrl(url)).toMatch(NOT_PUBLIC);
    expect(await failureOf(sendHttps({ url, ...CALL }))).toMatch(NOT_PUBLIC);
  });

  test.each([
    ['http://receiver.example/', 'its address must begin with https://'],
    ['ftp://receiver.example/', 'its address must begin with https://'],
    ['receiver.example', 'it is not a URL'],
    ['https://me:hush@receiver.example/', 'its address must contain no user name and no password'],
  ])('%s is refused: %s', (url, fault) => expect(faultOfUrl(url)).toBe(fault));

  test.each(['https://receiver.example/', 'https://8.8.8.8/', 'https://[2606:4700::1111]/'])(
    '%s is accepted',
    (url) => expect(faultOfUrl(url)).toBeUndefined(),
  );
});

describe('a call (O20)', () => {
  test.each([[['10.0.0.7']], [['::1']], [['8.8.8.8', '169.254.169.254']]])(
    'to a name that resolves to %s is not made',
    async (addresses) => {
      const { isAllowed: _, ...world } = toLoopback;
      const { isPublic } = await import('../../../lib/config/is-public.ts');
      const send = createSend({ ...world, isAllowed: isPublic, resolve: resolvesTo(...addresses) });
      expect(await failureOf(send({ url: urlOf('/taken'), ...CALL }))).toMatch(NOT_PUBLIC);
      expect(called).toEqual([]);
    },
  );

  test('returns the status and Retry-After', async () => {
    const send = createSend(toLoopback);
    expect(await send({ url: urlOf('/taken'), ...CALL })).toEqual({ status: 200, retryAfter: undefined });
    expect(await send({ url: urlOf('/slow-down'), ...CALL })).toEqual({ status: 429, retryAfter: '7' });
  });

  test('follows no redirect, and does not wait for the end of an answer', async () => {
    called = [];
    const send = createSend(toLoopback);
    expect(await send({ url: urlOf('/redirect'), ...CALL })).toMatchObject({ status: 302 });
    expect(await send({ url: urlOf('/endless'), ...CALL })).toMatchObject({ status: 200 });
    expect(called).toEqual(['POST /redirect', 'POST /endless']);
  });

  test('takes a switch of protocols for a refusal, and notices a connection that ends', async () => {
    const send = createSend(toLoopback);
    expect(await send({ url: urlOf('/upgrade'), ...CALL })).toMatchObject({ status: 101 });
    expect(await failureOf(send({ url: urlOf('/hang-up'), ...CALL }))).toBe(
      'it cannot be reached (ECONNRESET)',
    );
  });

  test('fails without an answer in time, with a wrong certificate, and where nobody listens', async () => {
    const never = createSend({ ...toLoopback, timeoutMs: 300 });
    expect(await failureOf(never({ url: urlOf('/never'), ...CALL }))).toBe('it did not answer within 0.3 s');
    const { ca: _, ...world } = toLoopback;
    expect(await failureOf(createSend(world)({ url: urlOf('/taken'), ...CALL }))).toBe(
      'its certificate is not valid (DEPTH_ZERO_SELF_SIGNED_CERT)',
    );
    const other = urlOf('/taken').replace('receiver.', 'other.');
    expect(await failureOf(createSend(toLoopback)({ url: other, ...CALL }))).toBe(
      'its certificate is not valid (ERR_TLS_CERT_ALTNAME_INVALID)',
    );
    const nobody = 'https://receiver.example:9/';
    expect(await failureOf(createSend(toLoopback)({ url: nobody, ...CALL }))).toBe(
      'it cannot be reached (ECONNREFUSED)',
    );
  });
});
