import { rows, type Row } from './row.ts';
import { measured, partnersTaiwan, sellerHeaders, sellerRateNote } from './sources.ts';

const endpoint = 'any';
const known = 'observed';

export const observedGatewayRows: readonly Row[] = [
  ...rows({ endpoint, source: sellerRateNote, known }, [
    {
      kind: 'limit',
      id: 'rate.max.observed',
      fact: 'A client’s notes name 429 above 5 calls a second of a vendor.',
      variant: 'b',
      contradicts: 'any.rate.max',
      allowed: { repeat: { times: 5, withinMs: 1000 }, answer: { status: 200 } },
      refused: { repeat: { times: 6, withinMs: 1000 }, answer: { status: 429 } },
    },
  ]),
  ...rows({ endpoint, source: partnersTaiwan, known }, [
    [
      'refusal',
      'other-market.observed',
      'A key of the other market’s portal gets 403.',
      ['key-of-other-market'],
      {},
      { status: 403, message: 'The HMAC token is not for the target VDC.' },
    ],
  ]),
  ...rows({ endpoint, source: sellerHeaders, known }, [
    [
      'header',
      'X-MARKET',
      'string',
      'optional',
      'TW',
      'Clients name the market in a header: TW for Taiwan, at times KR for Korea.',
      { id: 'header.X-MARKET.observed', values: ['KR', 'TW'] },
    ],
  ]),
  ...rows({ endpoint, source: measured, known }, [
    [
      'refusal',
      'ip.observed',
      'The refusal of an IP address also has another text.',
      ['unregistered-ip'],
      {},
      { status: 403, message: 'is not allowed for this request', match: 'part' },
    ],
  ]),
];
