/** `filler`: says nothing without other words. */
export const kindOfWord = (word: string): 'word' | 'filler' | undefined => {
  if (FILLERS.test(word) || OTHER_FILLERS.has(word)) return 'filler';
  return NOUNS.test(word) || PREDICATES.test(word) || OTHER_WORDS.has(word) ? 'word' : undefined;
};

const words = (text: string): string[] => text.trim().split(/\s+/);
const oneOf = (text: string): string => `(?:${words(text).join('|')})`;

/**
 * The words of returns. None is a usual name, surname or place: `지연` (late) and `유리` (glass) are given names, so they are not here. A word has
 * at least two syllables, three Latin letters or two Han characters, since surnames are shorter. A test compares the words with common names.
 */

const NOUN = oneOf(`
  반품 환불 교환 취소 주문 구매 구입 결제 배송비 배송지 배송 택배비 택배 출고 발송 도착 수령 수거 회수 재고 품절 할인 쿠폰 가격 최저가 비용
  상품 제품 물건 물품 사이즈 색상 색깔 색감 컬러 디자인 재질 두께 무게 크기 품질 냄새 소음 포장 박스 상자 비닐 구성품 사은품 부속품 부품
  본품 설명서 라벨 스티커 유통기한 유효기간 배터리 충전 화면 버튼 뚜껑 손잡이 지퍼 단추 기능 불량품 불량 하자 파손 오염 얼룩 흠집 스크래치
  기스 구멍 실밥 보풀 변질 곰팡이 이물질 벌레 누수 누락 분실 고장 오작동 미작동 작동 오류 에러 문제 결함 훼손 변색 오배송 오주문 미배송
  미수령 미도착 중복 실수 착오 잘못 옵션 수량부족 수량오류 부족 설명 상세페이지 상세설명 광고 사진 실물 실제 정품 가품 짝퉁 중고 사용감
  사용법 개봉 단순변심 변심 고객 구매자 판매자 업체 불만족 불만 불편 필요 사용 호환 설치 조립 착용감 착용 요청 신청 접수 확인 처리 입력 생각 흔적 저렴 선물 마감`);

/** A street is often named by two syllables and 로. */
const LONG_ENOUGH_FOR_RO = '(?<=^[가-힣]{3,})';
/** The syllables that end in a vowel. */
const OPEN = `[${Array.from({ length: 399 }, (_, index) => String.fromCodePoint(0xac00 + index * 28)).join('')}]`;
const NOUN_ENDING = [
  `(?<!${OPEN})${oneOf('이 은 을 과 으로 이랑 이라 이라서 이에요 이네요 이었어요 이었습니다')}`,
  `(?<=${OPEN})(?:${oneOf('가 는 를 와 랑 라서 예요 네요 였어요 였습니다')}|${LONG_ENOUGH_FOR_RO}로)`,
  oneOf(`
    의 에 도 만 에서 보다 까지 부터 처럼 입니다 인데 이예요 때문에 때문 관련
    한 할 함 해요 합니다 했어요 했습니다 했음 했던 해서 하고 하여 하려고 하려구요 하고싶어요 하고싶습니다 하지 했는데 하는 하기 하네요 하겠습니다
    됨 돼요 됩니다 됐어요 됐습니다 됐음 되었어요 되었습니다 되었음 되어 되어서 돼서 되고 되지 되는 된 되네요 되어있어요 되어있음
    없음 없어요 없습니다 없어서 있음 있어요 있습니다 있어서 못함 못했어요 났어요 났습니다 났음 나서 난`),
].join('|');

/** Endings after a past such as `왔`. */
const PAST = oneOf('어요 습니다 음 네요 는데 어서 고 던');
const HAS_BECOME = `(?:졌${PAST}|짐|져서|져요|져|진|지고|져있어요|져있음)`;
const PREDICATE = [
  '[작짧좁얇](?:아요|아서|아|습니다|음|네요|은|은데|고|다|았어요|았습니다|게)',
  '[넓늦](?:어요|어서|어|습니다|음|네요|은|은데|고|다|었어요|었습니다|게|어져서|어지고)',
  '(?:두꺼|무거|가벼|어두|아쉬|헐거)워(?:요|서)|(?:두껍|무겁|가볍|어둡|아쉽|헐겁)(?:습니다|네요|고|다)',
  '커(?:요|서)|큽니다|크네요|크고|크다|큰데|비싸(?:요|서|네요|고)|비쌉니다|느려(?:요|서)|느립니다|느리네요|느림',
  '달라(?:요|서)|다(?:릅니다|르네요|르고|르게|르다|름|른|른데)|틀려(?:요|서)|틀립니다',
  `(?:없|있)(?:${PAST}|었${PAST}|다|는|어져서|어졌${PAST}|어짐|이)|아니(?:고|라|에요|예요|지만|었어요)|아닙니다|아닌데|아닌|않(?:아요|습니다|음|네요|아서|고|다|았${PAST}|은|는)`,
  '안(?:맞|좋)(?:아요|아서|습니다|음|네요|고|는)|안들(?:어요|어와요|어옵니다|어옴|어서|고|었어요)|안(?:와요|와서|왔어요|왔습니다|왔음|옵니다|됩니다|돼요|되네요|되고|돼서|됐어요)',
  '안(?:해요|합니다|함|하네요|해서|했어요|됨|되어서|옴|맞음)|안(?:켜|열)(?:져요|짐|집니다|져서|려요|립니다|려서)|못(?:받았어요|받았습니다|받음|받아서|쓰겠어요|써요|입어요|입겠어요|했어요|했습니다|함|해서|하고)',
  '맞지|좋지|받지|들지|되지|오지|나지|켜지지|열리지|하지|어울리지',
  `(?:찢어|깨|부러|망가|구겨|터|떨어|빠|벗겨|끊어|바뀌어|달라|커|작아|없어|싫어)${HAS_BECOME}`,
  `(?:왔|샀|시켰|골랐|눌렀|바꿨)${PAST}|받았는데|잘못(?:왔${PAST}|옴|와서|온|샀${PAST}|시켰${PAST}|골랐${PAST}|눌렀${PAST})`,
  '이상(?:해요|하네요|합니다|해서|하고|했어요)|싫(?:어요|어서|습니다)|싶(?:어요|습니다|음|어서)|바꿔주세요|바꾸고',
  '색[이은도]|심(?:해요|합니다|해서|하고|하네요)|새요|샙니다|껴요|낍니다|지났어요|지났습니다|묻어|묻어있어요|묻었어요|걸려서|걸려요|받고|찾음|들어있지',
].join('|');

