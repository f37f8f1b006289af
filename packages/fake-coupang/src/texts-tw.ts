import type { Catalogue, Glossed } from './catalogue.ts';
import type { Random } from './random.ts';
import type { AskFacts, MarketTexts, Template } from './texts.ts';

const CATALOGUE: Catalogue = {
  products: [
    { name: '純棉圓領短袖上衣，米白，M', goods: 'clothes' },
    { name: '羊毛混紡短大衣，炭灰，L', goods: 'clothes' },
    { name: '鬆緊腰寬褲，黑色，L', goods: 'clothes' },
    { name: '幼兒刷毛居家服套裝，奶油色，110', goods: 'clothes' },
    { name: '糙米鍋巴，300g，6 包', goods: 'food' },
    { name: '去骨鯖魚片，1kg，1 包', goods: 'food' },
    { name: '蜂蜜柚子茶，1kg，2 罐', goods: 'food' },
    { name: '超細纖維薄被 &amp; 枕套組，灰色，雙人', goods: 'living' },
    { name: '摺疊收納箱，透明，66L，3 入', goods: 'living' },
    { name: '不鏽鋼排水孔濾網，90mm，2 入', goods: 'living' },
    { name: '靜音桌上型電風扇，白色', goods: 'appliance' },
    { name: '4L 加濕器 &quot;超音波&quot;，白色', goods: 'appliance' },
    { name: '輕量摺疊露營椅，卡其，2 入', goods: 'outdoor' },
    { name: '速開遮陽帳，米色，3 至 4 人', goods: 'outdoor' },
    { name: '犬用尿布墊，小型，100 片', goods: 'pet' },
    { name: '貓抓板，原木，大型', goods: 'pet' },
  ],
  stories: {
    question: [
      {
        category: '退貨>退款>退款日期',
        order: 'returned',
        text: '顧客表示已將商品寄回，但還沒收到退款。寄件單交給大樓管理室了，手邊沒有單號。請回覆是否已收到退貨，以及預計退款日。',
        en: 'The customer has sent the goods back and has no refund yet. They left the parcel with the building’s guard and do not know its number. Please reply whether the return has arrived, and when the refund is due.',
        answer: '退回的商品今天已送達。\r\n\r\n檢查沒有問題後，今天就會核准退款。',
        again: {
          text: '已超過先前說明的日期，顧客表示仍未收到退款。請回覆確切的退款日期。',
          en: 'The date you named has passed, and the customer asks again for the refund. Please reply with its exact date.',
        },
      },
      {
        category: '配送>配送延遲>出貨日確認',
        order: 'in-transit',
        text: '已超過預定到貨日，顧客還沒收到商品。請回覆是否已出貨，以及預計到貨日。',
        en: 'The delivery date has passed, and the customer has not received the goods. Please reply whether they have been shipped, and when they will arrive.',
        answer: '商品預計今天出貨，出貨後 1 至 2 天送達。\r\n\r\n延誤造成不便，深感抱歉。',
        templates: [
          {
            name: '出貨日說明',
            text: '您好：\n您在 {訂購日期} 訂購的 {商品名稱} 今天出貨，1 至 2 天內會送達。\n延誤造成不便，深感抱歉。\n訂單編號 {訂單編號}',
          },
          {
            name: '配送進度說明',
            text: '您好：\n您訂購的 {商品名稱} 目前狀態為「{配送狀態}」，由{物流公司}配送，物流單號 {物流單號}。\n延誤造成不便，深感抱歉。\n訂單編號 {訂單編號}',
          },
        ],
        again: {
          text: '已超過先前說明的日期，顧客表示還沒收到商品。請回覆配送單號與目前位置。',
          en: 'The date you named has passed, and the goods have still not arrived. Please reply with the tracking number and where they are now.',
        },
      },
      {
        category: '配送>顯示已送達>配送位置確認',
        text: '系統顯示已送達，但顧客沒有收到，管理室和取貨門市都確認過了。請回覆實際的配送位置。',
        en: 'The parcel counts as delivered, but the customer has not received it, and has looked everywhere at the building. Please reply where it was really delivered.',
        answer: '向物流公司確認後，商品誤送到隔壁棟。\r\n\r\n物流人員今天會取回並重新配送。',
        templates: [
          {
            name: '重新配送說明',
            text: '您好：\n您訂購的 {商品名稱} 確認是誤送到隔壁棟，會在 {重新配送日} 重新配送。\n造成不便，深感抱歉。\n訂單編號 {訂單編號}',
          },
        ],
        again: {
          text: '已告知會重新配送，但顧客表示還沒收到。請回覆重新配送的時間。',
          en: 'The customer was promised another delivery, and it has not come. Please reply when it will.',
        },
      },
      {
        category: '配送>送錯商品>規格不符',
        order: 'exchanged',
        text: '顧客收到的規格與訂購的不同。請回覆能否換貨，以及何時可以取回。',
        en: 'Another option than the ordered one was delivered. Please reply whether an exchange is possible, and when the goods can be collected.',
        answer: '確認是送錯商品，已受理換貨。\r\n\r\n物流人員到府時，請交付收到的商品。',
        again: {
          text: '顧客表示物流人員還沒到府取件。請回覆取件日與換貨商品的到貨日。',
          en: 'The courier has not come yet. Please reply when the goods will be collected, and when the replacement will arrive.',
        },
      },
      {
        category: '取消>出貨前取消>能否取消',
        order: 'preparing',
        text: '顧客想取消訂單。請回覆能否在出貨前取消；如果已出貨，請提供配送單號。',
        en: 'The customer wants to cancel the order. Please reply whether that is possible before shipping; if it has been shipped, with the tracking number.',
        answer: '商品尚未出貨，已取消訂單。\r\n\r\n款項會在 3 至 5 個工作天內退回。',
        again: {
          text: '已告知訂單取消，但顧客仍收到商品。請回覆取回商品的日期。',
          en: 'The customer was told that the order is cancelled, but the goods have arrived. Please reply when they will be collected.',
        },
      },
      {
        category: '退貨>退貨運費>運費詢問',
        order: 'returned',
        text: '顧客因瑕疵退貨，卻被扣了退貨運費。請回覆扣款原因，以及是否退還。',
        en: 'The customer returned defective goods, and the return fee was deducted. Please reply why, and whether it can be refunded.',
        answer: '確認商品有瑕疵，會退還扣除的退貨運費。\r\n\r\n退款通常需要 2 個工作天。',
        again: {
          text: '顧客表示還沒收到退貨運費的退款。請回覆確切的退款日期。',
          en: 'The return fee has not been refunded yet. Please reply with the exact date.',
        },
      },
      {
        category: '其他>其他>要求與商家通話',
        text: '顧客希望直接和商家通話。請回覆今天方便通話的時間。',
        en: 'The customer wants to speak with the seller. Please reply when a call is possible today.',
        answer: '今天下午 4 點會撥打登記的電話。\r\n\r\n如果時間不方便，請告知客服中心。',
        again: {
          text: '顧客表示沒有接到商家的電話。請再次回覆方便通話的時間。',
          en: 'The customer could not reach the seller by phone. Please reply again when a call is possible.',
        },
      },
      {
        category: '商品>換貨>尺寸更換',
        order: 'exchanged',
        text: '尺寸太小，顧客想換大一號。請回覆是否有庫存，以及換貨運費。',
        en: 'It is too small, and the customer wants one size larger. Please reply whether it is in stock, and what the exchange costs.',
        answer: '大一號的商品有庫存，可以換貨。\r\n\r\n更換尺寸會產生來回運費，敬請見諒。',
        again: {
          text: '顧客已申請換貨，但商品還沒被取回。請回覆取件日。',
          en: 'The customer requested the exchange, but the goods have not been collected. Please reply when they will be.',
        },
        goods: ['clothes'],
      },
      {
        category: '商品>瑕疵>染色或縫線',
        text: '洗過一次就褪色，側邊縫線也裂開了，顧客已提供照片。請回覆是否認定為瑕疵。',
        en: 'After one wash the colour ran and a side seam tore. The customer has sent photos. Please reply whether you accept it as a defect.',
        answer: '看過照片，確認是商品瑕疵。\r\n\r\n會為您辦理免運費退貨。',
        again: {
          text: '顧客不想退貨，希望部分退款。請回覆是否同意。',
          en: 'The customer wants a partial refund instead of a return. Please reply whether you agree.',
        },
        goods: ['clothes'],
      },
      {
        category: '商品>有效期限>期限確認',
        text: '收到的商品有效期限只剩一星期。請回覆出貨批次的期限，以及能否換貨。',
        en: 'The goods expire within a week. Please reply with the expiry date of the shipped batch, and whether an exchange is possible.',
        answer: '確認後發現出貨的是較早的批次。\r\n\r\n會換成有效期限還有 6 個月以上的商品。',
        again: {
          text: '顧客還沒收到換貨的商品。請回覆是否已出貨，以及配送單號。',
          en: 'The replacement has not arrived. Please reply whether it has been shipped, and with the tracking number.',
        },
        goods: ['food'],
      },
      {
        category: '配送>破損>包裝破損',
        text: '送達時外箱受潮，包裝也破了。請回覆能否重寄或部分退款。',
        en: 'The box arrived wet, and its packaging torn. Please reply whether you can send it again or refund a part.',
        answer: '確認是配送途中受損，今天會重寄新的商品。\r\n\r\n收到的商品可以直接丟棄。',
        again: {
          text: '重寄的商品包裝也破了，顧客希望退款。請回覆能否退款。',
          en: 'The packaging of the second parcel is torn, too, and the customer wants a refund. Please reply whether that is possible.',
        },
        goods: ['food', 'living'],
      },
      {
        category: '商品>瑕疵>運作異常',
        text: '開機 1 至 2 分鐘後就自動關機。請回覆能否以新品瑕疵換貨，以及維修要向哪裡申請。',
        en: 'It switches itself off 1 to 2 minutes after it is turned on. Please reply whether it can be exchanged as defective on arrival, and where to request a repair.',
        answer: '收到商品未滿 7 天，可以用新品瑕疵換貨。\r\n\r\n申請換貨後，會先寄出新的商品。',
        again: {
          text: '換貨的商品也有同樣的問題。請回覆能否退貨。',
          en: 'The replacement has the same fault. Please reply whether it can be returned.',
        },
        goods: ['appliance'],
      },
      {
        category: '商品>配件>缺件確認',
        text: '少了一個配件。請回覆能否只補寄缺少的部分。',
        en: 'A part is missing. Please reply whether you can send the missing part alone.',
        answer: '確認後，今天會補寄缺少的配件。\r\n\r\n不會加收費用。',
        again: {
          text: '顧客還沒收到補寄的配件。請回覆配送單號。',
          en: 'The part that you sent has not arrived. Please reply with the tracking number.',
        },
        goods: ['outdoor', 'living', 'appliance'],
      },
      {
        category: '商品>商品資訊>使用方式',
        order: 'untracked',
        text: '包裝裡沒有說明書，顧客想知道使用方式。請回覆組裝順序和清潔方法。',
        en: 'There is no manual in the box, and the customer asks how to use it. Please reply how to assemble and clean it.',
        answer: '商品頁面下方有說明書可以參考。\r\n\r\n髒污的部分請用濕布擦拭。',
        again: {
          text: '顧客在商品頁面找不到說明書。請直接回覆組裝順序。',
          en: 'The customer could not find the manual on the product page. Please reply with the steps of assembly.',
        },
        goods: ['outdoor', 'appliance'],
      },
      {
        category: '商品>商品資訊>安全性確認',
        text: '顧客想知道有沒有對寵物有害的成分。請回覆是否有檢驗報告。',
        en: 'The customer asks whether it contains anything harmful to pets. Please reply whether you have a test report.',
        answer: '商品有未含有害成分的檢驗報告。\r\n\r\n可以在商品頁面查看。',
        again: {
          text: '顧客在商品頁面找不到檢驗報告。請回覆檢驗機構與結果。',
          en: 'The customer could not find the test report on the product page. Please reply with the laboratory and the results.',
        },
        goods: ['pet'],
      },
    ],
    'returned-goods': [
      {
        category: '取消／退貨>取回確認>退件確認',
        order: 'returned',
        text: '退貨商品已送達，請確認商品狀況。\n送達後 3 個工作天未處理將自動退款，商品如有問題請在那之前提出申訴。',
        en: 'Tracking shows that the returned goods have arrived. Please check their condition. Three business days after arrival the refund is approved automatically; if something is wrong with the goods, object before then.',
        answer: '已收到退回的商品。\r\n\r\n檢查沒有問題後，今天就會核准退款。',
        again: {
          text: '退貨商品已送達，但顧客還沒收到退款。請回覆預計退款日。',
          en: 'The returned goods have arrived, but the customer has no refund yet. Please reply when it is due.',
        },
      },
    ],
    finished: [
      {
        category: '配送>配送延遲>到貨日說明',
        order: 'in-transit',
        text: '顧客因配送延遲來電。已向物流公司確認，並告知預計明天送達。',
        en: 'The customer asked about a late delivery. We checked with the carrier and said that it should arrive tomorrow.',
      },
      {
        category: '取消>出貨後取消>無法取消說明',
        order: 'in-transit',
        text: '顧客想取消訂單。因商品已出貨，已說明收到後再申請退貨。',
        en: 'The customer wanted to cancel. As the order is already shipped, we explained how to return it after delivery.',
      },
      {
        category: '退貨>退貨申請>申請說明',
        text: '顧客因改變心意想退貨。已說明申請方式和退貨運費。',
        en: 'The customer wanted to return the goods after a change of mind. We explained how to request it, and the return fee.',
      },
      {
        category: '其他>其他>電子發票說明',
        text: '顧客詢問如何查詢電子發票。已說明可在訂單明細查詢。',
        en: 'The customer asked for the receipt. We explained where the order’s details offer it.',
      },
      {
        category: '商品>商品資訊>尺寸說明',
        text: '顧客詢問實際尺寸。已依商品頁面的尺寸表說明。',
        en: 'The customer asked for the measured size. We answered by the size table of the product page.',
        goods: ['clothes'],
      },
      {
        category: '商品>商品資訊>保存方式說明',
        text: '顧客詢問開封後的保存方式。已依商品標示說明。',
        en: 'The customer asked how to keep it after opening. We answered by the product’s label.',
        goods: ['food'],
      },
    ],
  },
};

