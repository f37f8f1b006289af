import type { ActTexts } from '../act-texts.ts';

const DEFECT = '這是本通知程式的錯誤。請到 WING 處理，並將記錄檔交給工程師。';
const WRONG_WING_ID = 'WING 帳號不屬於這個商家。請檢查設定中 acting.people 的 WING 帳號。';

export const zhTwActs: ActTexts = {
  act: {
    deed: {
      claimed: (by) => `🙋 負責人 ${by}`,
      released: (by) => `取消負責 · ${by}`,
      assigned: (by, to) => `指定負責人 ${to} · ${by}`,
      replied: (by) => `📤 已送出回覆 · ${by}`,
      confirmed: (by) => `☑️ 已確認 · ${by}`,
      'asked-look-up': (by) => `🔎 要求確認結果 · ${by}`,
    },
    refusal: {
      'not-answerable': '酷澎未接受回覆：已回覆、已取消，或只需確認。請到 WING 查看狀態。',
      'not-confirmable': '酷澎未接受確認：需要回覆，或已結束。請到 WING 查看狀態。',
      'content-length': '回覆須為 2 到 1,000 字，換行與空白也計入。',
      'parent-missing': DEFECT,
      'wing-id-520': WRONG_WING_ID,
      'wing-id-521': WRONG_WING_ID,
      closed: '酷澎已結束這件詢問。如仍需回覆，請到 WING 處理。',
      'control-character': DEFECT,
      unreadable: DEFECT,
      'other-vendor': '這是其他商家的詢問。請檢查設定的商家代碼與 API 金鑰是否屬於同一商家。',
      'not-found': '酷澎找不到這件詢問。請到 WING 以詢問編號搜尋。',
      unknown: '酷澎因不明原因拒絕。請到 WING 處理。若一再發生，請以記錄檔中的 transactionId 詢問酷澎。',
      'not-allowed': '您沒有處理這個商家的權限。請要求加入設定的 acting.people。',
      'no-wing-id': '尚未登記您的 WING 帳號。請要求加入設定的 acting.people。',
      'no-ticket': '找不到這一件。請到 WING 查看。',
      ended: (outcome) => `這一件已經結束：${outcome}。`,
      'past-due': '已過期限，無法從這裡送出。如仍需回覆，請到 WING 處理。',
      stale: '撰寫期間客服的要求有變更。請閱讀新的要求後再送出。',
      busy: (by) => `${by} 已在處理。結果會顯示在卡片上。`,
      claimed: (by) => `負責人已是 ${by}。`,
      'not-claimer': (by) => `負責人是 ${by}，只有本人可以取消。`,
      'form-link': '這一件須透過連結回覆。請使用卡片上的連結。',
      'wrong-kind': '這一件不能這樣處理。請看卡片上的類型（回覆或確認）。',
      'no-post': '找不到可回覆的客服訊息。請到 WING 回覆。',
      'not-asking': '酷澎已不再要求處理這一件。請到 WING 查看狀態。',
      unreachable: (cause) => `無法連線到酷澎，尚未送出（${cause}）。請稍後再送，或到 WING 處理。`,
      'not-arrived': '未收到酷澎的回應，詢問中也沒有顯示。請先到 WING 確認是否已處理，再決定是否重送。',
      'still-open': '酷澎仍列出這一件。請到 WING 確認是否已處理。',
    },
    textBack: '未送出的內容：',
  },
};
