import { lookup } from 'node:dns';
import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isNativeError } from 'node:util/types';
import { isPublic } from '../config/is-public.ts';
import type { Send } from './deliver.ts';
import { WebhookError } from './webhook-error.ts';

const NOT_PUBLIC =
  'its address is not public: a webhook may not lead into a private network. Store a public address';

/**
 * Why an address can be no webhook; `undefined` for an https address of a public host. A name counts as public here: its addresses are
 * checked at each call. It does not repeat the address, which may contain a key.
 */
export const faultOfUrl = (address: string, isAllowed = isPublic): string | undefined => {
  if (!URL.canParse(address)) return 'it is not a URL';
  // The URL standard turns every spelling of an IPv4 address, such as 2130706433, into four numbers.
  const { protocol, hostname, username, password } = new URL(address);
  if (protocol !== 'https:') return 'its address must begin with https://';
  if (username !== '' || password !== '') return 'its address must contain no user name and no password';
  const ip = hostname.replace(/^\[|\]$/g, '');
  return hostname === 'localhost' || hostname.endsWith('.localhost') || (isIP(ip) !== 0 && !isAllowed(ip))
    ? NOT_PUBLIC
    : undefined;
};

class NotPublic extends Error {}

type World = {
  /** The limit of a whole call, ms. */
  timeoutMs: number;
  /** Finds the addresses of a name. */
  resolve: typeof lookup;
  /** Whether calls may go to an IP address. */
  isAllowed: (ip: string) => boolean;
  /** The certificate of the authority that is trusted, in PEM. Default: Node's authorities. */
  ca?: string;
};

/**
 * @internal
 * Calls https addresses. It follows no redirect and reads no body. Node connects to the addresses that `lookup` returns, and looks up no
 * name again. No connection is kept, so that each call checks.
 */
export const createSend =
  ({ timeoutMs, resolve, isAllowed, ...trust }: World): Send =>
  async ({ url, headers, body }) => {
    const fault = faultOfUrl(url, isAllowed);
    if (fault !== undefined) throw new WebhookError(fault);
    const lookUpAllowed: LookupFunction = (hostname, options, callback) => {
      resolve(hostname, { ...options, all: true }, (error, addresses) => {
        if (error) return callback(error, []);
        if (!addresses.every(({ address }) => isAllowed(address))) return callback(new NotPublic(), []);
        return callback(null, addresses);
      });
    };
    try {
      return await new Promise((resolveCall, reject) => {
        const call = request(url, {
          method: 'POST',
          headers,
          agent: false,
          lookup: lookUpAllowed,
          signal: AbortSignal.timeout(timeoutMs),
          ...trust,
        });
        call.on('response', (response) => {
          resolveCall({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
          // The answer may never end.
          response.destroy();
        });
        call.on('upgrade', (response, socket) => {
          socket.destroy();
          resolveCall({ status: response.statusCode ?? 0 });
        });
        call.on('error', reject);
        call.end(body);
      });
    } catch (error) {
      throw new WebhookError(describeFailure(error, timeoutMs));
    }
  };

/** Calls public https addresses alone. */
export const sendHttps = createSend({ timeoutMs: 10_000, resolve: lookup, isAllowed: isPublic });

/** Without `cause`, since Node's errors may quote the address. */
const describeFailure = (error: unknown, timeoutMs: number): string => {
  if (error instanceof NotPublic) return NOT_PUBLIC;
  // Another realm's error, such as that of a signal, is no instance of this realm's Error.
  if (!isNativeError(error)) return 'the call failed';
  if (error.name === 'TimeoutError' || error.name === 'AbortError')
    return `it did not answer within ${timeoutMs / 1000} s`;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
  return CERTIFICATE.test(code) ? `its certificate is not valid (${code})` : `it cannot be reached (${code})`;
};
/** Source: nodejs.org, TLS, "X509 certificate error codes". */
const CERTIFICATE = /CERT|SIGNATURE|CRL|_CA$|^INVALID_PURPOSE|^PATH_LENGTH|^HOSTNAME/;
