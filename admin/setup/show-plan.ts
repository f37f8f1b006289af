import type { AdminTexts } from '../wording/wording.ts';
import { refuseFault, showAnswer } from './config/answer-questions.ts';
import { type Answers, checkAnswer, QUESTION_NAMES, questionOf } from './config/questions.ts';

/**
 * The text of `--plan`: the questions, the tasks outside of setup, time and cost, and a text for the person who may change WING. It needs
 * neither AWS nor Slack.
 * @param answers those of flags and of an earlier run
 * @throws ConfigError for an answer that setup would refuse
 */
export const showPlan = (answers: Answers, now: number, { setup: words }: AdminTexts): string => {
  const { plan } = words;
  const questions = QUESTION_NAMES.flatMap((name) => {
    const question = questionOf(name, { answers, now, words });
    // Only beside another notifier.
    if (name === 'name-prefix' && answers[name] === undefined) return [];
    if (question === undefined) return [];
    const answer = answers[name];
    if (answer !== undefined)
      refuseFault(name, answer, checkAnswer(name, answer, { answers, now, words }), words);
    return [
      {
        text: question.text,
        answer: answer === undefined ? undefined : showAnswer(name, answer),
        usual: question.usual,
      },
    ];
  });
  return [
    plan.title,
    plan.questions(questions.length),
    ...questions.map(({ text, answer, usual }) =>
      answer === undefined ? `- ${text}${usual === undefined ? '' : ` [${usual}]`}` : `- ${text}: ${answer}`,
    ),
    `\n${plan.outside}`,
    ...plan.tasks.map(([who, task]) => `- ${who}: ${task}`),
    `\n${plan.time}`,
    `\n${plan.cost}`,
    `\n${plan.letter}\n`,
    letterOf(answers),
  ].join('\n');
};

/** In Korean, whatever the terminal's language: so is WING. */
const letterOf = ({ label = '(쇼핑몰 이름)', vendor = '(업체코드)' }: Answers): string => `안녕하세요.
${label} ${vendor}의 쿠팡 문의를 Slack으로 알려 주는 프로그램을 설치하려고 합니다. 아래 두 가지를 부탁드립니다.

1. 지금: WING > 판매자정보 > 추가판매정보 > OPEN API에서 키가 있는지, 있다면 "자체개발"인지 "연동업체"(ERP 등)인지 알려 주세요.
   "연동업체" 키라면 바꾸지 말고 그대로 두세요.
2. 설치하는 날: IP 주소를 하나 알려 드립니다. 같은 화면의 [수정]에서 그 주소를 추가해 주세요. 이미 등록된 주소는 지우지 마세요.
   키가 없으면 그 주소로 "자체개발" 키를 발급해 주세요.

주소가 반영되는 데 최대 30분, 새 키가 승인되는 데 하루가 걸릴 수 있습니다.
있는 키는 재발급하지 마세요. 그 키를 쓰는 다른 프로그램이 바로 멈춥니다.
Access Key와 Secret Key는 메일이나 메신저로 보내지 마시고, 설치 담당자와 함께 직접 입력해 주세요.`;