const BUYERS: [string, ...string[]] = [
  '******',
  '******',
  '******',
  '王小明 0900-000-123',
  '林小姐／0900 000 456',
];

type Ask = (random: Random, facts: AskFacts) => string;

const ASKS: Record<Template, Ask> = {
  question: (random, { orderId, request }) =>
    `${request}\n訂單編號 ${orderId}，顧客：\t${random.pick(BUYERS)}\n`,
  'returned-goods': (random, { orderId, request, arrivedOn }) =>
    `${request}\n${NO_ANSWER_NEEDED.text}\n到貨日 ${arrivedOn}，退貨單號 ${random.between(100_000_000_000, 999_999_999_999)}，訂單編號 ${orderId}。\n`,
  'link-form': (random, { orderId, request }) =>
    `${request}\n${LINK.text}\nhttps://coupa.ng/example${random.between(100, 999)}\n訂單編號 ${orderId}。\n`,
  finished: (random, { orderId, request }) =>
    `${request}\n${random.pick(FINISHED).text}${NO_ANSWER_NEEDED.text}\n訂單編號 ${orderId}。\n`,
};

const LINK = { text: '請透過以下連結回覆：', en: 'Please answer through the link below.' };

const NO_ANSWER_NEEDED = {
  text: '不必回覆，請確認即可。',
  en: 'No answer is needed; please just confirm.',
};

