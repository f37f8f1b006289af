/** The labels of Coupang's templates, as sources of patterns. Source: coupang-api.md section 3. */

/** `ㅁ` is a letter that agents use as a box. */
export const BULLET = String.raw`[◼■□▪▫●○•◆◇▶▷※ㅁㅇ*-]\ufe0f?`;

const WHO = '(?:고객|구매자|주문자|수취인|수령인|받는 ?(?:분|사람))(?: ?님)?';
const CONTACT = '연락처|전화 ?번호';

/** It says whose name follows, wherever it stands. */
export const BUYERS_NAME = `${WHO} ?(?:명|성함|이름)(?: ?/ ?(?:${CONTACT}))?`;
/** It says so only at the beginning of a line: a product has a name, too. */
export const NAME =
  '성함|성명|이름|예금주|수취인|수령인|받는 ?(?:분|사람)|(?:(?:客戶|顧客|買家|訂購人|購買人|收件人|收貨人)的?)?姓名|訂購人|購買人|收件人|收貨人|戶名';
export const BUYERS_CONTACT = `${WHO} ?(?:${CONTACT})(?: ?/ ?(?:${CONTACT}))?|${CONTACT}`;
const NEW = '(?:변경(?:할|된|될| ?전| ?후)?|수정(?:할|된)?|새|새로운|신규|기존|실제|정확한)';
/** At the beginning of a line or of a sentence. */
export const ADDRESS = `(?:${NEW} ?)?(?:(?:${WHO} ?|(?:배송|회수|수거|수령|반품|교환)지? ?|도로명 ?|지번 ?|상세 ?|집 ?)?주소|(?:배송|회수|수거|수령)지|받[는을으실]{1,2} ?곳)|(?:收件|收貨|寄件|取件|聯絡|送貨|配送|新|變更|更改)?地址|住址`;
