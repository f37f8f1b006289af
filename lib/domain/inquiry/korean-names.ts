/**
 * Recognises Korean names. A name in its strict form has a surname, syllables of given names, and is no other word: so much is needed where
 * only a title or an introduction shows a name. Behind a label a name may be unusual.
 */

const SURNAMES =
  '김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육맹제모탁국은편용예경봉복태목피빈온단라';
const LONG_SURNAMES = '남궁|황보|제갈|사공|선우|서문|독고|동방';
/** First and last syllables of given names with two, and the syllables that are a given name alone. */
const FIRST =
  '가강건겨경고광교구국권귀규근금기길나난남노누늘다단달대덕도동두라래려련로루류리린마만말명모무문미민바백범벼벽별병보복본봄봉빈빛사상새샛서석선설성세소솔송수숙순슬승시신심아안애양언여연영예오옥온완요용우운웅원월유윤율은을의이익인일임자장재정제종주준중지진찬창채천철초춘충치태택평하학한해향헌혁현형혜호홍화환효후훈휘희힘';
const LAST =
  '가강건걸결겸경고곤관광교구국권규균근금기길꽃나남늘니다단달담대덕도동두라란람랑래련령례로록롱룡루률름리린림마만명모무문미민밀배백범벗벼별병보복본봄봉비빈빛산살삼상새샘생서석선설섭성세소솔송수숙순숲슬승식신실심아안애양언얼업연열엽영예오옥온올완용우욱운울웅원월유윤율은을음의이익인일임잎자장재전정제조종주준중지직진찬창채천철초춘치태택필하학한해헌혁현협형혜호홍화환회효후훈휘흠희';
const ALONE = '건겸결린별빈설솔슬율윤웅욱준찬철혁현환훈휘희';

const LONG_SURNAME = new RegExp(`^(?:${LONG_SURNAMES})`);
export const SURNAME = new RegExp(`^[${SURNAMES}]`);
/** The form of a full name. `isFullName` excludes other words. */
export const FULL_NAME = `(?:(?:${LONG_SURNAMES}) ?[가-힣]{1,2}|[${SURNAMES}] ?[${FIRST}][${LAST}]|[${SURNAMES}][${ALONE}])`;
/** A name with hidden syllables. */
export const HIDDEN_NAME = String.raw`[${SURNAMES}](?:[*○◯〇]{1,3}(?!\*)[가-힣]?|[OoXx]{2})`;
const PARTICLE = '이|가|은|는|을|를|의|과|와|랑|도|만|로|으로|께서?|에게|한테|이랑';
export const COPULA =
  '입니[다당까]|이에요|예요|에요|이예요|이며|이고요?|이구요?|구요|이라[고는]?|라고|인데요?|인가요|이요|요|이라서|이었|이세요|이십니다|이신데요?|임|으로|그대로';
export const TITLE = '님|씨|고객님?|회원님?|선생님';
const EXACT_ENDING = new RegExp(`^(?:(?:${TITLE})?(?:${PARTICLE}|${COPULA})?)$`);
/** A job title after a name. */
export const JOB = '대리|과장|차장|부장|팀장|실장|주임|매니저|선생';

