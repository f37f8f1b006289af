import { fields, rows, type Row } from './row.ts';
import { archivedCallCentreReply, callCentreConfirm, callCentreReply } from './sources.ts';

const known = 'documented';
const notAnswerable =
  "The inquiry can't be answer. It can do only inquiryStatus:progress, partnerTransferStatus:requestAnswer";

const replyBase = { endpoint: 'call-centre.reply', known } as const;
const reply: readonly Row[] = [
  ...rows({ ...replyBase, source: callCentreReply('Path, Request Parameters') }, [
    {
      kind: 'endpoint',
      id: 'endpoint',
      fact: 'POST of the v4 path answers an inquiry.',
      method: 'POST',
      path: '/v2/providers/openapi/apis/api/v4/vendors/{vendorId}/callCenterInquiries/{inquiryId}/replies',
      markets: ['KR', 'TW'],
      request: {
        path: { vendorId: '$vendorId', inquiryId: '$inquiryId' },
        body: {
          vendorId: '$vendorId',
          inquiryId: '$inquiryId',
          content: '안녕하세요\n확인하겠습니다.',
          replyBy: '$loginId',
          parentAnswerId: '$answerId',
        },
      },
    },
    ['path', 'vendorId', 'string', 'required', '$vendorId', 'The path names the vendor.'],
    ['path', 'inquiryId', 'string', 'required', '$inquiryId', 'The path names the inquiry.'],
    ['body', 'vendorId', 'string', 'required', '$vendorId', 'The body names the vendor.'],
    ['body', 'inquiryId', 'string', 'required', '$inquiryId', 'The body names the inquiry.'],
    [
      'body',
      'content',
      'string',
      'required',
      '안녕하세요\n확인하겠습니다.',
      'The body has the answer; a line break in it is \\n.',
    ],
    [
      'body',
      'replyBy',
      'string',
      'required',
      '$loginId',
      'The body names the answering person by WING login id.',
      {
        bad: {
          value: 'nobody',
          answer: { status: 400, message: 'userId가 올바르지 않습니다', match: 'start' },
        },
      },
    ],
    [
      'body',
      'parentAnswerId',
      'string',
      'required',
      '$answerId',
      'The body names the agent’s post by its answerId; the example sends it as text.',
      {
        variant: 'a',
        contradicts: 'call-centre.reply.parentAnswerId.v4',
        bad: { value: null, answer: { status: 400, message: 'The parentAnswerId is required.' } },
      },
    ],
    {
      kind: 'limit',
      id: 'content.min',
      fact: 'An answer has at least 2 characters.',
      allowed: {
        given: ['unanswered-inquiry'],
        change: { body: { content: '네.' } },
        answer: { status: 200 },
      },
      refused: {
        given: ['unanswered-inquiry'],
        change: { body: { content: '네' } },
        answer: { status: 400, message: 'The reply content length should be between 2 ~ 1000' },
      },
    },
    {
      kind: 'limit',
      id: 'content.max',
      fact: 'An answer has at most 1000 characters.',
      allowed: {
        given: ['unanswered-inquiry'],
        change: { body: { content: '가'.repeat(1000) } },
        answer: { status: 200 },
      },
      refused: {
        given: ['unanswered-inquiry'],
        change: { body: { content: '가'.repeat(1001) } },
        answer: { status: 400, message: 'The reply content length should be between 2 ~ 1000' },
      },
    },
  ]),
  ...rows({ ...replyBase, source: archivedCallCentreReply('Body Parameter') }, [
    [
      'body',
      'parentAnswerId',
      'number',
      'optional',
      '$answerId',
      'The archived table types parentAnswerId as a number.',
      { id: 'parentAnswerId.v4', variant: 'b', contradicts: 'call-centre.reply.parentAnswerId' },
    ],
  ]),
  ...rows({ ...replyBase, source: callCentreReply('Error Spec and introduction') }, [
    [
      'refusal',
      'answered',
      'An inquiry can only be answered at progress with a post at requestAnswer.',
      ['answered-inquiry'],
      {},
      { status: 400, message: notAnswerable },
    ],
    [
      'refusal',
      'ended',
      'An inquiry that has ended gets 400 with the number 522.',
      ['ended-inquiry'],
      {},
      { status: 400, message: '상담이 종료된 문의입니다 - 522' },
    ],
    [
      'refusal',
      'twice',
      'A second answer to the same inquiry is refused.',
      ['unanswered-inquiry'],
      {},
      undefined,
      { twice: true },
    ],
    ['refusal', 'after24h', 'After the automatic post the API takes no answer.', ['unanswered-over-24h'], {}],
    [
      'refusal',
      'parent-missing',
      'An answer without parentAnswerId gets 400.',
      ['unanswered-inquiry'],
      { body: { parentAnswerId: null } },
      { status: 400, message: 'The parentAnswerId is required.' },
    ],
    [
      'refusal',
      'login.520',
      'A wrong WING login id gets 400 with the number 520.',
      ['unanswered-inquiry'],
      { body: { replyBy: 'nobody' } },
      { status: 400, message: 'userId가 올바르지 않습니다 - 520' },
      { variant: 'a', contradicts: 'call-centre.reply.refusal.login.521' },
    ],
    [
      'refusal',
      'login.521',
      'A wrong WING login id gets 400 with the number 521.',
      ['unanswered-inquiry'],
      { body: { replyBy: 'nobody' } },
      { status: 400, message: 'userId가 올바르지 않습니다 - 521' },
      { variant: 'b', contradicts: 'call-centre.reply.refusal.login.520' },
    ],
    [
      'refusal',
      'carriage-return',
      'A raw carriage return inside a JSON text gets 400.',
      ['unanswered-inquiry'],
      {
        rawBody:
          '{"vendorId":"$vendorId","inquiryId":"$inquiryId","content":"가\r나","replyBy":"$loginId","parentAnswerId":"$answerId"}',
      },
      {
        status: 400,
        message: 'Could not read JSON: Illegal unquoted character ((CTRL-CHAR, code 13))',
        match: 'start',
      },
    ],
  ]),
  ...fields({ ...replyBase, source: callCentreReply('Response Message') }, [
    ['code', 'integer', 'The table types the code as a number: 200, 400 or 500.', { variant: 'a' }],
    ['message', 'string', 'The message is OK on success.', { values: ['OK'] }],
  ]),
  ...fields({ ...replyBase, source: callCentreReply('Response Example') }, [
    ['code', 'string', 'The example has the code as text.', { values: ['200'], variant: 'b' }],
  ]),
  ...rows({ ...replyBase, source: callCentreReply('Request and Response Example') }, [
    {
      kind: 'example',
      id: 'example',
      fact: 'An answer to an unanswered inquiry succeeds.',
      given: ['unanswered-inquiry'],
      change: {},
      answer: { status: 200, body: '{"code":"200","message":"OK"}' },
    },
  ]),
];

