#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { startFakeCoupang } from './fake-coupang.ts';
import { MARKETS } from './market.ts';
import { marketDate } from './odd-shapes.ts';
import { authorize } from './sign.ts';

const USAGE = `fake-coupang [--port 8787] [--vendor A00012345] [--market KR] [--seed 1]

A made-up Coupang on 127.0.0.1. Inquiries arrive by themselves, and end by themselves after some minutes.
The same seed makes up the same inquiries. Nothing is kept on disk.`;

const OPTIONS = {
  port: { type: 'string', default: '8787' },
  vendor: { type: 'string', default: 'A00012345' },
  market: { type: 'string', default: 'KR' },
  seed: { type: 'string', default: '1' },
  help: { type: 'boolean', default: false },
} as const;

const KEYS = { accessKey: 'made-up-access-key', secretKey: 'made-up-secret-key' };

const run = async (args: string[]): Promise<void> => {
  const { values } = parseArgs({ args, options: OPTIONS });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const market = MARKETS.find((known) => known === values.market);
  if (market === undefined) throw new TypeError(`--market is ${MARKETS.join(' or ')}, not ${values.market}.`);
  const vendorId = values.vendor;
  const fake = await startFakeCoupang({
    port: readWhole('port', values.port),
    seed: readWhole('seed', values.seed),
    vendors: [{ market, vendorId, sources: ['call-center', 'product'] }],
    keys: KEYS,
    arrivals: true,
    onCall: ({ url, status }) => console.log(`${status} ${new URL(url).pathname}${new URL(url).search}`),
  });
  const path = `/v2/providers/openapi/apis/api/v5/vendors/${vendorId}/callCenterInquiries`;
  const day = marketDate(Date.now(), market);
  const query = `vendorId=${vendorId}&partnerCounselingStatus=NO_ANSWER&inquiryStartAt=${day}&inquiryEndAt=${day}&pageNum=1&pageSize=10`;
  const signed = authorize({ method: 'GET', path, query }, KEYS, Date.now());
  console.log(`A made-up Coupang is at ${fake.url}

vendor      ${vendorId} (${market})
access key  ${KEYS.accessKey}
secret key  ${KEYS.secretKey}

A call, signed for the next five minutes:
curl -H 'Authorization: ${signed}' -H 'X-MARKET: ${market}' '${fake.url}${path}?${query}'

Ctrl-C stops it. Calls:`);
  const stop = () => void fake.stop();
  process.once('SIGINT', stop).once('SIGTERM', stop);
};

const readWhole = (name: string, text: string): number => {
  if (!/^\d{1,5}$/.test(text))
    throw new TypeError(`--${name} is a whole number of up to five digits, not ${text}.`);
  return Number(text);
};

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 1;
}
