import {
  COPULA,
  FULL_NAME,
  HIDDEN_NAME,
  isBareName,
  isFullName,
  JOB,
  nameAt,
  NOT_A_NAME,
  partedAt,
  SURNAME,
  TITLE,
} from './korean-names.ts';
import type { Span } from './personal-numbers.ts';

/** `ㅁ` is a letter that agents use as a box. */
export const BULLET = String.raw`[◼■□▪▫●○◎•·◆◇▶▷※ㅁㅇ*-]\ufe0f?`;

const WHO =
  '구매자|구매인|주문자|주문인|수취[인자]|수하인|수령[인자]|수신[인자]|받(?:는|으실|으시는) ?(?:분|사람)|(?:수령|주문|구매)하(?:실|신) ?분';
const OTHER_WHO =
  '보(?:내는|내시는|내실|내신|낸) ?(?:분|사람)|발송[인자]|발신[인자]|신청[인자]|반품자|예금주|계좌주|입금[인자]|송금[인자]|계약자|명의[인자]|대리 ?(?:수령|수취)[인자]';
/** A name, a team or a request may follow these. */
export const SOMEBODY =
  '담당자?|접수[인자]|수거[인자]|회수[인자]|(?:연락|문의|전화|접수)하(?:신|실) ?분|보호자|대리인|대리 ?(?:수령|수취)|대표자?|설치자|방문자|연락인|세대주|문의자|요청자|환불자|배우자';
const OTHERS = '회원|학생|자녀|아이|환자|가족';
const BUYER = `(?:고객|${WHO})(?: ?님)?`;
const CONTACT = '연락처|전화 ?번호';

/** Labels of a buyer's name, valid anywhere in a text. Source of all labels: coupang-api.md section 3. */
export const BUYERS_NAME = `(?:${BUYER}|${OTHER_WHO}|${SOMEBODY}|${OTHERS}) ?(?:명|성함|성명|이름)(?: ?/ ?(?:${CONTACT}))?`;
/** Labels of a person, not of a thing. */
const NAME_WORD = '성함|성명|이름|실명|영문 ?(?:명|이름|성함)|한글 ?이름';
const CHINESE_WHO =
  '訂購[人者]|購買人|收件[人者]|收貨[人者]|聯絡人|連絡人|聯繫人|寄件[人者]|取件人|領取人|代收人|申請人|匯款人|付款人|收款人|受款人|持卡人|開戶人|戶名|帳戶名稱?';
/** Labels only at the beginning of a line, since a product has a name, too. */
export const NAME = `${NAME_WORD}|${WHO}|${OTHER_WHO}|(?:(?:客戶|顧客|買家|訂購人|購買人|收件人|收貨人|英文|中文)的?)?姓名|${CHINESE_WHO}`;
export const BUYERS_CONTACT = `${BUYER} ?(?:${CONTACT})(?: ?/ ?(?:${CONTACT}))?|${CONTACT}`;
const NEW = '(?:변경(?:할|된|될| ?전| ?후)?|수정(?:할|된)?|새|새로운|신규|기존|실제|정확한|추가)';
/** At the beginning of a line or of a sentence. */
export const ADDRESS = `(?:${NEW} ?)?(?:(?:${BUYER} ?|(?:배송|회수|수거|수령|반품|교환)지? ?|도로명 ?|지번 ?|상세 ?|집 ?)?주소|(?:배송|회수|수거|수령)지|받[는을으실]{1,2} ?곳)|address|(?:收件|收貨|寄件|取件|聯絡|送貨|配送|新|變更|更改)?地址|住址`;

export type TextKind = 'inquiry' | 'reply';

/**
 * Finds names of persons in a plain text: after a label, before a title, beside a phone or an account, and wherever a found name recurs.
 * Linear time.
 * @param found other searches' spans, whose names may recur, too
 */
export const findNames = (text: string, found: readonly Span[], kind: TextKind): Span[] => {
  const spans = [
    ...findKorean(text),
    ...findIntroduced(text, kind),
    ...findBesideNumbers(text, found),
    ...findChinese(text),
    ...findLatin(text),
  ];
  return [...spans, ...findAgain(text, [...found, ...spans])];
};

