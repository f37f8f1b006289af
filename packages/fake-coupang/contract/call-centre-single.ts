import { fields, rows, type Row } from './row.ts';
import { callCentreSingle, callCentreSingleEnglish } from './sources.ts';

const endpoint = 'call-centre.single';
const known = 'documented';

export const callCentreSingleRows: readonly Row[] = [
  ...rows({ endpoint, source: callCentreSingle('Path, Request Parameters'), known }, [
    {
      kind: 'endpoint',
      id: 'endpoint',
      fact: 'GET of the v5 path answers an inquiry; the path names no vendor.',
      method: 'GET',
      path: '/v2/providers/openapi/apis/api/v5/vendors/callCenterInquiries/{inquiryId}',
      markets: ['KR', 'TW'],
      variant: 'a',
      contradicts: 'call-centre.single.endpoint.v4',
      request: { path: { inquiryId: '$inquiryId' } },
    },
    ['path', 'inquiryId', 'number', 'required', '$inquiryId', 'The path names the inquiry by its number.'],
    ['refusal', 'overuse', 'Too many look-ups can be blocked by the system.', ['blocked-caller'], {}],
  ]),
  ...rows({ endpoint, source: callCentreSingleEnglish('Path'), known }, [
    {
      kind: 'endpoint',
      id: 'endpoint.v4',
      fact: 'The English copy names the v4 path.',
      method: 'GET',
      path: '/v2/providers/openapi/apis/api/v4/vendors/callCenterInquiries/{inquiryId}',
      variant: 'b',
      contradicts: 'call-centre.single.endpoint',
      request: { path: { inquiryId: '$inquiryId' } },
    },
  ]),
  ...fields({ endpoint, source: callCentreSingle('Response Message'), known }, [
    ['code', 'integer', 'The answer’s code is a number.', { values: [200] }],
    ['message', 'string', 'The answer’s message.'],
    [
      'data',
      'object',
      'The inquiry has the members of an item of the list.',
      { shapeOf: { endpoint: 'call-centre.list', path: 'data.content[]' } },
    ],
  ]),
  ...rows({ endpoint, source: callCentreSingle('Response Message'), known }, [
    {
      kind: 'example',
      id: 'example.unanswered',
      fact: 'The answer’s data is a single inquiry.',
      given: ['unanswered-inquiry'],
      change: {},
      answer: {
        status: 200,
        body: `{"code":200,"message":"OK","data":{"inquiryId":1200000345,"csPartnerCounselingStatus":"requestAnswer",
"inquiryStatus":"progress","vendorItemId":[4000000077],"itemName":"가상 머그컵, 흰색, 1개","content":"상담이력",
"answeredAt":"2026-01-15T09:30:00.000001+09:00","replies":[{"receptionistName":"가상상점","receptionist":"20000001",
"replyAt":"2026-01-15T09:30:00.000001+09:00","content":"확인 부탁드립니다.","answerId":1200000346,"parentAnswerId":0,
"partnerTransferStatus":"requestAnswer","partnerTransferCompleteReason":"NONE","answerType":"csAgent",
"needAnswer":true}],"inquiryAt":"2026-01-15T09:29:00.000000+09:00","buyerEmail":"","buyerPhone":"+82(0)000-0000",
"orderId":9000000000321,"orderDate":"2026-01-10T12:00:00.000000+09:00","receiptCategory":"배송>배송>지연",
"saleStartedAt":"2025-01-01","saleEndedAt":"2099-12-30"}}`,
      },
    },
  ]),
];
