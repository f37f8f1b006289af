/** The labels of Coupang's templates, as sources of patterns. Source: coupang-api.md section 3. */

/** `ㅁ` is a letter that agents use as a box. */
export const BULLET = String.raw`[◼■□▪▫●○◎•·◆◇▶▷※ㅁㅇ*-]\ufe0f?`;

export const WHO =
  '구매자|구매인|주문자|주문인|수취[인자]|수하인|수령[인자]|수신[인자]|받(?:는|으실|으시는) ?(?:분|사람)|(?:수령|주문|구매)하(?:실|신) ?분';
export const OTHER_WHO =
  '보(?:내는|내시는|내실|내신|낸) ?(?:분|사람)|발송[인자]|발신[인자]|신청[인자]|반품자|예금주|계좌주|입금[인자]|송금[인자]|계약자|명의[인자]|대리 ?(?:수령|수취)[인자]';
/** A name may follow them, and so may a team or a request. */
export const SOMEBODY =
  '담당자?|접수[인자]|수거[인자]|회수[인자]|(?:연락|문의|전화|접수)하(?:신|실) ?분|보호자|대리인|대리 ?(?:수령|수취)|대표자?|설치자|방문자|연락인|세대주|문의자|요청자|환불자|배우자';
const OTHERS = '회원|학생|자녀|아이|환자|가족';
/** A title of an office, behind a name. */
export const JOB = '대리|과장|차장|부장|팀장|실장|주임|매니저|선생';
const BUYER = `(?:고객|${WHO})(?: ?님)?`;
const CONTACT = '연락처|전화 ?번호';

/** It says whose name follows, wherever it stands. */
export const BUYERS_NAME = `(?:${BUYER}|${OTHER_WHO}|${SOMEBODY}|${OTHERS}) ?(?:명|성함|성명|이름)(?: ?/ ?(?:${CONTACT}))?`;
/** Labels of a person, not of a thing. */
export const FULL_NAME = '성함|성명|이름|실명|영문 ?(?:명|이름|성함)|한글 ?이름';
export const CHINESE_WHO =
  '訂購[人者]|購買人|收件[人者]|收貨[人者]|聯絡人|連絡人|聯繫人|寄件[人者]|取件人|領取人|代收人|申請人|匯款人|付款人|收款人|受款人|持卡人|開戶人|戶名|帳戶名稱?';
/** It says so only at the beginning of a line: a product has a name, too. */
export const NAME = `${FULL_NAME}|${WHO}|${OTHER_WHO}|(?:(?:客戶|顧客|買家|訂購人|購買人|收件人|收貨人|英文|中文)的?)?姓名|${CHINESE_WHO}`;
export const BUYERS_CONTACT = `${BUYER} ?(?:${CONTACT})(?: ?/ ?(?:${CONTACT}))?|${CONTACT}`;
const NEW = '(?:변경(?:할|된|될| ?전| ?후)?|수정(?:할|된)?|새|새로운|신규|기존|실제|정확한|추가)';
/** At the beginning of a line or of a sentence. */
export const ADDRESS = `(?:${NEW} ?)?(?:(?:${BUYER} ?|(?:배송|회수|수거|수령|반품|교환)지? ?|도로명 ?|지번 ?|상세 ?|집 ?)?주소|(?:배송|회수|수거|수령)지|받[는을으실]{1,2} ?곳)|address|(?:收件|收貨|寄件|取件|聯絡|送貨|配送|新|變更|更改)?地址|住址`;
