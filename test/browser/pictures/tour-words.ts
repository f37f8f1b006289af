import { fill } from '../../../local/page/client/fill.ts';
import { PAGE_TEXTS } from '../../../local/page/texts.ts';
import { WORDING } from '../../../lib/slack/wording/wording.ts';
import type { ActScene } from '../../../local/page/day/plan-day.ts';
import type { Language } from '../gallery/made-up-team.ts';
import type { TourScene } from './tour-scenes.ts';

type Own = Record<ActScene, { title: string; text: string }> &
  Record<'arrival' | 'morning' | 'report', { text: string }>;

type Words = {
  title: string;
  /** Above the first scene. */
  intro: string;
  scenes: Own;
};

/** The tour's words where the page's captions invite to press or speak of the page. */
const OWN: Record<Language, Words> = {
  en: {
    title: 'A day with the cards',
    intro: 'The guided day of `npm start`, scene by scene. All data is made up.',
    scenes: {
      arrival: {
        text: "Coupang's agent hands an inquiry over, and closes it after 24 hours without an answer. One card appears, with the deadline.",
      },
      morning: {
        text: '“Unconfirmed” needs only a confirmation, “Unanswered” needs an answer. ⚪ means that no warning has come yet.',
      },
      claim: {
        title: 'Hana claims it',
        text: 'She presses [{claim}], and the card shows her name. So two people never answer the same inquiry.',
      },
      order: {
        title: 'She looks at the order',
        text: '[{order}] shows where the parcel is, its invoice number, and earlier inquiries about the order or product. Nobody has to open WING.',
      },
      reply: {
        title: 'She replies',
        text: '[{reply}] opens a form with the team’s templates. The preview shows exactly what the buyer gets, before anything is sent.',
      },
      guard: {
        title: 'The check before sending',
        text: 'It warns of what a reply should not hold: here a contact outside Coupang. She goes back and changes it.',
      },
      question: {
        title: 'A product question comes',
        text: 'It comes into the same channel, marked 🛍️. Everybody reads the answer, so personal data and order numbers are never sent.',
      },
      confirm: {
        title: 'One press confirms',
        text: 'This hand-over only reports something and needs no answer. After [{confirm}] the card turns to ✅.',
      },
      home: {
        title: 'The Home',
        text: 'The app’s Home lists what is left, the nearest deadline first. Everybody sees the same board.',
      },
      report: {
        text: "Yesterday's arrivals and ends, and the share answered within 24 hours. Questions have a line of their own.",
      },
    },
  },
  ko: {
    title: '카드와 함께하는 하루',
    intro: '`npm start`의 둘러보기를 장면마다 옮겼습니다. 모두 가상 데이터입니다.',
    scenes: {
      arrival: {
        text: '쿠팡 상담사가 문의를 넘겼고, 24시간 안에 답하지 않으면 쿠팡이 닫습니다. 마감이 적힌 카드가 한 장 올라옵니다.',
      },
      morning: {
        text: '‘미확인’은 확인만 하면 되고 ‘미답변’은 답변이 필요합니다. ⚪는 아직 알림이 나가지 않은 건입니다.',
      },
      claim: {
        title: '하나 님이 담당합니다',
        text: '[{claim}]를 누르면 카드에 이름이 적힙니다. 두 사람이 같은 문의에 답하는 일이 없습니다.',
      },
      order: {
        title: '주문 정보를 봅니다',
        text: '[{order}]를 누르면 배송 상태와 송장번호, 같은 주문이나 상품의 지난 문의가 보입니다. WING을 열지 않아도 됩니다.',
      },
      reply: {
        title: '답변합니다',
        text: '[{reply}]를 누르면 팀의 서식을 골라 쓸 수 있습니다. 보내기 전에 고객이 받을 내용을 그대로 보여 줍니다.',
      },
      guard: {
        title: '보내기 전 확인',
        text: '답변에 넣으면 안 되는 내용을 알려 줍니다. 여기서는 쿠팡 밖의 연락처입니다.',
      },
      question: {
        title: '상품 문의가 들어옵니다',
        text: '상품 페이지의 문의도 같은 채널에 🛍️로 올라옵니다. 답변은 누구나 볼 수 있어서 개인정보와 주문번호는 보내지 않습니다.',
      },
      confirm: {
        title: '확인은 한 번에',
        text: '알리기만 하는 이관이라 답변은 필요 없습니다. [{confirm}]를 누르면 카드가 ✅로 바뀝니다.',
      },
      home: {
        title: '홈',
        text: '앱의 홈에는 남은 문의가 마감이 가까운 순서로 모여 있습니다. 팀 모두가 같은 목록을 봅니다.',
      },
      report: {
        text: '어제 들어온 건과 끝난 건, 24시간 안에 답한 비율입니다. 상품 문의는 따로 한 줄로 나옵니다.',
      },
    },
  },
  'zh-TW': {
    title: '有卡片的一天',
    intro: '`npm start` 導覽的每一幕。所有資料都是虛構的。',
    scenes: {
      arrival: {
        text: '酷澎的客服轉交了一件詢問，24 小時內沒有回覆就會結案。頻道會出現一張寫著期限的卡片。',
      },
      morning: {
        text: '「未確認」只要確認，「未回覆」需要回覆。⚪ 表示還沒有發過提醒。',
      },
      claim: {
        title: '荷娜負責這一件',
        text: '按下「{claim}」，卡片會顯示姓名。不會有兩個人回覆同一件詢問。',
      },
      order: {
        title: '查看訂單資訊',
        text: '「{order}」顯示配送狀態、物流單號，以及同一訂單或商品的過往詢問。不必開啟 WING。',
      },
      reply: {
        title: '回覆',
        text: '按下「{reply}」可以選用團隊的範本。送出前會先顯示買家收到的內容。',
      },
      guard: {
        title: '送出前檢查',
        text: '回覆裡不該有的內容會先提醒，這裡是酷澎以外的聯絡方式。',
      },
      question: {
        title: '商品詢問進來了',
        text: '商品頁面上的詢問也會以 🛍️ 出現在同一個頻道。回覆所有人都看得到，所以個人資料和訂單編號不會送出。',
      },
      confirm: {
        title: '按一下就確認',
        text: '這件轉交只是通知，不必回覆。按下「{confirm}」，卡片就變成 ✅。',
      },
      home: {
        title: '首頁',
        text: '應用程式的首頁依期限列出剩下的詢問。整個團隊看到的都一樣。',
      },
      report: {
        text: '昨天進來和結案的件數，以及 24 小時內回覆的比例。商品詢問另列一行。',
      },
    },
  },
};

export const frameOf = (language: Language): Pick<Words, 'title' | 'intro'> => OWN[language];

/** The heading of a scene and its one or two sentences. */
export const sayScene = (scene: TourScene, language: Language): { title: string; text: string } => {
  const { titles, reasons } = PAGE_TEXTS[language].day;
  const own: Partial<Record<TourScene, { title?: string; text: string }>> = OWN[language].scenes;
  const { title = titles[scene], text } = own[scene] ?? { text: reasons[scene] };
  const { claim, order, reply, confirm } = WORDING[language].act.button;
  return { title, text: fill(text, { claim, order, reply, confirm }) };
};
