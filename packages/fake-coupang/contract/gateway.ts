import { fields, rows, type Row } from './row.ts';
import {
  forbidden,
  hmac,
  notFound,
  partnersGuide,
  partnersSignature,
  rateLimit,
  relatedArticles,
  redirect,
  statusArticle,
  timeouts,
} from './sources.ts';

const endpoint = 'any';
const known = 'documented';
const transactionId = '00000000-0000-4000-8000-000000000001';
const refused = (message: string): string => JSON.stringify({ code: 'ERROR', message, transactionId });
const unauthorised = (message: string) => ({ status: 401, message, body: refused(message) });

const headers = [
  ...rows({ endpoint, source: hmac('request header Authorization'), known }, [
    [
      'header',
      'Authorization',
      'string',
      'required',
      `CEA algorithm=HmacSHA256, access-key=ACCESS-KEY-EXAMPLE, signed-date=260115T051713Z, signature=${'0'.repeat(64)}`,
      'Every call has the signature in Authorization, with a space after each comma.',
      {
        pattern: String.raw`^CEA algorithm=HmacSHA256, access-key=[^,]+, signed-date=\d{6}T\d{6}Z, signature=[0-9a-f]{64}$`,
        variant: 'a',
        contradicts: 'any.header.Authorization.compact',
      },
    ],
    {
      kind: 'limit',
      id: 'signature.age.max',
      fact: 'A signature lives 5 minutes.',
      allowed: { answer: { status: 200 } },
      refused: {
        given: ['expired-signature'],
        answer: unauthorised('Specified signature is expired.'),
      },
    },
  ]),
  ...rows({ endpoint, source: partnersSignature, known }, [
    [
      'header',
      'Authorization',
      'string',
      'required',
      `CEA algorithm=HmacSHA256,access-key=ACCESS-KEY-EXAMPLE,signed-date=260115T051713Z,signature=${'0'.repeat(64)}`,
      'The generator of the sister portal writes no spaces.',
      {
        id: 'header.Authorization.compact',
        pattern: String.raw`^CEA algorithm=HmacSHA256,access-key=[^,]+,signed-date=\d{6}T\d{6}Z,signature=[0-9a-f]{64}$`,
        variant: 'b',
        contradicts: 'any.header.Authorization',
      },
    ],
  ]),
  ...rows({ endpoint, source: timeouts('1. General Java code example'), known }, [
    ['header', 'X-Requested-By', 'string', 'optional', '$vendorId', 'The example sends the vendor’s id.'],
    [
      'header',
      'X-EXTENDED-TIMEOUT',
      'number',
      'optional',
      '90000',
      'A header extends the gateway’s response time, in milliseconds.',
      { default: '3000' },
    ],
    [
      'header',
      'content-type',
      'string',
      'optional',
      'application/json;charset=UTF-8',
      'The example sends JSON.',
      { pattern: '^application/json' },
    ],
  ]),
];

const credentials = [
  ...rows(
    { endpoint, source: partnersGuide('frequent problems; the status from the article on 401'), known },
    [
      [
        'refusal',
        'expired-signature',
        'An expired signature gets 401 and has to be made anew.',
        ['expired-signature'],
        {},
        unauthorised('Specified signature is expired.'),
      ],
      [
        'refusal',
        'wrong-signature',
        'A wrong signature gets 401.',
        ['wrong-secret'],
        {},
        unauthorised('Invalid signature.'),
      ],
      [
        'refusal',
        'malformed',
        'A signature of another form gets 401.',
        ['malformed-authorization'],
        { headers: { Authorization: 'CEA algorithm=HmacSHA256' } },
        unauthorised('HMAC format is invalid.'),
      ],
      [
        'refusal',
        'no-authorization',
        'A call without the header gets 401.',
        ['no-authorization'],
        { headers: { Authorization: null } },
        unauthorised('Request is not authorized.'),
      ],
      [
        'refusal',
        'unknown-key',
        'A wrong access key gets 401 with an unspecific message.',
        ['unknown-access-key'],
        {},
        unauthorised('Unknown error occurred, please contact api-gateway channel for the details.'),
      ],
    ],
  ),
  ...fields({ endpoint, source: partnersGuide('frequent problems'), known }, [
    ['code', 'string', 'The gateway’s refusal has the code ERROR.', { values: ['ERROR'] }],
    ['message', 'string', 'Why the gateway refuses.'],
    ['transactionId', 'string', 'The id that Coupang’s support needs.'],
  ]),
];

