/** The lines that `npm start` prints. */
export const koTerminal = {
  note: (note: string) => `참고: ${note}`,
  tryAt: (url: string) =>
    `${url}에서 새 이관, 한꺼번에 12건, 쿠팡 장애, 다음 일정으로 건너뛰기를 눌러 보세요.`,
  log: (file: string) => `로그: ${file}. 끝내려면 Ctrl-C를 누르세요.`,
  stopping: (seconds: number) =>
    `종료하는 중입니다. 실행 중인 작업을 ${seconds}초까지 기다립니다. 바로 끝내려면 Ctrl-C를 한 번 더 누르세요.`,
  stopped: '종료했습니다.',
};