const confirmBase = { endpoint: 'call-centre.confirm', known } as const;
const confirm: readonly Row[] = [
  ...rows({ ...confirmBase, source: callCentreConfirm('Path, Request Parameters') }, [
    {
      kind: 'endpoint',
      id: 'endpoint',
      fact: 'POST of the v4 path confirms a transferred inquiry.',
      method: 'POST',
      path: '/v2/providers/openapi/apis/api/v4/vendors/{vendorId}/callCenterInquiries/{inquiryId}/confirms',
      markets: ['KR', 'TW'],
      request: {
        path: { vendorId: '$vendorId', inquiryId: '$inquiryId' },
        body: { confirmBy: '$loginId' },
      },
    },
    ['path', 'vendorId', 'string', 'required', '$vendorId', 'The path names the vendor.'],
    ['path', 'inquiryId', 'string', 'required', '$inquiryId', 'The path names an inquiry at TRANSFER.'],
    [
      'body',
      'confirmBy',
      'string',
      'required',
      '$loginId',
      'The body names the confirming person, a user of the vendor, by WING login id.',
    ],
  ]),
  ...rows({ ...confirmBase, source: callCentreConfirm('introduction and Error Spec') }, [
    [
      'refusal',
      'confirmed.522',
      'A second confirmation gets the message with the number 522.',
      ['confirmed-inquiry'],
      {},
      { status: 400, message: '상담이 종료된 문의입니다 - 522', match: 'part' },
      { variant: 'a', contradicts: 'call-centre.confirm.refusal.confirmed.state' },
    ],
    [
      'refusal',
      'confirmed.state',
      'A second confirmation gets the message of an inquiry that cannot be answered.',
      ['confirmed-inquiry'],
      {},
      { status: 400, message: notAnswerable },
      { variant: 'b', contradicts: 'call-centre.confirm.refusal.confirmed.522' },
    ],
    [
      'refusal',
      'after24h.522',
      'More than 24 h after the request, a confirmation gets the message with the number 522.',
      ['transferred-over-24h'],
      {},
      { status: 400, message: '상담이 종료된 문의입니다 - 522', match: 'part' },
      { variant: 'a', contradicts: 'call-centre.confirm.refusal.after24h.state' },
    ],
    [
      'refusal',
      'after24h.state',
      'More than 24 h after the request, it gets the message of an inquiry that cannot be answered.',
      ['transferred-over-24h'],
      {},
      { status: 400, message: notAnswerable },
      { variant: 'b', contradicts: 'call-centre.confirm.refusal.after24h.522' },
    ],
    [
      'refusal',
      'ended',
      'What an agent has ended can no longer be confirmed.',
      ['ended-inquiry'],
      {},
      { status: 400, message: '상담이 종료된 문의입니다 - 522', match: 'part' },
    ],
  ]),
  ...fields({ ...confirmBase, source: callCentreConfirm('Response Message') }, [
    ['code', 'integer', 'The table types the code as a number: 200, 400 or 500.', { variant: 'a' }],
    ['message', 'string', 'The message is OK on success.', { values: ['OK'] }],
  ]),
  ...fields({ ...confirmBase, source: callCentreConfirm('Response Example') }, [
    ['code', 'string', 'The example has the code as text.', { values: ['200'], variant: 'b' }],
  ]),
  ...rows({ ...confirmBase, source: callCentreConfirm('Request and Response Example') }, [
    {
      kind: 'example',
      id: 'example',
      fact: 'A transferred inquiry is confirmed.',
      given: ['transferred-inquiry'],
      change: {},
      answer: { status: 200, body: '{"code":"200","message":"OK"}' },
    },
  ]),
];

export const callCentrePostRows: readonly Row[] = [...reply, ...confirm];