const blocks = [
  ...rows({ endpoint, source: redirect('body'), known }, [
    [
      'refusal',
      'blocked',
      'A 302 means that the IP address or the vendor is blocked.',
      ['blocked-caller'],
      {},
      { status: 302 },
    ],
  ]),
  ...rows({ endpoint, source: forbidden('body'), known }, [
    [
      'refusal',
      'many-failures',
      'Very many failures a second get 403 with an HTML page for a while.',
      ['many-failures'],
      {},
      {
        status: 403,
        body: '<HTML><HEAD>\n<TITLE>Access Denied</TITLE>\n</HEAD><BODY>\n<H1>Access Denied</H1>\nReference #00.0\n</BODY>\n</HTML>\n',
        headers: { 'content-type': 'text/html' },
      },
    ],
  ]),
  ...rows({ endpoint, source: relatedArticles('list of related articles'), known }, [
    [
      'refusal',
      'ip',
      'An IP address that is not registered gets 403.',
      ['unregistered-ip'],
      {},
      { status: 403, message: '[FORBIDDEN] Not allowed IP', match: 'start' },
    ],
  ]),
  ...rows({ endpoint, source: notFound('body'), known }, [
    [
      'refusal',
      'wrong-path',
      'A wrong path gets 404.',
      [],
      { path: { vendorId: '$vendorId/none' } },
      { status: 404 },
    ],
    [
      'refusal',
      'malformed-vendor',
      'A malformed vendor id in the path gets 404; many of them get the caller blocked.',
      [],
      { path: { vendorId: 'ab1C2D3' } },
      { status: 404 },
      { variant: 'b', contradicts: 'call-centre.list.refusal.vendor' },
    ],
    [
      'refusal',
      'other-vendor',
      'Another vendor’s id in the path is blocked, too.',
      [],
      { path: { vendorId: '$otherVendorId' } },
    ],
  ]),
];

const statuses = [
  ...rows({ endpoint, source: statusArticle('360023107973', '410'), known }, [
    ['refusal', '410', 'An API that has expired gets 410.', ['retired-api'], {}, { status: 410 }],
  ]),
  ...rows({ endpoint, source: statusArticle('360022984434', '412'), known }, [
    ['refusal', '412', 'An API that is not activated gets 412.', ['inactive-api'], {}, { status: 412 }],
  ]),
  ...rows({ endpoint, source: statusArticle('360022984574', '423'), known }, [
    ['refusal', '423', 'An API whose calls are restricted gets 423.', ['locked-api'], {}, { status: 423 }],
  ]),
  ...rows({ endpoint, source: statusArticle('360023154173', '429'), known }, [
    [
      'refusal',
      '429.extended-timeout',
      'Too many calls with X-EXTENDED-TIMEOUT get 429.',
      ['many-extended-timeouts'],
      { headers: { 'X-EXTENDED-TIMEOUT': '90000' } },
      { status: 429 },
    ],
    [
      'answer-header',
      'X-CAG-Warnings',
      'string',
      'optional',
      'made-up value',
      'At about 90 % of the limit an answer has a header about the throttling.',
    ],
  ]),
  ...rows({ endpoint, source: statusArticle('360023112313', '504'), known }, [
    {
      kind: 'limit',
      id: 'response-time.max',
      fact: 'Without the header the gateway waits 3 s, then answers 504.',
      allowed: {
        given: ['slow-provider'],
        change: { headers: { 'X-EXTENDED-TIMEOUT': '90000' } },
        answer: { status: 200 },
      },
      refused: {
        given: ['slow-provider'],
        change: { headers: { 'X-EXTENDED-TIMEOUT': null } },
        answer: { status: 504 },
      },
    },
  ]),
  ...rows({ endpoint, source: statusArticle('360022987714', '521'), known }, [
    [
      'refusal',
      '521',
      'Where the API behind the gateway cannot be reached, the gateway answers 521.',
      ['unreachable-provider'],
      {},
      { status: 521 },
    ],
  ]),
  ...rows({ endpoint, source: rateLimit('body'), known }, [
    {
      kind: 'limit',
      id: 'rate.max',
      fact: 'A vendor may call all APIs together 10 times a second.',
      variant: 'a',
      contradicts: 'any.rate.max.observed',
      allowed: { repeat: { times: 10, withinMs: 1000 }, answer: { status: 200 } },
      refused: {
        repeat: { times: 11, withinMs: 1000 },
        answer: { status: 429 },
      },
    },
  ]),
];

export const gatewayRows: readonly Row[] = [...headers, ...credentials, ...blocks, ...statuses];
