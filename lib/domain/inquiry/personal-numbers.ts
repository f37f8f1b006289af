import type { PlainText } from './plain-text.ts';

/** A half-open range of a text, in UTF-16 units. */
export type Span = { from: number; to: number };

/**
 * Finds phones, resident, card, account, passport and door numbers, personal customs codes and Taiwanese ids, but no order, invoice or
 * inquiry numbers (10 to 14 digits). Linear time.
 */
export const findNumbers = ({ text, digits }: Pick<PlainText, 'text' | 'digits'>): Span[] => {
  const short = [...DETAIL_KINDS, DOOR_KIND, ...(SPEAKS_OF_DOORS.test(text) ? [KEYED_KIND] : [])];
  const kinds = SIX_DIGITS.test(text) ? [...short, ...KINDS] : short;
  const spans = kinds.flatMap((kind) => findKind(text, kind));
  return digits === text ? spans : [...spans, ...findSpoken(text, digits, spans)];
};

/** Finds phones in other signs than digits: `공일공`, `①`. If real digits adjoin, it is another number. */
const findSpoken = (text: string, digits: string, others: readonly Span[]): Span[] => {
  if (!MANY_DIGITS.test(digits)) return [];
  const begun = new Set(others.map(({ from }) => from));
  return [...digits.matchAll(SPOKEN)].flatMap(({ index, 0: found }) => {
    const to = index + found.length;
    const written = text.slice(index, to);
    const isSpoken = written !== found && !TAIWANESE_SHAPE.test(written) && !begun.has(index);
    const isPart =
      PART_OF_A_WORD.test(text.slice(Math.max(0, index - 1), index + 1)) || /\d/.test(text.charAt(to));
    return isSpoken && !isPart ? [{ from: index, to }] : [];
  });
};

/** A digit before the number, or a letter that is read as a digit but ends a word, as in `no 3301928475`. */
const PART_OF_A_WORD = /^(?:\d.|[A-Za-z]{2})/s;
/** An id may begin with `O`. Its check digit decides. */
const TAIWANESE_SHAPE = /^[A-Z]\d{9}$/;
/** A cheap test that skips most texts: a phone has this many digits close together. */
const MANY_DIGITS = /(?:\d\D{0,4}){8}/;
/** Only a door's code is shorter. */
const SIX_DIGITS = /(?:\d\D{0,3}){6}/;

/** `pattern` finds the number, or ends with it as its group `number`. */
type Kind = { pattern: RegExp; accepts?: (number: string, before: string) => boolean };

const findKind = (text: string, { pattern, accepts }: Kind): Span[] =>
  [...text.matchAll(pattern)].flatMap(({ index, 0: found, groups }) => {
    const number = groups?.['number'] ?? groups?.['mark'] ?? groups?.['prose'] ?? found;
    const from = found === '' ? index : index + found.length - number.length;
    const span = { from, to: from + number.length };
    return accepts?.(number, text.slice(Math.max(0, from - FAR), from)) === false ? [] : [span];
  });

/** How far back a word still names a number. */
const FAR = 20;
const THINGS =
  '주문|송장|접수|택배|대한통운|등기|반품|교환|상품|제품|부품|모델|옵션|시리얼|바코드|訂單|單號|發票|序號|型號|order|invoice|tracking|serial|model|barcode';
const NUMBER_WORD = '번호|ID|編號|號碼|number|no\\.?';
const DIRECTLY = '[ :#()은는]{0,4}$';
/** A word directly before a number that names a thing. */
const BUSINESS = new RegExp(
  String.raw`(?:${THINGS}|문의|詢問|inquiry)\s?(?:${NUMBER_WORD}|건)?${DIRECTLY}`,
  'i',
);
const isOwn = (_number: string, before: string): boolean => !BUSINESS.test(before);

