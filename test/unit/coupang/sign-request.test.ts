import { describe, expect, test } from '@jest/globals';
import { formatSignedDate, sign, signRequest, stringToSign } from '../../../lib/coupang/sign-request.ts';

const KEYS = { accessKey: 'ACCESS-KEY-EXAMPLE', secretKey: 'SECRET-KEY-EXAMPLE' };
const AT = Date.parse('2026-01-15T05:17:13.900Z');
const BASE = '/v2/providers/openapi/apis/api';

/** The test vectors of coupang-api.md section 1. */
const VECTORS = [
  {
    method: 'GET',
    path: `${BASE}/v5/vendors/A00012345/callCenterInquiries`,
    query:
      'vendorId=A00012345&partnerCounselingStatus=NO_ANSWER&inquiryStartAt=2026-01-09&inquiryEndAt=2026-01-15&pageNum=1&pageSize=30',
    signature: '1c0431b77be45be3196a8bc36ca85b4cd5a88bfeda50fc124b554211475d94cc',
  },
  {
    method: 'GET',
    path: `${BASE}/v5/vendors/callCenterInquiries/1015668177`,
    query: '',
    signature: '8b76bdc88e220995217d135e164ed620aa164d59f3c04be5e174cfeeb1a31fdb',
  },
  {
    method: 'POST',
    path: `${BASE}/v4/vendors/A00012345/callCenterInquiries/1015668177/replies`,
    query: '',
    signature: '94b89e03b15e065b996bf285bbd32fd2a41cdea56ca59b51b59dadab6acd5ef6',
  },
  {
    method: 'POST',
    path: `${BASE}/v4/vendors/A00012345/callCenterInquiries/1015668177/confirms`,
    query: '',
    signature: '68b4b78bdddc97d689ae1918e1c3098b483edcf5d30ee13811f7d7908251bc1c',
  },
];

describe('signing', () => {
  test.each(VECTORS)('$method $path gets the known signature', ({ signature, ...request }) => {
    expect(signRequest(request, KEYS, AT)).toBe(
      `CEA algorithm=HmacSHA256, access-key=ACCESS-KEY-EXAMPLE, signed-date=260115T051713Z, signature=${signature}`,
    );
    expect(sign(KEYS.secretKey, stringToSign(request, '260115T051713Z'))).toBe(signature);
  });

  test('the signed date is UTC and drops the fraction', () => {
    expect(formatSignedDate(AT)).toBe('260115T051713Z');
    expect(formatSignedDate(Date.parse('2030-12-31T23:59:59.999Z'))).toBe('301231T235959Z');
  });
});
