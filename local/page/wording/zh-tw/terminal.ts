export const zhTwTerminal = {
  note: (note: string) => `提醒：${note}`,
  tryAt: (url: string) => `請開啟 ${url} 試試：新的轉交、一次 12 件、酷澎故障、跳到下一個時間點。`,
  log: (file: string) => `紀錄檔：${file}。按 Ctrl-C 停止。`,
  stopping: (seconds: number) =>
    `正在停止，最多等 ${seconds} 秒讓執行中的工作結束。再按一次 Ctrl-C 會立刻停止。`,
  stopped: '已停止。',
};
