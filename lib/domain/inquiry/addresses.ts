import type { Span } from './personal-numbers.ts';

/**
 * Finds postal addresses in a sentence, in a plain text: a street or a lot with its number, if a region precedes it or a
 * part of a house follows it, or if the sentence states it as an address. The time is linear in the length of the text.
 */
export const findAddresses = (text: string): Span[] =>
  [
    ...(MAY_BE_KOREAN.test(text) ? text.matchAll(KOREAN) : []),
    ...(text.includes('號') ? text.matchAll(TAIWANESE) : []),
    ...[...text.matchAll(ALONE)].filter(({ groups = {} }) => !isRange(groups)),
    ...text.matchAll(LATIN),
    ...text.matchAll(LATIN_STREET),
    ...text.matchAll(LATIN_ROOM),
  ].map(({ index, 0: found }) => ({ from: index, to: index + found.length }));

/** It saves most texts the search. */
const MAY_BE_KOREAN = /[로길동리가] ?(?:산 ?|지하 ?)?\d|\d호|\d-\d{3}/;

const PROVINCE =
  '(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주|충청[남북]도|전라[남북]도|경상[남북]도)(?:특별자치시|특별자치도|특별시|광역시|도|시)?';
const GAP = '[ ,]{1,2}';
const TOWN = '[가-힣]{1,5}(?:시|군|구|읍|면|동|리|가)';
/** Words that end as a place does. */
const NO_AREA =
  '(?!(?:가구|입구|출구|축구|야구|전구|도구|기구|문구|공구|친구|요구|연구|농구|당구|배구|침구|욕구|지구|영구|완구|혹시|다시|역시|잠시|일시|표시|접시|택시|즉시|몇시|임시|동시|수시|제시|지시|게시|무시|개시|출시|당시)[ ,])';
const NO_LOT =
  '(?!(?:추가|정가|단가|원가|국가|평가|증가|참가|휴가|물가|이동|자동|수동|작동|연동|운동|활동|진동|냉동|변동|행동|감동|공동|아동|구동|노동|협동|출동|시동|우리|거리|자리|소리|유리|요리|수리|처리|관리|마리|다리|머리|꼬리|허리|정리|빨리|미리|멀리) ?\\d)';
const NO_ROAD =
  '(?!(?:[가-힣]{0,8}으|추가|별도|따|바|서|세|가|새|무료|유료|택배|카드|계좌|최대|최소|반대|제대|그대|주소|전화|번호|사이즈)로)';
const AREA = `(?:(?:${PROVINCE}|${NO_AREA}[가-힣]{1,4}(?:시|군|구))${GAP}(?:[가-힣]{1,4}${GAP}(?=[가-힣]{1,4}구${GAP}))?)(?:${TOWN}${GAP}){0,3}`;
/** Not a price, an amount or a part of a longer number. */
const NO_AMOUNT =
  '(?![\\d~A-Za-z%×]|[,.-]\\d| ?(?:개|일|시|분|원|회|월|년|건|장|박스|팩|세트|켤레|만|천|차|번(?!지|길)|명|단계|대(?![가-힣])|[x×*]))';
const NUMBER = `(?:산 ?|지하 ?)?\\d{1,4}(?:-\\d{1,4})?(?:번지)?`;
const ROAD = `${NO_ROAD}[가-힣][가-힣\\d]{0,9}(?:로|길)(?: ?\\d{1,4}(?:번|가|안)?길)?`;
const STREET = `(?:${ROAD}|${NO_LOT}[가-힣]{1,6}(?:동|리|가)) ?${NUMBER}${NO_AMOUNT}`;
const BUILDING =
  '[가-힣A-Za-z\\d]{1,12}(?:아파트|빌라|빌딩|마을|단지|연립|주택|오피스텔|맨션|타워|타운|고시텔|고시원|원룸|하우스|상가|캐슬|자이|힐스|하이츠|팰리스|빌리지|파크|기숙사)';
const ROOM =
  '(?:[가-힣A-Za-z]동|[가-힣A-Za-z]?\\d{1,4}(?:동|층|호(?![기점선차]))|지층|반지하|옥탑방?)(?![가-힣]?[가-힣]동)';