/** Each name costs a search through the text. */
const MOST_NAMES = 20;
const NAME_SHAPE = /^(?:[가-힣]{3,4}|\p{Script=Han}{2,4}|[A-Z][A-Za-z'.-]+(?: [A-Z][A-Za-z'.-]*){1,3})$/u;

const findAgain = (text: string, found: readonly Span[]): Span[] => {
  const names = new Set<string>();
  for (const { from, to } of found) {
    const name = text.slice(from, Math.min(to, from + 60));
    if (names.size < MOST_NAMES && NAME_SHAPE.test(name)) names.add(name);
  }
  const spans: Span[] = [];
  for (const name of names)
    for (let from = text.indexOf(name); from >= 0; from = text.indexOf(name, from + name.length))
      spans.push({ from, to: from + name.length });
  return spans;
};

/**
 * Whether a text may name a person whom no label and no full name with a title shows, and whom the masks therefore keep: a given name with a
 * title, a name with hidden syllables, a name alone on its line, in an introduction, after a greeting or as a signature. It is only a
 * guess.
 */
export const mayNamePerson = (text: string): boolean =>
  findIntroduced(text, 'inquiry').length > 0 ||
  [...text.matchAll(GIVEN_NAME)].some(({ 0: word }) => !NOT_A_NAME.test(word) && !HAS_TITLE.test(word)) ||
  [...text.matchAll(WHERE_NAMED)].some(({ 0: word }) => SURNAME.test(word) && isBareName(word)) ||
  UNLABELLED.test(text);

const IS_COPULA = new RegExp(`^(?:${COPULA})`);
/** A role in brackets, or a title, may come between. */
const COPULA_AHEAD = new RegExp(
  String.raw`^(?:\([가-힣]{1,6}\))? {0,2}(?:${TITLE})?(?:${COPULA}|로(?![가-힣])|,)`,
);

const findBesideNumbers = (text: string, found: readonly Span[]): Span[] =>
  found.flatMap(({ from, to }) => {
    if (to - from < 9 || !/\d{3}|@/.test(text.slice(from, Math.min(to, from + 60)))) return [];
    const spans: Span[] = [];
    const add = (at: number, name: string): void => void spans.push({ from: at, to: at + name.length });
    const addBare = (at: number): void => {
      const name = nameAt(text, at)?.name;
      if (name !== undefined && isBareName(name)) add(at, name);
    };
    const after = text.slice(to, to + MOST_BESIDE);
    const behind = BEHIND_NUMBER.exec(after)?.[0];
    if (behind !== undefined) addBare(to + behind.length);
    const start = Math.max(0, from - MOST_BESIDE);
    const before = text.slice(start, from);
    const first = BEFORE_NUMBER.exec(before);
    if (first) addBare(start + first.index + first[0].search(/[가-힣]/));
    const { gap = '', name: clear } = CLEAR_BEFORE.exec(before)?.groups ?? {};
    if (clear !== undefined && isClearName(clear)) add(from - gap.length - clear.length, clear);
    const { sign = '', name: foreign } = FOREIGN_BEHIND.exec(after)?.groups ?? {};
    if (foreign !== undefined && isClearName(foreign)) add(to + sign.length, foreign);
    return spans;
  });
