import { listOf, readExample } from './read-example.ts';
import { fields, rows, type Row } from './row.ts';
import {
  archivedOrderByOrder,
  orderByBox,
  orderByBoxEnglish,
  orderByDay,
  orderByOrder,
  orderHistory,
  orderHistoryNewer,
} from './sources.ts';

const known = 'documented';
const isoWithOffset = String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}[+-]\d\d:\d\d$`;
const withoutOffset = String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$`;
const spaced = String.raw`^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$`;
const states = ['ACCEPT', 'INSTRUCT', 'DEPARTURE', 'DELIVERING', 'FINAL_DELIVERY', 'NONE_TRACKING'] as const;
const vendorParameter = {
  kind: 'parameter',
  id: 'path.vendorId',
  fact: 'The path names the vendor.',
  name: 'vendorId',
  in: 'path',
  type: 'string',
  required: true,
  good: '$vendorId',
} as const;

/** A shipment box in made-up data. */
const box = readExample('box-v5');

const byOrder = { endpoint: 'order.by-order', known } as const;
const orderRows: readonly Row[] = [
  ...rows({ ...byOrder, source: orderByOrder('Path, Request Parameters') }, [
    {
      kind: 'endpoint',
      id: 'endpoint',
      fact: 'GET of the v5 path with an order’s number answers the order’s shipment boxes.',
      method: 'GET',
      path: '/v2/providers/openapi/apis/api/v5/vendors/{vendorId}/{orderId}/ordersheets',
      variant: 'a',
      contradicts: 'order.by-order.endpoint.v4',
      request: { path: { vendorId: '$vendorId', orderId: '$orderId' } },
    },
    vendorParameter,
    ['path', 'orderId', 'number', 'required', '$orderId', 'The path names the order by its number.'],
  ]),
  ...rows({ ...byOrder, source: orderByOrder('Error Spec') }, [
    [
      'refusal',
      'cancelled',
      'A cancelled or returned order gets 400; the message does not say which.',
      ['cancelled-order'],
      {},
      { status: 400, message: '해당 주문이 취소 또는 반품 되었습니다.' },
    ],
    [
      'refusal',
      'unknown',
      'A number that is no order’s gets 400.',
      ['unknown-order'],
      { path: { orderId: '1' } },
      { status: 400, message: '유효하지 않은 주문번호 입니다.' },
    ],
    [
      'refusal',
      'other-vendor',
      'Another vendor’s order gets 400.',
      ['order-of-other-vendor'],
      {},
      { status: 400, message: '다른 판매자의 주문을 조회할 수 없습니다.' },
    ],
  ]),
  ...fields({ ...byOrder, source: orderByOrder('Response Example') }, [
    ['data', 'array', 'The result is an array of shipment boxes.', { variant: 'a' }],
  ]),
  ...fields({ ...byOrder, source: orderByDay('Response Message, which the copies by order share') }, [
    ['code', 'integer', 'The answer’s code is a number.', { values: [200], variant: 'a' }],
    ['message', 'string', 'The answer’s message.'],
    ['data[]', 'object', 'A shipment box.'],
    ['data[].shipmentBoxId', 'integer', 'The number of the shipment box; 18 digits in the example.'],
    ['data[].orderId', 'integer', 'The number of the order.'],
    ['data[].orderedAt', 'string', 'Time of the order, ISO 8601.', { pattern: isoWithOffset, variant: 'a' }],
    ['data[].orderer', 'object', 'The orderer; personal.', { open: true }],
    ['data[].paidAt', 'string', 'Time of the payment, ISO 8601.', { pattern: isoWithOffset }],
    ['data[].status', 'string', 'The state of the box.', { values: states }],
    ['data[].shippingPrice', 'object', 'v5 has amounts as objects.', { variant: 'a' }],
    ['data[].shippingPrice.currencyCode', 'string', 'The currency, ISO 4217.', { pattern: '^[A-Z]{3}$' }],
    ['data[].shippingPrice.units', 'integer', 'The whole part of an amount, 64 bits.'],
    ['data[].shippingPrice.nanos', 'integer', 'The decimals of an amount, 32 bits.'],
    ['data[].remotePrice', 'object', 'The surcharge for remote areas.', { nullable: true, open: true }],
    ['data[].remoteArea', 'boolean', 'Whether the area is remote.'],
    ['data[].parcelPrintMessage', 'string', 'A message for the delivery.', { optional: true }],
    ['data[].splitShipping', 'boolean', 'Whether the order is split.'],
    ['data[].ableSplitShipping', 'boolean', 'Whether the order may be split.'],
    ['data[].receiver', 'object', 'The receiver; personal.', { open: true }],
    ['data[].orderItems', 'array', 'The items.'],
    ['data[].orderItems[]', 'object', 'An item; prices, discounts and names beside these.', { open: true }],
    ['data[].orderItems[].vendorItemId', 'integer', 'The option’s id.'],
    ['data[].orderItems[].vendorItemName', 'string', 'The name on the product page.'],
    ['data[].orderItems[].shippingCount', 'integer', 'The number bought.'],
    ['data[].orderItems[].salesPrice', 'object', 'The price of a piece.', { open: true, variant: 'a' }],
    ['data[].orderItems[].orderPrice', 'object', 'The price times the number.', { open: true, variant: 'a' }],
    ['data[].orderItems[].etcInfoValue', 'string', 'Has no value.', { nullable: true, optional: true }],
    [
      'data[].orderItems[].etcInfoValues',
      'array',
      'What the buyer entered.',
      { nullable: true, optional: true },
    ],
    ['data[].orderItems[].etcInfoValues[]', 'string', 'A text that the buyer entered.'],
    ['data[].orderItems[].sellerProductId', 'integer', 'The registered product’s id.'],
    ['data[].orderItems[].sellerProductName', 'string', 'The registered product’s name.'],
    ['data[].orderItems[].sellerProductItemName', 'string', 'The registered option’s name.'],
    ['data[].orderItems[].cancelCount', 'integer', 'The number cancelled.'],
    ['data[].orderItems[].holdCountForCancel', 'integer', 'The number that waits for a refund.'],
    ['data[].orderItems[].estimatedShippingDate', 'string', 'A day, or empty.', { optional: true }],
    ['data[].orderItems[].plannedShippingDate', 'string', 'A day, or empty.', { optional: true }],
    [
      'data[].orderItems[].confirmDate',
      'string',
      'The table has yyyy-MM-dd HH:mm:ss for the confirmation of the purchase.',
      { pattern: spaced, variant: 'a' },
    ],
    ['data[].orderItems[].canceled', 'boolean', 'Whether the order was cancelled.'],
    [
      'data[].overseaShippingInfoDto',
      'object',
      'For customs.',
      { open: true, nullable: true, optional: true },
    ],
    ['data[].deliveryCompanyName', 'string', 'The carrier.'],
    ['data[].invoiceNumber', 'string', 'The waybill.'],
    [
      'data[].inTrasitDateTime',
      'string',
      'Time of dispatch, ISO 8601 (their spelling).',
      { pattern: isoWithOffset },
    ],
    ['data[].deliveredDate', 'string', 'Time of delivery, ISO 8601.', { pattern: isoWithOffset }],
    ['data[].refer', 'string', 'Where the buyer paid.'],
    [
      'data[].shipmentType',
      'string',
      'The kind of shipment.',
      { values: ['THIRD_PARTY', 'CGF', 'CGF LITE'] },
    ],
    ['data[].isCod', 'boolean', 'Whether the buyer pays on delivery.'],
    ['data[].extraProperties', 'object', 'Key and value.', { open: true }],
  ]),
  ...fields({ ...byOrder, source: orderByDay('Response Example') }, [
    [
      'data[].orderItems[].confirmDate',
      'string',
      'The example has ISO 8601 with an offset.',
      { pattern: isoWithOffset, variant: 'b' },
    ],
  ]),
  ...fields({ ...byOrder, source: archivedOrderByOrder('Response Message and Example') }, [
    ['code', 'string', 'The v4 example has the code as text.', { values: ['200'], variant: 'b' }],
    ['data', 'object', 'In v4 the result is a single object.', { open: true, variant: 'b' }],
    [
      'data[].orderedAt',
      'string',
      'v4 has times without an offset.',
      { pattern: withoutOffset, variant: 'b' },
    ],
    ['data[].shippingPrice', 'number', 'v4 has amounts as numbers.', { variant: 'b' }],
    ['data[].orderItems[].salesPrice', 'number', 'v4 has amounts as numbers.', { variant: 'b' }],
    ['data[].orderItems[].orderPrice', 'number', 'v4 has amounts as numbers.', { variant: 'b' }],
  ]),
  ...rows({ ...byOrder, source: archivedOrderByOrder('Path') }, [
    {
      kind: 'endpoint',
      id: 'endpoint.v4',
      fact: 'Older copies name the v4 path.',
      method: 'GET',
      path: '/v2/providers/openapi/apis/api/v4/vendors/{vendorId}/{orderId}/ordersheets',
      variant: 'b',
      contradicts: 'order.by-order.endpoint',
      request: { path: { vendorId: '$vendorId', orderId: '$orderId' } },
    },
  ]),
  ...rows({ ...byOrder, source: orderByDay('Response Example, in the shape by order') }, [
    {
      kind: 'example',
      id: 'example',
      fact: 'An order answers an array of its boxes.',
      given: ['order'],
      change: {},
      answer: { status: 200, body: listOf(box, readExample('second-box-v5')) },
    },
  ]),
];