/** Words that say nothing alone. */
const KOREAN_FILLER = oneOf(`
  너무 아주 매우 정말 진짜 전혀 계속 자꾸 아직 아직도 다시 그냥 오래 조금 약간 많이 더이상 원래 갑자기 생각보다 때문에 때문 그래서 그리고 하지만
  그런데 처음부터 생각한 채로 빨리 것과 것보다 같은 같아요 같습니다 있어요 있습니다 있는 싶어요 싶습니다 합니다 해요 했어요 했습니다 주세요`);

const ENGLISH = words(`
  arrive arrived arriving broke broken cancel cancelled canceled cancellation change changed cheaper color colour colours colors crack cracked
  damage damaged defect defective delay delayed deliver delivered delivery description dirty duplicate duplicated dislike different differs
  exchange expensive expired faulty fit fits function heavy incompatible incomplete incorrect item items leak leaked leaking late loose
  malfunction mind missing mistake mistaken model need needed option order ordered package packaging part parts photo picture poor product
  quality quantity received refund replace replacement return returned returning scratch scratched scratches shipping size sizes smaller bigger
  larger smell smells stain stained stopped tight torn twice unwanted used want wanted weight work working works worn wrong`);
const ENGLISH_FILLERS = words(`
  about after again and any anymore are aren't because been before but cannot can't didn't does doesn't don't ever expected for from had has
  have isn't it's its just longer more much never not only than that the them then there these they this too was wasn't were when which with
  without won't would`);

const ENGLISH_PHRASES = [
  'my mind',
  ...words('big small large long short tight loose heavy thin thick slow expensive').map(
    (word) => `too ${word}`,
  ),
];

/** Chinese has no spaces. `收到` is only here with its `沒`. */
const HAN = words(`
  改變心意 不喜歡 不需要 不想要 不想買 買重複 不符合 不合適 不一樣 無法使用 不能用 不能使用 沒有收到 尚未收到 還沒收到 沒收到 未收到 未送達 買錯 訂錯 寄錯 送錯 選錯
  下錯 重複 重覆 瑕疵 破損 損壞 損毀 壞掉 故障 漏水 破裂 破洞 刮痕 髒污 污漬 異味 發霉 過期 缺件 缺少 少件 短少 漏寄 遺失 色差 顏色 尺寸 尺碼 大小
  太大 太小 太長 太短 太重 太慢 太晚 太貴 太緊 太鬆 不合 不符 不對 不同 不要 不想 品質 質量 材質 規格 型號 款式 數量 商品 產品 物品 包裝 外盒 配件
  想像 描述 敘述 說明 照片 圖片 實品 實物 延遲 延誤 配送 出貨 到貨 運送 物流 退貨 退款 換貨 取消 訂單 下單 錯誤 問題 使用 顧客 買家 賣家 需要`);
/** They are in no usual name. */
const HAN_FILLERS = words('送到 時 因為 所以 但是 而且 已經 還是 沒有 不是 不 沒 未 的 了 是 很 跟 和 與 也');

const NOUNS = new RegExp(`^${NOUN}{1,3}(?:${NOUN_ENDING})?$`);
const PREDICATES = new RegExp(`^(?:${PREDICATE})$`);
const FILLERS = new RegExp(`^${KOREAN_FILLER}$`);
const OTHER_WORDS = new Set([...ENGLISH, ...ENGLISH_PHRASES, ...HAN]);
/** No usual surname, as `an`, `so`, `in`, `on` and `my` are. */
const SHORT_FILLERS = words('a as at be by i is it me of or to we 더 및 좀 잘 것 게 등');
const OTHER_FILLERS = new Set([...ENGLISH_FILLERS, ...HAN_FILLERS, ...SHORT_FILLERS]);

/** Words without spaces around them, and words that count only together: `small` alone is a surname. The longest first. */
export const PHRASES = [...HAN, ...HAN_FILLERS, ...ENGLISH_PHRASES].sort((a, b) => b.length - a.length);
