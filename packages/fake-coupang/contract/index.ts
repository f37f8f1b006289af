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

/** Rows from documents. */
export const documentedRows: readonly Row[] = [
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
export const observedRows: readonly Row[] = [
  ...observedGatewayRows,
  ...observedInquiryRows,
  ...observedClaimRows,
];

export const contractRows: readonly Row[] = [...documentedRows, ...observedRows];
