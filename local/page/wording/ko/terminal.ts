import type { Source } from '../../../../lib/domain/sources.ts';
import { koPage } from './page.ts';

/** The lines that `npm start` prints. */
export const koTerminal = {
  note: (note: string) => `참고: ${note}`,
  tryAt: (url: string) =>
    `${url}에서 새 이관, 한꺼번에 12건, 쿠팡 장애, 다음 일정으로 건너뛰기를 눌러 보세요.`,
  log: (file: string) => `로그: ${file}. 끝내려면 Ctrl-C를 누르세요.`,
  stopping: (seconds: number) =>
    `종료하는 중입니다. 실행 중인 작업을 ${seconds}초까지 기다립니다. 바로 끝내려면 Ctrl-C를 한 번 더 누르세요.`,
  stopped: '종료했습니다.',
  coupang: (url: string) => `쿠팡: ${url}`,
  simulator: (url: string) => `쿠팡: 시뮬레이터 ${url}`,
  slack: (url: string, channels: string) => `Slack: ${url}, 채널 ${channels}`,
  localSlack: (url: string) => `Slack: 이 컴퓨터의 Slack. ${url}에서 확인하세요.`,
  noWorkspace: (reason: string) =>
    `Slack에서 워크스페이스를 조회하지 못했습니다(${reason}). 버튼을 눌러도 담당과 답변이 거절됩니다. Slack이 복구되면 다시 시작하세요.`,
  socketOpen: 'Slack: 소켓이 연결되어 버튼을 사용할 수 있습니다.',
  socketClosed: (reason: string) =>
    `Slack 소켓이 연결되지 않습니다(${reason}). 연결될 때까지 버튼만 사용할 수 없고, 나머지는 계속됩니다. 자동으로 다시 시도합니다. 계속되면 SLACK_APP_TOKEN에 connections:write 권한이 있는지, Socket Mode가 켜져 있는지 확인하세요.`,
  polling: (vendors: string, seconds: number) =>
    `${seconds}초마다 조회: ${vendors}. 첫 조회는 최근 6개월을 조회하므로 잠시 걸립니다.`,
  reading: (done: number, all: number) => `쿠팡 호출 한도에 맞춰 이전 목록을 조회하는 중: ${done}/${all}`,
  failed: (what: string, error: string) => `${what} 실패: ${error}`,
  work: {
    page: '페이지 표시',
    language: '언어 변경',
    poll: (vendor: string) => `${vendor} 조회`,
    tracking: '마감 확인',
    reporting: '보고',
    delivery: '전송',
    webhooks: '웹훅',
    deliveryOf: (id: string) => `${id} 전송`,
    press: '버튼 처리',
  },
  poll: {
    ...koPage,
    line: (vendor: string, result: string) => `${vendor} 조회: ${result}`,
    results: { 'not-set-up': '아직 설정되지 않음', failed: '실패' },
    until: (time: string) => ` (${time}까지)`,
    separator: ', ',
    ofSource: (source: Source, saw: string) => `${koPage.tools.sources[source]} ${saw}`,
  },
  trouble: {
    in: (channel: string) => ` ${channel}`,
    unreached: (reason: string) =>
      `Slack에 접속할 수 없습니다(${reason}). 인터넷 연결을 확인하세요. 밀린 메시지는 복구되면 자동으로 올라갑니다.`,
    unsure: (reason: string) =>
      `Slack이 응답하지 않습니다(${reason}). 계속되면 slack-status.com을 확인하세요. 메시지를 다시 보내기 전에 이미 올라갔는지 Slack에서 확인합니다.`,
    'rate-limited': (reason: string, place: string) =>
      `Slack 호출 한도를 넘어 기다립니다(${reason}${place}). 밀린 메시지는 자동으로 올라갑니다.`,
    'token-unusable': (reason: string) =>
      `Slack이 봇 토큰을 거절합니다(${reason}). 아무것도 전송되지 않습니다. 올바른 SLACK_BOT_TOKEN으로 다시 시작하면 밀린 메시지가 올라갑니다.`,
    'channel-unusable': (reason: string, place: string) =>
      `Slack 채널에 메시지를 올릴 수 없습니다(${reason}${place}). 채널이 있는지, 앱이 채널에 초대되어 있는지, 앱 권한이 맞는지 확인하세요. 그동안 메시지는 대체 채널로 가거나 대기합니다.`,
    'card-unusable': (reason: string, place: string) =>
      `메시지를 더 이상 수정하거나 답글을 달 수 없습니다(${reason}${place}). 누가 삭제한 것으로 보고, 카드라면 새 카드를 올립니다.`,
    'content-refused': (reason: string, place: string) =>
      `Slack이 메시지 형식을 거절해 텍스트로만 보냅니다(${reason}${place}). 이 프로그램의 오류이니 로그와 함께 알려 주세요.`,
    refused: (reason: string, place: string) =>
      `Slack이 메시지를 거절합니다(${reason}${place}). docs.slack.dev에서 이 단어를 찾아보거나 로그와 함께 알려 주세요. 이 메시지만 자동으로 다시 시도하고, 다른 메시지는 기다리지 않습니다.`,
  },
  notes: {
    keyUnused: 'COUPANG_ACCESS_KEY를 사용하지 않습니다. COUPANG_BASE_URL이 없어 시뮬레이터를 조회합니다.',
    keyForAll: (vendors: number) =>
      `COUPANG_ACCESS_KEY를 live 업체 ${vendors}곳에 모두 사용합니다. 쿠팡 키는 업체마다 다릅니다.`,
    tokenUnused: 'SLACK_BOT_TOKEN을 사용하지 않습니다. SLACK_API_URL이 없어 이 컴퓨터의 Slack에 올립니다.',
    noButtons:
      "acting이 'on'이지만 카드에 버튼이 없습니다. 버튼을 쓰려면 SLACK_APP_TOKEN을 설정하세요. 방법은 docs/laptop.md에 있습니다.",
    appTokenUnused: "SLACK_APP_TOKEN을 사용하지 않습니다. 설정의 acting이 'off'입니다.",
  },
};
