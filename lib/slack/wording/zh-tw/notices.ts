import type { koNotices } from '../ko/notices.ts';

/** The names of WING's menus in Taiwan are unknown, so the texts describe the way there. */
export const zhTwNotices: typeof koNotices = {
  notice: {
    newList: '彙整',
    blind: '讀取中斷',
    allClear: '恢復讀取',
    paused: '通知暫停',
    unusable: '無法讀取的詢問',

    more: (left) => `還有 ${left} 件`,
    lookInWing: (place) => `目前請直接到 ${place}查看。`,
    lookInWingShort: '請直接查看 WING',
    openWing: '開啟 WING',
    fromTo: (from, to) => `${from} 至 ${to}`,
    wasBlindFor: (lasted) => `中斷 ${lasted}`,

    newCount: {
      'call-center': (count) => `新轉交 ${count} 件`,
      product: (count) => `🛍️ 新商品詢問 ${count} 件`,
    },
    closedMembers: '已結案',
    soonestDue: (due) => `最早期限 ${due}`,
    newThread: '卡片接在這則訊息的討論串中',

    blindFor: (lasted) => `已 ${lasted}`,
    blindTitle: (lasted) => `酷澎讀取中斷${lasted}`,
    blindEffect: '新詢問不會出現',
    since: (since) => `中斷開始：${since}`,
    wasReadAt: (time) => `${time} 曾恢復讀取，之後再次中斷。`,
    cause: (cause) => `原因：${cause}`,
    deadlineCount: (count) => `到期 ${count} 件`,
    deadlinesWhileBlind: (count) =>
      count === 0 ? '這段期間和接下來 1 小時內沒有到期的案件' : `這段期間和接下來 1 小時內到期 ${count} 件`,

    allClearTitle: (time) => `恢復讀取 ${time}`,
    pausedTitle: (lasted) => `通知程式停止了 ${lasted}`,
    pausedFor: (lasted) => `停止 ${lasted}`,
    newSince: (count) => (count === 0 ? '期間沒有新詢問' : `期間新詢問 ${count} 件`),
    endedUnseen: '中斷期間出現又已結束的詢問無從得知，不列入統計。',

    unusableCount: (count) => `${count} 件`,
    unusableTitle: (counted) => `無法讀取的詢問 ${counted}`,
    list: {
      NO_ANSWER: '未回覆清單',
      TRANSFER: '未確認（轉交商家）清單',
      NOANSWER: '未回覆的商品詢問清單',
    },
    noCard: (place) => `讀不到詢問編號，因此無法建立卡片。請直接到 ${place}查看。`,
  },

  list: {
    dueWithin: (left, count) => `${left}內到期 ${count} 件`,
    meaning: {
      reply: '過了期限，酷澎會自動結案，且不算 24 小時內回覆。',
      confirm: '過了期限就無法再確認。',
      question: '期限前回覆才算 24 小時內回覆，之後仍可回覆。',
    },
    offHours: (count) => `營業時間外收到 ${count} 件 · 下一班開始前就會到期`,
    overdue: (count) => `已逾期且仍在酷澎的清單中 ${count} 件`,
    overdueAdvice: {
      reply: '請立即到 WING 回覆。',
      confirm: '已過期限，可能無法再確認。請到 WING 查看狀態。',
      question: '超過 24 小時仍可回覆，請到 WING 回覆。',
    },
    breaches: (count) => `錯過期限 ${count} 件`,
    breachAdvice: '已過期限，酷澎自動結案。如仍需回覆，請到 WING 處理。',
    threads: '各卡片的討論串中也會留下記錄',
  },

  shift: {
    lastShift: '下班前最後機會',
    opening: '夜間提醒',
    handOver: '交班',

    count: (count) => `${count} 件`,
    lastShiftTitle: (count) => `下班前最後機會 ${count} 件`,
    nextShiftTooLate: (next) =>
      next === undefined ? '等到下一班就太晚，或時間不夠' : `等到下一班（${next}）就太晚，或時間不夠`,
    card: '卡片',

    openingTitle: (count) => `夜間提醒 ${count} 件`,
    missed: '錯過期限',
    warned: (step) => `已提醒：${step}`,

    handOverTitle: (end) => `交班 · ${end} 下班`,
    leftOpen: (count) => `未處理 ${count} 件`,
    dueSoonShort: (count) => `下一班內到期 ${count} 件`,
    nothingOpen: '沒有未處理的案件。',
    unclaimed: (count) => `*之後到期 ${count} 件*`,
    claimed: (count) => `*之後到期 · 已有負責人 ${count} 件*`,
    dueSoon: (count, end) =>
      end === undefined ? `*下一班內到期 ${count} 件*` : `*下一班結束前（${end}）到期 ${count} 件*`,
  },

  /** Source: coupang-api.md section 4. */
  blindCause: {
    'key-missing': {
      name: '尚未儲存 API 金鑰',
      toDo: [
        '還沒有向酷澎發出請求。',
        '處理：請負責這個通知程式的人儲存這家商家的 API 金鑰。下一次讀取就會使用。',
      ],
    },
    credentials: {
      name: '酷澎拒絕 API 金鑰',
      toDo: [
        '處理：請到 WING 的 OPEN API 設定，確認金鑰是否已到期（180 天）或已重新核發，以及商家是否遭鎖定，並把有效的金鑰存入本通知程式。',
        '如果其他程式也在使用這組金鑰，重新核發會讓舊金鑰立即失效。請先確認有誰共用。',
        '如果金鑰沒有問題，請工程師確認設定中的商家代碼和市場。',
      ],
    },
    'ip-not-allowed': {
      name: '酷澎拒絕的 IP',
      toDo: [
        '處理：請到 WING 的 OPEN API 設定新增這個 IP（最多 30 分鐘後生效）。',
        '請勿重新核發金鑰，只要在使用中的金鑰新增 IP（最多 10 個）。如果已經登記過這個 IP，請向酷澎申請解除封鎖。',
      ],
    },
    throttled: {
      name: '超過呼叫上限',
      toDo: [
        '最多暫停 15 分鐘，之後自動重試。',
        '處理：請減少使用同一組金鑰的其他程式（如 ERP）的呼叫。每個商家的所有程式合計每秒最多 5 次。',
      ],
    },
    contradicted: {
      name: '清單內容互相矛盾',
      toDo: [
        '酷澎的清單內容互相矛盾。讀到的詢問會出現，但可能有遺漏。',
        '持續自動重試。處理：如果一直沒有恢復，請通知工程師。',
      ],
      effect: '部分詢問可能不會出現',
    },
    'format-changed': {
      name: '酷澎變更了格式',
      toDo: [
        '酷澎變更了資料格式，可能會遺漏新的轉交詢問。',
        '處理：請立即通知工程師，並要求更新本通知程式。',
      ],
      effect: '可能會遺漏新的轉交詢問',
    },
    'filter-ignored': {
      name: '清單混入已回覆的詢問',
      toDo: [
        '酷澎的清單也列出已回覆的詢問，可能無法判斷哪些還需要回覆。',
        '持續自動重試。處理：如果一直沒有恢復，請洽詢酷澎。',
      ],
      effect: '部分詢問可能不會出現',
    },
    'not-polling': {
      name: '通知程式沒有在讀取',
      toDo: [
        '問題出在本通知程式，不是酷澎。請不要在 WING 重新核發金鑰。',
        '處理：請工程師立即檢查本通知程式。',
      ],
    },
    'coupang-down': {
      name: '無法連線到酷澎',
      toDo: ['持續自動重試。', '處理：如果 WING 也打不開，請等候恢復。如果 WING 打得開，請工程師檢查。'],
    },
  },

  sideSight: {
    'call-center': undefined,
    product: {
      blind: '商品詢問讀取中斷',
      allClear: '商品詢問恢復讀取',
      title: (lasted) => `商品詢問讀取中斷${lasted}`,
      clearTitle: (time) => `商品詢問恢復讀取 ${time}`,
      effect: '新的商品詢問不會出現',
      others: '客服中心轉交的詢問另外讀取，不受影響。',
      off: '商品詢問已停用',
      offEffect: '設定中已停用商品詢問，不再讀取。',
      cause: {
        credentials: {
          toDo: [
            '酷澎拒絕以這組 API 金鑰讀取商品詢問。',
            '處理：請工程師執行 doctor，並到 WING 的 OPEN API 設定確認這組金鑰的商品詢問權限和市場。',
            '請勿重新核發金鑰，否則客服中心詢問的讀取也可能中斷。',
          ],
        },
        throttled: {
          toDo: [
            '最多暫停 1 小時，之後自動重試。',
            '處理：請減少使用同一組金鑰的其他程式（如 ERP）的呼叫。每個商家的所有程式合計每秒最多 5 次。',
          ],
        },
        'format-changed': {
          toDo: [
            '酷澎變更了資料格式，可能會遺漏新的商品詢問。',
            '處理：請立即通知工程師，並要求更新本通知程式。',
          ],
          effect: '可能會遺漏新的商品詢問',
        },
        'filter-ignored': {
          toDo: [
            '酷澎的未回覆商品詢問清單也列出已回覆的詢問，可能無法判斷哪些還需要回覆。',
            '持續自動重試。處理：如果一直沒有恢復，請洽詢酷澎。',
          ],
          effect: '部分商品詢問可能不會出現',
        },
      },
    },
  },

  alarmMail: {
    alarmMail: '警報',
    title: (missing) => `有 ${missing} 個地址收不到警報`,
    effect: '訂閱尚未確認，或已被取消。即使訊息無法送到 Slack，這些地址也不會收到通知。',
    toDo: '處理：請將這則訊息轉給工程師，並請工程師確認訂閱。',
  },

  wrongClock: {
    wrongClock: '時鐘不準',
    offBy: (lasts, isSlow) => `${isSlow ? '慢' : '快'} ${lasts}`,
    title: (lasts, isSlow) => `執行本通知程式的電腦，時鐘${isSlow ? '慢' : '快'}了 ${lasts}`,
    effect: '目前已改用酷澎的時間，期限與提醒都正確。但每次重新啟動後，提醒可能暫時有誤。',
    toDo: '處理：請讓那台電腦自動校正時間。',
  },

  olderUnread: {
    olderUnread: '較早的詢問未讀取',
    title: '目前無法讀取較早日期的詢問',
    heading: '*未讀取的詢問日期*',
    dates: (from, to) => `${from} 至 ${to}`,
    lastRead: (time) => `上次讀取：${time}`,
    lastReadLongAgo: '上次讀取：超過兩天前',
    effect: '這些日期的詢問如果現在轉交，可能不會出現卡片。最近 7 天的詢問和既有卡片的提醒不受影響。',
    toDo: [
      '處理：請每天到 WING 的客服中心詢問查看一次，確認這些日期的未回覆和未確認（轉交商家）詢問。',
      '持續自動重試。如果隔天又收到這則通知，請通知工程師。',
    ],
  },

  past: {
    push: '超過 24 小時的詢問',
    past: '已超過 24 小時',
    oldest: (time) => `最早的詢問：${time}`,
    effect: '首次讀到這些詢問時已超過 24 小時，因此沒有卡片，也不會有期限提醒。',
    toDo: {
      'call-center': (place) => `處理：期限已過。請到 ${place}確認處理結果。`,
      product: (place) => `處理：超過 24 小時仍可回覆。請到 ${place}查看並回覆。`,
    },
  },

  keyExpiry: {
    keyExpiry: '金鑰到期',
    title: (days) => {
      if (days < 0) return '酷澎 API 金鑰已到期';
      return days === 0 ? '酷澎 API 金鑰的最後一天' : `酷澎 API 金鑰 ${days} 天後到期`;
    },
    daysLeft: (days) => (days < 0 ? '已到期' : `剩 ${days} 天`),
    lastDay: (date) => `*最後一天* ${date}`,
    lastDayShort: (date) => `至 ${date}`,
    loses:
      '金鑰到期後就無法讀取酷澎：新詢問不會出現，回覆和結案也不會反映在卡片上。使用同一組金鑰的其他程式（如 ERP）也會一起停止。',
    toDo: [
      '1. 請先確認其他程式（如 ERP）是否也在使用這組金鑰。重新核發後，舊金鑰會 *立即* 失效。',
      '2. 和共用的人約好時間，再到 WING 的 OPEN API 設定重新核發（到期前 14 天起）。也請確認已登記的 IP。',
    ],
    store: '3. 工程師：請立即存入新金鑰和最後一天。其他程式也要換上新金鑰。',
  },

  reminderMail: {
    begins: '以下商家仍然無法讀取酷澎，新的詢問不會出現在 Slack。',
    vendor: (name, since, cause) => `- ${name}：自 ${since} 起 · 原因：${cause}`,
    toDo: (place) => `目前請直接到 WING 的客服中心詢問查看。依原因處理：${place}`,
    ends: '在恢復讀取之前，這封信每天寄送一次。',
  },
};
