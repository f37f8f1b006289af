import { rows, type Row } from './row.ts';
import { liveInquiries, measured, production } from './sources.ts';

const known = 'observed';
const sixDays = { query: { inquiryStartAt: '2026-01-09', inquiryEndAt: '2026-01-15' } };
const sevenDays = { query: { inquiryStartAt: '2026-01-08', inquiryEndAt: '2026-01-15' } };
const dateTime = { query: { inquiryStartAt: '2026-01-09T00:00:00', inquiryEndAt: '2026-01-15T00:00:00' } };
const spaced = String.raw`^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$`;

export const observedInquiryRows: readonly Row[] = [
  ...rows({ endpoint: 'call-centre.list', source: liveInquiries, known }, [
    {
      kind: 'limit',
      id: 'period.max.observed',
      fact: 'A difference of 6 days works; a difference of 7 days gets 500.',
      variant: 'b',
      contradicts: 'call-centre.list.period.max',
      allowed: { change: sixDays, answer: { status: 200 } },
      refused: { change: sevenDays, answer: { status: 500 } },
    },
    [
      'query',
      'partnerCounselingStatus',
      'string',
      'required',
      'TRANSFER',
      'The four documented words get 200; another word gets 500.',
      {
        id: 'partnerCounselingStatus.observed',
        values: ['NONE', 'ANSWER', 'NO_ANSWER', 'TRANSFER'],
        bad: { value: 'COMPLETE', answer: { status: 500 } },
      },
    ],
    ['refusal', 'date-time.observed', 'A time of day in the dates gets 500.', [], dateTime, { status: 500 }],
  ]),
  ...rows({ endpoint: 'call-centre.list', source: measured, known }, [
    {
      kind: 'selection',
      id: 'state.both.NO_ANSWER.observed',
      fact: 'An inquiry can be listed under NO_ANSWER and TRANSFER at once.',
      given: ['unanswered-and-transferred'],
      change: { query: { partnerCounselingStatus: 'NO_ANSWER' } },
      lists: ['unanswered-and-transferred'],
    },
    {
      kind: 'selection',
      id: 'state.both.TRANSFER.observed',
      fact: 'The same inquiry is then listed under TRANSFER, too.',
      given: ['unanswered-and-transferred'],
      change: { query: { partnerCounselingStatus: 'TRANSFER' } },
      lists: ['unanswered-and-transferred'],
    },
  ]),
  ...rows({ endpoint: 'call-centre.list', source: production, known }, [
    {
      kind: 'field',
      id: 'field.orderId.array.observed',
      fact: 'A production client guards against an empty array as the order’s number.',
      path: 'data.content[].orderId',
      type: 'array',
      nullable: true,
    },
  ]),
  ...rows({ endpoint: 'call-centre.reply', source: production, known }, [
    [
      'refusal',
      'other-vendor.observed',
      'An answer to another vendor’s inquiry gets 400; the spelling is theirs.',
      ['inquiry-of-other-vendor'],
      {},
      {
        status: 400,
        message: "The inquiryId doesn't belongs to the vendorId, have no permisson to reply this inquiry",
      },
    ],
  ]),
  ...rows({ endpoint: 'call-centre.confirm', source: production, known }, [
    [
      'refusal',
      'state.observed',
      'A client takes this text of 2022 as a confirmation that is already done.',
      ['confirmed-inquiry'],
      {},
      {
        status: 400,
        message:
          "The inquiry can't be confirm. It can do only inquiryStatus:complete, partnerTransferStatus:requestAnswer",
      },
      { variant: 'b', contradicts: 'call-centre.confirm.refusal.confirmed.522' },
    ],
  ]),
  ...rows({ endpoint: 'product.list', source: liveInquiries, known }, [
    {
      kind: 'limit',
      id: 'period.max.observed',
      fact: 'A difference of 6 days works; a difference of 7 days gets 400.',
      variant: 'b',
      contradicts: 'product.list.period.max',
      allowed: { change: sixDays, answer: { status: 200 } },
      refused: {
        change: sevenDays,
        answer: { status: 400, message: 'less than or equal to 7 days', match: 'part' },
      },
    },
    ['refusal', 'date-time.observed', 'A time of day in the dates gets 400.', [], dateTime, { status: 400 }],
  ]),
  ...rows({ endpoint: 'product.list', source: production, known }, [
    {
      kind: 'field',
      id: 'field.content.null.observed',
      fact: 'A question may have no text.',
      path: 'data.content[].content',
      type: 'string',
      nullable: true,
    },
    {
      kind: 'field',
      id: 'field.orderIds.null.observed',
      fact: 'A production client guards against null as the orders’ numbers.',
      path: 'data.content[].orderIds',
      type: 'array',
      nullable: true,
    },
    {
      kind: 'field',
      id: 'field.inquiryAt.spaced.observed',
      fact: 'A production client of 2022 parses yyyy-MM-dd HH:mm:ss.',
      path: 'data.content[].inquiryAt',
      type: 'string',
      pattern: spaced,
    },
  ]),
];