const byBox = { endpoint: 'order.by-box', known } as const;
const boxRows: readonly Row[] = [
  ...rows({ ...byBox, source: orderByBox('Path, Request Parameters') }, [
    {
      kind: 'endpoint',
      id: 'endpoint',
      fact: 'GET of the v5 path with a box’s number answers the box.',
      method: 'GET',
      path: '/v2/providers/openapi/apis/api/v5/vendors/{vendorId}/ordersheets/{shipmentBoxId}',
      markets: ['KR', 'TW'],
      variant: 'a',
      contradicts: 'order.by-box.endpoint.v4',
      request: { path: { vendorId: '$vendorId', shipmentBoxId: '$shipmentBoxId' } },
    },
    vendorParameter,
    [
      'path',
      'shipmentBoxId',
      'number',
      'required',
      '$shipmentBoxId',
      'The path names the box by its number, of 18 digits in the example.',
    ],
  ]),
  ...rows({ ...byBox, source: orderByBoxEnglish('Path') }, [
    {
      kind: 'endpoint',
      id: 'endpoint.v4',
      fact: 'The English copy names the v4 path.',
      method: 'GET',
      path: '/v2/providers/openapi/apis/api/v4/vendors/{vendorId}/ordersheets/{shipmentBoxId}',
      variant: 'b',
      contradicts: 'order.by-box.endpoint',
      request: { path: { vendorId: '$vendorId', shipmentBoxId: '$shipmentBoxId' } },
    },
  ]),
  ...fields({ ...byBox, source: orderByBoxEnglish('Response Message') }, [
    ['code', 'integer', 'The answer’s code is a number.', { values: [200] }],
    ['message', 'string', 'The answer’s message.'],
    [
      'data',
      'object',
      'The result is an object, a box.',
      { shapeOf: { endpoint: 'order.by-order', path: 'data[]' } },
    ],
  ]),
  ...rows({ ...byBox, source: orderByBoxEnglish('Response Message') }, [
    {
      kind: 'example',
      id: 'example',
      fact: 'A box’s number answers the box as an object.',
      given: ['order'],
      change: {},
      answer: { status: 200, body: `{"code":200,"message":"OK","data":${box}}` },
    },
  ]),
];