const AGAIN = {
  text: '已轉達先前的回覆，但顧客希望進一步了解。請回覆處理結果與日期。',
  en: 'We passed on your answer, and the customer wants to know more. Please reply with the result and the date.',
};

const CALLED_AGAIN = {
  text: '顧客再次來電，已依先前的回覆說明並結束對話。',
  en: 'The customer called again. We repeated the earlier answer and closed the case.',
};

const ANSWER = '已收到您的問題，並轉交負責部門處理。\r\n\r\n處理完成後會盡快說明。';

const WITHDRAWALS: [string, ...string[]] = [
  '顧客已撤回詢問。',
  '這件重複轉交，予以取消。',
  '客服中心已完成說明，取消這次轉交。',
];

const DECISIONS: [string, ...string[]] = [
  '客服中心已依酷澎的政策向顧客說明，並結束這件詢問。',
  '酷澎已依顧客保障政策補償顧客，並結束這件詢問。',
];

const FINISHED: [Glossed, ...Glossed[]] = [
  {
    text: '已依政策向顧客說明並結束對話。',
    en: 'We informed the customer according to the policy and closed the case.',
  },
  { text: '顧客已同意處理方式，對話已結束。', en: 'The customer agreed, and the case is closed.' },
];

const [REFUND_DATE] = CATALOGUE.stories.question;
const [RETURNED] = CATALOGUE.stories['returned-goods'];