const MOST_BESIDE = 60;
const BEHIND_NUMBER = new RegExp(
  `^\\)? {0,2}(?:[ /,(]|예금주:?) {0,2}(?=[가-힣]{3,4}? ?(?:[,.)/\\n]|$|님|씨|${COPULA}))`,
);
const BEFORE_NUMBER =
  /(?:^|[\n/,(|:.-] ?|[◼■□▪●○◎◆◇▶▷※] ?)[가-힣]{3,4}(?:(?: ?님)? {0,2}[/|,(·] {0,2}| {1,2})$/;

const HAN_SURNAMES =
  '陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴徐周葉蘇莊江呂何羅高蕭潘簡朱鍾彭游詹胡施沈余趙盧梁顏柯孫魏翁戴范宋方鄧杜傅侯曹薛阮董溫唐藍蔣田康涂鄒尤歐古連馮姚湯石巫龔卓白丁任姜孔孟尹康柳武段殷汪熊秦童紀程章韓駱倪伍俞凌雷錢陶喬邵裴甘韋嚴';
const HAN_SURNAME = `(?:范姜|歐陽|張簡|張廖|司馬|司徒|諸葛|上官|夏侯|皇甫|慕容|公孫|[${HAN_SURNAMES}])`;
const HAN_NAME = String.raw`${HAN_SURNAME}\p{Script=Han}{1,2}`;
const NOT_HAN =
  '高興|高中|方向|田園|古早|曾經|連同|連我|連假|沈重|溫馨|莊嚴|方便|連絡|連續|謝謝|何時|余額|高雄|許可|溫度|石頭|古董|田地|簡訊|簡單|游泳|康復|江湖|杜絕|卓越|周末|周邊|高度|宋體|黃色|藍色|方式|王牌|白色|白天|程式|任何|任選|康寧|嚴重|章魚|錢包|韓國|韓版|雷射|甘草|許多|白金|嚴選|高級|高價|石化|江南|游客';
const LATIN_WORD = "[A-Z][A-Za-z'.-]*";
const LATIN_WORDS = `${LATIN_WORD}(?: ${LATIN_WORD}){1,3}(?![A-Za-z])`;
/** Members, brands, things and other words with a capital. */
const NOT_LATIN = new Set(
  `
  OO OOO XX XXX VIP VVIP WOW GOLD SILVER PLATINUM PRIME LG SK KT CJ GS KB CS AS TV PC ID AI MD HP LED USB NEW THE FREE BEST COUPANG ROCKET SAMSUNG
  GALAXY APPLE IPHONE IPAD NIKE ADIDAS SONY DYSON BALANCE NORTH FACE KOREA KOREAN AMERICAN SEOUL TAIWAN CUSTOMER SELLER BUYER ADMIN USER
  TEAM SUPPORT CENTER SERVICE SHOP STORE AIR PRO MAX MINI ULTRA WATCH BUDS CLEAN MUSCLE COFFEE DIOR MEYER'S MEYERS YOU PLEASE THANKS
  THANK SORRY AND IS HAS WANTS ASKS CALLED I HE SHE IT NOT NO HI HELLO DEAR SIZE COLOR BLACK WHITE RED BLUE GREEN OPTION ORDER ITEM
  NUMBER PHONE BANK ACCOUNT TEL MOBILE CONTACT CALL CELL FAX RETURN REFUND EXCHANGE CANCEL DELIVERY
  `.split(/\s+/),
);
const isLatinName = (word: string): boolean => !NOT_LATIN.has(word.toUpperCase());

/** Names that need no sign around them. */
const CLEAR_BEFORE = new RegExp(
  String.raw`(?<![\p{L}\d])(?<name>${FULL_NAME}|(?!${NOT_HAN})${HAN_NAME}|${LATIN_WORDS})(?<gap>(?: ?님)? {0,2}[/|,(·:-]? {0,2})$`,
  'u',
);
const FOREIGN_BEHIND = new RegExp(
  String.raw`^(?<sign>\)? {0,2}[ /,(·-] {0,2})(?<name>(?!${NOT_HAN})${HAN_NAME}(?!\p{Script=Han})|${LATIN_WORDS})`,
  'u',
);
const isClearName = (name: string): boolean =>
  /^[가-힣]/.test(name) ? isFullName(name) : name.split(' ').every(isLatinName);

const THING =
  '(?:상품|제품|브랜드|업체|회사|상호|가게|매장|파일|모델|옵션|메뉴|품목|강아지|고양이|판매자|쇼핑몰|캐릭터|게임|계정)';
const WEAK_WHO = `고객|회원|신랑|신부|${SOMEBODY}`;
const LABEL = new RegExp(
  String.raw`(?<![가-힣A-Za-z])(?:변경 ?|실제 ?|새 ?)?(?:(?:(?<weak>${WEAK_WHO})|${WHO}|${OTHER_WHO})(?: ?님)?(?:의)?(?<named> ?(?:${NAME_WORD}|명)| ?정보(?= {0,3}[:=→>/|-]))?|(?:제 |저의 |본인 ?)?(?<!${THING} ?)(?:${NAME_WORD}|한글(?:로)?(?=[은:])))(?:(?: ?\([^)\n]{1,10}\))?(?<mark> {0,3}[:=→>/|)-] {0,3})|(?<open> ?\()|(?<particle>[은는이가을를])? {1,2}(?:(?:똑같이|동일하게|그대로) {1,2})?)(?<quote>['"‘“「])?\(?`,
  'gu',
);
/** After a bare `고객`, a word is a name only before these. */
const AFTER_NAME = /^ ?(?:님|씨|고객|연락처|전화|휴대|핸드폰|번호|[(/,\d\n]|$)/;

const findKorean = (text: string): Span[] => {
  const spans: Span[] = [];
  const add = (from: number, name: string): void => void spans.push({ from, to: from + name.length });
  for (const { index, 0: label, groups = {} } of text.matchAll(LABEL)) {
    const at = index + label.length;
    const isColon = groups['mark']?.includes(':') === true;
    const isNamed = groups['named'] !== undefined && groups['particle'] === undefined;
    const found = nameAt(text, at, isNamed) ?? (isColon ? partedAt(text, at) : undefined);
    if (found === undefined) continue;
    const isWeak = groups['weak'] !== undefined && groups['named'] === undefined;
    const isClear = groups['mark'] !== undefined || groups['open'] !== undefined;
    const isQuoted = groups['quote'] !== undefined && /^['"’”」]/.test(found.next);
    const isSelfIntroduction =
      isQuoted || found.rest === '로' || IS_COPULA.test(found.rest) || COPULA_AHEAD.test(found.next);
    if (groups['particle'] !== undefined && !isSelfIntroduction) continue;
    if (isWeak && !isClear && !/^(?:님|씨|께)/.test(found.rest) && !AFTER_NAME.test(found.next)) continue;
    add(at, found.name);
  }
  for (const { index, 0: both, groups: { wrong = '', right = '' } = {} } of text.matchAll(CORRECTED)) {
    const second = index + both.length - right.length;
    if (nameAt(text, index) && nameAt(text, second)?.name.startsWith(wrong.charAt(0))) {
      add(index, wrong);
      add(second, right);
    }
  }
  for (const { index, 0: name } of text.matchAll(TITLED)) if (isFullName(name)) add(index, name);
  for (const { index, 0: name } of text.matchAll(HIDDEN)) add(index, name);
  for (const { index, 0: word } of text.matchAll(ADDRESSED))
    if (nameAt(text, index)?.name === word && isFullName(word) && !NO_ADDRESS.test(word)) add(index, word);
  for (const { index, 0: word } of text.matchAll(IN_CONTEXT))
    if (nameAt(text, index)?.name === word && isBareName(word)) add(index, word);
  return spans;
};
const findIntroduced = (text: string, kind: TextKind): Span[] =>
  [...text.matchAll(kind === 'inquiry' ? INTRODUCED : INTRODUCED_BY_SPEAKER)].flatMap(({ index, 0: name }) =>
    isFullName(name) ? [{ from: index, to: index + name.length }] : [],
  );
const KIN =
  '남편|아내|와이프|엄마|아빠|어머니|아버지|어머님|아버님|할머니|할아버지|언니|오빠|누나|형|동생|딸|아들|친구|지인|이모|고모|삼촌|장모님|배우자|신랑|신부';
/** A word of three letters whose neighbours show that it is a name. */
const IN_CONTEXT = new RegExp(
  [
    String.raw`(?<![가-힣])[가-힣]{3}(?= ?고객(?:인데|입니다|이에요|예요|이고|께서|의|이 | ?건)| 이름으로| 명의(?:로|의|입)| ?(?:대리|과장|차장|부장|팀장|실장|주임|매니저)(?:님|입|이|께|에게|한테|[ ,/(\n]|$))`,
    String.raw`(?<= )(?=[가-힣]{3})(?<=(?<![가-힣])(?:${KIN}) {1,2})[가-힣]{3}(?= ?(?:님|이름|앞으로|명의|번호|연락처|전화|휴대|핸드폰|010|[,/(] ?01))`,
  ].join('|'),
  'g',
);
/** Before the words with which people introduce themselves: the beginning of a sentence, a greeting, or who speaks. */
const SPEAKER = String.raw`저는?|저희는|전|제가|나는|본인은?|(?:제|저의) ?(?:이름|성함)은|(?:문의|통화|전화|연락|신청|접수|구매|주문|결제)(?:한|했던|하신|하셨던|드린|드렸던)|[가-힣]{0,6}(?:상담[원사]|상담직원|매니저|담당자?|센터|구매자|주문자|고객|회원|점장|사장|대표)`;
const LEAD = String.raw`(?:^|[\n.,!?~:;()"'“”…ㅎㅠㅋ^*#>-]|(?<![가-힣])(?:안녕하[가-힣]{1,7}|수고[가-힣]{1,7}|반갑습니다|여보세요|${SPEAKER})) {0,3}`;
const FULL_NAME_AHEAD = String.raw`(?<![가-힣])${FULL_NAME}(?= {0,2}(?:입니|임다|이에요|예요|이예요|인데|이구요|이고요|이라고|이라는|이라 ?합)|(?<!이) {0,2}(?:라고|라는|라 ?합|에요))`;
const INTRODUCED = new RegExp(`(?<=${LEAD})${FULL_NAME_AHEAD}`, 'gmu');
const INTRODUCED_BY_SPEAKER = new RegExp(`(?<=(?<![가-힣])(?:${SPEAKER}) {0,3})${FULL_NAME_AHEAD}`, 'gmu');
/** A misspelled name, and its correction. */
const CORRECTED =
  /(?<![가-힣])(?<wrong>[가-힣]{3})['"’”」]?(?:이|가)? (?:아니고|아니라|아닌|말고) ['"‘“「]?(?<right>[가-힣]{3})/g;
/** The rest of a word with a title. `고객센터` and `씨앗` are no titles. */
const TITLE_END = '(?:[은는이가을를의도만께과와랑로에한앞라입인예댁측들]|[^가-힣]|$)';
const TITLE_AHEAD = `(?=(?: ?(?:님|(?:씨|고객|회원|손님|환자|학생|구매자|주문자|어머니|아버지|여사)${TITLE_END}|(?:고객|회원|손|구매자|주문자|신청자|수령인|선생|사장|대표|원장|교수|기사|어머|아버|여사)님)| ?(?:${JOB})(?:님|${TITLE_END})))`;
/** `반가운 고객` has an adjective. */
const TITLED = new RegExp(`(?<![가-힣])(?!..(?<!요)[한운의] 고객)${FULL_NAME}${TITLE_AHEAD}`, 'g');
const HIDDEN = new RegExp(`(?<![가-힣])${HIDDEN_NAME}${TITLE_AHEAD}`, 'g');
/** A name of any syllables directly before a title of politeness. */
const ADDRESSED = /(?<![가-힣])[가-힣]{3,4}?(?= ?고객님|님)/g;
const NO_ADDRESS = /[한운의들점시군구번럼때자사인원장관객생미버스]$/;

const HAN_TITLE = ' ?(?:小姐|先生|女士|女仕|太太|阿姨|媽媽|同學|老師)';
const CHINESE_KIN =
  '老公|老婆|太太|媽媽|爸爸|兒子|女兒|[姐姊]姊|姐姐|妹妹|哥哥|弟弟|朋友|同事|家人|室友|同學';
const CHINESE = new RegExp(
  [
    String.raw`(?<=(?:姓名|名字|${CHINESE_WHO}|${CHINESE_KIN}|客戶|客人|顧客|會員|買家|我叫|我是|本人|改成|改為)(?:的?(?:姓名|名稱|名字|大名))?(?:[寫填打]錯了?[ ,]{0,2}(?:應該|正確))? {0,2}[:|是為叫]? {0,2})(?!${NOT_HAN})${HAN_NAME}(?=(?:${HAN_TITLE}|電話|手機|聯絡|地址|代收|代領)|[^\p{Script=Han}]|$)`,
    String.raw`(?!${NOT_HAN})${HAN_SURNAME}[\p{Script=Han}*○◯〇]{0,2}?(?=${HAN_TITLE})`,
    String.raw`(?<!\p{Script=Han})(?!${NOT_HAN})${HAN_SURNAME}[\p{Script=Han}*○◯〇]{1,2}(?= ?(?:客戶|顧客|會員)(?!服務|中心|專))`,
    String.raw`(?<=我叫|(?:姓名|名字)[是叫]|敝姓|我姓|免貴姓)(?!${NOT_HAN})${HAN_SURNAME}(?:\p{Script=Han}{2})?(?![色號])`,
  ].join('|'),
  'gu',
);
const findChinese = (text: string): Span[] =>
  /\p{Script=Han}/u.test(text)
    ? [...text.matchAll(CHINESE)].map(({ index, 0: name }) => ({ from: index, to: index + name.length }))
    : [];

/** Excludes the names of products. */
const LATIN_LABEL =
  /(?<![A-Za-z])(?<!(?:product|item|brand|shop|store|company|file|model|user|option|seller|color|design) )(?:(?<clear>(?:full |first |last |english |(?:customer|recipient|buyer|receiver|sender|holder|orderer|guest)(?:'s)? |my |contact |under the )name(?: of)?|(?<=(?:^|[,.;:(/\n]) ?)name|account (?:holder|owner|name)|card ?holder|(?<![가-힣])(?:고객|구매자|주문자|수령[인자]|수취인|예금주|입금자)(?:명| ?성함)|영문 ?(?:명|이름|성함)|이름|성함|성명|姓名|收件[人者]|訂購人|英文名)|(?<who>(?<![가-힣])(?:고객|구매자|주문자|수령[인자]|수취인|예금주|입금자|받는 ?(?:분|사람)))|recipient|receiver|consignee|addressee|sender|shipper|beneficiary|payer|buyer|customer|contact(?: person)?|attn)(?<mark>(?: is)? {0,2}[:=-] {0,3})?(?: is)?(?:은|는)? {0,2}/gi;
const LATIN_NAME =
  /(?!(?:No|None|Not|Unknown|Same|Please|Change|Wrong)(?![A-Za-z]))[A-Z][A-Za-z'.-]+(?:,? [A-Z][A-Za-z'.-]*){0,3}/y;
const findLatin = (text: string): Span[] => [
  ...[...text.matchAll(LATIN_LABELLED)].map(({ index, 0: name }) => ({
    from: index,
    to: index + name.length,
  })),
  ...[...text.matchAll(LATIN_AFTER)].flatMap(({ index, 0: found }) => {
    const words = found.replace(/[.-]$/, '').split(' ');
    const end = words.findIndex((word) => !isLatinName(word));
    const { length } = (end < 0 ? words : words.slice(0, end)).join(' ');
    return length === 0 ? [] : [{ from: index, to: index + length }];
  }),
  ...[...text.matchAll(LATIN_BEFORE)].flatMap(({ index, 0: name, groups = {} }) =>
    name.length < 3 || (groups['bare'] !== undefined && !name.includes(' ')) || !isClearName(name)
      ? []
      : [{ from: index, to: index + name.length }],
  ),
  ...[...text.matchAll(LATIN_LABEL)].flatMap(({ index, 0: label, groups = {} }) => {
    if ((groups['clear'] ?? groups['mark'] ?? groups['who']) === undefined) return [];
    LATIN_NAME.lastIndex = index + label.length;
    const name = LATIN_NAME.exec(text)?.[0].replace(/[.,-]$/, '');
    if (name === undefined || (groups['mark'] === undefined && !name.includes(' '))) return [];
    return [{ from: index + label.length, to: index + label.length + name.length }];
  }),
];
/** In capitals after a word for a name, with a frequent surname. */
const LATIN_LABELLED =
  /(?<![A-Za-z])(?=[A-Z]{2})(?<=(?:이름|성함|성명|영문|영어|여권|통관|명의|英文|姓名|護照)(?!표| ?(?:각인|자수|스티커|케이스|지갑|커버))[^A-Z\n]{1,30})(?:KIM|LEE|YI|PARK|PAK|CHOI|JUNG|JEONG|CHUNG|KANG|CHO|YOON|YUN|JANG|LIM|IM|HAN|OH|SEO|SHIN|KWON|HWANG|AHN|AN|SONG|HONG|YOO|YU|JEON|KO|GO|MOON|YANG|BAE|BAEK|NAM|NOH|HEO|SIM|HA|CHEN|LIN|HUANG|CHANG|WANG|WU|LIU|TSAI|HSU|CHENG|HSIEH|KUO|TSENG|CHIU|LIAO|LAI|CHOU|YEH|SU|LU|LO|CHIANG)(?:,? [A-Z]{2,12}){1,2}(?![A-Za-z])/g;
/** After a title, and where people introduce themselves. */
const LATIN_AFTER = new RegExp(
  [
    String.raw`(?<=(?<![A-Za-z])(?:M[Rr]|M[Rr][Ss]|Ms|Miss|Mx|Madam)\.? )${LATIN_WORD}(?: ${LATIN_WORD}){0,3}(?![A-Za-z])`,
    String.raw`(?<=(?<![A-Za-z])(?:[Mm]y (?:full )?name(?: is|['’]s)|[Cc]all me) )${LATIN_WORD}(?: ${LATIN_WORD}){0,3}(?![A-Za-z])`,
    String.raw`(?<=(?:^|[\n.,!?] {0,2}|\b(?:Hi|Hello|Hey) )(?:I am|I['’]m|[Tt]his is) )${LATIN_WORDS}(?=[,.;!?\n]|$| (?:from|here|speaking|calling|and|with|writing|who)(?![A-Za-z]))`,
    String.raw`(?<=(?:저는?|전|제가|(?:이름|성함)은|안녕하세요[.,!]?) )(?:${LATIN_WORDS}|[A-Z][a-z]{2,20})(?= ?(?:입니다|이?라고|이에요|예요|인데))`,
  ].join('|'),
  'g',
);
/** Before a title or words of an introduction. */
const LATIN_BEFORE = new RegExp(
  String.raw`(?<![\w'-])${LATIN_WORD}(?: ${LATIN_WORD}){0,4}(?= ?(?:님|(?:고객|회원)님|씨${TITLE_END})|(?<bare> ?(?:(?:고객|회원)${TITLE_END}|이?라고 ?[합해하])))`,
  'g',
);

const GIVEN_NAME = /(?<![가-힣])[가-힣]{2}(?= ?님(?![가-힣]{2})|씨(?![가-힣]))/g;
/** Words with which a person is addressed without a name. */
const HAS_TITLE = new RegExp(
  `^(?:${JOB}|회원|고객|대표|점장|원장|기사|작성|질문|이웃|형제|아드|며느|공주|왕자|스님|여러|박사|교수|작가|${KIN})`,
);
/** A Korean name of three letters where people sign, greet, or do something. */
const WHERE_NAMED =
  /(?<=^|\n)[가-힣]{3}(?=[ ,.!~]{0,3}(?:$|\n|안녕|드림|올림|배상))|(?<=(?:상담[사원]|매니저|담당|점장|대표) )[가-힣]{3}(?=[ ,.!~]|입니다|드림|올림|배상|$)|(?<![가-힣])[가-힣]{3}(?= (?:드림|올림|배상)(?![가-힣])|(?:이|가|께서) (?:받|수령|구매|주문|문의|신청|연락|말씀|요청|방문|보[내냈낸])|(?:에게|한테|께) (?:보[내냈낸]|전달|연락|드[리렸린]|발송))/g;
const UNLABELLED = new RegExp(
  [
    String.raw`(?<![가-힣])${HIDDEN_NAME}(?= ?(?:님|고객|씨|[,.\n]|$))`,
    String.raw`(?:^|\n)(?!${NOT_HAN})${HAN_NAME}(?= ?(?:您好|你好|敬上|,|，|$|\n))`,
    String.raw`\b(?:Dear|Hi|Hello) (?!(?:Customer|Sir|Madam|There|All|Buyer|Valued|Team|Everyone|Friend|Guest|Shopper)\b)[A-Z][a-z]{1,20}(?=[ ,.!:\n]|$)`,
    String.raw`\b(?:[Rr]egards|[Ss]incerely|[Yy]ours|[Cc]heers),?\s{1,3}[A-Z][a-z]{1,20}(?: [A-Z][a-z]{1,20})?(?=[.\s]*$)`,
  ].join('|'),
  'u',
);