const history = { endpoint: 'order.history', known } as const;
const historyRows: readonly Row[] = [
  ...rows({ ...history, source: orderHistoryNewer('Path') }, [
    {
      kind: 'endpoint',
      id: 'endpoint',
      fact: 'GET of the v5 path answers the history of a box.',
      method: 'GET',
      path: '/v2/providers/openapi/apis/api/v5/vendors/{vendorId}/ordersheets/{shipmentBoxId}/history',
      variant: 'a',
      contradicts: 'order.history.endpoint.v4',
      request: { path: { vendorId: '$vendorId', shipmentBoxId: '$shipmentBoxId' } },
    },
    vendorParameter,
    [
      'path',
      'shipmentBoxId',
      'number',
      'required',
      '$shipmentBoxId',
      'The path names the box by its number.',
    ],
  ]),
  ...rows({ ...history, source: orderHistory('Path') }, [
    {
      kind: 'endpoint',
      id: 'endpoint.v4',
      fact: 'An older copy names the v4 path.',
      method: 'GET',
      path: '/v2/providers/openapi/apis/api/v4/vendors/{vendorId}/ordersheets/{shipmentBoxId}/history',
      variant: 'b',
      contradicts: 'order.history.endpoint',
      request: { path: { vendorId: '$vendorId', shipmentBoxId: '$shipmentBoxId' } },
    },
  ]),
  ...fields({ ...history, source: orderHistory('Response Message') }, [
    ['code', 'integer', 'The table has a code.', { optional: true }],
    ['message', 'string', 'The table has a message.', { optional: true }],
    ['data', 'array', 'The table has the history inside an array of boxes.', { optional: true }],
    ['data[]', 'object', 'A box.'],
    ['data[].shipmentBoxId', 'integer', 'The number of the box.'],
    ['data[].details', 'array', 'The changes.'],
    ['data[].details[]', 'object', 'A change.'],
    ['data[].details[].deliveryStatus', 'string', 'The state.', { values: states }],
    ['data[].details[].deliveryStatusDesc', 'string', 'The state in words.'],
    ['data[].details[].updatedAt', 'string', 'Time of the change.', { pattern: withoutOffset }],
  ]),
  ...fields({ ...history, source: orderHistory('Response Example') }, [
    [
      'shipmentBoxId',
      'integer',
      'The example has the box without code, message and data.',
      { optional: true },
    ],
    [
      'details',
      'array',
      'The example has the changes at the top.',
      { optional: true, shapeOf: { endpoint: 'order.history', path: 'data[].details' } },
    ],
  ]),
  ...rows({ ...history, source: orderHistory('Response Example') }, [
    {
      kind: 'example',
      id: 'example.bare',
      fact: 'The example’s answer is the bare box, newest change first.',
      variant: 'a',
      contradicts: 'order.history.example.enveloped',
      given: ['order'],
      change: {},
      answer: {
        status: 200,
        body: `{"shipmentBoxId":700000000000000123,"details":[
{"deliveryStatus":"FINAL_DELIVERY","deliveryStatusDesc":"배송완료","updatedAt":"2026-01-12T09:00:00"},
{"deliveryStatus":"ACCEPT","deliveryStatusDesc":"결제완료","updatedAt":"2026-01-10T12:01:00"}]}`,
      },
    },
  ]),
  ...rows({ ...history, source: orderHistory('Response Message') }, [
    {
      kind: 'example',
      id: 'example.enveloped',
      fact: 'The table’s answer has the box inside code, message and data.',
      variant: 'b',
      contradicts: 'order.history.example.bare',
      given: ['order'],
      change: {},
      answer: {
        status: 200,
        body: `{"code":200,"message":"OK","data":[{"shipmentBoxId":700000000000000123,"details":[
{"deliveryStatus":"ACCEPT","deliveryStatusDesc":"결제완료","updatedAt":"2026-01-10T12:01:00"}]}]}`,
      },
    },
  ]),
];

export const orderSheetRows: readonly Row[] = [...orderRows, ...boxRows, ...historyRows];
