import { listOf, readExample } from './read-example.ts';
import { fields, rows, type Row } from './row.ts';
import { archivedExchanges, exchangeList } from './sources.ts';

const endpoint = 'exchange.list';
const known = 'documented';
const time = String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$`;
const deliveryStates = ['ACCEPT', 'INSTRUCT', 'DEPARTURE', 'DELIVERING', 'FINAL_DELIVERY', 'NONE_TRACKING'];
const states = ['RECEIPT', 'PROGRESS', 'SUCCESS', 'REJECT', 'CANCEL'];
const writers = ['CUSTOMER', 'COUNSELOR', 'COUPANG', 'VENDOR', 'ETC'];

export const exchangeRows: readonly Row[] = [
  ...rows({ endpoint, source: exchangeList('Path, Request Parameters'), known }, [
    {
      kind: 'endpoint',
      id: 'endpoint',
      fact: 'GET of the v4 path lists exchange requests by the time of receipt, in Korea only.',
      method: 'GET',
      path: '/v2/providers/openapi/apis/api/v4/vendors/{vendorId}/exchangeRequests',
      markets: ['KR'],
      request: {
        path: { vendorId: '$vendorId' },
        query: {
          createdAtFrom: '2026-01-09T00:00:00',
          createdAtTo: '2026-01-14T23:59:59',
          status: 'PROGRESS',
        },
      },
    },
    ['path', 'vendorId', 'string', 'required', '$vendorId', 'The path names the vendor.'],
    [
      'query',
      'createdAtFrom',
      'date-second',
      'required',
      '2026-01-09T00:00:00',
      'The start has the form yyyy-MM-ddTHH:mm:ss.',
      { pattern: time },
    ],
    [
      'query',
      'createdAtTo',
      'date-second',
      'required',
      '2026-01-14T23:59:59',
      'The end has the form yyyy-MM-ddTHH:mm:ss.',
      { pattern: time },
    ],
    {
      kind: 'limit',
      id: 'period.max',
      fact: 'The period has at most 7 days.',
      allowed: {
        change: { query: { createdAtFrom: '2026-01-08T00:00:00', createdAtTo: '2026-01-14T23:59:59' } },
        answer: { status: 200 },
      },
      refused: {
        change: { query: { createdAtFrom: '2026-01-06T00:00:00', createdAtTo: '2026-01-14T23:59:59' } },
      },
    },
  ]),
  ...rows({ endpoint, source: archivedExchanges('Query String Parameter'), known }, [
    [
      'query',
      'status',
      'string',
      'optional',
      'PROGRESS',
      'The state has five values; without it all states are listed.',
      { values: states },
    ],
    ['query', 'orderId', 'number', 'optional', '$orderId', 'An order’s number may be sent.'],
    ['query', 'nextToken', 'string', 'optional', '100000001', 'A following page is fetched with a token.'],
    ['query', 'maxPerPage', 'number', 'optional', '10', 'The page size defaults to 10.', { default: '10' }],
    {
      kind: 'selection',
      id: 'filter.all-states',
      fact: 'Without a state, requests of every state are listed.',
      given: ['exchange'],
      change: { query: { status: null } },
      lists: ['exchange'],
    },
  ]),
  ...fields({ endpoint, source: archivedExchanges('Response Message'), known }, [
    ['code', 'integer', 'The answer’s code is a number.', { values: [200] }],
    ['message', 'string', 'The answer’s message.'],
    ['data', 'object', 'The table types the result as an object.', { open: true, variant: 'a' }],
    ['data[].exchangeId', 'integer', 'The number of the exchange.'],
    ['data[].orderId', 'integer', 'The number of the order.'],
    ['data[].vendorId', 'string', 'The vendor.'],
    ['data[].orderDeliveryStatusCode', 'string', 'The state of the delivery.', { values: deliveryStates }],
    ['data[].exchangeStatus', 'string', 'The state of the exchange.', { values: states }],
    [
      'data[].referType',
      'string',
      'Where it was requested.',
      { values: ['VENDOR', 'CS_CENTER', 'WEB_PC', 'WEB_MOBILE'] },
    ],
    [
      'data[].faultType',
      'string',
      'Whose fault it is.',
      { values: ['COUPANG', 'VENDOR', 'CUSTOMER', 'WMS', 'GENERAL'] },
    ],
    ['data[].exchangeAmount', 'string', 'The table types the fee as text.', { variant: 'a' }],
    ['data[].reason', 'string', 'No longer used.', { nullable: true }],
    ['data[].reasonCode', 'string', 'The code of the reason.'],
    ['data[].reasonCodeText', 'string', 'The code in words.'],
    ['data[].reasonEtcDetail', 'string', 'The reason in the buyer’s words.'],
    ['data[].cancelReason', 'string', 'Why the exchange was withdrawn.', { nullable: true }],
    ['data[].createdByType', 'string', 'Who requested it.', { values: writers }],
    ['data[].createdAt', 'string', 'Time of the request.', { pattern: time }],
    ['data[].modifiedByType', 'string', 'Who changed it last.', { values: [...writers, 'TRACKING'] }],
    ['data[].modifiedAt', 'string', 'Time of the last change.', { pattern: time }],
    ['data[].exchangeItemDtoV1s', 'array', 'The items.'],
    ['data[].exchangeItemDtoV1s[]', 'object', 'An item.', { open: true }],
    ['data[].exchangeItemDtoV1s[].orderItemId', 'integer', 'The option that was ordered.'],
    ['data[].exchangeItemDtoV1s[].targetItemId', 'integer', 'The option to be sent.'],
    ['data[].exchangeItemDtoV1s[].targetItemName', 'string', 'Its name.'],
    ['data[].exchangeItemDtoV1s[].quantity', 'integer', 'The number of pieces.'],
    ['data[].exchangeItemDtoV1s[].originalShipmentBoxId', 'integer', 'The number of the original box.'],
    ['data[].exchangeAddressDtoV1', 'object', 'The addresses.', { open: true }],
    ['data[].deliveryInvoiceGroupDtos', 'array', 'The waybills of the new delivery.'],
    ['data[].deliveryStatus', 'string', 'The state of the new delivery.'],
    ['data[].collectStatus', 'string', 'The state of the collection.'],
    ['data[].collectCompleteDate', 'string', 'Time of arrival.', { nullable: true, pattern: time }],
    ['data[].collectInformationsDto', 'object', 'The collection.', { open: true }],
    [
      'data[].returnDeliveryDtos',
      'object',
      'The table types the waybills as an object.',
      { open: true, variant: 'a' },
    ],
    ['data[].successable', 'boolean', 'Whether it can be completed.'],
    ['data[].rejectable', 'boolean', 'Whether it can be rejected.'],
    ['data[].deliveryInvoiceModifiable', 'boolean', 'Whether a waybill can be entered.'],
    ['nextToken', 'string', 'The token of the next page.', { optional: true }],
  ]),
  ...fields({ endpoint, source: archivedExchanges('Response Example'), known }, [
    ['data', 'array', 'The example has an array.', { variant: 'b' }],
    ['data[]', 'object', 'An exchange request; labels of its codes beside these.', { open: true }],
    ['data[].exchangeAmount', 'integer', 'The example has a number.', { variant: 'b' }],
    ['data[].returnDeliveryDtos', 'array', 'The example has an array.', { variant: 'b' }],
    ['data[].returnDeliveryDtos[]', 'object', 'A waybill.', { open: true }],
  ]),
  ...rows({ endpoint, source: archivedExchanges('Response Example'), known }, [
    {
      kind: 'example',
      id: 'example.progress',
      fact: 'A search answers an exchange in progress.',
      given: ['exchange'],
      change: {},
      answer: { status: 200, body: listOf(readExample('exchange-v4')) },
    },
  ]),
];
