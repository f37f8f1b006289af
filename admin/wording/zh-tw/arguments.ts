import type { enArguments } from '../en/arguments.ts';

export const zhTwArguments: typeof enArguments = {
  isMissing: (command, name) => `${command}：缺少引數 ${name}。`,
  seeHelp: (command) => `所有選項：${command}`,
  didYouMean: (word) => `您要輸入的是 ${word} 嗎？`,
  unknownCommand: (command) => `${command}：沒有這個子命令。`,
  areTooMany: '引數太多。',
  unknownOption: (option) => `沒有這個選項：${option}。`,
  needsValue: (option) => `${option} 需要一個值。`,
  takesNoValue: (option) => `${option} 不接受值。`,
  badLanguage: '--language 必須是 ko、en 或 zh-TW。',
  badRegion: (option) => `${option} 必須是 AWS 區域，例如 ap-northeast-2。`,
  badChannel: (option) => `${option} 必須是 Slack 頻道 ID（例如 C0123456789），而不是名稱。`,
  badUrl: (option) =>
    `${option} 必須是網址，例如 http://127.0.0.1:4400/api/。若要使用正式服務，請省略此選項。`,
  awsRefused: (reason) => `AWS：${reason}`,
  badFile: (message) => `${message}。請檢查路徑、存取權限和磁碟。`,
};
