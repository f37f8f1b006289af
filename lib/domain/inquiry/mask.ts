import { findLabelled } from './labelled-values.ts';
import { findNames, type TextKind } from './names.ts';
import { findNumbers, type Span } from './personal-numbers.ts';
import { MASK, toPlain } from './plain-text.ts';

/** Masks personal data in free text (docs/privacy.md). Order, invoice and inquiry numbers stay. Linear time, idempotent. */
export const maskPersonalData = (text: string): string => mask(text, 'inquiry');

/** Whether a reply holds personal data. `기본형입니다` describes a product there, so only words of a speaker introduce a name. */
export const replyHoldsPersonalData = (text: string): boolean => mask(text, 'reply') !== text;

const mask = (text: string, kind: TextKind): string => {
  // A mask separates adjoining characters. The rest may then read as a number.
  let masked = text;
  for (let passes = 0; passes < MOST_PASSES; passes += 1) {
    const again = maskOnce(masked, kind);
    if (again === masked) break;
    masked = again;
  }
  return masked;
};
/** Real texts need two passes. Some artificial texts would need a pass for each word. */
const MOST_PASSES = 8;

const maskOnce = (text: string, kind: TextKind): string => {
  const plain = toPlain(text);
  const found = [
    ...findMails(plain.text),
    ...findNumbers(plain),
    ...findLabelled(plain.text),
    ...findAddresses(plain.text),
  ];
  const spans = [...found, ...findNames(plain.text, found, kind)];
  if (spans.length === 0) return text;
  let masked = '';
  let done = 0;
  for (const span of merge(spans.sort((a, b) => a.from - b.from))) {
    masked += text.slice(done, plain.startOf(span.from)) + MASK;
    done = plain.endOf(span.to - 1);
  }
  return masked + text.slice(done);
};

const merge = (spans: Span[]): Span[] => {
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last !== undefined && span.from < last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
};

/** Matches words and brackets that stand for a dot. */
export const DOT_WORD = String.raw`(?: ?[([{<] ?(?:dot|닷|점|\.) ?[)\]}>] ?| (?:dot|닷|쩜|점) | ?(?:닷|쩜|點) ?|(?<=[a-z\d])점(?=[a-z]))`;
const DOT = String.raw`(?: ?\. ?|${DOT_WORD})`;
export const TOP = 'com|net|org|kr|tw|jp|io|me|info|컴|넷|콤';
const PORTAL =
  '네이버|지메일|쥐메일|구글|다음|한메일|네이트|카카오|야후|핫메일|아웃룩|아이클라우드|naver|gmail|daum|hanmail|nate|kakao|yahoo|hotmail|outlook|icloud|hinet';
const LABEL = String.raw`[\p{L}\p{N}-]{1,63}`;
/** The usual spelling after `@`. */
const PLAIN_DOMAIN = String.raw` {0,2}(?:${LABEL}\.){1,8}(?:[a-z0-9-]{2,63}|한국|닷컴|닷넷|台灣|台湾)`;
/** Spellings that hide a domain. */
const HIDDEN_DOMAIN = String.raw` {0,2}(?:(?:${PORTAL})(?:${DOT}(?:${TOP}|co)(?:${DOT}(?:kr|tw|jp))?(?![a-z])|(?![\p{L}\p{N}]))|[a-z0-9가-힣-]{1,63}?(?:${DOT}[a-z0-9-]{2,63}){0,3}${DOT}(?:${TOP})(?![a-z]))`;
const DOMAIN = new RegExp(`(?:${PLAIN_DOMAIN}|${HIDDEN_DOMAIN})`, 'iuy');
/** After a spelled-out `at`, it must not match a sentence such as `look at naver.com`. */
const SPOKEN_DOMAIN = new RegExp(
  String.raw` {0,2}(?:[a-z0-9-]{1,63}(?: (?:dot|닷|쩜|점) [a-z0-9-]{2,63}){1,4}|(?:gmail|naver|hanmail|daum|nate|hotmail|yahoo|outlook|icloud)\.(?:com|net|co\.kr))`,
  'iuy',
);
const AT = /@|[([{<] ?(?:at|골뱅이|앳) ?[)\]}>]|골뱅이|小老鼠| at (?=[a-z0-9])/gi;

