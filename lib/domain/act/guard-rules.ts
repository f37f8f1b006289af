import { DOT_WORD, TOP } from '../inquiry/mask.ts';

/** The guard's checks of a reply before it is sent (A8). Coupang sanctions most of these faults. */
export const GUARD_RULES = [
  'personal-data',
  'link',
  'direct-contact',
  'return-costs',
  'review',
  'thin',
  'placeholder',
  'past-date',
  'repeated',
] as const;
export type GuardRule = (typeof GUARD_RULES)[number];

/** `unless`: words that make the same sentence harmless. */
type Phrase = { pattern: RegExp; unless?: RegExp };

/** A buyer may call these. */
const COUPANG_OR_CARRIER = /쿠팡|기사|택배/;

/** The sentences that a rule finds: Korean, English and Traditional Chinese, in this order. */
export const PHRASES: Record<'link' | 'direct-contact' | 'return-costs' | 'review', readonly Phrase[]> = {
  link: [
    { pattern: /\b[a-z][a-z0-9+.-]{1,15}:\/\/|\bwww\./i },
    {
      pattern:
        /(?<![\w.@-])(?:[a-z0-9-]{1,63}\.){1,4}(?:com|net|org|kr|tw|jp|cn|me|io|ly|ng|gl|be|cc|tv|app|info|biz|xyz|link|site|shop|store)(?![\w-])/i,
    },
    // An address with a path, whatever its last part.
    { pattern: /(?<![\w.@-])(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}\/\w/i },
    // `naver dot com`, but no `좋은 점 넷`.
    { pattern: new RegExp(`[\\p{L}\\p{N}-]{1,63}${DOT_WORD}(?!(?<=점 )넷)(?:${TOP})(?![a-z])`, 'iu') },
    { pattern: /[\p{L}\p{N}-]{1,63}\.(?:한국|닷컴|닷넷|台灣|台湾)(?![\p{L}\p{N}])/u },
    { pattern: /오픈\s*채팅\s*링크/ },
  ],
  'direct-contact': [
    {
      pattern:
        /카카오\s?톡|카톡|오픈\s?채팅|네이버\s?톡톡|(?<![가-힣])(?:라인|인스타)\s*(?:아이디|id|으로|dm)/i,
    },
    {
      pattern:
        /(?:전화|문자|메시지|이메일|메일|연락)\s*(?:를|을|로|으로)?\s*(?:한\s*통\s*)?(?:해\s*)?(?:주세요|주시|바랍|부탁|남겨)/,
      unless: COUPANG_OR_CARRIER,
    },
    {
      pattern: /(?:문자|메시지|이메일|메일)(?:로|으로)\s*(?:[가-힣]{1,8}[을를]\s*)?보내\s*(?:주세요|주시)/,
      unless: COUPANG_OR_CARRIER,
    },
    // A shop's phone number, such as 1588-0000, but no part of a longer number, and no measure.
    {
      pattern: /(?<![\d-])1[568]\d{2}[- ]?\d{4}(?![\d-])(?!\s?(?:원|개|mm|cm|g|kg)(?![a-z]))/,
      unless: COUPANG_OR_CARRIER,
    },
    {
      pattern: /(?:연락처|전화번호|휴대폰\s*번호|이메일|메일\s*주소)\s*(?:를|을)?\s*(?:남겨|알려|보내|적어)/,
    },
    { pattern: /(?:판매자|저희|당사|매장|본사)[^.]{0,12}(?:직접|개별(?:적)?(?:으로)?)\s*(?:연락|문의|전화)/ },
    { pattern: /\bkakao(?:\s?talk)?\b|\bwhats\s?app\b|\bwechat\b|\btelegram\b|\bline\s+id\b/i },
    { pattern: /\b(?:call|phone|text|e-?mail|message|dm)\s+(?:us|me|our\s+(?:shop|store|team))\b/i },
    {
      pattern:
        /\b(?:contact|reach)\s+(?:us|me)\s+(?:directly|at|by|on|via)\b|\byour\s+(?:phone\s+number|e-?mail\s+address)\b/i,
    },
    { pattern: /(?:加|用|私訊|聯絡|聯繫)[^。]{0,6}(?:line|賴|微信|whatsapp|ig)/i },
    { pattern: /來電|致電|打電話|撥打|私訊(?:我|我們|賣家)|直接(?:與|跟|和)?(?:我們|賣家)?(?:聯絡|聯繫)/ },
    { pattern: /(?:留下|提供|告知)[^。]{0,6}(?:電話|手機|聯絡方式|電子郵件|信箱)/ },
  ],
  'return-costs': [
    {
      pattern:
        /(?:반품|교환|왕복|회수|배송)[^.]{0,6}(?:비|비용|택배비|배송비|운임)[^.]{0,20}(?:입금|송금|이체|동봉|결제|지불|납부|부담)/,
      unless:
        /지\s*(?:않으셔도|않아도|않습니다)|(?:부담|비용|결제)[가-힣]{0,2}\s*없|무료|면제|(?:저희|당사|판매자)(?:가|에서|\s*쪽에서|\s*부담)/,
    },
    { pattern: /계좌[^.]{0,15}(?:입금|송금|이체|보내)/, unless: /(?:저희|당사|판매자)가\s/ },
    {
      pattern:
        /\b(?:pay|transfer|send|enclose|cover|bear)\b[^.]{0,40}\b(?:return|exchange|shipping|delivery|postage)\b[^.]{0,15}\b(?:fees?|costs?|charges?|postage)\b/i,
      unless:
        /\b(?:we|seller)\b[^.]{0,10}\b(?:pay|cover|bear)|\b(?:no|not|need\s?n[o']t|don['’]t|free|without)\b/i,
    },
    {
      pattern:
        /(?:運費|退貨費用|郵資)[^。]{0,12}(?:匯款|轉帳|支付|負擔|自付|付款)|(?:匯款|轉帳|支付|負擔|自付)[^。]{0,12}(?:運費|退貨費用|郵資)/,
      unless: /不需|不用|無需|毋須|免|(?:我們|本店|賣家|我方)[^。]{0,4}(?:負擔|支付|承擔)/,
    },
  ],
  review: [
    {
      pattern:
        /(?:리뷰|후기|상품평|별점|평점)[^.]{0,12}(?:수정|삭제|변경|내려|지워|바꿔|고쳐|올려|남겨|작성)/,
    },
    {
      pattern:
        /\b(?:change|edit|delete|remove|update|revise|withdraw|leave|write|take\s+down)\b[^.]{0,25}\b(?:reviews?|ratings?)\b|\b(?:five|5)[\s-]stars?\b/i,
    },
    {
      pattern:
        /(?:修改|刪除|更改|移除|撤下|更新|給予?|留下)[^。]{0,8}(?:評價|評論|評分|好評|五星)|(?:評價|評論|評分)[^。]{0,8}(?:修改|刪除|更改|移除|撤下)/,
    },
  ],
};

