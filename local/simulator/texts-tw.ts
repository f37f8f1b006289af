import { type Catalogue, wishFrom } from './catalogue.ts';
import type { Random } from './random.ts';
import type { AskFacts, MarketTexts, Template } from './texts.ts';

/**
 * The texts of agents, sellers and Coupang in Taiwan. Coupang's own texts there are not known, so these are ours. All
 * shops, products, people and numbers are made up.
 */
export const TAIWANESE: MarketTexts = {
  pickWish: (random) => wishFrom(CATALOGUE, random),
  history: '客服紀錄',
  agentText: (random, template, facts) => ASKS[template](random, facts),
  secondRequest: (random, { orderId }) => `${random.pick(SECOND_REQUESTS)}\n訂單編號 ${orderId}。\n`,
  sellersAnswer: (random, shop) =>
    `您好：\r\n這裡是${shop}。\r\n\r\n${random.pick(ANSWERS)}\r\n\r\n謝謝您。\r\n`,
  withdrawal: (random) => `${random.pick(WITHDRAWALS)}\n商家不必回覆。\n`,
  decision: (random) => `${random.pick(DECISIONS)}\n如有疑問，請洽商家客服。\n`,
  // Starts like Coupang's English pages. Source: coupang-api.md section 5.
  autoClosed: '[Coupang System] 這件詢問在 24 小時內沒有收到回覆，將由客服依酷澎的條款與政策處理。',
  examples: {
    reply: {
      shop: 'AA商店',
      itemName: '仿皮 A 字短裙，卡其，L',
      category: '其他>其他>要求與客服通話',
      ask: () =>
        '顧客表示已將商品寄回，寄件單交給大樓管理室，手邊沒有單號。\n請確認收到商品後辦理退款。訂單編號 100000*******。\n',
    },
    confirm: {
      shop: 'AA商店',
      itemName: '刷毛圓領大學 T，深灰，S',
      category: '取消／退貨>取回確認>退件確認',
      ask: (arrivedOn) =>
        `退貨商品已於 ${arrivedOn} 送達。\n請核准退款。\n送達後 3 個工作天未處理將自動退款，\n商品如有問題請提出申訴。訂單編號 100000******。`,
    },
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
  'returned-goods': (random, { orderId, arrivedOn }) =>
    `退貨商品已於 ${arrivedOn} 送達，退貨單號 ${random.between(100_000_000_000, 999_999_999_999)}。\n請確認商品並核准退款。訂單編號 ${orderId}。\n`,
  'link-form': (random, { orderId, request }) =>
    `${request}\n請透過以下連結回覆：\nhttps://coupa.ng/example${random.between(100, 999)}\n訂單編號 ${orderId}。\n`,
  finished: (random, { orderId, request }) =>
    `${request}\n${random.pick(FINISHED)}不必回覆，請確認即可。訂單編號 ${orderId}。\n`,
};

const SECOND_REQUESTS: [string, ...string[]] = [
  '已轉達先前的回覆，但顧客表示仍未收到退款。請回覆確切的處理日期。',
  '已超過先前說明的日期，顧客表示還沒收到商品。請再次確認配送單號與目前位置。',
  '顧客不接受先前的說明，要求部分退款。請回覆是否同意。',
  '顧客表示聯絡不上商家。請確認今天 18 點前能否聯絡。',
];

const ANSWERS: [string, ...string[]] = [
  '已轉交負責部門處理。\r\n\r\n確認後會盡快退款，通常需要 2 個工作天。',
  '已收到退回的商品。\r\n\r\n檢查沒有問題後，今天就會核准退款。',
  '商品預計今天出貨，出貨後 1 至 2 天送達。\r\n\r\n造成不便，深感抱歉。',
  '已受理換貨。\r\n\r\n物流人員到府時，請交付收到的商品。',
  '缺少的配件今天會另外寄出，不會加收費用。',
];

const WITHDRAWALS: [string, ...string[]] = [
  '顧客已找到商品，取消這次轉交。',
  '這件重複轉交，予以取消。',
  '顧客已撤回詢問。',
];

const DECISIONS: [string, ...string[]] = [
  '商家遲未回覆，酷澎已依政策為顧客辦理退款。',
  '經確認商品有瑕疵，酷澎已核准退貨。退貨運費由商家負擔。',
];

const FINISHED: [string, ...string[]] = [
  '已依政策向顧客說明並結束對話。',
  '顧客已同意處理方式，對話已結束。',
];

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
  requests: [
    {
      category: '取消／退貨>取回確認>退件確認',
      text: '顧客表示已將商品寄回，單據交給管理室，無法提供單號。請確認收到商品後辦理退款。',
    },
    {
      category: '配送>配送延遲>出貨日確認',
      text: '已超過預定到貨日，顧客還沒收到商品。請確認是否已出貨，以及預計到貨日。',
    },
    {
      category: '配送>顯示已送達>配送位置確認',
      text: '系統顯示已送達，但顧客沒有收到，管理室和取貨門市都確認過了。請確認配送位置。',
    },
    {
      category: '配送>送錯商品>規格不符',
      text: '顧客收到的規格與訂購的不同。請確認能否換貨，以及何時可以取回。',
    },
    {
      category: '取消>出貨前取消>能否取消',
      text: '顧客想取消訂單。如果尚未出貨請核准取消，已出貨請回覆配送單號。',
    },
    {
      category: '退貨>退貨運費>運費詢問',
      text: '顧客因瑕疵申請退貨，卻被扣了退貨運費。請確認原因並回覆是否退還。',
    },
    {
      category: '其他>其他>要求通話',
      text: '顧客希望直接和商家通話。請回覆今天可以聯絡的時間。',
    },
    {
      category: '商品>換貨>尺寸更換',
      text: '尺寸太小，顧客想換大一號。請說明庫存和換貨運費。',
      goods: ['clothes'],
    },
    {
      category: '商品>瑕疵>染色或縫線',
      text: '洗過一次就褪色，側邊縫線也裂開了，顧客已提供照片。請回覆是否認定為瑕疵。',
      goods: ['clothes'],
    },
    {
      category: '商品>有效期限>期限確認',
      text: '收到的商品有效期限只剩一星期。請確認出貨批次的期限，以及能否換貨。',
      goods: ['food'],
    },
    {
      category: '配送>破損>包裝破損',
      text: '外箱受潮，部分內容物破裂。請回覆能否重寄或部分退款。',
      goods: ['food', 'living'],
    },
    {
      category: '商品>瑕疵>運作異常',
      text: '開機 1 至 2 分鐘後就自動關機。請說明維修窗口和新品瑕疵的換貨標準。',
      goods: ['appliance'],
    },
    {
      category: '商品>配件>缺件確認',
      text: '少了一個配件。請確認能否只補寄缺少的部分。',
      goods: ['outdoor', 'living', 'appliance'],
    },
    {
      category: '商品>商品資訊>使用方式',
      text: '包裝裡沒有使用說明。請說明組裝順序和能否水洗。',
      goods: ['outdoor', 'pet', 'appliance'],
    },
  ],
};
