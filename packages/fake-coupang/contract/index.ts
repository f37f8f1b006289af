import { callCentreListRows } from './call-centre-list.ts';
import { callCentrePostRows } from './call-centre-posts.ts';
import { callCentreSingleRows } from './call-centre-single.ts';
import { exchangeRows } from './exchanges.ts';
import { gatewayRows } from './gateway.ts';
import { observedClaimRows } from './observed-claims.ts';
import { observedGatewayRows } from './observed-gateway.ts';
import { observedInquiryRows } from './observed-inquiries.ts';
import { orderSheetRows } from './order-sheets.ts';
import { productInquiryRows } from './product-inquiries.ts';
import { returnRows } from './returns.ts';
import type { Row } from './row.ts';
import { signatureRows } from './signature.ts';

export { expandShapes, fits, hasType, isObject } from './fit.ts';
export { answerText, type BuiltRequest, buildRequest } from './request.ts';
export {
  type Answer,
  type Attempt,
  type Change,
  contractNow,
  type EndpointId,
  type EndpointRow,
  type FieldRow,
  type ParameterRow,
  placeholders,
  type Row,
  type Situation,
} from './row.ts';

/** Rows from documents. */
const documentedRows: readonly Row[] = [
  ...gatewayRows,
  ...signatureRows,
  ...callCentreListRows,
  ...callCentreSingleRows,
  ...callCentrePostRows,
  ...productInquiryRows,
  ...orderSheetRows,
  ...returnRows,
  ...exchangeRows,
];

/** Rows from public clients. */
const observedRows: readonly Row[] = [...observedGatewayRows, ...observedInquiryRows, ...observedClaimRows];

export const contractRows: readonly Row[] = [...documentedRows, ...observedRows];
