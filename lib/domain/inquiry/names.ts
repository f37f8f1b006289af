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
/** A job title after a name. */
export const JOB = '대리|과장|차장|부장|팀장|실장|주임|매니저|선생';
const BUYER = `(?:고객|${WHO})(?: ?님)?`;
const CONTACT = '연락처|전화 ?번호';

/** Labels of a buyer's name, valid anywhere in a text. Source of all labels: coupang-api.md section 3. */
export const BUYERS_NAME = `(?:${BUYER}|${OTHER_WHO}|${SOMEBODY}|${OTHERS}) ?(?:명|성함|성명|이름)(?: ?/ ?(?:${CONTACT}))?`;
/** Labels of a person, not of a thing. */
const FULL_NAME = '성함|성명|이름|실명|영문 ?(?:명|이름|성함)|한글 ?이름';
const CHINESE_WHO =
  '訂購[人者]|購買人|收件[人者]|收貨[人者]|聯絡人|連絡人|聯繫人|寄件[人者]|取件人|領取人|代收人|申請人|匯款人|付款人|收款人|受款人|持卡人|開戶人|戶名|帳戶名稱?';
/** Labels only at the beginning of a line, since a product has a name, too. */
export const NAME = `${FULL_NAME}|${WHO}|${OTHER_WHO}|(?:(?:客戶|顧客|買家|訂購人|購買人|收件人|收貨人|英文|中文)的?)?姓名|${CHINESE_WHO}`;
export const BUYERS_CONTACT = `${BUYER} ?(?:${CONTACT})(?: ?/ ?(?:${CONTACT}))?|${CONTACT}`;
const NEW = '(?:변경(?:할|된|될| ?전| ?후)?|수정(?:할|된)?|새|새로운|신규|기존|실제|정확한|추가)';
/** At the beginning of a line or of a sentence. */
export const ADDRESS = `(?:${NEW} ?)?(?:(?:${BUYER} ?|(?:배송|회수|수거|수령|반품|교환)지? ?|도로명 ?|지번 ?|상세 ?|집 ?)?주소|(?:배송|회수|수거|수령)지|받[는을으실]{1,2} ?곳)|address|(?:收件|收貨|寄件|取件|聯絡|送貨|配送|新|變更|更改)?地址|住址`;

/**
 * Finds names of persons in a plain text: after a label, before a title, beside a phone or an account, and wherever a found name recurs.
 * Linear time.
 * @param found other searches' spans, whose names may recur, too
 */
