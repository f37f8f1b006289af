import type { FaultWords } from './en.ts';

export const koFaults: FaultWords = {
  whole: '파일 전체',
  notFound: (file) => `설정 파일 ${file}이(가) 없습니다. NOTIFIER_CONFIG에 사용할 파일을 지정하세요.`,
  notReadable: (file) =>
    `설정 파일 ${file}을(를) 읽을 수 없습니다. NOTIFIER_CONFIG에 사용할 파일을 지정하세요.`,
  otherKind: (file) => `설정 파일 ${file}: .ts 또는 .json 파일이어야 합니다.`,
  noJson: (file, line, why) => `설정 파일 ${file}의 ${line}번째 줄이 올바른 JSON이 아닙니다: ${why}.`,
  notLoaded: (file, place, why) => `설정 파일 ${file}을(를) 불러올 수 없습니다${place}: ${why}`,
  placeOf: (line, file) => ` (${file === undefined ? '' : `${file}, `}${line}번째 줄)`,
  noDefault: (file) =>
    `설정 파일 ${file}에 default export가 없습니다. export default defineConfig({…})를 쓰세요.`,
  unusable: (file) => `${file}의 설정을 사용할 수 없습니다:`,
  unusableNow: '설정을 사용할 수 없습니다:',
  noHolidays: (index, { market }, year) =>
    `vendors[${index}].market: "${market}"의 ${year}년 공휴일을 몰라 근무일로 계산하게 됩니다. ` +
    `${year}년 공휴일을 모두 vendors[${index}].holidays.add에 ${year}-01-01과 같이 적고 vendors[${index}].holidays.years에 ${year}을 넣으세요` +
    `${market === 'KR' ? '. 새 버전의 @hyunbinseo/holidays-kr를 설치해도 됩니다' : ''}.`,
  missing: '값이 없습니다. 추가하세요.',
  refused: (value, reason) => `${value === undefined ? '' : `현재 값 ${value}. `}${reason}.`,
  reason: (text) => translate(text) ?? text,
  oneOf: (values) => `다음 중 하나여야 합니다: ${values}`,
  ofType: (type) => `${type} 형식이어야 합니다`,
  otherShape: '다른',
  meant: (name) => `혹시 ${name}입니까?`,
  meantUnquoted: (value) => `혹시 따옴표 없는 ${value}입니까?`,
  unknown: (name, remedy) => `알 수 없는 설정입니다: ${name}. ${remedy}`,
  knownHere: (names) => `지우세요. 여기에 쓸 수 있는 설정: ${names}.`,
  removed: (name, remedy) => `없어진 설정입니다: ${name}. ${remedy}`,
  remedies: {
    slackTeam: '지우세요. npm run secrets -- slack이 Slack에서 워크스페이스를 조회해 ID를 저장합니다.',
    zone: '시간대는 마켓이 정합니다. KR은 Asia/Seoul, TW는 Asia/Taipei입니다.',
    key: '키는 여기에 적지 않습니다. npm run secrets -- <vendorId|slack>으로 저장하세요.',
    nightPollSeconds: '지우세요. 근무 시간 밖에도 pollSeconds마다 조회합니다.',
  },
};

