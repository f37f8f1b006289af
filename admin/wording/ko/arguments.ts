import type { enArguments } from '../en/arguments.ts';

export const koArguments: typeof enArguments = {
  isMissing: (command, name) => `${command}: ${name} 인자가 빠졌습니다.`,
  seeHelp: (command) => `모든 옵션: ${command}`,
  didYouMean: (word) => `혹시 ${word}입니까?`,
  unknownCommand: (command) => `${command}: 그런 하위 명령은 없습니다.`,
  areTooMany: '인자가 너무 많습니다.',
  unknownOption: (option) => `알 수 없는 옵션입니다: ${option}.`,
  needsValue: (option) => `${option}에는 값이 필요합니다.`,
  takesNoValue: (option) => `${option}에는 값을 붙이지 않습니다.`,
  badLanguage: '--language는 ko, en 중 하나여야 합니다.',
  badRegion: (option) => `${option}에는 ap-northeast-2와 같은 AWS 리전을 입력하세요.`,
  badChannel: (option) => `${option}에는 채널 이름이 아니라 C0123456789와 같은 Slack 채널 ID를 입력하세요.`,
  badUrl: (option) =>
    `${option}에는 http://127.0.0.1:4400/api/와 같은 URL을 입력하세요. 실제 서비스를 쓰려면 이 옵션을 빼세요.`,
  awsRefused: (reason) => `AWS: ${reason}`,
  badFile: (message) => `${message}. 경로와 접근 권한, 디스크 상태를 확인하세요.`,
};
