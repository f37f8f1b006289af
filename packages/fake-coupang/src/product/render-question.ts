import { digits, type Json } from '../json.ts';
import { IDS, instants, MORE, randomOf } from '../odd-shapes.ts';
import { DOCUMENT_SHAPES, type Shapes } from '../render-inquiry.ts';
import type { SimulatedQuestion } from './simulated-question.ts';

/** The fields of a row that Coupang might send in another shape. Source: coupang-api.md section 7. */
export type QuestionShapes = Pick<Shapes, 'idField' | 'instant' | 'id' | 'more'> & {
  /** An empty list as Coupang sends it. */
  none: Json;
};

export const QUESTION_SHAPES: QuestionShapes = {
  idField: DOCUMENT_SHAPES.idField,
  instant: DOCUMENT_SHAPES.instant,
  id: DOCUMENT_SHAPES.id,
  more: {},
  none: [],
};

/** Shapes that differ from Coupang's document. The seed picks one set per question, the same for every call. */
export const oddQuestionShapes =
  (seed: number) =>
  ({ inquiryId, market }: SimulatedQuestion): QuestionShapes => {
    const random = randomOf(seed, inquiryId);
    return {
      idField: QUESTION_SHAPES.idField,
      instant: random.pick(instants(market)),
      id: random.pick(IDS),
      none: random.next() < 0.5 ? [] : null,
      more: random.pick(MORE),
    };
  };

/** One row, with the documented fields in their order. */
export const renderQuestion = (question: SimulatedQuestion, shapes: QuestionShapes): Json => {
  const { idField, instant, id, more, none } = shapes;
  const listed = (rows: Json[]): Json => (rows.length === 0 ? none : rows);
  return {
    [idField]: id(question.inquiryId),
    productId: id(question.productId),
    sellerProductId: id(question.sellerProductId),
    sellerItemId: id(question.sellerItemId),
    vendorItemId: id(question.vendorItemId),
    content: question.content,
    inquiryAt: instant(question.inquiryAt),
    orderIds: listed(question.orderIds.map(id)),
    commentDtoList: listed(
      question.comments.map(({ commentId, content, at }) => ({
        inquiryCommentId: id(commentId),
        inquiryId: id(question.inquiryId),
        content,
        inquiryCommentAt: instant(at),
      })),
    ),
    ...more,
  };
};

/** The question's product, with many fields that the program must not read. All of them are made up. */
export const renderProduct = (question: SimulatedQuestion): Json => {
  const { productName, itemName, vendorId, sellerProductId, vendorItemId } = question;
  const other = String(BigInt(vendorItemId) + 1n);
  return {
    sellerProductId: digits(sellerProductId),
    statusName: '승인완료',
    displayCategoryCode: 56_137,
    categoryId: 1001,
    productId: digits(question.productId),
    vendorId,
    sellerProductName: productName,
    displayProductName: `${productName} (made up)`,
    generalProductName: productName,
    brand: '',
    manufacture: '',
    saleStartedAt: '2024-01-01T00:00:00',
    saleEndedAt: '2099-12-31T23:59:59',
    deliveryMethod: 'SEQUENCIAL',
    deliveryChargeType: 'FREE',
    deliveryCharge: 0,
    deliveryChargeOnReturn: 3000,
    returnChargeName: '반품지',
    companyContactNumber: '02-0000-0000',
    returnZipCode: '00000',
    returnAddress: '지어낸 주소 1',
    returnAddressDetail: '지어낸 건물',
    vendorUserId: 'aamall',
    contactEmail: 'seller@example.com',
    requested: true,
    // The other option comes first, so that a reader has to choose by `vendorItemId`.
    items: [renderItem(other, `${itemName} (2)`), renderItem(vendorItemId, itemName)],
  };
};

const renderItem = (vendorItemId: string, itemName: string): Json => ({
  sellerProductItemId: digits(`1${vendorItemId}`),
  vendorItemId: digits(vendorItemId),
  itemId: digits(`2${vendorItemId}`),
  itemName,
  originalPrice: 25_000,
  salePrice: 19_900,
  supplyPrice: 12_000,
  maximumBuyCount: 999,
  externalVendorSku: 'MADE-UP-1',
  barcode: '',
  images: [{ imageOrder: 0, imageType: 'REPRESENTATION', vendorPath: 'https://example.com/made-up.jpg' }],
  notices: [
    { noticeCategoryName: '기타 재화', noticeCategoryDetailName: '품명 및 모델명', content: 'made up' },
  ],
  attributes: [{ attributeTypeName: '수량', attributeValueName: '1개' }],
});
