import type { GuardRule } from '../../../domain/act/guard-rules.ts';
import type { Act, Deed, RefusalCode, SnoozeSpan } from '../../../domain/ticket/act.ts';

const DEFECT = '이 알림의 결함입니다. WING에서 처리하고, 로그와 함께 개발 담당자에게 알리세요.';
const WRONG_WING_ID = (wingId: string): string =>
  `등록된 WING 아이디(${wingId})가 이 업체의 것이 아닙니다. 설정의 acting.people에서 고쳐 달라고 요청하세요.`;

/** The texts for people who act in Slack, in one language (A1 to A6). `by`, `to`: people. */
export const koActs = {
  act: {
    /** The lines of the thread. `to`: a person, or the end of a snooze. */
    deed: {
      claimed: (by) => `🙋 담당 ${by}`,
      released: (by) => `👋 담당 해제 · ${by}`,
      assigned: (by, to) => `👉 ${by}님이 ${to}님을 담당으로 지정`,
      snoozed: (by, until) => `🔕 ${until}까지 알림 미룸 · ${by}`,
      replied: (by) => `📤 답변 보냄 · ${by}`,
      confirmed: (by) => `☑️ 확인 처리함 · ${by}`,
      'confirmed-unseen': (by) =>
        `⚠️ ${by}님의 확인 처리로 그사이 들어온 상담사의 새 요청도 함께 종료됐습니다. 이 요청은 카드로 알리지 못했습니다. WING에서 읽고 필요한 조치를 하세요.`,
      'asked-look-up': (by) => `🔎 결과 확인 요청 · ${by}`,
      'not-done': (by) =>
        `⚠️ ${by}님의 처리를 보내지 않았습니다. Slack에서 처리하는 기능이 꺼졌습니다. WING에서 처리하세요.`,
      'perhaps-done': (by) =>
        `⚠️ ${by}님의 처리를 보내는 중에 Slack에서 처리하는 기능이 꺼졌습니다. WING에서 처리됐는지 확인하세요.`,
    } satisfies Record<Deed['did'], (by: string, to: string) => string>,
    endedUnseen: '알리지 못한 새 요청도 종료',
    shared: (to: string) => `👉 근무표에 따라 ${to}님을 담당으로 지정`,
    /**
     * To one person: why nothing happened, and what to do. `about`: the outcome, the other person, the WING id, or the
     * cause.
     */
    refusal: {
      'not-answerable':
        '쿠팡이 답변을 받지 않았습니다. 이미 답변됐거나, 취소됐거나, 확인만 필요한 건입니다. WING에서 상태를 확인하세요.',
      'not-confirmable':
        '쿠팡이 확인 처리를 받지 않았습니다. 답변이 필요한 건이거나 이미 끝난 건입니다. WING에서 상태를 확인하세요.',
      'content-length': '답변은 2자 이상 1,000자 이하여야 합니다. 줄바꿈과 공백도 셉니다.',
      'parent-missing': DEFECT,
      'wing-id-520': WRONG_WING_ID,
      'wing-id-521': WRONG_WING_ID,
      closed: '쿠팡에서 이미 종료된 문의입니다. 필요하면 WING에서 답변하세요.',
      'control-character': DEFECT,
      unreadable: DEFECT,
      'other-vendor': '다른 업체의 문의입니다. 설정의 업체코드와 API 키가 같은 업체의 것인지 확인하세요.',
      'not-found': '쿠팡에서 이 문의를 찾을 수 없습니다. WING에서 문의번호로 검색하세요.',
      unknown:
        '쿠팡이 알 수 없는 이유로 거절했습니다. WING에서 처리하세요. 되풀이되면 로그의 transactionId로 쿠팡에 문의하세요.',
      'not-allowed':
        '이 업체의 건을 처리할 권한이 없습니다. 설정의 acting.people에 등록해 달라고 요청하세요.',
      'not-member':
        '설정의 acting.claim에 적힌 사용자 그룹만 할 수 있습니다. 그 그룹에 넣어 달라고 요청하세요.',
      'group-unreadable':
        'Slack에서 acting.claim의 사용자 그룹을 읽지 못해 권한을 확인할 수 없습니다. 잠시 후 다시 누르세요. 계속되면 개발 담당자에게 알리세요.',
      'no-wing-id': 'WING 아이디가 등록되지 않았습니다. 설정의 acting.people에 등록해 달라고 요청하세요.',
      'right-lost':
        '보내지 않았습니다. 누르신 뒤에 처리 권한이나 WING 아이디가 바뀌었습니다. 계속 처리하려면 설정의 acting.people을 확인해 달라고 요청하세요.',
      blank: '답변 내용이 비어 있습니다. 공백이나 보이지 않는 문자만으로는 보낼 수 없습니다.',
      'no-workspace':
        '이 프로그램에 Slack 워크스페이스가 아직 등록되지 않아 여기서는 처리할 수 없습니다. 개발 담당자에게 알리고, 그동안은 WING에서 처리하세요.',
      'no-ticket': '이 건을 찾을 수 없습니다. WING에서 확인하세요.',
      ended: (outcome) => `이미 끝난 건입니다: ${outcome}.`,
      'past-due': '마감이 지나 여기서는 보낼 수 없습니다. 필요하면 WING에서 답변하세요.',
      stale: '그사이 상담사 요청이 바뀌었습니다. 카드에 나타나면 읽고 다시 처리하세요.',
      'newer-request':
        '같은 문의에 상담사의 새 요청이 있습니다. 아래에 있는 그 카드를 읽고 거기서 처리하세요.',
      busy: (by) => `${by}님이 이미 처리하고 있습니다. 카드에서 결과를 확인하세요.`,
      claimed: (by) => `이미 ${by}님이 담당입니다. 넘겨받으려면 [담당 지정]을 쓰세요.`,
      'not-claimer': (by) => `${by}님의 담당입니다. 넘겨받으려면 [담당 지정]을 쓰세요.`,
      'not-assignable': (by) =>
        `${by}님은 담당이 될 수 없습니다. 이 업체의 건을 처리할 수 있는 사람을 고르세요.`,
      'not-snoozable':
        '알림은 담당자만, 마감 전에만 미룰 수 있습니다. 담당이 아니라면 먼저 담당하세요. 담당한 지 오래되었다면 담당을 해제하고 다시 담당하세요.',
      'too-many':
        '이 건의 담당과 알림을 20번 바꾸셔서 더는 바꿀 수 없습니다. 다른 사람은 바꿀 수 있고, 답변과 확인 처리는 그대로 할 수 있습니다.',
      'form-used':
        '이미 보낸 양식이거나, 양식을 연 뒤에 다른 답변이 접수되었습니다. 카드에서 결과를 확인하세요. 다시 보내려면 글을 복사하고 [답변하기]를 새로 누르세요.',
      'form-link': '링크로 회신해야 하는 건입니다. 카드의 링크에서 답변하세요.',
      'wrong-kind': '이 건에는 할 수 없는 처리입니다. 카드의 종류(답변, 확인)를 확인하세요.',
      'no-post': '쿠팡에서 상담사 글을 찾을 수 없습니다. WING에서 처리하세요.',
      'not-asking': '쿠팡에서 더 이상 답변을 요청하지 않는 건입니다. WING에서 상태를 확인하세요.',
      unreachable: (cause) => `보내지 않았습니다: ${cause}. 나중에 다시 보내거나 WING에서 처리하세요.`,
      'not-arrived':
        '쿠팡의 응답을 받지 못했고, 문의에도 나타나지 않습니다. WING에서 처리됐는지 확인한 뒤에만 다시 보내세요.',
      'not-shown':
        '쿠팡이 접수했다고 응답했지만, 10분이 지나도 문의에 나타나지 않습니다. WING에서 먼저 확인하세요. 다시 보내면 두 번 전달될 수 있습니다.',
      'still-open': '아직 쿠팡 목록에 남아 있습니다. WING에서 처리가 끝났는지 확인하세요.',
      'looked-up': '1분이 지나기 전에 이미 확인했습니다. 1분 뒤에 다시 누르세요.',
    } satisfies Record<RefusalCode, string | ((about: string) => string)>,
    /** `busy`, for the same person. */
    busyYourself: '이미 누르셨습니다. 카드에서 결과를 확인하세요.',
    textBack: '보내지 않은 글:',
    /** Above a text that Coupang may have received. */
    textUnsure: '보내졌는지 WING에서 먼저 확인하세요. 작성한 글:',
    /** To one person: the press could not be read. */
    failed: '지금은 처리하지 못했습니다. 잠시 후 다시 누르거나 WING에서 처리하세요.',
    someone: '다른 담당자',

    unclaimed: '담당 없음',
    button: {
      claim: '담당하기',
      release: '담당 해제',
      assign: '담당 지정',
      confirm: '확인 처리',
      reply: '답변하기',
      lookUp: '결과 확인',
      snooze: '알림 미루기',
    } satisfies Record<'claim' | 'release' | 'assign' | 'confirm' | 'reply' | 'lookUp' | 'snooze', string>,
    /** Choices of a menu: how long warnings wait. */
    snooze: { '30m': '30분', '1h': '1시간', '2h': '2시간', last: '마지막 알림 전까지' } satisfies Record<
      SnoozeSpan,
      string
    >,
    /** `until`: a time, or `untilLast`. */
    snoozed: (until: string) => `🔕 ${until}까지 알림 미룸`,
    untilLast: '마지막 알림 전',
    confirmDialog: {
      title: '확인 처리',
      text: '쿠팡에 확인 처리를 보냅니다. 보낸 뒤에는 되돌릴 수 없습니다.',
      confirm: '확인 처리',
      deny: '취소',
    } satisfies Record<'title' | 'text' | 'confirm' | 'deny', string>,
    /** `sent`: Coupang has accepted it, but does not show it yet. */
    progress: {
      reply: { underWay: '📤 답변 보내는 중', sent: '📤 답변 보냄 · 쿠팡 확인 중' },
      confirm: { underWay: '☑️ 확인 처리하는 중', sent: '☑️ 확인 처리함 · 쿠팡 확인 중' },
      'look-up': { underWay: '🔎 결과 확인하는 중', sent: '🔎 결과 확인하는 중' },
    } satisfies Record<Act['do'], { underWay: string; sent: string }>,
    pastDue: '마감이 지나 여기서는 처리할 수 없습니다. 필요하면 WING에서 처리하고 [결과 확인]을 누르세요.',

    /** The form of a reply. Titles and buttons have at most 24 characters. */
    form: {
      title: '답변하기',
      previewTitle: '보내기 전 확인',
      next: '미리보기',
      send: '보내기',
      cancel: '취소',
      asked: '*상담사 요청*',
      template: '답변 서식 선택',
      text: '답변',
      hint: '2자 이상 1,000자 이하입니다. 보내기 전에 한 번 더 보여 드립니다.',
      signed: '팀 서명은 끝에 자동으로 붙습니다.',
      /** Above the text, if Coupang may already have the reply. */
      mayArriveTwice:
        '⚠️ 앞서 보낸 답변이 이미 전달됐을 수 있습니다. WING에서 먼저 확인하세요. 다시 보내면 답변이 두 번 전달될 수 있습니다.',
      preview: '*쿠팡에 이대로 보냅니다*',
      edited: '여기서 고치면 다시 미리 보여 드립니다.',
    },
    /** The guard's findings. `words`: the reply's words that caused the finding, or none. */
    guard: {
      warns: '⚠️ 보내기 전에 확인하세요',
      blocks: '이대로는 보낼 수 없습니다.',
      found: (words: string) => ` (“${words}”)`,
      rule: {
        'personal-data': '전화번호, 이메일, 계좌번호 같은 개인정보가 있습니다.',
        link: '링크가 있습니다.',
        'direct-contact': '고객에게 직접 연락을 요청합니다.',
        'return-costs': '반품 비용을 따로 요구합니다.',
        review: '리뷰를 쓰거나 바꿔 달라고 요청합니다.',
        thin: '내용이 거의 없습니다. 무엇을 어떻게 처리했는지 적으세요.',
        placeholder: '채우지 않은 자리가 남아 있습니다.',
        repeated: '최근에 보낸 답변과 글이 같습니다.',
      } satisfies Record<GuardRule, string>,
    },
  },
};
