import { type Market, MARKET_HOURS } from '../market.ts';
import { DAY_MS, HOUR_MS } from '../time.ts';
import { digits, type Json } from '../json.ts';
import { marketTime } from '../odd-shapes.ts';
import type {
  SimulatedBox,
  SimulatedExchange,
  SimulatedItem,
  SimulatedOrder,
  SimulatedReturn,
} from './make-order.ts';

/**
 * A person who does not exist. These values are in every personal field, so that a leak shows at once.
 * @internal
 */
export const MADE_UP_PERSON = {
  orderer: '지어낸주문자',
  receiver: '지어낸수취인',
  email: 'made-up-buyer@example.com',
  safeNumber: '0502-0000-1234',
  number: '010-0000-9876',
  safeNumberAbroad: '+8250200001234',
  numberAbroad: '+821000009876',
  address: '지어낸시 지어낸로 12',
  detail: '지어낸아파트 3동 401호',
  postCode: '00999',
  customsCode: 'P000000009999',
  wish: '지어낸 메모: 경비실에 맡겨 주세요',
  engraving: '지어낸 각인 문구',
} as const;

/** One shipment box, by the documents of version 5 or 4. Source: coupang-api.md section 8. */
export const renderBox = (order: SimulatedOrder, box: SimulatedBox): Json => {
  const person = MADE_UP_PERSON;
  const { market, isOlder } = order;
  const at = instantOf(market, isOlder);
  const amount = amountOf(market, isOlder);
  const [safeNumber, number] = isOlder
    ? [person.safeNumber, person.number]
    : [person.safeNumberAbroad, person.numberAbroad];
  return {
    shipmentBoxId: digits(box.boxId),
    orderId: digits(order.orderId),
    orderedAt: at(order.orderedAt),
    orderer: { name: person.orderer, email: person.email, safeNumber, ordererNumber: number },
    paidAt: at(order.paidAt),
    status: box.status,
    shippingPrice: amount(0),
    remotePrice: amount(0),
    remoteArea: false,
    parcelPrintMessage: person.wish,
    splitShipping: false,
    ableSplitShipping: false,
    receiver: {
      name: person.receiver,
      safeNumber,
      receiverNumber: number,
      addr1: person.address,
      addr2: person.detail,
      postCode: person.postCode,
    },
    orderItems: box.items.map((item) =>
      renderItem(item, amount, box.deliveredAt === undefined ? '' : at(box.deliveredAt + DAY_MS)),
    ),
    overseaShippingInfoDto: {
      personalCustomsClearanceCode: person.customsCode,
      ordererSsn: '',
      ordererPhoneNumber: number,
    },
    deliveryCompanyName: box.carrier ?? '',
    invoiceNumber: box.invoice ?? '',
    inTrasitDateTime: box.inTransitAt === undefined ? '' : spacedIf(isOlder, at(box.inTransitAt)),
    deliveredDate: box.deliveredAt === undefined ? '' : spacedIf(isOlder, at(box.deliveredAt)),
    refer: '안드로이드앱',
    shipmentType: 'THIRD_PARTY',
    isCod: false,
    extraProperties: {},
  };
};

/** The changes of a box, newest first. Their times have no offset. */
export const renderHistory = (
  { market, paidAt }: SimulatedOrder,
  { boxId, inTransitAt, deliveredAt }: SimulatedBox,
): Json => {
  const at = instantOf(market, true);
  const changes = [
    ['FINAL_DELIVERY', '배송완료', deliveredAt],
    ['DELIVERING', '배송중', inTransitAt],
    ['ACCEPT', '결제완료', paidAt],
  ] as const;
  return {
    shipmentBoxId: digits(boxId),
    details: changes.flatMap(([deliveryStatus, deliveryStatusDesc, time]) =>
      time === undefined ? [] : [{ deliveryStatus, deliveryStatusDesc, updatedAt: at(time) }],
    ),
  };
};

const renderItem = (
  { vendorItemId, name, count, cancelled }: SimulatedItem,
  amount: (units: number) => Json,
  confirmDate: string,
): Json => ({
  vendorItemPackageId: 0,
  vendorItemPackageName: name,
  productId: 0,
  vendorItemId: digits(vendorItemId),
  vendorItemName: name,
  shippingCount: count,
  salesPrice: amount(19_900),
  orderPrice: amount(19_900 * count),
  discountPrice: amount(0),
  externalVendorSkuCode: 'MADE-UP-1',
  etcInfoHeader: '각인',
  etcInfoValue: '',
  etcInfoValues: [MADE_UP_PERSON.engraving],
  sellerProductId: 0,
  sellerProductName: name,
  sellerProductItemName: name,
  cancelCount: cancelled,
  holdCountForCancel: 0,
  canceled: count === 0,
  confirmDate,
  extraProperties: {},
});

