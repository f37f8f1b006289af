const API = '/v2/providers/openapi/apis/api/v4/vendors';

/** The path of the two POSTs, which are v4. The GETs are v5. Source: coupang-api.md sections 2.3 and 2.4. */
export const actionPath = (vendorId: string, inquiryId: string, what: 'replies' | 'confirms'): string =>
  `${API}/${vendorId}/callCenterInquiries/${encodeURIComponent(inquiryId)}/${what}`;
