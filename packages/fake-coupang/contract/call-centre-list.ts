import { fields, rows, type Row } from './row.ts';
import {
  archivedCallCentreList,
  callCentreList,
  callCentreListEnglish,
  callCentreReply,
  callCentreReplyEnglish,
  emptyEmailNotice,
} from './sources.ts';

const endpoint = 'call-centre.list';
const known = 'documented';
const isoWithOffset = String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}[+-]\d\d:\d\d$`;
const spaced = String.raw`^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$`;
const days = { inquiryStartAt: null, inquiryEndAt: null };

const requests = rows({ endpoint, source: callCentreList('Path, Request Parameters'), known }, [
  {
    kind: 'endpoint',
    id: 'endpoint',
    fact: 'GET of the v5 path with the vendor in it lists inquiries of the customer centre.',
    method: 'GET',
    path: '/v2/providers/openapi/apis/api/v5/vendors/{vendorId}/callCenterInquiries',
    markets: ['KR', 'TW'],
    variant: 'a',
    contradicts: 'call-centre.list.endpoint.v4',
    request: {
      path: { vendorId: '$vendorId' },
      query: {
        vendorId: '$vendorId',
        partnerCounselingStatus: 'NO_ANSWER',
        inquiryStartAt: '2026-01-09',
        inquiryEndAt: '2026-01-15',
        pageNum: '1',
        pageSize: '30',
      },
    },
  },
  [
    'path',
    'vendorId',
    'string',
    'required',
    '$vendorId',
    'The path names the vendor.',
    {
      variant: 'a',
      contradicts: 'any.refusal.malformed-vendor',
      bad: { value: 'not-a-vendor', answer: { status: 400, message: 'Invalid vendor ID' } },
    },
  ],
  [
    'query',
    'vendorId',
    'string',
    'required',
    '$vendorId',
    'The query names the vendor, too.',
    { bad: { value: 'not-a-vendor', answer: { status: 400, message: 'Invalid vendor ID' } } },
  ],
  [
    'query',
    'partnerCounselingStatus',
    'string',
    'required',
    'NO_ANSWER',
    'The state is required and has four values.',
    { values: ['NONE', 'ANSWER', 'NO_ANSWER', 'TRANSFER'] },
  ],
  [
    'query',
    'inquiryStartAt',
    'date',
    'required',
    '2026-01-09',
    'The first day of the period is required where no option is named.',
    { requiredUnless: 'vendorItemId' },
  ],
  [
    'query',
    'inquiryEndAt',
    'date',
    'required',
    '2026-01-15',
    'The last day of the period has the form yyyy-MM-dd and goes with the first.',
    { requiredUnless: 'vendorItemId' },
  ],
  ['query', 'orderId', 'number', 'optional', '$orderId', 'An order’s number may be sent.'],
  [
    'query',
    'vendorItemId',
    'string',
    'optional',
    '$vendorItemId',
    'An option’s id may be sent; it is needed where no dates are.',
  ],
  ['query', 'pageNum', 'number', 'optional', '2', 'The page defaults to 1.', { default: '1' }],
  ['query', 'pageSize', 'number', 'optional', '30', 'The page size defaults to 10.', { default: '10' }],
  {
    kind: 'limit',
    id: 'pageSize.max',
    fact: 'A page has at most 30 inquiries.',
    allowed: { change: { query: { pageSize: '30' } }, answer: { status: 200 } },
    refused: { change: { query: { pageSize: '31' } } },
  },
  {
    kind: 'limit',
    id: 'period.max',
    fact: 'The last day is at most 7 days after the first.',
    variant: 'a',
    contradicts: 'call-centre.list.period.max.observed',
    allowed: {
      change: { query: { inquiryStartAt: '2026-01-08', inquiryEndAt: '2026-01-15' } },
      answer: { status: 200 },
    },
    refused: {
      change: { query: { inquiryStartAt: '2026-01-07', inquiryEndAt: '2026-01-15' } },
      answer: {
        status: 400,
        message: 'time interval needs to be less than or equal to 7 days， pattern should be yyyy-MM-dd',
      },
    },
  },
]);

const refusals = rows({ endpoint, source: callCentreList('Error Spec'), known }, [
  [
    'refusal',
    'period',
    'A period that is too long gets 400; the comma in the message is U+FF0C.',
    [],
    { query: { inquiryStartAt: '2025-12-15', inquiryEndAt: '2026-01-15' } },
    {
      status: 400,
      message: 'time interval needs to be less than or equal to 7 days， pattern should be yyyy-MM-dd',
    },
  ],
  [
    'refusal',
    'vendor',
    'A wrong vendor id gets 400.',
    [],
    { path: { vendorId: 'not-a-vendor' }, query: { vendorId: 'not-a-vendor' } },
    { status: 400, message: 'Invalid vendor ID' },
    { variant: 'a', contradicts: 'any.refusal.malformed-vendor' },
  ],
]);

const states = rows({ endpoint, source: callCentreList('partnerCounselingStatus'), known }, [
  {
    kind: 'selection',
    id: 'state.NO_ANSWER',
    fact: 'NO_ANSWER lists what needs the vendor’s answer.',
    given: ['unanswered-inquiry', 'answered-inquiry', 'transferred-inquiry'],
    change: { query: { partnerCounselingStatus: 'NO_ANSWER' } },
    lists: ['unanswered-inquiry'],
    omits: ['answered-inquiry', 'transferred-inquiry'],
  },
  {
    kind: 'selection',
    id: 'state.TRANSFER',
    fact: 'TRANSFER lists what Coupang has ended and the vendor has to confirm, not to answer.',
    given: ['unanswered-inquiry', 'answered-inquiry', 'transferred-inquiry'],
    change: { query: { partnerCounselingStatus: 'TRANSFER' } },
    lists: ['transferred-inquiry'],
    omits: ['unanswered-inquiry', 'answered-inquiry'],
  },
  {
    kind: 'selection',
    id: 'state.ANSWER',
    fact: 'ANSWER lists what has been answered.',
    given: ['unanswered-inquiry', 'answered-inquiry'],
    change: { query: { partnerCounselingStatus: 'ANSWER' } },
    lists: ['answered-inquiry'],
    omits: ['unanswered-inquiry'],
  },
  {
    kind: 'selection',
    id: 'state.NONE',
    fact: 'NONE lists all states.',
    given: ['unanswered-inquiry', 'answered-inquiry', 'transferred-inquiry'],
    change: { query: { partnerCounselingStatus: 'NONE' } },
    lists: ['unanswered-inquiry', 'answered-inquiry', 'transferred-inquiry'],
  },
]);

const filters = rows({ endpoint, source: callCentreList('introduction and inquiryStartAt'), known }, [
  {
    kind: 'selection',
    id: 'filter.option-and-period',
    fact: 'An option and a period list the option’s inquiries of that period.',
    given: ['unanswered-inquiry', 'old-inquiry', 'inquiry-of-other-option'],
    change: { query: { partnerCounselingStatus: 'NONE', vendorItemId: '$vendorItemId' } },
    lists: ['unanswered-inquiry'],
    omits: ['old-inquiry', 'inquiry-of-other-option'],
  },
  {
    kind: 'selection',
    id: 'filter.option',
    fact: 'An option without dates lists all of its inquiries.',
    given: ['unanswered-inquiry', 'old-inquiry', 'inquiry-of-other-option'],
    change: { query: { ...days, partnerCounselingStatus: 'NONE', vendorItemId: '$vendorItemId' } },
    lists: ['unanswered-inquiry', 'old-inquiry'],
    omits: ['inquiry-of-other-option'],
  },
  {
    kind: 'selection',
    id: 'filter.period',
    fact: 'A period without an option lists the inquiries of that period.',
    given: ['unanswered-inquiry', 'old-inquiry', 'inquiry-of-other-option'],
    change: { query: { partnerCounselingStatus: 'NONE' } },
    lists: ['unanswered-inquiry', 'inquiry-of-other-option'],
    omits: ['old-inquiry'],
  },
  {
    kind: 'selection',
    id: 'filter.order',
    fact: 'An order’s number with a state and a period lists the order’s inquiries.',
    given: ['unanswered-inquiry', 'inquiry-of-other-option'],
    change: { query: { partnerCounselingStatus: 'NONE', orderId: '$orderId' } },
    lists: ['unanswered-inquiry'],
    omits: ['inquiry-of-other-option'],
  },
]);

const afterADay = [
  ...rows({ endpoint, source: callCentreReply('introduction, note on 24 hours'), known }, [
    {
      kind: 'selection',
      id: 'after24h.leaves-NO_ANSWER',
      fact: 'An inquiry unanswered for more than 24 h is no longer listed under NO_ANSWER.',
      given: ['unanswered-over-24h'],
      change: {},
      lists: [],
      omits: ['unanswered-over-24h'],
    },
    {
      kind: 'selection',
      id: 'after24h.post.ko',
      fact: 'It then counts as answered and has an automatic post that begins with [쿠팡 시스템].',
      variant: 'a',
      contradicts: 'call-centre.list.after24h.post.en',
      given: ['unanswered-over-24h'],
      change: { query: { partnerCounselingStatus: 'ANSWER' } },
      lists: ['unanswered-over-24h'],
      replyStart: '[쿠팡 시스템]',
    },
  ]),
  ...rows({ endpoint, source: callCentreReplyEnglish('introduction, note on 24 hours'), known }, [
    {
      kind: 'selection',
      id: 'after24h.post.en',
      fact: 'It then counts as answered and has an automatic post that begins with [Coupang System].',
      variant: 'b',
      contradicts: 'call-centre.list.after24h.post.ko',
      given: ['unanswered-over-24h'],
      change: { query: { partnerCounselingStatus: 'ANSWER' } },
      lists: ['unanswered-over-24h'],
      replyStart: '[Coupang System]',
    },
  ]),
];

const shape = fields({ endpoint, source: callCentreList('Response Message'), known }, [
  ['code', 'integer', 'The answer’s code is a number.', { values: [200] }],
  ['message', 'string', 'The answer’s message.'],
  ['data', 'object', 'The result.'],
  ['data.content', 'array', 'The inquiries of the page.'],
  ['data.content[]', 'object', 'An inquiry.'],
  ['data.content[].inquiryId', 'integer', 'The number of the inquiry.'],
  ['data.content[].inquiryStatus', 'string', 'The inquiry’s state.', { values: ['progress', 'complete'] }],
  [
    'data.content[].csPartnerCounselingStatus',
    'string',
    'Whether the vendor has answered.',
    { values: ['requestAnswer', 'answered'] },
  ],
  [
    'data.content[].vendorItemId',
    'integer',
    'The table types the option’s id as a number.',
    { variant: 'a' },
  ],
  ['data.content[].itemName', 'string', 'The name of the item.'],
  ['data.content[].content', 'string', 'The text of the inquiry.'],
  ['data.content[].answeredAt', 'string', 'Time of the answer, ISO 8601.', { pattern: isoWithOffset }],
  ['data.content[].replies', 'array', 'The posts.'],
  ['data.content[].replies[]', 'object', 'A post.'],
  ['data.content[].replies[].answerId', 'integer', 'The id of the post.'],
  [
    'data.content[].replies[].parentAnswerId',
    'string',
    'The table types the id of the transferred parent post as a string.',
    { variant: 'a' },
  ],
  [
    'data.content[].replies[].partnerTransferStatus',
    'string',
    'The state of the transfer to the vendor.',
    { values: ['none', 'requestAnswer', 'answered'], variant: 'a' },
  ],
  [
    'data.content[].replies[].partnerTransferCompleteReason',
    'string',
    'Why the transfer ended: none, Coupang’s decision, the seller’s confirmation or withdrawal.',
    { values: ['NONE', 'DISPUTE_PROCESS', 'DISPUTE_PROCESS_COMPLETE', 'CANCEL'] },
  ],
  ['data.content[].replies[].answerType', 'string', 'Who wrote the post.', { values: ['csAgent', 'vendor'] }],
  ['data.content[].replies[].needAnswer', 'boolean', 'Whether the post needs an answer.'],
  ['data.content[].replies[].receptionistName', 'string', 'The name of the person in charge.'],
  ['data.content[].replies[].receptionist', 'string', 'The person in charge.'],
  ['data.content[].replies[].replyAt', 'string', 'Time of the post, ISO 8601.', { pattern: isoWithOffset }],
  ['data.content[].replies[].content', 'string', 'The text of the post.'],
  [
    'data.content[].inquiryAt',
    'string',
    'Time of the inquiry, ISO 8601.',
    { pattern: isoWithOffset, variant: 'a' },
  ],
  ['data.content[].buyerPhone', 'string', 'The buyer’s phone number.'],
  ['data.content[].orderId', 'integer', 'The order’s number is a Java long.'],
  ['data.content[].orderDate', 'string', 'Time of the order, ISO 8601.', { pattern: isoWithOffset }],
  ['data.content[].receiptCategory', 'string', 'The kind of inquiry.'],
  ['data.content[].saleStartedAt', 'string', 'Start of the sale.'],
  ['data.content[].saleEndedAt', 'string', 'End of the sale.'],
  ['data.pagination', 'object', 'The paging.'],
  ['data.pagination.currentPage', 'integer', 'The current page; 1 by default.'],
  ['data.pagination.totalPages', 'integer', 'The number of pages.'],
  ['data.pagination.totalElements', 'integer', 'The number of inquiries.'],
  ['data.pagination.countPerPage', 'integer', 'The number of inquiries on a page.'],
]);

const shapeOfExample = fields({ endpoint, source: callCentreList('Response Example'), known }, [
  ['data.content[].vendorItemId', 'array', 'The example has an array of option ids.', { variant: 'b' }],
  ['data.content[].vendorItemId[]', 'integer', 'The array has an option’s id.'],
  ['data.content[].replies[].parentAnswerId', 'integer', 'The example has the number 0.', { variant: 'b' }],
  [
    'data.content[].replies[].partnerTransferStatus',
    'string',
    'In the example, a vendor’s post has null.',
    { nullable: true, variant: 'b' },
  ],
]);

const elsewhere = [
  ...fields({ endpoint, source: archivedCallCentreList('Response Example'), known }, [
    [
      'data.content[].inquiryAt',
      'string',
      'The v4 example has yyyy-MM-dd HH:mm:ss.',
      { pattern: spaced, variant: 'b' },
    ],
  ]),
  ...fields({ endpoint, source: emptyEmailNotice('body'), known }, [
    [
      'data.content[].buyerEmail',
      'string',
      'The buyer’s email is an empty text since 2024-08-06.',
      { values: [''] },
    ],
  ]),
  ...rows({ endpoint, source: callCentreListEnglish('Path'), known }, [
    {
      kind: 'endpoint',
      id: 'endpoint.v4',
      fact: 'The English copy names the v4 path.',
      method: 'GET',
      path: '/v2/providers/openapi/apis/api/v4/vendors/{vendorId}/callCenterInquiries',
      variant: 'b',
      contradicts: 'call-centre.list.endpoint',
      request: {
        path: { vendorId: '$vendorId' },
        query: {
          vendorId: '$vendorId',
          partnerCounselingStatus: 'NO_ANSWER',
          inquiryStartAt: '2026-01-09',
          inquiryEndAt: '2026-01-15',
        },
      },
    },
  ]),
];

const example = rows({ endpoint, source: callCentreList('Request and Response Example'), known }, [
  {
    kind: 'example',
    id: 'example.answered',
    fact: 'A page of an answered inquiry has an agent’s and a vendor’s post.',
    given: ['answered-inquiry'],
    change: { query: { partnerCounselingStatus: 'ANSWER', pageSize: '10' } },
    answer: {
      status: 200,
      body: `{"code":200,"message":"OK","data":{"content":[{"inquiryId":1200000345,
"csPartnerCounselingStatus":"answered","inquiryStatus":"progress","vendorItemId":[4000000077],
"itemName":"가상 머그컵, 흰색, 1개","content":"상담이력","answeredAt":"2026-01-15T10:10:00.120000+09:00",
"replies":[{"receptionistName":"가상상점","receptionist":"20000001","replyAt":"2026-01-15T09:30:00.000001+09:00",
"content":"[판매자이관]\\n◼문의내용: 손잡이가 깨져서 도착했다고 합니다.\\n","answerId":1200000346,"parentAnswerId":0,
"partnerTransferStatus":"answered","partnerTransferCompleteReason":"NONE","answerType":"csAgent","needAnswer":false},
{"receptionistName":"가상상점","receptionist":"seller01","replyAt":"2026-01-15T10:10:00.120000+09:00",
"content":"안녕하세요, \\r\\n새 상품을 보내 드립니다.\\r\\n","answerId":1200000347,"parentAnswerId":0,
"partnerTransferStatus":null,"partnerTransferCompleteReason":"NONE","answerType":"vendor","needAnswer":false}],
"inquiryAt":"2026-01-15T09:29:00.000000+09:00","buyerEmail":"","buyerPhone":"+82(0)000-0000",
"orderId":9223372036854775001,"orderDate":"2026-01-10T12:00:00.000000+09:00","receiptCategory":"배송>파손>교환",
"saleStartedAt":"2025-01-01","saleEndedAt":"2099-12-30"}],
"pagination":{"currentPage":1,"totalPages":1,"totalElements":1,"countPerPage":10}}}`,
    },
  },
  {
    kind: 'example',
    id: 'example.unanswered',
    fact: 'An unanswered inquiry has an agent’s post with requestAnswer.',
    given: ['unanswered-inquiry'],
    change: {},
    answer: {
      status: 200,
      body: `{"code":200,"message":"OK","data":{"content":[{"inquiryId":1200000345,
"csPartnerCounselingStatus":"requestAnswer","inquiryStatus":"progress","vendorItemId":[4000000077],
"itemName":"가상 머그컵, 흰색, 1개","content":"상담이력","answeredAt":"2026-01-15T09:30:00.000001+09:00",
"replies":[{"receptionistName":"가상상점","receptionist":"20000001","replyAt":"2026-01-15T09:30:00.000001+09:00",
"content":"[판매자이관]\\n◼문의내용: 언제 도착하는지 확인 부탁드립니다.\\n","answerId":1200000346,"parentAnswerId":0,
"partnerTransferStatus":"requestAnswer","partnerTransferCompleteReason":"NONE","answerType":"csAgent",
"needAnswer":true}],"inquiryAt":"2026-01-15T09:29:00.000000+09:00","buyerEmail":"","buyerPhone":"+82(0)000-0000",
"orderId":9000000000321,"orderDate":"2026-01-10T12:00:00.000000+09:00","receiptCategory":"배송>배송>지연",
"saleStartedAt":"2025-01-01","saleEndedAt":"2099-12-30"}],
"pagination":{"currentPage":1,"totalPages":1,"totalElements":1,"countPerPage":30}}}`,
    },
  },
]);

export const callCentreListRows: readonly Row[] = [
  ...requests,
  ...refusals,
  ...states,
  ...filters,
  ...afterADay,
  ...shape,
  ...shapeOfExample,
  ...elsewhere,
  ...example,
];