/** Grows from each `@`, or a word for it, to both sides. Reads each character only a few times. */
const findMails = (text: string): Span[] => {
  const spans: Span[] = [];
  for (const { index, 0: at } of text.matchAll(AT)) {
    const domain = at === '@' || !at.startsWith(' ') ? DOMAIN : SPOKEN_DOMAIN;
    domain.lastIndex = index + at.length;
    const found = domain.exec(text);
    const from = found === null ? index : startOfMail(text, index, at === '@');
    if (at.startsWith(' ') && found?.[0].includes('.') && !/\d/.test(text.slice(from, index))) continue;
    if (found !== null && from < index) spans.push({ from, to: index + at.length + found[0].length });
  }
  return spans;
};

const LATIN_PART = /[\w.+%-]/;
const LOCAL_PART = /[\p{L}\p{N}_.+%-]/u;

/** Where the part before the `@` begins. Other alphabets belong to it only if it has no Latin letter. */
const startOfMail = (text: string, at: number, mayBeKorean: boolean): number => {
  const quoted = /"[^"\n]{1,64}"$/.exec(text.slice(Math.max(0, at - MOST_QUOTED), at));
  if (quoted) return at - quoted[0].length;
  let end = at;
  while (at - end < 2 && text.charAt(end - 1) === ' ') end -= 1;
  let from = end;
  while (from > 0 && LATIN_PART.test(text.charAt(from - 1))) from -= 1;
  if (mayBeKorean && end === at && !/[a-z]/i.test(text.slice(from, at)))
    while (from > 0 && LOCAL_PART.test(text.charAt(from - 1))) from -= 1;
  return from === end ? at : from;
};
const MOST_QUOTED = 66;

/**
 * Finds postal addresses in a plain text: a street or lot with its number, if a region precedes it, a part of a house follows it, or the
 * sentence states that it is an address. Linear time.
 */
const findAddresses = (text: string): Span[] =>
  [
    ...(MAY_BE_KOREAN.test(text) ? text.matchAll(KOREAN) : []),
    ...(text.includes('號') ? text.matchAll(TAIWANESE) : []),
    ...[...text.matchAll(ALONE)].filter(({ groups = {} }) => !isRange(groups)),
    ...text.matchAll(LATIN),
    ...text.matchAll(LATIN_STREET),
    ...text.matchAll(LATIN_ROOM),
  ].map(({ index, 0: found }) => ({ from: index, to: index + found.length }));

/** A cheap test that skips most texts. */
const MAY_BE_KOREAN =
  /(?:주소|배송지|회수지|수령지|집|받는 ?곳)[^\n]{1,30}[로길동리가]|[로길동리가] ?(?:산 ?|지하 ?)?\d|\d호|\d-\d{3}/;

const PROVINCE =
  '(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주|충청[남북]도|전라[남북]도|경상[남북]도)(?:특별자치시|특별자치도|특별시|광역시|도|시)?';
const GAP = '[ ,]{1,2}';
const TOWN = '(?!(?:주소|배송지|회수지|수령지)가)[가-힣]{1,5}(?:시|군|구|읍|면|동|리|가)';
/** Words with the ending of a place. */
const NO_AREA =
  '(?!(?:가구|입구|출구|축구|야구|전구|도구|기구|문구|공구|친구|요구|연구|농구|당구|배구|침구|욕구|지구|영구|완구|혹시|다시|역시|잠시|일시|표시|접시|택시|즉시|몇시|임시|동시|수시|제시|지시|게시|무시|개시|출시|당시)[ ,])';