/** A return or a cancellation. Its times have no offset. */
export const renderReturn = (order: SimulatedOrder, given: SimulatedReturn): Json => {
  const person = MADE_UP_PERSON;
  const at = instantOf(order.market, true);
  const items = order.boxes.flatMap(({ boxId, items: inBox }) => inBox.map((item) => ({ boxId, ...item })));
  return {
    receiptId: digits(given.receiptId),
    orderId: digits(order.orderId),
    paymentId: digits(`8${order.orderId}`),
    receiptType: given.type,
    receiptStatus: given.status,
    createdAt: at(given.at),
    modifiedAt: at(given.at),
    requesterName: person.orderer,
    requesterPhoneNumber: person.safeNumber,
    requesterRealPhoneNumber: person.number,
    requesterAddress: person.address,
    requesterAddressDetail: person.detail,
    requesterZipCode: person.postCode,
    cancelReasonCategory1: '고객변심',
    cancelReasonCategory2: '단순변심(사유없음)',
    cancelReason: `${REASONS[order.market][given.reason] ?? ''} (${person.orderer} ${person.number})`,
    cancelCountSum: items.length,
    returnDeliveryId: 0,
    returnDeliveryType: '연동택배',
    releaseStopStatus: '미처리',
    enclosePrice: amountOf(order.market, order.isOlder)(0),
    faultByType: given.fault,
    preRefund: given.isRefundedFirst,
    completeConfirmType: 'UNDEFINED',
    completeConfirmDate: '',
    returnItems: items.map(({ boxId, vendorItemId, name, count }) => ({
      vendorItemPackageId: 0,
      vendorItemPackageName: name,
      vendorItemId: digits(vendorItemId),
      vendorItemName: name,
      purchaseCount: Math.max(1, count),
      cancelCount: Math.max(1, count),
      shipmentBoxId: digits(boxId),
      sellerProductId: 0,
      sellerProductName: name,
      releaseStatus: given.type === 'RETURN' ? 'Y' : 'N',
      cancelCompleteUser: person.orderer,
    })),
    returnDeliveryDtos: [WAYBILL],
    reasonCode: 'CHANGEMIND',
    reasonCodeText: '필요 없어짐 (단순 변심)',
  };
};

/** An exchange. Its times have no offset. */
export const renderExchange = (order: SimulatedOrder, given: SimulatedExchange): Json => {
  const person = MADE_UP_PERSON;
  const at = instantOf(order.market, true);
  const [box] = order.boxes;
  return {
    exchangeId: digits(given.exchangeId),
    orderId: digits(order.orderId),
    vendorId: order.vendorId,
    orderDeliveryStatusCode: box.status,
    exchangeStatus: given.status,
    referType: 'WEB_MOBILE',
    faultType: given.fault,
    exchangeAmount: 0,
    reason: `${person.orderer}: ${person.wish}`,
    reasonCode: 'DIFFERENTOPT',
    reasonCodeText: '색상/ 사이즈가 기대와 다름',
    reasonEtcDetail: person.wish,
    cancelReason: '',
    createdByType: 'CUSTOMER',
    createdAt: at(given.at),
    modifiedByType: 'CUSTOMER',
    modifiedAt: at(given.at),
    exchangeItemDtoV1s: box.items.map(({ vendorItemId, name, count }) => ({
      orderItemId: digits(vendorItemId),
      orderItemUnitPrice: 19_900,
      orderItemName: name,
      targetItemId: digits(vendorItemId),
      targetItemName: name,
      quantity: Math.max(1, count),
      originalShipmentBoxId: digits(box.boxId),
      orderItemDeliveryComplete: true,
      orderItemReturnComplete: given.status === 'PROGRESS',
    })),
    exchangeAddressDtoV1: {
      returnCustomerName: person.orderer,
      returnAddressZipCode: person.postCode,
      returnAddress: person.address,
      returnAddressDetail: person.detail,
      returnPhone: person.safeNumber,
      returnMobile: person.number,
      returnMemo: person.wish,
      deliveryCustomerName: person.receiver,
      deliveryAddressZipCode: person.postCode,
      deliveryAddress: person.address,
      deliveryAddressDetail: person.detail,
      deliveryPhone: person.safeNumber,
      deliveryMobile: person.number,
      deliveryMemo: person.wish,
    },
    deliveryInvoiceGroupDtos: [],
    deliveryStatus: 'PreDelivery',
    collectStatus: given.status === 'PROGRESS' ? 'CompleteCollect' : 'BeforeDirection',
    collectCompleteDate: given.status === 'PROGRESS' ? at(given.at + HOUR_MS) : null,
    collectInformationsDto: { returnType: 'EXCHANGE_RETURN' },
    returnDeliveryDtos: [WAYBILL],
    successable: false,
    rejectable: given.status === 'RECEIPT',
    deliveryInvoiceModifiable: false,
  };
};

/** The seller collects the old item. */
const WAYBILL = { deliveryCompanyCode: 'DIRECT', deliveryInvoiceNo: '' };

/** By the number of a return's reason. */
const REASONS: Record<Market, readonly string[]> = {
  KR: ['사이즈가 작아요', '생각한 색상과 달라요', '포장이 찢어진 채로 왔어요'],
  TW: ['尺寸太小', '顏色和想像的不同', '包裝送到時已經破損'],
};

/** Version 5 has ISO times with the market's offset; version 4 has none. Source: coupang-api.md section 8. */
const instantOf =
  (market: Market, isOlder: boolean) =>
  (at: number): string =>
    `${marketTime(at, market).replace(' ', 'T')}${isOlder ? '' : `.000000+0${MARKET_HOURS[market]}:00`}`;

/** Two fields of version 4 have a space in their times. */
const spacedIf = (isOlder: boolean, time: string): string => (isOlder ? time.replace('T', ' ') : time);

const amountOf =
  (market: Market, isOlder: boolean) =>
  (units: number): Json =>
    isOlder ? units : { currencyCode: market === 'KR' ? 'KRW' : 'TWD', units, nanos: 0 };