/** Things, places and requests that begin like a name. */
const NOT_STEMS =
  '연락|전화|주소|주문|주민|구매|정보|문의|문자|고객|현관|변경|변심|배송|배달|송장|송금|안내|안심|안됨|오류|오기|오전|오후|오늘|오배|반품|반송|신청|신분|이메|이름|이용|이후|이상|이전|이번|이중|이사|이유|이동|이체|이미|이쪽|이거|이것|이건|이게|이제|이런|이렇|이의|이하|이외|전달|전체|전산|전부|전송|정상|정확|정정|정도|정품|성함|성명|성별|하자|하나|하단|한글|한번|한자|유선|유무|유효|지연|지정|지급|지금|지역|지번|공동|공란|공백|공개|공식|공용|현재|현장|현금|기재|기존|기타|기입|기사|금액|금일|제품|제공|제외|제목|조회|조건|조금|주의|주말|방문|방법|방금|원본|원인|원하|원래|경비|경우|경과|도착|도로|도움|명의|명확|모두|모델|모바|문앞|문제|문구|부재|불명|상이|서비|서명|서류|서울|선택|선물|선불|설치|설명|소재|소유|소중|손상|수정|심각|실제|양식|여권|여부|여러|예금|예약|예상|예정|용도|우선|우편|우수|위치|위와|위임|은행|인증|임의|임시|입력|입금|장소|장기|정기|진행|진위|차단|차이|차액|최초|최근|최종|추가|추후|취소|통관|통화|표기|표시|피해|한도|확인|회수|회신|강하|계속|구성|구분|국내|국제|권한|길어|길고|나와|나오|나머|남겨|남은|남아|남편|노출|마감|마지|만료|미기|백화|변동|복사|본인|빈칸|사유|상담|상세|상품|석식|성인|송부|신규|신속|신상|안전|양도|양수|연동|연결|영문|오타|온라|요청|용량|원활|유지|은박|의뢰|인쇄|일치|전원|접수|정리|조치|조절|주차|주식|준비|지불|직접|진열|채팅|천천|철회|추천|출고|태그|편의|포장|표면|하여|하셔|함께|해외|허위|현지|환불|황당|예쁘|예뻐|고장|고민|고정|고급|배너|배터|선생|사장|고양|부모|매니|지점|판매|담당|배우|손님|공주|신랑|신부|어머|아버|원장|모님|이웃|이불|구입|결제|이처|하지|지난|최우|공유|정수|제주|전주|강남|안양|한국|장애|임신|정회|고등|전업|남자|여자|직장|경기|강원|인천|광주|천안|원주|안산|성남|안동|구미|여수|진주|설정|지원|김포|김치|오산|양산|양주|하남|남양|전라|경상|남해';
/** Matches words that begin like a name, but are not names. */
export const NOT_A_NAME = new RegExp(
  `^(?:(?:남동생|여동생|남친|여친|이모부?|고모부?|장인|조카|강아지|고양이|우체국|경비원|임직원|유치원|노트북|이어폰|현관문|우리집|신제품)(?:$|${PARTICLE}|${COPULA})|[오미]기재|이니셜|모름|최우수|공유기|정수기|이처럼|하지만|(?:${NOT_STEMS})(?:$|[은는이가을를의도만로에와과]|하[고기는여셔시신게지]|하$|되|된|됨|될|해|했|함|할|한$|으로|까지|부터|라|요|건|중|시$|후|란|및|적|상|명|지|처|자|번|인|님|일|없|있|안|때|차|비|표|호|서|내|분|용|품|청|드|부|받|못|주|기|들|물|팀|사))`,
);
/** Words with the form of a full name. */
const NOT_FULL = new Set(
  `
  강아지 강의실 경기장 경보기 경호원 고교생 고구마 고대로 고마운 고무신 고시생 고시원 고아원 고용주 고학생 공무원 공유기 구두창 구만원 구성원 구충제 국가관 국경일 국제선 금요일 기다리 기다린 기성복 남겨진
  남동생 남보라 남성복 남성용 남아용 남자애 남학생 노동자 단단한 단말기 단무지 도라지 도우미 도자기 도화지 마무리 마사지 모기장 목도리 목요일 문제지 민원인 반가운 반려인 반바지 반자동 반창고 방송인 방수용
  방수제 방충제 방한모 방한복 방한용 방한화 방향제 배달원 배송원 배송지 백설기 백일홍 변기용 변호인 봉선화 서구식 서운한 선인장 설명서 소고기 소나무 소상인 소시지 소요한 소화기 소화제 손난로 손수건 송신기
  송신자 신문지 신사복 신사용 신선로 신선한 신학기 신호기 안마기 안정기 안주인 양고기 양귀비 양동이 양말용 양송이 여고생 여기로 여대생 여동생 여사원 여선생 여성복 여성용 여성화 여아용 여자애 여중생 여학생
  연구생 연구실 연구용 연구원 연구자 연기자 연노랑 연보라 연소자 연수생 연예인 연자주 연장자 연주자 연초록 연하늘 염모제 예금주 오래전 오로지 오이지 오주문 옥수수 온라인 온수기 온종일 왕초보 우리도 우리의
  우유병 원주민 위아래 위원장 유달리 유동식 유리문 유리병 유리창 유명인 유선형 유아기 유아복 유아용 유아원 유연성 유연제 유치원 유학생 육아용 육아인 이다음 이대로 이동식 이동장 이동형 이로운 이리로 이만원
  이미지 이민자 이사장 이상형 이용권 이용인 이유식 이정도 이제서 이주일 이주자 이지경 임대인 임시용 장기수 장신구 장애인 장학금 장학생 전단지 전동기 전문가 전문성 전문의 전문직 전사지 전시실 전시용 전시회
  전용기 전자기 전자동 전학생 전화기 전후로 정규식 정규직 정말로 정상인 정수기 정장용 정중한 정치인 제구실 제대로 제보자 제수용 제안서 제안자 제자리 제초제 조리용 조사원 조용한 조정기 주말용 주무관 주문서
  주문인 주사기 주소록 주소지 주요한 주인장 지겨운 지나가 지난달 지난주 지문인 지사장 지은이 지하철 진노랑 진단서 진달래 진보라 진심인 진자주 진정서 진초록 진하늘 차가운 차세대 차주인 채송화 천일홍 최강자 최고가
  최고치 최신식 최신형 최연소 최우수 추천인 탁상용 편리성 편지지 표백제 표준형 피신고 피의자 하루만 하루치 한가지 한국인 한달전 한동안 한자리 한정식 현미경 현장인 현주소 현지인 홍보용
`.split(/\s+/),
);
const STEM_WORD = new RegExp(
  `^(?:${NOT_STEMS})[건중시후적명자번분품일내은는을를의도만에한해할됨이로가재상하]?$`,
);
/** Words after `이`, `한` or `전`, which are also words. No given names. */
const NOT_GIVEN =
  /^(?:여성|남성|모든|다음|사람|가지|오신|하신|가신|사신|도시|가구|기기|나이|사이|시기|제조|대의)$/;