/** Matches placeholders that should have been replaced before sending. */
export const PLACEHOLDERS: readonly RegExp[] = [
  /\{[^{}\n]{1,30}\}|\{\s?[\p{L}\p{N}_]{1,30}/u,
  /[○〇◯]{2,}|(?<![A-Za-z])[OXox]{2,4}(?=\s*(?:님|고객))|_{3,}/,
  /[[<〔【(](?:고객)?\s*(?:이름|성함|성명|고객명|상품명?|주문번호|날짜|일자|금액|운송장(?:번호)?|송장번호|택배사)[\]>〕】)]/,
  /[[<](?:(?:customer|your|product|order)\s*)?(?:name|product|order|number|date|amount|customer|invoice|carrier|status|delivered)[\]>]/i,
  /[[<〔【](?:姓名|客戶(?:姓名)?|商品(?:名稱)?|訂單(?:編號|號碼)?|日期|金額)[\]>〕】]/,
  // The team's own notes. `내부용량` and `내부용기` are a capacity and a container.
  /[[〔【]\s*(?:내부|internal|內部)(?: ?(?:용|공유|메모|확인|use|only|note))?\s*[\]〕】]|내부용(?![량기액적])|內部用|\bTODO\b/iu,
];

/** A complete date, such as the order's date that a template fills in. */
export const DATE =
  /(?<!\d)(20\d{2})(?:[-./]\s?|년\s*|年\s*)(\d{1,2})(?:[-./]\s?|월\s*|月\s*)(\d{1,2})(?!\d)(?:\s*[일日])?/g;

/** Words around a past date that make it harmless: what has happened then. Korean, English, Traditional Chinese. */
export const HAPPENED_THEN = {
  before:
    /(?:(?:주문|구매|결제|접수|문의|출고|발송|배송|입고|반송|취소|환불)\s?(?:완료\s?)?(?:일자?|날짜|일시)|\b(?:order(?:ed)?|placed|bought|paid|shipped|sent|delivered|received|returned|refunded|cancell?ed)(?:\s(?:date|it))?(?:\s(?:on|of))?|(?:訂購|下單|購買|付款|出貨|寄出|送達|退款|取消)(?:日期?|時間))\s*[:：(（]?\s*$/i,
  after:
    /^[)）\s]*(?:에|자|자로)?\s*(?:주문|구매|결제|접수|문의|(?:출고|발송|배송|입고|반송|취소|환불|수령|처리)\s?(?:완료|되었|되어|됐|된|하였|했|하신|한)|訂購|下單|購買|付款|收到|已(?:出貨|寄出|送達|退款|取消))/,
} as const;

/** Greetings and similar phrases, which do not address the inquiry. */
export const STOCK_PHRASES: readonly RegExp[] = [
  /안녕하세요|안녕하십니까|고객님|감사합니다|감사드립니다|죄송합니다|수고하세요|좋은 하루 (?:되세요|보내세요)/g,
  /(?:네|예|문의|내용|답변|잘)?\s*(?:확인|처리|접수|답변)\s*(?:하겠습니다|했습니다|하였습니다|드리겠습니다|드립니다|되었습니다|완료)/g,
  /\b(?:hello|hi|dear customer|thank you|thanks|sorry|ok(?:ay)?|noted|checked|done|confirmed|best regards)\b/gi,
  /您好|你好|謝謝(?:您)?|感謝(?:您)?|抱歉|不好意思|已(?:確認|處理|收到)|收到/g,
];

/** A shorter reply is too thin. A Latin letter or digit counts half, since such words are longer. */
export const MIN_CHARACTERS = 10;
