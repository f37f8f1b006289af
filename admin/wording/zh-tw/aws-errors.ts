import type { AwsErrorTexts } from '../../../lib/deployment/name-aws-error.ts';

export const zhTwAwsErrors: AwsErrorTexts = {
  signIn:
    '此終端機尚未登入 AWS，或登入已失效。請登入：aws sso login --profile <name>，再執行 export AWS_PROFILE=<name>。設定檔（profile）可用 aws configure sso 建立。',
  untrusted:
    '連線不受信任，可能被公司的 Proxy 攔截。設定 NODE_EXTRA_CA_CERTS=<憑證檔案> 後，Node 就會信任它。',
  denied: (action, resource, policy) =>
    `此 AWS 使用者或角色沒有${resource === undefined ? '' : `對 ${resource} 執行 `}${action ?? '此操作'} 的權限${policy === undefined ? '' : `（由 ${policy} 拒絕）`}。請改用其他使用者或角色，或加上權限：命令所需的權限都在 docs/operator-policy.json。`,
  unreachable: '無法連線到 AWS。請檢查區域和網路連線。',
  unreadable:
    'AWS 沒有傳回可讀取的回應。請確認是否有 Proxy，或 AWS 是否發生問題（health.aws.amazon.com），然後再試一次。',
  throttled: 'AWS 正在限制要求的次數。請一分鐘後再試。',
  other: '請在 AWS 的文件中查詢此錯誤名稱。',
};