/**
 * The texts of agents, sellers and Coupang in Taiwan. Coupang's own texts there are not known, so these are ours. All
 * shops, products, people and numbers are made up.
 */
export const TAIWANESE: MarketTexts = {
  catalogue: CATALOGUE,
  history: '客服紀錄',
  agentText: (random, template, facts) => ASKS[template](random, facts),
  secondRequest: (kind, { orderId, again = AGAIN }) =>
    `${kind === 'reply' ? again.text : `${CALLED_AGAIN.text}${NO_ANSWER_NEEDED.text}`}\n訂單編號 ${orderId}。\n`,
  sellersAnswer: (shop, answer = ANSWER) => `您好：\r\n這裡是${shop}。\r\n\r\n${answer}\r\n\r\n謝謝您。\r\n`,
  withdrawal: (random) => `${random.pick(WITHDRAWALS)}\n商家不必回覆。\n`,
  decision: (random) => `${random.pick(DECISIONS)}\n如有疑問，請洽商家客服。\n`,
  // Starts like Coupang's English pages. Source: coupang-api.md section 5.
  autoClosed: '[Coupang System] 這件詢問在 24 小時內沒有收到回覆，將由客服依酷澎的條款與政策處理。',
  carriers: ['甲乙宅配', '丙丁物流', '戊己快遞'],
  sentences: [LINK, NO_ANSWER_NEEDED, AGAIN, CALLED_AGAIN, ...FINISHED],
  examples: {
    reply: {
      shop: 'AA商店',
      itemName: '仿皮 A 字短裙，卡其，L',
      category: REFUND_DATE.category,
      ask: () => `${REFUND_DATE.text}\n訂單編號 100000*******。\n`,
    },
    confirm: {
      shop: 'AA商店',
      itemName: '刷毛圓領大學 T，深灰，S',
      category: RETURNED.category,
      ask: (arrivedOn) =>
        `${RETURNED.text}\n${NO_ANSWER_NEEDED.text}\n到貨日 ${arrivedOn}，訂單編號 100000******。`,
    },
  },
};