export const findNames = (text: string, found: readonly Span[]): Span[] => {
  const spans = [
    ...findKorean(text),
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
 * title, a name with hidden syllables, a name alone on its line, after a greeting or as a signature. It is only a guess.
 */
export const mayNamePerson = (text: string): boolean =>
  [...text.matchAll(GIVEN_NAME)].some(({ 0: word }) => !NOT_A_NAME.test(word) && !HAS_TITLE.test(word)) ||
  [...text.matchAll(WHERE_NAMED)].some(({ 0: word }) => SURNAME.test(word) && isBareName(word)) ||
  UNLABELLED.test(text);

const SURNAMES =
  '김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육맹제모탁국은편용예경봉복태목피빈온단라';
const LONG_SURNAME = /^(?:남궁|황보|제갈|사공|선우|서문|독고|동방)/;
const SURNAME = new RegExp(`^[${SURNAMES}]`);
const PARTICLE = '이|가|은|는|을|를|의|과|와|랑|도|만|로|으로|께서?|에게|한테|이랑';
const COPULA =
  '입니다|이에요|예요|에요|이예요|이며|이고|이구요?|구요|이라[고는]?|라고|인데요?|이요|요|이라서|입니당|이었|으로|그대로';
const TITLE = '님|씨|고객님?|회원님?|선생님';
const EXACT_ENDING = new RegExp(`^(?:(?:${TITLE})?(?:${PARTICLE}|${COPULA})?)$`);
const IS_COPULA = new RegExp(`^(?:${COPULA})`);
/** A role in brackets, or a title, may come between. */
const COPULA_AHEAD = new RegExp(
  String.raw`^(?:\([가-힣]{1,6}\))? {0,2}(?:${TITLE})?(?:${COPULA}|로(?![가-힣])|,)`,
);

/** Things, places and requests that begin like a name. */
const NOT_STEMS =
  '연락|전화|주소|주문|주민|구매|정보|문의|문자|고객|현관|변경|변심|배송|배달|송장|송금|안내|안심|안됨|오류|오기|오전|오후|오늘|오배|반품|반송|신청|신분|이메|이름|이용|이후|이상|이전|이번|이중|이사|이유|이동|이체|이미|이쪽|이거|이것|이건|이게|이제|이런|이렇|이의|이하|이외|전달|전체|전산|전부|전송|정상|정확|정정|정도|정품|성함|성명|성별|하자|하나|하단|한글|한번|한자|유선|유무|유효|지연|지정|지급|지금|지역|지번|공동|공란|공백|공개|공식|공용|현재|현장|현금|기재|기존|기타|기입|기사|금액|금일|제품|제공|제외|제목|조회|조건|조금|주의|주말|방문|방법|방금|원본|원인|원하|원래|경비|경우|경과|도착|도로|도움|명의|명확|모두|모델|모바|문앞|문제|문구|부재|불명|상이|서비|서명|서류|서울|선택|선물|선불|설치|설명|소재|소유|소중|손상|수정|심각|실제|양식|여권|여부|여러|예금|예약|예상|용도|우선|우편|우수|위치|위와|위임|은행|인증|임의|임시|입력|입금|장소|장기|정기|진행|진위|차단|차이|차액|최초|최근|최종|추가|추후|취소|통관|통화|표기|표시|피해|한도|확인|회수|회신|강하|계속|구성|구분|국내|국제|권한|길어|길고|나와|나오|나머|남겨|남은|남아|남편|노출|마감|마지|만료|미기|백화|변동|복사|본인|빈칸|사유|상담|상세|상품|석식|성인|송부|신규|신속|신상|안전|양도|양수|연동|연결|영문|오타|온라|요청|용량|원활|유지|은박|의뢰|인쇄|일치|전원|접수|정리|조치|조절|주차|주식|준비|지불|직접|진열|채팅|천천|철회|추천|출고|태그|편의|포장|표면|하여|하셔|함께|해외|허위|현지|환불|황당|예쁘|예뻐|고장|고민|고정|고급|배너|배터|선생|사장|고양|부모|매니|지점|판매|담당|배우|손님|공주|신랑|신부|어머|아버|원장|모님|이웃|이불|구입|결제|이처|하지|지난|최우|공유|정수|제주|전주|강남|안양|한국|장애|임신|정회|고등|전업|남자|여자|직장|경기|강원|인천|광주|천안|원주|안산|성남|안동|구미|여수|진주|공주|설정|지원|김포|김치|오산|양산|양주|하남|남양|전라|경상|남해';
/** Matches words that begin like a name, but are not names. */
export const NOT_A_NAME = new RegExp(
  `^(?:(?:남동생|여동생|남친|여친|이모부?|고모부?|장인|조카|강아지|고양이|우체국|경비원|임직원|유치원|노트북|이어폰|현관문|우리집|신제품)(?:$|${PARTICLE}|${COPULA})|[오미]기재|이니셜|모름|최우수|공유기|정수기|이처럼|하지만|(?:${NOT_STEMS})(?:$|[은는이가을를의도만로에와과]|하[고기는여셔시신게지]|하$|되|된|됨|될|해|했|함|할|한$|으로|까지|부터|라|요|건|중|시$|후|란|및|적|상|명|지|처|자|번|인|님|일|없|있|안|때|차|비|표|호|서|내|분|용|품|청|드|부|받|못|주|기|들|물|팀|사))`,
);

type Found = { name: string; rest: string; next: string };

const nameAt = (text: string, at: number): Found | undefined => {
  WORD.lastIndex = at;
  const word = WORD.exec(text)?.[0];
  if (word === undefined || NOT_A_NAME.test(word)) return undefined;
  const lengths = LONG_SURNAME.test(word) ? [4, 3] : SURNAME.test(word) ? [3, 2] : [];
  const next = text.slice(at + word.length, at + word.length + 12);
  for (const length of lengths) {
    const name = word.slice(0, length);
    const rest = word.slice(length);
    if (name.length < length || !EXACT_ENDING.test(rest)) continue;
    if (length === 2 && !/^(?:님|씨)/.test(rest) && !(rest === '' && /^ {0,2}(?:[,.(/)\n]|$)/.test(next)))
      continue;
    return { name, rest, next };
  }
  return undefined;
};
const WORD = /[가-힣]{2,9}/y;

const partedAt = (text: string, at: number): Found | undefined => {
  PARTED.lastIndex = at;
  const name = PARTED.exec(text)?.[0];
  return name === undefined || NOT_A_NAME.test(name.replace(' ', ''))
    ? undefined
    : { name, rest: '', next: text.slice(at + name.length, at + name.length + 12) };
};
const PARTED = new RegExp(
  `(?!이 [건상제주분]|전 [상제])[${SURNAMES}] [가-힣]{1,2}(?= ?(?:님|씨|고객|인데|입니다|이고|이에요|예요|${JOB}|[,/(\\n]|$))`,
  'y',
);

/** Without a label a name must neither begin nor end like other words. */
const isBareName = (name: string): boolean =>
  name.length >= 3 && !BEGINS_A_WORD.test(name) && !ENDS_A_WORD.test(name);
const BEGINS_A_WORD = new RegExp(`^(?:${NOT_STEMS}|우리|안되|안받)`);
const ENDS_A_WORD = /[한는된던할의로도에을를은요다죠네음함됨임중꺼것게서집점팀워]$/;

const findBesideNumbers = (text: string, found: readonly Span[]): Span[] =>
  found.flatMap(({ from, to }) => {
    if (to - from < 9 || !/\d{3}|@/.test(text.slice(from, Math.min(to, from + 60)))) return [];
    const spans: Span[] = [];
    const add = (at: number): void => {
      const name = nameAt(text, at);
      if (name && isBareName(name.name)) spans.push({ from: at, to: at + name.name.length });
    };
    const behind = BEHIND_NUMBER.exec(text.slice(to, to + 20))?.[0];
    if (behind !== undefined) add(to + behind.length);
    const start = Math.max(0, from - 20);
    const before = BEFORE_NUMBER.exec(text.slice(start, from));
    if (before) add(start + before.index + before[0].search(/[가-힣]/));
    return spans;
  });
const BEHIND_NUMBER = new RegExp(
  `^\\)? {0,2}(?:[ /,(]|예금주:?) {0,2}(?=[가-힣]{3,4}? ?(?:[,.)/\\n]|$|님|씨|${COPULA}))`,
);
const BEFORE_NUMBER =
  /(?:^|[\n/,(|:.-] ?|[◼■□▪●○◎◆◇▶▷※] ?)[가-힣]{3,4}(?:(?: ?님)? {0,2}[/|,(·] {0,2}| {1,2})$/;

const THING =
  '(?:상품|제품|브랜드|업체|회사|상호|가게|매장|파일|모델|옵션|메뉴|품목|강아지|고양이|판매자|쇼핑몰|캐릭터|게임|계정)';
const WEAK_WHO = `고객|회원|신랑|신부|${SOMEBODY}`;
const LABEL = new RegExp(
  String.raw`(?<![가-힣A-Za-z])(?:변경 ?|실제 ?|새 ?)?(?:(?:(?<weak>${WEAK_WHO})|${WHO}|${OTHER_WHO})(?: ?님)?(?:의)?(?<named> ?(?:${FULL_NAME}|명)| ?정보(?= {0,3}[:=→>/|-]))?|(?:제 |저의 |본인 ?)?(?<!${THING} ?)(?:${FULL_NAME}|한글(?:로)?(?=[은:])))(?:(?: ?\([^)\n]{1,10}\))?(?<mark> {0,3}[:=→>/|)] {0,3}| {1,3}- {1,3})|(?<open> ?\()|(?<particle>[은는이가을를])? {1,2}(?:(?:똑같이|동일하게|그대로) {1,2})?)(?<quote>['"‘“「])?\(?`,
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
    const found = nameAt(text, at) ?? (isColon ? partedAt(text, at) : undefined);
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
  for (const { index, 0: lead } of text.matchAll(LEAD)) {
    const found = nameAt(text, index + lead.length);
    if (found && ((lead.startsWith('저') && IS_LED.test(found.rest)) || LED_AHEAD.test(found.next)))
      add(index + lead.length, found.name);
  }
  for (const { index, 0: both, groups: { wrong = '', right = '' } = {} } of text.matchAll(CORRECTED)) {
    const second = index + both.length - right.length;
    if (nameAt(text, index) && nameAt(text, second)?.name.startsWith(wrong.charAt(0))) {
      add(index, wrong);
      add(second, right);
    }
  }
  for (const { index, 0: word } of text.matchAll(TITLED)) {
    const found = nameAt(text, index);
    if (found?.name === word && !/[점시군구번럼때]$/.test(word)) add(index, word);
  }
  for (const { index, 0: word } of text.matchAll(IN_CONTEXT))
    if (nameAt(text, index)?.name === word && isBareName(word)) add(index, word);
  return spans;
};
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
/** The words with which people introduce themselves. */
const LEAD = /(?<![가-힣])(?:저는?|제가|(?:문의|통화|전화|연락)(?:한|했던|하신|드린|드렸던)) {1,2}/g;
const IS_LED = /^이?라고/;
const LED_AHEAD = /^ (?:이?라고|입니다|인데요?|이에요|예요)/;
/** A misspelled name, and its correction. */
const CORRECTED =
  /(?<![가-힣])(?<wrong>[가-힣]{3})['"’”」]?(?:이|가)? (?:아니고|아니라|아닌|말고) ['"‘“「]?(?<right>[가-힣]{3})/g;
const TITLED =
  /(?<![가-힣])(?:[가-힣]{3,4}?(?= ?고객님|님)|[김이박최정강조윤임한오서신권황송홍][가-힣]{2}(?=씨(?![가-힣])))/g;

const HAN_SURNAMES =
  '陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴徐周葉蘇莊江呂何羅高蕭潘簡朱鍾彭游詹胡施沈余趙盧梁顏柯孫魏翁戴范宋方鄧杜傅侯曹薛阮董溫唐藍蔣田康涂鄒尤歐古連馮姚湯石巫龔卓';
const HAN_SURNAME = `(?:范姜|歐陽|張簡|張廖|司馬|司徒|諸葛|上官|夏侯|皇甫|慕容|公孫|[${HAN_SURNAMES}])`;
const HAN_NAME = String.raw`${HAN_SURNAME}\p{Script=Han}{1,2}`;
const HAN_TITLE = '小姐|先生|女士|太太|阿姨|媽媽|同學';
const CHINESE_KIN =
  '老公|老婆|太太|媽媽|爸爸|兒子|女兒|[姐姊]姊|姐姐|妹妹|哥哥|弟弟|朋友|同事|家人|室友|同學';
const NOT_HAN =
  '高興|高中|方向|田園|古早|曾經|連同|連我|連假|沈重|溫馨|莊嚴|方便|連絡|連續|謝謝|何時|余額|高雄|許可|溫度|石頭|古董|田地|簡訊|簡單|游泳|康復|江湖|杜絕|卓越|周末|周邊|高度|宋體|黃色|藍色|方式|王牌';
const CHINESE = new RegExp(
  [
    String.raw`(?<=(?:姓名|名字|${CHINESE_WHO}|${CHINESE_KIN}|客戶|客人|顧客|會員|買家|我叫|我是|本人|改成|改為)(?:的?(?:姓名|名稱|名字|大名))?(?:[寫填打]錯了?[ ,]{0,2}(?:應該|正確))? {0,2}[:|是為叫]? {0,2})(?!${NOT_HAN})${HAN_NAME}(?=(?:${HAN_TITLE}|電話|手機|聯絡|地址|代收|代領)|[^\p{Script=Han}]|$)`,
    String.raw`(?!${NOT_HAN})${HAN_SURNAME}\p{Script=Han}{0,2}?(?=${HAN_TITLE})`,
  ].join('|'),
  'gu',
);
const findChinese = (text: string): Span[] =>
  /\p{Script=Han}/u.test(text)
    ? [...text.matchAll(CHINESE)].map(({ index, 0: name }) => ({ from: index, to: index + name.length }))
    : [];

/** Excludes the names of products. */
const LATIN_LABEL =
  /(?<![A-Za-z])(?<!(?:product|item|brand|shop|store|company|file|model|user|option|seller|color|design) )(?:(?<clear>(?:full |first |last |english |(?:customer|recipient|buyer|receiver|sender|holder|orderer|guest)(?:'s)? |my |contact |under the )name(?: of)?|(?<=(?:^|[,.;:(/\n]) ?)name|account (?:holder|owner|name)|card ?holder|영문 ?(?:명|이름|성함)|이름|성함|성명|姓名|收件[人者]|訂購人|英文名)|(?<![가-힣])(?:수령인|수취인|예금주)|recipient|receiver|consignee|addressee|sender|shipper|beneficiary|payer|buyer|customer|contact(?: person)?|attn)(?<mark>(?: is)? {0,2}[:=] {0,3})?(?: is)?(?:은|는)? {0,2}/gi;
const LATIN_NAME =
  /(?!(?:No|None|Not|Unknown|Same|Please|Change|Wrong)(?![A-Za-z]))[A-Z][A-Za-z'.-]+(?:,? [A-Z][A-Za-z'.-]*){0,3}/y;
const findLatin = (text: string): Span[] => [
  ...[...text.matchAll(LATIN_TITLED)].map(({ index, 0: name }) => ({ from: index, to: index + name.length })),
  ...[...text.matchAll(LATIN_LABEL)].flatMap(({ index, 0: label, groups = {} }) => {
    if (groups['clear'] === undefined && groups['mark'] === undefined) return [];
    LATIN_NAME.lastIndex = index + label.length;
    const name = LATIN_NAME.exec(text)?.[0].replace(/[.,-]$/, '');
    if (name === undefined || (groups['mark'] === undefined && !name.includes(' '))) return [];
    return [{ from: index + label.length, to: index + label.length + name.length }];
  }),
];
/** After a title, or in capitals after a word for a name, with a frequent surname. */
const LATIN_TITLED = new RegExp(
  [
    String.raw`(?<=(?<![A-Za-z])(?:Mr\.|Mrs\.?|Ms\.?) )[A-Z][a-z'-]{1,20}(?: [A-Z][a-z'-]{1,20})?(?![A-Za-z])`,
    String.raw`(?<![A-Za-z])(?=[A-Z]{2})(?<=(?:이름|성함|성명|영문|영어|여권|통관|명의|英文|姓名|護照)(?!표| ?(?:각인|자수|스티커|케이스|지갑|커버))[^A-Z\n]{1,30})(?:KIM|LEE|YI|PARK|PAK|CHOI|JUNG|JEONG|CHUNG|KANG|CHO|YOON|YUN|JANG|LIM|IM|HAN|OH|SEO|SHIN|KWON|HWANG|AHN|AN|SONG|HONG|YOO|YU|JEON|KO|GO|MOON|YANG|BAE|BAEK|NAM|NOH|HEO|SIM|HA|CHEN|LIN|HUANG|CHANG|WANG|WU|LIU|TSAI|HSU|CHENG|HSIEH|KUO|TSENG|CHIU|LIAO|LAI|CHOU|YEH|SU|LU|LO|CHIANG)(?:,? [A-Z]{2,12}){1,2}(?![A-Za-z])`,
  ].join('|'),
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
    String.raw`(?<![가-힣])[${SURNAMES}][*○〇◯oO0xX]{1,2}[가-힣]?(?= ?(?:님|고객|씨|[,.\n]|$))`,
    String.raw`(?:^|\n)(?!${NOT_HAN})${HAN_NAME}(?= ?(?:您好|你好|敬上|,|，|$|\n))`,
    String.raw`\b(?:Dear|Hi|Hello) (?!(?:Customer|Sir|Madam|There|All|Buyer|Valued|Team|Everyone|Friend|Guest|Shopper)\b)[A-Z][a-z]{1,20}(?=[ ,.!:\n]|$)`,
    String.raw`\b(?:[Rr]egards|[Ss]incerely|[Yy]ours|[Cc]heers),?\s{1,3}[A-Z][a-z]{1,20}(?: [A-Z][a-z]{1,20})?(?=[.\s]*$)`,
  ].join('|'),
  'u',
);