/** The reasons by their English text. `{}` stands for a value, which the Korean text repeats in the same order. */
const REASONS: Readonly<Record<string, string>> = {
  'must be a Slack user id such as U0123456789; ⋮ in the profile copies it':
    'U0123456789와 같은 Slack 사용자 ID여야 합니다. 프로필의 ⋮에서 복사할 수 있습니다',
  'must be the login with which this person opens WING': '이 사람이 WING에 로그인하는 아이디여야 합니다',
  'must not be empty': '비워 둘 수 없습니다',
  'must have visible characters': '보이는 글자가 있어야 합니다',
  'must be {} characters or more': '{}자 이상이어야 합니다',
  'must be {} characters or fewer': '{}자 이하여야 합니다',
  'must be {} or fewer: a menu of Slack holds no more':
    '{}개 이하여야 합니다. Slack 메뉴에 그 이상 넣을 수 없습니다',
  "must not contain {}: everybody reads a reply to a question of '{}', and nothing of an order may be in it; remove that place":
    "{} 자리를 쓸 수 없습니다. '{}' 문의의 답변은 모두가 보므로 주문 내용을 넣을 수 없습니다. 그 자리를 지우세요",
  "must be 'channel', 'people' or a Slack user group id such as S0123456789; ⋮ in the group copies it":
    "'channel', 'people' 또는 S0123456789와 같은 Slack 사용자 그룹 ID여야 합니다. 그룹의 ⋮에서 복사할 수 있습니다",
  "must be in acting.people, or this person could not release a ticket; add it there with its wingId, or set claim: 'channel'":
    "acting.people에 있어야 합니다. 없으면 이 사람은 담당을 해제할 수 없습니다. wingId와 함께 추가하거나 claim: 'channel'로 바꾸세요",
  'must be an https address': 'https 주소여야 합니다',
  'must be lower-case letters and digits, with single hyphens between them, such as staging':
    'staging과 같이 영문 소문자와 숫자, 하이픈(연속 불가)으로 이루어져야 합니다',
  'must be the id of a VPC such as {}': '{}와 같은 VPC ID여야 합니다',
  'must be the id of a subnet such as {}': '{}와 같은 서브넷 ID여야 합니다',
  'must be the id of a security group such as {}': '{}와 같은 보안 그룹 ID여야 합니다',
  'must be the allocation id of an Elastic IP such as {}': '{}와 같은 탄력적 IP의 할당 ID여야 합니다',
  'must name at least one subnet; two in different zones outlive the loss of one':
    '서브넷이 하나 이상 있어야 합니다. 서로 다른 영역에 둘을 두면 하나를 잃어도 계속됩니다',
  'must not name a subnet twice': '같은 서브넷을 두 번 쓸 수 없습니다',
  'must be an IPv4 address such as 203.0.113.7': '203.0.113.7과 같은 IPv4 주소여야 합니다',
  'must be a public address, the one that Coupang sees, such as 203.0.113.7':
    '203.0.113.7과 같이 쿠팡에 보이는 공인 IP 주소여야 합니다',
  'must be the name of a DynamoDB table, as that stack put it out':
    '그 스택이 출력한 DynamoDB 테이블 이름이어야 합니다',
  'must not hold a user name or a password: such an address is never called':
    '사용자 이름이나 비밀번호를 넣을 수 없습니다. 그런 주소는 호출하지 않습니다',
  'must not hold a user name or a password: each mail would show it':
    '사용자 이름이나 비밀번호를 넣을 수 없습니다. 메일마다 드러납니다',
  'must not hold a user name or a password: SNS would show them to all who list subscriptions':
    '사용자 이름이나 비밀번호를 넣을 수 없습니다. SNS 구독 목록을 보는 모두에게 드러납니다',
  'must end before the #: each alarm adds its own heading':
    '# 앞에서 끝나야 합니다. 제목은 알람마다 덧붙입니다',
  'must be a whole number': '정수여야 합니다',
  'must be {} or more: with 0 no button works': '{} 이상이어야 합니다. 0이면 버튼이 작동하지 않습니다',
  'must be {} or more': '{} 이상이어야 합니다',
  'must be {} or less: a hand-over is to be answered within 24 hours':
    '{} 이하여야 합니다. 이관은 24시간 안에 답변해야 합니다',
  'must be {} or less': '{} 이하여야 합니다',
  'must be above {}': '{}보다 커야 합니다',
  'must be the ARN of a KMS key such as {}, not of an alias':
    '{}와 같은 KMS 키의 ARN이어야 합니다. 별칭의 ARN은 쓸 수 없습니다',
  "is missing, which egress 'existing-subnets' needs. Write {}":
    "값이 없습니다. egress 'existing-subnets'에 필요합니다. 이렇게 쓰세요: {}",
  "has no use with egress '{}'. Remove it, or set {}":
    "egress '{}'에서는 쓰지 않습니다. 지우거나 이렇게 바꾸세요: {}",
  "has no use with acting '{}'. Remove it, or set {}":
    "acting '{}'에서는 쓰지 않습니다. 지우거나 이렇게 바꾸세요: {}",
  'must be a key in {}, where the stack is deployed. Make one there, or change region':
    '스택을 배포하는 {} 리전의 키여야 합니다. 그 리전에 만들거나 region을 바꾸세요',
  'has {} live vendors, and one stack takes {} with these settings (docs/scaling.md). Set live: false for the others, or move them to a deployment of their own (namePrefix)':
    'live 업체가 {}곳이며, 이 설정의 스택 하나로는 {}곳까지 가능합니다(docs/scaling.md). 나머지를 live: false로 바꾸거나 따로 배포하세요(namePrefix)',
  'must be a range such as 09:00-18:00': '09:00-18:00과 같은 시간대여야 합니다',
  'must end after it begins': '끝나는 시각이 시작하는 시각보다 늦어야 합니다',
  'must not overlap {}': '{} 시간대와 겹칠 수 없습니다',
  'must be a mail address, or a list of different ones':
    '메일 주소 하나 또는 서로 다른 주소의 목록이어야 합니다',
  'must be an AWS region such as ap-northeast-2': 'ap-northeast-2와 같은 AWS 리전이어야 합니다',
  'must name at least one vendor': '업체가 하나 이상 있어야 합니다',
  'must not be repeated for {}: vendors[{}] has it already; remove one, or correct its id or market':
    '{} 마켓에 이미 있습니다: vendors[{}]. 하나를 지우거나 id 또는 market을 고치세요',
  'must be a date such as 2026-12-24, or two with a slash such as 2026-12-24/2026-12-31':
    '2026-12-24와 같은 날짜 또는 2026-12-24/2026-12-31과 같은 기간이어야 합니다',
  'must end on the day it begins, or later': '끝나는 날이 시작하는 날보다 빠를 수 없습니다',
  'must have a range, or this person is never on shift; write one, or remove the person':
    '시간대가 하나 이상 있어야 합니다. 없으면 이 사람은 근무하지 않습니다. 시간대를 쓰거나 이 사람을 지우세요',
  'must name {} people or fewer: Slack shows no more at once':
    '{}명 이하여야 합니다. Slack은 한 번에 그 이상 보여 주지 않습니다',
  'must be a Slack channel id such as C0123456789, not a name; the foot of the channel’s details shows it':
    '채널 이름이 아니라 C0123456789와 같은 Slack 채널 ID여야 합니다. 채널 세부정보 맨 아래에 있습니다',
  "must be a Slack user id (U…), user group id (S…) or 'here', not a name; ⋮ in the profile or group copies it":
    "이름이 아니라 Slack 사용자 ID(U…), 사용자 그룹 ID(S…) 또는 'here'여야 합니다. 프로필이나 그룹의 ⋮에서 복사할 수 있습니다",
  'must be a date such as 2026-12-25': '2026-12-25와 같은 날짜여야 합니다',
  'must be a year such as 2028': '2028과 같은 연도여야 합니다',
  'must be a vendor id such as A00012345': 'A00012345와 같은 업체코드여야 합니다',
  'must be a duration such as 4h or 90m': '4h, 90m과 같은 시간이어야 합니다',
  "must include 'call-center', since the hand-overs are always read; add it":
    "'call-center'가 있어야 합니다. 이관은 항상 조회합니다. 추가하세요",
  "must include 'call-center', since hand-overs count; add it":
    "'call-center'가 있어야 합니다. 이관은 항상 집계합니다. 추가하세요",
  'is the channel of the cards, so it cannot replace that channel; name another':
    '카드 채널과 같아서 대신할 수 없습니다. 다른 채널을 쓰세요',
  'is already in the list and comes once; remove one': '이미 목록에 있습니다. 하나를 지우세요',
  "needs '{}' in sources, or no form offers the template; add it there, or remove this":
    "sources에 '{}' 값이 있어야 합니다. 없으면 이 템플릿을 쓸 수 없습니다. 추가하거나 템플릿을 지우세요",
  'needs target, or that step never comes; set it, or remove this':
    'target이 필요합니다. 없으면 이 단계는 오지 않습니다. target을 정하거나 이 값을 지우세요',
  'needs hours, or no shift ever ends; set them, or remove this':
    'hours가 필요합니다. 없으면 근무가 끝나지 않습니다. hours를 정하거나 이 값을 지우세요',
  'needs lastShiftMinutes above {}, or no shift is ever the last; raise it, or remove this':
    'lastShiftMinutes가 {}보다 커야 합니다. 아니면 마지막 근무가 없습니다. 늘리거나 이 값을 지우세요',
  'needs {} in ladder, or that step never comes; add it there, or remove this':
    'ladder에 {} 값이 있어야 합니다. 없으면 이 단계는 오지 않습니다. 추가하거나 이 값을 지우세요',
  'is the channel of the cards, where the step comes anyway; name another, or remove this':
    '카드 채널입니다. 이 단계는 어차피 거기에 옵니다. 다른 채널을 쓰거나 이 값을 지우세요',
  'needs hours, or no time is outside of them; set them, or remove this':
    'hours가 필요합니다. 없으면 근무 시간 밖이 없습니다. hours를 정하거나 이 값을 지우세요',
  'needs all public holidays of that year in holidays.add, which has none; list them, or remove this':
    '그해의 공휴일이 holidays.add에 모두 있어야 하는데 하나도 없습니다. 적거나 이 값을 지우세요',
  'must lie within hours, or a warning could not mention this person; change it, or extend hours':
    'hours 안에 있어야 합니다. 아니면 알림이 이 사람을 멘션할 수 없습니다. 고치거나 hours를 늘리세요',
  'must be one of {}': '다음 중 하나여야 합니다: {}',
  "must be '{}' or '{}'": "'{}' 또는 '{}'여야 합니다",
};

const patterns = Object.entries(REASONS).map(([english, korean]) => ({
  pattern: new RegExp(`^${english.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll('{}', '(.+)')}$`),
  korean,
}));

const translate = (english: string): string | undefined => {
  for (const { pattern, korean } of patterns) {
    const values = pattern.exec(english)?.slice(1);
    if (values === undefined) continue;
    return korean.replaceAll('{}', () => values.shift() ?? '');
  }
  return undefined;
};