const HOUSE = `(?:[ ,()]{1,3}(?:${ROOM}|(?:${BUILDING}|[가-힣A-Za-z\\d]{2,10})(?=[ ,()]{1,3}${ROOM})|${BUILDING}|[가-힣]{1,6}동\\)|[좌우]측|왼쪽|오른쪽|집))`;
const KOREAN = new RegExp(
  [
    String.raw`(?<![가-힣A-Za-z\d])(?:${AREA})${STREET}${HOUSE}{0,5}`,
    String.raw`(?<![가-힣A-Za-z\d])(?:${TOWN}${GAP}){0,3}${STREET}(?=${HOUSE}{0,2}[ ,()]{1,3}${ROOM})${HOUSE}{1,5}`,
    String.raw`(?<![가-힣A-Za-z\d])(?:${TOWN}${GAP}){0,3}[가-힣]{1,6}(?:동|리|가) ?(?:산 ?)?\d{1,4}(?:-\d{1,4})?번지${HOUSE}{0,5}`,
    String.raw`(?<![가-힣A-Za-z\d])(?:${BUILDING}[ ,]{1,2}){0,2}\d{1,4}동[ ,]{0,2}\d{1,5}호(?![기점선차])`,
    String.raw`(?<![가-힣A-Za-z\d])${BUILDING}[ ,]{0,2}(?:\d{1,3}층[ ,]{0,2})?\d{1,5}호(?![기점선차])`,
    String.raw`(?<![가-힣A-Za-z\d])(?:${BUILDING}[ ,]{1,2})?${BUILDING} ?\d{2,4}-\d{3,4}(?!\d|-)`,
    String.raw`(?<=(?:주소|배송지|회수지|수령지|집)(?:는|은|이|가)? {0,2}:? {0,2})(?:${TOWN}${GAP}){0,3}${STREET}${HOUSE}{0,5}`,
  ].join('|'),
  'g',
);

/** A street or a lot with a number of two parts, and a verb that says so. */
const ALONE = new RegExp(
  String.raw`(?<![가-힣A-Za-z\d])(?:${NO_ROAD}[가-힣][가-힣\d]{1,9}(?:(?<lane>길)|로)|${NO_LOT}[가-힣]{2,5}동) ?(?<first>\d{1,4})-(?<second>\d{1,4})(?:번지)?(?= ?(?:입니다|이?예요|이?에요|이요|인데|이구요|이고|여기|거기|번지|으로 (?:보내|배송|와)|로 (?:보내|배송|와)))`,
  'g',
);
/** A range grows (`무게로 10-20`), and a score has few digits. */
const isRange = ({ lane, first, second }: Record<string, string | undefined>): boolean =>
  lane === undefined && (Number(first) < 10 || Number(first) < Number(second));

const TAIWANESE =
  /(?:[\p{Script=Han}]{2}[縣市])?(?:\p{Script=Han}{1,3}[區鄉鎮市])?\p{Script=Han}{1,6}(?:路|街|大道|巷|段)(?:[一二三四五六七八九十\d]{1,3}段)?(?:\d{1,4}巷)?(?:\d{1,4}弄)?\d{1,4}(?:-\d{1,3})?號(?:之\d{1,3})?(?:[ ,，]?\d{1,3}樓(?:之\d{1,3})?)?(?:[ ,，]?[A-Z\d]{1,5}室)?/gu;

/** `12 Star-ro 3-gil, Unit 504`. */
const LATIN =
  /(?<![\w-])(?:No\. ?)?\d{1,4}(?:-\d{1,4})?,? [A-Z][A-Za-z]{1,20}-(?:ro|gil|daero|dong)(?![a-z])(?: ?\d{1,3}(?:beon)?-?gil)?(?:, ?(?:(?:Unit|Room|Apt\.?|Suite|Bldg\.?|#) ?[\w-]{1,8}|[\w-]{1,8}(?:F|ho|dong)|[A-Z][A-Za-z]{1,20}-(?:gu|si|dong|gun|do|eup|myeon)|[A-Z][a-z]{2,12}|\d{5})){0,6}/g;

const STREET_WORD = '(?:Road|Rd|Street|St|Avenue|Ave|Boulevard|Blvd|Lane|Ln|Drive)';
/** `No. 12, Sec. 3, Star Rd., Taipei`, `12 Star Street, Apt 4`. */
const LATIN_STREET = new RegExp(
  String.raw`(?<![\w-])(?:\d{1,2}F\.?(?:-\d)?, ?)?(?:No\. ?)?\d{1,4}(?:-\d{1,3})?,?(?: (?:Aly\.|Alley|Ln\.|Lane|Sec\.|Section) ?\d{1,4},?){0,3} [A-Z][a-z]{1,20}(?: [A-Z][a-z]{1,20}){0,2} ${STREET_WORD}(?![A-Za-z])\.?(?! ?[A-Za-z])(?:, ?(?:(?:Unit|Room|Apt\.?|Suite|#) ?[\w-]{1,8}|[A-Z][a-z]{1,12}(?: (?:Dist\.|District|City|County))?|\d{3,6})){0,5}`,
  'g',
);
/** `Bldg 103 Unit 1107`, `apt 1203`. */
const LATIN_ROOM =
  /(?<![\w-])(?:(?:bldg\.?|building|tower|block|apt\.?|apartment) ?#?[\w-]{1,5},? {0,2}(?:unit|room|rm\.?|apt\.?|apartment|suite|no\.) ?#?\d{3,5}|(?:apt\.?|apartment) ?#?\d{3,4}(?:-\d{1,4})?)(?![\w-])/gi;
