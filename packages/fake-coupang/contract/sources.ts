const article = (id: string, title: string) => (section: string) =>
  `Coupang Open API, “${title}”, developers.coupangcorp.com article ${id}, ${section}`;
const archived = (title: string) => (section: string) =>
  `Coupang developers portal of 2019 (v4), “${title}”, github.com/optionalg/coupang-developers.github.io, ${section}`;
const client = (name: string) => `Public client: ${name}`;

export const callCentreList = article('360033645354', '쿠팡 고객센터 문의조회 (v5)');
export const callCentreListEnglish = article(
  '360033645354',
  'Query of Coupang Contact Center Inquiries (v4)',
);
export const callCentreSingle = article('20376877844249', '쿠팡 고객센터 문의 단건 조회 (v5)');
export const callCentreSingleEnglish = article(
  '20376877844249',
  'Query of Coupang Contact Center Single Inquiry (v4)',
);
export const callCentreReply = article('360034156233', '쿠팡 고객센터 문의답변');
export const callCentreReplyEnglish = article(
  '360034156233',
  'Answer to Inquiries via Coupang Contact Center',
);
export const callCentreConfirm = article('360034204013', 'Coupang Contact Center Inquiry Check');
export const productList = article('360033400754', '상품별 고객문의 조회 (v5)');
export const productListEnglish = article('360033400754', 'Customer Inquiry Query by Product (v4)');
export const productListEnglishOlder = article(
  '360033400754',
  'Customer Inquiry Query by Product (v4, older copy)',
);
export const productReply = article('360033645174', '상품별 고객문의 답변');
export const productReplyEnglish = article('360033645174', 'Answer to Customer Product Inquiry');
export const buyerEmailNotice = article('55017631517337', 'buyerEmail of product inquiries is removed');
export const emptyEmailNotice = article('35420918786329', 'buyer email values become empty (2024-08-06)');
export const orderByOrder = article('360034320553', '발주서 단건 조회(orderId)');
export const orderByBox = article('360033792854', '발주서 단건 조회(shipmentBoxId)');
export const orderByBoxEnglish = article('360033792854', 'Single PO query using shipmentBoxId (v4)');
export const orderByDay = article('360033919573', '발주서 목록 조회(일단위 페이징, v5)');
export const orderHistory = article('360033792934', '배송상태 변경 히스토리 조회');
export const orderHistoryNewer = article('360033919993', '배송상태 변경 히스토리 조회 (v5)');
export const returnList = article('360033919613', '반품 / 취소 요청 목록 조회 (v6)');
export const returnListEnglish = article('360033919613', 'Return/Cancellation Request List Query (v4)');
export const returnSingle = article('360034562353', '반품요청 단건 조회 (v6)');
export const returnSingleEnglish = article('360034562353', 'Query one return request (v4)');
export const exchangeList = article('360033397594', '교환요청 목록조회');

export const hmac = article('360033461914', 'Creating HMAC Signature');
export const timeouts = article('360022937714', 'Timeout errors occur');
export const rateLimit = article('20414599556889', 'Introduction of Open API rate limit policy');
export const notFound = article('360022936054', 'API 호출시 404 Not Found 응답이 옵니다');
export const forbidden = article('25780974599577', '403 Forbidden');
export const redirect = article('34583426711321', 'API 호출시 302 에러가 발생합니다');
export const statusArticle = (id: string, status: string) => article(id, `${status} 오류`)('body');
export const relatedArticles = article('360022984434', '412 오류');
export const partnersGuide = (section: string) =>
  `Coupang Partners API guide, partners.coupang.com/#help/open-api (the same gateway), ${section}`;
export const partnersSignature =
  'Coupang Partners, “Create HMAC Signature”, partner-developers.coupangcorp.com article 360053719371, Java example';

export const archivedCallCentreList = archived('쿠팡 콜센터 문의조회');
export const archivedCallCentreReply = archived('쿠팡 콜센터 문의답변');
export const archivedProductList = archived('상품별 고객문의 조회');
export const archivedProductReply = archived('상품별 고객문의 답변');
export const archivedOrderByOrder = archived('발주서 단건 조회 (orderId)');
export const archivedReturns = archived('반품요청 목록 조회 (분단위)');
export const archivedExchanges = archived('교환요청 목록 조회');

/** Measured by a client's author against the live API on 2026-06-20. */
export const liveInquiries = client(
  'Python ERP, test_cs_client_date_format.py (live measurements of 2026-06-20)',
);
/** Measured by the same author on 2026-06-03. */
export const liveClaims = client('Python ERP, notes on returns and exchanges (live probe of 2026-06-03)');
/** A mail-order company's production code. */
export const production = client('Java mall integration, PaCopn counsel controller (production, 2022)');
/** Names of members that Coupang added to its client. */
export const clientChanges = client('Coupang’s own Java client, change log of 1.0.14');
export const partnersTaiwan = client('Taiwanese affiliate bot, notes on the gateway of its market');
export const sellerRateNote = client(
  'SellerOps connector, notes on collecting inquiries (429 above 5 calls a second)',
);
export const sellerHeaders = client(
  'SellerOps connector, CoupangInquiriesClientTest (headers that it sends)',
);
/** Integrators’ measurements of which no public copy was found. */
export const measured = 'Integrators’ live measurements, without a public copy';
