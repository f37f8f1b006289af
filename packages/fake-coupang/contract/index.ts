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
import type { EndpointId, ExampleRow, Row } from './row.ts';
import { signatureRows } from './signature.ts';

export { expandShapes, fits, hasType, isObject } from './fit.ts';
export { listOf, readExample } from './read-example.ts';
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

/** The first example of an endpoint. */
export const exampleOf = (endpoint: EndpointId): ExampleRow | undefined =>
  contractRows.filter((row) => row.kind === 'example').find((row) => row.endpoint === endpoint);

/**
 * Judges each row in turn.
 * @returns `row: problem`. A row passes if the row that contradicts it passes.
 */
export const judgeRows = async (
  rows: readonly Row[],
  judge: (row: Row) => Promise<string[]>,
): Promise<string[]> => {
  const complaints: string[] = [];
  for (const row of rows) {
    const problems = await judge(row);
    const other = contractRows.find(({ id }) => id === row.contradicts);
    if (problems.length === 0 || (other !== undefined && (await judge(other)).length === 0)) continue;
    complaints.push(...problems.map((problem) => `${row.id}: ${problem}`));
  }
  return complaints;
};