const NO_LOT =
  '(?!(?:추가|정가|단가|원가|국가|평가|증가|참가|휴가|물가|이동|자동|수동|작동|연동|운동|활동|진동|냉동|변동|행동|감동|공동|아동|구동|노동|협동|출동|시동|우리|거리|자리|소리|유리|요리|수리|처리|관리|마리|다리|머리|꼬리|허리|정리|빨리|미리|멀리) ?\\d)';
const NO_ROAD =
  '(?!(?:[가-힣]{0,8}으|추가|별도|따|바|서|세|가|새|무료|유료|택배|카드|계좌|최대|최소|반대|제대|그대|주소|전화|번호|사이즈)로)';
const AREA = `(?:(?:${PROVINCE}|${NO_AREA}[가-힣]{1,4}(?:시|군|구))${GAP}(?:[가-힣]{1,4}${GAP}(?=[가-힣]{1,4}구${GAP}))?)(?:${TOWN}${GAP}){0,3}`;
/** Excludes prices, amounts and parts of longer numbers. */
const NO_AMOUNT =
  '(?![\\d~A-Za-z%×]|[,.-]\\d| ?(?:개|일|시|분|원|회|월|년|건|장|박스|팩|세트|켤레|만|천|차|번(?!지|길)|명|단계|대(?![가-힣])|[x×*]))';
const NUMBER = `(?:산 ?|지하 ?)?\\d{1,4}(?:-\\d{1,4})?(?:번지)?`;
const ROAD = `${NO_ROAD}[가-힣][가-힣\\d]{0,9}(?:로|길)(?: ?\\d{1,4}(?:번|가|안)?길)?`;
const STREET = `(?:${ROAD}|${NO_LOT}[가-힣]{1,6}(?:동|리|가)) ?${NUMBER}${NO_AMOUNT}`;
const BUILDING =
  '[가-힣A-Za-z\\d]{1,12}(?:아파트|빌라|빌|맨숀|레지던스|래미안|더샵|푸르지오|빌딩|마을|단지|연립|주택|오피스텔|맨션|타워|타운|고시텔|고시원|원룸|하우스|상가|캐슬|자이|힐스|하이츠|팰리스|빌리지|파크|기숙사)';
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
    String.raw`(?<=(?:주소|배송지|회수지|수령지|집|받는 ?곳)(?:는|은|이|가|를)? {0,2}:? {0,2})${AREA}(?:(?![가-힣]{1,4}[시군구]로)${ROAD}|(?<=[시군구읍면동리] ?)${NO_LOT}[가-힣]{1,6}(?:동|리|가))(?: ?${NUMBER}${NO_AMOUNT})?(?=[^가-힣]|$|인데|입니|이에|이고|으?로(?![가-힣]))${HOUSE}{0,5}`,
  ].join('|'),
  'g',
);

/** A street or a lot with a two-part number, in a sentence that states an address. */
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
/** `Bldg 103 Unit 1107`, `Unit 1204, Bldg 103, Star Apt`, `apt 1203`. */
const LATIN_ROOM =
  /(?<![\w-])(?:(?:unit|room|rm\.?|suite|apt\.?|apartment|#) ?#?[\w-]{1,6},? {0,2}(?:bldg\.?|building|tower|block) ?#?[\w-]{1,5}(?:, ?(?:[a-z]{2,20} ){1,3}(?:apt\.?|apartments?|villa|town|palace|tower)(?![a-z]))?|(?:bldg\.?|building|tower|block|apt\.?|apartment) ?#?[\w-]{1,5},? {0,2}(?:unit|room|rm\.?|apt\.?|apartment|suite|no\.) ?#?\d{3,5}|(?:apt\.?|apartment) ?#?\d{3,4}(?:-\d{1,4})?|\d{2,4}-?dong,? ?\d{3,4}-?ho)(?![\w-])/gi;
