import type { AlarmMails } from './en.ts';

export const koAlarmMails: AlarmMails = {
  whatToDo: (place) => `조치 방법: ${place}`,

  notReading: '업체 한 곳 이상의 새 이관이 Slack에 올라오지 않고, 답변과 종료도 반영되지 않습니다.',
  vendorTurnedBlind:
    '업체 한 곳 이상이 더 조회되지 않습니다. 그 업체의 새 이관이 Slack에 올라오지 않고, 답변과 종료도 반영되지 않습니다.',
  pollDoesNotRun: '어느 업체도 조회하지 않습니다. 새 이관이 Slack에 올라오지 않습니다.',
  egressLost:
    'VPC로 응답이 돌아오지 않아 어느 업체도 조회할 수 없습니다. 새 이관이 Slack에 올라오지 않습니다.',

  functions: {
    poll: '업체 한 곳 이상의 이관이 조회되지 않을 수 있습니다.',
    notify: '카드와 알림이 Slack에 올라오지 않거나 늦을 수 있습니다.',
    'track-sla': '마감 전 알림이 나가지 않을 수 있고, 쿠팡 조회가 중단돼도 Slack에 표시되지 않습니다.',
    report: '퇴근 전 알림과 보고가 빠질 수 있습니다.',
    'slack-actions': 'Slack의 버튼, 명령어, 앱 홈이 동작하지 않을 수 있습니다.',
    act: 'Slack에서 한 확인 처리와 답변이 쿠팡에 전달되지 않거나 늦을 수 있습니다.',
    webhooks: '다른 도구가 문의와 업체의 이벤트를 받지 못할 수 있습니다.',
  },
  reportDoesNotRun: '퇴근 전 알림과 보고가 빠질 수 있습니다. 문의 내용이 정해진 기간보다 오래 보관됩니다.',

  slackIsBehind: '카드와 카드의 변경, 알림이 Slack에 늦게 올라오거나 올라오지 않습니다.',
  slackRefuses: '카드와 알림이 정해진 채널에 올라오지 않습니다. 예비 채널로 가거나 대기합니다.',
  slackRefusesToken: '카드, 알림, 안내가 어느 채널에도 올라오지 않습니다.',
  slackDoesNotAnswer: '카드와 알림, 카드의 변경이 늦게 올라옵니다.',
  messagesRefused:
    'Slack이 어떤 형태로도 받지 않아 카드, 카드의 변경, 알림, 안내 중 하나 이상이 올라오지 않았습니다.',
  messagesFail: '카드와 카드의 변경, 알림이 Slack에 올라오지 않습니다.',
  notInSlack: (minutes) => `올라왔어야 할 카드나 카드의 변경, 알림이 ${minutes}분이 지나도 Slack에 없습니다.`,
  warningsLate: (minutes) =>
    `마감 전 알림이나 마감을 놓쳤다는 메시지가 나갔어야 할 시각에서 ${minutes}분이 지나도 Slack에 없습니다.`,
  laneHeld: '업체 한 곳 이상의 카드와 카드의 변경이 늦게 올라옵니다.',

  deadlinesMissed: '24시간 안에 답변하지 않은 이관을 쿠팡이 자동 종료했습니다. 판매자 점수가 낮아집니다.',
  listingsFail: '쿠팡 목록에 있는 이관이 한 건 이상 Slack에 올라오지 않거나 종료가 반영되지 않습니다.',
  ticketsFail:
    '한 건 이상의 이관에 마감 전 알림이 나가지 않거나, Slack에 빠진 메시지를 다시 보내지 못합니다.',
  keyAboutToExpire: (days) =>
    `쿠팡 API 키가 ${days}일 안에 만료됩니다. 만료되면 그 업체를 조회할 수 없고, 같은 키를 쓰는 다른 프로그램도 멈춥니다.`,

  requestsRefused:
    'Slack이 호출하는 주소에 누군가 요청을 쏟아붓고 있거나 Signing Secret이 맞지 않습니다. 맞지 않으면 Slack의 버튼이 모두 동작하지 않습니다.',
  actsNotStarted: 'Slack에서 한 확인 처리와 답변이 쿠팡에 전달되지 않고, Slack에도 안내가 나가지 않습니다.',
  webhookDoesNotDeliver: (minutes) =>
    `웹훅을 받는 도구가 ${minutes}분 넘게 하나 이상의 이벤트를 받지 않았습니다. 40번 시도한 뒤에는 더 보내지 않습니다.`,
};