const NOT_SHORT =
  /^(?:[주국서시이고예]민|[기표수]준|[사추전행진]진|반찬|[유손]건|문건|조건|여건|[배전연소시신]설|[표구현]현|[이구차]별|[기여]린|[반교전소순]환|국빈|남철|공철|하철|[선강]철|명철|[기차]훈|교훈|은혁|변혁|비율|효율|선율|배율|고결|[연판미]결|[성남공]희)$/;

/** @param name of the form `FULL_NAME` */
export const isFullName = (name: string): boolean => {
  const [surname = '', given] = name.split(' ');
  if (given !== undefined && surname.length === 1 && (NOT_GIVEN.test(given) || STEM_WORD.test(given)))
    return false;
  const joined = `${surname}${given ?? ''}`;
  return !NOT_FULL.has(joined) && !STEM_WORD.test(joined) && !NOT_SHORT.test(joined);
};

const IS_FULL = new RegExp(`^${FULL_NAME}$`);
const isStrict = (name: string): boolean => IS_FULL.test(name) && isFullName(name);

export type Found = { name: string; rest: string; next: string };

/** @param mayBeLong accepts a surname with a given name of three syllables, which may be any word */
export const nameAt = (text: string, at: number, mayBeLong = false): Found | undefined => {
  WORD.lastIndex = at;
  const word = WORD.exec(text)?.[0];
  if (word === undefined || (NOT_A_NAME.test(word) && !isStrict(word.slice(0, 3)))) return undefined;
  const lengths = LONG_SURNAME.test(word) ? [4, 3] : SURNAME.test(word) ? [3, 2] : [];
  if (mayBeLong && word.length === 4 && lengths.length > 0 && !BEGINS_A_WORD.test(word)) lengths.push(4);
  const next = text.slice(at + word.length, at + word.length + 12);
  for (const length of lengths) {
    const name = word.slice(0, length);
    const rest = word.slice(length);
    if (name.length < length || !EXACT_ENDING.test(rest)) continue;
    if (
      length === 2 &&
      !(rest !== '' && isStrict(name)) &&
      !/^(?:님|씨)/.test(rest) &&
      !(rest === '' && /^ {0,2}(?:[,.(/)\n]|$)/.test(next))
    )
      continue;
    return { name, rest, next };
  }
  return undefined;
};
const WORD = /[가-힣]{2,9}/y;

export const partedAt = (text: string, at: number): Found | undefined => {
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

/** Without a label a name must have the strict form, or neither begin nor end like other words. */
export const isBareName = (name: string): boolean =>
  name.length >= 3 && (isStrict(name) || (!BEGINS_A_WORD.test(name) && !ENDS_A_WORD.test(name)));
const BEGINS_A_WORD = new RegExp(`^(?:${NOT_STEMS}|우리|안되|안받)`);
const ENDS_A_WORD = /[한는된던할의로도에을를은요다죠네음함됨임중꺼것게서집점팀워]$/;