/** A phone often follows the thing alone, or `문의번호`. */
const NAMED = new RegExp(
  String.raw`(?:單號|시리얼|바코드|serial|(?:${THINGS})\s?(?:${NUMBER_WORD}))${DIRECTLY}`,
  'i',
);
const isUnnamed = (_number: string, before: string): boolean => !NAMED.test(before);
/** `0102-3344-21` is grouped otherwise. */
const USUAL_GROUPS = /^(?:\+|\(?0(?:\d{1,2}|50\d)\D)/;
/** Mobile numbers also follow `운송장`. Only `운송장번호` makes a number an invoice. */
const isPhone = (number: string, before: string): boolean =>
  CODE_LETTERS.test(before)
    ? /^(?:\+|0[19]).*\D/.test(number)
    : USUAL_GROUPS.test(number) ||
      (isUnnamed(number, before) && (/^0[19]/.test(number) || !INVOICE.test(before)));
/**
 * Capitals directly before digits make a code, as in `SN01012345678` and `HU07-1234-5678`, unless they mean a phone. A mobile number in
 * groups stays a phone, since a carrier's name may precede it.
 */
const CODE_LETTERS = /(?<![A-Za-z])(?!(?:TEL|FAX|HP|CP|CELL|LINE|CALL|NO|[TFMHPC])$)[A-Z]{1,4}$/;
const INVOICE = new RegExp(`(?:운송장|運單|tracking)${DIRECTLY}`, 'i');

/** Among grouped numbers, only an invoice may look like a card or a resident number. */
const isGroupedOwn = (_number: string, before: string): boolean => !INVOICE_NAMED.test(before);
const INVOICE_NAMED = new RegExp(
  String.raw`(?:송장|택배|대한통운|등기|運單|invoice|tracking)\s?(?:${NUMBER_WORD})${DIRECTLY}`,
  'i',
);

/** Between the groups of a number. */
const SEPARATOR = '[ ./·~_-]';
/** Between the digits of a phone number: never a line break. */
const GAP = '[ ./·~_(),=-]{0,3}';
/** Nothing else begins like a mobile number, so any signs may separate its digits. */
const MOBILE_GAP = String.raw`[^\dA-Za-z가-힣\u4e00-\u9fff\n]{0,3}`;
const DATE = String.raw`20\d\d[./-](?:0[1-9]|1[0-2])[./-]\d\d(?!\d)`;
const run = (count: string, gap = GAP): string => `(?:${gap}\\d){${count}}`;
/** `+`, or a dialling prefix instead. */
const ABROAD = String.raw`(?:\+|(?<!\d)00[129]?)`;
const PHONES = [
  `(?:${ABROAD}${GAP}82|(?<!\\d)82[ .)-]{1,3}(?=[(0]{0,2}1[016-9]))${run('8,11')}(?!\\d)`,
  `(?:${ABROAD}${GAP}886|(?<!\\d)886(?=[ ()-]{1,3}0?[2-9]))${run('8,10')}(?!\\d)`,
  `(?<!\\d)(?!01\\d\\D{1,3}${DATE})01[016-9]${run('7,8', MOBILE_GAP)}(?!\\d)`,
  `(?<!\\d)09\\d\\d${run('6')}(?!\\d)`,
  `(?<!\\d)(?:050\\d|0[2-8]\\d?)${GAP}\\d{3,4}${GAP}\\d{4}(?!\\d)`,
  `(?<!\\d)0(?:37|8[29])[ .)-]{1,3}\\d{3}${GAP}\\d{3}(?!\\d)`,
  // `01 0` instead of `010`.
  String.raw`(?<!\d[ ./·_-]?)(?:01 {1,2}[016-9]|0 {1,2}1[016-9])[ .-]{0,3}\d{3,4}[ .-]{0,3}\d{4}(?!\d)`,
  // Each digit alone.
  String.raw`(?<![\d][ ./·_-]?)0[ ./·_-]{1,3}[1-9](?:[ ./·_-]{1,3}\d){7,9}(?![ ./·_-]?\d)`,
];
/** `공일공 다시 1234 다시 5678`. */
const SPOKEN_GAP = '(?: ?(?:다시|대시|하이픈|에|의) ?|[ ./·~_(),=-]{0,3})';
const SPOKEN = new RegExp(
  [
    `01[016-9]${run('8', SPOKEN_GAP)}`,
    `0${SPOKEN_GAP}1${SPOKEN_GAP}[016-9]${run('7,8', SPOKEN_GAP)}`,
    `0${SPOKEN_GAP}9${run('8', SPOKEN_GAP)}`,
    `(?:0${SPOKEN_GAP}2|0${SPOKEN_GAP}[3-6]${SPOKEN_GAP}[1-5]|0${SPOKEN_GAP}7${SPOKEN_GAP}0)${run('7,8', SPOKEN_GAP)}`,
  ].join('|'),
  'g',
);

/** A birthday and seven digits. Without a label, 13 digits in a row may be an order number. */
const RESIDENTS = [
  String.raw`(?<!\d)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])${SEPARATOR}{1,4}[1-8][\d*]{6}(?![\d*])`,
  String.raw`(?<=(?:주민|외국인)(?: ?등록)? ?번호[^\d\n]{0,10})\d(?:[ ./·~_-]{0,4}[\d*]){12}(?![\d*])`,
  String.raw`(?<=(?:주민|외국인)[^\d\n]{0,12}뒷 ?(?:자리|번호)[^\d\n]{0,5})[1-8]\d{6}(?!\d)`,
];

const isResident = (number: string, before: string): boolean =>
  (/^p/i.test(number) ? isUnnamed : isGroupedOwn)(number, before);

const CUSTOMS_CODE = String.raw`(?<![A-Za-z\d])[Pp][ -]?\d(?:[ -]?\d){11}(?!\d)`;

/** A passport, licence or id after its label, whatever its check digit. */
const LABELLED_ID = new RegExp(
  String.raw`(?:여권|면허|거소|등록증|신분증|護照|居留證|身[分份]證|駕照|統一證號|passport|licen[cs]e|\bID card\b)(?: ?(?:등록)?(?:번호|넘버|No\.?|number|號碼|字號|은|는|이|가|[:=()#·-])){0,5} {0,2}(?<number>(?<![A-Za-z])(?:(?:[A-Za-z]{1,2}[ -]?)?\d(?:[ -]?\d){5,11}|[A-Za-z]\d{3}[A-Za-z]\d{4}))(?![A-Za-z\d])`,
  'gi',
);

/** A national id, or a resident certificate: since 2021 with 8 or 9 after the letter, before with a second letter. */
const TAIWANESE = /(?<![A-Za-z\d])[A-Za-z][1289A-Da-d]\d{8}(?![A-Za-z\d])/g;
/** In the order of their numbers, from 10. Source: Taiwan's check digit of national ids. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';

const isTaiwanese = (number: string, before: string): boolean => {
  const [first = 0, second = 0, ...rest] = Array.from(number.toUpperCase(), (character) =>
    /\d/.test(character) ? Number(character) : LETTERS.indexOf(character) + 10,
  );
  const values = [Math.floor(first / 10), first % 10, second % 10, ...rest];
  const sum = values.reduce((total, value, place) => total + value * (TAIWANESE_WEIGHTS[place] ?? 0), 0);
  return sum % 10 === 0 && isOwn(number, before);
};
const TAIWANESE_WEIGHTS = [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1];

/**
 * 16 digits in a row, or American Express's 15; in groups also the 14 of Diners Club. 14 or 19 in a row are an order or another id of
 * Coupang's. The pattern looks ahead, since any group may be the first.
 */
const CARD_GAP = String.raw`[ ./·~_\n-]{1,3}`;
const CARDS = [
  String.raw`(?:[3-69]\d|2[2-7])(?:\d{14}|\d\d(?:${CARD_GAP}\d{4}){3})`,
  String.raw`3[47]\d{13}`,
  String.raw`3[04-9]\d\d${CARD_GAP}\d{6}${CARD_GAP}\d{4,5}`,
];
/** A card after its label, whatever its first digit and its check digit. */
const LABELLED_CARD = new RegExp(
  String.raw`(?:(?:카드 ?(?:번호|넘버)|卡號|\bcard (?:number|no\.?|#))[^\d\n]{0,20}|카드[ :(]{1,3})(?<number>\d{4}(?:${CARD_GAP}\d{4}){3}|\d{4}${CARD_GAP}\d{6}${CARD_GAP}\d{4,5}|\d(?:[ ./·~_-]{0,3}\d){14,15})(?!\d)`,
  'gi',
);
const CARD = new RegExp(String.raw`(?<!\d)(?=(?<number>${CARDS.join('|')})(?!\d))`, 'g');

/** Luhn's check digit. */
const isCard = (number: string, before: string): boolean => {
  const sum = Array.from(number.replaceAll(/\D/g, ''))
    .toReversed()
    .reduce((total, digit, place) => {
      const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  if (/\D/.test(number)) return (sum % 10 === 0 || CARD_WORD.test(before)) && isGroupedOwn(number, before);
  return (sum % 10 === 0 || CARD_WORD.test(before)) && isOwn(number, before);
};
/** After this word any number of this shape is a card's. */
const CARD_WORD = /(?:카드|卡|\bcard\b)[^\n]*$/i;

/** Without `하나`, `우리` and `우체국`, which are also words and a carrier. */
const BANK =
  '은행|뱅크|카뱅|농협|신협|수협|축협|신한|국민|금고|예금|계좌(?: ?번호)?|銀行|帳號|帳戶|國泰世華|中國信託|台北富邦|\\b(?:bank|account|acct|kookmin|shinhan|nonghyup|woori|kakaobank|cathay|ctbc|fubon)\\b';
/** The text between a bank and its number. It contains no mask, so that a bank has only one number. */
const NEAR = String.raw`(?:(?!\*{3})[^\d\n]){0,20}|[ ():]{0,5}\n[ ():-]{0,5}`;
const ACCOUNT = new RegExp(
  String.raw`(?:${BANK})(?! ?(?:카드|card)|나무)(?:${NEAR})(?:\(?\d{3}\)?[ -]{1,2}|\(\d{3}\))??(?!\d{13,14} ?(?:건|취소))(?<number>\d(?:(?: ?- ?)?\d){9,15}|\d(?: ?\d){9,15}|\d(?:\.?\d){9,15})(?!\d)`,
  'gi',
);

/** Bank names that are also words or carriers. After them, only a number grouped like their accounts counts. */
const SHORT_ACCOUNT = /(?<![\d-])(?:\d{2,6}(?:-\d{2,7}){2,3}|\d{7}[ -]\d{7}|(?:3333|7979)\d{9})(?![\d-])/g;
const SHORT_BANKS = [
  { bank: 'KB|IBK|NH|SC(?: ?제일)?|토스|카카오', shape: /-.*-/ },
  {
    bank: '하나|우리|기업|부산|대구|광주|제일|씨티|玉山|台新|永豐|兆豐',
    shape: /^(?!\d{4}-\d{4}-\d{4}$).*-.*-/,
  },
  { bank: '우체국', shape: /^\d{6}-\d\d-\d{6}$/ },
  { bank: '카카오', shape: /^\d{13}$/ },
  { bank: String.raw`郵局(?: ?\(?700\)?)?`, shape: /^\d{7}[ -]\d{7}$/ },
].map(({ bank, shape }) => ({
  shape,
  bank: new RegExp(
    String.raw`(?<![가-힣A-Za-z])(?:IBK|NH|KB)? ?(?:${bank})(?:[ :(/]{1,3}[가-힣]{2,4})?[ :()/-]{1,3}$`,
    'i',
  ),
}));
const isShortAccount = (number: string, before: string): boolean =>
  /^(?:[ -]?\d){10,16}$/.test(number) &&
  SHORT_BANKS.some(({ bank, shape }) => shape.test(number) && bank.test(before));

/** A card or a Taiwanese id may follow these. */
const PAYMENT = new RegExp(String.raw`(?:결제\s?(?:번호|건)|\bID)${DIRECTLY}`, 'i');
/** After a request, 13 or 14 digits in a row are an order. */
const REQUESTED = new RegExp(
  `(?:환불|확인|취소|요청|refund|cancel|check|confirm|request)(?:(?!${BANK})[^\\n])*$`,
  'i',
);
const isAccount = (number: string, before: string): boolean =>
  isOwn(number, before) && !PAYMENT.test(before) && !(/^\d{13,14}$/.test(number) && REQUESTED.test(before));

const WORD_BANKS = '하나|우리|기업|부산|대구|광주|전북|경남|제일|우체국|카카오|玉山|台新|永豐|兆豐|郵局';
const BANK_END = '(?:입니다|이에요|예요|으?로|인데|이고|계좌|(?![가-힣A-Za-z]))';
/** An account before its bank. After digits in a row, a name that is also a word or a carrier needs brackets. */
const ACCOUNT_BEFORE = new RegExp(
  [
    String.raw`(?<![\d-])(?<number>\d{2,6}(?:-\d{2,7}){2,3}|\d{10,13})(?= ?[가-힣]{1,4}(?:은행|뱅크|농협|신협|수협|금고)| ?\(?(?:농협|신협|수협|새마을금고|카뱅|케뱅|토스))`,
    String.raw`(?<![\d-])(?:\d{2,6}(?:-\d{2,7}){2,3}|\d{10,12})(?= ?[(/]? ?(?:신한|국민|축협|KB|IBK|NH|SC제일|씨티)(?! ?(?:카드|연금|건강))${BANK_END})`,
    String.raw`(?<![\d-])(?:\d{2,6}(?:-\d{2,7}){2,3}(?= ?[(/]? ?)|\d{10,13}(?= ?[(/]))(?= ?[(/]? ?(?:${WORD_BANKS})(?! ?카드)${BANK_END})`,
  ].join('|'),
  'g',
);
const isAccountBefore = (number: string, before: string): boolean =>
  isUnnamed(number, before) && isOwn(number, before) && !/^\d{4}-\d{4}-\d{4}$/.test(number);

/** A door's code after its label. `종` is a key on a door. */
const KEY = '(?:[#*]|종|별표?|샵|우물정자?)';
const CODE_PART = String.raw`(?:${KEY} ?)?\d(?: ?[\d#*]){2,9}(?: ?${KEY}(?!료))?`;
const CODE = String.raw`${CODE_PART}(?: ?(?:호출|누르고)(?: ?후)? ?${KEY}?\d{2,8}[#*]?)?(?: ?(?:\+|->|→|에서|말고) ?${CODE_PART}){0,2}`;
const DOOR =
  '현관(?:문|키)?|세대|우편함|엘리베이터|출입(?:문|구)?|대문|정문|도어락|택배함|보관함|무인함|로비|경비실|자물쇠|門禁|大門|電鎖|管制|門鎖|door|gate|entry|entrance|lobby|building';
const PASS = '비밀번호|비번|암호|번호|코드|패스워드|密碼|代碼|碼|pass(?:word|code)|pin|code';
/** Excludes default passwords from a manual. */
const OF_THING = '(?:초기|기본|공장|와이파이|리셋|default|factory|wi-?fi|初始|預設)';
const BETWEEN = String.raw`(?:[ :：=|은는이가을를의'"()\-→是為]|입력|세대|호출|열쇠|경비| is ){0,6}`;
const NO_UNIT = '(?! ?(?:호(?!출)|동|층|원|개|시|분|일|년|월|번|자리|mm|cm|元|號|樓))';
const DOOR_CODES = [
  String.raw`(?:(?:${DOOR}) ?(?:${PASS})|(?<!${OF_THING} ?)(?:비밀번호|비번|密碼|\b(?:password|passcode)\b))${BETWEEN}(?<number>${CODE})(?!\d)${NO_UNIT}`,
  String.raw`(?:${DOOR})${BETWEEN}(?<mark>(?:[#*]|종(?=\d+종)) ?\d(?: ?[\d#*]){2,9}종?|\d(?: ?\d){2,9} ?(?:[#*]{1,2}|종(?![가-힣])))(?!\d)`,
  String.raw`(?:(?:${DOOR}) ?번호|비밀번호|비번|密碼)(?:이|가|를|을)? {0,2}(?:바뀌|바뀐|바꼈|알려|남겨|적어|말씀|전달|改成|改為|換成)[가-힣 ]{0,12}[.:,~!]{0,2}[ \n]{0,3}(?<prose>\d{4,6})(?![\d-])${NO_UNIT}`,
];
/** A code with its key, in a text about doors. */
const KEYED =
  /(?<![\w.,#*-])(?:[#*] ?\d{3,8} ?[#*](?!\*)|\d{3,8}#(?:\d{2,8}[#*]?)?|\d{4,8} ?\*(?! ?[\d*])|\d{4,8} 종(?![가-힣])(?: \d{2,8} ?종(?![가-힣]))?|\d{3,5} ?(?=(?:(?:누르고|누른 ?후) ?)?호출(?! ?벨))|(?<=(?:호출|누르고|누른 ?후|누르신 ?후) ?)[#*]?\d{3,8}[#*]?(?![\d-]))/g;
const SPEAKS_OF_DOORS = /비밀번호|비번|현관|출입|도어락|호출|門禁|密碼|\b(?:door|gate|entrance|passcode)\b/i;
const DOOR_CODE = new RegExp(DOOR_CODES.join('|'), 'gi');

/** The day of birth after its label. Only a day of the past follows a word for a birthday, since a present must arrive on time. */
const DAY = String.raw`(?:民國 ?)?\d{2,4} ?[./년年-] ?\d{1,2} ?[./월月-] ?\d{1,2}(?: ?[일日])?|\d{8}|\d{6}|\d{1,2} ?월 ?\d{1,2} ?일|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}`;
const BIRTH = String.raw`(?:생년 ?월 ?일|출생 ?(?:년월)?일|출생 ?연도|出生(?:年月日|日期)?|(?:date of birth|birth ?date|\bd\.?o\.?b\b)\.?)(?:[^\d\n]{0,3}(?:앞 ?자리|[68] ?자리))?(?:[^\dA-Z\n]|is ){0,6}?(?<number>${DAY})(?!\d)|(?:생일|生日|birthday)(?:[^\d\n]{0,6}?)(?<mark>(?=19|20[01]|民國)(?:${DAY}))(?!\d)`;
/** A card's code and its last month. Goods have a last month, too, so another form than month and year needs a word for a card. */
const SECURITY_CODE = String.raw`(?:\bcv[cvn]2?\b|\bcsc\b|보안 ?코드|安全碼|檢查碼|(?:背面)?末三碼|security code)(?:[^\d\n]{0,6}[34] ?(?:자리|碼|digits?))?(?:[ :=()#'"-]|번호|코드|number|code|은|는|이|가|是|is ){0,6}(?<number>\d{3,4})(?![\d-]| ?(?:자리|碼|digit))`;
const LAST_MONTH = String.raw`(?:유효 ?(?:기간|일|년월)|만료(?:일|기간|년월)?|\bexp(?:iry|iration|ires|\.)?(?: date)?|valid (?:thru|until)|有效(?:期限|年月|日期|期)|到期日)(?:[ :=()-]|은|는|이|가|是|is ){0,5}(?<number>(?:0[1-9]|1[0-2]) ?[/-] ?\d\d(?![\d./-])|(?<=(?:카드|卡|\bcard\b|\bcv[cvn])[^\n]{0,30})(?:(?:0[1-9]|1[0-2])[ /-]{0,3}(?:20)?\d\d|(?:20)?\d\d ?[년年/-] ?\d{1,2} ?[월月]?|\d{1,2} ?[월月] ?(?:20)?\d\d ?[년年]))(?!\d)`;
/** An id of a messenger. Without a word for an id, it has a sign or a digit. A line is also a part of clothes. */
const ID_SIGN = '(?:[ :=@()#-]|은|는|이|가|로|是|為|is ){1,6}';
const ID = String.raw`(?:[가-힣]{1,8})?[A-Za-z\d_](?:[\w.-]{1,28}\w)`;
const MESSENGER = String.raw`(?<![가-힣A-Za-z])(?:카카오톡|카톡|라인|위챗|텔레(?:그램)?|왓츠앱|微信|賴|加賴|line|wechat|telegram|whatsapp|kakao(?:talk)?)(?:(?: ?(?:아이디|계정|id|帳號|[號号]碼?|account|username))${ID_SIGN}(?!(?:for|is|to|and|or|the|in|on|of|with|please|here|number|does|was)\b)(?<number>${ID})|(?:으?로|[은는]|是)? ?(?:(?<!(?:[라인]|line|[은는로是]) ?)(?:[:=]? ?@|[:=] ?|(?=[\w.-]{0,30}[\d_]))|[:=@] ?(?=[\w.-]{0,30}[\d_])|(?=[\w.-]{0,30}_))(?=[\w.-]{0,30}[A-Za-z])(?<mark>${ID}))(?![\w가-힣]{0,2}[.@][a-z])`;
/** Shorter than six digits, or without any. */
const DETAIL_KINDS: readonly Kind[] = [BIRTH, SECURITY_CODE, LAST_MONTH, MESSENGER].map((pattern) => ({
  pattern: new RegExp(pattern, 'gi'),
}));
const DOOR_KIND: Kind = { pattern: DOOR_CODE };
const KEYED_KIND: Kind = { pattern: KEYED };
const KINDS: readonly Kind[] = [
  { pattern: LABELLED_ID, accepts: isUnnamed },
  { pattern: ACCOUNT_BEFORE, accepts: isAccountBefore },
  { pattern: new RegExp(PHONES.join('|'), 'g'), accepts: isPhone },
  { pattern: new RegExp([...RESIDENTS, CUSTOMS_CODE].join('|'), 'g'), accepts: isResident },
  { pattern: TAIWANESE, accepts: isTaiwanese },
  { pattern: LABELLED_CARD },
  { pattern: CARD, accepts: isCard },
  { pattern: ACCOUNT, accepts: isAccount },
  { pattern: SHORT_ACCOUNT, accepts: isShortAccount },
];
