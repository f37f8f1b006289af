import type { Row, SignatureRow } from './row.ts';
import { hmac } from './sources.ts';

type Vector = Pick<SignatureRow, 'method' | 'path' | 'query' | 'signature' | 'fact'>;

const vendors = '/v2/providers/openapi/apis/api';
const inquiries = `${vendors}/v4/vendors/A00012345/callCenterInquiries/1015668177`;

const vectors: readonly (readonly [id: string, vector: Vector])[] = [
  [
    'get-with-query',
    {
      fact: 'A GET signs date, method, path and query without separators and without the question mark.',
      method: 'GET',
      path: `${vendors}/v5/vendors/A00012345/callCenterInquiries`,
      query:
        'vendorId=A00012345&partnerCounselingStatus=NO_ANSWER&inquiryStartAt=2026-01-09&inquiryEndAt=2026-01-15&pageNum=1&pageSize=30',
      signature: '1c0431b77be45be3196a8bc36ca85b4cd5a88bfeda50fc124b554211475d94cc',
    },
  ],
  [
    'get-without-query',
    {
      fact: 'A GET without a query signs an empty text in its place.',
      method: 'GET',
      path: `${vendors}/v5/vendors/callCenterInquiries/1015668177`,
      query: '',
      signature: '8b76bdc88e220995217d135e164ed620aa164d59f3c04be5e174cfeeb1a31fdb',
    },
  ],
  [
    'post-reply',
    {
      fact: 'A POST does not sign its body.',
      method: 'POST',
      path: `${inquiries}/replies`,
      query: '',
      signature: '94b89e03b15e065b996bf285bbd32fd2a41cdea56ca59b51b59dadab6acd5ef6',
    },
  ],
  [
    'post-confirm',
    {
      fact: 'Another path gives another signature.',
      method: 'POST',
      path: `${inquiries}/confirms`,
      query: '',
      signature: '68b4b78bdddc97d689ae1918e1c3098b483edcf5d30ee13811f7d7908251bc1c',
    },
  ],
  [
    'get-encoded-query',
    {
      fact: 'The query is signed as it is sent, with its percent-encoding.',
      method: 'GET',
      path: `${vendors}/v5/vendors/A00012345/ordersheets`,
      query:
        'createdAtFrom=2026-01-09%2B09:00&createdAtTo=2026-01-15%2B09:00&maxPerPage=50&status=FINAL_DELIVERY',
      signature: 'cadbeab9bda04fc44cda1dfd2e0c8b2565adeb8f841b462c86b6d22ace34d043',
    },
  ],
];

export const signatureRows: readonly Row[] = vectors.map(([id, vector]): SignatureRow => ({
  ...vector,
  kind: 'signature',
  id: `any.signature.${id}`,
  endpoint: 'any',
  source: hmac('examples; the value is computed by the documented rule'),
  known: 'documented',
  accessKey: 'ACCESS-KEY-EXAMPLE',
  secretKey: 'SECRET-KEY-EXAMPLE',
  clock: '2026-01-15T05:17:13.900Z',
  signedDate: '260115T051713Z',
  authorization: `CEA algorithm=HmacSHA256, access-key=ACCESS-KEY-EXAMPLE, signed-date=260115T051713Z, signature=${vector.signature}`,
}));
