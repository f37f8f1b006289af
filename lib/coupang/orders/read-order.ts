import * as z from 'zod/mini';
import { defined } from '../../domain/defined.ts';
import { maskPersonalData } from '../../domain/inquiry/mask.ts';
import {
  type Box,
  BOX_STATUSES,
  type Exchange,
  EXCHANGE_STATUSES,
  FAULTS,
  type FaultBy,
  type OrderItem,
  RETURN_STATUSES,
  type ReturnRequest,
} from '../../domain/order/order.ts';
import { cleanText } from '../clean-text.ts';
import { countSchema, type Fields, flagSchema } from '../read-fields.ts';
import { knownReason } from './known-reason.ts';

/**
 * Reads the rows of the calls about an order: only the fields that a view shows, so that nothing of the buyer leaves the client. Times have an
 * offset (v5), or the market's zone (v4). Source: coupang-api.md sections 8.1 to 8.3.
 */

const MOST_ITEMS = 50;

export const readBox = (fields: Fields): Box =>
  defined({
    boxId: fields.id('shipmentBoxId'),
    status: fields.read('status', boxStatusSchema),
    orderedAt: fields.time('orderedAt'),
    paidAt: fields.time('paidAt'),
    // Coupang's spelling, and the right one.
    inTransitAt: fields.time('inTrasitDateTime') ?? fields.time('inTransitDateTime'),
    deliveredAt: fields.time('deliveredDate'),
    carrier: fields.read('deliveryCompanyName', carrierSchema),
    invoice: fields.read('invoiceNumber', invoiceSchema),
    items: fields.each('orderItems', readItem, MOST_ITEMS),
  });

const readItem = (fields: Fields): OrderItem =>
  defined({ ...readCancelled(fields), count: readCount(fields, 'shippingCount') });

const readCancelled = (fields: Fields): Pick<OrderItem, 'vendorItemId' | 'name' | 'cancelled'> =>
  defined({
    vendorItemId: fields.id('vendorItemId'),
    name: fields.name('vendorItemName') ?? fields.name('sellerProductName'),
    cancelled: readCount(fields, 'cancelCount'),
  });

export const readReturn = (fields: Fields): ReturnRequest =>
  defined({
    receiptId: fields.id('receiptId'),
    type: fields.read('receiptType', receiptTypeSchema),
    status: fields.read('receiptStatus', returnStatusSchema),
    since: fields.time('createdAt'),
    reason: fields.read('cancelReason', reasonSchema) ?? fields.read('reasonCodeText', reasonSchema),
    fault: fields.read('faultByType', faultSchema),
    isRefundedFirst: fields.read('preRefund', flagSchema),
    items: fields.each('returnItems', readCancelled, MOST_ITEMS),
  });

export const readExchange = (fields: Fields): Exchange =>
  defined({
    exchangeId: fields.id('exchangeId'),
    status: fields.read('exchangeStatus', exchangeStatusSchema),
    since: fields.time('createdAt'),
    fault: fields.read('faultType', faultSchema),
    collectedAt: fields.time('collectCompleteDate'),
    items: fields.each('exchangeItemDtoV1s', readExchanged, MOST_ITEMS),
  });

const readExchanged = (fields: Fields): Exchange['items'][number] =>
  defined({
    name: fields.name('orderItemName') ?? fields.name('targetItemName'),
    count: readCount(fields, 'quantity'),
  });

/** More is no count of things. It may be a number of a person. */
const MOST_OF_A_THING = 99_999;

const readCount = (fields: Fields, name: string): number | undefined => {
  const count = fields.read(name, countSchema);
  return count !== undefined && count <= MOST_OF_A_THING ? count : undefined;
};

const NO_WORD = 'is no known word';

/** The words that Coupang's documents use for a value. */
const oneOf = <T>(words: readonly (readonly [word: string, value: T])[]) => {
  const values = new Map(words);
  return z.pipe(
    z.string(NO_WORD).check(z.refine((word) => values.has(word), NO_WORD)),
    z.transform((word) => values.get(word)),
  );
};

const boxStatusSchema = z.enum(BOX_STATUSES, NO_WORD);
const returnStatusSchema = z.enum(RETURN_STATUSES, NO_WORD);
const exchangeStatusSchema = z.enum(EXCHANGE_STATUSES, NO_WORD);

const receiptTypeSchema = oneOf<'return' | 'cancel'>([
  ['RETURN', 'return'],
  ['반품', 'return'],
  ['CANCEL', 'cancel'],
  ['취소', 'cancel'],
]);

/** Older documents have words instead of codes. */
const faultSchema = oneOf<FaultBy>([
  ...FAULTS.map((fault) => [fault, fault] as const),
  ['Coupang 과실', 'COUPANG'],
  ['협력사 과실', 'VENDOR'],
  ['고객 과실', 'CUSTOMER'],
  ['물류 과실', 'WMS'],
  ['일반', 'GENERAL'],
]);

/** A reason with an unknown word is left out without a problem, since it is free text. */
const reasonSchema = z.pipe(
  z.unknown(),
  z.transform((value) => (typeof value === 'string' ? knownReason(value) : undefined)),
);

/** Up to 30 letters, digits, spaces and a few signs. `***` of the mask does not fit. */
const CARRIER = /^(?=.*\p{L})[\p{L}\p{N} &.()[\]/·-]{1,30}$/u;
/** Four digits without a letter between may be of a number of a person. */
const NUMBER = /\p{N}(?:[^\p{L}]*\p{N}){3}/u;
const FORM_OF_ADDRESS = /고객|(?<=[가-힣] ?)[님씨](?![가-힣])|先生|小姐|\bM(?:rs?|s)\b/;

/**
 * The name of a company from Coupang's list, so that it needs no list of ours. It is dropped if it has the form of something else. A bare name
 * of a person has no such form. Assumption: carrier-name-is-coupangs.
 */
const carrierSchema = z.pipe(
  z.pipe(
    z.string('is no text'),
    z.transform((name: string) => cleanText(name.normalize('NFKC')).trim()),
  ),
  z
    .string()
    .check(
      z.refine(
        (name) => CARRIER.test(name) && !NUMBER.test(name) && !FORM_OF_ADDRESS.test(name),
        'is no name of a carrier',
      ),
    ),
);

/** At least 8 digits and at most 4 letters: shorter codes may be a name with a birthday. */
const INVOICE = /^(?=(?:[^\d]*\d){8})(?!(?:[^A-Za-z]*[A-Za-z]){5})[A-Za-z\d-]{8,30}$/;
/** A phone number of Korea or Taiwan, also of a mobile phone without its first zero. */
const PHONE = /^(?:0\d{8,11}|820?1[016-9]\d{7,8}|8860?9\d{8}|10\d{8}|9\d{8})$/;

/** Sellers that deliver themselves type a phone number here. */
const isPersonal = (code: string): boolean =>
  PHONE.test(code.replaceAll('-', '')) || maskPersonalData(code) !== code;

const invoiceSchema = z.pipe(
  z.union([z.pipe(z.int(), z.transform(String)), z.string()], 'is no code'),
  z.pipe(
    z.transform((code: string) => code.trim()),
    z.string().check(
      z.regex(INVOICE, 'is no code'),
      z.refine((code) => !isPersonal(code), 'may be a number of a person'),
    ),
  ),
);
