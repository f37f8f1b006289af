import type { GuardRule } from '../../../domain/act/guard-rules.ts';
import type { PublicRule } from '../../../domain/act/public-faults.ts';
import type { Source } from '../../../domain/sources.ts';
import type { Act, Deed, RefusalCode, SnoozeSpan } from '../../../domain/ticket/act.ts';

const DEFECT = '이 프로그램의 오류입니다. WING에서 처리하고 개발 담당자에게 알리세요.';
const WRONG_WING_ID = (wingId: string): string =>
  `등록된 WING 아이디(${wingId})가 이 업체의 것이 아닙니다. 관리자에게 수정을 요청하세요.`;

/** The texts for people who act in Slack, in one language (A1 to A6). `by`, `to`: people. */
export const koActs = {
  /** The Slack app: its name has at most 35 characters, its description 140. */
  app: {
    name: '쿠팡 문의 알림',
    description: '쿠팡 고객센터 이관 문의와 상품 문의를 마감 시각과 함께 한 번씩 알립니다.',
    command: '내 목록을 보거나 문의를 찾습니다.',
    commandHint: '문의번호 · 주문번호 · 상품',
  },
  act: {
    /** The lines of the thread. `to`: a person, or the end of a snooze. */
    deed: {
      claimed: (by) => `🙋 담당 ${by}`,
      released: (by) => `👋 담당 해제 · ${by}`,
      assigned: (by, to) => `👉 ${by}님이 ${to}님을 담당자로 지정`,
      snoozed: (by, until) => `🔕 ${until}까지 알림 미룸 · ${by}`,
      replied: (by) => `📤 답변 보냄 · ${by}`,
      confirmed: (by) => `☑️ 확인 처리함 · ${by}`,
      'confirmed-unseen': (by) =>
        `⚠️ ${by}님의 확인 처리로 그사이 들어온 상담사의 새 요청도 함께 종료됐습니다. 이 요청은 카드로 알리지 못했습니다. WING에서 내용을 확인하고 조치하세요.`,
      'asked-look-up': (by) => `🔎 결과 확인 요청 · ${by}`,
      'not-done': (by) =>
        `⚠️ Slack 처리 기능이 꺼져 ${by}님의 처리를 쿠팡에 보내지 않았습니다. WING에서 처리하세요.`,
      'perhaps-done': (by) =>
        `⚠️ ${by}님의 처리를 쿠팡에 보내는 중에 Slack 처리 기능이 꺼졌습니다. WING에서 처리됐는지 확인하세요.`,
      unknown: (by) => `❔ ${by}님이 처리함 · 내용은 이 버전에서 표시할 수 없음`,
    } satisfies Record<Deed['did'], (by: string, to: string) => string>,
    endedUnseen: '알리지 못한 새 요청도 종료',
    shared: (to: string) => `👉 근무표에 따라 ${to}님을 담당자로 지정`,
    /**
     * To one person: why nothing happened, and what to do. `about`: the outcome, the other person, the WING id, or the
     * cause.
     */
    refusal: {
      'not-answerable':
        '쿠팡이 답변을 받지 않았습니다. 이미 답변됐거나, 취소됐거나, 확인만 필요한 건입니다. WING에서 상태를 확인하세요.',
      'not-confirmable':
        '쿠팡이 확인 처리를 받지 않았습니다. 답변이 필요한 건이거나 이미 끝난 건입니다. WING에서 상태를 확인하세요.',
      'content-length': '답변은 2자 이상 1,000자 이하여야 합니다. 줄바꿈과 공백도 글자 수에 포함됩니다.',
      'parent-missing': DEFECT,
      'wing-id-520': WRONG_WING_ID,
      'wing-id-521': WRONG_WING_ID,
      closed: '쿠팡에서 이미 종료된 문의입니다. 필요하면 WING에서 답변하세요.',
      'control-character': DEFECT,
      unreadable: DEFECT,
      'other-vendor':
        '다른 업체의 문의입니다. 업체코드와 API 키가 같은 업체의 것인지 관리자에게 확인을 요청하세요.',
      deleted: '고객이 삭제한 상품 문의입니다. 답변하지 않아도 됩니다.',
      'not-found': '쿠팡에서 이 문의를 찾을 수 없습니다. WING에서 문의번호로 검색하세요.',
      unknown:
        '쿠팡이 알 수 없는 이유로 거절했습니다. WING에서 처리하세요. 계속되면 개발 담당자에게 알리세요.',
      'not-allowed': '이 업체의 건을 처리할 권한이 없습니다. 관리자에게 등록을 요청하세요.',
      'not-member': '정해진 사용자 그룹만 할 수 있습니다. 관리자에게 그룹에 추가해 달라고 요청하세요.',
      'group-unreadable':
        'Slack에서 사용자 그룹을 조회하지 못해 권한을 확인할 수 없습니다. 잠시 후 다시 누르세요. 계속되면 개발 담당자에게 알리세요.',
      'no-wing-id': 'WING 아이디가 등록되지 않았습니다. 관리자에게 등록을 요청하세요.',
      'right-lost':
        '보내지 않았습니다. 버튼을 누른 뒤 처리 권한이나 WING 아이디가 바뀌었습니다. 계속 처리하려면 관리자에게 확인을 요청하세요.',
      blank: '답변 내용이 비어 있습니다. 공백이나 보이지 않는 문자만으로는 보낼 수 없습니다.',
      'no-workspace':
        '이 프로그램에 Slack 워크스페이스가 아직 등록되지 않아 여기서는 처리할 수 없습니다. 개발 담당자에게 알리고, 그동안은 WING에서 처리하세요.',
      'no-ticket': '이 건을 찾을 수 없습니다. WING에서 확인하세요.',
      'reactions-off': '이모지 반응으로 처리하는 기능이 꺼져 있습니다. 카드의 버튼을 누르세요.',
      ended: (outcome) => `이미 종료된 건입니다: ${outcome}.`,
      'answered-already': '이미 다른 답변이 등록된 문의입니다.',
      'not-public':
        '보내지 않았습니다. 모든 사람에게 공개되는 답변에 개인정보, 주문번호 같은 긴 숫자, 링크는 넣을 수 없습니다.',
      'past-due': '마감이 지나 여기서는 보낼 수 없습니다. 필요하면 WING에서 답변하세요.',
      stale: '그사이 요청이 바뀌었습니다. 카드가 바뀌면 새 요청을 확인하고 다시 처리하세요.',
      'newer-request':
        '같은 문의에 상담사의 새 요청이 있습니다. 아래쪽의 새 카드를 확인하고 그 카드에서 처리하세요.',
      busy: (by) => `${by}님이 이미 처리하고 있습니다. 카드에서 결과를 확인하세요.`,
      claimed: (by) => `이미 ${by}님이 담당하고 있습니다. 넘겨받으려면 [담당 지정]에서 자신을 선택하세요.`,
      'not-claimer': (by) => `${by}님이 담당하는 건입니다. 넘겨받으려면 [담당 지정]에서 자신을 선택하세요.`,
      'not-assignable': (by) =>
        `${by}님은 담당자로 지정할 수 없습니다. 이 업체의 건을 처리할 수 있는 사람을 선택하세요.`,
      'not-snoozable':
        '알림은 담당자만, 마감 전에만 미룰 수 있습니다. 담당자가 아니면 [담당하기]를 누르세요. 담당한 지 오래됐다면 [담당 해제]를 누른 뒤 다시 [담당하기]를 누르세요.',
      'too-many':
        '이 건의 담당과 알림을 20번 변경해 더 이상 변경할 수 없습니다. 다른 사람은 변경할 수 있고, 답변과 확인 처리는 계속할 수 있습니다.',
      'form-used':
        '이미 보낸 답변 창이거나, 창을 연 뒤에 다른 답변이 접수됐습니다. 카드에서 결과를 확인하세요. 다시 보내려면 내용을 복사한 뒤 [답변하기]를 다시 누르세요.',
      'form-link': '링크로 회신해야 하는 건입니다. 카드의 링크에서 답변하세요.',
      'wrong-kind':
        '이 건에는 할 수 없는 처리입니다. 답변이 필요한 건인지, 확인만 필요한 건인지 카드에서 확인하세요.',
      'no-post': '쿠팡에서 상담사 요청을 찾을 수 없습니다. WING에서 처리하세요.',
      'not-asking': '더 이상 답변이 필요하지 않은 건입니다. WING에서 상태를 확인하세요.',
      unreachable: (cause) => `보내지 못했습니다: ${cause}. 나중에 다시 보내거나 WING에서 처리하세요.`,
      'not-arrived':
        '쿠팡의 응답을 받지 못했고, 문의에도 나타나지 않습니다. WING에서 처리됐는지 확인한 뒤에만 다시 보내세요.',
      'not-shown':
        '쿠팡이 접수했다고 응답했지만, 10분이 지나도 문의에 나타나지 않습니다. WING에서 먼저 확인하세요. 다시 보내면 두 번 전달될 수 있습니다.',
      'still-open': '아직 쿠팡 목록에 남아 있습니다. WING에서 처리가 끝났는지 확인하세요.',
      'looked-up': '방금 확인했습니다. 1분 뒤에 다시 누르세요.',
    } satisfies Record<RefusalCode, string | ((about: string) => string)>,
    /** `busy`, for the same person. */
    busyYourself: '이미 처리 중입니다. 카드에서 결과를 확인하세요.',
    textBack: '보내지 않은 답변:',
    /** Above a text that Coupang may have received. */
    textUnsure: '전송됐는지 WING에서 먼저 확인하세요. 작성한 답변:',
    /** Above the answer that Coupang shows. */
    theAnswer: '쿠팡에 등록된 답변:',
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
      order: '주문 정보',
    } satisfies Record<
      'claim' | 'release' | 'assign' | 'confirm' | 'reply' | 'lookUp' | 'snooze' | 'order',
      string
    >,
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
      asked: { 'call-center': '*상담사 요청*', product: '*고객 문의*' } satisfies Record<Source, string>,
      /** In the form and on an open card, if everybody can read the answer. */
      isPublic: '🌐 답변은 상품 페이지에 공개됩니다. 고객 이름, 연락처, 주문번호를 적지 마세요.',
      template: '답변 서식 선택',
      text: '답변',
      hint: '2자 이상 1,000자 이하로 입력하세요. 보내기 전에 미리보기로 확인합니다.',
      signed: '팀 서명은 끝에 자동으로 붙습니다.',
      loading: '📦 주문 정보를 불러오는 중입니다.',
      /** Beside facts that came to a typed text. */
      inPreview: '빈칸은 미리보기에서 채워집니다.',
      /** After places without a value. */
      noValue: '쿠팡에 아직 이 정보가 없습니다. 직접 채우세요.',
      noOrder: '주문번호가 없는 문의입니다. 직접 채우세요.',
      /** Before the facts that the form has. */
      known: '📦 주문 정보',
      delivered: (date: string) => `배송 완료일 ${date}`,
      noFact: '송장번호와 배송 상태가 아직 없습니다.',
      cancelled: '취소 또는 반품된 주문입니다. 어느 쪽인지는 카드의 [주문 정보]나 WING에서 확인하세요.',
      unclearBox:
        '문의 상품이 어느 상자에 있는지 알 수 없어 정보를 넣지 않았습니다. 카드의 [주문 정보]에서 확인하세요.',
      /** Above the text, if Coupang may already have the reply. */
      mayArriveTwice:
        '⚠️ 앞서 보낸 답변이 이미 전달됐을 수 있습니다. WING에서 먼저 확인하세요. 다시 보내면 답변이 두 번 전달될 수 있습니다.',
      preview: '*쿠팡에 이대로 보냅니다*',
      edited: '여기서 수정하면 미리보기가 다시 나옵니다.',
    },
    /** The guard's findings. `words`: the reply's words that caused the finding, or none. */
    guard: {
      warns: '⚠️ 보내기 전에 확인하세요',
      blocks: '이대로는 보낼 수 없습니다.',
      found: (words: string) => ` (“${words}”)`,
      rule: {
        'personal-data': '전화번호, 이메일, 계좌번호 같은 개인정보가 있습니다.',
        link: '링크가 있습니다.',
        'direct-contact': '고객에게 직접 연락해 달라고 요청하는 내용이 있습니다.',
        'return-costs': '반품 비용을 따로 요구하는 내용이 있습니다.',
        review: '리뷰 작성이나 수정을 요청하는 내용이 있습니다.',
        thin: '내용이 거의 없습니다. 무엇을 어떻게 처리했는지 적으세요.',
        placeholder: '채우지 않은 빈칸이 남아 있습니다.',
        'past-date': '지난 날짜가 있습니다. 날짜가 맞는지 확인하세요.',
        repeated: '최근에 보낸 답변과 내용이 같습니다.',
        'order-number':
          '주문번호 또는 10자리 이상의 숫자가 있습니다. 사이즈 같은 숫자 여러 개는 쉼표로 나누세요.',
        name: '사람 이름이 있을 수 있습니다. 모든 사람에게 공개되니 확인하세요.',
      } satisfies Record<GuardRule | PublicRule, string>,
    },
  },
};
